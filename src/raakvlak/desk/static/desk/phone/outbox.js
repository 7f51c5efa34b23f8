// The outbox: notes that wait on this phone until the server has said that it has them.

import { answered, seal, unseal, within } from "./store.js";

const WAITING = "raakvlak-waiting"; // how many wait, and nothing else: read where one logs out

function outside({ key, member, municipality, kind }) {
  return `${key} ${member} ${municipality} ${kind}`;
}

async function envelope(row, content) {
  return { ...row, ...(await seal(content, outside(row))) };
}

// `typed` names what was kept of this note while it was typed: that goes in the moment in which the note is there.
export async function put({ key = crypto.randomUUID(), member, municipality, kind, values, typed }) {
  const row = await envelope({ key, member, municipality, kind, at: Date.now(), state: "waiting", tries: 0 }, { values });
  await within(["outbox", "kept"], "readwrite", async (outbox, kept) => {
    if (typed) kept.delete(typed);
    const there = await answered(outbox.index("key").get(key));
    return there ?? answered(outbox.add(row));
  });
  await count();
  return key;
}

export async function rows() {
  return within(["outbox"], "readonly", (outbox) => answered(outbox.getAll()));
}

export function opened(row) {
  return unseal(row, outside(row));
}

export async function count() {
  const there = await within(["outbox"], "readonly", (outbox) => answered(outbox.count()));
  localStorage.setItem(WAITING, String(there));
  return there;
}

// Change the rows with these keys: `change` returns the row as it will be, or nothing to leave it out.
async function change(keys, changed) {
  await within(["outbox"], "readwrite", async (outbox) => {
    for (const key of keys) {
      const row = await answered(outbox.index("key").get(key));
      if (!row) continue;
      const after = changed(row);
      if (after) outbox.put(after);
      else outbox.delete(row.number);
    }
  });
  await count();
}

export function remove(...keys) {
  return change(keys, () => null);
}

export function tried(keys) {
  return change(keys, (row) => ({ ...row, tries: row.tries + 1 }));
}

// The server said why not: the note stays, with that beside it.
export async function refuse(row, { state, reasons, asked = "" }) {
  const { values } = await opened(row);
  const fresh = await envelope({ ...row, state }, { values, reasons, asked });
  await change([row.key], () => fresh);
}

export async function mend(row, values) {
  const fresh = await envelope({ ...row, state: "waiting", tries: 0 }, { values });
  await change([row.key], () => fresh);
}
