// Here, when one asks for it, and rounded before anything is kept.

import { words } from "./waiting.js";

const LATITUDE_STEP = 0.001; // 111 m
const LONGITUDE_STEP = 0.0015; // 103 m at 52° north; the server rounds once more

const find = (selector) => document.querySelector(selector);
const form = find("[data-note]");

function rounded(degrees, step) {
  return (Math.round(degrees / step) * step).toFixed(4);
}

find("[data-here]").hidden = !navigator.geolocation;
find("[data-here-button]").addEventListener("click", () => {
  const heard = find("[data-here-said]");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.latitude.value = rounded(coords.latitude, LATITUDE_STEP);
      form.elements.longitude.value = rounded(coords.longitude, LONGITUDE_STEP);
      heard.textContent = words.here;
    },
    () => {
      heard.textContent = words.nowhere;
    },
    { maximumAge: 60_000, timeout: 10_000 },
  );
});
