// Every page and every state of the form, before judges: axe, the Nu HTML checker, and a narrow screen.
import axe from 'axe-core';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { launch, states, writtenPages } from './browser.mjs';
import { startService, startServiceWithoutRegister } from './service.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const RESULTS = here('../results');
const CHECKER = here('../node_modules/vnu-jar/build/dist/vnu.jar');
const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
};

let browser, service, withoutRegister, places;
before(async () => {
  [browser, service, withoutRegister] = await Promise.all([launch(), startService(), startServiceWithoutRegister()]);
  const opened = (await writtenPages(service.address)).map((path) => [path, (page) => page.goto(service.address + path)]);
  const reached = Object.entries(states).map(([name, reach]) => [
    name,
    (page) => reach(page, { address: service.address, withoutRegister }),
  ]);
  places = Object.fromEntries([...opened, ...reached]);
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
});
after(async () => {
  await Promise.all([browser.close(), service.stop(), withoutRegister.stop()]);
});

/** What axe finds against WCAG 2.2 AA and its own best practices, in words. */
async function axeFindings(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: { 'target-size': { enabled: true } },
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** How far the page can be scrolled sideways, in pixels. */
const sidewaysScroll = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** What the Nu HTML checker says about the files of a folder, HTML and CSS, one line each. */
async function checkerFindings(folder) {
  const files = readdirSync(folder).map((name) => `${folder}/${name}`);
  const { stderr } = await promisify(execFile)(
    'java',
    ['-jar', CHECKER, '--also-check-css', '--exit-zero-always', '--format', 'json', ...files],
    { maxBuffer: 1 << 26 },
  );
  return JSON.parse(stderr).messages.map(({ url, lastLine, message, extract }) => `${url}:${lastLine} ${message} ${extract ?? ''}`);
}

for (const [look, settings] of Object.entries(LOOKS)) {
  for (const width of [320, 1280]) {
    test(`axe finds nothing: ${look}, ${width} px`, async (t) => {
      const context = await browser.newContext({ ...settings, viewport: { width, height: 800 } });
      for (const [name, reach] of Object.entries(places)) {
        await t.test(name, async () => {
          const page = await context.newPage();
          await reach(page);
          assert.deepEqual(await axeFindings(page), []);
          assert.equal(await sidewaysScroll(page), 0);
          await page.close();
        });
      }
      await context.close();
    });
  }
}

test('the Nu HTML checker finds nothing, in HTML and CSS', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  // The bytes that the server sent, not what the browser made of them.
  const sent = [];
  page.on('response', (response) => response.request().isNavigationRequest() && sent.push(response.text()));
  let documents = 0;
  for (const reach of Object.values(places)) {
    await reach(page);
    writeFileSync(`${RESULTS}/${documents++}.html`, await sent.at(-1));
  }
  const css = await page.locator('link[rel=stylesheet]').getAttribute('href');
  writeFileSync(`${RESULTS}/site.css`, await (await fetch(service.address + css)).text());
  assert.equal(documents, Object.keys(places).length);
  assert.deepEqual(await checkerFindings(RESULTS), []);
});

test('no page asks another host, sets a cookie or runs a script', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url())));
  for (const reach of Object.values(places)) {
    await reach(page);
    assert.equal(await page.locator('script').count(), 0);
  }
  const ours = [service.address, withoutRegister.address];
  assert.ok(asked.length > 40);
  assert.deepEqual(asked.filter(({ origin }) => !ours.includes(origin)), []);
  assert.deepEqual(await context.cookies(), []);
});

describe('each judge catches a planted fault', () => {
  const FAULT = '<!doctype html><html lang="nl"><title>x</title><main><h1>x</h1><input id="a"><div style="width:2000px" align="left">x</div></main></html>';

  test('axe and the narrow screen', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
    await page.setContent(FAULT);
    assert.match((await axeFindings(page)).join(), /label: <input id="a">/);
    assert.ok((await sidewaysScroll(page)) > 1000);
    await page.close();
  });

  test('the Nu HTML checker', async () => {
    const folder = `${RESULTS}/planted`;
    mkdirSync(folder);
    writeFileSync(`${folder}/fault.html`, FAULT);
    writeFileSync(`${folder}/fault.css`, 'a { colour: red }');
    const found = (await checkerFindings(folder)).join('\n');
    rmSync(folder, { recursive: true });
    assert.match(found, /fault\.html.*align/);
    assert.match(found, /fault\.css/);
  });
});
