// What is handed to this page: a note that the desk's own form could not send, or what was shared from another app.

import { putBack } from "./filling.js";
import * as outbox from "./outbox.js";
import { photoOfDesk, takePhotoOfDesk, wordsWith } from "./photographing.js";
import { words } from "./waiting.js";

const DRAFTS = "raakvlak-note:";

export const STAYS = ["area", "channel", "audience", "situation", "latitude", "longitude"]; // for each line of a series

// A note of the desk is on this phone already, as the draft of that form; and its photo, when there is one.
export async function takeFromDesk(whose, turnTo, audiences, complain) {
  const asked = new URLSearchParams(location.hash.slice(1));
  const key = asked.get("bewaar");
  if (!key) return;
  const photo = await photoOfDesk(key, whose.member);
  const drafts = `${DRAFTS}${whose.member}`;
  for (const [kind, name] of Object.entries({ note: `${drafts}:new:${key}`, line: `${drafts}:line:${key}` })) {
    const draft = JSON.parse(localStorage.getItem(name) ?? "null");
    if (!draft) continue;
    const rows = draft.values.map(([field]) => Number(/^promise-(\d+)-/.exec(field)?.[1] ?? -1));
    const count = ["promise_rows", String(Math.max(-1, ...rows) + 1)];
    const values = wordsWith(photo, draft.values, audiences);
    await outbox.put({ key, ...whose, kind, values: kind === "note" ? [...values, count] : values });
    localStorage.removeItem(name);
    if (kind === "note") continue;
    // A market morning goes on here, with what stays the same for each line.
    localStorage.removeItem(`${drafts}:series`);
    turnTo(values.find(([field]) => field === "series")?.[1] ?? crypto.randomUUID());
    putBack(values.filter(([field]) => STAYS.includes(field)));
  }
  if (photo) await takePhotoOfDesk(key, photo);
  else if (asked.has("foto")) complain(words.photoLeft);
  history.replaceState(null, "", location.pathname);
}

// What was shared stands in the form, for oneself alone, and is a note when one saves it.
export function takeShared(text, makeKlad) {
  const asked = new URLSearchParams(location.search);
  const parts = ["titel", "tekst", "link"].map((name) => asked.get(name)?.trim()).filter(Boolean);
  if (!parts.length) return;
  history.replaceState(null, "", location.pathname + location.hash);
  text.value = [text.value.trim(), ...new Set(parts)].filter(Boolean).join("\n");
  makeKlad();
}
