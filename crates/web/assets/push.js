// Notices while the app is closed (see worker.js): turned on and off on the page of one's account. They end with the session, and with
// signing out the browser forgets them; who signs in again in the same browser hears them again, and nobody else does.

/** Who turned them on here, with which key of the server's; and of which session and address the server was told. */
const [WHO, KEY, TOLD] = ["notices-of", "notices-key", "notices-told"];
const { who, session } = document.body.dataset;
const box = document.querySelector("[data-push]");
const able = "PushManager" in window && "Notification" in window && "serviceWorker" in navigator;

/** Safari has them only for apps that were put on the home screen; an iPad says that it is a Mac. */
const apple = /iPhone|iPad/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
const installable = apple && !matchMedia("(display-mode: standalone)").matches;

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

/** Where the worker could not be registered, it is never ready. */
function ready() {
  const late = new Promise((_, reject) => setTimeout(reject, 5_000, new Error("no worker")));
  return Promise.race([navigator.serviceWorker.ready, late]);
}

const subscribed = async () => (await ready()).pushManager.getSubscription();

async function subscribe(key) {
  const { pushManager } = await ready();
  // One that was made with another key of the server's is of no use.
  await (await pushManager.getSubscription())?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
}

function show(state) {
  for (const it of box.querySelectorAll("[data-push-state]")) it.hidden = it.dataset.pushState !== state;
  box.querySelector("[data-push-on]").hidden = !["off", "failed"].includes(state);
  box.querySelector("[data-push-off]").hidden = state !== "on";
}

/** After the button was pressed, which may be gone now. */
function say(state) {
  show(state);
  box.querySelector("[data-push-state]:not([hidden])")?.focus();
}

async function state() {
  if (!able) return installable ? "install" : "unable";
  if (Notification.permission === "denied") return "blocked";
  return box.dataset.pushHere === "true" && (await subscribed()) ? "on" : "off";
}

async function turnOn(event) {
  event.preventDefault();
  const form = event.target;
  if ((await Notification.requestPermission()) !== "granted") return say(await state());
  const key = box.dataset.push;
  try {
    const { endpoint, keys } = (await subscribe(key)).toJSON();
    for (const [name, value] of Object.entries({ endpoint, ...keys })) form.elements[name].value = value;
    remember({ [WHO]: who, [KEY]: key, [TOLD]: `${session} ${endpoint}` });
  } catch {
    return say("failed");
  }
  form.submit();
}

async function turnOff(event) {
  event.preventDefault();
  forget();
  await quiet();
  event.target.submit();
}

function remember(items) {
  for (const [name, value] of Object.entries(items)) localStorage.setItem(name, value);
}

function forget() {
  for (const name of [WHO, KEY, TOLD]) localStorage.removeItem(name);
}

/** Nothing more comes here, and what came is put away. */
async function quiet() {
  try {
    await (await subscribed())?.unsubscribe();
    for (const it of await (await ready()).getNotifications()) it.close();
  } catch {
    // The server sends nothing more in any case.
  }
}

/** Whoever uses this phone next is not to read what was meant for somebody else. */
async function signOut(event) {
  event.preventDefault();
  await quiet();
  event.target.submit();
}

/** Once for each session and address. */
async function tellAgain() {
  if (!able || localStorage.getItem(WHO) !== who || Notification.permission !== "granted") return;
  const made = (await subscribed()) ?? (await subscribe(localStorage.getItem(KEY)));
  const { endpoint, keys } = made.toJSON();
  const told = `${session} ${endpoint}`;
  if (localStorage.getItem(TOLD) === told) return;
  const body = new URLSearchParams({ endpoint, ...keys, again: "true" });
  const answer = await fetch("/app/account/phones", { method: "POST", body });
  // The server does not know this push service any more: asking again would change nothing.
  if (answer.status === 409) return forget();
  if (!answer.ok) return;
  remember({ [TOLD]: told });
  if (box) show("on");
}

if (box) {
  box.querySelector("[data-push-on]").addEventListener("submit", turnOn);
  box.querySelector("[data-push-off]").addEventListener("submit", turnOff);
  state()
    .catch(() => "failed")
    .then(show);
}
if (who && able) {
  if (localStorage.getItem(WHO) === who) {
    for (const form of document.querySelectorAll("form[action$='/sign-out'], form[action$='/sign-outs']")) {
      form.addEventListener("submit", signOut, { once: true });
    }
  }
  tellAgain().catch(() => {});
}
