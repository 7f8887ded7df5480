// Every page and every state of the form, in both languages, for the tests of a file.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { launch, places } from './browser.mjs';
import { startService, startServiceWithoutRegister } from './service.mjs';

/** Starts a browser, the service, and a service without a register, and stops them after the last test of the file. */
export function everyPlace() {
  const own = {};
  before(async () => {
    [own.browser, own.service, own.withoutRegister] = await Promise.all([launch(), startService(), startServiceWithoutRegister()]);
    own.places = await places({ address: own.service.address, withoutRegister: own.withoutRegister });
    assert.ok(own.places.length >= 52, 'twenty-two pages and thirty states');
  });
  after(async () => {
    await Promise.all([own.browser.close(), own.service.stop(), own.withoutRegister.stop()]);
  });
  return own;
}
