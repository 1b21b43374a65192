// Imports: a hundred thousand routers, cancelled on their way and then imported; and an ISP at work, as a User and as a Read
// Only person see it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { csv, demoPerson, setUp, tab, uploadInventory } from '../lib/story.mjs';

after(closeBrowser);

const mac = (n) => `4e:5f:${[16, 8, 0].map((shift) => ((n >> shift) & 255).toString(16).padStart(2, '0')).join(':')}:00`;

test('a hundred thousand are cancelled on their way, and then imported', async (t) => {
  const portico = await startPortico(t, { args: ['--dev'] });
  const page = await person(t);
  await setUp(page, portico);
  page.setDefaultTimeout(120_000);
  const many = csv('many.csv', `MAC\n${Array.from({ length: 100_000 }, (_, n) => mac(n)).join('\n')}\n`);
  for (const ending of ['cancelled', 'done']) {
    await uploadInventory(page, many);
    await page.getByText('All 100,000 routers are new').waitFor();
    await page.getByRole('button', { name: 'Import 100,000 routers' }).click();
    await page.getByRole('progressbar', { name: 'Progress' }).waitFor();
    if (ending === 'cancelled') {
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await page.getByText('Nothing was imported.').waitFor();
      await tab(page, 'Inventory');
      await page.getByRole('heading', { name: 'No routers yet' }).waitFor();
    }
  }
  await page.getByText('100,000 routers are in the inventory.').waitFor();
  await page.getByRole('link', { name: 'Go to the inventory' }).click();
  assert.equal(await page.locator('.head .count').innerText(), '100,000');
  await page.getByRole('link', { name: 'Next page' }).click();
  await page.waitForURL(/after=/);
  await page.getByRole('link', { name: 'First page' }).waitFor();
});

test('the inventory of an ISP at work, as a User and as a Read Only person see it', async (t) => {
  const portico = await startPortico(t, { verb: 'demo', args: ['--homes', '40'] });
  const [uma, rey] = [await demoPerson(t, portico, 'User'), await demoPerson(t, portico, 'Read Only')];
  await tab(uma, 'Inventory');
  await look(uma, 'inventory-demo');
  await uploadInventory(uma, csv('spare.csv', `${mac(1)}\n`));
  await uma.getByRole('button', { name: 'Import 1 router' }).click();
  await uma.getByText('1 router is in the inventory.').waitFor();
  await tab(rey, 'Inventory');
  await rey.getByRole('row', { name: mac(1) }).getByRole('button', { name: 'Delete' }).focus();
  await rey.getByRole('tooltip').filter({ hasText: 'Your access is Read Only' }).waitFor();
  const download = rey.waitForEvent('download');
  await rey.getByRole('link', { name: 'Export CSV' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  assert.ok(text.includes(mac(1)), 'reading is not changing');
  await look(rey, 'inventory-read-only-many');
});
