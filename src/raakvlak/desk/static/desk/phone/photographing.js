// Photos with a note: what is done with them is fetched only when there is one.

import * as outbox from "./outbox.js";
import * as store from "./store.js";
import { words } from "./waiting.js";

const find = (selector) => document.querySelector(selector);

const DESK = "desk-photo:";

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

// A photo that the form of the desk kept until it was stored: see desk/photo.js.
export async function photoOfDesk(key, member) {
  const photo = await store.kept(DESK + key).catch((error) => {
    if (error instanceof store.Shut) throw error;
    return null; // sealed with a key that is gone
  });
  return photo?.member === member ? photo : null;
}

export async function takePhotoOfDesk(key, photo) {
  await (await withPhotos()).take(photo, key);
  await store.drop(DESK + key);
}

// What is said of the photo goes with the photo itself; a page of one's own notebook makes the note a klad.
export function wordsWith(photo, values, [[klad]]) {
  const rest = values.filter(([name]) => !name.startsWith("photo-"));
  return photo?.subject === "notebook" ? [...rest.filter(([name]) => name !== "audience"), ["audience", klad]] : rest;
}

export async function arePhotosThere() {
  const names = await store.within(["kept"], "readonly", (there) => store.answered(there.getAllKeys()));
  return names.some((name) => name.startsWith("photo:"));
}

// Send those that wait: how many are left, and after how long to try again. Behind the lock they wait.
export async function sentPhotos(token) {
  try {
    return (await arePhotosThere()) ? await (await withPhotos()).send(token) : null;
  } catch (error) {
    if (error instanceof store.Shut) return null;
    throw error;
  }
}

// What the page does when somebody takes one: who writes, how a note becomes a klad, where a problem is told, how it is sent.
export function offerPhotos(given) {
  page = given;
  find("[data-photo-file]").addEventListener("change", async ({ target }) => {
    const files = [...target.files];
    target.value = "";
    await (await withPhotos()).add(files);
  });
  find("[data-photo-choose]").addEventListener("click", () => find("[data-photo-file]").click());
}
