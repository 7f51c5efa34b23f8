// Noteer: keeps what is typed on this device until it is stored, and makes filling in quicker. All works without it.

import { here } from "./here.js";
import { dropPhoto, putPhotoBack } from "./photo.js";

const PREFIX = "raakvlak-note:";
const KEPT_DAYS = 7;
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "asked", "promise_rows"]);

const form = document.querySelector("form[data-draft]");

// --- Drafts: one for each note, under the member and the key of the note.

function storedDrafts(start) {
  const found = [];
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(start)) continue;
    try {
      const draft = JSON.parse(localStorage.getItem(name));
      if (Date.now() - draft.at < KEPT_DAYS * 86_400_000) found.push({ name, draft });
      else localStorage.removeItem(name);
    } catch {
      localStorage.removeItem(name);
    }
  }
  return found.sort((one, other) => other.draft.at - one.draft.at);
}

function keyField() {
  return form.querySelector("[name=key]");
}

function draftName() {
  return `${PREFIX}${form.dataset.draft}:${form.dataset.draftKind}:${keyField()?.value ?? ""}`;
}

function labelOf(input) {
  return input.closest(".choice")?.querySelector("bdi, span")?.textContent ?? input.value;
}

function filledIn() {
  const values = [...new FormData(form)].filter(([name, value]) => !LEFT_OUT.has(name) && typeof value === "string");
  const chips = [...form.querySelectorAll("[data-chosen] input:checked")].map((input) => ({
    name: input.name,
    value: input.value,
    label: labelOf(input),
  }));
  return { at: Date.now(), values, chips };
}

function hasWords(draft) {
  return draft.values.some(([name, value]) => value.trim() && /(^|-)(working_note|shareable_summary|text|line|who)$/.test(name));
}

function keep() {
  const draft = filledIn();
  if (hasWords(draft)) localStorage.setItem(draftName(), JSON.stringify(draft));
  else localStorage.removeItem(draftName());
}

function putBack({ values, chips }) {
  for (const chip of chips) addChip(chip.name, chip.value, chip.label);
  const rows = values.map(([name]) => Number(/^promise-(\d+)-/.exec(name)?.[1] ?? -1));
  while (form.querySelectorAll("[data-promise]").length <= Math.max(-1, ...rows)) if (!addPromise()) break;
  for (const box of form.querySelectorAll("input[type=checkbox], input[type=radio]")) {
    box.checked = values.some(([name, value]) => name === box.name && value === box.value);
  }
  for (const [name, value] of values) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLElement && "value" in field && !/checkbox|radio/.test(field.type)) field.value = value;
  }
  if (chips.length) form.querySelector(".note__more")?.setAttribute("open", "");
}

// A draft that is open in another tab stays there: a tab holds a lock on the note that it shows.
function hold(key) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks.request(key, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {}); // until the tab closes
    });
  });
}

async function takeUp() {
  if ("typed" in form.dataset) return;
  const start = `${PREFIX}${form.dataset.draft}:${form.dataset.draftKind}:`;
  const words = form.querySelector("[name=working_note]");
  for (const { name, draft } of storedDrafts(start)) {
    if (!(await hold(name))) continue;
    if (words.value !== words.defaultValue) return; // somebody types already
    putBack(draft);
    const restored = form.querySelector("[data-restored]");
    if (restored) restored.hidden = false;
    return;
  }
  hold(draftName());
}

if (form) {
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 250);
  });
  form.addEventListener("change", keep);
  addEventListener("pagehide", keep);
  // Another form that leaves this page, such as logging out, must not be followed by one more draft.
  document.addEventListener("submit", (event) => {
    if (event.target === form) return;
    clearTimeout(waiting);
    removeEventListener("pagehide", keep);
  });
  takeUp().then(showAudience).then(putPhotoBack);
  form.querySelector("[data-empty]")?.addEventListener("click", () => {
    removeEventListener("pagehide", keep);
    localStorage.removeItem(draftName());
    dropPhoto().then(() => location.reload());
  });
}

// What the server has stored needs no draft any more.
const stored = document.querySelector("[data-stored]");
if (stored) {
  for (const { name } of storedDrafts(PREFIX)) if (name.includes(stored.dataset.stored)) localStorage.removeItem(name);
}

// --- Chips: whom and what one chose.

function listOf(name) {
  return form.querySelector(`[data-chosen="${name === "new_party" ? "party" : name}"]`);
}

function chipOf(name, value) {
  return [...(listOf(name)?.querySelectorAll("input") ?? [])].find((input) => input.name === name && input.value === value);
}

function offerChip(name, value, label) {
  const wasChosen = chipOf(name, value)?.checked ?? false;
  addChip(name, value, label);
  const chip = chipOf(name, value);
  if (!chip) return;
  chip.checked = wasChosen;
  listOf(name).prepend(chip.closest(".choice"));
}

function addChip(name, value, label) {
  const list = listOf(name);
  const same = chipOf(name, value);
  if (same) same.checked = true;
  if (!list || same) return;
  const chip = document.querySelector("[data-chip]").content.cloneNode(true);
  const input = chip.querySelector("input");
  input.name = name;
  input.value = value;
  chip.querySelector("bdi").textContent = label;
  chip.querySelector("small").hidden = name !== "new_party";
  list.append(chip);
}

form?.addEventListener("chosen", ({ detail }) => {
  addChip(detail.name, detail.value, detail.label);
  keep();
});

// --- Who may read along, in words beside the button.

function showAudience() {
  const line = form?.querySelector("[data-audience-line]");
  const chosen = form?.querySelector("[name=audience]:checked")?.closest(".choice")?.querySelector("span");
  if (line && chosen) line.replaceChildren(...[...chosen.childNodes].map((node) => node.cloneNode(true)));
}

form?.addEventListener("change", showAudience);

// A link into the fold opens it.
form?.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#id_"]');
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  event.preventDefault();
  field.focus();
  field.closest("fieldset, .utrecht-form-field")?.scrollIntoView({ block: "nearest" });
});

// --- Here, rounded before it leaves the device.

for (const part of form?.querySelectorAll("[data-here], [data-needs-script]") ?? []) {
  part.hidden = "here" in part.dataset && !navigator.geolocation;
}

async function tellArea(said) {
  const body = new FormData();
  for (const name of ["latitude", "longitude", "csrfmiddlewaretoken"]) body.set(name, form.elements[name].value);
  const answer = await fetch(said.dataset.where, { method: "POST", body });
  if (answer.ok && !answer.redirected) said.textContent = `${said.dataset.found} ${(await answer.text()).trim()}`;
}

// What is nearby comes first among the chips, for one to tick: situations and organisations, and nobody else.
async function offerNearby(address) {
  const body = new FormData();
  for (const name of ["latitude", "longitude", "csrfmiddlewaretoken"]) body.set(name, form.elements[name].value);
  const answer = await fetch(address, { method: "POST", body });
  if (!answer.ok || answer.redirected) return;
  const offered = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("[data-choice]");
  for (const { dataset, value, textContent } of [...offered].reverse()) offerChip(dataset.choice, value, textContent);
}

form?.querySelector("[data-here-button]")?.addEventListener("click", async () => {
  const said = form.querySelector("[data-here-said]");
  try {
    const { latitude, longitude } = await here();
    form.querySelector("[name=latitude]").value = latitude;
    form.querySelector("[name=longitude]").value = longitude;
  } catch {
    said.textContent = said.dataset.failed;
    return;
  }
  said.textContent = said.dataset.found;
  keep();
  tellArea(said).catch(() => {}); // without a connection the server finds the area when the note arrives
  offerNearby(said.dataset.near).catch(() => {}); // and one finds the situation by its name
});

// --- One more promise.

function addPromise() {
  const rows = form.querySelector("[data-promises]");
  const template = document.querySelector("[data-promise-row]");
  const counter = form.querySelector("[data-promise-rows]");
  if (!rows || !template || Number(counter.value) >= 10) return null;
  const made = template.content.cloneNode(true);
  for (const element of made.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes("__row__")) element.setAttribute(name, value.replaceAll("__row__", counter.value));
    }
  }
  rows.append(made);
  counter.value = String(Number(counter.value) + 1);
  return rows.lastElementChild;
}

form?.querySelector("[data-more-promises]")?.addEventListener("click", (event) => {
  event.preventDefault();
  addPromise()?.querySelector("input[type=text]")?.focus();
});
