// The page that a phone keeps: what one writes on it is safe in the outbox at once, and is sent when there is a way.

import { asBefore, offerAbout } from "./about.js";
import { fill, fillAreas } from "./choosing.js";
import { mended, putBack, showReaders, today } from "./filling.js";
import "./here.js";
import { looked, lookAt } from "./looked.js";
import * as outbox from "./outbox.js";
import { arePhotosThere, chosenPhotos, offerPhotos, photoOfDesk, takePhotoOfDesk, withPhotos, wordsWith } from "./photographing.js";
import { isThereToRead, pageAt, recall, showReading, takeAlong } from "./reading.js";
import { flush, meet, readAnew, tokenHere, tokenToSend } from "./sending.js";
import * as store from "./store.js";
import { counted, openAtDesk, show, words } from "./waiting.js";

const AGAIN_AFTER = 15_000;
const READ_AFTER = 300_000;
const SOON = 50; // that it is safe is said first, and then the list is drawn and sent
const DRAFT = "draft";
const STAYS = ["area", "channel", "audience", "situation", "latitude", "longitude"]; // for each line of a series
const PAGE = "/telefoon/"; // shown for any address that can't be reached
const DRAFTS = "raakvlak-note:";
const TODAY = "/";

const find = (selector) => document.querySelector(selector);
const form = find("[data-note]");
const text = form.elements.working_note;
const state = find("[data-state]");

let choices = null;
let along = null; // what there is to read
let mending = null; // the row that came back and stands in the form
let series = null;
let isForToday = false; // this page stands where *Vandaag* would be: what one has along comes first

function isSeries() {
  return series !== null;
}

// A page of one's own notebook is for oneself alone: the narrowest circle stands first.
function makeKlad() {
  form.querySelector("[name=audience]").checked = true;
  showReaders();
}

offerPhotos({ whose, makeKlad, complain, resend: send });

// --- What one can choose from.

function offer(fresh) {
  choices = fresh;
  find("[data-place]").textContent = choices.place;
  offerAbout(along?.pages ?? [], choices.situations);
  fill("channel", "radio", choices.channels);
  fill("audience", "radio", choices.audiences);
  fillAreas(choices.areas);
  const circles = [...form.querySelectorAll("[name=audience]")];
  if (!circles.some(({ checked }) => checked)) {
    (circles.find(({ value }) => value === String(choices.audience)) ?? circles[0]).checked = true;
  }
  showReaders();
  form.hidden = false;
  find("[data-first]").hidden = true;
}

// --- What is written becomes a note.

function written() {
  const values = [...new FormData(form)].filter(([, value]) => value !== "");
  if (isSeries()) {
    const line = values.map(([name, value]) => [name === "working_note" ? "line" : name, value]);
    return [...line.filter(([name]) => !name.startsWith("promise-")), ["series", series]];
  }
  return [...values, ["promise_rows", values.some(([name]) => name.startsWith("promise-0-")) ? "1" : "0"]];
}

function empty() {
  const stays = isSeries() ? STAYS : ["audience"];
  const before = [...new FormData(form)].filter(([name]) => stays.includes(name));
  form.reset();
  putBack(before);
  if (isSeries()) return;
  asBefore();
  find("#meer").open = false;
}

function complain(sentence) {
  const problem = find("[data-problem]");
  problem.textContent = sentence;
  problem.hidden = !sentence;
}

let saving = false; // who taps twice means one note

async function save() {
  if (saving) return;
  const typed = text.value;
  if (!typed.trim()) {
    complain(words.empty);
    text.focus();
    return;
  }
  saving = true;
  const pictures = await chosenPhotos();
  if (await pictures?.isNotebook()) makeKlad();
  const values = [...written(), ...today()];
  try {
    await drafting;
    let key = mending?.row.key;
    if (mending) await outbox.mend(mending.row, mended(values, mending.values));
    else key = await outbox.put({ ...whose(), kind: isSeries() ? "line" : "note", values, typed: DRAFT });
    await pictures?.attach(key).catch(() => {}); // no room: they stay in sight, and the note is there
  } catch (error) {
    complain(words.full);
    throw error;
  } finally {
    saving = false;
  }
  complain("");
  mending = null;
  const since = text.value.startsWith(typed) ? text.value.slice(typed.length) : "";
  empty();
  text.value = since.trimStart(); // typed while it was being kept
  state.textContent = words.saved;
  text.focus();
  setTimeout(async () => {
    await remember(values);
    await send();
  }, SOON);
}

// What a note is about stands first in the next one.
async function remember(values) {
  const kinds = { situation: "situation", party: "organisation" };
  const chosen = values.filter(([name]) => name in kinds).map(([name, value]) => [kinds[name], Number(value)]);
  if (chosen.length) await lookAt(choices.member, ...chosen).catch(() => {}); // no room: the note is there
}

function whose() {
  return { member: choices.member, municipality: choices.municipality };
}

// --- A draft: what was typed and not saved yet outlives the page.

let typing;
let drafting = null;

function draft() {
  const typed = mending ? [] : [...new FormData(form)].filter(([, value]) => value !== "");
  drafting = store.keep(DRAFT, typed).catch(() => {}); // no room: it is in the form still
}

form.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(draft, 300);
});
form.addEventListener("change", showReaders);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  save();
});
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || !isSeries()) return;
  event.preventDefault();
  form.requestSubmit();
});

// --- What waits, and sending it.

const doings = {
  async sure(row, { values, asked }) {
    await outbox.mend(row, [...values.filter(([name]) => name !== "asked"), ["asked", asked]]);
    await showBox();
    send();
  },
  mend(row, { values }) {
    turnTo(row.kind === "line" ? (values.find(([name]) => name === "series")?.[1] ?? crypto.randomUUID()) : null);
    form.reset();
    for (const box of form.querySelectorAll(":checked")) box.checked = false;
    putBack(values.map(([name, value]) => [name === "line" ? "working_note" : name, value]));
    mending = { row, values };
    find("#meer").open = true;
    text.focus();
  },
  async open(row, { values }) {
    try {
      const token = await tokenToSend();
      await outbox.mend(row, values); // when the desk stores it, the server says so at the next sending
      openAtDesk(row, values, token);
    } catch {
      state.textContent = words.waiting;
    }
  },
  async drop(row) {
    if (!confirm(words.drop)) return;
    await outbox.remove(row.key);
    await (await chosenPhotos())?.dropOf(row.key);
    await showBox();
  },
};

let drawing = null;

// One drawing after the other: the last one shows how it is.
function showBox() {
  const draw = () => (choices ? show(choices, doings) : { waiting: 0, back: 0 });
  drawing = drawing ? drawing.then(draw, draw) : Promise.resolve().then(draw);
  return drawing;
}

let again;
let read = 0; // when it was last asked what there is to read

async function readAlong() {
  read = Date.now();
  try {
    along = await takeAlong(await readAnew(await looked(choices.member)));
  } catch {
    read = 0; // the next time that something is sent
    return;
  }
  offerAbout(along.pages, choices.situations);
  follow();
}

async function send() {
  clearTimeout(again);
  if ((await showBox()).waiting) state.textContent = words.sending;
  const stopped = await flush(showBox);
  const there = await showBox();
  if (stopped === "revoked") return forget();
  const pictures = choices && !stopped && (await arePhotosThere()) ? await (await withPhotos()).send(tokenHere) : null;
  there.photos = pictures?.left;
  if (stopped === "login") offerLogIn();
  else state.textContent = said(stopped, there);
  if (!stopped && Date.now() - read > READ_AFTER) await readAlong();
  const wait = there.photos && !there.waiting ? pictures.wait : AGAIN_AFTER;
  if ((there.waiting || there.photos) && document.visibilityState === "visible") again = setTimeout(send, wait);
}

// This phone was taken off: what it kept is gone, and so is what stands on the screen.
function forget() {
  choices = along = null;
  turnTo(null);
  form.reset();
  form.hidden = true;
  for (const part of ["[data-box]", "[data-photo-box]"]) find(part).hidden = true;
  find("[data-photo-list]").replaceChildren();
  find("[data-first]").hidden = false;
  state.textContent = "";
  complain(words.revoked);
}

function said(stopped, { waiting, back, photos: left }) {
  if (stopped && stopped !== "offline") return words[stopped];
  const sentences = [];
  if (waiting) sentences.push(counted(waiting, words.one, words.many));
  if (back) sentences.push(counted(back, words.oneBack, words.manyBack));
  if (left) sentences.push(counted(left, words.onePhoto, words.manyPhotos));
  if (stopped) sentences.push(words.waiting);
  return sentences.join(" · ") || words.sent;
}

function offerLogIn() {
  const link = document.createElement("a");
  link.href = `/inloggen/login/?next=${PAGE}`;
  link.textContent = words.login;
  state.replaceChildren(link);
}

find("[data-send]").addEventListener("click", send);

// --- Noteer, Reeks or Lezen, by the address.

function turnTo(wanted, isReading = false) {
  if (!isReading) series = wanted;
  find("[data-heading]").textContent = isReading ? words.reading : isSeries() ? words.series : words.note;
  find("[data-label]").textContent = isSeries() ? words.line : words.words;
  find("[data-to-series]").hidden = !isReading && isSeries();
  find("[data-to-note]").hidden = !isReading && !isSeries();
  find("[data-to-reading]").hidden = isReading;
  find("[data-promise]").hidden = isSeries();
  find("[data-writing]").hidden = isReading;
  find("[data-reading]").hidden = !isReading;
  text.rows = isSeries() ? 1 : 4;
}

// An address of the desk that can't be reached, and of which the phone has the page, shows that.
function follow() {
  const asked = new URLSearchParams(location.hash.slice(1)).get("lezen") || (location.hash ? "" : location.pathname);
  if (choices && (location.hash.startsWith("#lezen") || pageAt(asked) || isForToday)) {
    turnTo(series, true);
    showReading(asked, isForToday ? words.noToday : "");
  } else if (location.hash === "#reeks") turnTo(series ?? crypto.randomUUID());
  else if (location.hash === "#noteer") turnTo(null);
  else if (!find("[data-reading]").hidden) turnTo(series);
}

addEventListener("hashchange", () => {
  isForToday = false;
  follow();
  scrollTo(0, 0);
});
find("[data-readers]").addEventListener("click", (event) => {
  event.preventDefault();
  find("#meer").open = true;
  form.querySelector("[name=audience]:checked")?.focus();
});

// --- A note that the desk's own form could not send: it is on this phone already, as that form's draft.

async function takeFromDesk() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const key = asked.get("bewaar");
  if (!key || !choices) return;
  const photo = await photoOfDesk(key, choices.member);
  const names = { note: `${DRAFTS}${choices.member}:new:${key}`, line: `${DRAFTS}${choices.member}:line:${key}` };
  for (const [kind, name] of Object.entries(names)) {
    const draft = JSON.parse(localStorage.getItem(name) ?? "null");
    if (!draft) continue;
    const rows = draft.values.map(([field]) => Number(/^promise-(\d+)-/.exec(field)?.[1] ?? -1));
    const count = ["promise_rows", String(Math.max(-1, ...rows) + 1)];
    const values = wordsWith(photo, draft.values, choices.audiences);
    await outbox.put({ key, ...whose(), kind, values: kind === "note" ? [...values, count] : values });
    localStorage.removeItem(name);
    if (kind === "line") goOnWith(values);
  }
  if (photo) await takePhotoOfDesk(key, photo);
  else if (asked.has("foto")) complain(words.photoLeft);
  history.replaceState(null, "", location.pathname);
}

// A market morning goes on here, with what stays the same for each line.
function goOnWith(values) {
  localStorage.removeItem(`${DRAFTS}${choices.member}:series`);
  turnTo(values.find(([name]) => name === "series")?.[1] ?? crypto.randomUUID());
  putBack(values.filter(([name]) => STAYS.includes(name)));
}

// --- What was shared from another app: it stands in the form, for oneself alone, and is a note when one saves it.

function takeShared() {
  const asked = new URLSearchParams(location.search);
  const parts = ["titel", "tekst", "link"].map((name) => asked.get(name)?.trim()).filter(Boolean);
  if (!parts.length || !choices) return;
  history.replaceState(null, "", location.pathname + location.hash);
  text.value = [text.value.trim(), ...new Set(parts)].filter(Boolean).join("\n");
  form.querySelector("[name=audience]").checked = true; // the narrowest circle stands first
  showReaders();
}

// --- Begin.

async function renewPage(language) {
  if (!("caches" in window) || language === document.documentElement.lang) return;
  const fresh = await fetch(PAGE, { cache: "reload" });
  if (!fresh.ok) return;
  for (const name of await caches.keys()) if (name.startsWith("raakvlak-")) await (await caches.open(name)).put(PAGE, fresh.clone());
}

async function begin() {
  if (!crypto.subtle || !navigator.locks || !("indexedDB" in window)) return complain(words.insecure);
  navigator.serviceWorker?.register(find("[data-worker]").dataset.worker).catch(() => {});
  if (await store.wipeWhenOld()) complain(words.old);
  const [before, typed] = await Promise.all([store.kept("choices"), store.kept(DRAFT)]);
  if (before) {
    along = await recall(before);
    offer(before);
    putBack(typed ?? []);
    isForToday = location.pathname === TODAY && !location.hash && isThereToRead();
    if (!isForToday && !find("details[open]")) text.focus();
  }
  follow();
  takeShared();
  await takeFromDesk();
  await showBox();
  if (choices && (await arePhotosThere())) await (await withPhotos()).show();
  try {
    const fresh = await meet();
    along = await recall(fresh);
    offer(fresh);
    await renewPage(choices.language);
  } catch (error) {
    if (error.message === "revoked") return forget();
    find("[data-first]").hidden = choices !== null || error.message === "offline";
    if (!choices && error.message === "offline" && find("[data-problem]").hidden) complain(words.waiting);
  }
  takeShared();
  await takeFromDesk();
  await send();
}

for (const moment of ["online", "pageshow"]) addEventListener(moment, () => choices && send());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && choices && send());

begin();
