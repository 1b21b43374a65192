// Every page, looked at: light and dark, phone to wide screen, with nothing on it, with much, with names that do not fit,
// with errors, with a dialog open.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { activate, addInventory, setUp, shell } from '../lib/story.mjs';

after(closeBrowser);

const LONG = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh van der Westhuizen, Bartholomew Maximilian';
const HEBREW = 'משפחת ישראלי';

test('pages with nothing on them, with much, and with names that do not fit', async (t) => {
  const portico = await startPortico(t, { args: ['--dev'] });
  const page = await person(t);
  const see = async (path, name) => {
    await page.goto(portico.url + path);
    await look(page, name);
  };

  await t.test('before signing in', async () => {
    await see('/setup', 'link');
    await page.goto(await portico.printed(/http\S+\/setup#\S+/));
    await page.getByLabel('ISP name').waitFor();
    await look(page, 'setup');
    await setUp(page, portico);
    const guest = await person(t);
    await guest.goto(`${portico.url}/sign-in`);
    await guest.getByLabel('Email').fill('nobody@bar-net.example');
    await guest.getByLabel('Password', { exact: true }).fill('no such words');
    await guest.getByRole('button', { name: 'Sign in', exact: true }).click();
    await guest.getByRole('alert').waitFor();
    await look(guest, 'sign-in');
    await guest.goto(`${portico.url}/forgot`);
    await look(guest, 'forgot');
  });

  await t.test('an ISP with nothing yet', async () => {
    for (const name of ['overview', 'inventory', 'online']) await see(`/isps/bar-net/${name}`, `${name}-empty`);
    await see('/isps/bar-net/nothing', 'not-found');
    await page.getByRole('link', { name: 'Back to the Care Portal' }).click();
  });

  await t.test('two hundred and fifty routers', async () => {
    const macs = Array.from({ length: 250 }, (_, n) => `4e:5f:02:00:00:${n.toString(16).padStart(2, '0')}`);
    await addInventory(page, macs);
    assert.equal(await page.getByRole('heading', { name: 'Inventory' }).locator('+ .count').innerText(), '250');
    // The banner is dismissed, and the focus is not lost.
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('250 routers were added.').waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');

    const seen = new Set();
    for (let pages = 1; ; pages += 1) {
      for (const mac of await page.getByRole('rowheader').allInnerTexts()) seen.add(mac.trim());
      const next = page.getByRole('link', { name: 'Next' });
      if ((await next.count()) === 0) {
        assert.equal(pages, 3);
        break;
      }
      await next.click();
      await page.waitForURL(/after=/);
    }
    assert.equal(seen.size, 250, 'every router is on one of the pages');
    await look(page, 'inventory-last-page');
  });

  await t.test('names that do not fit', async () => {
    for (const [mac, name, address] of [
      ['4e:5f:02:00:00:f9', LONG, `${'x'.repeat(90)} Street 1`],
      ['4e:5f:02:00:00:f8', HEBREW, 'רחוב הרצל 12, תל אביב'],
      ['4e:5f:02:00:00:f7', '🏠 Zoë & <b>Ørsted</b> 👩‍👩‍👧', '"Quote" Street'],
    ]) {
      await activate(page, mac, { name, address, email: `${'long.'.repeat(10)}name@example.com` });
    }
    await page.getByRole('heading', { name: '🏠 Zoë & <b>Ørsted</b> 👩‍👩‍👧' }).waitFor();
    await see('/isps/bar-net/offline', 'offline');
    await page.getByRole('link', { name: LONG }).click();
    await page.getByRole('heading', { name: LONG }).waitFor();
    await look(page, 'customer-long-name');
    await see('/isps/bar-net/overview', 'overview');
  });

  await t.test('settings with invitations, errors and an open dialog', async () => {
    await shell(portico, 'admin', 'invite', '--isp', 'bar-net', `${'long.'.repeat(11)}name@example.com`);
    await see('/isps/bar-net/settings?invite', 'settings-dialog');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Email').fill('ada@bar-net.example');
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    await dialog.getByText('This is your own address.').waitFor();
    await look(page, 'settings-dialog-error');
    await dialog.getByLabel('Email').fill('uma@bar-net.example');
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByText('uma@bar-net.example is invited.').waitFor();
    await look(page, 'settings');
    await see('/account', 'account');
    await see('/mailbox', 'mailbox');
  });
});
