// Reading without a connection: today's sheets, my promises, and the situations and organisations that one looked at last.

import { drop, keep, kept } from "./store.js";
import { words } from "./waiting.js";

const KEPT = "reading";
const DAYS = 7; // shorter than the rest: what is older no longer tells how it is
const DAY = 86_400_000;

const find = (selector) => document.querySelector(selector);
const section = find("[data-reading]");

let reading = null;

function today() {
  const now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
}

// What went along for this member; what is too old goes, and so do the sheets of another day, with the people on them.
export async function recall({ member, municipality }) {
  const found = await kept(KEPT);
  reading = null;
  if (!found) return null;
  const isMine = found.member === member && found.municipality === municipality;
  if (!isMine || Date.now() - found.at > DAYS * DAY) {
    await drop(KEPT);
    return null;
  }
  if (found.day !== today() && found.sheets.length) await keep(KEPT, { ...found, sheets: [] });
  reading = found.day === today() ? found : { ...found, sheets: [] };
  return reading;
}

// The lock falls shut: nothing of it stays in sight or in mind.
export function forgetReading() {
  reading = null;
  showReading("");
  section.querySelector("[data-reading-age]").textContent = "";
}

export async function takeAlong(fresh) {
  reading = { ...fresh, at: Date.now() };
  await keep(KEPT, reading);
  return reading;
}

// --- On the screen.

function element(tag, text, className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function partOf({ title, lines }, heading = "h2") {
  const part = element("section", "", "phone__part");
  const list = element("ul", "");
  for (const [text, said] of lines) {
    const line = element("li", text);
    if (said) line.append(" ", element("small", said, "muted"));
    list.append(line);
  }
  part.append(element(heading, title), list);
  return part;
}

function rowOf(page) {
  const row = element("li", "", "row");
  const body = element("div", "", "row__body");
  const link = element("a", page.title, "row__title");
  link.href = `#lezen=${page.url}`;
  body.append(link);
  if (page.said) body.append(element("p", page.said, "meta"));
  row.append(body);
  return row;
}

function rowsOf(title, pages) {
  const part = element("section", "", "phone__part");
  const list = element("ul", "", "rows");
  list.append(...pages.map(rowOf));
  part.append(element("h2", title), list);
  return part;
}

function moment(at) {
  const shown = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" };
  return new Date(at).toLocaleString(document.documentElement.lang, shown);
}

export function pageAt(url) {
  return [...(reading?.sheets ?? []), ...(reading?.pages ?? [])].find((page) => page.url === url);
}

export function isThereToRead() {
  return reading !== null && [reading.sheets, reading.promises, reading.pages].some(({ length }) => length);
}

function fill(title, said, parts) {
  section.querySelector("[data-reading-title]").textContent = title;
  section.querySelector("[data-reading-title]").hidden = !title;
  section.querySelector("[data-reading-said]").textContent = said;
  section.querySelector("[data-reading-said]").hidden = !said;
  section.querySelector("[data-reading-back]").hidden = !title;
  section.querySelector("[data-reading-age]").textContent = reading ? words.age.replace("0", moment(reading.at)) : words.nothing;
  section.querySelector("[data-reading-parts]").replaceChildren(...parts);
}

// Show one page, or all that there is to read; `why` says what it stands in for.
export function showReading(url, why = "") {
  const page = url ? pageAt(url) : null;
  section.querySelector("[data-reading-why]").textContent = why;
  section.querySelector("[data-reading-why]").hidden = !why;
  if (page) return fill(page.title, page.said, page.parts.map((part) => partOf(part, "h3")));
  const parts = [];
  if (reading?.sheets.length) parts.push(rowsOf(words.sheets, reading.sheets));
  parts.push(...(reading?.promises ?? []).map((part) => partOf(part)));
  if (reading?.pages.length) parts.push(rowsOf(words.pages, reading.pages));
  return fill("", "", parts);
}
