// The outbox: notes that wait on this phone until the server has said that it has them.

import { answered, canRead, unseal, within, writeSealed } from "./store.js";

const WAITING = "raakvlak-waiting"; // how many wait, and nothing else: read where one logs out

// What was written on this page and can't be read without the code any more: it is sent as long as the page knows it.
const fresh = new Map();

export function forget() {
  fresh.clear();
}

export function outside({ key, member, municipality, kind }) {
  return `${key} ${member} ${municipality} ${kind}`;
}

// `typed` names what was kept of this note while it was typed: that goes in the moment in which the note is there.
export async function put({ key = crypto.randomUUID(), member, municipality, kind, values, typed }) {
  const row = { key, member, municipality, kind, at: Date.now(), state: "waiting", tries: 0 };
  await writeSealed(["outbox", "kept"], { values }, outside(row), async (envelope, outbox, kept) => {
    if (typed) kept.delete(typed);
    const there = await answered(outbox.index("key").get(key));
    if (!there) outbox.add({ ...row, ...envelope });
    if (!there && envelope.from) fresh.set(key, { values });
    return answered(outbox.count());
  }).then(tell);
  return key;
}

// How many wait, for the page that logs out.
function tell(there) {
  localStorage.setItem(WAITING, String(there));
  return there;
}

export async function rows() {
  return within(["outbox"], "readonly", (outbox) => answered(outbox.getAll()));
}

export async function opened(row) {
  return (row.from && fresh.get(row.key)) || unseal(row, outside(row));
}

// In order: what can't be read now holds up what was written after it.
export function readable(rows) {
  const shut = rows.findIndex((row) => !canRead(row) && !fresh.has(row.key));
  return shut < 0 ? rows : rows.slice(0, shut);
}

export async function count() {
  return tell(await within(["outbox"], "readonly", (outbox) => answered(outbox.count())));
}

// Change the rows with these keys: `changed` returns the row as it will be, or nothing to leave it out.
async function change(outbox, keys, changed) {
  for (const key of keys) {
    const row = await answered(outbox.index("key").get(key));
    if (!row) continue;
    const after = changed(row);
    if (after) outbox.put(after);
    else outbox.delete(row.number);
  }
  return answered(outbox.count());
}

export function remove(...keys) {
  for (const key of keys) fresh.delete(key);
  return within(["outbox"], "readwrite", (outbox) => change(outbox, keys, () => null)).then(tell);
}

export function tried(keys) {
  const once = (row) => ({ ...row, tries: row.tries + 1 });
  return within(["outbox"], "readwrite", (outbox) => change(outbox, keys, once)).then(tell);
}

function turn(row, content) {
  const anew = (envelope, outbox) => change(outbox, [row.key], () => ({ ...row, from: undefined, ...envelope }));
  fresh.delete(row.key);
  return writeSealed(["outbox"], content, outside(row), anew).then(tell);
}

// The server said why not: the note stays, with that beside it.
export async function refuse(row, { state, reasons, asked = "" }) {
  const { values } = await opened(row);
  await turn({ ...row, state }, { values, reasons, asked });
}

export function mend(row, values) {
  return turn({ ...row, state: "waiting", tries: 0 }, { values });
}
