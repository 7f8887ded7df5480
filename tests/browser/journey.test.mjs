// A resident's whole way in a browser, without JavaScript and with it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { GO_ON, fillIn, launch, writtenPages } from './browser.mjs';
import { sheets, sidewaysFindings } from './judges.mjs';
import { REAL, startService, startServiceWithoutRegister } from './service.mjs';

let browser, service, real, withoutRegister;
before(async () => {
  const services = [startService(), startService({ content: REAL }), startServiceWithoutRegister()];
  [browser, service, real, withoutRegister] = await Promise.all([launch(), ...services]);
});
after(async () => {
  await Promise.all([browser.close(), service.stop(), real.stop(), withoutRegister.stop()]);
});

test('where a reader chose letters of twice the size, a phone parts long words with a hyphen and scrolls no way but down', async () => {
  const large = await launch(['--blink-settings=defaultFontSize=32']);
  const page = await large.newPage({ viewport: { width: 360, height: 640 } });
  for (const path of await writtenPages(real.address)) {
    await page.goto(real.address + path);
    assert.deepEqual(await sidewaysFindings(page), [], path);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('h1')).hyphens), 'auto');
  }
  await large.close();
});

for (const javaScriptEnabled of [false, true]) {
  describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    const open = async (path, { address } = service) => {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 740 } });
      const page = await context.newPage();
      await page.goto(address + path);
      return page;
    };

    test('read, make three mistakes, correct them, check, change, send, and hold a confirmation', async () => {
      const page = await open('/');
      await page.click('main .button');
      assert.equal(new URL(page.url()).pathname, '/klacht-indienen/');

      await fillIn(page);
      await page.fill('#name', '');
      await page.fill('#email', 'voorbeeld');
      await page.fill('#incident_year', '');
      await page.click(GO_ON);
      assert.match(await page.title(), /^3 fouten: /);
      const links = await page.locator('#fouten a').all();
      assert.deepEqual(await Promise.all(links.map((link) => link.getAttribute('href'))), ['#name', '#email', '#incident_year']);
      for (const link of links) {
        const field = page.locator(await link.getAttribute('href'));
        assert.equal(await field.getAttribute('aria-invalid'), 'true');
      }
      assert.equal(await page.locator('#email').inputValue(), 'voorbeeld');

      await page.fill('#name', 'Test Voorbeeld');
      await page.fill('#email', 'test@voorbeeld.example');
      await page.fill('#incident_year', '26');
      await page.click(GO_ON);
      assert.equal(await page.locator('h1').innerText(), 'Kijk uw klacht na');
      assert.match(await page.locator('main').innerText(), /dinsdag 3 maart 2026/);

      await page.click('button[value=about]');
      assert.equal(await page.locator('#about').inputValue(), 'De balie van een verzonnen gebouw');
      await page.fill('#about', 'Een ander verzonnen gebouw');
      await page.click(GO_ON);
      assert.match(await page.locator('main').innerText(), /Een ander verzonnen gebouw/);

      await page.click(GO_ON);
      assert.equal(await page.locator('h1').innerText(), 'Uw klacht is bij ons binnen');
      assert.match(await page.locator('.reference').innerText(), /^K-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
      assert.match(await page.locator('main').innerText(), /Met “aanhalingstekens”, <b>haken<\/b> & een 👍\./);
      assert.doesNotMatch(page.url(), /[?]/, 'no word in the address');
    });

    test('the summary of mistakes has the focus, and its links lead to the fields', async () => {
      const page = await open('/klacht-indienen/');
      await page.click(GO_ON);
      assert.equal(await page.evaluate(() => document.activeElement.id), 'fouten');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.type('Test Voorbeeld');
      assert.equal(await page.locator('#name').inputValue(), 'Test Voorbeeld', 'typed where the first link led');
    });

    test('a double click, a refresh, and back and send again give one reference', async () => {
      const page = await open('/klacht-indienen/');
      await fillIn(page);
      await page.fill('#wish', `dubbel ${javaScriptEnabled}`);
      await page.click(GO_ON);
      await page.dblclick(GO_ON);
      await page.waitForSelector('.reference');
      const first = await page.locator('.reference').innerText();
      await page.reload();
      assert.equal(await page.locator('.reference').innerText(), first);
      // The check page holds words, so no browser stores it: Chromium asks whether to send the form again, and does.
      await assert.rejects(page.goBack(), /ERR_CACHE_MISS/);
      await page.waitForURL('chrome-error://**');
      await page.reload();
      await page.click(GO_ON);
      assert.equal(await page.locator('.reference').innerText(), first);
    });

    test('a day that the month does not have: which month, how many days, and tied to its field', async () => {
      const page = await open('/klacht-indienen/');
      await fillIn(page);
      await page.fill('#incident_day', '30');
      await page.fill('#incident_month', 'feb');
      await page.click(GO_ON);
      const named = await page.locator('#incident_day').getAttribute('aria-describedby');
      assert.match(await page.locator(`#${named}`).innerText(), /De maand februari 2026 heeft 28 dagen\./);
      assert.equal(await page.locator('#incident_year').getAttribute('aria-describedby'), null);
    });

    test('each step has a way back on its own page, which keeps every word', async () => {
      const page = await open('/klacht-indienen/', withoutRegister);
      await fillIn(page);
      for (const steps of [1, 2]) {
        for (let step = 0; step < steps; step++) await page.click(GO_ON);
        await page.getByRole('button', { name: 'Terug naar het formulier' }).click();
        assert.match(await page.locator('#description').inputValue(), /^Dit is een verzonnen klacht\./);
      }
      const confirmed = await open('/klacht-indienen/');
      await fillIn(confirmed);
      await confirmed.click(GO_ON);
      await confirmed.click(GO_ON);
      await confirmed.getByRole('link', { name: 'Naar de startpagina' }).click();
      assert.equal(new URL(confirmed.url()).pathname, '/');
    });

    test('the address of the confirmation, opened again, reassures', async () => {
      const page = await open('/klacht-indienen/');
      await fillIn(page);
      await page.click(GO_ON);
      await page.click(GO_ON);
      assert.match(await page.locator('main').innerText(), /Schrijf het nummer op, of maak een foto/);
      await page.goto(page.url().split('#')[0]);
      assert.match(await page.locator('main').innerText(), /Dan is uw klacht bij ons binnen|Then we have your complaint/);
    });

    test('a register that is away: nothing claimed, every word kept, the button still there', async () => {
      const page = await open('/klacht-indienen/', withoutRegister);
      await fillIn(page);
      await page.click(GO_ON);
      await page.click(GO_ON);
      assert.equal(await page.locator('h1').innerText(), 'Uw klacht is NIET verstuurd');
      assert.match(await page.locator('main').innerText(), /Dit is een verzonnen klacht\./);
      await page.click(GO_ON);
      assert.equal(await page.locator('h1').innerText(), 'Uw klacht is NIET verstuurd');
      assert.match(await page.locator('main').innerText(), /Met “aanhalingstekens”, <b>haken<\/b> & een 👍\./);
    });

    test('the whole way with nothing but a keyboard', async () => {
      const page = await open('/');
      const press = (key) => page.keyboard.press(key);
      const tabTo = async (selector) => {
        for (let tabs = 0; tabs < 60; tabs++) {
          await press('Tab');
          if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
        }
        assert.fail(`Tab does not reach ${selector}`);
      };
      await press('Tab');
      await press('Enter');
      await tabTo('main .button');
      await press('Enter');
      await page.waitForSelector('#name');
      for (const [field, typed] of [
        ['name', 'Test Voorbeeld'], ['phone', '000-000 00 00'], ['incident_month', 'maart'], ['incident_year', '2026'],
        ['about', 'Het toetsenbord'], ['description', 'Een verzonnen klacht.'],
      ]) {
        await tabTo(`#${field}`);
        await page.keyboard.type(typed);
      }
      await tabTo('main form button');
      await press('Enter');
      await page.waitForSelector('dl.words');
      await tabTo('button[value=wish]');
      await press('Enter');
      await page.waitForSelector('#wish');
      await page.waitForFunction(() => document.activeElement.id === 'wish');
      await page.keyboard.type('Excuses');
      await tabTo('main form button');
      await press('Enter');
      await page.waitForSelector('dl.words');
      assert.match(await page.locator('main').innerText(), /Excuses/);
      await tabTo('main form button:not([name])');
      await press('Enter');
      await page.waitForSelector('.reference');
    });

    test('from the confirmation one can take the dates along', async () => {
      const page = await open('/klacht-indienen/');
      await fillIn(page);
      await page.click(GO_ON);
      await page.click(GO_ON);
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('a[download]')]);
      assert.match(download.suggestedFilename(), /^\d{4}-\d\d-\d\d\.ics$/);
    });

    test('an address that looks misspelt is asked about, and is sent all the same', async () => {
      const page = await open('/klacht-indienen/');
      await fillIn(page);
      await page.fill('#email', 'test@gmial.com');
      await page.click(GO_ON);
      const question = page.locator('.question');
      assert.match(await question.innerText(), /^Bedoelt u misschien test@gmail\.com\?/);
      await page.click('button[value=email]');
      await page.fill('#email', 'test@gmail.com');
      await page.click(GO_ON);
      assert.equal(await question.count(), 0);
      await page.click('button[value=email]');
      await page.fill('#email', 'test@gmial.com');
      await page.click(GO_ON);
      await page.click(GO_ON);
      assert.match(await page.locator('main').innerText(), /test@gmial\.com/);
    });

    test('the trap is nowhere to be seen or reached, whatever fills it in', async () => {
      const page = await open('/klacht-indienen/');
      assert.equal(await page.locator('#remark').isVisible(), false);
      assert.equal(await page.getByLabel('Laat dit veld leeg').isVisible(), false);
    });

    test('the switch of language stays on the page', async () => {
      const page = await open('/klachtencommissie/');
      await page.click('.languages a');
      assert.equal(new URL(page.url()).pathname, '/en/complaints-commission/');
      await page.click('.languages a');
      assert.equal(new URL(page.url()).pathname, '/klachtencommissie/');
    });

    test('the first screen on a phone says what one can do, how fast one hears, and whom to call', async () => {
      for (const path of ['/', '/en/']) {
        const page = await open(path);
        for (const wanted of ['main .button', '.soon li:nth-child(1)', '.soon li:nth-child(2)', '.soon .phone']) {
          const { y, height } = await page.locator(wanted).boundingBox();
          assert.ok(y + height <= 740, `${path} ${wanted} ends at ${y + height} px of 740`);
        }
      }
    });

    test('the first screen of the form has its first field, which asks for whom, and a way to the other ways', async () => {
      for (const path of ['/klacht-indienen/', '/en/make-a-complaint/']) {
        const page = await open(path, real);
        await page.setViewportSize({ width: 360, height: 640 });
        const { y, height } = await page.locator('main form :is(input:not([type=hidden]), textarea)').first().boundingBox();
        assert.ok(y + height <= 640, `${path}: the first field ends at ${y + height} px of 640`);
        assert.equal(await page.locator('main form input:not([type=hidden])').first().getAttribute('name'), 'on_behalf_of');
        await page.click('main a[href="#anders"]');
        assert.ok((await page.locator('#anders').boundingBox()).y < 640, `${path}: the link leads to the other ways`);
      }
    });

    test('the menu opens on a phone', async () => {
      const page = await open('/');
      await page.click('summary');
      await page.click('.menu a[href="/contact/"]');
      assert.equal(await page.locator('h1').innerText(), 'Contact: bellen, mailen of langskomen');
    });

    test(javaScriptEnabled ? 'a counter says how many characters are left' : 'without a script there is no counter', async () => {
      const page = await open('/klacht-indienen/');
      const counter = page.locator('[data-counts=description]').first();
      if (!javaScriptEnabled) return assert.equal(await counter.isVisible(), false);
      assert.equal(await counter.innerText(), 'Tekens die u nog kunt typen: 5000.');
      await page.fill('#description', '👍 twee');
      assert.equal(await counter.innerText(), 'Tekens die u nog kunt typen: 4994.');
      await page.fill('#description', 'a'.repeat(5002));
      assert.equal(await counter.innerText(), 'Tekens te veel: 2.');
      // Whatever an editor writes around the number, 5000 too.
      await counter.evaluate(({ dataset }) => { dataset.left = `Van de 5000 tekens kunt u er nog ${dataset.number} typen.`; });
      await page.fill('#description', 'regel\nregel 👍  ');
      assert.equal(await counter.innerText(), 'Van de 5000 tekens kunt u er nog 4987 typen.');
      await page.fill('#description', 'a'.repeat(5002));
      const said = page.locator('[role=status][data-counts=description]');
      await page.waitForFunction((element) => element.textContent === 'Tekens te veel: 2.', await said.elementHandle());
    });

    test('the confirmation prints as a letter of one page', async () => {
      const page = await open('/klacht-indienen/');
      await fillIn(page);
      await page.click(GO_ON);
      await page.click(GO_ON);
      assert.equal(await sheets(page), 1);
    });

    test('what residents get prints on one page when sent, and on two as an empty form', async () => {
      for (const path of ['/klacht-indienen/', '/en/make-a-complaint/']) {
        const page = await open(path, real);
        assert.equal(await sheets(page), 2, `${path}: the form`);
        await fillIn(page);
        await page.fill('#description', 'Een zin van een verzonnen klacht. '.repeat(20));
        await page.fill('#wish', 'Een verzonnen wens. '.repeat(10));
        await page.click(GO_ON);
        await page.click(GO_ON);
        assert.equal(await sheets(page), 1, `${path}: the confirmation`);
      }
    });
  });
}
