// Passkeys: a form that is sent with what an authenticator answers.
//   form[data-passkey="get"]     shows one; form[data-passkey="create"] makes one
//   [data-questions]             where the question for it is fetched
//   [data-passkey-failed]        what the form says when the person or the authenticator said no
//   [data-passkey-none]          shown instead of the forms where the browser has no passkeys
// The forms are hidden until it is known that they work.

const key = globalThis.PublicKeyCredential;
const works = Boolean(key?.parseRequestOptionsFromJSON && key?.parseCreationOptionsFromJSON);

/** Fetches the question; where the server wants something else first, goes there. */
async function ask(form) {
  const answer = await fetch(form.dataset.questions, { method: "POST" });
  if (answer.redirected) {
    location.assign(answer.url);
    return null;
  }
  if (!answer.ok) throw new Error(`no question: ${answer.status}`);
  return answer.json();
}

/** Has the authenticator answer it. */
function answered(form, options) {
  if (form.dataset.passkey === "create") {
    return navigator.credentials.create({ publicKey: key.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: key.parseRequestOptionsFromJSON(options) });
}

async function send(form) {
  const failed = form.querySelector("[data-passkey-failed]");
  const button = form.querySelector("[type=submit]");
  failed.hidden = true;
  button.disabled = true;
  try {
    const asked = await ask(form);
    if (!asked) return;
    const credential = await answered(form, asked.options);
    form.elements.question.value = asked.question;
    form.elements.answer.value = JSON.stringify(credential);
    form.submit();
  } catch {
    failed.hidden = false;
    button.disabled = false;
    button.focus();
  }
}

if (works) {
  document.querySelectorAll("[data-passkey-none]").forEach((place) => (place.hidden = true));
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
// Back from the next page: the form may be used again.
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-passkey] [type=submit]").forEach((button) => (button.disabled = false));
});
