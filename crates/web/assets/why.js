// Greyed controls. A click shows why without any script (the reason is a popover); this adds hover and focus,
// and keeps anything that is aria-disabled from acting.

const TARGET = "[aria-disabled=true][popovertarget]";
const reason = (control) => document.getElementById(control.getAttribute("popovertarget"));

function show(control) {
  const note = reason(control);
  if (note && !note.matches(":popover-open")) note.showPopover({ source: control });
}

function hide(control) {
  const note = reason(control);
  if (note?.matches(":popover-open")) note.hidePopover();
}

/** Runs `act` for the greyed control an event came from. */
const on = (type, act) =>
  document.addEventListener(type, (event) => {
    const control = event.target instanceof Element && event.target.closest(TARGET);
    if (control) act(control, event);
  });

on("pointerover", (control, event) => event.pointerType === "mouse" && show(control));
on("pointerout", (control, event) => !control.contains(event.relatedTarget) && control !== document.activeElement && hide(control));
on("focusin", (control) => control.matches(":focus-visible") && show(control));
on("focusout", hide);
// The platform would toggle: a click right after hovering must not hide the reason again.
on("click", (control, event) => {
  event.preventDefault();
  show(control);
});
