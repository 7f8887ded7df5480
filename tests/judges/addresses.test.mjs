// The function at CloudFront's edge, taken out of functions/template.yaml: which file is an address?
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const template = readFileSync(new URL('../../functions/template.yaml', import.meta.url), 'utf8');
const code = template.match(/FunctionCode: \|\n((?: {8}.*\n|\n)+)/)[1];

function ask(uri, headers = {}, ip = '192.0.2.10') {
  const request = { method: 'GET', uri, querystring: {}, headers: { host: { value: 'klachten.example' }, ...headers } };
  return vm.runInNewContext(`${code}; handler(event)`, { event: { request, viewer: { ip } } });
}

test('a folder is the page in it', () => {
  assert.equal(ask('/').uri, '/index.html');
  assert.equal(ask('/en/contact/').uri, '/en/contact/index.html');
});

test('a file is itself', () => {
  for (const uri of ['/assets/site.5f2c.css', '/robots.txt', '/404.html']) assert.equal(ask(uri).uri, uri);
});

test('a page without its last slash is told where it is', () => {
  const { statusCode, headers } = ask('/en/contact');
  assert.deepEqual([statusCode, headers.location.value], [301, '/en/contact/']);
});

test('no address leads to another host', () => {
  for (const uri of ['//elsewhere.example', '//elsewhere', '/\\elsewhere', '///elsewhere', '/%2F/elsewhere']) {
    assert.equal(ask(uri).statusCode, undefined, uri);
  }
});

test('nothing hidden is there', () => {
  for (const uri of ['/.site-gen', '/%2Esite-gen', '/%2esite-gen', '/a/.git/config', '/../x']) assert.equal(ask(uri).uri, '/404', uri);
});

test('the form learns the name that the visitor used, whatever the visitor claims', () => {
  const { uri, headers } = ask('/formulier/versturen', { 'x-forwarded-host': { value: 'elsewhere.example' } });
  assert.equal(uri, '/formulier/versturen');
  assert.equal(headers['x-forwarded-host'].value, 'klachten.example');
});

test('the firewall counts by the visitor’s address, whatever the visitor claims, and by the line that an IPv6 address is of', () => {
  const counted = (ip) => ask('/formulier/versturen', { 'x-visitor-address': { value: '203.0.113.1' } }, ip).headers['x-visitor-address'].value;
  assert.equal(counted('192.0.2.10'), '192.0.2.10');
  const line = ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7::4', '2001:db8::7:ffff:2:3:4', '2001:db8:0:7:0:0:0:1'];
  assert.deepEqual(new Set(line.map(counted)), new Set(['2001:db8:0:7::']));
  assert.equal(counted('2001:db8::1'), '2001:db8:0:0::');
  assert.equal(counted('::1'), '0:0:0:0::');
  assert.equal(counted('2001:db8:1:2:3:4::'), '2001:db8:1:2::');
});
