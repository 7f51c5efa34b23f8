// What was chosen or looked at on this phone, the last first: the server is asked for these, and remembers nothing.

import { keep, kept } from "./store.js";

const VISITED = "visited";
const MOST_VISITED = 60;

export async function looked(member) {
  const found = await kept(VISITED);
  return found?.member === member ? found.rows : [];
}

export async function lookAt(member, ...rows) {
  const before = await looked(member);
  const all = [...rows, ...before].map(([kind, pk]) => `${kind} ${pk}`);
  const each = [...new Set(all)].slice(0, MOST_VISITED).map((row) => row.split(" "));
  await keep(VISITED, { member, rows: each.map(([kind, pk]) => [kind, Number(pk)]) });
}
