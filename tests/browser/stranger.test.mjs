// A page of somebody else, open in the same browser on the same machine, reads nothing of the service.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fillIn, GO_ON, launch } from './browser.mjs';
import { startService } from './service.mjs';

let browser, service, stranger, program;
before(async () => {
  [browser, service] = await Promise.all([launch(), startService()]);
  stranger = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<title>Elders</title>'));
  await new Promise((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  // What lets every page read: so that what is tried here is seen to work where nothing forbids it.
  program = createServer((_, response) => {
    for (const name of ['origin', 'headers']) response.setHeader(`access-control-allow-${name}`, name === 'origin' ? '*' : 'content-type,x-amz-target,authorization,x-amz-date');
    response.end('kanarievogel');
  });
  await new Promise((resolve) => program.listen(0, '127.0.0.1', resolve));
});
after(() => Promise.all([browser.close(), service.stop(), stranger.close(), program.close()]));

/** The TCP ports on which a process listens. */
function ports(id) {
  const held = readdirSync(`/proc/${id}/fd`).flatMap((name) => {
    try { return [readlinkSync(`/proc/${id}/fd/${name}`)]; } catch { return []; }
  });
  const lines = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/${id}/net/${table}`, 'utf8').split('\n'));
  // The address, the state (0A is listening), and further on the socket.
  return lines.map((line) => line.trim().split(/\s+/))
    .filter((parts) => parts[3] === '0A' && held.includes(`socket:[${parts[9]}]`))
    .map((parts) => parseInt(parts[1].split(':').pop(), 16));
}

/** Sends a made-up complaint. */
async function send(page) {
  await page.goto(service.address + '/klacht-indienen/');
  await fillIn(page);
  for (let step = 0; step < 2; step++) await page.click(GO_ON);
  await page.waitForSelector('.reference');
}

/** What the page reads of a port: as a visitor, with what the browser remembers, and as the SDK of a store asks. */
const readFrom = (page, port) => page.evaluate(async (port) => {
  const asked = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-date': '20261122T110000Z', authorization: 'AWS4-HMAC-SHA256 Credential=a/20261122/local/dynamodb/aws4_request, SignedHeaders=host, Signature=a' };
  const store = (action, body) => ['/', { method: 'POST', headers: { ...asked, 'x-amz-target': `DynamoDB_20120810.${action}` }, body: JSON.stringify(body) }];
  const tries = [
    ['/', {}], ['/', { credentials: 'include' }], ['/_lokaal/post', {}], ['/_lokaal/post', { credentials: 'include' }],
    store('ListTables', {}), store('Scan', { TableName: 'complaints' }),
  ];
  const read = tries.flatMap(([path, options]) => ['127.0.0.1', 'localhost'].map(async (host) => {
    try { return await (await fetch(`http://${host}:${port}${path}`, options)).text(); } catch { return ''; }
  }));
  return (await Promise.all(read)).filter((text) => text !== '');
}, port);

test('the address that is told leads to the mails, shows no key, and the mails open from there', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${service.address}/_lokaal/post`);
  assert.equal(await page.locator('h1').innerText(), 'U hebt een sleutel nodig');
  await send(page);
  await page.goto(`${service.address}/_lokaal/post?sleutel=${service.key}`);
  assert.equal(page.url(), `${service.address}/_lokaal/post`);
  while ((await page.locator('td a').count()) === 0) await page.reload();
  await page.click('td a');
  assert.match(await page.locator('pre').innerText(), /verzonnen|K-/);
  await page.click('text=Bekijk de opgemaakte e-mail');
  assert.match(page.url(), /\/html$/);
  assert.doesNotMatch(await page.locator('body').innerText(), /sleutel nodig/);
});

test('a page of another origin asks every port of the service, and reads nothing', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await send(page);
  // The office has opened its mails, so the browser has the key.
  await page.goto(`${service.address}/_lokaal/post?sleutel=${service.key}`);

  const open = ports(service.id);
  assert.ok(open.includes(Number(new URL(service.address).port)), `${open}`);
  for (const host of ['127.0.0.1', 'localhost']) {
    await page.goto(`http://${host}:${stranger.address().port}/`);
    assert.notDeepEqual(await readFrom(page, program.address().port), [], 'what may be read is read');
    for (const port of open) assert.deepEqual(await readFrom(page, port), [], `port ${port}, read from ${host}`);
  }
});
