// What makes the frame quicker to use. Every screen works without it.

const words = document.querySelector("#words")?.dataset ?? {};
const dialog = document.querySelector("#dialog");

function isTyping(element) {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches("input, textarea, select"));
}

// A single key, when nobody is typing: "n" opens Noteer.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const link = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});

// The menu closes by Escape and by a touch elsewhere.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  const menu = document.querySelector("[data-menu][open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

// Of tabs that are wider than a phone, the one where one is comes into sight.
for (const tabs of document.querySelectorAll(".tabs ul")) {
  const here = tabs.querySelector("[aria-current]");
  if (here) tabs.scrollLeft = here.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - here.offsetWidth) / 2;
}

// The focus goes where something needs to be seen first.
function focusOn(element) {
  if (!element) return;
  if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
  element.focus();
}

focusOn(document.querySelector("[data-focus]"));

let focused = null;

document.addEventListener("htmx:beforeSwap", () => {
  focused = document.activeElement;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  const wanted = swapped.querySelector("[data-focus], [autofocus]");
  if (wanted) focusOn(wanted);
  else if (focused && focused !== document.body && !focused.isConnected) focusOn(swapped);
  focused = null;
});

// What is swapped into the dialog is shown as a dialog.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== dialog) return;
  const heading = dialog.querySelector("h1, h2");
  if (heading) dialog.setAttribute("aria-label", heading.textContent.trim());
  if (!dialog.open) dialog.showModal();
});

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
});

document.addEventListener("close-dialog", () => dialog?.close());

// hx-confirm asks in a dialog of our own, and does nothing when the answer is no.
function button(label, kind, value) {
  const made = document.createElement("button");
  made.className = `nl-button nl-button--${kind}`;
  made.value = value;
  made.textContent = label;
  return made;
}

function ask(question) {
  const asking = document.createElement("dialog");
  asking.className = "dialog";
  asking.setAttribute("aria-label", question);
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "dialog__body";
  const text = document.createElement("p");
  text.textContent = question;
  const row = document.createElement("div");
  row.className = "button-row";
  row.append(button(words.yes, "primary", "yes"), button(words.no, "subtle", "no"));
  form.append(text, row);
  asking.append(form);
  document.body.append(asking);
  asking.showModal();
  return new Promise((resolve) => {
    asking.addEventListener("close", () => {
      asking.remove();
      resolve(asking.returnValue === "yes");
    });
  });
}

document.addEventListener("htmx:confirm", (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  ask(event.detail.question).then((agreed) => {
    if (agreed) event.detail.issueRequest(true);
  });
});

// A whole page as answer to a part: the log-in has expired, or the server sent us elsewhere. Go there, and come back.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig, boosted } = event.detail;
  if (boosted || requestConfig?.target === document.body || !/^\s*<!doctype/i.test(xhr.responseText)) return;
  event.detail.shouldSwap = false;
  const answered = new URL(xhr.responseURL, location.href);
  if (answered.searchParams.has("next")) answered.searchParams.set("next", location.pathname + location.search);
  location.assign(answered);
});

// A request that failed says so, and leaves everything where it was.
function tell(text) {
  const messages = document.querySelector("#messages");
  if (!messages || !text) return;
  const notice = document.createElement("div");
  notice.className = "utrecht-alert utrecht-alert--error";
  notice.textContent = text;
  messages.replaceChildren(notice);
  notice.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:responseError", () => tell(words.failed));
document.addEventListener("htmx:sendError", () => tell(words.offline));
document.addEventListener("htmx:timeout", () => tell(words.offline));

// On paper every fold is open.
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details:not([data-menu], [open])")) {
    fold.open = true;
    fold.dataset.printed = "";
  }
});

addEventListener("afterprint", () => {
  for (const fold of document.querySelectorAll("details[data-printed]")) {
    fold.open = false;
    delete fold.dataset.printed;
  }
});

// Who logs out leaves nothing of what she typed behind on this device. Of notes that wait in its outbox she is asked first.
function forget() {
  for (const name of Object.keys(localStorage)) if (name.startsWith("raakvlak-")) localStorage.removeItem(name);
  return new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase("raakvlak");
    for (const end of ["success", "error", "blocked"]) asked.addEventListener(end, resolve);
  });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!new URL(form.action).pathname.endsWith("/logout/")) return;
  const waiting = Number(localStorage.getItem("raakvlak-waiting"));
  const photos = Number(localStorage.getItem("raakvlak-waiting-photos"));
  event.preventDefault();
  if (waiting && !(await ask(waiting === 1 ? words.leaveOne : words.leave.replace("0", waiting)))) return;
  if (!waiting && photos && !(await ask(words.leavePhotos))) return;
  await forget();
  form.submit();
});
