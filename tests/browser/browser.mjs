// Headless Chromium, and what a resident does in it.
import { chromium } from 'playwright-core';

export const launch = () =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
    ],
  });

/** The button that goes on, rather than back to change something. */
export const GO_ON = 'form button[type=submit]:not([name])';

/** Every page that an editor wrote, read from the site's own list of pages, and the page that is not there. */
export async function writtenPages(address) {
  const list = await (await fetch(`${address}/sitemap.xml`)).text();
  const pages = [...list.matchAll(/<loc>https?:\/\/[^/]+([^<]*)<\/loc>/g)].map(([, path]) => path);
  return [...pages, '/bestaat-niet/'];
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

export const states = {
  async 'form with every mistake'(page, { address }) {
    await page.goto(`${address}/klacht-indienen/`);
    await page.fill('#postcode', '0000 AA');
    await page.fill('#phone', '12');
    await page.fill('#email', 'voorbeeld');
    await page.fill('#incident_month', 'brrr');
    await page.fill('#incident_year', '1');
    await page.fill('#wish', 'a'.repeat(2100));
    await page.fill('#on_behalf_of', 'a'.repeat(300));
    await page.click(GO_ON);
  },
  async 'form sent empty'(page, { address }) {
    await page.goto(`${address}/klacht-indienen/`);
    await page.click(GO_ON);
  },
  async check(page, { address }) {
    await page.goto(`${address}/klacht-indienen/`);
    await fillIn(page);
    await page.click(GO_ON);
  },
  async change(page, service) {
    await states.check(page, service);
    await page.click('button[value=description]');
  },
  async confirmation(page, service) {
    await states.check(page, service);
    await page.click(GO_ON);
  },
  async 'not sent'(page, { withoutRegister }) {
    await states.check(page, withoutRegister);
    await page.click(GO_ON);
  },
  async 'too large'(page, { address }) {
    await page.goto(`${address}/klacht-indienen/`);
    await page.fill('#description', 'a'.repeat(70000));
    await page.click(GO_ON);
  },
  async 'wrong method'(page, { address }) {
    await page.goto(`${address}/formulier/versturen`);
  },
};
