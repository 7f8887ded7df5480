// Makes the picture in the README: the way of a complaint on a phone. `node tests/browser/pictures.mjs`
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GO_ON, fillIn, launch } from './browser.mjs';
import { startService } from './service.mjs';

const folder = fileURLToPath(new URL('../pictures', import.meta.url));
const [browser, service] = await Promise.all([launch(), startService()]);
const page = await browser.newPage({ viewport: { width: 360, height: 720 } });
const pictures = [];
const take = async () => pictures.push((await page.screenshot()).toString('base64'));

await page.goto(`${service.address}/`);
await take();
await page.goto(`${service.address}/klacht-indienen/`);
await page.click(GO_ON);
await take();
await fillIn(page);
await page.click(GO_ON);
await page.click(GO_ON);
await take();

// A page of its own: the site's security policy allows no such picture.
const sheet = await browser.newPage({ viewport: { width: 1160, height: 760 } });
await sheet.setContent(
  `<body style="margin:20px;display:flex;gap:20px;background:#ddd">${pictures.map((png) => `<img src="data:image/png;base64,${png}">`).join('')}`,
);
mkdirSync(folder, { recursive: true });
await sheet.screenshot({ path: `${folder}/way.png` });
await Promise.all([browser.close(), service.stop()]);
