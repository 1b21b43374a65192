// Notices while the app is closed (see worker.js): turned on and off on the page of one's account. They end with the session; who signs
// in again in the same browser hears them again, and nobody else does.

const [WHO, TOLD] = ["notices-of", "notices-told"];
const { who, session } = document.body.dataset;
const box = document.querySelector("[data-push]");
const able = "PushManager" in window && "Notification" in window && "serviceWorker" in navigator;

/** Safari has them only for apps that were put on the home screen. */
const installable = /iPhone|iPad/.test(navigator.userAgent) && !matchMedia("(display-mode: standalone)").matches;

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const subscribed = async () => (await navigator.serviceWorker.ready).pushManager.getSubscription();

function show(state) {
  for (const it of box.querySelectorAll("[data-push-state]")) it.hidden = it.dataset.pushState !== state;
  box.querySelector("[data-push-on]").hidden = !["off", "failed"].includes(state);
  box.querySelector("[data-push-off]").hidden = state !== "on";
}

async function state() {
  if (!able) return installable ? "install" : "unable";
  if (Notification.permission === "denied") return "blocked";
  return box.dataset.pushHere === "true" && (await subscribed()) ? "on" : "off";
}

async function subscribe() {
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made with another key of the server's is of no use.
  await (await pushManager.getSubscription())?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(box.dataset.push) });
}

async function turnOn(event) {
  event.preventDefault();
  const form = event.target;
  if ((await Notification.requestPermission()) !== "granted") return show(await state());
  try {
    const { endpoint, keys } = (await subscribe()).toJSON();
    for (const [name, value] of Object.entries({ endpoint, ...keys })) form.elements[name].value = value;
  } catch {
    return show("failed");
  }
  localStorage.setItem(WHO, who);
  localStorage.setItem(TOLD, session);
  form.submit();
}

async function turnOff(event) {
  event.preventDefault();
  localStorage.removeItem(WHO);
  await (await subscribed())?.unsubscribe().catch(() => {});
  event.target.submit();
}

/** Once for each session. */
async function tellAgain() {
  if (!able || localStorage.getItem(WHO) !== who || localStorage.getItem(TOLD) === session) return;
  const subscription = await subscribed();
  if (!subscription || Notification.permission !== "granted") return;
  const { endpoint, keys } = subscription.toJSON();
  const body = new URLSearchParams({ endpoint, ...keys, again: "true" });
  const answer = await fetch("/app/account/phones", { method: "POST", body });
  if (!answer.ok) return;
  localStorage.setItem(TOLD, session);
  if (box) show("on");
}

if (box) {
  box.querySelector("[data-push-on]").addEventListener("submit", turnOn);
  box.querySelector("[data-push-off]").addEventListener("submit", turnOff);
  state().then(show);
}
if (who) tellAgain().catch(() => {});
