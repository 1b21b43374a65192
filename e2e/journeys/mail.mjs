// An invitation's mail that does not go, and one mailbox that gets no more of them: told where the Admin looks.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { freePort, startPortico } from '../lib/portico.mjs';
import { setUp, tab } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';

after(closeBrowser);

const BO = 'bo@bar-net.example';

test('what becomes of a mail', async (t) => {
  // Nobody listens there.
  const smtp = { HOST: '127.0.0.1', PORT: String(await freePort()), SECURITY: 'none', FROM: 'Portico <portico@bar-net.example>' };
  const env = Object.fromEntries(Object.entries(smtp).map(([name, value]) => [`PORTICO_SMTP_${name}`, value]));
  const portico = await startPortico(t, { env });
  const ada = await person(t);
  await setUp(ada, portico);
  const invite = async () => {
    await ada.locator('#new-email').fill(BO);
    await ada.getByRole('button', { name: 'Invite Collaborator' }).click();
    await ada.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
  };
  const row = ada.getByRole('row').filter({ hasText: BO });

  await t.test('the row says that it did not go, why, and what happens next', async () => {
    await tab(ada, 'Settings');
    await invite();
    await row.getByText('Invitation Pending').waitFor();
    const why = row.getByText('The mail has not gone out yet: the mail server cannot be reached. It is tried again.');
    await until('the first attempt has failed', 15_000, async () => {
      await ada.reload();
      return (await why.count()) > 0;
    });
    await look(ada, 'mail-waits');
  });

  await t.test('whoever is invited already is invited again by the envelope', async () => {
    await invite();
    await ada.getByRole('dialog').getByText('choose the envelope in their row').waitFor();
    await ada.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  });

  await t.test('after five mails in an hour the envelope says so, and still makes a link', async () => {
    const again = async () => {
      await row.getByRole('link', { name: `Invite ${BO} again` }).click();
      await ada.getByRole('dialog').getByRole('button', { name: 'Re-invite' }).click();
    };
    for (let mail = 2; mail <= 5; mail += 1) {
      await again();
      await ada.getByText(`${BO} is invited.`).waitFor();
    }
    await again();
    await ada.getByRole('alert').getByText('This address was sent as many mails as it may get within an hour.').waitFor();
    await look(ada, 'mail-too-many');
    await ada.getByRole('button', { name: 'Generate Invitation' }).click();
    await ada.getByRole('heading', { name: 'New invitation link' }).first().waitFor();
    await tab(ada, 'Settings');
    await row.getByText('Invitation Pending').waitFor();
    assert.equal(await row.getByText('The mail has not gone out yet').count(), 0, 'no mail belongs to the link');
  });
});
