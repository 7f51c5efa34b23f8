// What is nearby: asks the device where one is when the button is pressed, and draws the list on a small map.

import { boundsOf, drawAreas, element, layOut } from "../municipality/land.js";
import { here } from "./here.js";

const ROOM = { padding: [28, 28], maxZoom: 16, animate: false };
const HALF = { latitude: 0.0005, longitude: 0.00075 };

const form = document.querySelector("[data-near]");
const said = form.querySelector("[data-near-said]");

form.querySelector("[data-near-here]").hidden = !navigator.geolocation;
form.querySelector("[data-near-area]").addEventListener("click", () => place("", ""));
form.querySelector("[data-near-button]").addEventListener("click", async () => {
  said.textContent = said.dataset.asking;
  try {
    const { latitude, longitude } = await here();
    place(latitude, longitude);
    form.elements.area.value = "";
    form.submit();
  } catch {
    said.textContent = said.dataset.failed;
    form.elements.area.focus();
  }
});

function place(latitude, longitude) {
  form.querySelector("[data-latitude]").value = latitude;
  form.querySelector("[data-longitude]").value = longitude;
}

// --- The map: every mark is a row of the list below it.

function pointOf({ dataset: { latitude, longitude } }) {
  return [Number(latitude), Number(longitude)];
}

function together(rows) {
  const places = new Map();
  for (const row of rows) {
    const key = pointOf(row).join();
    places.set(key, [...(places.get(key) ?? []), row]);
  }
  return [...places.values()];
}

function popup(rows) {
  const made = element("div", "spot-popup");
  for (const row of rows) {
    const { href, textContent } = row.querySelector(".row__title");
    const link = element("a", "nl-link", textContent);
    link.href = href;
    made.append(link);
  }
  return made;
}

function mark(L, rows) {
  const html = element("span", "near__mark", rows.length > 1 ? String(rows.length) : "");
  const icon = L.divIcon({ html, className: "near__place", iconSize: [44, 44] });
  const title = rows.map((row) => row.querySelector(".row__title").textContent).join(", ");
  const marker = L.marker(pointOf(rows[0]), { icon, title, alt: title });
  marker.bindPopup(() => popup(rows), { closeButton: false });
  marker.on("add", () => marker.getElement().setAttribute("aria-label", title));
  return marker;
}

async function draw(box) {
  const L = window.L;
  const note = document.querySelector("[data-near-map-said]");
  const map = layOut(box, { say: (text) => { note.textContent = text; } });
  const bounds = L.latLngBounds([]);
  if (box.dataset.latitude) {
    const [south, west] = pointOf(box);
    const square = [[south - HALF.latitude, west - HALF.longitude], [south + HALF.latitude, west + HALF.longitude]];
    bounds.extend(square);
    map.fitBounds(bounds, ROOM);
  }
  const chosen = new Set(box.dataset.chosen ? [Number(box.dataset.chosen)] : []);
  const areas = await drawAreas(map, box, { chosen }).catch(() => []);
  if (box.dataset.latitude) L.rectangle(bounds, { className: "near__square", interactive: false }).addTo(map);
  for (const rows of together(document.querySelectorAll("[data-spot]"))) {
    mark(L, rows).addTo(map);
    bounds.extend(pointOf(rows[0]));
  }
  if (!bounds.isValid()) bounds.extend(boundsOf(areas.filter(({ id }) => chosen.has(id))));
  if (bounds.isValid()) map.fitBounds(bounds, ROOM);
  else box.hidden = true;
  box.dataset.ready = "";
}

const box = document.querySelector("[data-near-map]");
if (box) draw(box);
