// A calm map: the municipality's own areas on plain paper, or on the background that the installation fetches.
// Nothing that comes from the server is ever read as HTML: texts go in as text.

const L = window.L;
const NETHERLANDS = [[50.75, 3.35], [53.55, 7.23]];
const CLOSEST = 18;
const NAMES_FROM_ZOOM = 13;
const FEW_AREAS = 12;
const MOST_FAILURES = 4;

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

export async function fetched(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (!response.ok || response.redirected === true && !response.headers.get("Content-Type")?.includes("json")) {
    throw new Error(`${response.status}`);
  }
  return response.json();
}

// Lay out the map in a box, and return it; `areas` comes to hold what was drawn.
export function layOut(box, { say = () => {}, isPicture = false } = {}) {
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const { tiles, attribution, zoomIn, zoomOut, noTiles } = box.dataset;
  box.hidden = false;
  const map = L.map(box, {
    attributionControl: false,
    zoomControl: false,
    scrollWheelZoom: false,
    minZoom: 6,
    maxZoom: CLOSEST,
    zoomSnap: 0.25,
    zoomDelta: 0.5,
    zoomAnimation: !isStill,
    fadeAnimation: !isStill,
    markerZoomAnimation: !isStill,
    inertia: !isStill,
    ...(isPicture && { dragging: false, touchZoom: false, doubleClickZoom: false, boxZoom: false, keyboard: false }),
  });
  map.fitBounds(NETHERLANDS);
  if (!isPicture) L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut, position: "topright" }).addTo(map);
  // Whoever scrolls past the map must not get stuck in it: the wheel zooms after a click.
  if (!isPicture) map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  if (tiles) addBackground(map, { tiles, attribution, onFailure: () => say(noTiles) });
  return map;
}

function addBackground(map, { tiles, attribution, onFailure }) {
  L.control.attribution({ prefix: false }).addAttribution(attribution).addTo(map);
  const layer = L.tileLayer(tiles, { minZoom: 6, maxZoom: CLOSEST, maxNativeZoom: 19, referrerPolicy: "no-referrer" });
  let failures = 0;
  layer.on("load tileload", () => {
    failures = 0;
    map.getContainer().classList.add("land--with-tiles");
  });
  layer.on("tileerror", () => {
    failures += 1;
    if (failures < MOST_FAILURES || !map.hasLayer(layer)) return;
    layer.remove();
    map.getContainer().classList.remove("land--with-tiles");
    onFailure();
  });
  layer.addTo(map);
}

// Draw the areas; returns for each its id, name, middle and shape. An area with parts is a line around these.
export async function drawAreas(map, box, { chosen = new Set(), onClick = null } = {}) {
  if (!box.dataset.land) return [];
  const rows = await fetched(box.dataset.land);
  const wholes = new Set(rows.map(([, parent]) => parent));
  const areas = rows.map(([id, , name, latitude, longitude, rings]) => {
    const isWhole = wholes.has(id);
    const kind = isWhole ? "land__area land__area--whole" : "land__area";
    const shape = L.polygon(turned(rings), {
      className: chosen.has(id) ? `${kind} land__area--chosen` : kind,
      interactive: onClick !== null && !isWhole,
    });
    return { id, name, isWhole, shape, middle: L.latLng(latitude, longitude) };
  });
  for (const area of areas.filter(({ isWhole }) => !isWhole)) area.shape.addTo(map);
  for (const area of areas.filter(({ isWhole }) => isWhole)) area.shape.addTo(map);
  if (onClick) for (const area of areas) area.shape.on("click", ({ latlng }) => onClick(area, latlng));
  nameAreas(map, areas);
  return areas;
}

// GeoJSON writes longitude first, Leaflet latitude.
function turned(polygons) {
  return polygons.map((rings) => rings.map((ring) => ring.map(([longitude, latitude]) => [latitude, longitude])));
}

// Far away one reads the names of the wholes, nearby those of the parts; all of them where there are few.
function nameAreas(map, areas) {
  const parts = L.layerGroup(areas.filter(({ isWhole }) => !isWhole).map(nameOf));
  const wholes = L.layerGroup(areas.filter(({ isWhole }) => isWhole).map(nameOf));
  const show = () => {
    const isNear = areas.length <= FEW_AREAS || map.getZoom() >= NAMES_FROM_ZOOM;
    (isNear ? parts : wholes).addTo(map);
    (isNear ? wholes : parts).remove();
  };
  map.on("zoomend", show);
  show();
}

function nameOf({ name, middle }) {
  const html = element("span", "land__name", name);
  html.setAttribute("aria-hidden", "true");
  const icon = L.divIcon({ html, className: "", iconSize: [0, 0] });
  return L.marker(middle, { icon, interactive: false, keyboard: false, zIndexOffset: -1000 });
}

export function boundsOf(areas) {
  return areas.reduce((bounds, area) => bounds.extend(area.shape.getBounds()), L.latLngBounds([]));
}
