// What this phone keeps: in a database of its own, sealed with a key that never leaves it and that no script can read.

import { freshKey, openedBy, openedWith, sealedFor, sealedWith } from "./envelopes.js";

const NAME = "raakvlak";

// Each step makes out of the database of one version that of the next, and only adds; one that was released never changes.
export const STEPS = [
  (database) => {
    database.createObjectStore("keys");
    database.createObjectStore("facts");
    database.createObjectStore("kept");
    database.createObjectStore("outbox", { keyPath: "number", autoIncrement: true }).createIndex("key", "key", { unique: true });
  },
];

export function answered(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

function brought(steps) {
  const request = indexedDB.open(NAME, steps.length);
  request.addEventListener("upgradeneeded", ({ oldVersion }) => {
    for (const step of steps.slice(oldVersion)) step(request.result, request.transaction);
  });
  return answered(request);
}

export async function open(steps = STEPS) {
  const database = await brought(steps).catch((error) => {
    // A newer page was here before this one, which is still open: steps only add, so this one can go on.
    if (error.name === "VersionError") return answered(indexedDB.open(NAME));
    throw error;
  });
  // Another page brings a newer version: let it, this page opens it again when it needs to.
  database.addEventListener("versionchange", () => database.close());
  return database;
}

// Opening takes longer than writing, so it stays open; one that was closed meanwhile is opened anew.
let opened = null;

function here() {
  opened ??= open().then(
    (database) => {
      for (const end of ["close", "versionchange"]) database.addEventListener(end, forget);
      return database;
    },
    (error) => {
      forget();
      throw error;
    },
  );
  return opened;
}

function forget() {
  opened = null;
  known = null;
}

async function begun(names, mode) {
  for (;;) {
    const database = await here();
    try {
      return database.transaction(names, mode, { durability: "strict" });
    } catch (error) {
      if (error.name !== "InvalidStateError") throw error;
      forget();
    }
  }
}

// Do something in one transaction; what it wrote is on the disk before this ends.
export async function within(names, mode, work) {
  const transaction = await begun(names, mode);
  const ended = new Promise((resolve, reject) => {
    transaction.addEventListener("complete", resolve);
    transaction.addEventListener("abort", () => reject(transaction.error));
  });
  const working = async () => work(...names.map((name) => transaction.objectStore(name)));
  const worked = working().catch((error) => {
    try {
      transaction.abort(); // what was half done is not done
    } catch {
      // it had ended by itself
    }
    throw error;
  });
  const [result] = await Promise.all([worked, ended]);
  return result;
}

export function fact(name) {
  return within(["facts"], "readonly", (facts) => answered(facts.get(name)));
}

export function note(values) {
  return within(["facts"], "readwrite", (facts) => {
    for (const [name, value] of Object.entries(values)) facts.put(value, name);
  });
}

// --- The key, and what is sealed with it; or for the lock, when there is one: see lock.js.

// The key and the lock as this page knows them, with a mark by which they are told from those that come after them.
let known = null;

// What opens the lock, in the memory of this page alone.
let reader = null;

// It can't be read without the code.
export class Shut extends Error {}

async function keyForSure() {
  known ??= await keyThere();
  if (known) return known;
  const fresh = await freshKey();
  await within(["keys"], "readwrite", async (keys) => {
    if (await answered(keys.get("seal"))) return; // another tab was first
    keys.put(fresh, "seal");
    keys.put(crypto.randomUUID(), "mark");
  });
  known = await keyThere();
  return known;
}

export async function keyThere() {
  return within(["keys"], "readonly", async (keys) => {
    const key = await answered(keys.get("seal"));
    return key ? { key, mark: await answered(keys.get("mark")), lock: await answered(keys.get("lock")) } : null;
  });
}

export async function isShut() {
  known = await keyThere();
  return Boolean(known?.lock) && reader?.mark !== known.mark;
}

export function canRead({ from }) {
  return !from || reader !== null;
}

// From now on this page reads with these; without them it reads nothing that was sealed for the lock.
export function readWith(half) {
  known = null;
  reader = half;
}

export function seal({ key, lock }, content, outside) {
  const plain = new TextEncoder().encode(JSON.stringify(content));
  return lock ? sealedFor(lock.point, plain, outside) : sealedWith(key, plain, outside);
}

// Write something sealed, in one transaction: had the key gone meanwhile, or a lock come, it would be noise, or open.
export async function writeSealed(names, content, outside, write) {
  for (;;) {
    const there = await keyForSure();
    const envelope = await seal(there, content, outside);
    let isGone = false;
    const result = await within(["keys", ...names], "readwrite", async (keys, ...stores) => {
      const all = await answered(keys.getAllKeys());
      isGone = !all.includes("seal") || (await answered(keys.get("mark"))) !== there.mark;
      return isGone ? null : write(envelope, ...stores);
    });
    if (!isGone) return result;
    known = null;
  }
}

async function plainOf(envelope, outside) {
  if (!envelope.from) return openedWith((await keyForSure()).key, envelope, outside);
  if (!reader) throw new Shut();
  return openedBy(reader, envelope, outside);
}

export async function unseal(envelope, outside) {
  const plain = await plainOf(envelope, outside).catch(async (error) => {
    if (error instanceof Shut) throw error;
    if (envelope.from && (await isShut())) throw new Shut(); // another page changed the code
    known = null; // another page may have made a new one
    return plainOf(envelope, outside);
  });
  return JSON.parse(new TextDecoder().decode(plain));
}

export function keep(name, content) {
  return writeSealed(["kept"], content, name, (envelope, store) => answered(store.put(envelope, name)));
}

export function drop(name) {
  return within(["kept"], "readwrite", (store) => answered(store.delete(name)));
}

export async function kept(name) {
  const envelope = await within(["kept"], "readonly", (store) => answered(store.get(name)));
  return envelope ? unseal(envelope, name) : null;
}

// --- The end of it: the key first, for without it the rest is noise.

export async function wipe() {
  known = reader = null;
  await within(["keys"], "readwrite", (keys) => answered(keys.clear()));
  await within(["outbox", "kept", "facts"], "readwrite", (...stores) => {
    for (const store of stores) store.clear();
  });
  for (const name of Object.keys(localStorage)) if (name.startsWith("raakvlak-")) localStorage.removeItem(name);
}

const DAY = 86_400_000;

export async function daysLeft() {
  const contact = await fact("contact");
  return contact ? (await fact("days")) - (Date.now() - contact) / DAY : Infinity;
}

// After so many days without contact with the server, nothing stays.
export async function wipeWhenOld() {
  if ((await daysLeft()) > 0) return false;
  await wipe();
  return true;
}
