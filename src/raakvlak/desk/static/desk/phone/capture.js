// The page that a phone keeps: what one writes on it is safe in the outbox at once, and is sent when there is a way.

import { asBefore, offerAbout } from "./about.js";
import { fill, fillAreas } from "./choosing.js";
import { broughtTogether, keepDraft, keepMended, ownDraft, startBeside } from "./drafts.js";
import { makeKlad, mended, putBack, showReaders, today } from "./filling.js";
import { STAYS, takeFromDesk, takeShared } from "./handed.js";
import "./here.js";
import { isShut, look, offerLock, plainChoices, showLock } from "./locking.js";
import { looked, lookAt } from "./looked.js";
import * as outbox from "./outbox.js";
import { arePhotosThere, chosenPhotos, offerPhotos, sentPhotos, withPhotos } from "./photographing.js";
import { forgetReading, isThereToRead, pageAt, recall, showReading, takeAlong } from "./reading.js";
import { flush, meet, readAnew, renewPage, tokenHere, tokenToSend } from "./sending.js";
import * as store from "./store.js";
import { openAtDesk, said, show, words } from "./waiting.js";

const AGAIN_AFTER = 15_000;
const READ_AFTER = 300_000;
const SOON = 50; // that it is safe is said first, and then the list is drawn and sent
const TODAY = "/";

const find = (selector) => document.querySelector(selector);
const form = find("[data-note]");
const text = form.elements.working_note;
const state = find("[data-state]");
const nowhere = find("[data-place]").textContent;

let choices = null;
let along = null; // what there is to read
let mending = null; // the row that came back and stands in the form
let series = null;
let isForToday = false; // this page stands where *Vandaag* would be: what one has along comes first

function isSeries() {
  return series !== null;
}

offerPhotos({ whose, makeKlad, complain, resend: send });

// --- What one can choose from.

function offer(fresh) {
  choices = fresh;
  find("[data-place]").textContent = choices.place ?? nowhere;
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
  showLock(true);
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
  const pictures = isShut() ? null : await chosenPhotos();
  if (await pictures?.isNotebook()) makeKlad();
  const values = [...written(), ...today()];
  try {
    await drafting;
    let key = mending?.row.key;
    if (mending) await outbox.mend(mending.row, mended(values, mending.values));
    else key = await outbox.put({ ...whose(), kind: isSeries() ? "line" : "note", values, typed: ownDraft() });
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

function inForm() {
  return [...new FormData(form)].filter(([, value]) => value !== "");
}

function draft() {
  drafting = keepDraft(mending ? [] : inForm()).catch(() => {}); // no room: it is in the form still
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
  const draw = () => (choices ? show(choices, doings, isShut()) : { waiting: 0, back: 0 });
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
  if (isShut()) return lookAway(); // meanwhile
  offerAbout(along.pages, choices.situations);
  follow();
}

async function send() {
  clearTimeout(again);
  if ((await showBox()).waiting) state.textContent = words.sending;
  const stopped = await flush(showBox);
  const there = await showBox();
  if (stopped === "revoked") return forget();
  const pictures = choices && !stopped && !isShut() ? await sentPhotos(tokenHere) : null;
  there.photos = pictures?.left;
  if (stopped === "login") offerLogIn();
  else state.textContent = said(stopped, isShut(), there);
  if (!stopped && !isShut() && Date.now() - read > READ_AFTER) await readAlong();
  const wait = there.photos && !there.waiting ? pictures.wait : AGAIN_AFTER;
  if ((there.waiting || there.photos) && document.visibilityState === "visible") again = setTimeout(send, wait);
}

// What it kept is gone, and so is what stands on the screen.
function forget(why = words.revoked) {
  choices = along = null;
  turnTo(null);
  form.reset();
  form.hidden = true;
  for (const part of ["[data-box]", "[data-photo-box]", "[data-lock]", "[data-lock-fold]"]) find(part).hidden = true;
  find("[data-photo-list]").replaceChildren();
  forgetReading();
  find("[data-first]").hidden = false;
  state.textContent = "";
  complain(why);
}

function offerLogIn() {
  const link = document.createElement("a");
  link.href = "/inloggen/login/?next=/telefoon/";
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
    if (isShut()) lookAway();
    else showReading(asked, isForToday ? words.noToday : "");
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

// --- The lock.

function lookAway() {
  along = null;
  forgetReading();
}

// What was typed is kept first: what can't be kept stays in sight.
async function fallShut() {
  clearTimeout(typing);
  await drafting;
  const typed = inForm();
  const isWritten = text.value.trim() || form.elements["promise-0-text"].value;
  startBeside();
  const before = mending;
  const keeping = before ? keepMended(before.row.key, mended(typed, before.values)) : isWritten && keepDraft(typed);
  const isKept = await Promise.resolve(keeping).then(() => true, () => false);
  startBeside();
  mending = null;
  if (isKept) form.reset();
  asBefore();
  lookAway();
  for (const list of ["[data-rows]", "[data-photo-list]", "[data-photo-box]"]) find(list).replaceChildren();
  const plain = await plainChoices();
  choices = plain;
  if (plain) offer(plain);
  else await showLock(false);
  await showBox();
}

async function bringBack() {
  const before = await store.kept("choices");
  if (!before) return;
  along = await recall(before);
  offer(before);
  const { values, mended: sentBack } = await broughtTogether(text.value.trim() ? inForm() : []);
  putBack(values);
  if (new Set(values.filter(([name]) => name === "audience").map(([, value]) => value)).size > 1) makeKlad();
  const rows = sentBack ? await outbox.rows() : [];
  const row = rows.find(({ key, state }) => key === sentBack.key && state !== "waiting");
  if (row && !text.value.trim()) doings.mend(row, sentBack);
  else if (sentBack) text.value = [text.value, new Map(sentBack.values).get("working_note")].filter(Boolean).join("\n\n");
}

offerLock({
  shut: fallShut,
  wiped: forget,
  choices: () => choices,
  state,
  async opened() {
    await bringBack();
    follow();
    await takeHanded();
    if (choices && (await arePhotosThere())) await (await withPhotos()).show();
    await send();
  },
});

// --- Begin.

async function takeHanded() {
  if (!choices) return;
  takeShared(text, makeKlad);
  await takeFromDesk(whose(), turnTo, choices.audiences, complain).catch((error) => {
    if (!(error instanceof store.Shut)) throw error; // its photo waits for the code, and the note with it
  });
}

async function begin() {
  if (!crypto.subtle || !navigator.locks || !("indexedDB" in window)) return complain(words.insecure);
  navigator.serviceWorker?.register(find("[data-worker]").dataset.worker).catch(() => {});
  if (await store.wipeWhenOld()) complain(words.old);
  if (!(await look())) await bringBack();
  isForToday = location.pathname === TODAY && !location.hash && isThereToRead();
  if (choices && !isForToday && !find("details[open]")) text.focus();
  follow();
  await takeHanded();
  await showBox();
  if (choices && !isShut() && (await arePhotosThere())) await (await withPhotos()).show();
  try {
    const fresh = await meet();
    const { lock } = (await store.keyThere()) ?? {};
    const plain = lock ? await plainChoices(fresh) : null;
    if (!isShut()) along = await recall(fresh);
    if (isShut()) lookAway();
    offer(isShut() ? (plain ?? (await plainChoices())) : fresh);
    await renewPage(choices.language);
  } catch (error) {
    if (error.message === "revoked") return forget();
    find("[data-first]").hidden = choices !== null || error.message === "offline";
    if (!choices && error.message === "offline" && find("[data-problem]").hidden) complain(words.waiting);
  }
  await takeHanded();
  await send();
}

for (const moment of ["online", "pageshow"]) addEventListener(moment, () => choices && send());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && choices && send());

begin();
