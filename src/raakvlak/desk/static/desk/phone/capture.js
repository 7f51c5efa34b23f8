// The page that a phone keeps: what one writes on it is safe in the outbox at once, and is sent when there is a way.

import { fill, fillAreas } from "./choosing.js";
import "./here.js";
import * as outbox from "./outbox.js";
import { flush, meet, tokenHere, tokenToSend } from "./sending.js";
import * as store from "./store.js";
import { counted, openAtDesk, show, words } from "./waiting.js";

const AGAIN_AFTER = 15_000;
const DRAFT = "draft";
const PAGE = "/telefoon/"; // shown for any address that can't be reached
const DRAFTS = "raakvlak-note:";

const find = (selector) => document.querySelector(selector);
const form = find("[data-note]");
const text = form.elements.working_note;
const state = find("[data-state]");

let choices = null;
let mending = null; // the row that came back and stands in the form
let series = null;

function isSeries() {
  return series !== null;
}

// --- Photos: what is done with them is fetched only when there is one.

let photos = null;

async function withPhotos() {
  photos ??= import(find("[data-worker]").dataset.photos).then((module) => module.photos({ store, outbox, words, whose, makeKlad, complain }));
  return photos;
}

async function arePhotosThere() {
  const names = await store.within(["kept"], "readonly", (there) => store.answered(there.getAllKeys()));
  return names.some((name) => name.startsWith("photo:"));
}

// A page of one's own notebook is for oneself alone: the narrowest circle stands first.
function makeKlad() {
  form.querySelector("[name=audience]").checked = true;
  showReaders();
}

find("[data-photo-file]").addEventListener("change", async ({ target }) => {
  const files = [...target.files];
  target.value = "";
  await (await withPhotos()).add(files);
});
find("[data-photo-choose]").addEventListener("click", () => find("[data-photo-file]").click());

// --- What one can choose from.

function offer(fresh) {
  choices = fresh;
  find("[data-place]").textContent = choices.place;
  find("[data-situations]").hidden = !choices.situations.length;
  fill("situation", "checkbox", choices.situations);
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

function showReaders() {
  const chosen = form.querySelector("[name=audience]:checked");
  find("[data-readers]").textContent = chosen ? chosen.nextElementSibling.firstChild.textContent : "";
}

// --- What is written becomes a note.

function today() {
  const now = new Date();
  const day = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")];
  const part = now.getHours() < 12 ? "morning" : now.getHours() < 18 ? "afternoon" : "evening";
  return [["happened_on", day.join("-")], ["part_of_day", part]];
}

function written() {
  const values = [...new FormData(form)].filter(([, value]) => value !== "");
  if (isSeries()) {
    const line = values.map(([name, value]) => [name === "working_note" ? "line" : name, value]);
    return [...line.filter(([name]) => !name.startsWith("promise-")), ["series", series]];
  }
  return [...values, ["promise_rows", values.some(([name]) => name.startsWith("promise-0-")) ? "1" : "0"]];
}

function empty() {
  const stays = isSeries() ? ["area", "channel", "audience", "situation", "latitude", "longitude"] : ["audience"];
  const before = [...new FormData(form)].filter(([name]) => stays.includes(name));
  form.reset();
  putBack(before);
  if (!isSeries()) find("#meer").open = false;
}

function putBack(values) {
  for (const [name, value] of values) {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    for (const field of fields) {
      if (/checkbox|radio/.test(field.type)) field.checked ||= field.value === value;
      else field.value = value;
    }
  }
  showReaders();
}

function complain(sentence) {
  const problem = find("[data-problem]");
  problem.textContent = sentence;
  problem.hidden = !sentence;
}

// What stands in the form that this page does not show, such as a name of the desk's own form, goes along unchanged.
function mended(values) {
  const shown = new Set([...form.elements].map(({ name }) => name));
  const hidden = mending.values.filter(([name]) => !shown.has(name) && !["line", "promise_rows", "series"].includes(name));
  const same = mending.values.filter(([name]) => name === "series" || name === "happened_on" || name === "part_of_day");
  return [...values.filter(([name]) => !same.some(([kept]) => kept === name)), ...hidden.filter(([name]) => !same.some(([kept]) => kept === name)), ...same];
}

async function save() {
  if (!text.value.trim()) {
    complain(words.empty);
    text.focus();
    return;
  }
  const along = photos && (await photos);
  if (await along?.isNotebook()) makeKlad();
  const values = [...written(), ...today()];
  await drafting;
  let key;
  try {
    if (mending) await outbox.mend(mending.row, mended(values));
    else key = await outbox.put({ ...whose(), kind: isSeries() ? "line" : "note", values, typed: DRAFT });
  } catch (error) {
    complain(words.full);
    throw error;
  }
  await along?.attach(key ?? mending.row.key);
  complain("");
  mending = null;
  empty();
  state.textContent = words.saved;
  text.focus();
  await showBox();
  send();
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
    await (await photos)?.dropOf(row.key);
    await showBox();
  },
};

async function showBox() {
  return choices ? show(choices, doings) : { waiting: 0, back: 0 };
}

let again;

async function send() {
  clearTimeout(again);
  if (await outbox.count()) state.textContent = words.sending;
  const stopped = await flush(showBox);
  const there = await showBox();
  if (stopped === "revoked") return forget();
  if (choices && !stopped && (await arePhotosThere())) there.photos = await (await withPhotos()).send(tokenHere);
  if (stopped === "login") offerLogIn();
  else state.textContent = said(stopped, there);
  if ((there.waiting || there.photos) && document.visibilityState === "visible") again = setTimeout(send, AGAIN_AFTER);
}

// This phone was taken off: what it kept is gone, and so is what stands on the screen.
function forget() {
  choices = null;
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

// --- Noteer or Reeks, by the address.

function turnTo(wanted) {
  series = wanted;
  find("[data-heading]").textContent = isSeries() ? words.series : words.note;
  find("[data-label]").textContent = isSeries() ? words.line : words.words;
  find("[data-to-series]").hidden = isSeries();
  find("[data-to-note]").hidden = !isSeries();
  find("[data-promise]").hidden = isSeries();
  text.rows = isSeries() ? 1 : 4;
}

function follow() {
  if (location.hash === "#reeks") turnTo(series ?? crypto.randomUUID());
  else if (location.hash === "#noteer") turnTo(null);
}

addEventListener("hashchange", follow);
find("[data-readers]").addEventListener("click", (event) => {
  event.preventDefault();
  find("#meer").open = true;
  form.querySelector("[name=audience]:checked")?.focus();
});

// --- A note that the desk's own form could not send: it is on this phone already, as that form's draft.

async function takeFromDesk() {
  const key = new URLSearchParams(location.hash.slice(1)).get("bewaar");
  if (!key || !choices) return;
  const name = `${DRAFTS}${choices.member}:new:${key}`;
  const draft = JSON.parse(localStorage.getItem(name) ?? "null");
  history.replaceState(null, "", location.pathname);
  if (!draft) return;
  const rows = draft.values.map(([field]) => Number(/^promise-(\d+)-/.exec(field)?.[1] ?? -1));
  const values = [...draft.values, ["promise_rows", String(Math.max(-1, ...rows) + 1)]];
  await outbox.put({ key, ...whose(), kind: "note", values });
  localStorage.removeItem(name);
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
    offer(before);
    putBack(typed ?? []);
    if (!find("details[open]")) text.focus();
  }
  follow();
  takeShared();
  await takeFromDesk();
  await showBox();
  if (choices && (await arePhotosThere())) await (await withPhotos()).show();
  try {
    offer(await meet());
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
