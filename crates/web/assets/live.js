// Keeps a page true while it is open. <body data-live-href> names a stream of server-sent events:
//   event: changed  data: a topic            a region with that topic is fetched again
//   event: access   data: level              this person's access level changed
// A region is <… id="rows" data-live="inventory">, its topics parted by spaces. The page itself is fetched again and
// only the children of touched regions are replaced, so that half-typed forms elsewhere stay; in them what was open stays open,
// what was scrolled where it was, and the focus where it is.
// A region with data-live-now shows something that is under way: it is fetched again as soon as the stream is open.

const href = document.body.dataset.liveHref;
const QUIET = 300; // ms that changes are gathered for
const topics = new Set();
let source = null;
let gather = 0;
let retry = 0;
let failures = 0;

/** A delay spread by up to one half more, so that a thousand open pages do not ask at once. */
const jittered = (ms) => ms * (1 + Math.random() / 2);

/** Says "Live" or "Reconnecting" in the bar. */
function tell(state) {
  document.querySelectorAll(".live-state").forEach((place) => {
    place.hidden = false;
    place.dataset.state = state;
    place.querySelectorAll("[data-when]").forEach((word) => (word.hidden = word.dataset.when !== state));
  });
}

/** Notes a topic. The first one starts the wait and no later one prolongs it, or a steady stream would never be shown. */
function changed(topic) {
  topics.add(topic);
  gather ||= setTimeout(() => {
    gather = 0;
    refresh();
  }, jittered(QUIET));
}

/** The regions on this page that the gathered topics touch. `*` touches all. */
function touched() {
  const asked = new Set(topics);
  topics.clear();
  return [...document.querySelectorAll("[data-live][id]")].filter(
    (region) => asked.has("*") || region.dataset.live.split(" ").some((topic) => asked.has(topic)),
  );
}

async function refresh() {
  // After a lost stream even a page without regions asks whether it still may.
  const all = topics.has("*");
  const regions = touched();
  if (!regions.length && !all) return;
  const answer = await fetch(location.href, { headers: { accept: "text/html", "portico-live": "1" } }).catch(() => null);
  // The session has ended: signing in leads back here.
  if (answer?.status === 401) return location.assign(location.pathname + location.search);
  // This page is not theirs any more: their access changed, or was revoked.
  if (answer?.status === 403 || answer?.status === 404) return accessChanged();
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const region of regions) swap(region, page.getElementById(region.id));
}

/** Says so above the page, with a way to refresh. */
function accessChanged() {
  const notice = document.getElementById("access-changed");
  if (notice) notice.hidden = false;
}

/** Replaces a region's children unless nothing changed or the reader is in the middle of something in it. */
function swap(region, fresh) {
  if (!fresh || region.dataset.liveSeen === fresh.innerHTML) return;
  if (region.querySelector("dialog:modal, :popover-open") || region.contains(typing())) {
    region.dataset.live.split(" ").forEach((topic) => setTimeout(changed, 2000, topic));
    return;
  }
  region.dataset.liveSeen = fresh.innerHTML;
  const held = region.contains(document.activeElement) ? document.activeElement : null;
  const before = [...places(region)].map(([name, it]) => [name, it.open, it.scrollTop, it.scrollLeft, it === held]);
  region.replaceChildren(...document.importNode(fresh, true).childNodes);
  const after = places(region);
  let focus = held && (held.id ? document.getElementById(held.id) : twin(region, held));
  for (const [name, open, top, left, had] of before) {
    const it = after.get(name);
    if (!it) continue;
    if (it.localName === "details") it.open = open;
    if (top || left) it.scrollTo(left, top);
    if (had) focus ??= it;
  }
  focus?.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("portico:swapped", { detail: region }));
}

/** The field that is being filled in, if any. */
function typing() {
  const field = document.activeElement;
  return field?.matches("input, textarea, select") ? field : null;
}

/** What a reader opens, scrolls and presses in a region, by names that what takes its place has too. */
function places(region) {
  const found = new Map();
  const many = new Map();
  for (const it of region.querySelectorAll("details, summary, button, [tabindex]")) {
    const said = it.getAttribute("aria-label") ?? (it.querySelector("summary") ?? it).textContent.trim();
    const name = `${it.localName} ${said}`;
    const nth = many.get(name) ?? 0;
    many.set(name, nth + 1);
    found.set(`${name} ${nth}`, it);
  }
  return found;
}

/** The element of a region that took a link's or button's place. */
function twin(region, old) {
  const address = old.getAttribute("href") ?? old.getAttribute("formaction");
  return address && region.querySelector(`[href="${CSS.escape(address)}"], [formaction="${CSS.escape(address)}"]`);
}

function open() {
  close();
  // Without a network there is nothing to ask; the browser says when there is one.
  if (!navigator.onLine) return tell("waiting");
  source = new EventSource(href);
  source.addEventListener("open", () => {
    // Events may have passed while nobody listened; where something is under way, that may have been its last.
    if (failures || document.querySelector("[data-live-now]")) changed("*");
    failures = 0;
    tell("live");
  });
  source.addEventListener("changed", (event) => changed(event.data));
  source.addEventListener("access", accessChanged);
  source.addEventListener("error", () => {
    close();
    failures += 1;
    if (!navigator.onLine) return tell("waiting");
    // Either the server is away, or this session has ended: asking tells which.
    changed("*");
    tell("waiting");
    retry = setTimeout(open, jittered(Math.min(1000 * 2 ** failures, 30_000)));
  });
}

function close() {
  clearTimeout(retry);
  source?.close();
  source = null;
}

if (href) {
  open();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else {
      changed("*");
      open();
    }
  });
  addEventListener("offline", open);
  addEventListener("online", () => (changed("*"), open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && (changed("*"), open()));
}
