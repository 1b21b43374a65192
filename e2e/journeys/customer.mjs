// A customer's account in the three roles: its settings, its timeline, its end; and what an Admin settles for all customers.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { closeBrowser } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { activate, addInventory, demoPerson, tab } from '../lib/story.mjs';

after(closeBrowser);

const MAC = '4e:5f:02:00:00:01';
const HOME = { name: 'Mary Example', address: '12 Elm Street, Concord', email: 'mary@example.com', phone: '+1 603 555 0100' };
// Bars of two colours, as a file that somebody chooses.
const LOGO = Buffer.from(
  [
    'iVBORw0KGgoAAAANSUhEUgAAAMgAAAA8CAYAAAAjW/WRAAABG0lEQVR42u3TQQ0AIAwEwTrABur6RAoSsQEa+mvIPM7AXibGytt5Z8/W0+/vfu',
    'FgQPQDBBD9AHGwfoA4WD9AHKwfIA7WDxAH6weIg/UDxMGAAOJgQPQDBBD9AHGwfoA4WD9AHKwfIA7WDxAH6weIg/UDxMGAAOJgQABxMCD6AQKI',
    'foA4WD9AHKwfIA7WDxAH6weIg/UDxMH6AeJgQABxMCD6AQKIfoA4WD9AHKwfIA7WDxAH6weIg/UDxMH6AeJgQABxMCCAOBgQ/QABRD9AHKwfIA',
    '7WDxAH6weIg/UDxMH6AeJg/QBxMCCAOBgQ/QABRD9AANEPEAfrB4iD9QPEwfoB4mD9AHGwfoA4WD9AHAwIIA4GRD9AANGvsge+RyyZtw8xPwAA',
    'AABJRU5ErkJggg==',
  ].join(''),
  'base64',
);

test('a customer from User Settings to Deactivate, and the settings behind it', async (t) => {
  const portico = await startPortico(t, { verb: 'demo', args: ['--homes', '6'] });
  const [ada, uma, rey] = [
    await demoPerson(t, portico, 'Admin'),
    await demoPerson(t, portico, 'User'),
    await demoPerson(t, portico, 'Read Only'),
  ];
  const isp = new URL(ada.url()).pathname.split('/').slice(0, 3).join('/');
  let home;

  await t.test('an Admin settles the time zone, plans, the logo and what holds for all', async () => {
    await tab(ada, 'Settings');
    await ada.getByRole('link', { name: /^Plans/ }).click();
    await look(ada, 'plans-empty');
    for (const [name, down, up] of [['Family 300', '300', '20'], ['Basic', '50', '0.768']]) {
      await ada.getByRole('link', { name: 'Add plan' }).first().click();
      const dialog = ada.getByRole('dialog', { name: 'Add plan' });
      await dialog.getByLabel('Name').fill(name);
      await dialog.getByLabel('Download').fill(down);
      await dialog.getByLabel('Upload').fill(up);
      await dialog.getByRole('button', { name: 'Add plan' }).click();
      await ada.getByText(`The plan ${name} is added.`).waitFor();
    }
    await look(ada, 'plans');
    await ada.getByRole('link', { name: 'Edit Basic' }).click();
    const dialog = ada.getByRole('dialog', { name: 'Change plan' });
    await dialog.getByLabel('Upload').fill('fast');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await ada.getByText('Write the speed in Mbit/s').waitFor();
    await look(ada, 'plan-wrong');

    await ada.goto(`${portico.url}${isp}/settings/support`);
    await ada.getByLabel('Time zone').fill('America/New_York');
    await ada.getByLabel('Support email').fill('help@bar.example');
    await ada.getByLabel('Support page').fill('https://help.bar.example');
    await look(ada, 'settings-support');
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByText('The settings are saved.').waitFor();

    await ada.getByRole('link', { name: /^Customers/ }).click();
    await look(ada, 'settings-customers');
    await ada.getByLabel('Days to keep').fill('30');
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByText('kept for 30 days').waitFor();

    await ada.getByRole('link', { name: /^Logo/ }).click();
    await ada.getByLabel('Picture').setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
    await ada.getByRole('button', { name: 'Upload' }).click();
    await ada.getByText('An SVG cannot be used here').waitFor();
    await look(ada, 'logo-refused');
    await ada.getByLabel('Picture').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: LOGO });
    await ada.getByRole('button', { name: 'Upload' }).click();
    await ada.getByText('The logo is set.').waitFor();
    await look(ada, 'logo');
    await tab(ada, 'Settings');
    await look(ada, 'settings-with-pages');
    await ada.goto(`${portico.url}${isp}/settings/logo`);
    await ada.getByRole('button', { name: 'Remove logo' }).click();
    await ada.getByText('The logo is removed.').waitFor();
  });

  await t.test('a User updates a customer, and is told once, in yellow', async () => {
    await addInventory(uma, [MAC]);
    await activate(uma, MAC, HOME);
    home = new URL(uma.url()).pathname;
    await uma.getByRole('link', { name: 'User Settings' }).click();
    await uma.getByLabel('Plan').selectOption({ label: 'Family 300 (300 down, 20 up, Mbit/s)' });
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
    await uma.getByLabel('Phone').fill('+1 603 555 0199');
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
    await uma.getByRole('button', { name: 'Take back' }).click();
    await uma.getByText('Mary Example is active again, with their router.').waitFor();
    await tab(rey, 'Offline');
    await rey.getByRole('link', { name: 'Mary Example' }).waitFor();
  });
});
