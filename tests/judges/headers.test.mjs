// One set of headers: what the service sends here is what CloudFront adds on AWS.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { parse } from 'yaml';
import { REAL, startService } from '../browser/service.mjs';

const text = readFileSync(new URL('../../functions/template.yaml', import.meta.url), 'utf8');
const { Resources } = parse(text, { logLevel: 'error' }); // CloudFormation's own tags are left as they are
const policy = Resources.SecurityHeaders.Properties.ResponseHeadersPolicyConfig;
const own = policy.SecurityHeadersConfig;

/** The headers of the template, by name; CloudFront has a place of its own for most. */
const declared = {
  'content-security-policy': own.ContentSecurityPolicy.ContentSecurityPolicy,
  'strict-transport-security':
    `max-age=${own.StrictTransportSecurity.AccessControlMaxAgeSec}` +
    (own.StrictTransportSecurity.IncludeSubdomains ? '; includeSubDomains' : ''),
  'x-content-type-options': own.ContentTypeOptions && 'nosniff',
  'x-frame-options': own.FrameOptions.FrameOption,
  'referrer-policy': own.ReferrerPolicy.ReferrerPolicy,
  ...Object.fromEntries(policy.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value])),
};
/** What describes one answer, and not the site. */
const OF_ONE_ANSWER = [
  'accept-ranges', 'allow', 'cache-control', 'connection', 'content-encoding', 'content-length', 'content-type', 'date', 'etag', 'keep-alive',
  'last-modified', 'transfer-encoding', 'vary',
];

let service;
before(async () => { service = await startService({ content: REAL }); });
after(() => service.stop());

for (const path of ['/', '/assets/', '/nergens/', '/formulier/nergens', '/formulier/versturen']) {
  test(`the headers of ${path} are those of the template, and no other`, async () => {
    const { headers } = await fetch(service.address + path);
    const sent = Object.fromEntries([...headers].filter(([name]) => !OF_ONE_ANSWER.includes(name)));
    assert.deepEqual(sent, declared);
  });
}

test('every header of the template wins over what an answer had', () => {
  const all = [...Object.values(own), ...policy.CustomHeadersConfig.Items];
  assert.equal(all.length, Object.keys(declared).length);
  for (const header of all) assert.equal(header.Override, true);
});

test('the page for what a function cannot say is there', async () => {
  const page = await fetch(service.address + '/500.html');
  assert.equal(page.status, 200);
  const text = await page.text();
  for (const said of [/<h1>[^<]+<\/h1>/, /lang="[^"]+"[^>]*><h2>[^<]+<\/h2>/]) assert.match(text, said);
});
