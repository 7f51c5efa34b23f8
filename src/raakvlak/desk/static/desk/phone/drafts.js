// What was typed and not saved yet outlives the page. What is typed behind the lock is kept beside what can't be read
// there, and put together with it when the lock opens.

import { answered, keep, kept, within, writeSealed } from "./store.js";

const DRAFT = "draft";
const WORDS = "working_note";
const MENDS = "mends"; // the note that came back and stood in the form

let own = DRAFT;

export function ownDraft() {
  return own;
}

export function keepDraft(values) {
  return keep(own, values);
}

export function keepMended(key, values) {
  return keep(`${DRAFT}:${crypto.randomUUID()}`, [...values, [MENDS, key]]);
}

// From here on it is kept under a name of its own: another tab may have saved or typed what stands under the first one.
export function startBeside() {
  own = `${DRAFT}:${crypto.randomUUID()}`;
}

function wordsOf(values) {
  return values.find(([name]) => name === WORDS)?.[1].trim();
}

// Not the first half of what was typed on with, nor the same once more.
function isWhole(text, place, texts) {
  return text && !texts.some((other, there) => other?.includes(text) && (other !== text || there < place));
}

function mends(values) {
  return values.find(([name]) => name === MENDS)?.[1];
}

// All that was typed, with what stands in the form now, as one draft; and the mended note, when there is one.
export async function broughtTogether(now) {
  const names = await within(["kept"], "readonly", (store) => answered(store.getAllKeys()));
  const drafts = names.filter((name) => name === DRAFT || (name.startsWith(`${DRAFT}:`) && name !== own));
  if (own === DRAFT && drafts.every((name) => name === DRAFT)) return { values: (await kept(DRAFT)) ?? [] };
  const found = (await Promise.all(drafts.map(kept))).filter(Boolean);
  const all = [...found.filter((values) => !mends(values)), now].filter((values) => values.length);
  const text = all.map(wordsOf).filter(isWhole).join("\n\n");
  const values = [...all.flat().filter(([name]) => name !== WORDS), ...(text ? [[WORDS, text]] : [])];
  const before = own;
  own = DRAFT;
  await writeSealed(["kept"], values, DRAFT, (envelope, store) => {
    for (const name of [before, ...drafts]) store.delete(name);
    return answered(store.put(envelope, DRAFT));
  });
  const mended = found.find(mends);
  return { values, mended: mended && { key: mends(mended), values: mended.filter(([name]) => name !== MENDS) } };
}
