// Cleaning up after a test, in the order in which people do: what was begun last ends first.
const begun = new WeakMap();

/**
 * Runs `end` after the test `t`. The runner's own `after` goes from first to last and stops at the first that fails: a server
 * would be gone before the pages that listen to it, and a program would outlive its test.
 */
export function atEnd(t, end) {
  if (begun.has(t)) {
    begun.get(t).push(end);
    return;
  }
  const ends = [end];
  begun.set(t, ends);
  t.after(async () => {
    const failures = [];
    for (const end of ends.reverse()) {
      await end().catch((failure) => failures.push(failure));
    }
    if (failures.length) throw failures[0];
  });
}
