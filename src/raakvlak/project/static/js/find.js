// The search window: Ctrl-K or "/" opens it, arrows walk through what was found. Without this, the link leads to a page.

const dialog = document.querySelector("#find");
const words = document.querySelector("#find-words");

function open() {
  if (!dialog.open) dialog.showModal();
  words.focus();
  words.select();
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  if (document.querySelector("dialog[open]:not(#find)")) return;
  event.preventDefault();
  open();
});

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("[data-find]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
});

// A touch beside the window closes it.
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});

dialog.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [words, ...dialog.querySelectorAll("#find-answer a")];
  const next = stops[stops.indexOf(document.activeElement) + step];
  event.preventDefault();
  next?.focus();
});
