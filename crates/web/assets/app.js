// What makes the app one that stays on a phone: see worker.js. And whoever comes back to a page of a home sees how it is now.

navigator.serviceWorker?.register("/app/worker.js", { scope: "/app" });

const MINUTE = 60_000;
const shown = Date.now();
const asItIs = document.querySelector("[data-as-it-was]");

/** A page of before is looked at again soon: the line may have been slow to come back, or the server. */
function look() {
  const patience = asItIs?.hidden ? MINUTE : 4_000;
  if (asItIs && !document.hidden && navigator.onLine && Date.now() - shown > patience) location.reload();
}
document.addEventListener("visibilitychange", look);
addEventListener("online", () => asItIs && location.reload());
setInterval(look, 5_000);
