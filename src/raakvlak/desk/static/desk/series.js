// Reeks: the line that one is typing survives a reload. It is kept on this device until it is stored.

const KEPT_DAYS = 7;

function line() {
  return document.querySelector("#reeks [name=line]");
}

function name() {
  return `raakvlak-note:${document.querySelector("[data-series]").dataset.series}:series`;
}

function keep() {
  if (line().value.trim()) localStorage.setItem(name(), line().value);
  else localStorage.removeItem(name());
}

// What was sent before htmx was there stands in the list already, where a name has lost its @.
const kept = localStorage.getItem(name()) ?? "";
const newest = document.querySelector(".series__lines .row__text")?.textContent.trim() ?? "";
if (!line().value && kept.replaceAll("@", "").trim() !== newest) line().value = kept;
keep();

document.addEventListener("input", (event) => {
  if (event.target === line()) keep();
});

// --- No answer: the line goes on from the phone's own page, under the same key, so that it is stored once.

function handOver() {
  const form = document.querySelector("[data-series]");
  const key = form?.querySelector("[name=key]").value;
  if (!key || !line().value.trim()) return "";
  const values = [...new FormData(form)].filter(([field]) => field !== "csrfmiddlewaretoken");
  localStorage.setItem(`raakvlak-note:${form.dataset.series}:line:${key}`, JSON.stringify({ at: Date.now(), values }));
  return key;
}

for (const kind of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(kind, ({ target }) => {
    if (!target.closest?.("[data-series]") || !navigator.serviceWorker?.controller) return; // the line stands there still
    const key = handOver();
    if (key) location.assign(`/telefoon/#bewaar=${encodeURIComponent(key)}`);
  });
}

// Before htmx is there the browser sends the form itself, and the worker leads to the same page.
document.addEventListener("submit", ({ target }) => target.matches("[data-series]") && handOver());

// Whatever was answered needs no hand-over any more; neither does what lay there for a week.
function tidy(isAnswered) {
  const start = `raakvlak-note:${document.querySelector("[data-series]").dataset.series}:line:`;
  for (const kept of Object.keys(localStorage).filter((each) => each.startsWith(start))) {
    const { at } = JSON.parse(localStorage.getItem(kept));
    if (isAnswered || Date.now() - at > KEPT_DAYS * 86_400_000) localStorage.removeItem(kept);
  }
}

tidy(false);

// What the server shows after an answer is the truth: an empty line was stored.
document.addEventListener("htmx:afterSettle", () => {
  keep();
  tidy(true);
});
