// What stands in the form of the phone: filling it in anew, and reading what the server needs beside it.

import { fold } from "./about.js";

const find = (selector) => document.querySelector(selector);
const form = find("[data-note]");

export function showReaders() {
  const chosen = form.querySelector("[name=audience]:checked");
  find("[data-readers]").textContent = chosen ? chosen.nextElementSibling.firstChild.textContent : "";
}

// For oneself alone, as a page of one's own notebook is: the narrowest circle stands first.
export function makeKlad() {
  form.querySelector("[name=audience]").checked = true;
  showReaders();
}

export function today() {
  const now = new Date();
  const day = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")];
  const part = now.getHours() < 12 ? "morning" : now.getHours() < 18 ? "afternoon" : "evening";
  return [["happened_on", day.join("-")], ["part_of_day", part]];
}

export function putBack(values) {
  for (const [name, value] of values) {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    for (const field of fields) {
      if (/checkbox|radio/.test(field.type)) field.checked ||= field.value === value;
      else field.value = value;
    }
  }
  fold();
  showReaders();
}

function isShown(name, value) {
  const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  return fields.some((field) => (field.type === "checkbox" ? field.value === value : true));
}

// What stands in the form that this page does not show, such as a name of the desk's own form, goes along unchanged.
export function mended(values, before) {
  const stays = ["series", "happened_on", "part_of_day"];
  const made = ["line", "promise_rows"];
  const same = before.filter(([name]) => stays.includes(name));
  const isSame = ([name]) => same.some(([kept]) => kept === name);
  const hidden = before.filter(([name, value]) => !isShown(name, value) && !made.includes(name) && !stays.includes(name));
  return [...values.filter((row) => !isSame(row)), ...hidden, ...same];
}
