// Every page and every state of the form, in every language, before every judge but axe, which takes as long as all others.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { everyPlace } from './every-place.mjs';
import {
  axeFindings, checkerFindings, cookieFindings, foreignFindings, largeTextFindings, outsideFindings, sheets, sidewaysFindings, targetFindings,
  walkFindings, weightFindings, wideTextFindings,
} from './judges.mjs';

const RESULTS = fileURLToPath(new URL('../results', import.meta.url));
const every = everyPlace();
before(() => {
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
});

/** What was asked for since the last page was opened, and the bytes that the server sent of that page. */
function listen(page) {
  const heard = { asked: [], sent: undefined };
  page.on('request', (request) => {
    if (request.isNavigationRequest()) heard.asked = [];
    heard.asked.push(request);
  });
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) heard.sent = response.text();
  });
  return heard;
}

/** Each judge gets the same page, which it leaves as it was. */
const JUDGES = {
  'it travels with all that it loads in one flight, from us alone, without a cookie': async (page, { asked }) => {
    // A form with a long text in it weighs what its sender wrote.
    const typed = await page.evaluate(() => [...document.querySelectorAll('textarea')].reduce((sum, { value }) => sum + value.length, 0));
    const sizes = await Promise.all(asked.map((request) => request.sizes()));
    const weight = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    if (typed < 10_000) assert.deepEqual(weightFindings(weight), []);
    assert.ok(asked.filter((request) => !request.url().startsWith('data:')).length <= 3, 'at most three requests');
    assert.deepEqual(foreignFindings(asked.map((request) => request.url()), [every.service.address, every.withoutRegister.address]), []);
    assert.deepEqual(await cookieFindings(page.context()), []);
    const scripts = await page.locator('script:not([type="application/ld+json"])').count();
    assert.equal(scripts, (await page.locator('textarea').count()) ? 1 : 0, 'only a form has a script');
  },
  'every control is large enough and in the window, and nothing scrolls sideways, at five widths, at 400 %, with large and wide text': async (page) => {
    // 1280 × 1024 at 400 % is 320 × 256 (WCAG 1.4.10).
    for (const [width, height] of [[320, 800], [320, 256], [360, 800], [800, 800], [1280, 800], [1920, 800]]) {
      await page.setViewportSize({ width, height });
      assert.deepEqual(await sidewaysFindings(page), [], `${width} px`);
      assert.deepEqual(await outsideFindings(page), [], `${width} px`);
      assert.deepEqual(await targetFindings(page), [], `${width} px`);
      assert.deepEqual(await wideTextFindings(page), [], `${width} px, wide text`);
      assert.deepEqual(await largeTextFindings(page), [], `${width} px, large text`);
    }
  },
  'a keyboard reaches every control, sees where it is, and gets out, at two widths': async (page) => {
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 640 });
      assert.deepEqual(await walkFindings(page), [], `${width} px`);
    }
  },
  'it prints': async (page) => {
    assert.ok((await sheets(page)) >= 1);
  },
};

test('every page and every state', async (t) => {
  for (const [number, [name, reach]] of every.places.entries()) {
    await t.test(name, async (t) => {
      // A context of its own: nothing is there yet that another page loaded.
      const context = await every.browser.newContext();
      const page = await context.newPage();
      const heard = listen(page);
      await reach(page);
      for (const [judged, judge] of Object.entries(JUDGES)) await t.test(judged, () => judge(page, heard));
      writeFileSync(`${RESULTS}/${number}.html`, await heard.sent);
      await context.close();
    });
  }
});

test('the Nu HTML checker finds nothing, in HTML and CSS', async () => {
  assert.equal(readdirSync(RESULTS).length, every.places.length, 'the bytes that the server sent of every page and state');
  const page = await every.browser.newPage();
  await page.goto(every.service.address);
  const css = await page.locator('link[rel=stylesheet]').getAttribute('href');
  writeFileSync(`${RESULTS}/site.css`, await (await fetch(every.service.address + css)).text());
  assert.deepEqual(await checkerFindings(RESULTS), []);
  await page.close();
});

describe('each judge catches a planted fault', () => {
  const planted = async (body, judge, width = 320) => {
    const page = await every.browser.newPage({ viewport: { width, height: 600 } });
    await page.setContent(`<!doctype html><html lang="nl"><title>x</title><main><h1>x</h1>${body}</main></html>`);
    const found = await judge(page);
    await page.close();
    return found.join('\n');
  };

  test('axe: a field without a label, too little contrast, a target that is too small', async () => {
    assert.match(await planted('<input id="a">', axeFindings), /^label: /);
    assert.match(await planted('<p style="color:#999">een grijze zin</p>', axeFindings), /color-contrast: /);
    const tiny = '<button style="width:9px;height:9px;padding:0">a</button>';
    assert.match(await planted(tiny + tiny, axeFindings), /target-size: /);
  });

  test('the narrow screen, large text, wide text, and small controls', async () => {
    assert.match(await planted('<button style="height:30px">een knop</button>', targetFindings), /× 30/);
    assert.match(await planted('<p style="width:400px">x</p>', sidewaysFindings), /wider/);
    assert.match(await planted('<button style="margin-left:400px">x</button>', outsideFindings), /from 4/);
    assert.match(await planted('<p style="width:10rem">x</p>', largeTextFindings), /wider/);
    assert.match(await planted('<p style="white-space:nowrap;font:16px monospace">een zin die net in het venster</p>', wideTextFindings), /wider/);
    assert.match(await planted('<p style="height:1.2em;overflow:hidden">x</p>', wideTextFindings), /cut off/);
  });

  test('the keyboard walk: no mark, a wrong order, a cover, a trap', async () => {
    assert.match(await planted('<a href="#" style="outline:none">x</a>', walkFindings), /no mark/);
    const mark = 'style="outline:3px solid"';
    assert.match(await planted(`<a href="#" ${mark}>x</a><a href="#" tabindex="1" ${mark}>y</a>`, walkFindings), /out of order|the walk ends/);
    const cover = '<div style="position:fixed;inset:0;background:red"></div>';
    assert.match(await planted(`<a href="#" ${mark}>x</a>${cover}`, walkFindings), /covered/);
    const trap = `<a href="#" ${mark} onblur="setTimeout(() => this.focus())" onkeydown="event.preventDefault()">x</a>`;
    assert.match(await planted(trap, walkFindings), /no way out/);
  });

  test('a letter of more than one sheet', async () => {
    assert.equal(await planted('<p style="height:400mm">x</p>', async (page) => [await sheets(page)]), '2');
  });

  test('the Nu HTML checker', async () => {
    const folder = `${RESULTS}/planted`;
    mkdirSync(folder);
    writeFileSync(`${folder}/fault.html`, '<!doctype html><html lang="nl"><title>x</title><div align="left">x</div></html>');
    writeFileSync(`${folder}/fault.css`, 'a { colour: red }');
    const found = (await checkerFindings(folder)).join('\n');
    rmSync(folder, { recursive: true });
    assert.match(found, /fault\.html.*align/);
    assert.match(found, /fault\.css/);
  });

  test('another host, a cookie, too much weight', async () => {
    const context = await every.browser.newContext();
    const page = await context.newPage();
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(every.service.address);
    await page.evaluate(() => { document.cookie = 'planted=1'; });
    assert.deepEqual(foreignFindings([...asked, 'https://elders.example/x.js'], [every.service.address]), ['https://elders.example/x.js']);
    assert.deepEqual(await cookieFindings(context), ['cookie planted']);
    assert.deepEqual(weightFindings(14_001), ['14001 bytes']);
    await context.close();
  });
});
