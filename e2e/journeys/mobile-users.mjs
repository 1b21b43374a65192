// Mobile users, in the words that people were trained on: inviting on the tab Users, the status, the envelope, Forgot Password, the
// primary user, the red X; and the app on a phone, from the mail to the home.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { twoDaysLater } from '../lib/clockwork.mjs';
import { look } from '../lib/look.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { startPortico } from '../lib/portico.mjs';
import { PHONE, activate, addInventory, agree, inviteUser, joinHome, setUp, signOut, simulate } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';

after(closeBrowser);

const HOME = { name: 'Mary Example', address: '12 Elm Street, Concord', email: 'mary@mail.example', phone: '+1 603 555 0100' };
const MARY = { name: 'Mary Example', email: 'mary@mail.example', password: 'seven bridges over cold water' };
const BO = { name: '', email: 'bo@mail.example', password: 'paper boats on a green canal' };

test('mobile users from invitation to removal', async (t) => {
  const portico = await startPortico(t);
  const ada = await person(t);
  await setUp(ada, portico);
  await addInventory(ada, ['60:6c:63:00:00:01']);
  await activate(ada, '60:6c:63:00:00:01', HOME);
  await simulate(t, portico);
  const users = `${new URL(ada.url()).pathname}/users`;
  const row = (email) => ada.getByRole('row', { name: email });
  const [mary, bo] = [await person(t, PHONE), await person(t, PHONE)];

  await t.test('the tab Users says what to do while nobody uses the home', async () => {
    await ada.getByRole('link', { name: 'Users', exact: true }).click();
    await ada.getByRole('heading', { name: 'Nobody uses this home by the app yet' }).waitFor();
    await look(ada, 'users-empty');
  });

  await t.test('Invite Mobile User, with what is wrong beside the field', async () => {
    await ada.getByRole('link', { name: 'Invite Mobile User' }).click();
    const dialog = ada.getByRole('dialog', { name: 'Invite Mobile User' });
    await dialog.getByLabel('Email').fill('mary@mail example');
    await dialog.locator('form').evaluate((form) => (form.noValidate = true));
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    await ada.getByText('This is not an email address. Write it like name@example.com.').waitFor();
    await look(ada, 'users-invite');
    await ada.getByLabel('Email', { exact: true }).fill(MARY.email);
    await ada.getByRole('button', { name: 'Invite', exact: true }).click();
    await ada.getByText(`${MARY.email} is invited.`).waitFor();
    await row(MARY.email).getByText('Invitation Pending').waitFor();
  });

  await t.test('the mail leads to the app, and to the home', async () => {
    const mail = await mailTo(portico.data, MARY.email, /invites you to its app/);
    await mary.goto(mail.links.text[0]);
    await mary.getByRole('heading', { name: /Bar Net/ }).waitFor();
    await mary.getByText('Ada Admin').waitFor();
    await look(mary, 'app-join');
    await mary.getByLabel('Your name').fill(MARY.name);
    await mary.getByLabel('Create a password').fill(MARY.password);
    await mary.getByRole('button', { name: 'Accept invitation' }).click();
    await agree(mary, async (title) => title === 'Privacy' && look(mary, 'app-agreement'));
    await mary.getByRole('heading', { name: 'Online', exact: true }).waitFor();
    await mary.getByText(HOME.address).waitFor();
    await mary.getByText('Ada Admin invited mary@mail.example').waitFor();
    await look(mary, 'app-home');
    // The list shows them by itself.
    await row(MARY.email).getByText('Primary user').waitFor();
  });

  await t.test('an invitation that is not accepted in time: the envelope, in both ways', async () => {
    await inviteUser(ada, BO.email);
    const [first] = (await mailTo(portico.data, BO.email, /invites you/)).links.text;
    await twoDaysLater(portico, BO.email);
    await ada.reload();
    await row(BO.email).getByText('Invitation Expired').waitFor();
    await bo.goto(first);
    await bo.getByText('This invitation has expired.').waitFor();
    await look(bo, 'app-join-expired');
    await bo.getByRole('button', { name: 'Ask for a new invitation' }).click();
    await row(BO.email).getByText('Asked for a new invitation').waitFor();
    await look(ada, 'users');

    await row(BO.email).getByRole('link', { name: `Invite ${BO.email} again` }).click();
    await ada.getByRole('button', { name: 'Re-invite Mobile User' }).waitFor();
    await look(ada, 'users-envelope');
    await ada.getByRole('button', { name: 'Generate Invitation' }).click();
    const link = await ada.getByLabel('Link', { exact: true }).inputValue();
    assert.match(link, /\/app\/join#i1_/);
    await ada.getByRole('link', { name: 'Done' }).click();
    await row(BO.email).getByText('Invitation Pending').waitFor();
    await row(BO.email).getByRole('link', { name: `Invite ${BO.email} again` }).click();
    await ada.getByRole('button', { name: 'Re-invite Mobile User' }).click();
    await ada.getByText(`${BO.email} is invited.`).waitFor();
    await bo.goto(link);
    await bo.getByText('This invitation has expired or was used already.').waitFor();
  });

  await t.test('Forgot Password is the third way in', async () => {
    await bo.goto(`${portico.url}/app`);
    await bo.getByRole('link', { name: 'Forgot Password' }).click();
    await look(bo, 'app-forgot');
    await bo.getByLabel('Email').fill(BO.email);
    await bo.getByRole('button', { name: 'Send link' }).click();
    await bo.getByText('If that email is known here, a link is on its way.').waitFor();
    await look(bo, 'app-forgot-sent');
    const mail = await mailTo(portico.data, BO.email, /Set a new password/);
    assert.match(mail.links.text[0], /\/app\/reset#r1_/);
    await bo.goto(mail.links.text[0]);
    await bo.getByLabel('New password').fill('short');
    await bo.locator('form').evaluate((form) => (form.noValidate = true));
    await bo.getByRole('button', { name: 'Set password' }).click();
    await bo.getByText('Use at least 15 characters.').waitFor();
    await look(bo, 'app-reset');
    await bo.getByLabel('New password').fill(BO.password);
    await bo.getByRole('button', { name: 'Set password' }).click();
    await bo.getByLabel('Email', { exact: true }).fill(BO.email);
    await bo.getByLabel('Password', { exact: true }).fill(BO.password);
    await look(bo, 'app-sign-in');
    await bo.getByRole('button', { name: 'Sign in', exact: true }).click();
    await agree(bo);
    await bo.getByRole('heading', { name: 'Online', exact: true }).waitFor();
    assert.equal(new URL(bo.url()).pathname.split('/')[2], 'homes');
    await row(BO.email).getByRole('link', { name: `Make ${BO.email} the primary user` }).waitFor();
  });

  await t.test('somebody else is made the primary user', async () => {
    await row(BO.email).getByRole('link', { name: `Make ${BO.email} the primary user` }).click();
    await ada.getByText(`${BO.email} becomes the primary user of this home, in place of ${MARY.email}.`).waitFor();
    await look(ada, 'users-primary');
    await ada.getByRole('button', { name: 'Make primary user' }).click();
    await row(BO.email).getByText('Primary user').waitFor();
    await mailTo(portico.data, BO.email, /You are the primary user/);
  });

  await t.test('the red X of the primary user names the next one; access ends with the next request', async () => {
    await row(BO.email).getByRole('link', { name: `Remove ${BO.email}` }).click();
    await ada.getByLabel('Primary user from then on').waitFor();
    await look(ada, 'users-removal');
    await ada.getByRole('button', { name: 'Remove user' }).click();
    await ada.getByText(`${BO.email} has no access to this home any more.`).waitFor();
    await row(MARY.email).getByText('Primary user').waitFor();
    assert.equal(await ada.getByRole('link', { name: /^Remove / }).count(), 0, 'one is listed, and stays');
    await bo.reload();
    await bo.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await mailTo(portico.data, BO.email, /no access to a home/);
    await bo.getByLabel('Email', { exact: true }).fill(BO.email);
    await bo.getByLabel('Password', { exact: true }).fill(BO.password);
    await bo.getByRole('button', { name: 'Sign in', exact: true }).click();
    // Where they came from is theirs no more.
    await bo.getByRole('link', { name: 'Back to your homes' }).click();
    await bo.getByRole('heading', { name: 'No home yet' }).waitFor();
    await look(bo, 'app-no-home');
    await mary.reload();
    await mary.getByRole('heading', { name: 'Online', exact: true }).waitFor();
  });

  await t.test('the app keeps to itself, and speaks Spanish', async () => {
    await mary.goto(`${portico.url}${users}`);
    await mary.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await mary.goto(`${portico.url}/app`);
    await mary.getByRole('button', { name: /Mary Example/ }).click();
    await mary.getByRole('button', { name: 'Español' }).click();
    await mary.getByRole('heading', { name: 'En línea', exact: true }).waitFor();
    await look(mary, 'app-home-spanish');
    await mary.getByRole('button', { name: /Mary Example/ }).click();
    await mary.getByRole('button', { name: 'Cerrar sesión' }).click();
    await mary.getByRole('button', { name: 'Iniciar sesión', exact: true }).waitFor();
  });
});

test('the app without a network', async (t) => {
  const portico = await startPortico(t);
  const ada = await person(t);
  await setUp(ada, portico);
  await addInventory(ada, ['60:6c:63:00:00:01']);
  await activate(ada, '60:6c:63:00:00:01', HOME);
  await ada.getByRole('link', { name: 'Users', exact: true }).click();
  await inviteUser(ada, MARY.email);
  const mary = await person(t, PHONE);
  await joinHome(mary, portico, MARY);
  await mary.getByText(HOME.address).waitFor();

  await t.test('it can be installed', async () => {
    const manifest = await mary.evaluate(async () =>
      (await fetch(document.querySelector('link[rel="manifest"]').href)).json(),
    );
    assert.deepEqual([manifest.start_url, manifest.scope, manifest.display], ['/app', '/app', 'standalone']);
    for (const { src, sizes } of manifest.icons) {
      const size = await mary.evaluate(async (src) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        return `${image.naturalWidth}x${image.naturalHeight}`;
      }, src);
      assert.equal(size, sizes);
    }
    await mary.evaluate(() => navigator.serviceWorker.ready);
  });

  await t.test('the last known state is shown, and says of when it is', async () => {
    // After the first visit already.
    await until('the page is kept', 10_000, () =>
      mary.evaluate(async () => (await caches.keys()).includes('pages')),
    );
    assert.equal(await mary.getByText('This service cannot be reached.').isVisible(), false);
    await mary.context().setOffline(true);
    await mary.goto(`${portico.url}/app`);
    await mary.getByText('This service cannot be reached. This is how it was:').waitFor();
    await mary.getByText(HOME.address).waitFor();
    await look(mary, 'app-offline');
    await mary.context().setOffline(false);
    await mary.getByText('This service cannot be reached.').waitFor({ state: 'hidden' });
  });

  await t.test('a server that has too much to do takes nothing away', async () => {
    await mary.context().route(`${portico.url}/app`, (route) => route.fulfill({ status: 503, body: 'busy' }));
    await mary.goto(`${portico.url}/app`);
    await mary.getByText('This service cannot be reached. This is how it was:').waitFor();
    await mary.context().unroute(`${portico.url}/app`);
    await mary.getByText('This service cannot be reached.').waitFor({ state: 'hidden' });
    assert.ok(await mary.evaluate(async () => (await caches.keys()).includes('pages')));
  });

  await t.test('whoever signs out leaves nothing behind', async () => {
    await signOut(mary);
    assert.deepEqual(await mary.evaluate(async () => (await caches.keys()).filter((name) => name === 'pages')), []);
  });

  await t.test('a phone that keeps no home says so, and not the browser in its place', async () => {
    await mary.context().setOffline(true);
    await mary.goto(`${portico.url}/app`);
    await mary.getByRole('heading', { name: 'This page cannot be reached' }).waitFor();
    await look(mary, 'app-nothing-kept');
    await mary.context().setOffline(false);
    await mary.getByRole('link', { name: 'Try again' }).click();
    await mary.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  });
});
