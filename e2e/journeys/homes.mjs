// Pages of homes that report over the real protocol, looked at by an Admin and by a Read Only person.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser } from '../lib/browser.mjs';
import { look } from '../lib/look.mjs';
import { startPortico } from '../lib/portico.mjs';
import { demoPerson } from '../lib/story.mjs';
import { until } from '../lib/until.mjs';

after(closeBrowser);

test('pages of homes that report, and the same for a Read Only person', async (t) => {
  const portico = await startPortico(t, { verb: 'demo', args: ['--homes', '40'] });
  const [ada, rey] = [await demoPerson(t, portico, 'Admin'), await demoPerson(t, portico, 'Read Only')];
  const isp = new URL(ada.url()).pathname.split('/').slice(0, 3).join('/');

  // One of the homes complains that it finds no DNS.
  await ada.goto(`${portico.url}${isp}/inventory`);
  const homes = await ada.locator('a[href*="/customers/"]').evaluateAll((links) => links.map((link) => link.href));
  const troubled = await until('a home reports that it has no DNS', 60_000, async () => {
    for (const home of homes) {
      const text = await (await ada.request.get(home)).text();
      if (text.includes('No DNS') && text.includes('Wi-Fi')) return home;
    }
    return null;
  });
  await ada.goto(troubled);
  await look(ada, 'customer');

  // What is opened, scrolled and focused stays so when the page brings itself up to date.
  const days = ada.locator('details', { has: ada.locator('summary', { hasText: 'Day by day' }) });
  await days.locator('summary').click();
  await days.getByRole('region').focus();
  const old = await days.elementHandle();
  // Every home of the ISP is in another time zone from now on.
  const moved = { form: { timezone: 'Asia/Tokyo' }, headers: { origin: portico.url } };
  assert.ok((await ada.request.post(`${portico.url}${isp}/settings/support`, moved)).ok());
  await until('the page brings itself up to date', 30_000, () => old.evaluate((it) => !it.isConnected));
  assert.ok(await days.evaluate((it) => it.open), 'still open');
  assert.equal(await ada.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Day by day');

  for (const name of ['online', 'overview']) {
    await ada.goto(`${portico.url}${isp}/${name}`);
    await look(ada, `${name}-demo`);
  }
  await rey.goto(`${portico.url}${isp}/inventory`);
  await rey.getByRole('button', { name: 'Add inventory' }).focus();
  await look(rey, 'inventory-read-only');
  await rey.goto(troubled);
  await look(rey, 'customer-read-only');
});
