// What a note is about: situations and organisations, the last ones first, or those that are near; never people.

import { choice } from "./choosing.js";
import { words } from "./waiting.js";

const FEW = 4;
const LATITUDE_STEP = 0.001; // as in the store: no place is known better than a square of a hundred metres
const LONGITUDE_STEP = 0.0015;
const METRES_PER_DEGREE = 111_195;

const part = document.querySelector("[data-about]");
const list = part.querySelector("[data-choices=about]");
const said = part.querySelector("[data-about-said]");
const more = part.querySelector("[data-about-more]");

let all = [];
let isWhole = false;
let isNear = false; // it stands in that order until the next note

// The pages that went along stand first, for they are in the order in which one looked at them.
export function offerAbout(pages, situations) {
  const rows = pages.map(({ choice: [name, pk], title, said: small, where }) => ({ name, pk: String(pk), title, small, where }));
  const there = new Set(rows.filter(({ name }) => name === "situation").map(({ pk }) => pk));
  const others = situations.filter(([pk]) => !there.has(String(pk)));
  all = [...rows, ...others.map(([pk, title, where = null]) => ({ name: "situation", pk: String(pk), title, small: "", where }))];
  if (!isNear) draw(all);
}

function draw(rows) {
  const ticked = new Set([...list.querySelectorAll(":checked")].map(({ name, value }) => `${name} ${value}`));
  list.replaceChildren(
    ...rows.map(({ name, pk, title, small }) => {
      const made = choice(name, "checkbox", pk, title, small);
      made.querySelector("input").checked = ticked.has(`${name} ${pk}`);
      return made;
    }),
  );
  part.hidden = !rows.length;
  fold();
}

// A few are enough for most notes; what is ticked always stands there.
export function fold() {
  const labels = [...list.children];
  labels.forEach((label, place) => {
    label.hidden = !isWhole && place >= FEW && !label.querySelector(":checked");
  });
  more.hidden = isWhole || labels.length <= FEW;
}

// For the next note it is as before.
export function asBefore() {
  if (!isNear && !isWhole) return;
  isNear = isWhole = false;
  said.textContent = "";
  draw(all);
}

more.addEventListener("click", () => {
  isWhole = true;
  fold();
  list.children[FEW]?.querySelector("input").focus();
});

// --- Near: the place is asked when one taps, rounded at once, used to put these in order, and forgotten.

function rounded(degrees, step) {
  return Math.round(degrees / step) * step;
}

function metres([latitude, longitude], [north, east]) {
  const width = Math.cos((latitude * Math.PI) / 180);
  return METRES_PER_DEGREE * Math.hypot(latitude - north, (longitude - east) * width);
}

function inWords(distance) {
  if (distance < 150) return words.here100;
  return distance < 950 ? `${Math.round(distance / 100) * 100} m` : `${(distance / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} km`;
}

function showNear(place) {
  const known = all.filter(({ where }) => where).map((row) => ({ ...row, far: metres(row.where, place) }));
  const near = known.sort((one, other) => one.far - other.far).map((row) => ({ ...row, small: inWords(row.far) }));
  isWhole = false;
  isNear = true;
  draw([...near, ...all.filter(({ where }) => !where)]);
  said.textContent = near.length ? words.near : words.nothingNear;
}

const button = part.querySelector("[data-about-near]");
button.hidden = !navigator.geolocation;
button.addEventListener("click", () => {
  said.textContent = words.looking;
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => showNear([rounded(coords.latitude, LATITUDE_STEP), rounded(coords.longitude, LONGITUDE_STEP)]),
    () => {
      said.textContent = words.unknown;
    },
    { maximumAge: 60_000, timeout: 10_000 },
  );
});
