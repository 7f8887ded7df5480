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

/** A made-up complaint with a word in every field that no line has room for, each as long as its field allows. */
export async function fillInLong(page) {
  const link = (length) => `https://voorbeeld.example/x?teken=${'w'.repeat(300)}`.slice(0, length);
  await page.fill('#name', link(100));
  await page.fill('#address', link(100));
  await page.fill('#postcode', 'W'.repeat(20));
  await page.fill('#town', 'w'.repeat(100));
  await page.fill('#phone', '0'.repeat(40));
  await page.fill('#email', `${'m'.repeat(64)}@${'w'.repeat(60)}.${'w'.repeat(60)}.example`);
  await page.fill('#incident_month', 'mrt');
  await page.fill('#incident_year', '26');
  for (const field of ['about', 'description', 'wish']) await page.fill(`#${field}`, link(300));
  await page.fill('#on_behalf_of', link(200));
}

/** A made-up complaint from right to left, with a sign that turns around whatever follows it, in an address that looks misspelt. */
export async function fillInArabic(page) {
  await fillIn(page);
  await page.fill('#name', 'اسم تجريبي \u202e');
  await page.fill('#email', 'test@gmial.com');
  await page.fill('#about', 'موضوع تجريبي (1)');
  await page.fill('#description', 'هذا نص تجريبي. (مرحبا) 123!\n\nEen regel in het Nederlands.');
}

const checked = (fill) => async (page, { address }, lang) => {
  await page.goto(address + FORMS[lang]);
  await fill(page);
  await page.click(GO_ON);
};
const changed = (fill) => async (page, service, lang) => {
  await checked(fill)(page, service, lang);
  await page.click('button[value=description]');
};
const confirmed = (fill) => async (page, service, lang) => {
  await checked(fill)(page, service, lang);
  await page.click(GO_ON);
};
const notSent = (fill) => (page, { withoutRegister }, lang) => confirmed(fill)(page, withoutRegister, lang);

/** How to reach every state of the form, in a language, on a service (and on one whose register is away). */
const STATES = {
  'sent empty': checked(() => {}),
  'with every mistake': checked(async (page) => {
    await page.fill('#postcode', '0000 AA');
    await page.fill('#phone', '12');
    await page.fill('#email', 'voorbeeld');
    await page.fill('#incident_month', 'brrr');
    await page.fill('#incident_year', '1');
    await page.fill('#description', 'a'.repeat(5001));
    await page.fill('#wish', 'a'.repeat(2100));
    await page.fill('#on_behalf_of', 'a'.repeat(300));
  }),
  'too large': checked((page) => page.fill('#description', 'a '.repeat(35000))),
  check: checked(fillIn),
  change: changed(fillIn),
  confirmation: confirmed(fillIn),
  'not sent': notSent(fillIn),
  'with mistakes, long words': checked(async (page) => {
    await fillInLong(page);
    for (const field of ['name', 'email', 'incident_month']) await page.fill(`#${field}`, 'w'.repeat(300));
  }),
  'check, long words': checked(fillInLong),
  'confirmation, long words': confirmed(fillInLong),
  'not sent, long words': notSent(fillInLong),
  'check, Arabic': checked(fillInArabic),
  'change, Arabic': changed(fillInArabic),
  'confirmation, Arabic': confirmed(fillInArabic),
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
