// The audit log as an Admin reads it: acts of several people and of the shell, filtered, exported, sealed and verified.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { activate, addInventory, setUp, shell, tab } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';

after(closeBrowser);

test('who did what, when, from where and by which way', async (t) => {
  const portico = await startPortico(t, { args: ['--dev'] });
  const page = await person(t);
  await setUp(page, portico);
  const log = `${portico.url}/isps/bar-net/settings/audit`;

  await t.test('an ISP that was founded just now has a log already', async () => {
    await tab(page, 'Settings');
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page.getByRole('heading', { name: 'Audit log', level: 1 }).waitFor();
    await page.getByRole('rowheader', { name: 'Ada Admin joined.' }).waitFor();
    await look(page, 'audit-first');
  });

  await t.test('acts in the portal and in the shell are in it, with what changed', async () => {
    await addInventory(page, ['4e:5f:02:00:00:01']);
    await activate(page, '4e:5f:02:00:00:01', { name: 'Maria Garcia', address: '1 Elm St' });
    await tab(page, 'Settings');
    await page.getByLabel('Name', { exact: true }).or(page.getByLabel('ISP name')).first().fill('Bar Networks of the Lower Valley');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved.').waitFor();
    await shell(portico, 'admin', 'invite', '--isp', 'bar-net', `${'long.'.repeat(11)}name@example.com`);
    await page.goto(log);
    const changed = page.getByRole('row').filter({ hasText: 'changed the profile.' });
    assert.equal(await changed.locator('del').innerText(), 'Bar Net');
    assert.equal(await changed.locator('ins').innerText(), 'Bar Networks of the Lower Valley');
    assert.match(await changed.innerText(), /Ada Admin/);
    const invited = page.getByRole('row').filter({ hasText: 'from the server' });
    assert.match(await invited.innerText(), /The operator[^]*Shell/);
    // Within seconds, each has its number in the chain.
    await until('every entry is sealed', 20_000, async () => {
      await page.reload();
      return (await page.getByText('Not sealed yet').count()) === 0;
    });
    await look(page, 'audit');
  });

  await t.test('a filter stands in the address, and the file has it too', async () => {
    await page.getByLabel('About').selectOption('Inventory and homes');
    await page.getByLabel('Who', { exact: true }).selectOption('Ada Admin');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.waitForURL(/area=homes/);
    assert.equal(await page.getByRole('rowheader').count(), 2);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const file = await download;
    assert.equal(file.suggestedFilename(), 'audit-bar-net.csv');
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
    assert.equal(lines.length, 3);
    assert.match(lines[1], /customer-activated.*Ada Admin/);
    await look(page, 'audit-filtered');
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.waitForURL(log);
  });

  await t.test('what cannot be looked for is told beside its field, and nothing found is said', async () => {
    await page.goto(`${log}?from=2026-03-02&to=2026-03-01`);
    await page.getByText('Choose a day that is not before the first.').waitFor();
    await look(page, 'audit-wrong');
    await page.goto(`${log}?to=2020-01-01`);
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
    await look(page, 'audit-nothing');
  });

  await t.test('the server says that the chain is whole', async () => {
    const said = await shell(portico, 'check');
    assert.match(said, /^Audit log +\d+ entries at 2 places, unbroken; 0 not sealed yet$/m);
    assert.match(said, /^Audit head +[0-9a-f-]{36} \d+ [0-9a-f]{64}$/m);
  });
});
