// axe on every page and every state of the form, in every language.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyPlace } from './every-place.mjs';
import { RULES_OF_COLOUR, axeFindings } from './judges.mjs';

const WIDTHS = [320, 768, 1280];
const OTHER_LOOKS = [
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'active' },
];
const every = everyPlace();

/** Every rule in light; in another look nothing but colours differs. */
async function judgeLooks(page) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    assert.deepEqual(await axeFindings(page), [], `${width} px`);
    for (const look of OTHER_LOOKS) {
      await page.emulateMedia(look);
      assert.deepEqual(await axeFindings(page, RULES_OF_COLOUR), [], `${width} px ${JSON.stringify(look)}`);
    }
  }
}

/** Those places at which a page has a script; the first test finds them. */
const scripted = [];

test('axe finds nothing without JavaScript, at three widths, in light, dark and forced colours', async (t) => {
  const context = await every.browser.newContext();
  for (const place of every.places) {
    const [name, reach] = place;
    await t.test(name, async () => {
      const page = await context.newPage();
      // axe is a script itself: the page is loaded without, and judged with.
      const session = await context.newCDPSession(page);
      await session.send('Emulation.setScriptExecutionDisabled', { value: true });
      await reach(page);
      await session.send('Emulation.setScriptExecutionDisabled', { value: false });
      await judgeLooks(page);
      if (await page.locator('script:not([type="application/ld+json"])').count()) scripted.push(place);
      await page.close();
    });
  }
  await context.close();
});

test('axe finds nothing where a script changes the page either', async (t) => {
  // The form, sent empty, with every mistake and to change something.
  assert.ok(scripted.length >= 4 * Object.keys(every.forms).length, `${scripted.length} places have a script`);
  const context = await every.browser.newContext();
  for (const [name, reach] of scripted) {
    await t.test(name, async () => {
      const page = await context.newPage();
      await reach(page);
      await judgeLooks(page);
      await page.close();
    });
  }
  await context.close();
});
