// Online and Offline: homes that report and homes that do not; looked for, sorted, paged, exported; by an Admin and by a Read
// Only person, while homes come and go.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { closeBrowser } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { demoPerson } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';

after(closeBrowser);

test('the lists of homes', async (t) => {
  const portico = await startPortico(t, { verb: 'demo', args: ['--homes', '130'] });
  const [ada, rey] = [await demoPerson(t, portico, 'Admin'), await demoPerson(t, portico, 'Read Only')];
  const isp = new URL(ada.url()).pathname.split('/').slice(0, 3).join('/');
  const rows = ada.locator('#rows');
  const names = () => rows.getByRole('rowheader').locator('a').allInnerTexts();
  const total = () => ada.locator('#total').innerText().then(Number);

  await t.test('more homes than a page has, before they have come online one by one', async () => {
    await ada.goto(`${portico.url}${isp}/offline?sort=name`);
    assert.ok((await total()) > 100);
    assert.equal((await names()).length, 100);
    await rows.getByRole('link', { name: 'Next page' }).click();
    await ada.waitForURL(/after=/);
    assert.ok((await names()).length > 0);
    await look(ada, 'offline-last-page');
    await rows.getByRole('link', { name: 'First page' }).click();
    await ada.waitForURL(/sort=name$/);
  });

  await t.test('they appear while one looks', async () => {
    await ada.goto(`${portico.url}${isp}/online`);
    await until('some homes are online, on a page that is not loaded again', 120_000, async () => ((await names()).length > 8 ? true : null));
    await look(ada, 'online');
  });

  await t.test('sorted by the head of a column, which lives in the address', async () => {
    await ada.getByRole('columnheader', { name: 'Customer' }).getByRole('link').click();
    await ada.waitForURL(/sort=name$/);
    const rising = await names();
    assert.deepEqual(rising, [...rising].sort((one, other) => one.localeCompare(other, 'en', { sensitivity: 'base' })));
    assert.equal(await ada.getByRole('columnheader', { name: 'Customer' }).getAttribute('aria-sort'), 'ascending');
    await ada.getByRole('columnheader', { name: 'Customer' }).getByRole('link').click();
    await ada.waitForURL(/sort=name-down/);
    await ada.reload();
    const falling = await names();
    assert.ok(falling[0].localeCompare(rising[0], 'en', { sensitivity: 'base' }) > 0);
    await look(ada, 'online-sorted');
  });

  await t.test('looked for by what a caller can say, and by what the router is', async () => {
    const one = (await names())[0];
    await ada.getByLabel('Find').fill(one.toUpperCase());
    const models = await ada.getByLabel('Model').locator('option').allInnerTexts();
    assert.ok(models.length > 1, `models are offered: ${models}`);
    await ada.getByRole('button', { name: 'Show', exact: true }).click();
    await ada.waitForURL(/text=/);
    assert.ok((await names()).every((name) => name === one), 'nobody else is found');
    await look(ada, 'online-found');
    const download = ada.waitForEvent('download');
    await ada.getByRole('link', { name: 'Export CSV' }).click();
    const lines = (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\r\n');
    assert.equal(lines.length, 1 + (await names()).length);
    await ada.getByLabel('Find').fill('nobody of this name');
    await ada.keyboard.press('Enter');
    await ada.getByRole('heading', { name: 'No home matches' }).waitFor();
    await look(ada, 'online-none');
    await ada.goto(`${portico.url}${isp}/online?text=%3F`);
    await ada.locator('#text-error').waitFor();
    await look(ada, 'online-wrong');
  });

  await t.test('Read Only sees the same', async () => {
    await rey.goto(`${portico.url}${isp}/offline`);
    await rey.getByLabel('Connection').selectOption('Never online');
    await rey.getByRole('button', { name: 'Show', exact: true }).click();
    await rey.waitForURL(/manner=never/);
    await look(rey, 'offline-read-only');
  });

  await t.test('each number of the Overview leads to its list', async () => {
    await ada.goto(`${portico.url}${isp}/overview`);
    await look(ada, 'overview-lists');
    for (const [name, address] of [[/^Online/, /online$/], [/^Offline/, /offline$/], [/^In stock \d/, /inventory\?state=stock$/]]) {
      await ada.goto(`${portico.url}${isp}/overview`);
      await ada.locator('.figures').getByRole('link', { name }).click();
      await ada.waitForURL(address);
    }
    await ada.goto(`${portico.url}${isp}/overview`);
    await ada.locator('.shares a').first().click();
    await ada.waitForURL(/inventory\?model=/);
    await ada.locator('#rows').getByRole('rowheader').first().waitFor();
  });
});
