// The search in the bar: as somebody types, by keyboard alone, without script, and for a Read Only person.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, person, signIn } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { ADA, accept, activate, addInventory, demoPerson, setUp, shell } from '../lib/story.mjs';

after(closeBrowser);

const MACS = ['4e:5f:02:00:00:01', '4e:5f:02:00:00:02', '4e:5f:02:00:00:03'];

/** Bar Net with two customers and a router in stock, seen by its Admin. */
async function barNet(t) {
  const portico = await startPortico(t);
  const page = await person(t);
  await setUp(page, portico);
  await addInventory(page, MACS);
  await activate(page, MACS[0], { name: 'Ana Müller', address: '12 Elm Street', email: 'ana@mail.example', phone: '+1 (603) 555-0100' });
  await activate(page, MACS[1], { name: 'Anabel Lima', address: '3 Oak Avenue' });
  return { portico, page };
}

test('any home is found while one types, by keyboard alone', async (t) => {
  const { page } = await barNet(t);
  const field = page.getByRole('combobox', { name: 'Search customers and routers' });
  const list = page.getByRole('listbox');
  const option = (name) => list.getByRole('option', { name });
  const expanded = async () => (await field.getAttribute('aria-expanded')) === 'true';

  // The slash goes to the field from anywhere, and is a slash in it.
  await page.keyboard.press('/');
  assert.ok(await field.evaluate((it) => it === document.activeElement));
  await page.keyboard.type('ana');
  await option(/Ana Müller/).waitFor();
  await option(/Anabel Lima/).waitFor();
  assert.ok(await expanded());
  assert.equal(await page.locator('#announce').textContent(), '2 found');
  await look(page, 'search-list');

  // The arrows choose, around the end and back to the field.
  const active = () => field.getAttribute('aria-activedescendant');
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), await option(/Ana Müller/).getAttribute('id'));
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), await option(/Anabel Lima/).getAttribute('id'));
  assert.equal(await option(/Anabel Lima/).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), null);
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(), 'found-all');

  // Escape closes and leaves what was typed; the arrow opens it again.
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  assert.equal(await field.inputValue(), 'ana');
  assert.ok(!(await expanded()));
  await page.keyboard.press('ArrowDown');
  await option(/Ana Müller/).waitFor();

  // Enter opens what is chosen.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ana Müller', level: 1 }).waitFor();

  // However it is spelt.
  for (const spelling of ['MULLER', 'müll', '555-0100', '603 555', 'elm ana', '4E-5F-02-00-00-01', 'ana@mail']) {
    await page.keyboard.press('/');
    await page.keyboard.type(spelling);
    await option(/Ana Müller/).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    assert.equal(await field.inputValue(), '', 'the second Escape empties the field');
    await page.locator('main').focus();
  }

  // Nobody; and Enter with nothing chosen shows the page of all results.
  await page.keyboard.press('/');
  await page.keyboard.type('nobody at all');
  await list.getByText('Nothing found for “nobody at all”').waitFor();
  await page.keyboard.press('ArrowDown');
  assert.equal(await active(), null, 'there is nothing to choose');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Search', level: 1 }).waitFor();
  await look(page, 'search-none');

  // What cannot be looked for is said in the list, and aloud.
  await page.keyboard.press('/');
  await page.keyboard.type('?!');
  await list.getByText('Type letters or digits to search for.').waitFor();
  assert.equal(await page.locator('#announce').textContent(), 'Type letters or digits to search for.');
  await look(page, 'search-list-refused');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');

  // A whole address and more, as it stands on a letter.
  await page.keyboard.type('Müller, Ana, 12 Elm Street, 603 555 0100 ana@mail.example');
  await option(/Ana Müller/).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('main').focus();

  // A router in stock leads to the inventory.
  await page.keyboard.press('/');
  await page.keyboard.type('00:03');
  await option(/4e:5f:02:00:00:03/).click();
  await page.getByRole('row', { name: MACS[2] }).waitFor();
});

test('without script it is a page', async (t) => {
  const { portico } = await barNet(t);
  const page = await person(t, { javaScriptEnabled: false });
  await signIn(page, portico.url, ADA);
  await page.getByRole('searchbox', { name: 'Search customers and routers' }).fill('555 0100');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Search', level: 1 }).waitFor();
  const hit = page.getByRole('main').getByRole('link', { name: /Ana Müller/ });
  assert.match(await hit.innerText(), /Phone:?\s+\+1 \(603\) 555-0100/);
  await hit.click();
  await page.getByRole('heading', { name: 'Ana Müller', level: 1 }).waitFor();
});

test('what is found in another ISP that one may enter names it', async (t) => {
  const { portico, page } = await barNet(t);
  await shell(portico, 'cluster', 'create', '--name', 'Bar Group');
  await shell(portico, 'isp', 'create', '--name', 'Foo Net');
  for (const isp of ['bar-net', 'foo-net']) await shell(portico, 'cluster', 'add', '--cluster', 'bar-group', '--isp', isp);
  const said = await shell(portico, 'admin', 'invite', '--cluster', 'bar-group', 'cleo@group.example');
  const cleo = await person(t);
  await accept(cleo, said.match(/http\S+\/join#\S+/)[0], { name: 'Cleo Owner', password: 'velvet anchor beyond tall grass' });
  await cleo.goto(`${portico.url}/isps/foo-net/inventory`);
  await addInventory(cleo, ['4e:5f:02:00:00:09']);
  await activate(cleo, '4e:5f:02:00:00:09', { name: 'Ana Foo', address: '7 Mill Lane' });

  const list = cleo.getByRole('listbox');
  await cleo.keyboard.press('/');
  await cleo.keyboard.type('ana');
  await list.getByRole('group', { name: 'Also found in Bar Net' }).getByRole('option', { name: /Ana Müller/ }).waitFor();
  await look(cleo, 'search-also');
  // The cluster has no homes of its own, and finds those of its ISPs.
  await cleo.goto(`${portico.url}/clusters/bar-group/overview`);
  await cleo.keyboard.press('/');
  await cleo.keyboard.type('ana');
  await list.getByRole('option', { name: /Ana Foo/ }).waitFor();
  await cleo.keyboard.press('Enter');
  await cleo.getByRole('heading', { name: 'Found in Foo Net' }).waitFor();
  await cleo.getByRole('heading', { name: 'Found in Bar Net' }).waitFor();
  await look(cleo, 'search-cluster');

  // Whoever belongs to one ISP alone finds nobody elsewhere.
  await page.keyboard.press('/');
  await page.keyboard.type('ana foo');
  await page.getByRole('listbox').getByText('Nothing found for “ana foo”').waitFor();
});

test('a page of many results, and the same for a Read Only person', async (t) => {
  const portico = await startPortico(t, { verb: 'demo', args: ['--homes', '120'] });
  const [ada, rey] = [await demoPerson(t, portico, 'Admin'), await demoPerson(t, portico, 'Read Only')];
  for (const [page, name] of [[ada, 'search-page'], [rey, 'search-read-only']]) {
    await page.getByLabel('Search customers and routers').fill('street');
    await page.keyboard.press('Enter');
    await page.getByText('found', { exact: false }).first().waitFor();
    await look(page, name);
  }
  await ada.goto(`${ada.url().split('?')[0]}?q=${'a'.repeat(101)}`);
  await ada.getByRole('alert').getByText('Type 100 characters at most.').waitFor();
  await look(ada, 'search-refused');
  await ada.goto(ada.url().split('?')[0]);
  await look(ada, 'search-start');
});
