// Known Issues, as an Admin, a User and a Read Only person: the list, an issue, what is done about it, an outage.
import assert from 'node:assert/strict';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { closeBrowser } from '../lib/browser.mjs';
import { troubleForAWhile } from '../lib/clockwork.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { demoPerson, tab } from '../lib/story.mjs';

after(closeBrowser);

test('an issue is found, read, acknowledged, snoozed and resolved', async (t) => {
  const temporary = await mkdtemp(join(tmpdir(), 'portico-'));
  const portico = await startPortico(t, { verb: 'demo', args: ['--homes', '24'], env: { TMPDIR: temporary } });
  const ada = await demoPerson(t, portico, 'Admin');
  const [folder] = await readdir(temporary);
  await troubleForAWhile(join(temporary, folder, 'data'));

  await tab(ada, 'Known Issues');
  await ada.getByText('Processor at 97 % on average').waitFor();
  await look(ada, 'known-issues');
  await ada.getByLabel('Issue', { exact: true }).selectOption('high-cpu');
  await ada.getByRole('button', { name: 'Show' }).click();
  await ada.waitForURL(/kind=high-cpu/);
  assert.equal(await ada.locator('tbody tr').count(), 1);

  // In a dialog, without leaving the list.
  await ada.getByRole('link', { name: 'Acknowledge' }).click();
  const dialog = ada.getByRole('dialog', { name: 'Acknowledge' });
  await dialog.getByLabel('Note').fill('Called, they restart it tonight');
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await ada.getByText('Acknowledged.', { exact: false }).first().waitFor();
  assert.match(ada.url(), /kind=high-cpu/, 'back in the same list');
  await ada.getByText('Called, they restart it tonight').waitFor();

  await ada.getByRole('link', { name: 'High CPU', exact: true }).click();
  await ada.getByRole('heading', { name: 'High CPU', level: 1 }).waitFor();
  await look(ada, 'known-issue');
  await ada.getByRole('link', { name: 'Resolve' }).click();
  const resolve = ada.getByRole('dialog', { name: 'Resolve' });
  await resolve.getByLabel('Note').fill('New power supply');
  await resolve.getByRole('button', { name: 'Resolve' }).click();
  await ada.getByText('New power supply', { exact: false }).first().waitFor();

  // As a User, by the page that stands alone.
  const uma = await demoPerson(t, portico, 'User');
  await tab(uma, 'Known Issues');
  await uma.goto(await uma.getByRole('link', { name: 'Snooze' }).first().evaluate((link) => link.href));
  await look(uma, 'issue-snooze');
  await uma.getByLabel('For how long').selectOption('24');
  await uma.getByRole('button', { name: 'Snooze' }).click();
  await uma.getByText('Snoozed.', { exact: false }).waitFor();

  // The outage is one line, and its homes are behind it.
  await uma.getByRole('link', { name: /fell silent together/ }).click();
  await uma.getByRole('heading', { name: 'Outage', level: 1 }).waitFor();
  assert.equal(await uma.locator('tbody tr').count(), 6);
  await look(uma, 'outage');

  // Its homes are told so, and where nothing else is wrong that is no empty list.
  await uma.locator('tbody a[href*="/customers/"]').first().click();
  await uma.getByText('Look upstream first').waitFor();
  await look(uma, 'customer-outage');
  await uma.getByRole('link', { name: 'Show the outage' }).click();
  await uma.getByRole('heading', { name: 'Outage', level: 1 }).waitFor();
  await tab(uma, 'Known Issues');
  await uma.getByLabel('Issue', { exact: true }).selectOption('offline');
  await uma.getByLabel('State', { exact: true }).selectOption('acknowledged');
  await uma.getByRole('button', { name: 'Show' }).click();
  await uma.getByText('6 homes are in the outage above. No other issue matches.').waitFor();
  await look(uma, 'known-issues-outage');

  const rey = await demoPerson(t, portico, 'Read Only');
  await look(rey, 'overview-issues');
  await tab(rey, 'Known Issues');
  const greyed = rey.getByRole('button', { name: 'Acknowledge' }).first();
  assert.equal(await greyed.getAttribute('aria-disabled'), 'true');
  await greyed.focus();
  await look(rey, 'known-issues-read-only');
  await rey.locator('tbody a[href*="/customers/"]').first().click();
  await rey.getByRole('heading', { name: 'Known Issues', level: 2 }).waitFor();
  await look(rey, 'customer-issues');
});
