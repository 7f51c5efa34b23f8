// The lock on the screen: opening it, setting it, and letting it fall shut when nobody used the page for a while.

import { isEasy, setLock, SHORTEST, takeLockOff, tryCode } from "./lock.js";
import * as outbox from "./outbox.js";
import * as store from "./store.js";
import { counted, words } from "./waiting.js";

const SHUT_AFTER = 300_000;
const LOOK_EACH = 10_000;
const WARN_TRIES = 3;
const PLAIN = "plain"; // what the form needs behind the lock: numbers, and words that are the same for everybody

const find = (selector) => document.querySelector(selector);
const card = find("[data-lock]");
const fold = find("[data-lock-fold]");
const opening = find("[data-lock-open]");
const setting = find("[data-lock-set]");
const others = "BroadcastChannel" in window ? new BroadcastChannel("raakvlak-lock") : null;

let page = null;
let shut = false;
let isSet = false;
let used = Date.now();

export function isShut() {
  return shut;
}

// --- What one can choose from behind the lock: no situation, no area, no team.

function plainOf({ member, municipality, language, audience, audiences, channels }) {
  const stays = audiences.filter(([value], place) => !place || value === String(audience));
  const bare = stays.map(([value, label]) => [value, label]);
  return { member, municipality, language, audience, audiences: bare, channels, situations: [], areas: [] };
}

export async function plainChoices(choices) {
  if (choices) await store.note({ [PLAIN]: plainOf(choices) });
  return store.fact(PLAIN);
}

// --- How it stands.

export async function showLock(isKnown) {
  const { lock } = (await store.keyThere()) ?? {};
  isSet = Boolean(lock);
  card.hidden = !shut;
  fold.hidden = shut || !isKnown;
  for (const part of fold.querySelectorAll("[data-when-set]")) part.hidden = !isSet;
  for (const part of fold.querySelectorAll("[data-when-unset]")) part.hidden = isSet;
  opening.elements.code.inputMode = lock?.hasLetters ? "text" : "numeric";
  setting.elements.current.inputMode = opening.elements.code.inputMode;
  find("[data-photo-choose]").hidden = shut; // a photo can't be shown again
}

// Look how the lock is: another page may have set it, or taken it off.
export async function look() {
  const isNow = await store.isShut();
  if (isNow && !shut) await fallShut();
  else if (!isNow && shut) await fallOpen();
  return isNow;
}

async function fallShut() {
  shut = true;
  for (const form of [opening, setting]) form.reset();
  complain(opening, "");
  complain(setting, "");
  await page.shut();
  store.readWith(null);
  outbox.forget();
}

async function fallOpen() {
  shut = false;
  used = Date.now();
  await page.opened();
}

async function shutWhenIdle() {
  const since = Date.now() - used;
  if (!isSet || (since >= 0 && since < SHUT_AFTER)) return;
  used = Date.now();
  await fallShut();
}

// --- Saying what is wrong, at the field.

function complain(form, sentence, name = form === opening ? "code" : "current") {
  const said = form.querySelector("[data-lock-problem]");
  said.textContent = sentence;
  said.hidden = !sentence;
  for (const field of form.querySelectorAll("input:not([type=checkbox])")) field.removeAttribute("aria-invalid");
  if (!sentence) return;
  form.elements[name].setAttribute("aria-invalid", "true");
  form.elements[name].focus();
}

function wrong({ wait, left }) {
  if (wait) return counted(wait, words.codeWaitOne, words.codeWait);
  if (left > WARN_TRIES) return words.codeWrong.replace("0", left);
  return counted(left, words.codeLast, words.codeFew);
}

// The code is right; otherwise that is said, or all is gone.
async function isRight(form, name) {
  const answer = await tryCode(form.elements[name].value);
  if (answer.isWiped) page.wiped(words.wiped);
  else if (!answer.isOpen) complain(form, wrong(answer), name);
  return Boolean(answer.isOpen);
}

// --- The forms.

let isBusy = false;

async function once(work) {
  if (isBusy) return;
  isBusy = true;
  try {
    await work();
  } finally {
    isBusy = false;
  }
}

async function open() {
  if (!(await isRight(opening, "code"))) return;
  complain(opening, "");
  opening.reset();
  await fallOpen();
}

function problemWith({ code, again }) {
  if ([...code.value].length < SHORTEST) return [words.codeShort, "code"];
  if (isEasy(code.value)) return [words.codeEasy, "code"];
  return code.value === again.value ? null : [words.codeDifferent, "again"];
}

async function changed(work) {
  try {
    await work();
  } catch {
    complain(setting, words.lockFailed, isSet ? "current" : "code");
    return;
  }
  complain(setting, "");
  setting.reset();
  others?.postMessage("turned");
  await showLock(true);
  page.state.textContent = isSet ? words.lockSet : words.lockOff;
}

async function set() {
  const { code, letters } = setting.elements;
  const problem = problemWith(setting.elements);
  if (problem) return complain(setting, ...problem);
  if (isSet && !(await isRight(setting, "current"))) return;
  await changed(async () => {
    await plainChoices(page.choices());
    await setLock(code.value, letters.checked);
  });
}

async function takeOff() {
  if (!(await isRight(setting, "current"))) return;
  await changed(async () => {
    await takeLockOff();
    await store.note({ [PLAIN]: null });
  });
}

async function wipeAll() {
  const waiting = await outbox.count();
  const photos = await store.within(["kept"], "readonly", (kept) => store.answered(kept.getAllKeys()));
  const lost = [];
  if (waiting) lost.push(counted(waiting, words.lostOne, words.lostMany));
  const pictures = photos.filter((name) => name.startsWith("photo:")).length;
  if (pictures) lost.push(counted(pictures, words.lostPhoto, words.lostPhotos));
  if (!confirm([words.forgotten, ...(lost.length ? lost : [words.lostNothing])].join(" "))) return;
  await store.wipe();
  others?.postMessage("turned");
  location.reload();
}

// What the page does when the lock falls shut or open; where it says so; and what there is to choose from.
export function offerLock(given) {
  page = given;
  const { code, again, letters } = setting.elements;
  letters.addEventListener("change", () => {
    for (const field of [code, again]) field.inputMode = letters.checked ? "text" : "numeric";
  });
  for (const [form, work] of [[opening, open], [setting, set]]) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      once(work);
    });
  }
  find("[data-lock-off]").addEventListener("click", () => once(takeOff));
  find("[data-lock-now]").addEventListener("click", () => once(fallShut));
  find("[data-lock-forgotten]").addEventListener("click", () => once(wipeAll));
  for (const sign of ["pointerdown", "keydown", "input"]) {
    addEventListener(sign, () => shutWhenIdle().then(() => { used = Date.now(); }), { capture: true });
  }
  setInterval(shutWhenIdle, LOOK_EACH);
  for (const moment of ["pageshow", "visibilitychange"]) addEventListener(moment, shutWhenIdle, { capture: true });
  others?.addEventListener("message", look);
}
