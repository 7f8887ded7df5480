// Lighthouse on the pages that can be opened. Its performance depends on the machine: reported, not judged.
import lighthouse from 'lighthouse';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { after, before, test } from 'node:test';
import { forms, launch, writtenPages } from './browser.mjs';
import { REAL, startService } from './service.mjs';

let browser, service, open, port;

/** Lighthouse asks for robots.txt from within the page, which the site's policy forbids: for this judge alone it is allowed. */
const openForLighthouse = (address) =>
  createServer((incoming, answer) => {
    const { pathname } = new URL(incoming.url, address);
    request(address + pathname, { headers: incoming.headers }, (response) => {
      const policy = `${response.headers['content-security-policy']}; connect-src 'self'`;
      answer.writeHead(response.statusCode, { ...response.headers, 'content-security-policy': policy });
      response.pipe(answer);
    }).end();
  }).listen(0, '127.0.0.1');

/** A port that is free, for the browser to be steered by. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

before(async () => {
  port = await freePort();
  [browser, service] = await Promise.all([launch([`--remote-debugging-port=${port}`]), startService({ content: REAL })]);
  open = openForLighthouse(service.address);
  await once(open, 'listening');
});
after(async () => {
  open.close();
  open.closeAllConnections();
  await Promise.all([browser.close(), service.stop()]);
});

/** The first page, the form of each language, and another page. */
async function judgedPages() {
  const named = ['/', ...Object.values(await forms(service.address))];
  return [...named, (await writtenPages(service.address)).find((path) => !named.includes(path))];
}

test('Lighthouse finds nothing', async (t) => {
  for (const path of await judgedPages()) {
    await t.test(path, async () => {
      const { lhr } = await lighthouse(`http://127.0.0.1:${open.address().port}${path}`, { port, logLevel: 'error', output: 'json' });
      const scores = Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]));
      console.log(path, JSON.stringify(scores));
      const failed = Object.values(lhr.audits).filter(({ score, scoreDisplayMode }) => scoreDisplayMode === 'binary' && score !== 1);
      const { performance: _, ...judged } = scores;
      assert.deepEqual(judged, { accessibility: 100, 'best-practices': 100, seo: 100 }, failed.map(({ id }) => id).join());
    });
  }
});
