// Two-factor: an authenticator app, recovery codes, passkeys, an ISP that requires it, and a colleague who lost theirs.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { code, device } from '../lib/authenticators.mjs';
import { closeBrowser, person, signIn } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { startPortico } from '../lib/portico.mjs';
import { ADA, accept, setUp, shell } from '../lib/story.mjs';

after(closeBrowser);

const UMA = { name: 'Uma User', email: 'uma@bar-net.example', password: 'copper lantern under slow rain' };

test('two-factor, from setting it up to losing it', async (t) => {
  const portico = await startPortico(t);
  const ada = await person(t);
  await setUp(ada, portico);
  const see = async (path, name) => {
    await ada.goto(portico.url + path);
    await look(ada, name);
  };
  const overview = (page) => page.getByRole('heading', { name: 'Overview' }).waitFor();
  const signOut = async (page) => {
    await page.goto(`${portico.url}/account`);
    await page.getByRole('button', { name: /account and sign out/ }).click();
    await page.locator('#person-menu').getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in to the Care Portal' }).waitFor();
  };
  let secret;
  let codes;

  await t.test('an authenticator app is set up from the account page', async () => {
    await ada.goto(`${portico.url}/account`);
    await ada.getByRole('link', { name: 'Authenticator app, passkeys and recovery codes' }).click();
    await ada.getByRole('heading', { name: 'Two-factor', level: 1 }).waitFor();
    await look(ada, 'two-factor-nothing');
    await ada.getByRole('button', { name: 'Set up an app' }).click();
    await ada.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
    await look(ada, 'two-factor-app');
    secret = await ada.locator('.secret').innerText();
    await ada.getByRole('textbox', { name: 'Code' }).fill('000000');
    await ada.getByRole('button', { name: 'Turn on' }).click();
    await ada.getByText('That was not accepted.').waitFor();
    await look(ada, 'two-factor-app-error');
    await ada.getByRole('textbox', { name: 'Code' }).fill(code(secret));
    await ada.getByRole('button', { name: 'Turn on' }).click();
    await ada.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    await look(ada, 'recovery-codes');
    codes = await ada.locator('.codes li').allInnerTexts();
    assert.equal(new Set(codes).size, 10);
    await ada.getByRole('link', { name: 'I have kept them' }).click();
    await ada.getByText('10 codes are left.').waitFor();
    await mailTo(portico.data, ADA.email, /Two-factor was added/);
  });

  await t.test('signing in asks for a code, in the same words for every wrong one', async () => {
    await signOut(ada);
    await signIn(ada, portico.url, ADA);
    await ada.getByRole('heading', { name: 'Two-factor' }).waitFor();
    await look(ada, 'second-step');
    await ada.getByRole('textbox', { name: 'Code' }).fill('123456');
    await ada.getByRole('button', { name: 'Continue' }).click();
    await ada.getByText('That was not accepted.').waitFor();
    await look(ada, 'second-step-error');
    await ada.getByRole('textbox', { name: 'Code' }).fill(code(secret));
    await ada.getByRole('button', { name: 'Continue' }).click();
    await overview(ada);
  });

  await t.test('a recovery code stands in for the phone, once', async () => {
    await signOut(ada);
    await signIn(ada, portico.url, ADA);
    await ada.getByRole('textbox', { name: 'Code' }).fill(codes[0].toUpperCase());
    await ada.getByRole('button', { name: 'Continue' }).click();
    await overview(ada);
    await mailTo(portico.data, ADA.email, /A recovery code was used/);
    await signOut(ada);
    await signIn(ada, portico.url, ADA);
    await ada.getByRole('textbox', { name: 'Code' }).fill(codes[0]);
    await ada.getByRole('button', { name: 'Continue' }).click();
    await ada.getByText('That was not accepted.').waitFor();
    await ada.getByRole('textbox', { name: 'Code' }).fill(codes[1]);
    await ada.getByRole('button', { name: 'Continue' }).click();
    await overview(ada);
  });

  const stick = await device(ada);
  await t.test('a passkey is added', async () => {
    await ada.goto(`${portico.url}/account/two-factor`);
    await ada.getByLabel('Name of the new passkey').fill('Laptop');
    await ada.getByRole('button', { name: 'Add a passkey' }).click();
    await ada.getByText('Two-factor was added to your account.').waitFor();
    await ada.getByText('Laptop').waitFor();
    await ada.getByText('8 codes are left.').waitFor();
    await look(ada, 'two-factor');
  });

  await t.test('and signs in without a password', async () => {
    await signOut(ada);
    await look(ada, 'sign-in-passkey');
    await stick.recognises(false);
    await ada.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await ada.getByText('The passkey was not shown.').waitFor();
    await stick.recognises(true);
    await ada.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await overview(ada);
    // As the second step, too.
    await signOut(ada);
    await signIn(ada, portico.url, ADA);
    await ada.getByRole('button', { name: 'Use a passkey' }).click();
    await overview(ada);
  });

  await t.test('who one is can be proven anew', async () => {
    await see('/account/proof?next=/isps/bar-net/settings', 'proof');
    assert.equal(await ada.getByLabel('Password', { exact: true }).count(), 0, 'a password does not stand in for a factor');
    await ada.getByRole('textbox', { name: 'Code' }).fill('000000');
    await ada.getByRole('button', { name: 'Confirm', exact: true }).click();
    await ada.getByText('That was not accepted.').waitFor();
    await look(ada, 'proof-error');
    await ada.getByRole('button', { name: 'Use a passkey' }).click();
    await ada.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  });

  const uma = await person(t);
  await t.test('requiring it makes a colleague set it up at the next sign-in', async () => {
    await ada.locator('#new-email').fill(UMA.email);
    await ada.getByRole('button', { name: 'Invite Collaborator' }).click();
    await ada.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
    const mail = await mailTo(portico.data, UMA.email);
    await accept(uma, mail.links.text.find((link) => link.includes('/join#')), UMA);

    await see('/isps/bar-net/settings', 'settings-security');
    await ada.getByRole('link', { name: 'Require two-factor' }).click();
    await ada.getByText('1 collaborator has none yet and will be asked.').waitFor();
    await look(ada, 'require-two-factor');
    await ada.getByRole('dialog').getByRole('button', { name: 'Require two-factor' }).click();
    await ada.getByText('Two-factor is required from the next sign-in on.').waitFor();
    await uma.goto(`${portico.url}/isps/bar-net/overview`);
    await overview(uma);

    await signOut(uma);
    await signIn(uma, portico.url, UMA);
    await uma.getByText('Bar Net requires two-factor. Set up one of these to go on.').waitFor();
    await look(uma, 'two-factor-required');
    await uma.getByRole('button', { name: 'Set up an app' }).click();
    await uma.getByRole('textbox', { name: 'Code' }).fill(code(await uma.locator('.secret').innerText()));
    await uma.getByRole('button', { name: 'Turn on' }).click();
    await uma.getByRole('link', { name: 'I have kept them' }).click();
    await overview(uma);
    // The last one stays.
    await uma.goto(`${portico.url}/account/two-factor`);
    await uma.getByRole('link', { name: 'Remove' }).click();
    await look(uma, 'two-factor-removal');
    await uma.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await uma.getByText('Bar Net requires two-factor, and this is your last way to show it.').waitFor();
  });

  await t.test('an Admin resets what a colleague lost', async () => {
    await ada.goto(`${portico.url}/isps/bar-net/settings`);
    await look(ada, 'settings-factor-reset');
    await ada.getByRole('link', { name: `Reset two-factor of ${UMA.email}` }).click();
    await ada.getByRole('dialog').getByText('are signed out everywhere').waitFor();
    await look(ada, 'factor-reset');
    await ada.getByRole('dialog').getByRole('button', { name: 'Reset two-factor' }).click();
    await ada.getByText(`The two-factor of ${UMA.email} is reset.`).waitFor();
    await mailTo(portico.data, UMA.email, /Your two-factor was reset/);
    await uma.goto(`${portico.url}/isps/bar-net/overview`);
    await uma.getByRole('heading', { name: 'Sign in to the Care Portal' }).waitFor();
    await signIn(uma, portico.url, UMA);
    await uma.getByText('Bar Net requires two-factor.').waitFor();
  });

  await t.test('and the operator helps an Admin', async () => {
    assert.match(await shell(portico, 'person', 'reset-two-factor', ADA.email), /Removed all two-factor of ada@bar-net\.example/);
    await ada.goto(`${portico.url}/isps/bar-net/overview`);
    await ada.getByRole('heading', { name: 'Sign in to the Care Portal' }).waitFor();
    await mailTo(portico.data, ADA.email, /Your two-factor was reset/);
  });
});
