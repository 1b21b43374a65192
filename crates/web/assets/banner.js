// [data-dismiss] removes its banner and gives the focus to the page.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (!button) return;
  event.preventDefault();
  button.closest(".banner").remove();
  document.getElementById("main")?.focus();
});
