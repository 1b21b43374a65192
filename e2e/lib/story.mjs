// Steps that many journeys begin with, done as a person does them; and the two programs that stand beside a server.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { person, signIn } from './browser.mjs';
import { atEnd } from './ending.mjs';
import { mailTo } from './mailbox.mjs';
import { BINARY, ENVIRONMENT } from './portico.mjs';

/** How somebody holds the app. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export const ADA = { name: 'Ada Admin', email: 'ada@bar-net.example', password: 'amber kettle over quiet hills' };

/** Opens the link that the server printed, names the first ISP and its first Admin, and lands in the Care Portal. */
export async function setUp(page, portico, { isp = 'Bar Net', admin = ADA } = {}) {
  await page.goto(await portico.printed(/http\S+\/setup#\S+/));
  await page.getByLabel('ISP name').fill(isp);
  await page.getByLabel('Your name').fill(admin.name);
  await page.getByLabel('Email').fill(admin.email);
  await page.getByLabel('Password', { exact: true }).fill(admin.password);
  await page.getByRole('button', { name: 'Open the Care Portal' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
}

/** Opens an invitation's link, creates a password, and lands in the Care Portal. */
export async function accept(page, link, { name, password }) {
  await page.goto(link);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Create a password').fill(password);
  await page.getByRole('button', { name: 'Accept invitation' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
}

/** Accepts the three pages of terms and conditions, which come before a mobile user's first home. */
export async function agree(page, look = async () => {}) {
  for (const title of ['Subscriber terms', 'Privacy', 'Terms of use']) {
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await look(title);
    await page.getByRole('button', { name: 'Accept and continue' }).click();
  }
}

/** One of the people of a demonstration, signed in: the server prints who they are. */
export async function demoPerson(t, portico, role) {
  const line = await portico.printed(new RegExp(`^ *${role} +(\\S+@.*)$`, 'm'));
  const [, email, password] = line.match(/^(\S+) +(.+)$/);
  const page = await person(t);
  await signIn(page, portico.url, { email, password });
  return page;
}

/** Goes to a tab of the Care Portal. */
export async function tab(page, name) {
  await page.getByRole('navigation', { name: 'Care Portal' }).getByRole('link', { name }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** Types MACs into Add inventory. */
export async function addInventory(page, macs) {
  await tab(page, 'Inventory');
  await page.getByRole('link', { name: 'Add inventory' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add inventory' });
  await dialog.getByLabel('MAC addresses').fill(macs.join('\n'));
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText(macs.length === 1 ? '1 router was added.' : `${macs.length} routers were added.`).waitFor();
}

/** A table as a file that somebody picks. */
export const csv = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Uploads a file in Add inventory, and lands on what came of it. */
export async function uploadInventory(page, file) {
  await tab(page, 'Inventory');
  await page.getByRole('link', { name: 'Add inventory' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add inventory' });
  await dialog.getByLabel('CSV file').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Upload and preview' }).click();
}

/** Enables a router in the inventory for a customer, and lands on the customer's page. */
export async function activate(page, mac, { name, address, email = '', phone = '' }) {
  await tab(page, 'Inventory');
  await page.getByRole('row', { name: mac }).getByRole('link', { name: 'Enable' }).click();
  const dialog = page.getByRole('dialog', { name: 'Activate customer' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Install address').fill(address);
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByLabel('Phone').fill(phone);
  await dialog.getByRole('button', { name: 'Activate customer' }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** Runs `portico …` against the data of a running server, as its operator does in a shell; gives back what it prints. */
export async function shell(portico, ...args) {
  const { stdout } = await promisify(execFile)(BINARY, [...args, '--data', portico.data], {
    cwd: portico.data,
    env: { ...ENVIRONMENT, PORTICO_PUBLIC_URL: portico.url },
  });
  return stdout;
}

/**
 * Switches on simulated routers, 60:6c:63:00:00:01 and following, which reach the server by this port; `stop` pulls their plugs, and
 * `start` plugs them in again.
 */
export async function simulate(t, portico, homes = 1, port = portico.routerPort) {
  const state = await mkdtemp(join(tmpdir(), 'portico-homes-'));
  const server = ['--server', `https://localhost:${port}`, '--ca', join(portico.data, 'ca/ca.pem')];
  const said = [];
  let [child, exit, wanted] = [];
  function start() {
    child = spawn(BINARY, ['simulate', '--homes', String(homes), ...server, '--state', state], {
      cwd: state,
      env: ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', (line) => said.push(line));
    exit = once(child, 'exit');
    wanted = true;
  }
  async function stop() {
    wanted = false;
    child.kill('SIGTERM');
    await exit;
  }
  atEnd(t, async () => {
    const alone = wanted && child.exitCode !== null;
    await stop();
    await rm(state, { recursive: true, force: true });
    assert.ok(!alone, `the simulator ended by itself:\n${said.join('\n')}`);
  });
  start();
  return { start, stop };
}

/** Invites somebody to a home, on its tab Users. */
export async function inviteUser(page, email) {
  await page.getByRole('link', { name: 'Invite Mobile User' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite Mobile User' });
  await dialog.getByLabel('Email').fill(email);
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByText(`${email} is invited.`).waitFor();
}

/** Opens the mail of an invitation to a home, creates a password, and lands at the home. */
export async function joinHome(page, portico, { name, email, password }) {
  await page.goto((await mailTo(portico.data, email, /invites you to its app/)).links.text[0]);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Create a password').fill(password);
  await page.getByRole('button', { name: 'Accept invitation' }).click();
  await agree(page);
  await page.getByRole('heading', { name: 'Who has access' }).waitFor();
}

/** Somebody who stands at a home where others decide asks for access; `before` is done when they see whose home it is. */
export async function requestAccess(page, portico, before = async () => {}) {
  await page.goto(`${portico.url}/app/set-up/wi-fi`);
  await page.getByRole('button', { name: "I'm already connected" }).click();
  await page.getByRole('button', { name: 'Request Access' }).waitFor();
  await before();
  await page.getByRole('button', { name: 'Request Access' }).click();
  await page.getByText('You asked for access to a home of Bar Net.').waitFor();
}

/** Signs out of the portal or the app, by the menu. */
export async function signOut(page) {
  await page.locator('[popovertarget="person-menu"]').click();
  await page.locator('#person-menu').getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/sign-in/);
}

/** Somebody signs up for the app; `sent` is done when the mail is on its way, `filled` when the form is filled in, which may empty it. */
export async function signUp(page, portico, { name, email, password }, { sent, filled } = {}) {
  await page.goto(`${portico.url}/app/sign-up`);
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText(`A mail to ${email} is on its way.`).waitFor();
  await sent?.();
  const mail = await mailTo(portico.data, email, /Create your account/);
  await page.goto(mail.links.text[0]);
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await filled?.();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await agree(page);
  await page.getByRole('link', { name: 'Set up a new router' }).waitFor();
}
