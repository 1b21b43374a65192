// Several ISPs under one owner: the operator makes a cluster, its Admin sees the ISPs side by side and works in each, and an ISP
// shows who has access through it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { mailTo } from '../lib/mailbox.mjs';
import { startPortico } from '../lib/portico.mjs';
import { accept, activate, addInventory, setUp, shell, tab } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';

after(closeBrowser);

const CLEO = { name: 'Cleo Owner', email: 'cleo@group.example', password: 'velvet anchor beyond tall grass' };
const UMA = { name: 'Uma User', email: 'uma@group.example', password: 'copper lantern under slow rain' };

test('a cluster: its ISPs side by side, its people in each of them, and out again', async (t) => {
  const portico = await startPortico(t);
  const ada = await person(t);
  await setUp(ada, portico);
  const cleo = await person(t);
  const row = (page, name) => page.getByRole('row', { name });

  await t.test('the operator makes a cluster and invites its Admin', async () => {
    assert.match(await shell(portico, 'cluster', 'create', '--name', 'Bar Group'), /Created the cluster Bar Group/);
    const said = await shell(portico, 'admin', 'invite', '--cluster', 'bar-group', CLEO.email);
    await accept(cleo, said.match(/http\S+\/join#\S+/)[0], CLEO);
    assert.equal(new URL(cleo.url()).pathname, '/clusters/bar-group/overview');
    await cleo.getByRole('heading', { name: 'No ISPs yet' }).waitFor();
    await look(cleo, 'cluster-empty');
  });

  await t.test('ISPs are put into it, and stand side by side', async () => {
    await shell(portico, 'isp', 'create', '--name', 'Foo Net & Söhne');
    for (const isp of ['bar-net', 'foo-net-sohne']) {
      await shell(portico, 'cluster', 'add', '--cluster', 'bar-group', '--isp', isp);
    }
    await cleo.reload();
    for (const name of ['Bar Net', 'Foo Net & Söhne']) await row(cleo, name).waitFor();
    await look(cleo, 'cluster-overview');
  });

  await t.test('the open page follows what happens at an ISP', async () => {
    await addInventory(ada, ['4e:5f:02:00:00:01', '4e:5f:02:00:00:02']);
    await activate(ada, '4e:5f:02:00:00:01', { name: 'Mary Example', address: '12 Elm Street' });
    // Online, offline, in stock, collaborators, open invitations.
    await until('the numbers are those of now', 15_000, async () => {
      const cells = await row(cleo, 'Bar Net').getByRole('cell').allInnerTexts();
      return cells.slice(0, 5).map((it) => it.trim()).join(' ') === '0 1 1 1 0';
    });
  });

  await t.test('its Admin works in an ISP of which nobody made them a collaborator', async () => {
    await row(cleo, 'Bar Net').getByRole('link', { name: 'Bar Net' }).click();
    await cleo.getByText('Mary Example').first().waitFor();
    await addInventory(cleo, ['4e:5f:02:00:00:03']);
    await cleo.getByRole('button', { name: /switch ISP/ }).click();
    await cleo.getByRole('link', { name: 'Bar Group' }).waitFor();
    await look(cleo, 'cluster-switcher');
    await cleo.getByRole('link', { name: 'Foo Net & Söhne' }).click();
    await cleo.getByRole('heading', { name: 'First steps' }).waitFor();
  });

  const uma = await person(t);
  await t.test('whom the cluster invites is in each of its ISPs', async () => {
    await cleo.goto(`${portico.url}/clusters/bar-group/settings`);
    await cleo.getByLabel('Cluster name').waitFor();
    await cleo.getByRole('textbox', { name: 'Email' }).fill(UMA.email);
    await cleo.getByRole('button', { name: 'Invite Collaborator' }).click();
    await cleo.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
    await cleo.getByText(`${UMA.email} is invited.`).waitFor();
    const mail = await mailTo(portico.data, UMA.email, /^Bar Group invites you/);
    await accept(uma, mail.links.text[0], UMA);
    await uma.getByRole('link', { name: 'Bar Net' }).first().waitFor();
    assert.equal(await uma.getByRole('link', { name: 'Settings' }).count(), 0);
    await look(uma, 'cluster-overview-user');
    await uma.goto(`${portico.url}/isps/bar-net/inventory`);
    await uma.getByRole('link', { name: 'Add inventory' }).first().waitFor();
    await row(cleo, UMA.email).getByText(UMA.name).waitFor();
    await look(cleo, 'cluster-settings');
  });

  await t.test('an ISP shows who has access through the cluster', async () => {
    await tab(ada, 'Settings');
    const through = ada.getByRole('region', { name: 'Access through the cluster Bar Group' });
    for (const { email } of [CLEO, UMA]) await through.getByRole('row', { name: email }).waitFor();
    assert.equal(await through.getByRole('button').count(), 0, 'nothing can be changed here');
    await look(ada, 'settings-through-cluster');
  });

  await t.test('the page of roles is the same at a cluster', async () => {
    await cleo.goto(`${portico.url}/clusters/bar-group/roles`);
    await cleo.getByRole('heading', { name: 'Admin collaborator Your role' }).waitFor();
    await look(cleo, 'cluster-roles');
  });

  await t.test('an ISP that is taken out takes them out', async () => {
    await shell(portico, 'cluster', 'remove', '--isp', 'bar-net');
    assert.equal((await uma.goto(`${portico.url}/isps/bar-net/inventory`)).status(), 404);
    await uma.goto(`${portico.url}/clusters/bar-group/overview`);
    await row(uma, 'Foo Net & Söhne').waitFor();
    assert.equal(await row(uma, 'Bar Net').count(), 0);
    await ada.reload();
    assert.equal(await ada.getByText('Access through the cluster').count(), 0);
  });
});
