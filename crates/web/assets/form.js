// Small mercies for forms; each works without.
//   every form:                sent once, however often its button is pressed
//   [aria-invalid=true]        the first one gets the focus
//   [data-reveal="id"]         shows and hides the password in #id
//   [data-counter="id"]        counts the characters of #id against data-least
//   select[data-send]          sends its form when another value is picked

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  (event.submitter ?? form.querySelector("[type=submit]"))?.setAttribute("aria-busy", "true");
});

// Back from the next page: the form may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal]");
  if (!button) return;
  const field = document.getElementById(button.dataset.reveal);
  const shown = field.type === "text";
  field.type = shown ? "password" : "text";
  button.textContent = shown ? button.dataset.show : button.dataset.hide;
  button.setAttribute("aria-pressed", String(!shown));
});

document.addEventListener("change", (event) => {
  if (event.target.matches("select[data-send]")) event.target.form.requestSubmit();
});

/** Counts characters as people do (an emoji is one), and as the server's rule does. */
function count(place) {
  const field = document.getElementById(place.dataset.counter);
  const least = Number(place.dataset.least);
  const length = [...field.value.normalize("NFC")].length;
  place.hidden = length === 0;
  place.dataset.enough = String(length >= least);
  place.textContent = `${length} / ${least}`;
}

for (const place of document.querySelectorAll("[data-counter]")) {
  document.getElementById(place.dataset.counter).addEventListener("input", () => count(place));
  count(place);
}
document.querySelectorAll("[data-reveal]").forEach((button) => (button.hidden = false));
document.querySelector("main [aria-invalid=true]")?.focus();
