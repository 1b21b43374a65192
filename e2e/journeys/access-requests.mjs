// Somebody who lives with a subscriber: signing up in the app, Set up a new router, Request Access; the primary user approves by the mail
// and declines in the app; staff see it, and remove again. Several homes behind one address, none, and a label that two people scan.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { browserAt, portFrom } from '../lib/addresses.mjs';
import { closeBrowser, person, signIn } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { startPortico } from '../lib/portico.mjs';
import { PHONE, activate, addInventory, setUp, signUp, simulate, tab } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';

after(closeBrowser);

const ROUTERS = ['60:6c:63:00:00:01', '60:6c:63:00:00:02', '60:6c:63:00:00:03'];
const HOME = { name: 'Mary Example', address: '12 Elm Street, Concord', email: 'mary@mail.example' };
const MARY = { name: 'Mary Example', email: 'mary@mail.example', password: 'seven bridges over cold water' };
const EVE = { name: 'Eve Example', email: 'eve@mail.example', password: 'nine herons at a green canal' };
const MAX = { name: 'Max', email: 'max@mail.example', password: 'cold lanterns in the long grass' };
const KIM = { name: 'Kim Example', email: 'kim@mail.example', password: 'paper boats on the slow river' };
const [AT_HOME, AWAY] = ['127.0.0.21', '127.0.0.99'];

test('from signing up to a home, by asking', async (t) => {
  const portico = await startPortico(t);
  const ada = await person(t);
  await setUp(ada, portico);
  await addInventory(ada, ROUTERS);
  await activate(ada, ROUTERS[0], HOME);
  const users = `${ada.url()}/users`;
  const routers = await portFrom(t, AT_HOME, portico.routerPort);
  const first = await simulate(t, portico, 1, routers);
  await ada.getByText('Online', { exact: true }).first().waitFor();
  const mary = await person(t, { ...PHONE, ...(await browserAt(t, AT_HOME)) });
  const eve = await person(t, { ...PHONE, ...(await browserAt(t, AT_HOME)) });
  const kim = await person(t, { ...PHONE, ...(await browserAt(t, AWAY)) });

  await t.test('the customer signs up, and claims the home where they stand', async () => {
    await mary.goto(`${portico.url}/app`);
    await mary.getByRole('link', { name: 'Sign up' }).click();
    await look(mary, 'app-sign-up');
    await mary.getByLabel('Email').fill('mary@');
    await mary.locator('form[action="/app/sign-up"]').evaluate((form) => (form.noValidate = true));
    await mary.getByRole('button', { name: 'Continue' }).click();
    await mary.getByText('This is not an email address.').waitFor();
    await signUp(mary, portico, MARY, {
      sent: () => look(mary, 'app-sign-up-sent'),
      filled: () => look(mary, 'app-create-account'),
    });
    await mary.getByRole('heading', { name: 'No home yet' }).waitFor();
    await look(mary, 'app-front-empty');
    await toWifi(mary, 'app-set-up');
    await mary.getByRole('button', { name: "I'm already connected" }).click();
    await mary.getByRole('heading', { name: 'This router is yours' }).waitFor();
    await look(mary, 'app-claim');
    await mary.getByRole('button', { name: 'Claim this home' }).click();
    await mary.getByText('This home is yours. You are its primary user.').waitFor();
    await mary.getByText(HOME.address).waitFor();
  });

  await t.test('who is elsewhere is told what to try', async () => {
    await signUp(kim, portico, KIM);
    await toWifi(kim);
    await kim.getByRole('button', { name: "I'm already connected" }).click();
    await kim.getByText('We see no router where you are.').waitFor();
    await look(kim, 'app-set-up-nowhere');
  });

  await t.test('somebody at the home requests access', async () => {
    await signUp(eve, portico, EVE);
    await toWifi(eve);
    await eve.getByRole('button', { name: "I'm already connected" }).click();
    await eve.getByRole('heading', { name: 'This router has already been claimed' }).waitFor();
    await look(eve, 'app-claimed');
    await eve.getByRole('button', { name: 'Request Access' }).click();
    await eve.getByText('You asked for access to a home of Bar Net.').waitFor();
    await eve.getByText('Waiting', { exact: true }).waitFor();
    await look(eve, 'app-front-waiting');
    // The primary user's page shows it by itself.
    await mary.getByRole('heading', { name: 'Access requests' }).waitFor();
    await look(mary, 'app-home-request');
    await ada.goto(users);
    await ada.getByRole('row', { name: EVE.email }).getByText('The primary user decides').waitFor();
    await look(ada, 'users-requests');
  });

  await t.test('the mail leads to the page where it is approved', async () => {
    const mail = await mailTo(portico.data, MARY.email, /asks for access/);
    const [link] = mail.links.text;
    assert.deepEqual(mail.links.html.filter((it) => it === link), [link]);
    await eve.goto(link);
    await eve.getByText('There is nothing here').or(eve.getByRole('link', { name: 'Back to your homes' })).first().waitFor();
    await mary.goto(link);
    await mary.getByText(EVE.email).waitFor();
    await look(mary, 'app-access-request');
    await mary.getByRole('button', { name: 'Approve' }).click();
    await mary.getByText(`${EVE.email} has access now.`).waitFor();
    const told = await mailTo(portico.data, EVE.email, /You have access to a home/);
    await eve.goto(told.links.text[0]);
    await eve.getByText(HOME.address).waitFor();
    assert.equal(await eve.getByRole('heading', { name: 'Access requests' }).count(), 0);
    await mary.goto(link);
    await mary.getByText('That request was decided, taken back or has expired.').waitFor();
  });

  await t.test('several homes behind one address: the Wi-Fi tells, and the request is declined in the app', async () => {
    await first.stop();
    await activate(ada, ROUTERS[1], { name: 'Oak Home', address: '7 Oak Street' });
    await simulate(t, portico, 2, routers);
    await ada.goto(users.replace('/users', ''));
    const wifi = await until('the Wi-Fi is known', 60_000, async () => {
      await ada.reload();
      return (await ada.locator('section:has(h2:text-is("Wi-Fi")) dt').allTextContents())[0];
    });
    const max = await person(t, { ...PHONE, ...(await browserAt(t, AT_HOME)) });
    await signUp(max, portico, MAX);
    await toWifi(max);
    await max.getByRole('button', { name: "I'm already connected" }).click();
    await max.getByLabel('Wi-Fi name').fill('Somebody else');
    await look(max, 'app-set-up-network');
    await max.getByRole('button', { name: "I'm already connected" }).click();
    await max.getByText('No single router here has a Wi-Fi of this name.').waitFor();
    await max.getByLabel('Wi-Fi name').fill(wifi);
    await max.getByRole('button', { name: "I'm already connected" }).click();
    await max.getByRole('button', { name: 'Request Access' }).click();
    await max.getByText('Waiting', { exact: true }).waitFor();
    await mary.getByRole('link', { name: MAX.email }).click();
    await mary.getByRole('button', { name: 'Decline' }).click();
    await mary.getByText(`The request of ${MAX.email} was declined.`).waitFor();
    await mailTo(portico.data, MAX.email, /was declined/);
    await max.reload();
    await max.getByText('Declined', { exact: true }).waitFor();
    await look(max, 'app-front-declined');
  });

  let label;
  let photo;
  await t.test('a label is printed, photographed and claimed', async () => {
    await activate(ada, ROUTERS[2], { name: 'Birch Home', address: '3 Birch Street' });
    await tab(ada, 'Inventory');
    await ada.getByRole('link', { name: 'Print labels' }).click();
    await ada.getByRole('heading', { name: 'Print labels' }).waitFor();
    await look(ada, 'labels');
    await ada.getByLabel(ROUTERS[2]).check();
    await ada.getByRole('button', { name: 'Print the labels' }).click();
    const square = ada.getByRole('img', { name: `QR code for ${ROUTERS[2]}` });
    await square.waitFor();
    await look(ada, 'label-sheet');
    label = `${portico.url}/app/claim#${await ada.locator('.label-code').innerText()}`;
    // As large as on a phone's photo.
    await ada.evaluate(() => (document.body.style.zoom = 3));
    photo = await ada.locator('.label').screenshot({ type: 'jpeg', quality: 70 });
    await ada.getByRole('link', { name: 'Inventory' }).click();
    await kim.goto(`${portico.url}/app/set-up`);
    await kim.getByRole('link', { name: 'Yes' }).click();
    await look(kim, 'app-set-up-code');
    const file = (buffer) => kim.getByLabel('Photo of the code').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
    await file(Buffer.from('no photo'));
    await kim.getByRole('button', { name: 'Read the code' }).click();
    await kim.getByText('This is no photo that can be read here.').waitFor();
    await file(photo);
    await kim.getByRole('button', { name: 'Read the code' }).click();
    await kim.getByRole('button', { name: 'Claim this home' }).waitFor();
    await look(kim, 'app-claim-label');
  });

  const max = await person(t, PHONE);
  await t.test('a phone that reads codes itself sends no photo', async () => {
    // Chromium has no such reader on this system: this one finds two codes on the box, as a phone may.
    await max.addInitScript((label) => {
      globalThis.BarcodeDetector = class {
        static looks = 0;
        static getSupportedFormats = async () => ['qr_code'];
        async detect(picture) {
          const codes = ['WIFI:T:WPA;S:Birch;P:swordfish;;', label];
          // The camera's third picture is sharp.
          const sharp = picture instanceof HTMLVideoElement && picture.videoWidth > 100 && (this.constructor.looks += 1) > 2;
          const photo = picture instanceof ImageBitmap && picture.width > 100;
          return sharp || photo ? codes.map((rawValue) => ({ rawValue })) : [];
        }
      };
    }, label);
    const sent = [];
    max.on('request', (request) => request.method() === 'POST' && sent.push(request));
    // Whoever is not signed in does that first.
    await max.goto(label);
    await max.getByText('Then scan the code again.').waitFor();
    await look(max, 'app-sign-in-first');
    await max.getByRole('link', { name: 'Sign in', exact: true }).click();
    await signIn(max, max.url(), MAX);
    await max.getByLabel('Photo of the code').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo });
    await max.getByRole('button', { name: 'Claim this home' }).waitFor();
    assert.deepEqual(sent.map((it) => new URL(it.url()).pathname), ['/app/sign-in', '/app/claim']);
    assert.equal(sent[1].headers()['content-type'], 'application/x-www-form-urlencoded');
    assert.equal(new URLSearchParams(sent[1].postData()).get('token'), label);
  });

  await t.test('the camera looks for the code by itself, once it may', async () => {
    await max.goto(`${portico.url}/app/set-up/code`);
    await max.getByRole('button', { name: 'Scan with the camera' }).click();
    await max.getByText('The camera cannot be used here.').waitFor();
    await look(max, 'app-camera-blocked');
    await max.context().grantPermissions(['camera']);
    const posted = max.waitForRequest((request) => request.method() === 'POST');
    await max.getByRole('button', { name: 'Scan with the camera' }).click();
    await max.getByLabel('What the camera sees').waitFor();
    assert.equal(new URLSearchParams((await posted).postData()).get('token'), label);
    await max.getByRole('button', { name: 'Claim this home' }).waitFor();
    await max.context().clearPermissions();
  });

  await t.test('of two who scanned it one is first, and the other is told', async () => {
    await kim.getByRole('button', { name: 'Claim this home' }).click();
    await kim.getByText('3 Birch Street').waitFor();
    await kim.getByText('Primary user', { exact: true }).waitFor();
    await max.getByRole('button', { name: 'Claim this home' }).click();
    await max.getByRole('heading', { name: 'This router has already been claimed' }).waitFor();
    await look(max, 'app-claimed-label');
    await max.getByRole('link', { name: 'Connect to the router' }).click();
    await max.getByRole('button', { name: "I'm already connected" }).waitFor();
  });

  await t.test('the ISP publishes its own privacy page, which asks again', async () => {
    await tab(ada, 'Settings');
    await ada.getByRole('link', { name: /Terms and conditions/ }).click();
    await ada.getByRole('heading', { name: 'Terms and conditions' }).waitFor();
    await look(ada, 'settings-agreements');
    const form = ada.getByRole('form', { name: 'Privacy' });
    await form.getByLabel('Your own text').fill('# What we keep\n\nLess than *you* think. <script>alert(1)</script> [Ask us](https://bar-net.example)');
    await form.getByRole('button', { name: 'Publish' }).click();
    await ada.getByText('Published. Mobile users accept it when they come next.').waitFor();
    await mary.goto(`${portico.url}/app`);
    await mary.getByRole('heading', { name: 'What we keep' }).waitFor();
    await mary.getByText('<script>alert(1)</script>').waitFor();
    await look(mary, 'app-agreement-own');
    await mary.getByRole('button', { name: 'Accept and continue' }).click();
    await mary.getByText(HOME.address).waitFor();
    await mary.getByRole('link', { name: 'Terms and conditions' }).click();
    await look(mary, 'app-agreements');
  });

  await t.test('staff remove somebody again, and their page says so', async () => {
    await eve.getByText(HOME.address).waitFor();
    await ada.goto(users);
    await ada.getByRole('row', { name: EVE.email }).getByRole('link', { name: `Remove ${EVE.email}` }).click();
    await ada.getByRole('button', { name: 'Remove user' }).click();
    await ada.getByText(`${EVE.email} has no access to this home any more.`).waitFor();
    await until('the page knows', 15_000, async () => (await eve.getByText(HOME.address).count()) === 0 || (await eve.getByText('Your access changed.').isVisible()));
  });
});

/** The seed's way to the page where one says that one is connected. */
async function toWifi(page, shot) {
  await page.getByRole('link', { name: 'Set up a new router' }).click();
  await page.getByText('Do you have a QR code?').waitFor();
  if (shot) await look(page, `${shot}-question`);
  await page.getByRole('link', { name: 'No', exact: true }).click();
  if (shot) await look(page, `${shot}-router`);
  await page.getByRole('link', { name: 'Next', exact: true }).click();
  await page.getByRole('heading', { name: 'Connect to the router' }).waitFor();
  if (shot) await look(page, `${shot}-wifi`);
}
