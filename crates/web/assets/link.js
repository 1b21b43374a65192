// Pages that a mailed link opens. The link's secret is behind the # of the address, so that no server, proxy or log
// sees it. Here it leaves the address bar and goes into the form's field, and the form is sent. That request only reads:
// it shows the page of the invitation or the reset, and nothing happens before a person presses that page's button.

const form = document.querySelector("[data-link-form]");

function take() {
  const code = location.hash.slice(1);
  // The code of a label, for somebody who is to sign in first, stays in no history either.
  if (!code || !(form || code.startsWith("k1_"))) return;
  history.replaceState(null, "", location.pathname + location.search);
  if (!form) return;
  form.querySelector("[name=token]").value = code;
  form.requestSubmit();
}

take();
// Another link of the same kind, opened where this page stands already: the browser does not load it again.
addEventListener("hashchange", take);
