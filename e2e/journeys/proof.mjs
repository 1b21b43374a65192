// Who one is, asked again before something sensitive: nothing that was typed or chosen is lost by it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { tenMinutesLater } from '../lib/clockwork.mjs';
import { look } from '../lib/look.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { startPortico } from '../lib/portico.mjs';
import { ADA, accept, setUp } from '../lib/story.mjs';

after(closeBrowser);

const UMA = { name: 'Uma User', email: 'uma@bar-net.example', password: 'copper lantern under slow rain' };
const DONE = 'Nothing was changed yet';

test('a proof that is ten minutes old is asked for again', async (t) => {
  const portico = await startPortico(t);
  const ada = await person(t);
  await setUp(ada, portico);
  const settings = `${portico.url}/isps/bar-net/settings`;
  const row = (email) => ada.getByRole('row', { name: email });
  const dialog = ada.getByRole('dialog', { name: 'Invite Collaborator' });
  const prove = async (page = ada) => {
    await page.getByRole('heading', { name: 'Confirm it is you' }).waitFor();
    await page.getByLabel('Password', { exact: true }).fill(ADA.password);
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByText(DONE).waitFor();
  };

  await t.test('before the dialog opens, which is then filled in', async () => {
    await ada.goto(settings);
    await tenMinutesLater(portico);
    await ada.getByRole('textbox', { name: 'Email' }).fill(UMA.email);
    await ada.getByLabel('Role').selectOption('Admin');
    await ada.getByRole('button', { name: 'Invite Collaborator' }).click();
    await ada.getByRole('heading', { name: 'Confirm it is you' }).waitFor();
    await look(ada, 'proof-password');
    await prove();
    await dialog.waitFor();
    assert.equal(await dialog.getByLabel('Email').inputValue(), UMA.email);
    assert.ok(await dialog.getByRole('radio', { name: /^Admin/ }).isChecked());
    await look(ada, 'invite-after-proof');
  });

  await t.test('and when it was open for too long, without losing what was typed', async () => {
    await tenMinutesLater(portico);
    await dialog.getByRole('radio', { name: /^User/ }).check();
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    await prove();
    await dialog.waitFor();
    assert.equal(await dialog.getByLabel('Email').inputValue(), UMA.email);
    assert.ok(await dialog.getByRole('radio', { name: /^User/ }).isChecked());
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    await ada.getByText(`${UMA.email} is invited.`).waitFor();
  });

  await t.test('before the envelope and the red X', async () => {
    await tenMinutesLater(portico);
    await row(UMA.email).getByRole('link', { name: `Invite ${UMA.email} again` }).click();
    await prove();
    await ada.getByRole('dialog').getByRole('button', { name: 'Re-invite' }).waitFor();
    await ada.goto(settings);
    await tenMinutesLater(portico);
    await row(UMA.email).getByRole('link', { name: /^Revoke access/ }).click();
    await prove();
    await ada.getByRole('dialog', { name: 'Revoke access' }).waitFor();
  });

  await t.test('a level that was chosen takes one more click', async (t) => {
    const [link] = (await mailTo(portico.data, UMA.email, /invites you/)).links.text;
    await accept(await person(t), link, UMA);
    await ada.goto(settings);
    await tenMinutesLater(portico);
    await row(UMA.email).getByLabel(`Access level of ${UMA.email}`).selectOption('Read Only');
    await prove();
    await ada.getByText(`${UMA.email} will be Read Only at Bar Net from now on.`).waitFor();
    await look(ada, 'level-after-proof');
    await ada.getByRole('button', { name: 'Change to Read Only' }).click();
    await ada.getByText(`The access level of ${UMA.email} was changed.`).waitFor();
    assert.equal(await row(UMA.email).getByLabel(`Access level of ${UMA.email}`).inputValue(), 'read_only');
  });

  await t.test('without script as well', async (t) => {
    const plain = await person(t, { javaScriptEnabled: false, storageState: await ada.context().storageState() });
    await plain.goto(settings);
    await tenMinutesLater(portico);
    await plain.locator('#new-email').fill('bo@bar-net.example');
    await plain.getByRole('button', { name: 'Invite Collaborator' }).click();
    await prove(plain);
    assert.equal(await plain.getByRole('dialog').getByLabel('Email').inputValue(), 'bo@bar-net.example');
    await plain.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
    await plain.getByText('bo@bar-net.example is invited.').waitFor();
  });
});
