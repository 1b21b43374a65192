// What an Admin settles for all customers: the time zone, support contacts, plans, the logo, reports and retention.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { demoPerson, tab } from '../lib/story.mjs';

after(closeBrowser);

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

test('the pages under Settings', async (t) => {
  const portico = await startPortico(t, { verb: 'demo', args: ['--homes', '2'] });
  const ada = await demoPerson(t, portico, 'Admin');
  const isp = new URL(ada.url()).pathname.split('/').slice(0, 3).join('/');

  await t.test('plans', async () => {
    await tab(ada, 'Settings');
    await ada.getByRole('link', { name: /^Plans/ }).click();
    await look(ada, 'plans-empty');
    // On a phone the current tab, the last one, stands in its row as a whole.
    const size = ada.viewportSize();
    await ada.setViewportSize({ width: 360, height: 740 });
    await ada.reload();
    const inside = await ada.locator('.bar > .tabs').evaluate((row) => {
      const [room, place] = [row, row.querySelector('[aria-current]')].map((it) => it.getBoundingClientRect());
      return place.left >= room.left && place.right <= room.right;
    });
    assert.ok(inside, 'the tab Settings is in sight');
    await ada.setViewportSize(size);
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
  });

  await t.test('the time zone, whom customers turn to, and what holds for all of them', async () => {
    await ada.goto(`${portico.url}${isp}/settings/support`);
    await ada.getByLabel('Time zone').fill('America/New_York');
    await ada.getByLabel('Support email').fill('help@bar.example');
    await ada.getByLabel('Support page').fill('https://help.bar.example');
    await look(ada, 'settings-support');
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByText('The settings are saved.').waitFor();

    await ada.getByRole('link', { name: /^Customers/ }).click();
    await look(ada, 'settings-customers');
    await ada.getByLabel('Days to keep the data').fill('30');
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByText('kept for 30 days').waitFor();
  });

  await t.test('the logo', async () => {
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
});
