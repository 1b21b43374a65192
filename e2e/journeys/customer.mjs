// A customer's account in the three roles: its settings, its timeline, its end.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { closeBrowser } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { activate, addInventory, demoPerson, tab } from '../lib/story.mjs';

after(closeBrowser);

const MAC = '4e:5f:02:00:00:01';
const SPARE = '4e:5f:02:00:00:02';
const HOME = { name: 'Mary Example', address: '12 Elm Street, Concord', email: 'mary@example.com', phone: '+1 603 555 0100' };
test('a customer from User Settings to Deactivate', async (t) => {
  const portico = await startPortico(t, { verb: 'demo', args: ['--homes', '6'] });
  const [ada, uma, rey] = [
    await demoPerson(t, portico, 'Admin'),
    await demoPerson(t, portico, 'User'),
    await demoPerson(t, portico, 'Read Only'),
  ];
  const isp = new URL(ada.url()).pathname.split('/').slice(0, 3).join('/');
  let home;

  await t.test('an Admin adds a plan', async () => {
    await ada.goto(`${portico.url}${isp}/settings/plans?add`);
    const dialog = ada.getByRole('dialog', { name: 'Add plan' });
    await dialog.getByLabel('Name').fill('Family 300');
    await dialog.getByLabel('Download').fill('300');
    await dialog.getByLabel('Upload').fill('20');
    await dialog.getByRole('button', { name: 'Add plan' }).click();
    await ada.getByText('The plan Family 300 is added.').waitFor();
  });

  await t.test('a User updates a customer, and is told once, in yellow', async () => {
    await addInventory(uma, [MAC]);
    await activate(uma, MAC, HOME);
    home = new URL(uma.url()).pathname;
    await uma.getByRole('link', { name: 'User Settings' }).click();
    await uma.getByLabel('Plan', { exact: true }).selectOption({ label: 'Family 300 (300 down, 20 up, Mbit/s)' });
    await uma.getByLabel('Billing day').fill('15');
    await uma.getByLabel('Time zone').fill('Europe/Berlin');
    await uma.getByRole('button', { name: 'Update', exact: true }).click();
    const banner = uma.getByRole('status').filter({ hasText: 'Mary Example is updated.' });
    await banner.waitFor();
    await look(uma, 'user-settings');
    await banner.getByRole('button', { name: 'Dismiss' }).click();
    await banner.waitFor({ state: 'detached' });
  });

  await t.test('of two who edit at once, the second is told', async () => {
    await ada.goto(`${portico.url}${home}/settings`);
    await uma.goto(`${portico.url}${home}/settings`);
    await ada.getByLabel('Phone').fill('+1 603 555 0199');
    await ada.getByRole('button', { name: 'Update', exact: true }).click();
    await ada.getByText('Mary Example is updated.').waitFor();
    await uma.getByLabel('Install address').fill('14 Elm Street, Concord');
    await uma.getByRole('button', { name: 'Update', exact: true }).click();
    await uma.getByText('Somebody else set this to “+1 603 555 0199” meanwhile.').waitFor();
    await look(uma, 'user-settings-meanwhile');
    assert.equal(await uma.getByLabel('Phone').inputValue(), '+1 603 555 0199');
    assert.equal(await uma.getByLabel('Install address').inputValue(), '14 Elm Street, Concord');
    await uma.getByRole('button', { name: 'Update', exact: true }).click();
    await uma.getByText('Mary Example is updated.').waitFor();
  });

  await t.test('a Read Only person sees all of it, greyed, and reads why', async () => {
    await rey.goto(`${portico.url}${home}/settings`);
    for (const name of ['Update', 'Deactivate']) {
      const button = rey.getByRole('button', { name, exact: true });
      assert.equal(await button.getAttribute('aria-disabled'), 'true');
      await button.focus();
      await rey.locator(`#${name.toLowerCase()}-why`).getByText('Your access is Read Only.').waitFor();
    }
    assert.ok(await rey.getByLabel('Install address').isDisabled());
    await look(rey, 'user-settings-read-only');
  });

  await t.test('the timeline tells who did what and who looked, in the time of the home', async () => {
    await rey.getByRole('link', { name: 'Timeline' }).click();
    await rey.getByText("Times in Europe/Berlin, the customer's time zone.").waitFor();
    await rey.getByText('looked at this home.').first().waitFor();
    await rey.getByText('updated the settings of Mary Example.').first().waitFor();
    await look(rey, 'timeline');
    await rey.getByLabel('What').selectOption('Account');
    await rey.getByRole('button', { name: 'Show', exact: true }).click();
    await rey.getByRole('link', { name: 'Show all' }).waitFor();
    assert.equal(await rey.getByText('looked at this home.').count(), 0);
    const download = rey.waitForEvent('download');
    await rey.getByRole('link', { name: 'Export CSV' }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    assert.ok(file.startsWith('time,local_time,zone,kind,'), file);
    assert.ok(file.includes('Europe/Berlin') && !file.includes('customer-viewed'), file);
    await rey.getByLabel('What').selectOption('Router');
    await rey.getByRole('button', { name: 'Show', exact: true }).click();
    await rey.getByText('Nothing matches').waitFor();
    await look(rey, 'timeline-empty');
  });

  await t.test('deactivated, the home is gone from the lists; taken back, it is there', async () => {
    await uma.getByRole('link', { name: 'Deactivate' }).click();
    const dialog = uma.getByRole('dialog', { name: 'Deactivate customer' });
    await dialog.getByText('Mary Example disappears from all lists').waitFor();
    await look(uma, 'deactivate');
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await uma.getByText('Mary Example is deactivated. Their router is back in stock.').waitFor();
    await look(uma, 'deactivated');
    await rey.goto(`${portico.url}${home}`);
    await look(rey, 'deactivated-read-only');
    await tab(rey, 'Offline');
    assert.equal(await rey.getByText('Mary Example').count(), 0);
    await uma.keyboard.press('/');
    await uma.keyboard.type('mary exam');
    await uma.getByRole('option', { name: 'Mary Example' }).getByText('Deactivated').waitFor();
    await look(uma, 'deactivated-found');
    await look(rey, 'offline-lately');
    for (const person of [rey, uma]) {
      await tab(person, 'Offline');
      await person.getByRole('link', { name: '1 customer was deactivated in the last day' }).click();
      await person.getByRole('heading', { name: 'Deactivated in the last day' }).waitFor();
      await person.getByRole('link', { name: 'Mary Example' }).waitFor();
    }
    await look(rey, 'deactivated-list-read-only');
    await look(uma, 'deactivated-list');
    assert.equal(await rey.getByRole('button', { name: 'Take back' }).getAttribute('aria-disabled'), 'true');
    await uma.getByRole('button', { name: 'Take back' }).click();
    await uma.getByText('Mary Example is active again, with their router.').waitFor();
    await tab(rey, 'Offline');
    await rey.getByRole('link', { name: 'Mary Example' }).waitFor();
  });

  await t.test('a home gets another router, and one whose router is gone is found and gets one', async () => {
    await addInventory(uma, [SPARE]);
    await uma.goto(`${portico.url}${home}`);
    await rey.goto(`${portico.url}${home}`);
    assert.equal(await rey.getByRole('button', { name: 'Replace router' }).getAttribute('aria-disabled'), 'true');
    await uma.getByRole('link', { name: 'Replace router' }).click();
    const dialog = uma.getByRole('dialog', { name: 'Replace router' });
    await dialog.getByLabel('MAC of the new router').fill('4e:5f:02:00:00:99');
    await dialog.getByRole('button', { name: 'Replace router' }).click();
    await dialog.getByText('There is no such router in your inventory.').waitFor();
    await look(uma, 'replace-router');
    await dialog.getByLabel('MAC of the new router').fill(SPARE);
    await dialog.getByRole('button', { name: 'Replace router' }).click();
    await uma.getByText('Mary Example has another router.').waitFor();
    await look(uma, 'router-replaced');

    await uma.goto(`${portico.url}${home}/settings`);
    await uma.getByRole('link', { name: 'Deactivate' }).click();
    await uma.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
    await uma.getByText('Mary Example is deactivated.').waitFor();
    await activate(uma, SPARE, { ...HOME, name: 'Nora Example' });
    await uma.goto(`${portico.url}${home}`);
    await uma.getByRole('button', { name: 'Take back' }).click();
    await uma.getByText('Mary Example is active again, but without a router').waitFor();
    await look(uma, 'without-router');
    await tab(uma, 'Offline');
    await uma.getByRole('link', { name: '1 customer has no router' }).click();
    await uma.getByRole('link', { name: 'Mary Example' }).waitFor();
    await look(uma, 'offline-without-router');
    await uma.getByRole('link', { name: 'Mary Example' }).click();
    await uma.getByRole('link', { name: 'Replace router' }).click();
    await uma.getByRole('dialog').getByLabel('MAC of the new router').fill(MAC);
    await uma.getByRole('dialog').getByRole('button', { name: 'Replace router' }).click();
    await uma.getByText('Mary Example has another router.').waitFor();
  });
});
