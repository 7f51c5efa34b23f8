// Reeks: the line that one is typing survives a reload. It is kept on this device until it is stored.

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

// What the server shows after an answer is the truth: an empty line was stored.
document.addEventListener("htmx:afterSettle", keep);
