// What is nearby: asks the device where one is when the button is pressed, and draws the list on a small map.

import { boundsOf, drawAreas, element, layOut } from "../municipality/land.js";
import { here } from "./here.js";

const ROOM = { padding: [28, 28], maxZoom: 16, animate: false };
const THUMB_PIXELS = 44;
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

function squareAt([latitude, longitude]) {
  return [[latitude - HALF.latitude, longitude - HALF.longitude], [latitude + HALF.latitude, longitude + HALF.longitude]];
}

// Put together what would lie over each other: every mark has room for a thumb.
function apart(map, rows) {
  const marks = [];
  for (const row of rows) {
    const at = map.latLngToLayerPoint(pointOf(row));
    const near = marks.find((mark) => mark.at.distanceTo(at) < THUMB_PIXELS);
    if (near) near.rows.push(row);
    else marks.push({ at, rows: [row] });
  }
  return marks;
}

function showMarks(map, L, rows) {
  const marks = L.layerGroup().addTo(map);
  const show = () => {
    marks.clearLayers();
    for (const together of apart(map, rows)) marks.addLayer(mark(L, together.rows));
  };
  map.on("zoomend", show);
  show();
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
  const html = element("span", "near__mark");
  if (rows.length > 1) html.dataset.number = String(rows.length); // drawn by the stylesheet: the name says it in words
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
  const square = box.dataset.latitude ? squareAt(pointOf(box)) : null;
  if (square) map.fitBounds(bounds.extend(square), ROOM);
  const chosen = new Set(box.dataset.chosen ? [Number(box.dataset.chosen)] : []);
  const areas = await drawAreas(map, box, { chosen }).catch(() => []);
  if (square) L.rectangle(square, { className: "near__square", interactive: false }).addTo(map);
  const rows = [...document.querySelectorAll("[data-spot]")];
  for (const row of rows) bounds.extend(pointOf(row));
  if (!bounds.isValid()) bounds.extend(boundsOf(areas.filter(({ id }) => chosen.has(id))));
  if (bounds.isValid()) map.fitBounds(bounds, ROOM);
  else box.hidden = true;
  showMarks(map, L, rows);
  box.dataset.ready = "";
}

const box = document.querySelector("[data-near-map]");
if (box) draw(box);
