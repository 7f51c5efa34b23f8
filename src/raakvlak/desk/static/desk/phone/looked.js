// What was chosen or looked at on this phone, the last first: the server is asked for these, and remembers nothing.

import { answered, isShut, keep, kept, within, writeSealed } from "./store.js";

const VISITED = "visited";
const BESIDE = "visited:"; // what was looked at behind the lock, beside the list that can't be read there
const MOST_VISITED = 60;

async function beside() {
  const names = await within(["kept"], "readonly", (store) => answered(store.getAllKeys()));
  return names.filter((name) => name.startsWith(BESIDE));
}

async function everything(member, names) {
  const later = await Promise.all(names.map(kept));
  later.sort((one, other) => other?.at - one?.at);
  const all = [...later, await kept(VISITED)].filter((found) => found?.member === member);
  return all.flatMap(({ rows }) => rows);
}

function each(rows) {
  const all = rows.map(([kind, pk]) => `${kind} ${pk}`);
  return [...new Set(all)].slice(0, MOST_VISITED).map((row) => row.split(" ")).map(([kind, pk]) => [kind, Number(pk)]);
}

export async function looked(member) {
  return each(await everything(member, await beside()));
}

async function lookBehindTheLock(member, rows) {
  if ((await beside()).length < MOST_VISITED) await keep(BESIDE + crypto.randomUUID(), { member, rows, at: Date.now() });
}

export async function lookAt(member, ...rows) {
  if (await isShut()) return lookBehindTheLock(member, rows);
  const names = await beside();
  const content = { member, rows: each([...rows, ...(await everything(member, names))]) };
  return writeSealed(["kept"], content, VISITED, (envelope, store) => {
    for (const name of names) store.delete(name);
    return answered(store.put(envelope, VISITED));
  });
}
