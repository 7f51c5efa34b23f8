// Nog niet gehoord on the map: which areas were heard less, or more, than chance explains. The table says the same.

import { boundsOf, drawAreas, element, layOut } from "../municipality/land.js";

const L = window.L;
const ROOM = { padding: [24, 24], maxZoom: 15, animate: false };
const SIGNS = { fewer: "−", more: "+", unknown: "?" };

const box = document.querySelector("[data-reach]");
const said = document.querySelector("[data-reach-said]");
const told = JSON.parse(document.getElementById("reach-areas").textContent);

function saying(area) {
  const made = element("div", "stack stack--tight");
  made.append(element("strong", "", area.name), element("p", "", told[area.id][2]));
  return made;
}

function sign(area) {
  const [verdict, label] = told[area.id];
  const html = element("span", "reach-mark__sign", SIGNS[verdict]);
  const icon = L.divIcon({ html, className: `reach-mark reach-mark--${verdict}`, iconSize: [44, 44] });
  const marker = L.marker(area.middle, { icon, riseOnHover: true });
  marker.bindPopup(() => saying(area), { closeButton: false, minWidth: 180 });
  marker.on("add", () => marker.getElement().setAttribute("aria-label", `${area.name}: ${label}`));
  return marker;
}

const map = layOut(box, { say: (text) => { said.textContent = text; } });
try {
  const areas = await drawAreas(map, box, {
    onClick: (area, latlng) => {
      if (told[area.id]) L.popup({ closeButton: false }).setLatLng(latlng).setContent(saying(area)).openOn(map);
    },
  });
  const compared = areas.filter(({ id }) => told[id]);
  for (const area of compared) {
    area.shape.getElement()?.classList.add(`land__area--${told[area.id][0]}`);
    if (SIGNS[told[area.id][0]]) sign(area).addTo(map);
  }
  const bounds = boundsOf(compared.length ? compared : areas);
  if (bounds.isValid()) map.fitBounds(bounds, ROOM);
  box.dataset.ready = "";
} catch {
  said.textContent = box.dataset.failed;
}
