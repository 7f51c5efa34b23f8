// Selecting words in the note brings up a bar: one touch says what they are. The form below does the same without it.

const note = document.querySelector("#notitie");
const bar = document.querySelector("#mark-bar");
const form = document.querySelector("#mark-form");

function chosen() {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!note.contains(range.commonAncestorContainer)) return null;
  const words = selection.toString().trim();
  if (!words) return null;
  const before = document.createRange();
  before.selectNodeContents(note);
  before.setEnd(range.startContainer, range.startOffset);
  return { words, near: before.toString().length };
}

let last = null;

function look() {
  const now = chosen();
  if (now) {
    last = now;
    bar.hidden = false;
  } else if (!bar.contains(document.activeElement)) {
    bar.hidden = true;
  }
}

document.addEventListener("selectionchange", look);
look(); // on a slow phone the words may have been chosen already

// A touch on the bar must not take the selection away before we have read it.
bar.addEventListener("pointerdown", (event) => event.preventDefault());

for (const button of bar.querySelectorAll("[data-basis]")) {
  button.addEventListener("click", () => {
    for (const each of bar.querySelectorAll("[data-basis]")) each.setAttribute("aria-pressed", String(each === button));
  });
}

function check(name, value) {
  const box = form.querySelector(`[name="${name}"][value="${value}"]`);
  if (box) box.checked = true;
}

for (const button of bar.querySelectorAll("[data-choose]")) {
  button.addEventListener("click", () => {
    if (!last) return;
    form.elements.words.value = last.words;
    form.elements.near.value = String(last.near);
    form.elements.text.value = last.words.replace(/\s+/g, " ");
    check("kind", button.dataset.choose);
    check("basis", bar.querySelector('[data-basis][aria-pressed="true"]').dataset.basis);
    getSelection().removeAllRanges();
    bar.hidden = true;
    form.elements.text.focus();
    form.elements.text.scrollIntoView({ block: "center" });
  });
}

// Escape puts the bar away; from the note, Tab reaches it.
document.addEventListener("keydown", (event) => {
  look(); // quick fingers press Tab before the browser has told that the selection changed
  if (bar.hidden) return;
  if (event.key === "Escape") {
    getSelection().removeAllRanges();
    bar.hidden = true;
  } else if (event.key === "Tab" && !event.shiftKey && !bar.contains(document.activeElement)) {
    event.preventDefault();
    bar.querySelector("button").focus();
  }
});
