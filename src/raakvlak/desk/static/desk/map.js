// The map of situations and talks: counts per place, gathered in clusters. The list beside it says the same.

import { boundsOf, drawAreas, element, fetched, layOut } from "../municipality/land.js";

const L = window.L;
const CLUSTER_PIXELS = 60;
const THUMB_PIXELS = 44;
const CLUSTER_UNTIL_ZOOM = 16;
const ROOM = { padding: [32, 32], maxZoom: 16 };
const HALF_SQUARE = { latitude: 0.0002, longitude: 0.0003 };

const box = document.querySelector("[data-map]");
const said = document.querySelector("[data-map-said]");
const words = box.dataset;

function say(text) {
  said.textContent = text;
}

function counted(number, one, many) {
  return number === 1 ? one : many.replace("{n}", number.toLocaleString(document.documentElement.lang));
}

function inWords({ talks, situations }) {
  const parts = [];
  if (talks) parts.push(counted(talks, words.talk, words.talks));
  if (situations) parts.push(counted(situations, words.situation, words.situations));
  return parts.join(` ${words.and} `);
}

function short(number) {
  return number < 1000 ? String(number) : `${Math.floor(number / 1000)}k`;
}

// --- Marks

function size({ talks, situations }) {
  const number = talks + situations;
  if (number === 1) return "one";
  return number < 10 ? "few" : number < 100 ? "some" : number < 1000 ? "many" : "most";
}

function icon(counts) {
  const { talks, situations } = counts;
  const html = element("span", `spot spot--${talks ? "talks" : "situations"} spot--${size(counts)}`);
  if (talks > 1) html.append(drawn("spot__number", talks));
  if (!talks && situations > 1) html.append(drawn("spot__number", situations));
  if (talks && situations) html.append(drawn("spot__badge", situations));
  return L.divIcon({ html, className: "spot-place", iconSize: [44, 44] });
}

// A number that the stylesheet draws: it is read aloud as the name of the mark, in words.
function drawn(className, number) {
  const made = element("span", className);
  made.dataset.number = short(number);
  return made;
}

// Put together what would lie over each other: every mark has room for a thumb.
function apart(features, map) {
  const marks = [];
  const byNumber = [...features].sort((one, other) => number(other) - number(one));
  for (const feature of byNumber) {
    const [longitude, latitude] = feature.geometry.coordinates;
    const at = map.latLngToLayerPoint([latitude, longitude]);
    const near = marks.find((mark) => mark.at.distanceTo(at) < THUMB_PIXELS);
    if (near) near.features.push(feature);
    else marks.push({ at, point: [latitude, longitude], features: [feature] });
  }
  return marks;
}

function number({ properties: { talks, situations } }) {
  return talks + situations;
}

function summed(features) {
  const counts = { talks: 0, situations: 0 };
  for (const { properties } of features) add(counts, properties);
  return counts;
}

function add(counts, { talks, situations }) {
  counts.talks += talks;
  counts.situations += situations;
}

function mark(index, { point, features }, areas, coarse) {
  const counts = summed(features);
  const marker = L.marker(point, { icon: icon(counts), riseOnHover: true });
  marker.bindPopup(() => popup(index, features, areas, coarse), { closeButton: false, minWidth: 180 });
  marker.on("add", () => marker.getElement().setAttribute("aria-label", inWords(counts)));
  return marker;
}

// --- What a mark tells

function popup(index, features, areas, coarse) {
  const made = element("div", "spot-popup");
  made.append(element("p", "spot-popup__title", inWords(summed(features))));
  const leaves = features.flatMap((feature) => {
    return feature.properties.cluster ? index.getLeaves(feature.properties.cluster_id, Infinity) : [feature];
  });
  const area = areas.get(leaves[0].properties.area);
  const isOneArea = area && leaves.every((leaf) => leaf.properties.area === area.id);
  if (isOneArea) made.append(element("p", "meta", area.name), element("p", "meta", words.unplaced));
  if (!coarse) made.append(link(words.toList, listOf(leaves)));
  else if (isOneArea) made.append(link(words.inArea, inArea(area.id)));
  if (leaves.length > 1 && map.getZoom() < map.getMaxZoom()) {
    const closer = element("button", "nl-button nl-button--subtle button--small", words.closer);
    closer.type = "button";
    closer.addEventListener("click", () => {
      map.closePopup();
      map.flyToBounds(boundsOfLeaves(leaves), { ...ROOM, maxZoom: 18, animate: map.options.zoomAnimation });
    });
    made.append(closer);
  }
  return made;
}

function link(text, href) {
  const made = element("a", "nl-button nl-button--secondary button--small", text);
  made.href = href;
  return made;
}

function asked(changes) {
  const url = new URL(words.list, window.location.href);
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  return url.pathname + url.search;
}

function listOf(leaves) {
  const bounds = boundsOfLeaves(leaves);
  const south = bounds.getSouth() - HALF_SQUARE.latitude;
  const north = bounds.getNorth() + HALF_SQUARE.latitude;
  const west = bounds.getWest() - HALF_SQUARE.longitude;
  const east = bounds.getEast() + HALF_SQUARE.longitude;
  return asked({ box: [south, west, north, east].map((degrees) => degrees.toFixed(5)).join(",") });
}

function inArea(id) {
  return asked({ area: id });
}

function boundsOfLeaves(leaves) {
  return L.latLngBounds(leaves.map(({ geometry: { coordinates } }) => [coordinates[1], coordinates[0]]));
}

// --- All together

function indexOf(places) {
  const index = new window.Supercluster({
    radius: CLUSTER_PIXELS,
    maxZoom: CLUSTER_UNTIL_ZOOM,
    map: ({ talks, situations }) => ({ talks, situations }),
    reduce: add,
  });
  index.load(
    places.map(([latitude, longitude, talks, situations, area]) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [longitude, latitude] },
      properties: { talks, situations, area },
    })),
  );
  return index;
}

function showMarks(map, index, areas, coarse) {
  const marks = L.layerGroup().addTo(map);
  let shown = "";
  const show = () => {
    const around = map.getBounds().pad(0.25);
    const bounds = [around.getWest(), around.getSouth(), around.getEast(), around.getNorth()];
    const features = index.getClusters(bounds, Math.round(map.getZoom()));
    const key = map.getZoom() + features.map(({ id, geometry }) => id ?? geometry.coordinates.join()).join(" ");
    if (key === shown) return; // keep the mark that has the focus, and the popup that is open
    shown = key;
    marks.clearLayers();
    for (const together of apart(features, map)) marks.addLayer(mark(index, together, areas, coarse));
  };
  map.on("moveend", show);
  show();
}

const map = layOut(box, { say });
const chosen = new Set(words.chosen.split(",").filter(Boolean).map(Number));

function tellArea(area, latlng) {
  const made = element("div", "spot-popup");
  made.append(element("p", "spot-popup__title", area.name), link(words.inArea, inArea(area.id)));
  L.popup({ closeButton: false }).setLatLng(latlng).setContent(made).openOn(map);
}

try {
  const [areas, points] = await Promise.all([
    drawAreas(map, box, { chosen, onClick: tellArea }),
    fetched(words.points),
  ]);
  const known = new Map(areas.map((area) => [area.id, area]));
  const wanted = areas.filter(({ id }) => !chosen.size || chosen.has(id));
  const bounds = boundsOf(wanted);
  if (!wanted.length || !chosen.size) for (const [latitude, longitude] of points.places) bounds.extend([latitude, longitude]);
  if (bounds.isValid()) map.fitBounds(bounds, { ...ROOM, animate: false });
  showMarks(map, indexOf(points.places), known, points.coarse);
  document.querySelector("[data-map-legend]").hidden = false;
  box.dataset.ready = "";
} catch {
  say(words.failed);
}
