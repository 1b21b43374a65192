// By keyboard alone, through the two dialogs that matter most.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { startPortico } from '../lib/portico.mjs';
import { addInventory, setUp } from '../lib/story.mjs';

after(closeBrowser);

test('by keyboard alone: a colleague is invited, a customer is activated', async (t) => {
  const portico = await startPortico(t);
  const page = await person(t);
  await setUp(page, portico);
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  const focused = (name) => page.waitForFunction(
    (name) => (document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText || '').includes(name),
    name,
  );
  /** Tabs until the focus is on something called so. */
  const tabTo = async (name) => {
    for (let tabs = 0; tabs < 60; tabs += 1) {
      await press('Tab');
      const now = await page.evaluate(() => {
        const it = document.activeElement;
        return (it.getAttribute('aria-label') ?? it.labels?.[0]?.innerText ?? it.innerText).trim();
      });
      if (now === name) return;
    }
    assert.fail(`${name} is not reached by Tab`);
  };

  await page.reload();
  await press('Tab');
  await focused('Skip to content');
  await tabTo('Settings');
  await press('Enter');
  await page.waitForURL(/settings$/);
  await tabTo('Email');
  await page.keyboard.type('uma@bar-net.example');
  await tabTo('Invite Collaborator');
  await press('Enter');
  const invite = page.getByRole('dialog', { name: 'Invite Collaborator' });
  await invite.waitFor();
  await focused('Email');
  // Escape closes, and the focus is back where it was.
  await press('Escape');
  await invite.waitFor({ state: 'hidden' });
  await focused('Invite Collaborator');
  await press('Enter');
  await invite.waitFor();
  await press('Tab');
  assert.ok(await invite.getByRole('radio', { name: /^User/ }).evaluate((it) => it === document.activeElement));
  await press('ArrowDown');
  assert.ok(await invite.getByRole('radio', { name: /^Admin/ }).isChecked());
  await tabTo('Cancel');
  await tabTo('Invite');
  await press('Enter');
  await page.getByText('uma@bar-net.example is invited.').waitFor();

  await addInventory(page, ['4e:5f:02:00:00:01']);
  await tabTo('Enable');
  await press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Activate customer' });
  await dialog.waitFor();
  await focused('Name');
  await press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await focused('Enable');
  await press('Enter');
  await dialog.waitFor();
  await page.keyboard.type('Mary Example');
  await press('Tab');
  await page.keyboard.type('12 Elm Street');
  await press('Enter');
  await page.getByRole('heading', { name: 'Mary Example', level: 1 }).waitFor();
});
