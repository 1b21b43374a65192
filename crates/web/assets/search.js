// The search in the bar as a combobox: form[data-search] with one input and one [data-search-list]. While somebody types, the
// same address is asked with part=list, and what it gives is shown below the field. "/" goes to the field, the arrows choose,
// Enter opens what is chosen or else the page of all results, Escape closes.

const form = document.querySelector("form[data-search]");
const QUIET = 120; // ms without a key before it is asked

if (form) start(form.querySelector("input"), form.querySelector("[data-search-list]"));

function start(field, list) {
  let asking = null;
  let wait = 0;
  let shown = "";

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  close();

  const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function close() {
    clearTimeout(wait);
    asking?.abort();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  /** The option so many after the chosen one; beyond either end is the field itself. */
  function step(by) {
    const all = options();
    const at = all.indexOf(chosen()) + by;
    choose(at < -1 ? all.at(-1) : all[at]);
  }

  async function ask() {
    const text = field.value.trim();
    if (!text) return close();
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const query = new URLSearchParams({ q: text, part: "list" });
    // What was asked before the last key is not waited for.
    const answer = await fetch(`${form.action}?${query}`, { signal, headers: { accept: "text/html" } }).catch(() => null);
    if (signal.aborted) return;
    // The session has ended: signing in leads back here.
    if (answer?.redirected || answer?.status === 401) return location.assign(location.pathname + location.search);
    // What cannot be looked for comes with a sentence that says why (422).
    if (!answer?.ok && answer?.status !== 422) return close();
    const html = await answer.text().catch(() => "");
    if (!signal.aborted) show(html, text);
  }

  function show(html, text) {
    shown = text;
    const part = new DOMParser().parseFromString(html, "text/html").querySelector("[data-said]");
    if (!part || document.activeElement !== field) return close();
    list.replaceChildren(document.importNode(part, true));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    choose(null);
    document.getElementById("announce").textContent = part.dataset.said;
  }

  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(ask, QUIET);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      // The first one only closes; the browser's own clears the field.
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!list.hidden) step(event.key === "ArrowDown" ? 1 : -1);
      else ask();
    } else if (event.key === "Enter" && !list.hidden && chosen()) {
      event.preventDefault();
      // Of an answer to less than what is typed by now nothing is opened.
      if (field.value.trim() === shown) chosen().click();
      else form.requestSubmit();
    }
  });

  // A click on a hit takes the focus before it is a click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  field.addEventListener("blur", close);
  addEventListener("pageshow", (event) => event.persisted && close());

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (document.querySelector("dialog:modal")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
