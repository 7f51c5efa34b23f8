// Sends what waits: once and only once, in the order in which it was written, by one page at a time.

import * as outbox from "./outbox.js";
import { fact, keep, note, Shut, wipe } from "./store.js";

const ALONG = "/telefoon/mee/";
const PAGE = "/telefoon/";
const READ = "/telefoon/lezen/";
const SEND = "/telefoon/stuur/";
const MAY_KEEP = "/telefoon/mag/";
const PHONE = "raakvlak-phone"; // that this is a phone that notes outside: see visited.js
const AT_ONCE = 50;
const PATIENCE = 30_000;
const MOST_TRIES = 5; // that the server itself stumbles over one note

// Why sending stopped; only the server's own words end up in the outbox.
export class Stopped extends Error {}

async function ask(url, options = {}) {
  const abort = new AbortController();
  const waiting = setTimeout(() => abort.abort(), PATIENCE);
  try {
    const answer = await fetch(url, { redirect: "manual", cache: "no-store", signal: abort.signal, ...options });
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new Stopped("login");
    if (answer.status === 403) throw new Stopped("refused");
    if (!answer.ok) throw Object.assign(new Stopped("server"), { status: answer.status });
    return await answer.json();
  } catch (error) {
    if (error instanceof Stopped) throw error;
    throw new Stopped("offline");
  } finally {
    clearTimeout(waiting);
  }
}

// The page itself, when one chose another language.
export async function renewPage(language) {
  if (!("caches" in window) || language === document.documentElement.lang) return;
  const fresh = await fetch(PAGE, { cache: "reload" });
  if (!fresh.ok) return;
  for (const name of await caches.keys()) if (name.startsWith("raakvlak-")) await (await caches.open(name)).put(PAGE, fresh.clone());
}

// Who one is here, and what one can choose from: fetched anew at each opening of a page, and kept sealed.
let contact = null;

export async function meet() {
  let fresh;
  try {
    fresh = await ask(ALONG);
  } catch (error) {
    if (error.message === "login" || error.message === "refused") await stopWhenRevoked();
    throw error;
  }
  const { token, ...choices } = fresh;
  contact = { token, member: choices.member, municipality: choices.municipality };
  await keep("choices", choices);
  await note({ contact: Date.now(), days: choices.days });
  localStorage.setItem(PHONE, "1");
  await tellAbout(new Date().toDateString());
  return choices;
}

// The key by which one finds this phone in the list of one's own; drawn here, and told to the server alone.
async function device() {
  const known = await fact("device");
  if (known) return known;
  await note({ device: crypto.randomUUID() });
  return fact("device");
}

// Once a day, and for each member, the server hears that this phone keeps something.
async function tellAbout(day) {
  const said = `${day} ${contact.member}`;
  if ((await fact("told")) === said) return;
  await post([]);
  await note({ told: said });
}

// A phone that was taken off erases what it keeps, also when nobody is logged in on it.
async function stopWhenRevoked() {
  const known = await fact("device");
  if (!known || !(await ask(`${MAY_KEEP}?toestel=${known}`)).is_revoked) return;
  await wipe();
  throw new Stopped("revoked");
}

async function post(notes) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": contact.token };
  const body = JSON.stringify({ device: await device(), notes });
  const { answers, is_revoked: isRevoked } = await ask(SEND, { method: "POST", headers, body });
  if (!isRevoked) return answers;
  await wipe();
  throw new Stopped("revoked");
}

export function tokenHere() {
  return contact?.token;
}

export async function tokenToSend() {
  await meet();
  return contact.token;
}

// What one may read now: what is not in it is not for these eyes any more, and is forgotten.
export async function readAnew(visited) {
  if (!contact) await meet();
  const headers = { "Content-Type": "application/json", "X-CSRFToken": contact.token };
  return ask(READ, { method: "POST", headers, body: JSON.stringify({ visited }) });
}

async function send(batch) {
  const notes = await Promise.all(
    batch.map(async (row) => {
      const { key, member, municipality, kind } = row;
      return { key, member, municipality, kind, values: (await outbox.opened(row)).values };
    }),
  );
  const answers = await post(notes);
  return new Map(answers.map((answer) => [answer.key, answer]));
}

async function settle(batch, answers) {
  const stored = batch.filter(({ key }) => answers.get(key)?.state === "stored");
  await outbox.remove(...stored.map(({ key }) => key));
  for (const row of batch) {
    const answer = answers.get(row.key);
    if (answer?.state === "refused" || answer?.state === "asks") await outbox.refuse(row, answer);
  }
}

async function mine() {
  const rows = await outbox.rows();
  const waiting = rows.filter(
    ({ state, member, municipality }) =>
      state === "waiting" && member === contact.member && municipality === contact.municipality,
  );
  return outbox.readable(waiting);
}

// The server stumbled: it may be over one note. That one is found by sending them one by one, and put aside after some
// tries, so that it does not hold up the rest.
async function stumbled(batch, error) {
  if (![400, 413, 500].includes(error.status)) throw error;
  if (batch.length > 1) return 1;
  if (error.status === 500 && batch[0].tries < MOST_TRIES) throw error;
  await outbox.refuse(batch[0], { state: "stumbled", reasons: [] });
  return 1;
}

async function sendAll(told) {
  if (!contact) await meet();
  let atOnce = AT_ONCE;
  for (let waiting = await mine(); waiting.length; waiting = await mine()) {
    const batch = waiting.slice(0, atOnce);
    await outbox.tried(batch.map(({ key }) => key));
    try {
      const answers = await send(batch);
      await settle(batch, answers);
      if (![...answers.values()].some(({ state }) => state !== "elsewhere")) throw new Stopped("elsewhere");
    } catch (error) {
      atOnce = await stumbled(batch, error);
    }
    told();
  }
}

let asked = null;

// Send all there is. Asked again meanwhile, it looks once more when it is done: nothing is left behind.
export function flush(told = () => {}) {
  asked ??= navigator.locks.request("raakvlak-outbox", () => {
    asked = null;
    return sendAll(told).catch((error) => {
      if (error instanceof Shut) return undefined; // the lock fell shut: it goes on when that opens
      if (!(error instanceof Stopped)) throw error;
      contact = null; // another log-in, another token, another town: ask anew
      return error.message;
    });
  });
  return asked;
}

