// Waiting for what one wants to see.

/**
 * Looks again and again until `look` gives something, and gives it back.
 *
 * @param {string} what said when it never does
 * @param {number} patience in ms
 */
export async function until(what, patience, look) {
  const end = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited ${patience / 1000} s in vain until ${what}`);
    await new Promise((again) => setTimeout(again, 50));
  }
}
