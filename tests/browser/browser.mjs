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

const text = async (address) => (await fetch(address)).text();

/** Every page that an editor wrote, read from the site's own list of pages. */
export async function writtenPages(address) {
  const list = await text(`${address}/sitemap.xml`);
  return [...list.matchAll(/<loc>https?:\/\/[^/]+([^<]*)<\/loc>/g)].map(([, path]) => path);
}

/** The page with the form of each language; that of the site's own language is the first. */
export async function forms(address) {
  const found = {};
  for (const path of await writtenPages(address)) {
    const html = await text(address + path);
    if (html.includes('action="/formulier/controleren')) found[html.match(/<html lang="([^"]+)"/)[1]] = path;
  }
  const isTranslated = ([lang, path]) => path.startsWith(`/${lang}/`);
  return Object.fromEntries(Object.entries(found).sort((one, other) => isTranslated(one) - isTranslated(other)));
}

/** A page of each language that is not there. */
export const missingPages = (forms) =>
  Object.entries(forms).map(([lang, path]) => (path.startsWith(`/${lang}/`) ? `/${lang}/nergens/` : '/nergens/'));

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
export async function fillInLong(page, lengths) {
  const link = (length) => `https://voorbeeld.example/x?teken=${'w'.repeat(300)}`.slice(0, length);
  for (const field of ['name', 'address', 'about', 'description', 'wish', 'on_behalf_of']) await page.fill(`#${field}`, link(lengths[field]));
  await page.fill('#postcode', 'W'.repeat(Math.min(lengths.postcode, 20)));
  await page.fill('#town', 'w'.repeat(Math.min(lengths.town, 100)));
  await page.fill('#phone', '0'.repeat(Math.min(lengths.phone, 40)));
  const host = '.example';
  const name = 'm'.repeat(Math.min(64, Math.floor(lengths.email / 3)));
  const parts = Math.min(60, Math.floor((lengths.email - name.length - host.length - 2) / 2));
  await page.fill('#email', `${name}@${'w'.repeat(parts)}.${'w'.repeat(parts)}${host}`);
  await page.fill('#incident_month', 'mrt');
  await page.fill('#incident_year', '26');
}

/** A made-up complaint from right to left, with a sign that turns around whatever follows it, in an address that looks misspelt. */
export async function fillInArabic(page) {
  await fillIn(page);
  await page.fill('#name', 'اسم تجريبي \u202e');
  await page.fill('#email', 'test@gmial.com');
  await page.fill('#about', 'موضوع تجريبي (1)');
  await page.fill('#description', 'هذا نص تجريبي. (مرحبا) 123!\n\nEen regel in het Nederlands.');
}

const checked = (fill) => async (page, { address, forms, lengths }, lang) => {
  await page.goto(address + forms[lang]);
  await fill(page, lengths);
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
const notSent = (fill) => (page, services, lang) =>
  confirmed(fill)(page, { ...services, address: services.withoutRegister.address }, lang);

/** How to reach every state of the form, in a language, on a service (and on one whose register is away). */
const STATES = {
  'sent empty': checked(() => {}),
  'with every mistake': checked(async (page, lengths) => {
    await page.fill('#postcode', '0000 AA');
    await page.fill('#phone', '12');
    await page.fill('#email', 'voorbeeld');
    await page.fill('#incident_month', 'brrr');
    await page.fill('#incident_year', '1');
    await page.fill('#description', 'a'.repeat(lengths.description + 1));
    await page.fill('#wish', 'a'.repeat(lengths.wish + 1100));
    await page.fill('#on_behalf_of', 'a'.repeat(lengths.on_behalf_of + 100));
  }),
  'too large': checked((page, lengths) => page.fill('#description', 'a '.repeat(Math.max(35_000, lengths.description)))),
  check: checked(fillIn),
  change: changed(fillIn),
  confirmation: confirmed(fillIn),
  'not sent': notSent(fillIn),
  'with mistakes, long words': checked(async (page, lengths) => {
    await fillInLong(page, lengths);
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

/** Pairs of a name and how to get there: every page, every page that is not there, and every state of the form, in every language. */
export async function places(services) {
  const paths = [...(await writtenPages(services.address)), ...missingPages(services.forms)];
  const pages = paths.map((path) => [path, (page) => page.goto(services.address + path)]);
  const states = Object.keys(services.forms).flatMap((lang) =>
    Object.entries(STATES).map(([name, reach]) => [`form ${name}, ${lang}`, (page) => reach(page, services, lang)]),
  );
  return [...pages, ...states];
}
