// Runs the browser journeys: `node e2e/run.mjs [NAME…]`, two files at a time, and ends with one line that counts them.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const journeys = join(here, 'journeys');
const found = existsSync(journeys) ? readdirSync(journeys).filter((name) => name.endsWith('.mjs')).sort() : [];
// The helpers prove themselves first: a journey means nothing if axe cannot find a fault.
const all = [join(here, 'lib/selftest.mjs'), ...found.map((name) => join(journeys, name))];
const names = process.argv.slice(2);
const files = names.length ? all.filter((file) => names.some((name) => file.includes(name))) : all;
if (files.length === 0) {
  console.error(`no journey is named ${names.join(' or ')}`);
  process.exit(2);
}

// The runner's own totals: it says "pass 3" once, when it is done.
const totals = {};
const events = run({ files, concurrency: 2, timeout: 300_000 });
events.on('test:diagnostic', ({ nesting, message }) => {
  const [, what, number] = message.match(/^(tests|pass|fail|cancelled|skipped|todo) (\d+)$/) ?? [];
  if (nesting === 0 && what) totals[what] = Number(number);
});
events.compose(new spec()).pipe(process.stdout);
events.on('end', () => {
  // On the next turn, when the reporter has printed all it has.
  setImmediate(() => {
    const { pass = 0, tests = 0 } = totals;
    // What was cancelled, skipped or left for later has not passed.
    process.stdout.write(`journeys: ${pass} passed, ${tests - pass} failed\n`);
    process.exitCode = pass > 0 && pass === tests ? 0 : 1;
  });
});
