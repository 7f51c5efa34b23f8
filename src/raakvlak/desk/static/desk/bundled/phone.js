const module_choosing = (() => {
const form = document.querySelector("[data-note]");
function choice(name, type, value, label, small) {
const part = document.querySelector("template[data-choice]").content.firstElementChild.cloneNode(true);
const input = part.querySelector("input");
Object.assign(input, { type, name, value });
part.querySelector("span").textContent = label;
if (small) {
const more = document.createElement("small");
more.textContent = small;
part.querySelector("span").append(" ", more);
}
return part;
}
function fill(name, type, rows) {
const ticked = new Set([...form.querySelectorAll(`[name=${name}]:checked`)].map(({ value }) => value));
document.querySelector(`[data-choices=${name}]`).replaceChildren(...rows.map((row) => choice(name, type, ...row)));
for (const input of form.querySelectorAll(`[name=${name}]`)) input.checked = ticked.has(input.value);
}
function option([value, label]) {
return new Option(label, value);
}
function fillAreas(groups) {
const { area } = form.elements;
const chosen = area.value;
area.replaceChildren(area.options[0]);
for (const [label, rows] of groups) {
const group = document.createElement("optgroup");
group.label = label;
if (label) group.append(...rows.map(option));
area.append(...(label ? [group] : rows.map(option)));
}
area.value = chosen;
}
return { choice, fill, fillAreas };
})();
const module_store = (() => {
const NAME = "raakvlak";
const STEPS = [
(database) => {
database.createObjectStore("keys");
database.createObjectStore("facts");
database.createObjectStore("kept");
database.createObjectStore("outbox", { keyPath: "number", autoIncrement: true }).createIndex("key", "key", { unique: true });
},
];
function answered(request) {
return new Promise((resolve, reject) => {
request.addEventListener("success", () => resolve(request.result));
request.addEventListener("error", () => reject(request.error));
});
}
function brought(steps) {
const request = indexedDB.open(NAME, steps.length);
request.addEventListener("upgradeneeded", ({ oldVersion }) => {
for (const step of steps.slice(oldVersion)) step(request.result, request.transaction);
});
return answered(request);
}
async function open(steps = STEPS) {
const database = await brought(steps).catch((error) => {
if (error.name === "VersionError") return answered(indexedDB.open(NAME));
throw error;
});
database.addEventListener("versionchange", () => database.close());
return database;
}
let opened = null;
function here() {
opened ??= open().then(
(database) => {
for (const end of ["close", "versionchange"]) database.addEventListener(end, forget);
return database;
},
(error) => {
forget();
throw error;
},
);
return opened;
}
function forget() {
opened = null;
known = null;
}
async function begun(names, mode) {
for (;;) {
const database = await here();
try {
return database.transaction(names, mode, { durability: "strict" });
} catch (error) {
if (error.name !== "InvalidStateError") throw error;
forget();
}
}
}
async function within(names, mode, work) {
const transaction = await begun(names, mode);
const ended = new Promise((resolve, reject) => {
transaction.addEventListener("complete", resolve);
transaction.addEventListener("abort", () => reject(transaction.error));
});
const [result] = await Promise.all([work(...names.map((name) => transaction.objectStore(name))), ended]);
return result;
}
function fact(name) {
return within(["facts"], "readonly", (facts) => answered(facts.get(name)));
}
function note(values) {
return within(["facts"], "readwrite", (facts) => {
for (const [name, value] of Object.entries(values)) facts.put(value, name);
});
}
let known = null;
async function keyForSure() {
known ??= await keyThere();
if (known) return known;
const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
await within(["keys"], "readwrite", async (keys) => {
if (await answered(keys.get("seal"))) return; // another tab was first
keys.put(fresh, "seal");
keys.put(crypto.randomUUID(), "mark");
});
known = await keyThere();
return known;
}
async function keyThere() {
return within(["keys"], "readonly", async (keys) => {
const key = await answered(keys.get("seal"));
return key ? { key, mark: await answered(keys.get("mark")) } : null;
});
}
function way(iv, outside) {
return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(outside) };
}
async function seal(key, content, outside) {
const iv = crypto.getRandomValues(new Uint8Array(12));
const plain = new TextEncoder().encode(JSON.stringify(content));
return { iv, sealed: await crypto.subtle.encrypt(way(iv, outside), key, plain) };
}
async function writeSealed(names, content, outside, write) {
for (;;) {
const { key, mark } = await keyForSure();
const envelope = await seal(key, content, outside);
let isGone = false;
const result = await within(["keys", ...names], "readwrite", async (keys, ...stores) => {
const there = await answered(keys.getAllKeys());
isGone = !there.includes("seal") || (await answered(keys.get("mark"))) !== mark;
return isGone ? null : write(envelope, ...stores);
});
if (!isGone) return result;
known = null;
}
}
async function plainOf({ iv, sealed }, outside) {
const { key } = await keyForSure();
return crypto.subtle.decrypt(way(iv, outside), key, sealed);
}
async function unseal(envelope, outside) {
const plain = await plainOf(envelope, outside).catch(() => {
known = null; // another page may have made a new one
return plainOf(envelope, outside);
});
return JSON.parse(new TextDecoder().decode(plain));
}
function keep(name, content) {
return writeSealed(["kept"], content, name, (envelope, store) => answered(store.put(envelope, name)));
}
function drop(name) {
return within(["kept"], "readwrite", (store) => answered(store.delete(name)));
}
async function kept(name) {
const envelope = await within(["kept"], "readonly", (store) => answered(store.get(name)));
return envelope ? unseal(envelope, name) : null;
}
async function wipe() {
known = null;
await within(["keys"], "readwrite", (keys) => answered(keys.clear()));
await within(["outbox", "kept", "facts"], "readwrite", (...stores) => {
for (const store of stores) store.clear();
});
for (const name of Object.keys(localStorage)) if (name.startsWith("raakvlak-")) localStorage.removeItem(name);
}
const DAY = 86_400_000;
async function daysLeft() {
const contact = await fact("contact");
return contact ? (await fact("days")) - (Date.now() - contact) / DAY : Infinity;
}
async function wipeWhenOld() {
if ((await daysLeft()) > 0) return false;
await wipe();
return true;
}
return { STEPS, answered, open, within, fact, note, writeSealed, unseal, keep, drop, kept, wipe, daysLeft, wipeWhenOld };
})();
const module_outbox = (() => {
const { answered, unseal, within, writeSealed } = module_store;
const WAITING = "raakvlak-waiting"; // how many wait, and nothing else: read where one logs out
function outside({ key, member, municipality, kind }) {
return `${key} ${member} ${municipality} ${kind}`;
}
async function put({ key = crypto.randomUUID(), member, municipality, kind, values, typed }) {
const row = { key, member, municipality, kind, at: Date.now(), state: "waiting", tries: 0 };
await writeSealed(["outbox", "kept"], { values }, outside(row), async (envelope, outbox, kept) => {
if (typed) kept.delete(typed);
const there = await answered(outbox.index("key").get(key));
if (!there) outbox.add({ ...row, ...envelope });
return answered(outbox.count());
}).then(tell);
return key;
}
function tell(there) {
localStorage.setItem(WAITING, String(there));
return there;
}
async function rows() {
return within(["outbox"], "readonly", (outbox) => answered(outbox.getAll()));
}
function opened(row) {
return unseal(row, outside(row));
}
async function count() {
return tell(await within(["outbox"], "readonly", (outbox) => answered(outbox.count())));
}
async function change(outbox, keys, changed) {
for (const key of keys) {
const row = await answered(outbox.index("key").get(key));
if (!row) continue;
const after = changed(row);
if (after) outbox.put(after);
else outbox.delete(row.number);
}
return answered(outbox.count());
}
function remove(...keys) {
return within(["outbox"], "readwrite", (outbox) => change(outbox, keys, () => null)).then(tell);
}
function tried(keys) {
const once = (row) => ({ ...row, tries: row.tries + 1 });
return within(["outbox"], "readwrite", (outbox) => change(outbox, keys, once)).then(tell);
}
function turn(row, content) {
const fresh = (envelope, outbox) => change(outbox, [row.key], () => ({ ...row, ...envelope }));
return writeSealed(["outbox"], content, outside(row), fresh).then(tell);
}
async function refuse(row, { state, reasons, asked = "" }) {
const { values } = await opened(row);
await turn({ ...row, state }, { values, reasons, asked });
}
function mend(row, values) {
return turn({ ...row, state: "waiting", tries: 0 }, { values });
}
return { put, rows, opened, count, remove, tried, refuse, mend };
})();
const module_waiting = (() => {
const outbox = module_outbox;
const { daysLeft } = module_store;
const SHOWN = 20;
const WARN_DAYS = 5;
const words = document.querySelector("#phone-words").dataset;
const box = document.querySelector("[data-box]");
const list = box.querySelector("[data-rows]");
function counted(number, one, many) {
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
function openAtDesk(row, values, token) {
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
async function show(choices, doings) {
const all = await outbox.rows();
const mine = all.filter(({ member }) => member === choices.member);
const first = [...mine].sort((one, other) => (one.state === "waiting") - (other.state === "waiting") || other.number - one.number);
const parts = await Promise.all(first.slice(0, SHOWN).map((row) => shown(row, choices, doings)));
list.replaceChildren(...parts);
const lines = [];
if (all.length > parts.length) lines.push(words.more.replace("0", all.length - parts.length));
const days = await daysLeft();
if (all.length && days < WARN_DAYS) lines.push(words.days.replace("0", Math.max(1, Math.ceil(days))));
const said = box.querySelector("[data-box-said]");
said.textContent = lines.join(" ");
said.hidden = !lines.length;
box.hidden = !all.length;
const waiting = all.filter(({ state }) => state === "waiting").length;
return { waiting, back: mine.filter(({ state }) => state !== "waiting").length };
}
return { words, counted, openAtDesk, show };
})();
const module_about = (() => {
const { choice } = module_choosing;
const { words } = module_waiting;
const FEW = 4;
const LATITUDE_STEP = 0.001; // as in the store: no place is known better than a square of a hundred metres
const LONGITUDE_STEP = 0.0015;
const METRES_PER_DEGREE = 111_195;
const part = document.querySelector("[data-about]");
const list = part.querySelector("[data-choices=about]");
const said = part.querySelector("[data-about-said]");
const more = part.querySelector("[data-about-more]");
let all = [];
let isWhole = false;
let isNear = false; // it stands in that order until the next note
function offerAbout(pages, situations) {
const rows = pages.map(({ choice: [name, pk], title, said: small, where }) => ({ name, pk: String(pk), title, small, where }));
const there = new Set(rows.filter(({ name }) => name === "situation").map(({ pk }) => pk));
const others = situations.filter(([pk]) => !there.has(String(pk)));
all = [...rows, ...others.map(([pk, title]) => ({ name: "situation", pk: String(pk), title, small: "", where: null }))];
if (!isNear) draw(all);
}
function draw(rows) {
const ticked = new Set([...list.querySelectorAll(":checked")].map(({ name, value }) => `${name} ${value}`));
list.replaceChildren(
...rows.map(({ name, pk, title, small }) => {
const made = choice(name, "checkbox", pk, title, small);
made.querySelector("input").checked = ticked.has(`${name} ${pk}`);
return made;
}),
);
part.hidden = !rows.length;
fold();
}
function fold() {
const labels = [...list.children];
labels.forEach((label, place) => {
label.hidden = !isWhole && place >= FEW && !label.querySelector(":checked");
});
more.hidden = isWhole || labels.length <= FEW;
}
function asBefore() {
if (!isNear && !isWhole) return;
isNear = isWhole = false;
said.textContent = "";
draw(all);
}
more.addEventListener("click", () => {
isWhole = true;
fold();
list.children[FEW]?.querySelector("input").focus();
});
function rounded(degrees, step) {
return Math.round(degrees / step) * step;
}
function metres([latitude, longitude], [north, east]) {
const width = Math.cos((latitude * Math.PI) / 180);
return METRES_PER_DEGREE * Math.hypot(latitude - north, (longitude - east) * width);
}
function inWords(distance) {
if (distance < 150) return words.here100;
return distance < 950 ? `${Math.round(distance / 100) * 100} m` : `${(distance / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} km`;
}
function showNear(place) {
const known = all.filter(({ where }) => where).map((row) => ({ ...row, far: metres(row.where, place) }));
const near = known.sort((one, other) => one.far - other.far).map((row) => ({ ...row, small: inWords(row.far) }));
isWhole = false;
isNear = true;
draw([...near, ...all.filter(({ where }) => !where)]);
said.textContent = near.length ? words.near : words.nothingNear;
}
const button = part.querySelector("[data-about-near]");
button.hidden = !navigator.geolocation;
button.addEventListener("click", () => {
said.textContent = words.looking;
navigator.geolocation.getCurrentPosition(
({ coords }) => showNear([rounded(coords.latitude, LATITUDE_STEP), rounded(coords.longitude, LONGITUDE_STEP)]),
() => {
said.textContent = words.unknown;
},
{ maximumAge: 60_000, timeout: 10_000 },
);
});
return { offerAbout, fold, asBefore };
})();
const module_filling = (() => {
const { fold } = module_about;
const find = (selector) => document.querySelector(selector);
const form = find("[data-note]");
function showReaders() {
const chosen = form.querySelector("[name=audience]:checked");
find("[data-readers]").textContent = chosen ? chosen.nextElementSibling.firstChild.textContent : "";
}
function today() {
const now = new Date();
const day = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")];
const part = now.getHours() < 12 ? "morning" : now.getHours() < 18 ? "afternoon" : "evening";
return [["happened_on", day.join("-")], ["part_of_day", part]];
}
function putBack(values) {
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
function mended(values, before) {
const stays = ["series", "happened_on", "part_of_day"];
const made = ["line", "promise_rows"];
const same = before.filter(([name]) => stays.includes(name));
const isSame = ([name]) => same.some(([kept]) => kept === name);
const hidden = before.filter(([name, value]) => !isShown(name, value) && !made.includes(name) && !stays.includes(name));
return [...values.filter((row) => !isSame(row)), ...hidden, ...same];
}
return { showReaders, today, putBack, mended };
})();
const module_here = (() => {
const { words } = module_waiting;
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
return {  };
})();
const module_looked = (() => {
const { keep, kept } = module_store;
const VISITED = "visited";
const MOST_VISITED = 60;
async function looked(member) {
const found = await kept(VISITED);
return found?.member === member ? found.rows : [];
}
async function lookAt(member, ...rows) {
const before = await looked(member);
const all = [...rows, ...before].map(([kind, pk]) => `${kind} ${pk}`);
const each = [...new Set(all)].slice(0, MOST_VISITED).map((row) => row.split(" "));
await keep(VISITED, { member, rows: each.map(([kind, pk]) => [kind, Number(pk)]) });
}
return { looked, lookAt };
})();
const module_photographing = (() => {
const outbox = module_outbox;
const store = module_store;
const { words } = module_waiting;
const find = (selector) => document.querySelector(selector);
const DESK = "desk-photo:";
let page = null;
let photos = null;
function withPhotos() {
photos ??= import(find("[data-worker]").dataset.photos).then((module) => module.photos({ store, outbox, words, ...page }));
return photos;
}
async function chosenPhotos() {
return photos && (await photos);
}
async function photoOfDesk(key, member) {
const photo = await store.kept(DESK + key).catch(() => null); // sealed with a key that is gone
return photo?.member === member ? photo : null;
}
async function takePhotoOfDesk(key, photo) {
await (await withPhotos()).take(photo, key);
await store.drop(DESK + key);
}
function wordsWith(photo, values, [[klad]]) {
const rest = values.filter(([name]) => !name.startsWith("photo-"));
return photo?.subject === "notebook" ? [...rest.filter(([name]) => name !== "audience"), ["audience", klad]] : rest;
}
async function arePhotosThere() {
const names = await store.within(["kept"], "readonly", (there) => store.answered(there.getAllKeys()));
return names.some((name) => name.startsWith("photo:"));
}
function offerPhotos(given) {
page = given;
find("[data-photo-file]").addEventListener("change", async ({ target }) => {
const files = [...target.files];
target.value = "";
await (await withPhotos()).add(files);
});
find("[data-photo-choose]").addEventListener("click", () => find("[data-photo-file]").click());
}
return { withPhotos, chosenPhotos, photoOfDesk, takePhotoOfDesk, wordsWith, arePhotosThere, offerPhotos };
})();
const module_reading = (() => {
const { drop, keep, kept } = module_store;
const { words } = module_waiting;
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
async function recall({ member, municipality }) {
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
async function takeAlong(fresh) {
reading = { ...fresh, at: Date.now() };
await keep(KEPT, reading);
return reading;
}
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
function pageAt(url) {
return [...(reading?.sheets ?? []), ...(reading?.pages ?? [])].find((page) => page.url === url);
}
function isThereToRead() {
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
function showReading(url, why = "") {
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
return { recall, takeAlong, pageAt, isThereToRead, showReading };
})();
const module_sending = (() => {
const outbox = module_outbox;
const { fact, keep, note, wipe } = module_store;
const ALONG = "/telefoon/mee/";
const READ = "/telefoon/lezen/";
const SEND = "/telefoon/stuur/";
const MAY_KEEP = "/telefoon/mag/";
const PHONE = "raakvlak-phone"; // that this is a phone that notes outside: see visited.js
const AT_ONCE = 50;
const PATIENCE = 30_000;
const MOST_TRIES = 5; // that the server itself stumbles over one note
class Stopped extends Error {}
async function ask(url, options = {}) {
const abort = new AbortController();
const waiting = setTimeout(() => abort.abort(), PATIENCE);
try {
const answer = await fetch(url, { redirect: "manual", cache: "no-store", signal: abort.signal, ...options });
if (answer.type === "opaqueredirect" || answer.status === 401) throw new Stopped("login");
if (answer.status === 403) throw new Stopped("refused");
if (!answer.ok) throw Object.assign(new Stopped("server"), { status: answer.status });
return await answer.json();
} catch (error) {
if (error instanceof Stopped) throw error;
throw new Stopped("offline");
} finally {
clearTimeout(waiting);
}
}
let contact = null;
async function meet() {
try {
contact = await ask(ALONG);
} catch (error) {
if (error.message === "login" || error.message === "refused") await stopWhenRevoked();
throw error;
}
const { token, ...choices } = contact;
await keep("choices", choices);
await note({ contact: Date.now(), days: contact.days });
localStorage.setItem(PHONE, "1");
await tellAbout(new Date().toDateString());
return choices;
}
async function device() {
const known = await fact("device");
if (known) return known;
await note({ device: crypto.randomUUID() });
return fact("device");
}
async function tellAbout(day) {
const said = `${day} ${contact.member}`;
if ((await fact("told")) === said) return;
await post([]);
await note({ told: said });
}
async function stopWhenRevoked() {
const known = await fact("device");
if (!known || !(await ask(`${MAY_KEEP}?toestel=${known}`)).is_revoked) return;
await wipe();
throw new Stopped("revoked");
}
async function post(notes) {
const headers = { "Content-Type": "application/json", "X-CSRFToken": contact.token };
const body = JSON.stringify({ device: await device(), notes });
const { answers, is_revoked: isRevoked } = await ask(SEND, { method: "POST", headers, body });
if (!isRevoked) return answers;
await wipe();
throw new Stopped("revoked");
}
function tokenHere() {
return contact?.token;
}
async function tokenToSend() {
await meet();
return contact.token;
}
async function readAnew(visited) {
if (!contact) await meet();
const headers = { "Content-Type": "application/json", "X-CSRFToken": contact.token };
return ask(READ, { method: "POST", headers, body: JSON.stringify({ visited }) });
}
async function send(batch) {
const notes = await Promise.all(
batch.map(async (row) => {
const { key, member, municipality, kind } = row;
return { key, member, municipality, kind, values: (await outbox.opened(row)).values };
}),
);
const answers = await post(notes);
return new Map(answers.map((answer) => [answer.key, answer]));
}
async function settle(batch, answers) {
const stored = batch.filter(({ key }) => answers.get(key)?.state === "stored");
await outbox.remove(...stored.map(({ key }) => key));
for (const row of batch) {
const answer = answers.get(row.key);
if (answer?.state === "refused" || answer?.state === "asks") await outbox.refuse(row, answer);
}
}
async function mine() {
const rows = await outbox.rows();
return rows.filter(
({ state, member, municipality }) =>
state === "waiting" && member === contact.member && municipality === contact.municipality,
);
}
async function stumbled(batch, error) {
if (![400, 413, 500].includes(error.status)) throw error;
if (batch.length > 1) return 1;
if (error.status === 500 && batch[0].tries < MOST_TRIES) throw error;
await outbox.refuse(batch[0], { state: "stumbled", reasons: [] });
return 1;
}
async function sendAll(told) {
if (!contact) await meet();
let atOnce = AT_ONCE;
for (let waiting = await mine(); waiting.length; waiting = await mine()) {
const batch = waiting.slice(0, atOnce);
await outbox.tried(batch.map(({ key }) => key));
try {
const answers = await send(batch);
await settle(batch, answers);
if (![...answers.values()].some(({ state }) => state !== "elsewhere")) throw new Stopped("elsewhere");
} catch (error) {
atOnce = await stumbled(batch, error);
}
told();
}
}
let asked = null;
function flush(told = () => {}) {
asked ??= navigator.locks.request("raakvlak-outbox", () => {
asked = null;
return sendAll(told).catch((error) => {
if (!(error instanceof Stopped)) throw error;
contact = null; // another log-in, another token, another town: ask anew
return error.message;
});
});
return asked;
}
return { Stopped, meet, tokenHere, tokenToSend, readAnew, flush };
})();
const module_capture = (() => {
const { asBefore, offerAbout } = module_about;
const { fill, fillAreas } = module_choosing;
const { mended, putBack, showReaders, today } = module_filling;
const { looked, lookAt } = module_looked;
const outbox = module_outbox;
const { arePhotosThere, chosenPhotos, offerPhotos, photoOfDesk, takePhotoOfDesk, withPhotos, wordsWith } = module_photographing;
const { isThereToRead, pageAt, recall, showReading, takeAlong } = module_reading;
const { flush, meet, readAnew, tokenHere, tokenToSend } = module_sending;
const store = module_store;
const { counted, openAtDesk, show, words } = module_waiting;
const AGAIN_AFTER = 15_000;
const READ_AFTER = 300_000;
const SOON = 50; // that it is safe is said first, and then the list is drawn and sent
const DRAFT = "draft";
const STAYS = ["area", "channel", "audience", "situation", "latitude", "longitude"]; // for each line of a series
const PAGE = "/telefoon/"; // shown for any address that can't be reached
const DRAFTS = "raakvlak-note:";
const TODAY = "/";
const find = (selector) => document.querySelector(selector);
const form = find("[data-note]");
const text = form.elements.working_note;
const state = find("[data-state]");
let choices = null;
let along = null; // what there is to read
let mending = null; // the row that came back and stands in the form
let series = null;
let isForToday = false; // this page stands where *Vandaag* would be: what one has along comes first
function isSeries() {
return series !== null;
}
function makeKlad() {
form.querySelector("[name=audience]").checked = true;
showReaders();
}
offerPhotos({ whose, makeKlad, complain, resend: send });
function offer(fresh) {
choices = fresh;
find("[data-place]").textContent = choices.place;
offerAbout(along?.pages ?? [], choices.situations);
fill("channel", "radio", choices.channels);
fill("audience", "radio", choices.audiences);
fillAreas(choices.areas);
const circles = [...form.querySelectorAll("[name=audience]")];
if (!circles.some(({ checked }) => checked)) {
(circles.find(({ value }) => value === String(choices.audience)) ?? circles[0]).checked = true;
}
showReaders();
form.hidden = false;
find("[data-first]").hidden = true;
}
function written() {
const values = [...new FormData(form)].filter(([, value]) => value !== "");
if (isSeries()) {
const line = values.map(([name, value]) => [name === "working_note" ? "line" : name, value]);
return [...line.filter(([name]) => !name.startsWith("promise-")), ["series", series]];
}
return [...values, ["promise_rows", values.some(([name]) => name.startsWith("promise-0-")) ? "1" : "0"]];
}
function empty() {
const stays = isSeries() ? STAYS : ["audience"];
const before = [...new FormData(form)].filter(([name]) => stays.includes(name));
form.reset();
putBack(before);
if (isSeries()) return;
asBefore();
find("#meer").open = false;
}
function complain(sentence) {
const problem = find("[data-problem]");
problem.textContent = sentence;
problem.hidden = !sentence;
}
let saving = false; // who taps twice means one note
async function save() {
if (saving) return;
const typed = text.value;
if (!typed.trim()) {
complain(words.empty);
text.focus();
return;
}
saving = true;
const pictures = await chosenPhotos();
if (await pictures?.isNotebook()) makeKlad();
const values = [...written(), ...today()];
try {
await drafting;
let key = mending?.row.key;
if (mending) await outbox.mend(mending.row, mended(values, mending.values));
else key = await outbox.put({ ...whose(), kind: isSeries() ? "line" : "note", values, typed: DRAFT });
await pictures?.attach(key).catch(() => {}); // no room: they stay in sight, and the note is there
} catch (error) {
complain(words.full);
throw error;
} finally {
saving = false;
}
complain("");
mending = null;
const since = text.value.startsWith(typed) ? text.value.slice(typed.length) : "";
empty();
text.value = since.trimStart(); // typed while it was being kept
state.textContent = words.saved;
text.focus();
setTimeout(async () => {
await remember(values);
await send();
}, SOON);
}
async function remember(values) {
const kinds = { situation: "situation", party: "organisation" };
const chosen = values.filter(([name]) => name in kinds).map(([name, value]) => [kinds[name], Number(value)]);
if (chosen.length) await lookAt(choices.member, ...chosen).catch(() => {}); // no room: the note is there
}
function whose() {
return { member: choices.member, municipality: choices.municipality };
}
let typing;
let drafting = null;
function draft() {
const typed = mending ? [] : [...new FormData(form)].filter(([, value]) => value !== "");
drafting = store.keep(DRAFT, typed).catch(() => {}); // no room: it is in the form still
}
form.addEventListener("input", () => {
clearTimeout(typing);
typing = setTimeout(draft, 300);
});
form.addEventListener("change", showReaders);
form.addEventListener("submit", (event) => {
event.preventDefault();
clearTimeout(typing);
save();
});
text.addEventListener("keydown", (event) => {
if (event.key !== "Enter" || event.shiftKey || !isSeries()) return;
event.preventDefault();
form.requestSubmit();
});
const doings = {
async sure(row, { values, asked }) {
await outbox.mend(row, [...values.filter(([name]) => name !== "asked"), ["asked", asked]]);
await showBox();
send();
},
mend(row, { values }) {
turnTo(row.kind === "line" ? (values.find(([name]) => name === "series")?.[1] ?? crypto.randomUUID()) : null);
form.reset();
for (const box of form.querySelectorAll(":checked")) box.checked = false;
putBack(values.map(([name, value]) => [name === "line" ? "working_note" : name, value]));
mending = { row, values };
find("#meer").open = true;
text.focus();
},
async open(row, { values }) {
try {
const token = await tokenToSend();
await outbox.mend(row, values); // when the desk stores it, the server says so at the next sending
openAtDesk(row, values, token);
} catch {
state.textContent = words.waiting;
}
},
async drop(row) {
if (!confirm(words.drop)) return;
await outbox.remove(row.key);
await (await chosenPhotos())?.dropOf(row.key);
await showBox();
},
};
let drawing = null;
function showBox() {
const draw = () => (choices ? show(choices, doings) : { waiting: 0, back: 0 });
drawing = drawing ? drawing.then(draw, draw) : Promise.resolve().then(draw);
return drawing;
}
let again;
let read = 0; // when it was last asked what there is to read
async function readAlong() {
read = Date.now();
try {
along = await takeAlong(await readAnew(await looked(choices.member)));
} catch {
read = 0; // the next time that something is sent
return;
}
offerAbout(along.pages, choices.situations);
follow();
}
async function send() {
clearTimeout(again);
if ((await showBox()).waiting) state.textContent = words.sending;
const stopped = await flush(showBox);
const there = await showBox();
if (stopped === "revoked") return forget();
const pictures = choices && !stopped && (await arePhotosThere()) ? await (await withPhotos()).send(tokenHere) : null;
there.photos = pictures?.left;
if (stopped === "login") offerLogIn();
else state.textContent = said(stopped, there);
if (!stopped && Date.now() - read > READ_AFTER) await readAlong();
const wait = there.photos && !there.waiting ? pictures.wait : AGAIN_AFTER;
if ((there.waiting || there.photos) && document.visibilityState === "visible") again = setTimeout(send, wait);
}
function forget() {
choices = along = null;
turnTo(null);
form.reset();
form.hidden = true;
for (const part of ["[data-box]", "[data-photo-box]"]) find(part).hidden = true;
find("[data-photo-list]").replaceChildren();
find("[data-first]").hidden = false;
state.textContent = "";
complain(words.revoked);
}
function said(stopped, { waiting, back, photos: left }) {
if (stopped && stopped !== "offline") return words[stopped];
const sentences = [];
if (waiting) sentences.push(counted(waiting, words.one, words.many));
if (back) sentences.push(counted(back, words.oneBack, words.manyBack));
if (left) sentences.push(counted(left, words.onePhoto, words.manyPhotos));
if (stopped) sentences.push(words.waiting);
return sentences.join(" · ") || words.sent;
}
function offerLogIn() {
const link = document.createElement("a");
link.href = `/inloggen/login/?next=${PAGE}`;
link.textContent = words.login;
state.replaceChildren(link);
}
find("[data-send]").addEventListener("click", send);
function turnTo(wanted, isReading = false) {
if (!isReading) series = wanted;
find("[data-heading]").textContent = isReading ? words.reading : isSeries() ? words.series : words.note;
find("[data-label]").textContent = isSeries() ? words.line : words.words;
find("[data-to-series]").hidden = !isReading && isSeries();
find("[data-to-note]").hidden = !isReading && !isSeries();
find("[data-to-reading]").hidden = isReading;
find("[data-promise]").hidden = isSeries();
find("[data-writing]").hidden = isReading;
find("[data-reading]").hidden = !isReading;
text.rows = isSeries() ? 1 : 4;
}
function follow() {
const asked = new URLSearchParams(location.hash.slice(1)).get("lezen") || (location.hash ? "" : location.pathname);
if (choices && (location.hash.startsWith("#lezen") || pageAt(asked) || isForToday)) {
turnTo(series, true);
showReading(asked, isForToday ? words.noToday : "");
} else if (location.hash === "#reeks") turnTo(series ?? crypto.randomUUID());
else if (location.hash === "#noteer") turnTo(null);
else if (!find("[data-reading]").hidden) turnTo(series);
}
addEventListener("hashchange", () => {
isForToday = false;
follow();
scrollTo(0, 0);
});
find("[data-readers]").addEventListener("click", (event) => {
event.preventDefault();
find("#meer").open = true;
form.querySelector("[name=audience]:checked")?.focus();
});
async function takeFromDesk() {
const asked = new URLSearchParams(location.hash.slice(1));
const key = asked.get("bewaar");
if (!key || !choices) return;
const photo = await photoOfDesk(key, choices.member);
const names = { note: `${DRAFTS}${choices.member}:new:${key}`, line: `${DRAFTS}${choices.member}:line:${key}` };
for (const [kind, name] of Object.entries(names)) {
const draft = JSON.parse(localStorage.getItem(name) ?? "null");
if (!draft) continue;
const rows = draft.values.map(([field]) => Number(/^promise-(\d+)-/.exec(field)?.[1] ?? -1));
const count = ["promise_rows", String(Math.max(-1, ...rows) + 1)];
const values = wordsWith(photo, draft.values, choices.audiences);
await outbox.put({ key, ...whose(), kind, values: kind === "note" ? [...values, count] : values });
localStorage.removeItem(name);
if (kind === "line") goOnWith(values);
}
if (photo) await takePhotoOfDesk(key, photo);
else if (asked.has("foto")) complain(words.photoLeft);
history.replaceState(null, "", location.pathname);
}
function goOnWith(values) {
localStorage.removeItem(`${DRAFTS}${choices.member}:series`);
turnTo(values.find(([name]) => name === "series")?.[1] ?? crypto.randomUUID());
putBack(values.filter(([name]) => STAYS.includes(name)));
}
function takeShared() {
const asked = new URLSearchParams(location.search);
const parts = ["titel", "tekst", "link"].map((name) => asked.get(name)?.trim()).filter(Boolean);
if (!parts.length || !choices) return;
history.replaceState(null, "", location.pathname + location.hash);
text.value = [text.value.trim(), ...new Set(parts)].filter(Boolean).join("\n");
form.querySelector("[name=audience]").checked = true; // the narrowest circle stands first
showReaders();
}
async function renewPage(language) {
if (!("caches" in window) || language === document.documentElement.lang) return;
const fresh = await fetch(PAGE, { cache: "reload" });
if (!fresh.ok) return;
for (const name of await caches.keys()) if (name.startsWith("raakvlak-")) await (await caches.open(name)).put(PAGE, fresh.clone());
}
async function begin() {
if (!crypto.subtle || !navigator.locks || !("indexedDB" in window)) return complain(words.insecure);
navigator.serviceWorker?.register(find("[data-worker]").dataset.worker).catch(() => {});
if (await store.wipeWhenOld()) complain(words.old);
const [before, typed] = await Promise.all([store.kept("choices"), store.kept(DRAFT)]);
if (before) {
along = await recall(before);
offer(before);
putBack(typed ?? []);
isForToday = location.pathname === TODAY && !location.hash && isThereToRead();
if (!isForToday && !find("details[open]")) text.focus();
}
follow();
takeShared();
await takeFromDesk();
await showBox();
if (choices && (await arePhotosThere())) await (await withPhotos()).show();
try {
const fresh = await meet();
along = await recall(fresh);
offer(fresh);
await renewPage(choices.language);
} catch (error) {
if (error.message === "revoked") return forget();
find("[data-first]").hidden = choices !== null || error.message === "offline";
if (!choices && error.message === "offline" && find("[data-problem]").hidden) complain(words.waiting);
}
takeShared();
await takeFromDesk();
await send();
}
for (const moment of ["online", "pageshow"]) addEventListener(moment, () => choices && send());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && choices && send());
begin();
return {  };
})();
