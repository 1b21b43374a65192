// What makes the app one that stays on a phone: see worker.js. How a home is now, its page hears (live.js); one of before, which the
// worker showed since the server could not be reached, is looked at again soon.

navigator.serviceWorker?.register("/app/worker.js", { scope: "/app" });

const shown = Date.now();
const asItWas = document.querySelector("[data-as-it-was]:not([hidden])");

/** The line may have been slow to come back, or the server: the page is left as it is until there is an answer. */
async function look() {
  if (document.hidden || !navigator.onLine || Date.now() - shown < 4_000) return;
  const answer = await fetch("/app/manifest.webmanifest", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

if (asItWas) {
  document.addEventListener("visibilitychange", look);
  addEventListener("online", () => location.reload());
  setInterval(look, 5_000);
}
