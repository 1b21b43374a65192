// Notices on a phone while the app is closed: turned on and off, chosen by kind, sealed for that phone alone, and shown.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { browserAt, portFrom } from '../lib/addresses.mjs';
import { closeBrowser, person } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { pushService, subscribesAt } from '../lib/push-service.mjs';
import { PHONE, activate, addInventory, requestAccess, setUp, signOut, signUp, simulate } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';

after(closeBrowser);

const ROUTER = '60:6c:63:00:00:01';
const HOME = { name: 'Mary Example', address: '12 Elm Street, Concord', email: 'mary@mail.example' };
const MARY = { name: 'Mary Example', email: 'mary@mail.example', password: 'seven bridges over cold water' };
const EVE = { name: 'Eve Example', email: 'eve@mail.example', password: 'nine herons at a green canal' };
const AT_HOME = '127.0.0.21';

test('notices on a phone', async (t) => {
  const service = await pushService(t);
  const portico = await startPortico(t, { env: { PORTICO_PUSH_SERVICES: service.origin } });
  const ada = await person(t);
  await setUp(ada, portico);
  await addInventory(ada, [ROUTER]);
  await activate(ada, ROUTER, HOME);
  await simulate(t, portico, 1, await portFrom(t, AT_HOME, portico.routerPort));
  await ada.getByText('Online', { exact: true }).first().waitFor();
  const phoneAtHome = async () => person(t, { ...PHONE, ...(await browserAt(t, AT_HOME)) });
  const [mary, eve] = [await phoneAtHome(), await phoneAtHome()];
  const phone = service.phone('mary');
  await mary.context().grantPermissions(['notifications'], { origin: portico.url });
  await subscribesAt(mary.context(), phone.subscription);
  await signUp(mary, portico, MARY);
  await mary.goto(`${portico.url}/app/set-up/wi-fi`);
  await mary.getByRole('button', { name: "I'm already connected" }).click();
  await mary.getByRole('button', { name: 'Claim this home' }).click();
  await mary.getByText('This home is yours.').waitFor();
  const account = `${portico.url}/app/account`;
  const section = mary.getByRole('region', { name: 'Notices' });
  let key;

  await t.test('they are turned on, and a first one comes', async () => {
    await mary.goto(account);
    await section.getByRole('button', { name: 'Turn on for this phone' }).waitFor();
    await look(mary, 'app-account-notices');
    key = await mary.locator('[data-push]').getAttribute('data-push');
    await section.getByRole('button', { name: 'Turn on for this phone' }).click();
    await mary.getByRole('status').getByText('This phone hears notices now.').waitFor();
    await section.getByText('This phone hears notices.').waitFor();
    await look(mary, 'app-account-notices-on');
    const first = await phone.next(key);
    assert.deepEqual([first.title, first.body, first.page], ['Portico', 'This phone hears notices now.', '/app/account']);
  });

  await t.test('who asks for access is told there, and the phone shows it', async () => {
    await signUp(eve, portico, EVE);
    await requestAccess(eve, portico);
    const notice = await phone.next(key);
    assert.deepEqual([notice.title, notice.body], ['Bar Net', `${EVE.email} asks for access to your home.`]);
    assert.match(notice.page, /^\/app\/homes\/[0-9a-f-]+\/requests\/[0-9a-f-]+$/);
    await arrives(mary, portico, notice);
    const shown = await mary.evaluate(async () =>
      (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, tag }) => ({ title, body, tag })),
    );
    assert.deepEqual(shown, [{ title: notice.title, body: notice.body, tag: notice.tag }]);
    await tapped(mary);
    await mary.waitForURL(`${portico.url}${notice.page}`);
    await mary.getByText(EVE.email).waitFor();
    await mary.getByRole('button', { name: 'Decline' }).click();
    await mary.getByText(`The request of ${EVE.email} was declined.`).waitFor();
  });

  await t.test('each kind can be done without', async () => {
    await mary.goto(account);
    await section.getByLabel('Somebody asks for access').uncheck();
    await section.getByLabel('Who has access').uncheck();
    await section.getByRole('button', { name: 'Save' }).click();
    await mary.getByRole('status').getByText('Saved.').waitFor();
    assert.equal(await section.getByLabel('Somebody asks for access').isChecked(), false);
    assert.equal(await section.getByLabel('Home offline, and online again').isChecked(), true);
    await section.getByLabel('Who has access').check();
    await section.getByRole('button', { name: 'Save' }).click();
    await mary.getByRole('status').getByText('Saved.').waitFor();
  });

  await t.test('signed out the phone hears nothing; signed in again it does, and nobody else in that browser', async () => {
    // Another phone of hers hears what this one does not.
    const other = await person(t, PHONE);
    await other.context().grantPermissions(['notifications'], { origin: portico.url });
    const tablet = service.phone('tablet');
    await subscribesAt(other.context(), tablet.subscription);
    await other.goto(account);
    await signIn(other, MARY);
    await other.goto(account);
    await other.getByRole('button', { name: 'Turn on for this phone' }).click();
    assert.equal((await tablet.next(key)).body, 'This phone hears notices now.');
    await mary.goto(account);
    await signOut(mary);
    await signIn(mary, EVE);
    await mary.goto(account);
    await section.getByRole('button', { name: 'Turn on for this phone' }).waitFor();
    await ada.getByRole('link', { name: 'Users', exact: true }).click();
    await ada.getByRole('link', { name: 'Invite Mobile User' }).click();
    const dialog = ada.getByRole('dialog', { name: 'Invite Mobile User' });
    await dialog.getByLabel('Email').fill(EVE.email);
    await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
    assert.equal((await tablet.next(key)).body, `${EVE.email} has access to your home now.`);
    assert.equal(phone.unread(), 0, 'nobody who hears is signed in there');
    await signOut(mary);
    await signIn(mary, MARY);
    await until('the phone is known again', 15_000, async () => {
      await mary.goto(account);
      return section.getByText('This phone hears notices.').isVisible();
    });
  });

  await t.test('where the browser moves its subscription to, notices follow', async () => {
    const moved = service.phone('moved');
    const [worker] = mary.context().serviceWorkers();
    await worker.evaluate(async (subscription) => {
      const event = new ExtendableEvent('pushsubscriptionchange');
      event.newSubscription = { toJSON: () => subscription };
      self.dispatchEvent(event);
    }, moved.subscription);
    // She becomes the primary user again until the phone has heard of it where it is now.
    await until('the server knows', 15_000, async () => {
      for (const { email } of [EVE, MARY]) {
        await ada.getByRole('link', { name: `Make ${email} the primary user` }).click();
        await ada.getByRole('button', { name: 'Make primary user' }).click();
        await ada.getByText(`${email} is the primary user now.`).waitFor();
      }
      return moved.unread() > 0;
    });
    assert.equal((await moved.next(key)).body, 'You are the primary user of a home now.');
  });

  await t.test('turned off it is quiet', async () => {
    await section.getByRole('button', { name: 'Turn off for this phone' }).click();
    await mary.getByRole('status').getByText('This phone hears no notices any more.').waitFor();
    await section.getByRole('button', { name: 'Turn on for this phone' }).waitFor();
    await mary.reload();
    await section.getByRole('button', { name: 'Turn on for this phone' }).waitFor();
  });

  await t.test('a browser that blocks notices, or a push service that is none, is told what to do', async () => {
    await eve.goto(account);
    // This browser has no screen to ask on, and says no for its owner.
    await eve.getByRole('button', { name: 'Turn on for this phone' }).click();
    await eve.getByText('Notices of this app are blocked on this phone.').waitFor();
    await look(eve, 'app-account-notices-blocked');
    const answer = await eve.evaluate(async () => {
      const body = new URLSearchParams({ endpoint: 'https://169.254.169.254/latest', p256dh: 'x', auth: 'y' });
      const answer = await fetch('/app/account/phones', { method: 'POST', body });
      return [answer.status, await answer.text()];
    });
    assert.equal(answer[0], 409);
    assert.match(answer[1], /push service is not one that is used here/);
  });
});

async function signIn(page, { email, password }) {
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((now) => !now.pathname.includes('sign-in'));
}

/** What the browser's vendor would hand to the worker. */
async function arrives(page, portico, notice) {
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find((it) => it.scopeURL === `${portico.url}/app` && !it.isDeleted);
      if (ours) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  await devtools.send('ServiceWorker.deliverPushMessage', { origin: portico.url, registrationId, data: JSON.stringify(notice) });
  await until('the phone shows the notice', 10_000, () =>
    page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).length > 0),
  );
}

/** Somebody taps on the notice that is shown. */
async function tapped(page) {
  const [worker] = page.context().serviceWorkers();
  await worker.evaluate(async () => {
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  });
}
