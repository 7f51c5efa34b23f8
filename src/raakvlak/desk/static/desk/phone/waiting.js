// The list of what waits on this phone: what came back first, with the reason and what one can do about it.

import * as outbox from "./outbox.js";
import { daysLeft, Shut } from "./store.js";

const SHOWN = 20;
const WARN_DAYS = 5;

export const words = document.querySelector("#phone-words").dataset;
const box = document.querySelector("[data-box]");
const list = box.querySelector("[data-rows]");

export function counted(number, one, many) {
  return number === 1 ? one : many.replace("0", number);
}

function textOf({ values }) {
  return values.find(([name]) => name === "working_note" || name === "line")?.[1] ?? "";
}

function moment(at) {
  return new Date(at).toLocaleString(document.documentElement.lang, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
}

function stateOf(row, choices) {
  if (row.state !== "waiting") return words.back;
  const isMine = row.member === choices.member && row.municipality === choices.municipality;
  return isMine ? words.waiting : words.elsewhere;
}

// The desk's own form can show all that is wrong with a note: it is sent there as if one had filled it in.
export function openAtDesk(row, values, token) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = row.kind === "line" ? "/noteer/reeks/" : "/noteer/";
  for (const [name, value] of [...values.filter(([name]) => name !== "key"), ["key", row.key], ["csrfmiddlewaretoken", token]]) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

async function shown(row, choices, doings) {
  const part = document.querySelector("template[data-row]").content.cloneNode(true);
  const content = await outbox.opened(row);
  part.querySelector(".row__text").textContent = textOf(content);
  part.querySelector("time").textContent = moment(row.at);
  part.querySelector("[data-row-state]").textContent = stateOf(row, choices);
  const reasons = row.state === "stumbled" ? [words.stumbled] : (content.reasons ?? []);
  for (const reason of reasons) {
    const line = document.createElement("li");
    line.textContent = reason;
    part.querySelector("[data-row-reasons]").append(line);
  }
  part.querySelector("[data-row-reasons]").hidden = !reasons.length;
  part.querySelector("[data-row-actions]").hidden = row.state === "waiting";
  const sure = part.querySelector("[data-row-sure]");
  sure.hidden = row.state !== "asks";
  sure.addEventListener("click", () => doings.sure(row, content));
  part.querySelector("[data-row-mend]").addEventListener("click", () => doings.mend(row, content));
  part.querySelector("[data-row-open]").addEventListener("click", () => doings.open(row, content));
  part.querySelector("[data-row-drop]").addEventListener("click", () => doings.drop(row));
  return part;
}

// None while the lock is shut, or when it falls shut meanwhile.
function drawn(rows, choices, doings) {
  return Promise.all(rows.map((row) => shown(row, choices, doings))).catch((error) => {
    if (error instanceof Shut) return [];
    throw error;
  });
}

// Show whose notes they are: the words of somebody else's stay closed.
export async function show(choices, doings, isShut) {
  const all = await outbox.rows();
  const mine = all.filter(({ member }) => member === choices.member);
  const first = [...mine].sort((one, other) => (one.state === "waiting") - (other.state === "waiting") || other.number - one.number);
  const parts = await drawn(isShut ? [] : first.slice(0, SHOWN), choices, doings);
  list.replaceChildren(...parts);
  const lines = [];
  if (isShut && all.length) lines.push(counted(all.length, words.shutOne, words.shutMany));
  else if (all.length > parts.length) lines.push(words.more.replace("0", all.length - parts.length));
  const days = await daysLeft();
  if (all.length && days < WARN_DAYS) lines.push(words.days.replace("0", Math.max(1, Math.ceil(days))));
  const said = document.querySelector(isShut ? "[data-lock-said]" : "[data-box-said]");
  said.textContent = lines.join(" ");
  said.hidden = !lines.length;
  box.hidden = isShut || !all.length;
  const waiting = all.filter(({ state }) => state === "waiting").length;
  return { waiting, back: mine.filter(({ state }) => state !== "waiting").length };
}

// How it stands, in one line.
export function said(stopped, isShut, { waiting, back, photos: left }) {
  if (stopped && stopped !== "offline") return words[stopped];
  const sentences = [];
  if (waiting) sentences.push(counted(waiting, words.one, words.many));
  if (back) sentences.push(counted(back, words.oneBack, words.manyBack));
  if (left) sentences.push(counted(left, words.onePhoto, words.manyPhotos));
  if (stopped) sentences.push(words.waiting);
  else if (isShut && waiting) sentences.push(words.shut);
  return sentences.join(" · ") || words.sent;
}
