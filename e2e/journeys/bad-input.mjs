// What people really type: nothing, too much, the wrong thing, twice, and in two tabs at once.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { startPortico } from '../lib/portico.mjs';
import { ADA, addInventory, setUp, shell, tab } from '../lib/story.mjs';

after(closeBrowser);

test('bad input is told beside its field, and changes nothing', async (t) => {
  const portico = await startPortico(t);
  const page = await person(t);
  const isp = `${portico.url}/isps/bar-net`;
  const dialog = page.getByRole('dialog');

  await t.test('an empty set-up form', async () => {
    await page.goto(await portico.printed(/http\S+\/setup#\S+/));
    await sendAnyway(page, 'Open the Care Portal');
    await told(page, 'ISP name', "Enter the ISP's name.");
    await told(page, 'Email', 'Enter an email address.');
    await told(page, 'Password', 'Enter a password.');
    assert.ok(await page.getByLabel('ISP name').evaluate((field) => field === document.activeElement), 'the first has the focus');
  });

  await setUp(page, portico);

  await t.test('an invitation to nobody, to something else, to oneself', async () => {
    await tab(page, 'Settings');
    await page.getByRole('button', { name: 'Invite Collaborator' }).click();
    await sendAnyway(page, 'Invite');
    await told(dialog, 'Email', 'Enter an email address.');
    await dialog.getByLabel('Email').fill('uma at bar-net');
    await sendAnyway(page, 'Invite');
    await told(dialog, 'Email', 'This is not an email address.');
    assert.equal(await dialog.getByLabel('Email').inputValue(), 'uma at bar-net', 'what was typed is kept');
    await dialog.getByLabel('Email').fill(ADA.email.toUpperCase());
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    await told(dialog, 'Email', 'This is your own address. You have access already.');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await t.test('MACs that are none: each line says why, and no line is taken', async () => {
    await tab(page, 'Inventory');
    await page.getByRole('link', { name: 'Add inventory' }).first().click();
    await sendAnyway(page, 'Add');
    await told(dialog, 'MAC addresses', 'Enter at least one MAC address.');
    const typed = ['4e:5f:02:00:00:01', 'router', '4e:5f:02:00:00:02', '4e:5f:02:00:00', 'ff:ff:ff:ff:ff:ff'].join('\n');
    await dialog.getByLabel('MAC addresses').fill(typed);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    for (const wrong of ['Line 2: router is not', 'Line 4: 4e:5f:02:00:00 is not', 'Line 5: ff:ff:ff:ff:ff:ff is not']) {
      await told(dialog, 'MAC addresses', wrong);
    }
    assert.equal(await dialog.getByLabel('MAC addresses').inputValue(), typed);
    await page.goto(`${isp}/inventory`);
    await page.getByText('No routers yet').waitFor();
  });

  await t.test('a MAC that is here already', async () => {
    await addInventory(page, ['4e:5f:02:00:00:01']);
    await page.getByRole('link', { name: 'Add inventory' }).click();
    await dialog.getByLabel('MAC addresses').fill('4E-5F-02-00-00-01');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await told(dialog, 'MAC addresses', '4e:5f:02:00:00:01 is in your inventory already.');
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  await t.test('more than fits', async () => {
    await page.goto(`${isp}/inventory?add`);
    await dialog.getByLabel('MAC addresses').evaluate((field) => (field.value = 'x'.repeat(513 * 1024)));
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('That is more than fits in one go. Send it in smaller parts.').waitFor();
    await page.getByRole('link', { name: 'Back to the Care Portal' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  await t.test('an empty customer, and one with a phone of letters', async () => {
    await tab(page, 'Inventory');
    await page.getByRole('link', { name: 'Enable' }).click();
    await sendAnyway(page, 'Activate customer');
    await told(page, 'Name', "Enter the customer's name.");
    await told(page, 'Install address', 'Enter where the router is installed.');
    await page.getByLabel('Name').fill('Mary Example');
    await page.getByLabel('Install address').fill('12 Elm Street');
    await page.getByLabel('Phone').fill('ask Mary');
    await page.getByRole('button', { name: 'Activate customer' }).click();
    await told(page, 'Phone', 'Write the phone number in digits');
    assert.equal(await page.getByLabel('Name').inputValue(), 'Mary Example');
  });

  await t.test('a form that is sent twice acts once', async () => {
    await tab(page, 'Inventory');
    await page.getByRole('link', { name: 'Add inventory' }).first().click();
    await dialog.getByLabel('MAC addresses').fill('4e:5f:02:00:00:02');
    await dialog.getByRole('button', { name: 'Add', exact: true }).dblclick({ noWaitAfter: true });
    await page.getByText('1 router was added.').waitFor();
    assert.equal(await page.getByRole('row', { name: '4e:5f:02:00:00:02' }).count(), 1);
    // Past the page's own guard: of two at once, the server takes one.
    const statuses = await page.evaluate(async (path) => {
      const send = () => fetch(path, { method: 'POST', body: new URLSearchParams({ macs: '4e:5f:02:00:00:03' }) });
      return (await Promise.all([send(), send()])).map((answer) => answer.status);
    }, `${isp}/inventory`);
    assert.deepEqual(statuses.sort(), [200, 422]);
  });

  await t.test('two tabs, two ISPs', async () => {
    await shell(portico, 'isp', 'create', '--name', 'Far Net');
    const [link] = (await shell(portico, 'admin', 'invite', '--isp', 'far-net', ADA.email)).match(/http\S+\/join#\S+/);
    const far = await page.context().newPage();
    await far.goto(link);
    await far.getByRole('button', { name: 'Accept invitation' }).click();
    await far.getByText('You now have access to Far Net.').waitFor();
    await addInventory(far, ['4e:5f:02:00:00:04']);

    // The first tab stays where it was, and what is done in it is done there.
    await addInventory(page, ['4e:5f:02:00:00:05']);
    assert.ok(page.url().startsWith(isp));
    assert.equal(await page.getByText('4e:5f:02:00:00:04').count(), 0, "the other ISP's router is not here");
    await page.getByRole('button', { name: 'Bar Net (switch ISP)' }).click();
    await page.getByRole('link', { name: 'Far Net' }).click();
    await page.getByRole('button', { name: 'Far Net (switch ISP)' }).waitFor();
    await tab(page, 'Inventory');
    assert.equal(await page.getByRole('row').count(), 2, 'the head, and the one router of Far Net');
  });
});

/** Sends the form of a button although the browser knows that something is missing. */
async function sendAnyway(page, name) {
  const button = page.getByRole('button', { name, exact: true });
  await button.evaluate((it) => (it.form.noValidate = true));
  await button.click();
}

/** The field is marked as wrong and described by why. */
async function told(place, label, why) {
  const field = place.getByLabel(label, { exact: label === 'Password' });
  await field.and(place.locator('[aria-invalid=true]')).waitFor();
  const said = await field.evaluate((it) =>
    it.getAttribute('aria-describedby').trim().split(/\s+/).map((id) => document.getElementById(id).innerText).join(' '),
  );
  assert.ok(said.includes(why), `${label} says: ${said}`);
}
