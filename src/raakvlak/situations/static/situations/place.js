// The place of a situation: shown on a small map, or pointed out on one in a form.

import { boundsOf, drawAreas, element, layOut } from "../municipality/land.js";

const L = window.L;
const NEAR = 16;
const ROOM = { padding: [16, 16], maxZoom: NEAR, animate: false };
const DECIMALS = 4; // some ten metres
const BOUNDS = L.latLngBounds([50.7, 3.2], [53.6, 7.3]);

function pin() {
  return L.divIcon({ html: element("span", "land__pin"), className: "", iconSize: [44, 44] });
}

// --- Shown

async function show(box) {
  const map = layOut(box, { isPicture: true });
  const chosen = new Set(box.dataset.chosen ? [Number(box.dataset.chosen)] : []);
  const { latitude, longitude } = box.dataset;
  const point = latitude ? L.latLng(Number(latitude), Number(longitude)) : null;
  if (point) map.setView(point, NEAR - 1);
  const areas = await drawAreas(map, box, { chosen }).catch(() => []);
  const bounds = boundsOf(areas.filter(({ id }) => chosen.has(id)));
  if (point) {
    L.marker(point, { icon: pin(), interactive: false, keyboard: false }).addTo(map);
    bounds.extend(point);
  }
  if (!bounds.isValid()) box.hidden = true;
  else map.fitBounds(bounds, ROOM);
  box.dataset.ready = "";
}

// --- Pointed out

function hide(input) {
  input.hidden = true;
  const how = document.getElementById(`${input.id}_helptext`);
  if (how) how.hidden = true; // it tells how to type what one can now point out
}

async function offer(place) {
  const box = place.querySelector("[data-place-map]");
  const input = place.querySelector("[data-place-input]");
  const said = place.querySelector("[data-place-said]");
  const clear = place.querySelector("[data-place-clear]");
  const words = box.dataset;
  const area = input.form.querySelector("select[name=area]");
  const map = layOut(box, { say: (text) => { said.textContent = text; } });
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", words.label);
  for (const part of place.querySelectorAll("[data-place-tools], [data-place-said]")) part.hidden = false;
  let marker = null;

  function put(point) {
    if (point && !BOUNDS.contains(point)) {
      said.textContent = words.abroad;
      return;
    }
    marker?.remove();
    marker = point ? L.marker(point, { icon: pin(), interactive: false, keyboard: false }).addTo(map) : null;
    input.value = point ? `${point.lat.toFixed(DECIMALS)}, ${point.lng.toFixed(DECIMALS)}` : "";
    said.textContent = point ? words.found : words.none;
    clear.hidden = !point;
  }

  const [latitude, longitude] = input.value.split(",").map(Number);
  const isReadable = input.value !== "" && Number.isFinite(latitude) && Number.isFinite(longitude);
  if (input.value === "" || isReadable) {
    // What can't be read stays to be seen, with what is wrong with it.
    if (input.getAttribute("aria-invalid") !== "true") hide(input);
    put(isReadable ? L.latLng(latitude, longitude) : null);
  }

  map.on("click", ({ latlng }) => put(latlng));
  place.querySelector("[data-place-middle]").addEventListener("click", () => put(map.getCenter()));
  clear.addEventListener("click", () => put(null));
  const here = place.querySelector("[data-place-here]");
  here.hidden = !navigator.geolocation;
  here.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const point = L.latLng(coords.latitude, coords.longitude);
        put(point);
        if (marker) map.setView(point, NEAR);
      },
      () => {
        said.textContent = words.failed;
      },
      { maximumAge: 60_000, timeout: 10_000 },
    );
  });

  const areas = await drawAreas(map, box).catch(() => []);
  const look = () => {
    const wanted = areas.filter(({ id }) => String(id) === area?.value);
    if (marker && !wanted.length) map.setView(marker.getLatLng(), NEAR - 1);
    else if (wanted.length || areas.length) map.fitBounds(boundsOf(wanted.length ? wanted : areas), ROOM);
  };
  area?.addEventListener("change", look);
  if (marker) map.setView(marker.getLatLng(), NEAR - 1);
  else look();
  box.dataset.ready = "";
}

for (const box of document.querySelectorAll("[data-spot]")) show(box);
for (const place of document.querySelectorAll("[data-place]")) offer(place);
