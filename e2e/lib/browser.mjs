// A person at a browser. Each has their own cookies; whatever the browser complains of fails the journey.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { atEnd } from './ending.mjs';

const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A camera that shows moving circles, given to pages of whoever has allowed it.
  '--use-fake-device-for-media-stream',
  // Chromium's sandbox refuses to be root's.
  ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
];

let browser;

/**
 * A page of somebody's own, closed after the test `t`. Errors on the console (a blocked script, a failed module), uncaught
 * exceptions and requests that leave this machine fail the test.
 *
 * @param {import('node:test').TestContext} t
 * @param {import('playwright-core').BrowserContextOptions} options
 */
export async function person(t, options = {}) {
  browser ??= chromium.launch({ executablePath: process.env.PORTICO_CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  const context = await (await browser).newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(15_000);
  const complaints = [];
  context.on('weberror', (error) => complaints.push(error.error().message));
  context.on('console', (message) => {
    // A page that answers 403 or 404 on purpose is logged as an error too; the journey looks at the page for that.
    const expected = /^Failed to load resource: the server responded with a status of 4/.test(message.text());
    if (message.type() === 'error' && !expected) complaints.push(message.text());
  });
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const ours = ['localhost', '127.0.0.1'].includes(hostname) || ['data:', 'blob:', 'about:'].includes(protocol);
    if (!ours) complaints.push(`asked for ${request.url()}`);
  });
  atEnd(t, async () => {
    await context.close();
    assert.deepEqual(complaints, [], 'the browser complained');
  });
  const page = await context.newPage();
  return Object.assign(page, { complaints });
}

/** Signs in by the form, and waits until the portal is there. */
export async function signIn(page, url, { email, password }) {
  await page.goto(url);
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  const form = page.url();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((now) => now.href !== form);
}

/** Closes the browser; a test file calls it once, in `after`. */
export async function closeBrowser() {
  await (await browser)?.close();
  browser = undefined;
}
