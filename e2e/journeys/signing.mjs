// Getting in, getting out, and links that are used up.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person, signIn } from '../lib/browser.mjs';
import { mailTo, mails } from '../lib/mailbox.mjs';
import { startPortico } from '../lib/portico.mjs';
import { ADA, accept, addInventory, setUp, shell } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';

after(closeBrowser);

const WRONG = 'Email and password do not belong together. Check both, or use Forgot Password.';

test('signing in and out, and links that work once', async (t) => {
  const portico = await startPortico(t);
  const setUpLink = await portico.printed(/http\S+\/setup#\S+/);
  await t.test('the set-up link works once', async (t) => {
    const page = await person(t);
    await setUp(page, portico);
    const late = await person(t);
    await late.goto(setUpLink);
    await late.getByText('This set-up link is no longer valid.').waitFor();
  });

  await t.test('a wrong password and an unknown email are told the same', async (t) => {
    const page = await person(t);
    for (const email of [ADA.email, 'nobody@bar-net.example']) {
      await page.goto(`${portico.url}/sign-in`);
      await page.getByLabel('Email').fill(email);
      await page.getByLabel('Password', { exact: true }).fill('not the right words at all');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      assert.equal(await page.getByRole('alert').innerText(), WRONG);
      assert.equal(await page.getByLabel('Email').inputValue(), email, 'what was typed is kept');
      assert.equal(await page.getByLabel('Password', { exact: true }).inputValue(), '', 'the password is not');
    }
  });

  await t.test('signing in leads to where one was going, with script and without', async (t) => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await person(t, { javaScriptEnabled });
      await page.goto(`${portico.url}/isps/bar-net/inventory?add`);
      await page.getByRole('heading', { name: 'Sign in to the Care Portal' }).waitFor();
      await page.getByLabel('Email').fill(ADA.email);
      for (const password of ['not the right words at all', ADA.password]) {
        await page.getByLabel('Password', { exact: true }).fill(password);
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      }
      await page.getByRole('dialog', { name: 'Add inventory' }).waitFor();
    }
  });

  await t.test('an open page whose session ends leads to signing in, and back', async (t) => {
    const [desk, laptop] = [await person(t), await person(t)];
    for (const page of [desk, laptop]) await signIn(page, portico.url, ADA);
    await desk.goto(`${portico.url}/isps/bar-net/inventory`);
    await desk.getByText('Live', { exact: true }).waitFor();
    await desk.context().clearCookies();
    // With the next event the page asks, and hears that it is signed out.
    await addInventory(laptop, ['4e:5f:02:00:00:01']);
    await desk.getByRole('heading', { name: 'Sign in to the Care Portal' }).waitFor();
    await desk.getByLabel('Email').fill(ADA.email);
    await desk.getByLabel('Password', { exact: true }).fill(ADA.password);
    await desk.getByRole('button', { name: 'Sign in', exact: true }).click();
    await desk.waitForURL(`${portico.url}/isps/bar-net/inventory`);
  });

  await t.test('signing out ends this browser, and not the other', async (t) => {
    const [desk, laptop] = [await person(t), await person(t)];
    for (const page of [desk, laptop]) await signIn(page, portico.url, ADA);
    await desk.getByRole('button', { name: /account and sign out/ }).click();
    await desk.getByRole('button', { name: 'Sign out', exact: true }).click();
    await desk.getByRole('heading', { name: 'Sign in to the Care Portal' }).waitFor();
    await refused(desk, portico);
    await laptop.reload();
    await laptop.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  await t.test('signing out everywhere ends the other browser too', async (t) => {
    const [desk, laptop] = [await person(t), await person(t)];
    for (const page of [desk, laptop]) await signIn(page, portico.url, ADA);
    await desk.goto(`${portico.url}/account`);
    await desk.getByText('This session').waitFor();
    await desk.getByRole('button', { name: 'Sign out everywhere' }).click();
    for (const page of [desk, laptop]) await refused(page, portico);
  });

  await t.test('a forgotten password is replaced by mail, once', async (t) => {
    const [page, other] = [await person(t), await person(t)];
    await signIn(other, portico.url, ADA);
    await page.goto(portico.url);
    await page.getByRole('link', { name: 'Forgot Password' }).click();
    await page.getByLabel('Email').fill(ADA.email);
    await page.getByRole('button', { name: 'Send link' }).click();
    await page.getByText('If that email is known here, a link is on its way.').waitFor();
    const [link] = (await mailTo(portico.data, ADA.email, /^Set a new password/)).links.text;

    await page.goto(link);
    assert.ok(!page.url().includes('#'), 'the secret has left the address bar');
    const chosen = 'marble ferry beyond seven lamps';
    await page.getByLabel('New password').fill('too short');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Use at least 15 characters.').waitFor();
    await page.getByLabel('New password').fill(chosen);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('Your password is set. Sign in with it.').waitFor();
    await mailTo(portico.data, ADA.email, /^Your password was changed/);

    await refused(other, portico);
    await page.getByLabel('Email').fill(ADA.email);
    await page.getByLabel('Password', { exact: true }).fill(ADA.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText(WRONG).waitFor();
    await signIn(page, portico.url, { ...ADA, password: chosen });

    await other.goto(link);
    await other.getByText('This link has expired or was used already.').waitFor();
  });

  await t.test('an unknown email is told the same as a known one, and gets no mail', async (t) => {
    const page = await person(t);
    await page.goto(`${portico.url}/forgot`);
    await page.getByLabel('Email').fill('nobody@bar-net.example');
    await page.getByRole('button', { name: 'Send link' }).click();
    await page.getByText('If that email is known here, a link is on its way.').waitFor();
    // Mails leave in order: with the next one there, one to nobody would be there too.
    await page.goto(`${portico.url}/forgot`);
    await page.getByLabel('Email').fill(ADA.email);
    await page.getByRole('button', { name: 'Send link' }).click();
    const reset = async () => (await mails(portico.data)).filter(({ subject }) => subject === 'Set a new password');
    const sent = await until('the second mail to Ada arrives', 15_000, async () => (await reset())[1] && reset());
    assert.deepEqual(sent.map(({ to }) => to), [[ADA.email], [ADA.email]]);
  });

  const invite = async (email) =>
    (await shell(portico, 'admin', 'invite', '--isp', 'bar-net', email)).match(/http\S+\/join#\S+/)[0];

  await t.test('an invitation works once', async (t) => {
    const link = await invite('bo@bar-net.example');
    const [page, late] = [await person(t), await person(t)];
    await accept(page, link, { name: 'Bo', password: 'seven quiet boats at anchor' });
    await late.goto(link);
    await late.getByText('This invitation was accepted already. Sign in.').waitFor();
  });

  await t.test('without script, the code of a link is pasted', async (t) => {
    const link = await invite('cy@bar-net.example');
    const page = await person(t, { javaScriptEnabled: false });
    await page.goto(link);
    await page.getByLabel('Code').fill(link.split('#')[1]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Your name').fill('Cy');
    await page.getByLabel('Create a password').fill('paper crane under old bridge');
    await page.getByRole('button', { name: 'Accept invitation' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });
});

/** The browser is signed in no longer: every page leads to the sign-in page. */
async function refused(page, portico) {
  await page.goto(`${portico.url}/isps/bar-net/overview`);
  assert.equal(new URL(page.url()).pathname, '/sign-in');
}
