// Life with the app: a home that fills with people, asked for, decided and left; another home; the router goes silent while a page is
// open; and an account with a passkey and an authenticator app.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { browserAt, portFrom } from '../lib/addresses.mjs';
import { code, device } from '../lib/authenticators.mjs';
import { closeBrowser, person, signIn } from '../lib/browser.mjs';
import { lookedAtForAMonth, silentSooner } from '../lib/clockwork.mjs';
import { look } from '../lib/look.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { startPortico } from '../lib/portico.mjs';
import { PHONE, activate, addInventory, inviteUser, joinHome, requestAccess, setUp, signOut, signUp, simulate } from '../lib/story.mjs';

after(closeBrowser);

const ROUTERS = ['60:6c:63:00:00:01', '60:6c:63:00:00:02', '60:6c:63:00:00:03'];
const ELM = { name: 'Elm Home', address: '12 Elm Street, Concord' };
const OAK = { name: 'Oak Home', address: '7 Oak Street, Concord' };
const BIRCH = { name: 'Birch Home', address: '3 Birch Street, Concord' };
const MARY = { name: 'Mary Example', email: 'mary@mail.example', password: 'seven bridges over cold water' };
const LEO = { name: 'Leo Example', email: 'leo@mail.example', password: 'paper boats on the slow river' };
const EVE = { name: 'Eve Example', email: 'eve@mail.example', password: 'nine herons at a green canal' };
const ANEW = 'eleven geese over a frozen lake';
const AT_HOME = '127.0.0.21';

test('a home and its people, on their phones', async (t) => {
  const portico = await startPortico(t);
  const ada = await person(t);
  await setUp(ada, portico);
  await ada.goto(`${portico.url}/isps/bar-net/settings/support`);
  await ada.getByLabel('Support email').fill('help@bar-net.example');
  await ada.getByLabel('Support phone').fill('+1 603 555 0199');
  await ada.getByLabel('Support page').fill('https://help.bar-net.example');
  await ada.getByRole('button', { name: 'Save' }).click();
  await ada.getByText('The settings are saved.').waitFor();
  await addInventory(ada, ROUTERS);
  // Eve has no account yet: whoever has one is let in at once.
  for (const [home, mac] of [[BIRCH, ROUTERS[2]], [OAK, ROUTERS[1]]]) {
    await activate(ada, mac, home);
    await ada.getByRole('link', { name: 'Users', exact: true }).click();
    await inviteUser(ada, EVE.email);
  }
  await activate(ada, ROUTERS[0], ELM);
  const users = `${ada.url()}/users`;
  await silentSooner(portico);
  const router = await simulate(t, portico, 1, await portFrom(t, AT_HOME, portico.routerPort));
  await ada.getByText('Online', { exact: true }).first().waitFor();
  const atHome = async () => person(t, { ...PHONE, ...(await browserAt(t, AT_HOME)) });
  const [mary, leo, eve] = [await atHome(), await person(t, PHONE), await atHome()];
  /** Somebody's line in the list of those who have access. */
  const called = (page, name) => page.locator('.app-people li').filter({ hasText: name });

  await t.test('nobody uses the home: staff decide who does', async () => {
    await signUp(mary, portico, MARY);
    await requestAccess(mary, portico, async () => {
      await mary.getByRole('heading', { name: 'Nobody uses this home in the app yet' }).waitFor();
      await look(mary, 'app-unclaimed');
    });
    const mail = await mailTo(portico.data, 'help@bar-net.example', /mary@mail\.example asks for access/);
    assert.deepEqual(mail.links.text, [users]);
    await ada.goto(users);
    await ada.getByRole('row', { name: MARY.email }).getByRole('link', { name: 'Decide' }).click();
    await ada.getByRole('dialog').getByText('Whoever is approved first is its primary user.').waitFor();
    await look(ada, 'users-decide');
    await ada.getByRole('button', { name: 'Approve' }).click();
    await ada.getByText(`${MARY.email} has access now.`).waitFor();
    await mary.goto((await mailTo(portico.data, MARY.email, /You have access to a home/)).links.text[0]);
    await called(mary, MARY.name).getByText('Primary user').waitFor();
  });

  await t.test('a request comes to the open page, and is approved from there', async (t) => {
    await inviteUser(ada, LEO.email);
    await joinHome(leo, portico, LEO);
    await called(mary, LEO.name).waitFor();
    await mary.evaluate(() => (globalThis.neverReloaded = true));
    await joinHome(eve, portico, EVE);
    await eve.getByText(OAK.address).waitFor();
    await requestAccess(eve, portico);
    const request = mary.getByRole('region', { name: 'Access requests' }).getByRole('link', { name: EVE.email });
    await request.waitFor();
    assert.ok(await mary.evaluate(() => globalThis.neverReloaded));
    // It is not Leo's to decide.
    await called(leo, MARY.name).waitFor();
    assert.equal(await leo.getByRole('heading', { name: 'Access requests' }).count(), 0);

    await t.test('a home with all that a home can have is small, and there before any script has run', async (t) => {
      await lookedAtForAMonth(portico, ELM.name);
      const { cookies } = await mary.context().storageState();
      const phone = await person(t, { ...PHONE, serviceWorkers: 'block' });
      await phone.context().addCookies(cookies);
      const { bytes, content } = await onASlowPhone(phone, mary.url());
      for (const name of ['Online', 'Access requests', 'Help from Bar Net', 'Router', 'Who has access']) {
        await phone.getByRole('heading', { name, exact: true }).waitFor();
      }
      assert.equal(await phone.locator('.app-people li').count(), 2);
      assert.equal(await phone.locator('.app-log li').count(), 5);
      t.diagnostic(`the home of a phone that was never here: ${(bytes / 1024).toFixed(1)} KB in all, content after ${content.toFixed(0)} ms`);
      assert.ok(bytes < 60 * 1024, `${bytes} bytes`);
      assert.ok(content < 5_000, `${content} ms`);
      await phone.getByRole('link', { name: 'Show all' }).click();
      await phone.getByRole('heading', { name: 'What Bar Net did here' }).waitFor();
      assert.ok((await phone.locator('.app-log li').count()) > 20, 'all of it');
      await look(phone, 'app-log');
      const without = await person(t, { ...PHONE, javaScriptEnabled: false });
      await without.context().addCookies(cookies);
      await without.goto(mary.url());
      await without.getByText(ELM.address).waitFor();
      await without.getByRole('link', { name: 'Set up a new router' }).click();
      await without.getByText('Do you have a QR code?').waitFor();
    });

    await request.click();
    await mary.getByRole('button', { name: 'Approve' }).click();
    await mary.getByText(`${EVE.email} has access now.`).waitFor();
    await called(mary, EVE.name).waitFor();
    assert.equal(await mary.getByRole('heading', { name: 'Access requests' }).count(), 0);
    await eve.goto((await mailTo(portico.data, EVE.email, /You have access to a home/)).links.text[0]);
    await eve.getByRole('heading', { name: 'Online', exact: true }).waitFor();
    await called(eve, EVE.name).getByText('You').waitFor();
  });

  // A while passes until the service says so. Leo's page stays open, and others have things to do.
  await leo.getByRole('heading', { name: 'Online', exact: true }).waitFor();
  await leo.evaluate(() => (globalThis.neverReloaded = true));
  await router.stop();

  await t.test('another home waits for whoever was invited, and one goes to and fro between them', async () => {
    await eve.goto(`${portico.url}/app`);
    await eve.getByText('Bar Net invites you to a home').waitFor();
    await eve.getByRole('link', { name: OAK.address }).waitFor();
    await look(eve, 'app-front-several');
    await eve.getByRole('button', { name: 'Accept invitation' }).click();
    await eve.locator('.app-address').getByText(BIRCH.address).waitFor();
    const others = eve.getByRole('region', { name: 'Your other homes' });
    await others.getByRole('link', { name: OAK.address }).waitFor();
    await look(eve, 'app-home-others');
    await others.getByRole('link', { name: ELM.address }).click();
    await eve.locator('.app-address').getByText(ELM.address).waitFor();
    await others.getByRole('link', { name: BIRCH.address }).waitFor();
  });

  await t.test('a password is changed on the phone', async () => {
    await eve.getByRole('button', { name: /Eve Example/ }).click();
    await eve.getByRole('link', { name: 'Your account' }).click();
    await eve.getByRole('link', { name: 'Change password' }).click();
    await eve.getByLabel('Current password').fill(MARY.password);
    await eve.getByLabel('New password').fill(ANEW);
    await eve.getByRole('button', { name: 'Change password' }).click();
    await eve.getByText('This is not your current password.').waitFor();
    await look(eve, 'app-account-password');
    await eve.getByLabel('Current password').fill(EVE.password);
    await eve.getByLabel('New password').fill(ANEW);
    await eve.getByRole('button', { name: 'Change password' }).click();
    await eve.getByText('Your password is changed').waitFor();
  });

  await t.test('a passkey from the portal signs in to the app; so do the password and a code', async () => {
    const again = { email: EVE.email, password: ANEW };
    await device(eve);
    await eve.locator('#main').getByRole('link', { name: 'Your account' }).click();
    await signIn(eve, eve.url(), again);
    await eve.getByRole('link', { name: 'Authenticator app, passkeys and recovery codes' }).click();
    await eve.getByLabel('Name of the new passkey').fill('Phone');
    await eve.getByRole('button', { name: 'Add a passkey' }).click();
    await eve.getByRole('heading', { name: 'Recovery codes' }).waitFor();
    await eve.getByRole('link', { name: 'I have kept them' }).click();
    await eve.getByRole('button', { name: 'Set up an app' }).click();
    const secret = await eve.locator('.secret').innerText();
    await eve.getByRole('textbox', { name: 'Code' }).fill(code(secret));
    await eve.getByRole('button', { name: 'Turn on' }).click();
    await eve.getByText('Two-factor was added to your account.').waitFor();
    await signOut(eve);

    // A second factor signs out everywhere else, and so did it in the app.
    await eve.goto(`${portico.url}/app`);
    await eve.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await eve.getByRole('link', { name: OAK.address }).waitFor();
    await signOut(eve);
    await signIn(eve, eve.url(), again);
    await eve.getByRole('heading', { name: 'Two-factor' }).waitFor();
    await look(eve, 'app-second-step');
    await eve.getByRole('textbox', { name: 'Code' }).fill(code(secret));
    await eve.getByRole('button', { name: 'Continue' }).click();
    await eve.getByRole('link', { name: OAK.address }).waitFor();
  });

  await t.test('the primary user leaves, and names the next', async () => {
    await mary.getByRole('link', { name: 'Leave this home' }).click();
    await mary.locator('#main form').evaluate((form) => (form.noValidate = true));
    await mary.getByRole('button', { name: 'Leave this home' }).click();
    await mary.getByText('Choose who it is from now on.').waitFor();
    await look(mary, 'app-departure');
    await mary.getByLabel('Primary user from then on').selectOption({ label: `${LEO.name} (${LEO.email})` });
    await mary.getByRole('button', { name: 'Leave this home' }).click();
    await mary.getByText('You have left a home of Bar Net.').waitFor();
    // It was her only one.
    await mary.getByRole('heading', { name: 'Sign in to the app' }).waitFor();
    await called(leo, LEO.name).getByText('Primary user').waitFor();
    await called(leo, MARY.name).waitFor({ state: 'detached' });
    await mailTo(portico.data, LEO.email, /You are the primary user/);
  });

  await t.test('a home that falls silent says so on the open page, with what to try, and that it is back', async () => {
    await leo.getByRole('heading', { name: 'Offline', exact: true }).waitFor({ timeout: 60_000 });
    await leo.getByText('Check that the router has power and its line light is on.').waitFor();
    await look(leo, 'app-home-offline');
    router.start();
    await leo.getByRole('heading', { name: 'Online', exact: true }).waitFor();
    await leo.getByText('Check that the router has power').waitFor({ state: 'detached' });
    assert.ok(await leo.evaluate(() => globalThis.neverReloaded), 'nobody reloaded');
  });
});

/** Opens a page with a phone's processor and a slow line: bytes over the line, and ms until there is something to read. */
async function onASlowPhone(page, address) {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await session.send('Network.enable');
  // Lighthouse's slow phone: a quarter of this processor, 150 ms to and fro, 1.6 Mbit/s.
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 });
  // The stream of live events never ends.
  await page.goto(address, { waitUntil: 'load' });
  const content = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  return { bytes, content };
}
