// Spanish and English: as the browser asks, and as its reader chooses; on pages and in mails.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { startPortico } from '../lib/portico.mjs';
import { ADA, activate, addInventory, setUp } from '../lib/story.mjs';

after(closeBrowser);

test('Portico in Spanish', async (t) => {
  const portico = await startPortico(t, { args: ['--dev'] });
  const page = await person(t);
  const language = () => page.evaluate(() => document.documentElement.lang);

  await t.test('somebody chooses it in their menu, and every page is in it', async () => {
    await setUp(page, portico);
    await addInventory(page, ['4e:5f:02:00:00:01', '4e:5f:02:00:00:02']);
    await activate(page, '4e:5f:02:00:00:01', { name: 'Lucía Pérez', address: 'Calle Mayor 1' });
    await page.goto(`${portico.url}/isps/bar-net/inventory`);
    await page.getByRole('button', { name: /account and sign out/ }).click();
    await page.getByRole('button', { name: 'Español' }).click();
    await page.waitForURL(/\/inventory$/);
    assert.equal(await language(), 'es');
    for (const [path, name] of [
      ['/isps/bar-net/overview', 'es-overview'],
      ['/isps/bar-net/inventory', 'es-inventory'],
      ['/isps/bar-net/offline', 'es-offline'],
      ['/isps/bar-net/known-issues', 'es-known-issues'],
      ['/isps/bar-net/settings', 'es-settings'],
      ['/isps/bar-net/roles', 'es-roles'],
      ['/account', 'es-account'],
    ]) {
      await page.goto(portico.url + path);
      assert.equal(await language(), 'es');
      await look(page, name);
    }
    await page.goto(`${portico.url}/isps/bar-net/offline`);
    await page.getByRole('link', { name: 'Lucía Pérez' }).click();
    await look(page, 'es-customer');
  });

  await t.test('a colleague whom nobody knows yet is invited in the language of the inviter', async () => {
    await page.goto(`${portico.url}/isps/bar-net/settings?invite`);
    await page.getByRole('dialog').getByLabel('Correo').fill('uma@bar-net.example');
    await page.getByRole('dialog').getByRole('button', { name: 'Invitar', exact: true }).click();
    const mail = await mailTo(portico.data, 'uma@bar-net.example');
    assert.match(mail.text, /Bar Net/);
    assert.doesNotMatch(mail.text, /invites you/);
  });

  await t.test('a browser that asks for Spanish gets it, and may read English all the same', async () => {
    const guest = await person(t, { locale: 'es-MX' });
    await guest.goto(`${portico.url}/sign-in`);
    await guest.getByRole('button', { name: 'Iniciar sesión', exact: true }).waitFor();
    await look(guest, 'es-sign-in');
    await guest.getByRole('button', { name: 'English' }).click();
    await guest.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await guest.getByLabel('Email').fill(ADA.email);
    await guest.getByLabel('Password', { exact: true }).fill(ADA.password);
    await guest.getByRole('button', { name: 'Sign in', exact: true }).click();
    await guest.getByRole('heading', { name: 'Overview' }).waitFor();
  });
});
