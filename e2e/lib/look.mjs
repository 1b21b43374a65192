// Looking at a page as a designer and as somebody with a screen reader would.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SHOTS = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'shots');
const WIDTHS = [360, 768, 1440];
const SCHEMES = ['light', 'dark'];

/** Fails with a readable list when the page breaks a rule of WCAG 2.2 AA, as far as a program can tell. */
export async function accessible(page, name = page.url()) {
  // Evaluated by the debugger and not as a script element: the page's own policy stays as strict as it is.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (rules) => globalThis.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }),
    RULES,
  );
  const list = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}\n    at ${target.join(' ')}\n    ${failureSummary}`),
  );
  assert.equal(list.length, 0, `${name} is not accessible:\n${list.join('\n')}`);
}

/**
 * The whole look at a page: light and dark, phone to wide screen. Each must not scroll sideways, and is kept as
 * target/shots/NAME-SCHEME-WIDTH.png. axe, which takes the longest, looks at every width and at both schemes, but at every
 * other of the six: which half it begins with depends on the name. Afterwards the page is as wide as before.
 */
export async function look(page, name) {
  mkdirSync(SHOTS, { recursive: true });
  const before = page.viewportSize();
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const where = `${name}, ${colorScheme}, ${width} px wide`;
      const turn = SCHEMES.indexOf(colorScheme) + WIDTHS.indexOf(width) + name.length;
      if (turn % 2 === 0) await accessible(page, where);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${where}: scrolls sideways, its content is ${wide} px wide`);
      await page.screenshot({
        path: join(SHOTS, `${name}-${colorScheme}-${width}.png`),
        fullPage: true,
        animations: 'disabled',
      });
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(before);
}
