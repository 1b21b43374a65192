// The main job, on real input: an Admin invites a colleague by mail, and both watch a real home come online.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { startPortico } from '../lib/portico.mjs';
import { accept, activate, addInventory, setUp, simulate, tab } from '../lib/story.mjs';

after(closeBrowser);

const UMA = { name: 'Uma User', email: 'uma@bar-net.example', password: 'copper lantern under slow rain' };
const MAC = '60:6c:63:00:00:01';
const HOME = { name: 'Mary Example', address: '12 Elm Street, Concord', email: 'mary@example.com', phone: '+1 603 555 0100' };

test('an admin invites a colleague, and both watch a real home come online and go', async (t) => {
  const portico = await startPortico(t);
  const ada = await person(t);
  await setUp(ada, portico);

  // Settings → Collaborators, at the bottom: a valid email, the role, Invite Collaborator; in the pop-up, Invite.
  await tab(ada, 'Settings');
  await ada.getByRole('textbox', { name: 'Email' }).fill(UMA.email);
  await ada.getByLabel('Role').selectOption('User');
  await ada.getByRole('button', { name: 'Invite Collaborator' }).click();
  const dialog = ada.getByRole('dialog', { name: 'Invite Collaborator' });
  assert.equal(await dialog.getByLabel('Email').inputValue(), UMA.email);
  assert.ok(await dialog.getByRole('radio', { name: /^User/ }).isChecked());
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  await ada.getByText(`${UMA.email} is invited.`).waitFor();
  const row = ada.getByRole('row', { name: UMA.email });
  await row.getByText('Invitation Pending').waitFor();

  // The mail, as text and as HTML: whose it is, from whom, and one and the same link.
  const mail = await mailTo(portico.data, UMA.email, /^Bar Net invites you/);
  for (const words of ['Ada Admin', 'Bar Net', 'User', 'expires 2 days after']) {
    assert.ok(mail.text.includes(words), `the text says ${words}`);
    assert.ok(mail.html.includes(words), `the HTML says ${words}`);
  }
  const [link] = mail.links.text;
  assert.ok(link.startsWith(`${portico.url}/join#`));
  assert.ok(mail.links.html.includes(link));

  // Uma accepts; Ada's open page says so by itself.
  const uma = await person(t);
  await accept(uma, link, UMA);
  await row.getByText('Invitation Pending').waitFor({ state: 'detached' });
  await row.getByText(UMA.name).waitFor();

  // Ada keeps a page open on each list, Uma on the customer.
  await addInventory(uma, [MAC]);
  await activate(uma, MAC, HOME);
  const state = uma.locator('#customer-state');
  await state.getByText('Offline').waitFor();
  await uma.getByText('Never online').waitFor();
  const [overview, online, offline] = await Promise.all(['overview', 'online', 'offline'].map(async (name) => {
    const page = await ada.context().newPage();
    await page.goto(`${portico.url}/isps/bar-net/${name}`);
    return page;
  }));
  const listed = (page) => page.getByRole('row', { name: HOME.name });
  await listed(offline).waitFor();
  await online.getByText('No home is online').waitFor();
  const watching = [uma, overview, online, offline];
  for (const page of watching) await page.evaluate(() => (globalThis.neverReloaded = true));

  // The router is plugged in.
  const router = await simulate(t, portico);
  await Promise.all([
    state.getByText('Online').waitFor(),
    listed(online).waitFor(),
    listed(offline).waitFor({ state: 'detached' }),
    overview.getByRole('link', { name: /^Online 1 / }).waitFor(),
    overview.getByText(`${HOME.name} came online.`).waitFor(),
  ]);
  await uma.getByText('Not reported yet').first().waitFor({ state: 'detached' });

  // The plug is pulled: after three of its periods without a word, the home is offline.
  await router.stop();
  const patience = { timeout: 75_000 };
  await Promise.all([
    state.getByText('Offline').waitFor(patience),
    listed(offline).waitFor(patience),
    listed(online).waitFor({ state: 'detached', ...patience }),
    overview.getByRole('link', { name: /^Offline 1 / }).waitFor(patience),
  ]);
  for (const page of watching) assert.ok(await page.evaluate(() => globalThis.neverReloaded), 'nobody reloaded');
});
