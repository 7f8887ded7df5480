// Every page and every state of the form, in every language, as residents get them, for the tests of a file.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { forms, launch, places, writtenPages } from './browser.mjs';
import { REAL, languagesOf, lengthsOf, pageFilesOf, startService, startServiceWithoutRegister } from './service.mjs';

/** Starts a browser, the service, and a service without a register, and stops them after the last test of the file. */
export function everyPlace() {
  const own = {};
  before(async () => {
    const services = [startService({ content: REAL }), startServiceWithoutRegister({ content: REAL })];
    [own.browser, own.service, own.withoutRegister] = await Promise.all([launch(), ...services]);
    const { address } = own.service;
    own.forms = await forms(address);
    own.places = await places({ address, withoutRegister: own.withoutRegister, forms: own.forms, lengths: lengthsOf(REAL) });
    assert.deepEqual(Object.keys(own.forms).sort(), languagesOf(REAL).sort(), 'a form in each language');
    const [pages, files] = [await writtenPages(address), pageFilesOf(REAL)];
    assert.ok(pages.length >= files.length, `${pages.length} pages from ${files.length} files`);
  });
  after(async () => {
    await Promise.all([own.browser.close(), own.service.stop(), own.withoutRegister.stop()]);
  });
  return own;
}
