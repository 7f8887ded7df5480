// Headless Chromium, and what a resident does in it.
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export const launch = (flags = []) =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: [...FLAGS, ...flags] });

/** The button that goes on, rather than back to change something. */
export const GO_ON = 'form button[type=submit]:not([name])';

export const FORMS = { nl: '/klacht-indienen/', en: '/en/make-a-complaint/' };

/** Every page that an editor wrote, read from the site's own list of pages, and the pages that are not there. */
export async function writtenPages(address) {
  const list = await (await fetch(`${address}/sitemap.xml`)).text();
  const pages = [...list.matchAll(/<loc>https?:\/\/[^/]+([^<]*)<\/loc>/g)].map(([, path]) => path);
  return [...pages, '/bestaat-niet/', '/en/does-not-exist/'];
}

/** A made-up complaint, complete. */
export async function fillIn(page) {
  await page.fill('#name', 'Test Voorbeeld');
  await page.fill('#email', 'test@voorbeeld.example');
  await page.fill('#incident_day', '3');
  await page.fill('#incident_month', 'mrt');
  await page.fill('#incident_year', '26');
  await page.fill('#about', 'De balie van een verzonnen gebouw');
  await page.fill('#description', 'Dit is een verzonnen klacht.\n\nMet “aanhalingstekens”, <b>haken</b> & een 👍.');
}

/** How to reach every state of the form, in a language, on a service (and on one whose register is away). */
const STATES = {
  async 'sent empty'(page, { address }, lang) {
    await page.goto(address + FORMS[lang]);
    await page.click(GO_ON);
  },
  async 'with every mistake'(page, { address }, lang) {
    await page.goto(address + FORMS[lang]);
    await page.fill('#postcode', '0000 AA');
    await page.fill('#phone', '12');
    await page.fill('#email', 'voorbeeld');
    await page.fill('#incident_month', 'brrr');
    await page.fill('#incident_year', '1');
    await page.fill('#description', 'a'.repeat(5001));
    await page.fill('#wish', 'a'.repeat(2100));
    await page.fill('#on_behalf_of', 'a'.repeat(300));
    await page.click(GO_ON);
  },
  async 'too large'(page, { address }, lang) {
    await page.goto(address + FORMS[lang]);
    await page.fill('#description', 'a '.repeat(35000));
    await page.click(GO_ON);
  },
  async check(page, { address }, lang) {
    await page.goto(address + FORMS[lang]);
    await fillIn(page);
    await page.click(GO_ON);
  },
  async change(page, service, lang) {
    await STATES.check(page, service, lang);
    await page.click('button[value=description]');
  },
  async confirmation(page, service, lang) {
    await STATES.check(page, service, lang);
    await page.click(GO_ON);
  },
  async 'not sent'(page, { withoutRegister }, lang) {
    await STATES.check(page, withoutRegister, lang);
    await page.click(GO_ON);
  },
  async 'wrong method'(page, { address }) {
    await page.goto(`${address}/formulier/versturen`);
  },
};

/** Pairs of a name and how to get there: every page and every state of the form, in both languages. */
export async function places(services) {
  const pages = (await writtenPages(services.address)).map((path) => [path, (page) => page.goto(services.address + path)]);
  const states = Object.keys(FORMS).flatMap((lang) =>
    Object.entries(STATES).map(([name, reach]) => [`form ${name}, ${lang}`, (page) => reach(page, services, lang)]),
  );
  return [...pages, ...states];
}
