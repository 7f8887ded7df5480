// What is judged about a page. Each judge gives a list of what is wrong, empty where nothing is.
import axe from 'axe-core';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CHECKER = fileURLToPath(new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

/** The rules of axe that look at colours. */
export const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** WCAG 2.2 AA as far as axe knows it, and its best practices; or just some `rules`. */
export async function axeFindings(page, rules) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const all = {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { 'target-size': { enabled: true } },
  };
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), rules ? { runOnly: rules } : all);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** The Nu HTML checker on the files of a folder, HTML and CSS. */
export async function checkerFindings(folder) {
  const files = readdirSync(folder).map((name) => `${folder}/${name}`);
  const { stderr } = await promisify(execFile)(
    'java',
    ['-jar', CHECKER, '--also-check-css', '--exit-zero-always', '--format', 'json', ...files],
    { maxBuffer: 1 << 26 },
  );
  return JSON.parse(stderr).messages.map(({ url, lastLine, message, extract }) => `${url}:${lastLine} ${message} ${extract ?? ''}`);
}

/** Controls of less than 44 px (WCAG 2.5.5, which asks more than AA). A link within a sentence is as high as its line. */
export const targetFindings = (page) =>
  page.evaluate(() => {
    const controls = 'button, summary, .button, .brand, nav a, .summary a, .help a, input:not([type=hidden], [type=radio]), textarea, .choice label';
    return [...document.querySelectorAll(controls)]
      .filter((element) => !element.closest('.trap') && element.checkVisibility({ contentVisibilityAuto: true }))
      .map((element) => [element, element.getBoundingClientRect()])
      .filter(([, { width, height }]) => width < 44 || height < 44)
      .map(([element, { width, height }]) => `${Math.round(width)} × ${Math.round(height)}: ${element.outerHTML.slice(0, 60)}`);
  });

/** Whether the page can be scrolled sideways (WCAG 1.4.10). */
export async function sidewaysFindings(page) {
  const pixels = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  return pixels > 0 ? [`${pixels} px wider than the window`] : [];
}

/** Links and controls that are not wholly between the sides of the window. */
export const outsideFindings = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea, summary')]
      .filter((element) => !element.matches('.skip, .trap *') && element.checkVisibility({ contentVisibilityAuto: true }))
      .map((element) => [element, element.getBoundingClientRect()])
      .filter(([, { left, right }]) => left < 0 || right > document.documentElement.clientWidth)
      .map(([element, { left, right }]) => `from ${Math.round(left)} to ${Math.round(right)} px: ${element.outerHTML.slice(0, 60)}`),
  );

/** Text in letters of twice the size (WCAG 1.4.4): still in the window, and not cut off. */
export async function largeTextFindings(page) {
  await page.evaluate(() => { document.documentElement.style.fontSize = '225%'; });
  const found = [...(await sidewaysFindings(page)), ...(await outsideFindings(page)), ...(await cutOff(page))];
  await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  return found;
}

/** Text with the spacing of WCAG 1.4.12: still in the window, and not cut off. */
export async function wideTextFindings(page) {
  // A constructed sheet, because the site's policy allows no style in the page.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
    document.adoptedStyleSheets = [sheet];
  });
  const found = [...(await sidewaysFindings(page)), ...(await cutOff(page))];
  await page.evaluate(() => { document.adoptedStyleSheets = []; });
  return found;
}

const cutOff = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *:not(input, textarea, .unseen, .trap, .trap *, svg, svg *)')]
      .filter((element) => getComputedStyle(element).overflow === 'hidden' && element.scrollHeight > element.clientHeight + 1)
      .map((element) => `cut off: ${element.outerHTML.slice(0, 80)}`),
  );

/**
 * A walk through the whole page with Tab (WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11): every control once, in the order of the
 * document, each with a mark of 3 px or more and uncovered, and out at the end.
 */
export async function walkFindings(page) {
  await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
  const expected = await page.evaluate(() => {
    const controls = 'a[href], button, input:not([type=hidden]), textarea, summary, select, [tabindex="0"]';
    const stops = [...document.querySelectorAll(controls)].filter((element) => {
      if (element.tabIndex < 0 || !element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) return false;
      return element.type !== 'radio' || element.checked || !document.querySelector(`[name="${element.name}"]:checked`);
    });
    stops.forEach((element, place) => { element.dataset.stop = place; });
    return stops.length;
  });
  // A focus that a page sets by itself would hide what stands before it.
  await page.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); });
  const found = [];
  for (let place = 0; place <= expected; place++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + Math.min(box.height / 2, 12));
      return {
        place: element.dataset.stop,
        html: element.outerHTML.slice(0, 80),
        mark: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth),
        isSeen: top !== null && (element.contains(top) || top.contains(element)),
      };
    });
    if (place === expected) {
      if (stop) found.push(`no way out after the last control: ${stop.html}`);
    } else if (!stop) {
      found.push(`the walk ends after ${place} of ${expected} controls`);
      break;
    } else {
      if (stop.place !== String(place)) found.push(`out of order: ${stop.html}`);
      if (stop.mark < 3) found.push(`no mark of focus: ${stop.html}`);
      if (!stop.isSeen) found.push(`covered or out of sight: ${stop.html}`);
    }
  }
  return found;
}

/** Requests to any host but `ours`. */
export const foreignFindings = (asked, ours) => asked.filter((url) => !url.startsWith('data:') && !ours.includes(new URL(url).origin));

/** What the browser keeps about the visitor. */
export const cookieFindings = async (context) => (await context.cookies()).map(({ name }) => `cookie ${name}`);

/** More bytes than fit in the first flight of a connection. */
export const weightFindings = (bytes) => (bytes > 14_000 ? [`${bytes} bytes`] : []);

/** Whether the page can be printed at all, and on how many sheets of A4. */
export async function sheets(page) {
  // Chromium refuses to print a page that is still loading, as one is right after a form was sent.
  await page.waitForLoadState('load');
  const letter = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  return letter.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
