// A photo in a form of the desk: made small on this device, without what a camera hides in it, before it is sent. From
// then until it is stored it lies sealed here: it goes along when the phone takes the note over, and is there when the
// form comes back. Without this the server does the same with what it gets.

import { madeSmall, toBytes, toText } from "./phone/photos.js";
import * as store from "./phone/store.js";

const START = "desk-photo:"; // the page of the phone takes it over by this name
const MARK = "raakvlak-desk-photo"; // that one lies here: without it nothing is opened
const KEPT_DAYS = 7;
const PATIENCE = 3_000; // a store that does not answer holds up no note

const input = document.querySelector("input[data-photo]");
const form = input?.form;
const find = (selector) => form.querySelector(selector);

function field(name) {
  return form.elements.namedItem(input.name.replace(/file$/, name));
}

function nameHere() {
  return `${START}${form.elements.namedItem("key").value}`;
}

function memberHere() {
  return Number(form.dataset.photoOf ?? form.dataset.draft);
}

// --- Made small when it is chosen.

let making = Promise.resolve();
let isSmall = false;

function give(bytes) {
  const holder = new DataTransfer();
  holder.items.add(new File([bytes], "foto.jpg", { type: "image/jpeg" }));
  input.files = holder.files;
  isSmall = true;
}

async function makeSmall() {
  const [file] = input.files;
  isSmall = false;
  if (!file) return;
  const bytes = await madeSmall(file);
  if (input.files[0] === file) give(bytes); // or another one was chosen meanwhile
}

// --- Sealed when the form is sent, until it is stored.

async function seal() {
  if (!input.files.length || !isSmall) return drop(nameHere());
  const data = toText(new Uint8Array(await input.files[0].arrayBuffer()));
  const said = { subject: field("subject").value || "place", caption: field("caption").value };
  localStorage.setItem(MARK, "1");
  return store.keep(nameHere(), { member: memberHere(), photo: field("key").value, at: Date.now(), data, ...said });
}

async function drop(name) {
  if (localStorage.getItem(MARK)) await store.drop(name);
}

function unfold(part) {
  for (let fold = part.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  part.hidden = false;
}

// Only *Noteer* goes on from the phone; another form waits here, with what was typed and chosen in it.
function mustWait() {
  const isTakenOver = form.dataset.draftKind === "new" && navigator.serviceWorker?.controller;
  return input.files.length > 0 && !navigator.onLine && !isTakenOver;
}

function after(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

let isReady = false;

async function send(event) {
  const waits = find("[data-photo-waits]");
  if (mustWait()) {
    unfold(waits);
    waits.scrollIntoView({ block: "center" });
    return;
  }
  waits.hidden = true;
  await Promise.all([making, after(0)]); // within the event that is being handled, a form can't be sent anew
  await Promise.race([seal().catch(() => {}), after(PATIENCE)]);
  isReady = true;
  form.requestSubmit(event.submitter);
  isReady = false;
}

let sending = null; // who taps twice sends one form

function submitted(event) {
  if (isReady || !(input.files.length || localStorage.getItem(MARK))) return;
  event.preventDefault();
  sending ??= send(event).finally(() => {
    sending = null;
  });
}

// --- What lies here for another time: put back in the form that it is of, or thrown away.

async function keptNames() {
  const names = await store.within(["kept"], "readonly", (kept) => store.answered(kept.getAllKeys()));
  return names.filter((name) => name.startsWith(START));
}

function isStored(name, photo) {
  const note = document.querySelector("[data-stored]")?.dataset.stored;
  return name === `${START}${note}` || document.querySelector(`a[href*="${CSS.escape(photo.photo)}"]`) !== null;
}

async function tidy() {
  if (!localStorage.getItem(MARK)) return;
  for (const name of await keptNames()) {
    const photo = await store.kept(name).catch(() => null);
    if (!photo || Date.now() - photo.at > KEPT_DAYS * 86_400_000 || isStored(name, photo)) await store.drop(name);
  }
  if (!(await keptNames()).length) localStorage.removeItem(MARK);
}

async function putBack() {
  await tidy();
  if (!form || input.files.length || !localStorage.getItem(MARK)) return;
  const photo = await store.kept(nameHere());
  if (photo?.member !== memberHere() || input.files.length) return;
  give(toBytes(photo.data));
  find("[data-photo-lost]")?.remove();
  unfold(find("[data-photo-back]"));
}

// For *Noteer*, which knows when the note of this form is the one that it will be.
export function putPhotoBack() {
  return putBack().catch(() => {}); // no store here: one chooses it anew
}

export function dropPhoto() {
  return form ? drop(nameHere()).catch(() => {}) : Promise.resolve();
}

if (form) {
  input.addEventListener("change", () => {
    for (const part of form.querySelectorAll("[data-photo-back], [data-photo-waits]")) part.hidden = true;
    making = makeSmall().catch(() => {}); // what can't be drawn here, the server reads or refuses
  });
  form.addEventListener("submit", submitted);
  addEventListener("online", () => {
    find("[data-photo-waits]").hidden = true;
  });
}
if (!document.querySelector("form[data-draft]")) putPhotoBack();
