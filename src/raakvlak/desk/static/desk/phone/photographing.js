// Photos with a note: what is done with them is fetched only when there is one.

import * as outbox from "./outbox.js";
import * as store from "./store.js";
import { words } from "./waiting.js";

const find = (selector) => document.querySelector(selector);

let page = null;
let photos = null;

export function withPhotos() {
  photos ??= import(find("[data-worker]").dataset.photos).then((module) => module.photos({ store, outbox, words, ...page }));
  return photos;
}

// The photos on this page, if there were any.
export async function chosenPhotos() {
  return photos && (await photos);
}

export async function arePhotosThere() {
  const names = await store.within(["kept"], "readonly", (there) => store.answered(there.getAllKeys()));
  return names.some((name) => name.startsWith("photo:"));
}

// What the page does when somebody takes one: who writes, how a note becomes a klad, where a problem is told.
export function offerPhotos(given) {
  page = given;
  find("[data-photo-file]").addEventListener("change", async ({ target }) => {
    const files = [...target.files];
    target.value = "";
    await (await withPhotos()).add(files);
  });
  find("[data-photo-choose]").addEventListener("click", () => find("[data-photo-file]").click());
}
