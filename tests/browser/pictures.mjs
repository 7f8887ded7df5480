// Makes the pictures in the READMEs: the way of a complaint on a phone, and the leaflet, and what an editor sees.
// After `cargo build --workspace --all-targets`: `node tests/browser/pictures.mjs`
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GO_ON, fillIn, launch } from './browser.mjs';
import { REAL, startService } from './service.mjs';

const folder = fileURLToPath(new URL('../pictures', import.meta.url));
const [browser, service] = await Promise.all([launch(), startService({ content: REAL })]);
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

// Both sides of the folded leaflet. An example draws them: no browser shows a PDF where it has no window.
const sides = mkdtempSync(join(tmpdir(), 'vouwfolder-'));
const leaflet = await fetch(`${service.address}/in-het-kort/vouwfolder.pdf`);
writeFileSync(join(sides, 'leaflet.pdf'), Buffer.from(await leaflet.arrayBuffer()));
execFileSync(fileURLToPath(new URL('../../target/debug/examples/pages', import.meta.url)), [join(sides, 'leaflet.pdf'), sides]);
const drawn = ['1', '2'].map((side) => readFileSync(join(sides, `${side}.png`)).toString('base64'));
await sheet.setViewportSize({ width: 877, height: 1242 });
await sheet.setContent(
  `<body style="margin:0;display:grid;gap:4px;background:#ddd">${drawn.map((png) => `<img width="877" style="background:#fff" src="data:image/png;base64,${png}">`).join('')}`,
);
await sheet.screenshot({ path: `${folder}/leaflet.png` });
rmSync(sides, { recursive: true });

const desk = mkdtempSync(join(tmpdir(), 'redactie-'));
const content = join(desk, 'content');
cpSync(REAL, content, { recursive: true });
const contact = join(content, 'nl/contact.md');
const edit = (old, text) => writeFileSync(contact, readFileSync(contact, 'utf8').replace(old, text));
edit('U kunt ons bellen op', 'Indien u ons wilt bellen: dat kan op');
const preview = await startService({ content, isEdited: true });
const editor = await browser.newPage({ viewport: { width: 900, height: 520 } });
await editor.goto(`${preview.address}/contact/`);
await editor.locator('.preview-panel summary').click();
await editor.screenshot({ path: `${folder}/preview.png` });
const reloaded = editor.waitForEvent('load');
edit('## Mailen', 'Ga naar [de commissie](klachtencomissie.md).\n\n## Mailen');
await reloaded;
await editor.screenshot({ path: `${folder}/problem.png` });
await Promise.all([browser.close(), service.stop(), preview.stop()]);
rmSync(desk, { recursive: true });
