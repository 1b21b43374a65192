// <button data-copy="text" hidden>: shown when the browser can copy; says so for two seconds after it did.

function reveal(root = document) {
  if (!navigator.clipboard) return;
  root.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return;
  }
  const use = button.querySelector("use");
  const before = use?.getAttribute("href");
  use?.setAttribute("href", before.replace(/#.*/, "#check"));
  button.dataset.done = "";
  document.getElementById("announce").textContent = button.dataset.copied ?? "";
  setTimeout(() => {
    use?.setAttribute("href", before);
    delete button.dataset.done;
  }, 2000);
});

reveal();
document.addEventListener("portico:swapped", (event) => reveal(event.detail));
