// What makes the app one that stays on a phone: see worker.js. And whoever comes back to a page of a home sees how it is now.

navigator.serviceWorker?.register("/app/worker.js", { scope: "/app" });

const MINUTE = 60_000;
const shown = Date.now();
const asItIs = document.querySelector("[data-as-it-was]");

function look() {
  if (asItIs && !document.hidden && navigator.onLine && Date.now() - shown > MINUTE) location.reload();
}
document.addEventListener("visibilitychange", look);
addEventListener("online", () => asItIs && location.reload());
setInterval(look, MINUTE / 4);
