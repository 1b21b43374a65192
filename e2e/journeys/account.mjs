// One's own account: password, email and back again, sessions, invitations that wait, and leaving.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person, signIn } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { startPortico } from '../lib/portico.mjs';
import { ADA, accept, setUp, shell } from '../lib/story.mjs';

after(closeBrowser);

const CHOSEN = 'violet engine along the shore';
const MOVED = 'ada@new.example';
const BO = { name: 'Bo Brown', email: 'bo@bar-net.example', password: 'seven bridges over cold water' };

test('an account, from its password to leaving', async (t) => {
  const portico = await startPortico(t);
  const ada = await person(t);
  await setUp(ada, portico);
  const account = async (page) => {
    await page.goto(`${portico.url}/account`);
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
  };
  const printed = async (isp, email) =>
    (await shell(portico, 'admin', 'invite', '--isp', isp, email)).match(/http\S+\/join#\S+/)[0];

  await t.test('a sign-in from another browser is told by mail, and ended from the first', async (t) => {
    const laptop = await person(t);
    await signIn(laptop, portico.url, ADA);
    await laptop.getByRole('heading', { name: 'Overview' }).waitFor();
    const mail = await mailTo(portico.data, ADA.email, /^New sign-in/);
    assert.ok(mail.text.includes('Chrome, Linux'), mail.text);
    await account(ada);
    await look(ada, 'account');
    const other = ada.getByRole('row', { name: /Chrome, Linux/ }).filter({ hasNotText: 'This session' });
    await other.getByRole('button', { name: 'Sign out' }).click();
    await ada.getByText('That browser is signed out.').waitFor();
    await laptop.goto(`${portico.url}/account`);
    await laptop.getByRole('heading', { name: 'Sign in to the Care Portal' }).waitFor();
  });

  await t.test('the password is changed with the one of now', async (t) => {
    const laptop = await person(t);
    await signIn(laptop, portico.url, ADA);
    await ada.goto(`${portico.url}/account/password`);
    const change = async (current) => {
      await ada.getByLabel('Current password').fill(current);
      await ada.getByLabel('New password').fill(CHOSEN);
      await ada.getByRole('button', { name: 'Change password' }).click();
    };
    await change('not the one of now at all');
    await ada.locator('#current-error').waitFor();
    await look(ada, 'account-password');
    await change(ADA.password);
    await ada.getByText('Your password is changed, and you are signed out everywhere else.').waitFor();
    await laptop.goto(`${portico.url}/account`);
    await laptop.getByRole('heading', { name: 'Sign in to the Care Portal' }).waitFor();
    await mailTo(portico.data, ADA.email, /^Your password was changed/);
  });

  await t.test('what was done in the account is told, with when and from where', async () => {
    await account(ada);
    await ada.getByRole('link', { name: 'Recent activity' }).click();
    await ada.getByRole('heading', { name: 'Recent activity', level: 1 }).waitFor();
    for (const what of ['Password changed', 'Another browser signed out', 'Signed in from a new browser']) {
      await ada.getByRole('rowheader', { name: what }).first().waitFor();
    }
    await look(ada, 'account-activity');
  });

  await t.test('the email is changed by a link to the new mailbox, and taken back from the old one', async (t) => {
    await ada.goto(`${portico.url}/account/address`);
    await look(ada, 'account-email');
    await ada.getByLabel('New email').fill(MOVED);
    await ada.getByRole('button', { name: 'Send link' }).click();
    await ada.getByText(`We sent a mail to ${MOVED}.`).waitFor();
    const [link] = (await mailTo(portico.data, MOVED, /^Confirm your new email/)).links.text;
    // In a browser of nobody's the link is not enough.
    const stranger = await person(t);
    await stranger.goto(link);
    await stranger.getByText('in this browser first, then open the link again').waitFor();
    await look(stranger, 'address-sign-in');
    await ada.goto(link);
    await ada.getByRole('button', { name: 'Confirm new email' }).waitFor();
    await look(ada, 'address-confirm');
    await ada.getByRole('button', { name: 'Confirm new email' }).click();
    await ada.getByText(`Your email is ${MOVED} from now on.`).waitFor();

    const [undo] = (await mailTo(portico.data, ADA.email, /^Your email was changed/)).links.text;
    await stranger.goto(undo);
    await stranger.getByRole('button', { name: 'Take it back' }).waitFor();
    await look(stranger, 'undo');
    await stranger.getByRole('button', { name: 'Take it back' }).click();
    const [reset] = (await mailTo(portico.data, ADA.email, /^Set a new password/)).links.text;
    await account(ada).catch(() => {});
    await ada.getByRole('heading', { name: 'Sign in to the Care Portal' }).waitFor();
    await ada.goto(reset);
    await ada.getByLabel('New password').fill(ADA.password);
    await ada.getByRole('button', { name: 'Set password' }).click();
    await signIn(ada, portico.url, ADA);
    await ada.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  await t.test('an invitation of a second ISP gives access at once, and one may leave', async (t) => {
    await shell(portico, 'isp', 'create', '--name', 'Far Net');
    const zoe = await person(t);
    await accept(zoe, await printed('far-net', 'zoe@far-net.example'), { name: 'Zoe', password: 'copper kettle on a tin roof' });
    await zoe.goto(`${portico.url}/isps/far-net/settings`);
    await zoe.getByRole('textbox', { name: 'Email' }).fill(ADA.email);
    await zoe.getByRole('button', { name: 'Invite Collaborator' }).click();
    await zoe.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
    await zoe.getByText(`${ADA.email} is invited.`).waitFor();
    const mail = await mailTo(portico.data, ADA.email, /^You have access to Far Net/);
    assert.ok(!mail.text.includes('#'), 'a notice carries no token');

    await account(ada);
    await ada.getByRole('row', { name: 'Far Net' }).getByText('User').waitFor();
    await look(ada, 'account-two-isps');
    // The last Admin of the other one reads why not.
    await ada.getByRole('row', { name: 'Bar Net' }).getByRole('button', { name: 'Leave', disabled: true }).waitFor();
    await ada.getByRole('row', { name: 'Far Net' }).getByRole('link', { name: 'Leave' }).click();
    const dialog = ada.getByRole('dialog', { name: 'Leave Far Net' });
    await dialog.getByText('You lose your access with the next click.').waitFor();
    await look(ada, 'leave');
    await dialog.getByRole('button', { name: 'Leave' }).click();
    await ada.getByText('You have left Far Net.').waitFor();
    assert.equal((await ada.goto(`${portico.url}/isps/far-net/overview`)).status(), 404);
  });

  await t.test('whoever is invited by two ISPs proves the mailbox once and accepts each by a click', async (t) => {
    for (const isp of ['bar-net', 'far-net']) await printed(isp, BO.email);
    const bo = await person(t);
    await bo.goto(`${portico.url}/forgot`);
    await bo.getByLabel('Email').fill(BO.email);
    await bo.getByRole('button', { name: 'Send link' }).click();
    const [link] = (await mailTo(portico.data, BO.email, /^Set a new password/)).links.text;
    await bo.goto(link);
    await bo.getByLabel('New password').fill(BO.password);
    await bo.getByRole('button', { name: 'Set password' }).click();
    await signIn(bo, portico.url, BO);
    await bo.getByRole('heading', { name: 'Invitations for you' }).waitFor();
    await look(bo, 'account-waiting');
    for (const left of [1, 0]) {
      await bo.getByRole('button', { name: 'Accept invitation' }).first().click();
      await bo.getByText(/^You now have access to/).waitFor();
      await account(bo);
      assert.equal(await bo.getByRole('button', { name: 'Accept invitation' }).count(), left);
    }
  });
});
