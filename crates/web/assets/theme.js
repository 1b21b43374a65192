// [data-theme-pick="light|dark|"] in the person's menu. The choice is a cookie, so that the server can send the page
// in its colours from the first byte; no choice follows the system.

const root = document.documentElement;

function mark() {
  for (const item of document.querySelectorAll("[data-theme-pick]")) {
    item.setAttribute("aria-pressed", String(item.dataset.themePick === (root.dataset.theme ?? "")));
  }
}

document.addEventListener("click", (event) => {
  const item = event.target.closest("[data-theme-pick]");
  if (!item) return;
  const pick = item.dataset.themePick;
  if (pick) root.dataset.theme = pick;
  else delete root.dataset.theme;
  const age = pick ? 31_536_000 : 0;
  document.cookie = `theme=${pick}; Path=/; Max-Age=${age}; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
  mark();
});

mark();
document.querySelectorAll("[data-theme-choice]").forEach((choice) => (choice.hidden = false));
