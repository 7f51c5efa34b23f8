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

if (!line().value) line().value = localStorage.getItem(name()) ?? "";

document.addEventListener("input", (event) => {
  if (event.target === line()) keep();
});

// What the server shows after an answer is the truth: an empty line was stored.
document.addEventListener("htmx:afterSettle", keep);
