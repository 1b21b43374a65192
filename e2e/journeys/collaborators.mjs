// Collaborators, in the words that people were trained on: inviting, the status, the envelope, Forgot Password, the access
// level, the red X.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person, signIn } from '../lib/browser.mjs';
import { twoDaysLater } from '../lib/clockwork.mjs';
import { look } from '../lib/look.mjs';
import { mailTo, mails } from '../lib/mailbox.mjs';
import { startPortico } from '../lib/portico.mjs';
import { ADA, accept, setUp, shell, tab } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';

after(closeBrowser);

const UMA = { name: 'Uma User', email: 'uma@bar-net.example', password: 'copper lantern under slow rain' };
const BO = { name: 'Bo Brown', email: 'bo@bar-net.example', password: 'seven bridges over cold water' };
const EVE = { name: 'Eve Elsewhere', email: 'eve@far-net.example', password: 'quiet harbour after the storm' };
const CY = { name: 'Cy Young', email: 'cy@bar-net.example', password: 'paper boats on a green canal' };

const LAST_ADMIN = 'This is the last Admin. Make somebody else Admin first.';
/** A zone that no machine of ours is in. */
const ZONE = 'Asia/Kathmandu';
const EXACT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: ZONE });

test('collaborators from invitation to removal', async (t) => {
  const portico = await startPortico(t);
  const ada = await person(t, { timezoneId: ZONE });
  await setUp(ada, portico);
  await tab(ada, 'Settings');
  const row = (email) => ada.getByRole('row', { name: email });
  const settings = `${portico.url}/isps/bar-net/settings`;

  await t.test('what cannot be invited is told beside the field', async () => {
    for (const [email, why] of [
      [ADA.email, 'This is your own address. You have access already.'],
      ['bo@bar net', 'This is not an email address. Write it like name@example.com.'],
    ]) {
      await ada.goto(`${settings}?invite`);
      const dialog = ada.getByRole('dialog', { name: 'Invite Collaborator' });
      await dialog.getByLabel('Email').fill(email);
      await dialog.locator('form').evaluate((form) => (form.noValidate = true));
      await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
      await dialog.locator('#email-error').waitFor();
      assert.equal((await dialog.locator('#email-error').innerText()).trim(), why);
    }
  });

  await t.test('the only collaborator has no red X, and cannot be lowered', async () => {
    await ada.goto(settings);
    assert.equal(await row(ADA.email).getByRole('link', { name: /^Revoke access/ }).count(), 0);
    await saysWhy(ada, row(ADA.email).getByRole('button', { name: 'Admin', disabled: true }), LAST_ADMIN);
  });

  await t.test('an invitation that is not accepted in time: Generate Invitation', async (t) => {
    await invite(ada, BO.email);
    await row(BO.email).getByText('Invitation Pending').waitFor();
    // Two are listed, and still the last Admin stays.
    const x = row(ADA.email).getByRole('button', { name: `Revoke access of ${ADA.email}`, disabled: true });
    await saysWhy(ada, x, LAST_ADMIN);
    assert.equal(await row(BO.email).getByRole('combobox').count(), 0, 'no access level to change before acceptance');
    const [first] = (await mailTo(portico.data, BO.email, /invites you/)).links.text;
    await twoDaysLater(portico, BO.email);
    await ada.reload();
    await row(BO.email).getByText('Invitation Expired').waitFor();

    // Whoever opens the old link may ask for a new one, and the row says so by itself.
    const bo = await person(t);
    await bo.goto(first);
    await bo.getByText('This invitation has expired.').waitFor();
    await look(bo, 'join-expired');
    await bo.getByRole('button', { name: 'Ask for a new invitation' }).click();
    await bo.getByText('Bar Net knows now that you asked.').waitFor();
    await row(BO.email).getByText('Asked for a new invitation').waitFor();
    await mailTo(portico.data, ADA.email, /asks for a new invitation/);
    await look(ada, 'settings-expired');

    await row(BO.email).getByRole('link', { name: `Invite ${BO.email} again` }).click();
    const dialog = ada.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Re-invite' }).waitFor();
    await look(ada, 'envelope');
    await dialog.getByRole('button', { name: 'Generate Invitation' }).click();
    const link = await ada.getByLabel('Link', { exact: true }).inputValue();
    assert.match(link, /\/join#i1_/);
    await look(ada, 'generated');
    await ada.getByRole('link', { name: 'Done' }).click();
    await row(BO.email).getByText('Invitation Pending').waitFor();
    await bo.goto(link);
    await bo.getByRole('heading', { name: 'Join Bar Net' }).waitFor();
    for (const [term, told] of [['Email', BO.email], ['Access level', 'User'], ['Invited by', ADA.name]]) {
      await bo.locator('dl > div').filter({ has: bo.locator('dt', { hasText: term }) }).getByText(told).waitFor();
    }
    await look(bo, 'accept-create');
    await accept(bo, link, BO);
    await row(BO.email).getByText(BO.name).waitFor();
    await ada.reload();
    const seen = await row(BO.email).locator('time').evaluate((it) => [it.dateTime, it.title, it.textContent]);
    assert.match(seen[2], /^now$|ago$/, 'as people say it');
    assert.equal(plain(seen[1]), plain(EXACT.format(new Date(seen[0]))), 'exactly, in the zone of whoever reads it');
  });

  await t.test('the other way: Re-invite sends the mail again, and the earlier link is void', async (t) => {
    await invite(ada, UMA.email);
    const [first] = (await mailTo(portico.data, UMA.email, /invites you/)).links.text;
    await row(UMA.email).getByRole('link', { name: `Invite ${UMA.email} again` }).click();
    await ada.getByRole('dialog').getByRole('button', { name: 'Re-invite' }).click();
    await ada.getByText(`${UMA.email} is invited.`).waitFor();
    const second = await until('the second mail arrives', 15_000, async () => {
      const links = (await mails(portico.data)).filter((mail) => mail.to.includes(UMA.email)).map((mail) => mail.links.text[0]);
      return links.find((link) => link !== first);
    });
    const uma = await person(t);
    await uma.goto(first);
    await uma.getByRole('alert').waitFor();
    await accept(uma, second, UMA);
  });

  await t.test('if both are unsuccessful: Forgot Password', async (t) => {
    await invite(ada, CY.email);
    const cy = await person(t);
    await twoDaysLater(portico, CY.email);
    await forgot(cy, portico, CY.email);
    await look(cy, 'forgot-sent');
    const late = await mailTo(portico.data, CY.email, /has expired/);
    await cy.goto(late.links.text[0]);
    await cy.getByRole('button', { name: 'Ask for a new invitation' }).waitFor();
    await look(cy, 'renew');

    await ada.reload();
    await row(CY.email).getByRole('link', { name: `Invite ${CY.email} again` }).click();
    await ada.getByRole('dialog').getByRole('button', { name: 'Re-invite' }).click();
    await ada.getByText(`${CY.email} is invited.`).waitFor();
    await forgot(cy, portico, CY.email);
    const [link] = (await mailTo(portico.data, CY.email, /^Set a new password/)).links.text;
    await cy.goto(link);
    await cy.getByText('This accepts your invitation to Bar Net as User.').waitFor();
    await look(cy, 'reset-accepts');
    await cy.getByLabel('New password').fill(CY.password);
    await cy.getByRole('button', { name: 'Set password' }).click();
    await signIn(cy, portico.url, CY);
    await cy.getByRole('heading', { name: 'Overview' }).waitFor();
    await row(CY.email).getByText('Invitation Pending').waitFor({ state: 'detached' });
  });

  await t.test('whoever has an account signs in, and the link waits for nobody else', async (t) => {
    await invite(ada, EVE.email);
    const [link] = (await mailTo(portico.data, EVE.email, /invites you/)).links.text;
    await shell(portico, 'isp', 'create', '--name', 'Far Net');
    const [far] = (await shell(portico, 'admin', 'invite', '--isp', 'far-net', EVE.email)).match(/http\S+\/join#\S+/);
    await accept(await person(t), far, EVE);

    const uma = await person(t);
    await signIn(uma, portico.url, UMA);
    await uma.goto(link);
    await uma.getByText('This invitation is for another email').waitFor();
    await look(uma, 'accept-other');

    const eve = await person(t);
    await eve.goto(link);
    await eve.getByText('This email already has an account.').waitFor();
    assert.equal(await eve.getByLabel('Create a password').count(), 0);
    await look(eve, 'accept-sign-in');
    await eve.getByRole('link', { name: 'Sign in' }).click();
    await eve.getByLabel('Email').fill(EVE.email);
    await eve.getByLabel('Password', { exact: true }).fill(EVE.password);
    await eve.getByRole('button', { name: 'Sign in', exact: true }).click();
    await eve.getByRole('heading', { name: 'Overview' }).waitFor();
    await eve.goto(link);
    await eve.getByRole('heading', { name: 'Join Bar Net' }).waitFor();
    await look(eve, 'accept-confirm');
    await eve.getByRole('button', { name: 'Accept invitation' }).click();
    await eve.getByText('You now have access to Bar Net.').waitFor();
    await row(EVE.email).getByText(EVE.name).waitFor();
    // The mail of that day, opened once more: she is in. For others it is gone.
    await eve.goto(`${portico.url}/account`);
    await eve.goto(link);
    await eve.waitForURL(`${portico.url}/isps/bar-net/overview`);
    await uma.goto(`${portico.url}/account`);
    await uma.goto(link);
    await uma.getByText('This invitation was accepted already.').waitFor();
  });

  const bo = await person(t);
  await signIn(bo, portico.url, BO);
  await tab(bo, 'Inventory');

  await t.test('the access level changes by the drop-down, at once, and the other page offers to refresh', async () => {
    await row(BO.email).getByLabel(`Access level of ${BO.email}`).selectOption('Read Only');
    await ada.getByText(`The access level of ${BO.email} was changed.`).waitFor();
    await bo.getByText('Your access changed.').waitFor();
    await look(bo, 'access-changed');
    await bo.getByRole('link', { name: 'Refresh' }).click();
    await bo.getByRole('button', { name: 'Add inventory', disabled: true }).first().waitFor();
    const mail = await mailTo(portico.data, BO.email, /You are Read Only/);
    assert.ok(mail.text.includes('from User to Read Only'), mail.text);
  });

  await t.test('whoever lowers themselves is asked first', async () => {
    await row(UMA.email).getByLabel(`Access level of ${UMA.email}`).selectOption('Admin');
    await ada.getByText(`The access level of ${UMA.email} was changed.`).waitFor();
    await row(ADA.email).getByLabel(`Access level of ${ADA.email}`).selectOption('User');
    await ada.getByText('You will be User at Bar Net from now on.').waitFor();
    await look(ada, 'level-own');
    await ada.getByRole('link', { name: 'Collaborators' }).click();
    assert.equal(await row(ADA.email).getByLabel(`Access level of ${ADA.email}`).inputValue(), 'admin');
  });

  await t.test('the red X asks, and access ends with the next click', async () => {
    await tab(bo, 'Inventory');
    await look(ada, 'settings-collaborators');
    await row(BO.email).getByRole('link', { name: `Revoke access of ${BO.email}` }).click();
    const dialog = ada.getByRole('dialog', { name: 'Revoke access' });
    await dialog.getByText(`Revoke all access of ${BO.email} to Bar Net?`).waitFor();
    await look(ada, 'revoke');
    await dialog.getByRole('button', { name: 'Revoke all access' }).click();
    await ada.getByText(`All access of ${BO.email} was revoked.`).waitFor();
    assert.equal(await row(BO.email).count(), 0);
    // It was their only membership: the page they had open leads to signing in.
    await bo.getByRole('heading', { name: 'Sign in to the Care Portal' }).waitFor();
    await mailTo(portico.data, BO.email, /was revoked/);
  });

  await t.test('an invitation that was not accepted can be revoked too', async (t) => {
    await invite(ada, 'dan@bar-net.example');
    const [link] = (await mailTo(portico.data, 'dan@bar-net.example', /invites you/)).links.text;
    await row('dan@bar-net.example').getByRole('link', { name: /^Revoke access/ }).click();
    await ada.getByRole('dialog').getByRole('button', { name: 'Revoke all access' }).click();
    await ada.getByText('All access of dan@bar-net.example was revoked.').waitFor();
    const dan = await person(t);
    await dan.goto(link);
    await dan.getByRole('alert').waitFor();
    assert.equal(await dan.getByRole('button', { name: 'Ask for a new invitation' }).count(), 0);
  });
});

/** Settings → Collaborators: email, Invite Collaborator, and Invite in the pop-up. */
async function invite(page, email) {
  await tab(page, 'Settings');
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByRole('button', { name: 'Invite Collaborator' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByText(`${email} is invited.`).waitFor();
}

/** A greyed control, focused, says why. */
async function saysWhy(page, control, why) {
  await control.focus();
  await page.getByRole('tooltip').filter({ hasText: why }).waitFor();
  await page.keyboard.press('Escape');
}

/** The same text with plain spaces: formatters put thin ones before AM and PM. */
function plain(text) {
  return text.replace(/\s/g, ' ');
}

/** Forgot Password, as typed on the sign-in page. */
async function forgot(page, portico, email) {
  await page.goto(`${portico.url}/sign-in`);
  await page.getByRole('link', { name: 'Forgot Password' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Send link' }).click();
  await page.getByText('If that email is known here, a link is on its way.').waitFor();
}
