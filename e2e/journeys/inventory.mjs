// The inventory: empty, one, some, none that match; typed and uploaded; filtered while others change it; deleted.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { activate, addInventory, csv, setUp, tab, uploadInventory } from '../lib/story.mjs';

after(closeBrowser);

const mac = (n) => `4e:5f:${[16, 8, 0].map((shift) => ((n >> shift) & 255).toString(16).padStart(2, '0')).join(':')}:00`;

test('an inventory from its first router on', async (t) => {
  const portico = await startPortico(t, { args: ['--dev'] });
  const page = await person(t);
  await setUp(page, portico);
  const rows = page.locator('#rows');

  await t.test('an empty one says what to do, and one router is a list', async () => {
    await tab(page, 'Inventory');
    await page.getByRole('heading', { name: 'No routers yet' }).waitFor();
    await look(page, 'inventory-empty');
    await page.getByRole('link', { name: 'Add inventory' }).first().click();
    await look(page, 'inventory-add');
    await page.keyboard.press('Escape');
    await addInventory(page, [mac(1)]);
    await look(page, 'inventory-one');
  });

  await t.test('a file is looked at before it is imported', async () => {
    await uploadInventory(page, csv('routers.csv', `Serial;MAC\r\nA;${mac(1)}\r\nB;${mac(2)}\r\nC;router\r\nD;${mac(3)}\r\nE;${mac(3)}\r\n`));
    await page.getByText('2 routers can be imported, 2 lines cannot.').waitFor();
    await look(page, 'inventory-import');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const lines = (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\r\n');
    assert.deepEqual(lines.slice(1).map((line) => line.split(',')[2]), ['here', 'malformed', 'repeated']);
    await page.getByRole('button', { name: 'Import the 2 good ones' }).click();
    await page.getByText('2 routers are in the inventory.').waitFor();
    await look(page, 'inventory-imported');
    await page.getByRole('link', { name: 'Go to the inventory' }).click();
    await rows.getByText(mac(3)).waitFor();
  });

  await t.test('what cannot be used is refused beside its field', async () => {
    await uploadInventory(page, csv('book.xlsx', 'PK\u0003\u0004'));
    await page.getByText('This is no text.').waitFor();
    await look(page, 'inventory-refused');
    await page.keyboard.press('Escape');
  });

  await t.test('a filter survives reloading and what happens meanwhile', async () => {
    await tab(page, 'Inventory');
    await page.getByLabel('MAC begins with').fill('4e-5f-00-00-0');
    await page.getByLabel('State').selectOption('In stock');
    await page.getByLabel('Sort by').selectOption('MAC, falling');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.waitForURL(/state=stock.*sort=mac-down|sort=mac-down.*state=stock/);
    const shown = () => rows.getByRole('rowheader').allInnerTexts().then((all) => all.map((text) => text.slice(0, 17)));
    assert.deepEqual(await shown(), [mac(3), mac(2), mac(1)]);
    await page.reload();
    assert.deepEqual(await shown(), [mac(3), mac(2), mac(1)]);
    // A colleague in another window enables one and adds two: the filter holds for those too.
    const other = await page.context().newPage();
    await other.goto(`${portico.url}/isps/bar-net/inventory`);
    await activate(other, mac(2), { name: 'Mary Example', address: '12 Elm Street' });
    await addInventory(other, [mac(4), '70:5f:00:00:09:00']);
    await rows.getByText(mac(4)).waitFor();
    await rows.getByText(mac(2)).waitFor({ state: 'detached' });
    assert.deepEqual(await shown(), [mac(4), mac(3), mac(1)]);
    assert.match(page.url(), /sort=mac-down/);
    await look(page, 'inventory-filtered');
    await page.getByLabel('MAC begins with').fill('99');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'No router matches' }).waitFor();
    await look(page, 'inventory-none');
    await page.goto(`${portico.url}/isps/bar-net/inventory?mac=router`);
    await page.getByText('Enter the first digits of a MAC').waitFor();
    await look(page, 'inventory-wrong');
  });

  await t.test('a router in stock is deleted after a question', async () => {
    await tab(page, 'Inventory');
    await page.getByRole('row', { name: mac(4) }).getByRole('link', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete router' });
    await dialog.getByText('leaves your inventory').waitFor();
    await look(page, 'inventory-delete');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText(`${mac(4)} was deleted.`).waitFor();
    await rows.getByText(mac(4)).waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('row', { name: mac(2) }).getByRole('link', { name: 'Delete' }).count(), 0);
  });
});
