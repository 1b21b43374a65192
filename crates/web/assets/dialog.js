// Opens dialogs from ordinary links and buttons, which also work without this script:
//   <a href="?add" data-dialog="add">          shows <dialog id="add"> of this page;
//   <a href="/…/activation" data-dialog-page>  fetches that page and shows its <dialog> here;
//   <form method="get" data-dialog-page>       does so with what was typed, so that the server may ask for something first.
// <dialog data-open> was opened by the server, because its form came back with errors: it becomes modal.
// [data-close] closes; the platform returns the focus to the opener and closes on Escape.

/** Shows a dialog over the page and says so to the opener. */
function show(dialog) {
  if (dialog.open) dialog.close();
  dialog.showModal();
  dialog.querySelector("[aria-invalid=true], [autofocus], input:not([type=hidden]), textarea, select")?.focus();
}

/** Fetches a page that holds one dialog and shows that dialog here; falls back to going there. */
async function showPage(href) {
  try {
    const answer = await fetch(href, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const dialog = page.querySelector("dialog");
    if (!answer.ok || answer.redirected || !dialog) throw new Error("no dialog there");
    document.getElementById(dialog.id)?.remove();
    const own = document.importNode(dialog, true);
    own.removeAttribute("open");
    own.addEventListener("close", () => own.remove());
    document.querySelector("main").append(own);
    document.dispatchEvent(new CustomEvent("portico:swapped", { detail: own }));
    show(own);
  } catch {
    location.assign(href);
  }
}

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const opener = event.target.closest("a[data-dialog], a[data-dialog-page]");
  if (opener) {
    event.preventDefault();
    if (opener.dataset.dialog) show(document.getElementById(opener.dataset.dialog));
    else showPage(opener.href);
    return;
  }
  const closer = event.target.closest("[data-close]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog").close();
  } else if (event.target instanceof HTMLDialogElement && event.target.matches(":modal")) {
    // A click on the backdrop has the dialog itself as its target; on its padding there is none.
    const box = event.target.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside && event.clientX > 0) event.target.close();
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-dialog-page]")) return;
  event.preventDefault();
  const page = new URL(form.action);
  page.search = new URLSearchParams(new FormData(form));
  // With a fragment, going to the page that one is on would go nowhere.
  page.hash = "";
  showPage(page.href);
});

document.querySelectorAll("dialog[data-open]").forEach(show);
