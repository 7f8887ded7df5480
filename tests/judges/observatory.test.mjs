// MDN's HTTP Observatory judges every kind of answer, errors included, by the headers that really came.
//
// Its own scan asks one address over HTTPS and stops at an error page; its judgements take any answer. What is not ours to send here,
// the certificate and the way from HTTP to HTTPS, is CloudFront's: functions/template.yaml, looked at below.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { forms, missingPages } from '../browser/browser.mjs';
import { REAL, startService, startServiceWithoutRegister } from '../browser/service.mjs';

// The package fetches the list of preloaded hosts when it is installed. No host of ours is on it, so an empty one will do.
writeFileSync(new URL('../node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json', import.meta.url), '{}');
const observatory = '@mdn/mdn-http-observatory/src';
const { ALL_TESTS } = await import(`${observatory}/constants.js`);
const { Requests } = await import(`${observatory}/types.js`);
const { parseHttpEquivHeaders } = await import(`${observatory}/retriever/utils.js`);
const { getGradeForScore, getScoreModifier } = await import(`${observatory}/grader/grader.js`);

const HOST = 'klachten.example';
const complaint = {
  name: 'Test Voorbeeld', email: 'test@voorbeeld.example', contact_by: 'any',
  incident_month: '3', incident_year: '2026', about: 'een verzonnen balie', description: 'Dit is een verzonnen klacht.',
};
const form = (fields, headers = {}) => ({ method: 'POST', body: new URLSearchParams(fields), headers });
const json = (fields) => ({
  method: 'POST', body: JSON.stringify(fields), headers: { 'content-type': 'application/json', accept: 'application/json' },
});
const [check, send] = ['/formulier/controleren', '/formulier/versturen'];

/**
 * Every kind of answer: what is asked (where the content says, by a function), and the status that comes. `store: false` asks the
 * service whose register is away, `hasKey` as who holds the key of the machine.
 */
const ANSWERS = [
  ['a page', '/', {}, 200],
  ['the form', (site) => site.form, {}, 200],
  ['the form in another language', (site) => site.otherForm, {}, 200],
  ['the head of a page', '/', { method: 'HEAD' }, 200],
  ['the map of the site', '/sitemap.xml', {}, 200],
  ['a page for robots', '/robots.txt', {}, 200],
  ['an address without its slash', (site) => site.form.slice(0, -1), { redirect: 'manual' }, 307],
  ['no page', '/nergens/', {}, 404],
  ['no page in another language', (site) => site.otherMissing, {}, 404],
  ['a folder', '/assets/', {}, 404],
  ['something hidden', '/.git/config', {}, 404],
  ['a page that takes no form', '/', { method: 'POST' }, 405],
  ['another method', '/', { method: 'DELETE' }, 405],
  ['a form with mistakes', check, form({}), 422],
  ['a form to check', check, form(complaint), 200],
  ['a change', check, form({ ...complaint, change: 'about' }), 200],
  ['a confirmation', send, form(complaint), 201],
  ['a receipt for a program', send, json({ ...complaint, about: 'een programma' }), 201],
  ['mistakes for a program', send, json({}), 422],
  ['a complaint that is not kept', send, form(complaint), 503, { store: false }],
  ['the same for a program', send, json(complaint), 503, { store: false }],
  ['a form from another site', send, form(complaint, { 'sec-fetch-site': 'cross-site' }), 403],
  ['a form that is too long', send, form({ ...complaint, description: 'a'.repeat(70_000) }), 422],
  ['a form that is far too large', send, form({ ...complaint, description: 'a'.repeat(2_000_000) }), 413],
  ['a form of another kind', send, { method: 'POST', body: 'a', headers: { 'content-type': 'text/plain' } }, 415],
  ['a form that is no UTF-8', send, { ...form({}), body: 'name=%ff', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 422],
  ['what is no JSON', send, { ...json({}), body: '{' }, 400],
  ['a form that is asked for', send, {}, 405],
  ['nothing below the form', '/formulier/nergens', {}, 404],
  ['dates for a calendar', (site) => `/formulier/datums/${site.lang}/2026-03-24.ics`, {}, 200],
  ['no dates', (site) => `/formulier/datums/${site.lang}/1900-01-01.ics`, {}, 404],
  ['the description for programs', '/formulier/openapi.json', {}, 200],
  ['the mails on this machine', '/_lokaal/post', {}, 200, { hasKey: true }],
  ['no mail', '/_lokaal/post/nergens.eml', {}, 404, { hasKey: true }],
  ['the mails without the key', '/_lokaal/post', {}, 401],
];

let services, site;
before(async () => {
  services = { true: await startService({ content: REAL }), false: await startServiceWithoutRegister({ content: REAL }) };
  const all = await forms(services.true.address);
  const [[lang, form]] = Object.entries(all);
  site = { lang, form, otherForm: Object.values(all).at(-1), otherMissing: missingPages(all).at(-1) };
});
after(() => Promise.all(Object.values(services).map((service) => service.stop())));

/** The headers as the observatory has them: an object that can also be asked. */
const listed = (headers) => Object.defineProperty(Object.fromEntries(headers), 'get', { value: (name) => headers.get(name) });

/** The judgements on one answer, as if the host of the site had given it. */
function judged(answer, cors, html) {
  const requests = new Requests(HOST);
  const response = (of) => ({ status: of.status, headers: listed(of.headers), verified: true, request: { headers: { origin: 'https://elders.example' } } });
  const [http, https] = [new URL(`http://${HOST}/`), new URL(`https://${HOST}/`)];
  const redirects = [{ url: http, status: 301 }, { url: https, status: answer.status }];
  const jar = { serializeSync: () => ({ cookies: answer.headers.getSetCookie().map((cookie) => ({ key: cookie.split('=')[0] })) }) };
  requests.session = { url: https, jar };
  requests.resources.path = html;
  const same = response(answer);
  Object.assign(requests.responses, { auto: same, http: same, https: same, cors: response(cors), httpRedirects: redirects, httpsRedirects: redirects });
  requests.responses.auto.httpEquiv = parseHttpEquivHeaders(html, https.href);
  return ALL_TESTS.map((judge) => judge(requests));
}

const failed = (judgements) => judgements.filter(({ pass }) => !pass).map(({ result }) => result);

function grade(judgements) {
  const points = judgements.map(({ result }) => getScoreModifier(result));
  const lost = points.filter((point) => point < 0).reduce((sum, point) => sum + point, 100);
  // Extra points count from an A on, as in the observatory's own scan.
  return getGradeForScore(lost >= 90 ? points.reduce((sum, point) => sum + point, 100) : lost);
}

for (const [name, asked, request, status, { store = true, hasKey = false } = {}] of ANSWERS) {
  test(`${name} (${status}) is graded A+, and sets no cookie`, async (t) => {
    const path = typeof asked === 'string' ? asked : asked(site);
    const address = services[store].address + path;
    const headers = { ...request.headers, ...(hasKey && { authorization: `Bearer ${services[store].key}` }) };
    const answer = await fetch(address, { ...request, headers });
    assert.equal(answer.status, status);
    const cors = await fetch(address, { method: 'OPTIONS', headers: { origin: 'https://elders.example', 'access-control-request-method': 'GET' } });
    const judgements = judged(answer, cors, await answer.text());
    assert.deepEqual(failed(judgements), []);
    const { grade: letter, score } = grade(judgements);
    t.diagnostic(`${letter}, ${score} points`);
    assert.equal(letter, 'A+');
    assert.equal(answer.headers.getSetCookie().length, 0);
    const holdsWords = path.startsWith('/formulier') || path.startsWith('/_lokaal');
    assert.equal(answer.headers.get('cache-control') === 'no-store', holdsWords, 'what may hold words is stored by nobody');
  });
}

test('an answer without its policy, or with a cookie, fails', async () => {
  const { address } = services.true;
  const answer = await fetch(address);
  const html = await answer.text();
  const changed = (change) => {
    const headers = new Headers(answer.headers);
    change(headers);
    return judged({ status: 200, headers }, answer, html);
  };
  assert.deepEqual(failed(changed(() => {})), []);
  const bare = changed((headers) => headers.delete('content-security-policy'));
  assert.deepEqual([failed(bare), grade(bare).grade], [['csp-not-implemented'], 'B']);
  assert.equal(failed(changed((headers) => headers.append('set-cookie', 'session=1'))).length, 1);
});

test('CloudFront leads from HTTP to HTTPS', () => {
  const template = readFileSync(new URL('../../functions/template.yaml', import.meta.url), 'utf8');
  assert.match(template, /ViewerProtocolPolicy: redirect-to-https/);
  assert.match(template, /MinimumProtocolVersion: TLSv1\.2_2021/);
});
