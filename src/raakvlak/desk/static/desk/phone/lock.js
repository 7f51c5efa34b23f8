// The lock: a code without which nothing that is kept on this phone can be read. It is asked for reading, not for
// writing. The server never hears it.

import { freshKey, freshPair, halfOf, unwrapped, wrapped } from "./envelopes.js";
import { outside } from "./outbox.js";
import { answered, keyThere, readWith, seal, unseal, wipe, within } from "./store.js";

export const SHORTEST = 6;
const MOST_TRIES = 10;
const WAITS = [0, 1, 2, 5, 15, 30, 60, 120, 300, 600]; // seconds, after so many wrong tries
const STORES = ["keys", "outbox", "kept"];

// Too easy: one or two signs again and again, or a row such as 123456.
export function isEasy(code) {
  const signs = [...code].map((sign) => sign.codePointAt(0));
  const step = signs[1] - signs[0];
  const isRow = signs.every((sign, place) => !place || sign - signs[place - 1] === step);
  return isRow || new Set(signs).size < 3;
}

// --- All that is there is sealed anew, in one transaction: whatever happens, it is all as before, or all as after.

async function everything(keys, outbox, kept) {
  const asked = [keys.get("mark"), outbox.getAll(), kept.getAllKeys(), kept.getAll()];
  const [mark, rows, names, envelopes] = await Promise.all(asked.map(answered));
  return { rows, names, envelopes, print: [mark, ...names, ...[...rows, ...envelopes].map(({ iv }) => iv.join())].join(" ") };
}

async function anew(next, envelope, outside) {
  return seal(next, await unseal(envelope, outside), outside);
}

async function turn(next, reader) {
  for (let isDone = false; !isDone; ) {
    const before = await within(STORES, "readonly", everything);
    const rows = await Promise.all(before.rows.map((row) => anew(next, row, outside(row))));
    const kept = await Promise.all(before.envelopes.map((envelope, place) => anew(next, envelope, before.names[place])));
    isDone = await within(STORES, "readwrite", async (keys, outbox, store) => {
      const now = await everything(keys, outbox, store);
      if (now.print !== before.print) return false; // somebody wrote meanwhile
      now.rows.forEach((row, place) => outbox.put({ ...row, from: undefined, ...rows[place] }));
      now.names.forEach((name, place) => store.put(kept[place], name));
      for (const name of ["lock", "tries"]) keys.delete(name);
      keys.put(next.key, "seal");
      keys.put(next.mark, "mark");
      if (next.lock) keys.put(next.lock, "lock");
      return true;
    });
  }
  readWith(reader);
}

// Set a lock, or another code on it: new keys each time, so that an old copy of the old ones opens nothing new.
export async function setLock(code, hasLetters) {
  const [key, { point, half }, mark] = [await freshKey(), await freshPair(), crypto.randomUUID()];
  const lock = { ...(await wrapped(code, key, half)), point, hasLetters };
  await turn({ key, mark, lock }, { half: await halfOf(half), point, mark });
}

export async function takeLockOff() {
  await turn({ key: await freshKey(), mark: crypto.randomUUID(), lock: null }, null);
}

// --- Trying a code. A try counts before it is made: who closes the page meanwhile has tried.

async function countedTry() {
  return within(["keys"], "readwrite", async (keys) => {
    const { count, until } = (await answered(keys.get("tries"))) ?? { count: 0, until: 0 };
    const wait = Math.ceil(Math.min(until - Date.now(), WAITS.at(-1) * 1000) / 1000);
    if (wait > 0) return { wait };
    const now = Math.min(count + 1, MOST_TRIES);
    keys.put({ count: now, until: Date.now() + (WAITS[now] ?? 0) * 1000 }, "tries");
    return { left: MOST_TRIES - now };
  });
}

// Open the lock for this page; says how many tries are left, how long to wait, or that all is wiped.
export async function tryCode(code) {
  const there = await keyThere();
  if (!there?.lock) return { isOpen: true };
  const { wait, left } = await countedTry();
  if (wait) return { wait };
  const half = await unwrapped(code, there.key, there.lock);
  if (half) {
    await within(["keys"], "readwrite", (keys) => answered(keys.delete("tries")));
    readWith({ half: await halfOf(half), point: there.lock.point, mark: there.mark });
    return { isOpen: true };
  }
  if (left) return { left };
  await wipe();
  return { isWiped: true };
}
