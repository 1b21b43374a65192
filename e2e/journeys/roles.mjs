// Who may do what: Admin, User and Read Only, in the page and behind it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { activate, addInventory, demoPerson, inviteUser, tab } from '../lib/story.mjs';

after(closeBrowser);

const WHY = 'Your access is Read Only. To change something, ask an Admin: Ada';

test('each role sees what it may do, and the server holds the line', async (t) => {
  const portico = await startPortico(t, { verb: 'demo', args: ['--homes', '2'] });
  const ada = await demoPerson(t, portico, 'Admin');
  const uma = await demoPerson(t, portico, 'User');
  const rey = await demoPerson(t, portico, 'Read Only');
  const isp = new URL(ada.url()).pathname.split('/').slice(0, 3).join('/');

  await t.test('the Settings tab exists only for an Admin', async () => {
    const settings = (page) => page.getByRole('link', { name: 'Settings' });
    await settings(ada).waitFor();
    for (const page of [uma, rey]) {
      assert.equal(await settings(page).count(), 0);
      const answer = await page.goto(`${portico.url}${isp}/settings`);
      assert.equal(answer.status(), 404);
      await page.getByRole('link', { name: 'Back to the Care Portal' }).click();
      await page.getByRole('heading', { name: 'Overview' }).waitFor();
    }
  });

  await t.test('a User fills the inventory and enables it, and invites nobody', async () => {
    const mac = '4e:5f:02:00:00:01';
    await addInventory(uma, [mac]);
    await activate(uma, mac, { name: 'Mary Example', address: '12 Elm Street' });
    assert.equal(await forge(uma, `${isp}/invitations`, 'email=eve%40example.com&role=admin'), 403);
    assert.equal(await forge(uma, `${isp}/settings`, 'name=Eve+Net&brand=%23000000'), 403);
  });

  await t.test('a Read Only person finds every control greyed, and reads why', async () => {
    // One router in stock, so that there is something to enable.
    await addInventory(uma, ['4e:5f:02:00:00:02']);
    await tab(rey, 'Inventory');
    await greyed(rey, 'Add inventory');
    await greyed(rey, 'Enable');
    await nothingElse(rey);
    await rey.getByRole('link', { name: 'Mary Example' }).click();
    await greyed(rey, 'Allow a new certificate');
    await nothingElse(rey);
    await uma.getByRole('link', { name: 'Mary Example' }).click();
    await uma.getByRole('link', { name: 'Users', exact: true }).click();
    for (const email of ['mary@mail.example', 'bo@mail.example']) await inviteUser(uma, email);
    await rey.getByRole('link', { name: 'Users', exact: true }).click();
    for (const name of ['Invite Mobile User', 'Invite bo@mail.example again', 'Remove bo@mail.example']) await greyed(rey, name);
    await nothingElse(rey);
    await rey.getByRole('button', { name: 'Invite bo@mail.example again' }).focus();
    await look(rey, 'users-read-only');
    for (const name of ['Overview', 'Online', 'Offline', 'Known Issues']) {
      await tab(rey, name);
      await nothingElse(rey);
    }
  });

  await t.test('and reads on about what each role may do', async () => {
    await tab(rey, 'Inventory');
    await rey.getByRole('link', { name: 'What each role may do' }).click();
    await rey.getByRole('heading', { name: 'Roles', level: 1 }).waitFor();
    const row = rey.getByRole('row', { name: 'Ability to reset Minim Score for customer account (LAN)' });
    assert.deepEqual((await row.getByRole('cell').allInnerTexts()).map((it) => it.trim()), ['Yes', 'Yes', 'No']);
    assert.equal(await rey.getByRole('row').count(), 15, 'the head, twelve rows of the table, two of its prose');
    await rey.getByRole('heading', { name: 'Read Only collaborator Your role' }).waitFor();
    await look(rey, 'roles');
    // Everybody finds it in their menu.
    await uma.getByRole('button', { name: /account and sign out/ }).click();
    await uma.getByRole('link', { name: 'Roles' }).click();
    await uma.getByRole('heading', { name: 'User collaborator Your role' }).waitFor();
    await tab(uma, 'Inventory');
  });

  await t.test('and the server refuses what the page does not offer', async () => {
    const activation = await uma.locator('a[href$="/activation"]').first().getAttribute('href');
    for (const [path, body] of [
      [`${isp}/inventory`, 'macs=4e%3A5f%3A02%3A00%3A00%3A03'],
      [activation, 'name=Eve&address=Nowhere'],
      [`${isp}/invitations`, 'email=eve%40example.com&role=admin'],
      [`${isp}/settings`, 'name=Eve+Net&brand=%23000000'],
    ]) {
      assert.equal(await forge(rey, path, body), 403, path);
    }
    await tab(rey, 'Inventory');
    assert.equal(await rey.getByText('4e:5f:02:00:00:03').count(), 0, 'nothing was changed');
    assert.equal((await rey.goto(`${portico.url}${activation}`)).status(), 403);
  });
});

/** Posts a form that no page offers, from within the page: same origin, own session. */
function forge(page, path, body) {
  return page.evaluate(async ([path, body]) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return (await fetch(path, { method: 'POST', headers, body })).status;
  }, [path, body]);
}

/** The control is there and reached by Tab; focused, it says why and who could help; pressed, it does nothing. */
async function greyed(page, name) {
  const control = page.getByRole('button', { name, disabled: true }).first();
  await control.waitFor();
  for (let tabs = 0; !(await control.evaluate((it) => it === document.activeElement)); tabs += 1) {
    assert.ok(tabs < 100, `${name} is reached by Tab`);
    await page.keyboard.press('Tab');
  }
  const why = page.getByRole('tooltip').filter({ hasText: WHY });
  await why.waitFor();
  assert.equal(await control.getAttribute('aria-describedby'), await why.getAttribute('id'));
  const before = page.url();
  await page.keyboard.press('Enter');
  await why.waitFor();
  assert.equal(page.url(), before);
  await page.keyboard.press('Escape');
}

/** Nothing else on the page can be pressed or filled in, but what only shows: copies, the pages of a list, a search. */
async function nothingElse(page) {
  const left = await page.locator('main').evaluate((main) =>
    [...main.querySelectorAll('button, a.button, input, select, textarea')]
      .filter((it) => it.checkVisibility() && it.getAttribute('aria-disabled') !== 'true')
      .filter((it) => !it.matches('[data-copy], [data-dismiss], [download], [rel=prev], [rel=next], form[method=get] *'))
      .map((it) => it.outerHTML),
  );
  assert.deepEqual(left, [], page.url());
}
