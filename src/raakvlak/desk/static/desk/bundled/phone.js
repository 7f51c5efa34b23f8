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
const module_envelopes = (() => {
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const LEAST_ROUNDS = 600_000; // of PBKDF2: what one guess costs
const MOST_TIMES = 5;
const AIM = 300; // milliseconds that one guess takes here
function bytesOf(text) {
return new TextEncoder().encode(text);
}
function way(iv, outside) {
return { name: "AES-GCM", iv, additionalData: bytesOf(outside) };
}
function freshKey() {
return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
async function sealedWith(key, plain, outside) {
const iv = crypto.getRandomValues(new Uint8Array(12));
return { iv, sealed: await crypto.subtle.encrypt(way(iv, outside), key, plain) };
}
function openedWith(key, { iv, sealed }, outside) {
return crypto.subtle.decrypt(way(iv, outside), key, sealed);
}
async function keyBetween(half, other, from, point) {
const theirs = await crypto.subtle.importKey("raw", other, CURVE, false, []);
const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, half, 256);
const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
const both = { name: "HKDF", hash: "SHA-256", salt: from, info: point };
return crypto.subtle.deriveKey(both, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
async function sealedFor(point, plain, outside) {
const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
const from = await crypto.subtle.exportKey("raw", publicKey);
return { from, ...(await sealedWith(await keyBetween(privateKey, point, from, point), plain, outside)) };
}
async function openedBy({ half, point }, envelope, outside) {
return openedWith(await keyBetween(half, envelope.from, envelope.from, point), envelope, outside);
}
async function freshPair() {
const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
const point = await crypto.subtle.exportKey("raw", publicKey);
return { point, half: await crypto.subtle.exportKey("pkcs8", privateKey) };
}
function halfOf(bytes) {
return crypto.subtle.importKey("pkcs8", bytes, CURVE, false, ["deriveBits"]);
}
async function keyOf(code, salt, rounds) {
const base = await crypto.subtle.importKey("raw", bytesOf(code.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
const made = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
return crypto.subtle.deriveKey(made, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
async function roundsHere(salt) {
const start = performance.now();
await keyOf("", salt, LEAST_ROUNDS);
const times = AIM / Math.max(1, performance.now() - start);
return Math.round(LEAST_ROUNDS * Math.min(MOST_TIMES, Math.max(1, times)));
}
async function wrapped(code, key, half) {
const salt = crypto.getRandomValues(new Uint8Array(16));
const rounds = await roundsHere(salt);
const { iv, sealed } = await sealedWith(await keyOf(code, salt, rounds), half, "code");
return { salt, rounds, iv, wrap: await sealedWith(key, sealed, "phone") };
}
async function unwrapped(code, key, { salt, rounds, iv, wrap }) {
const sealed = await openedWith(key, wrap, "phone");
return openedWith(await keyOf(code, salt, rounds), { iv, sealed }, "code").catch(() => null);
}
return { freshKey, sealedWith, openedWith, sealedFor, openedBy, freshPair, halfOf, wrapped, unwrapped };
})();
const module_store = (() => {
const { freshKey, openedBy, openedWith, sealedFor, sealedWith } = module_envelopes;
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
const working = async () => work(...names.map((name) => transaction.objectStore(name)));
const worked = working().catch((error) => {
try {
transaction.abort(); // what was half done is not done
} catch {
}
throw error;
});
const [result] = await Promise.all([worked, ended]);
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
let reader = null;
class Shut extends Error {}
async function keyForSure() {
known ??= await keyThere();
if (known) return known;
const fresh = await freshKey();
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
return key ? { key, mark: await answered(keys.get("mark")), lock: await answered(keys.get("lock")) } : null;
});
}
async function isShut() {
known = await keyThere();
return Boolean(known?.lock) && reader?.mark !== known.mark;
}
function canRead({ from }) {
return !from || reader !== null;
}
function readWith(half) {
known = null;
reader = half;
}
function seal({ key, lock }, content, outside) {
const plain = new TextEncoder().encode(JSON.stringify(content));
return lock ? sealedFor(lock.point, plain, outside) : sealedWith(key, plain, outside);
}
async function writeSealed(names, content, outside, write) {
for (;;) {
const there = await keyForSure();
const envelope = await seal(there, content, outside);
let isGone = false;
const result = await within(["keys", ...names], "readwrite", async (keys, ...stores) => {
const all = await answered(keys.getAllKeys());
isGone = !all.includes("seal") || (await answered(keys.get("mark"))) !== there.mark;
return isGone ? null : write(envelope, ...stores);
});
if (!isGone) return result;
known = null;
}
}
async function plainOf(envelope, outside) {
if (!envelope.from) return openedWith((await keyForSure()).key, envelope, outside);
if (!reader) throw new Shut();
return openedBy(reader, envelope, outside);
}
async function unseal(envelope, outside) {
const plain = await plainOf(envelope, outside).catch(async (error) => {
if (error instanceof Shut) throw error;
if (envelope.from && (await isShut())) throw new Shut(); // another page changed the code
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
known = reader = null;
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
return { STEPS, answered, open, within, fact, note, Shut, keyThere, isShut, canRead, readWith, seal, writeSealed, unseal, keep, drop, kept, wipe, daysLeft, wipeWhenOld };
})();
const module_outbox = (() => {
const { answered, canRead, unseal, within, writeSealed } = module_store;
const WAITING = "raakvlak-waiting"; // how many wait, and nothing else: read where one logs out
const fresh = new Map();
function forget() {
fresh.clear();
}
function outside({ key, member, municipality, kind }) {
return `${key} ${member} ${municipality} ${kind}`;
}
async function put({ key = crypto.randomUUID(), member, municipality, kind, values, typed }) {
const row = { key, member, municipality, kind, at: Date.now(), state: "waiting", tries: 0 };
await writeSealed(["outbox", "kept"], { values }, outside(row), async (envelope, outbox, kept) => {
if (typed) kept.delete(typed);
const there = await answered(outbox.index("key").get(key));
if (!there) outbox.add({ ...row, ...envelope });
if (!there && envelope.from) fresh.set(key, { values });
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
async function opened(row) {
return (row.from && fresh.get(row.key)) || unseal(row, outside(row));
}
function readable(rows) {
const shut = rows.findIndex((row) => !canRead(row) && !fresh.has(row.key));
return shut < 0 ? rows : rows.slice(0, shut);
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
for (const key of keys) fresh.delete(key);
return within(["outbox"], "readwrite", (outbox) => change(outbox, keys, () => null)).then(tell);
}
function tried(keys) {
const once = (row) => ({ ...row, tries: row.tries + 1 });
return within(["outbox"], "readwrite", (outbox) => change(outbox, keys, once)).then(tell);
}
function turn(row, content) {
const anew = (envelope, outbox) => change(outbox, [row.key], () => ({ ...row, from: undefined, ...envelope }));
fresh.delete(row.key);
return writeSealed(["outbox"], content, outside(row), anew).then(tell);
}
async function refuse(row, { state, reasons, asked = "" }) {
const { values } = await opened(row);
await turn({ ...row, state }, { values, reasons, asked });
}
function mend(row, values) {
return turn({ ...row, state: "waiting", tries: 0 }, { values });
}
return { forget, outside, put, rows, opened, readable, count, remove, tried, refuse, mend };
})();
const module_waiting = (() => {
const outbox = module_outbox;
const { daysLeft, Shut } = module_store;
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
function drawn(rows, choices, doings) {
return Promise.all(rows.map((row) => shown(row, choices, doings))).catch((error) => {
if (error instanceof Shut) return [];
throw error;
});
}
async function show(choices, doings, isShut) {
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
function said(stopped, isShut, { waiting, back, photos: left }) {
if (stopped && stopped !== "offline") return words[stopped];
const sentences = [];
if (waiting) sentences.push(counted(waiting, words.one, words.many));
if (back) sentences.push(counted(back, words.oneBack, words.manyBack));
if (left) sentences.push(counted(left, words.onePhoto, words.manyPhotos));
if (stopped) sentences.push(words.waiting);
else if (isShut && waiting) sentences.push(words.shut);
return sentences.join(" · ") || words.sent;
}
return { words, counted, openAtDesk, show, said };
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
all = [...rows, ...others.map(([pk, title, where = null]) => ({ name: "situation", pk: String(pk), title, small: "", where }))];
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
const module_drafts = (() => {
const { answered, keep, kept, within, writeSealed } = module_store;
const DRAFT = "draft";
const WORDS = "working_note";
const MENDS = "mends"; // the note that came back and stood in the form
let own = DRAFT;
function ownDraft() {
return own;
}
function keepDraft(values) {
return keep(own, values);
}
function keepMended(key, values) {
return keep(`${DRAFT}:${crypto.randomUUID()}`, [...values, [MENDS, key]]);
}
function startBeside() {
own = `${DRAFT}:${crypto.randomUUID()}`;
}
function wordsOf(values) {
return values.find(([name]) => name === WORDS)?.[1].trim();
}
function isWhole(text, place, texts) {
return text && !texts.some((other, there) => other?.includes(text) && (other !== text || there < place));
}
function mends(values) {
return values.find(([name]) => name === MENDS)?.[1];
}
async function broughtTogether(now) {
const names = await within(["kept"], "readonly", (store) => answered(store.getAllKeys()));
const drafts = names.filter((name) => name === DRAFT || (name.startsWith(`${DRAFT}:`) && name !== own));
if (own === DRAFT && drafts.every((name) => name === DRAFT)) return { values: (await kept(DRAFT)) ?? [] };
const found = (await Promise.all(drafts.map(kept))).filter(Boolean);
const all = [...found.filter((values) => !mends(values)), now].filter((values) => values.length);
const text = all.map(wordsOf).filter(isWhole).join("\n\n");
const values = [...all.flat().filter(([name]) => name !== WORDS), ...(text ? [[WORDS, text]] : [])];
const before = own;
own = DRAFT;
await writeSealed(["kept"], values, DRAFT, (envelope, store) => {
for (const name of [before, ...drafts]) store.delete(name);
return answered(store.put(envelope, DRAFT));
});
const mended = found.find(mends);
return { values, mended: mended && { key: mends(mended), values: mended.filter(([name]) => name !== MENDS) } };
}
return { ownDraft, keepDraft, keepMended, startBeside, broughtTogether };
})();
const module_filling = (() => {
const { fold } = module_about;
const find = (selector) => document.querySelector(selector);
const form = find("[data-note]");
function showReaders() {
const chosen = form.querySelector("[name=audience]:checked");
find("[data-readers]").textContent = chosen ? chosen.nextElementSibling.firstChild.textContent : "";
}
function makeKlad() {
form.querySelector("[name=audience]").checked = true;
showReaders();
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
return { showReaders, makeKlad, today, putBack, mended };
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
const photo = await store.kept(DESK + key).catch((error) => {
if (error instanceof store.Shut) throw error;
return null; // sealed with a key that is gone
});
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
async function sentPhotos(token) {
try {
return (await arePhotosThere()) ? await (await withPhotos()).send(token) : null;
} catch (error) {
if (error instanceof store.Shut) return null;
throw error;
}
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
return { withPhotos, chosenPhotos, photoOfDesk, takePhotoOfDesk, wordsWith, arePhotosThere, sentPhotos, offerPhotos };
})();
const module_handed = (() => {
const { putBack } = module_filling;
const outbox = module_outbox;
const { photoOfDesk, takePhotoOfDesk, wordsWith } = module_photographing;
const { words } = module_waiting;
const DRAFTS = "raakvlak-note:";
const STAYS = ["area", "channel", "audience", "situation", "latitude", "longitude"]; // for each line of a series
async function takeFromDesk(whose, turnTo, audiences, complain) {
const asked = new URLSearchParams(location.hash.slice(1));
const key = asked.get("bewaar");
if (!key) return;
const photo = await photoOfDesk(key, whose.member);
const drafts = `${DRAFTS}${whose.member}`;
for (const [kind, name] of Object.entries({ note: `${drafts}:new:${key}`, line: `${drafts}:line:${key}` })) {
const draft = JSON.parse(localStorage.getItem(name) ?? "null");
if (!draft) continue;
const rows = draft.values.map(([field]) => Number(/^promise-(\d+)-/.exec(field)?.[1] ?? -1));
const count = ["promise_rows", String(Math.max(-1, ...rows) + 1)];
const values = wordsWith(photo, draft.values, audiences);
await outbox.put({ key, ...whose, kind, values: kind === "note" ? [...values, count] : values });
localStorage.removeItem(name);
if (kind === "note") continue;
localStorage.removeItem(`${drafts}:series`);
turnTo(values.find(([field]) => field === "series")?.[1] ?? crypto.randomUUID());
putBack(values.filter(([field]) => STAYS.includes(field)));
}
if (photo) await takePhotoOfDesk(key, photo);
else if (asked.has("foto")) complain(words.photoLeft);
history.replaceState(null, "", location.pathname);
}
function takeShared(text, makeKlad) {
const asked = new URLSearchParams(location.search);
const parts = ["titel", "tekst", "link"].map((name) => asked.get(name)?.trim()).filter(Boolean);
if (!parts.length) return;
history.replaceState(null, "", location.pathname + location.hash);
text.value = [text.value.trim(), ...new Set(parts)].filter(Boolean).join("\n");
makeKlad();
}
return { STAYS, takeFromDesk, takeShared };
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
const module_lock = (() => {
const { freshKey, freshPair, halfOf, unwrapped, wrapped } = module_envelopes;
const { outside } = module_outbox;
const { answered, keyThere, readWith, seal, unseal, wipe, within } = module_store;
const SHORTEST = 6;
const MOST_TRIES = 10;
const WAITS = [0, 1, 2, 5, 15, 30, 60, 120, 300, 600]; // seconds, after so many wrong tries
const STORES = ["keys", "outbox", "kept"];
function isEasy(code) {
const signs = [...code].map((sign) => sign.codePointAt(0));
const step = signs[1] - signs[0];
const isRow = signs.every((sign, place) => !place || sign - signs[place - 1] === step);
return isRow || new Set(signs).size < 3;
}
async function everything(keys, outbox, kept) {
const asked = [keys.get("mark"), outbox.getAll(), kept.getAllKeys(), kept.getAll()];
const [mark, rows, names, envelopes] = await Promise.all(asked.map(answered));
return { rows, names, envelopes, print: [mark, ...names, ...[...rows, ...envelopes].map(({ iv }) => iv.join())].join(" ") };
}
async function anew(next, envelope, outside) {
return seal(next, await unseal(envelope, outside), outside);
}
async function turn(next, reader) {
for (let isDone = false; !isDone; ) {
const before = await within(STORES, "readonly", everything);
const rows = await Promise.all(before.rows.map((row) => anew(next, row, outside(row))));
const kept = await Promise.all(before.envelopes.map((envelope, place) => anew(next, envelope, before.names[place])));
isDone = await within(STORES, "readwrite", async (keys, outbox, store) => {
const now = await everything(keys, outbox, store);
if (now.print !== before.print) return false; // somebody wrote meanwhile
now.rows.forEach((row, place) => outbox.put({ ...row, from: undefined, ...rows[place] }));
now.names.forEach((name, place) => store.put(kept[place], name));
for (const name of ["lock", "tries"]) keys.delete(name);
keys.put(next.key, "seal");
keys.put(next.mark, "mark");
if (next.lock) keys.put(next.lock, "lock");
return true;
});
}
readWith(reader);
}
async function setLock(code, hasLetters) {
const [key, { point, half }, mark] = [await freshKey(), await freshPair(), crypto.randomUUID()];
const lock = { ...(await wrapped(code, key, half)), point, hasLetters };
await turn({ key, mark, lock }, { half: await halfOf(half), point, mark });
}
async function takeLockOff() {
await turn({ key: await freshKey(), mark: crypto.randomUUID(), lock: null }, null);
}
async function countedTry() {
return within(["keys"], "readwrite", async (keys) => {
const { count, until } = (await answered(keys.get("tries"))) ?? { count: 0, until: 0 };
const wait = Math.ceil(Math.min(until - Date.now(), WAITS.at(-1) * 1000) / 1000);
if (wait > 0) return { wait };
const now = Math.min(count + 1, MOST_TRIES);
keys.put({ count: now, until: Date.now() + (WAITS[now] ?? 0) * 1000 }, "tries");
return { left: MOST_TRIES - now };
});
}
async function tryCode(code) {
const there = await keyThere();
if (!there?.lock) return { isOpen: true };
const { wait, left } = await countedTry();
if (wait) return { wait };
const half = await unwrapped(code, there.key, there.lock);
if (half) {
await within(["keys"], "readwrite", (keys) => answered(keys.delete("tries")));
readWith({ half: await halfOf(half), point: there.lock.point, mark: there.mark });
return { isOpen: true };
}
if (left) return { left };
await wipe();
return { isWiped: true };
}
return { SHORTEST, isEasy, setLock, takeLockOff, tryCode };
})();
const module_locking = (() => {
const { isEasy, setLock, SHORTEST, takeLockOff, tryCode } = module_lock;
const outbox = module_outbox;
const store = module_store;
const { counted, words } = module_waiting;
const SHUT_AFTER = 300_000;
const LOOK_EACH = 10_000;
const WARN_TRIES = 3;
const PLAIN = "plain"; // what the form needs behind the lock: numbers, and words that are the same for everybody
const find = (selector) => document.querySelector(selector);
const card = find("[data-lock]");
const fold = find("[data-lock-fold]");
const opening = find("[data-lock-open]");
const setting = find("[data-lock-set]");
const others = "BroadcastChannel" in window ? new BroadcastChannel("raakvlak-lock") : null;
let page = null;
let shut = false;
let isSet = false;
let used = Date.now();
function isShut() {
return shut;
}
function plainOf({ member, municipality, language, audience, audiences, channels }) {
const stays = audiences.filter(([value], place) => !place || value === String(audience));
const bare = stays.map(([value, label]) => [value, label]);
return { member, municipality, language, audience, audiences: bare, channels, situations: [], areas: [] };
}
async function plainChoices(choices) {
if (choices) await store.note({ [PLAIN]: plainOf(choices) });
return store.fact(PLAIN);
}
async function showLock(isKnown) {
const { lock } = (await store.keyThere()) ?? {};
isSet = Boolean(lock);
card.hidden = !shut;
fold.hidden = shut || !isKnown;
for (const part of fold.querySelectorAll("[data-when-set]")) part.hidden = !isSet;
for (const part of fold.querySelectorAll("[data-when-unset]")) part.hidden = isSet;
opening.elements.code.inputMode = lock?.hasLetters ? "text" : "numeric";
setting.elements.current.inputMode = opening.elements.code.inputMode;
find("[data-photo-choose]").hidden = shut; // a photo can't be shown again
}
async function look() {
const isNow = await store.isShut();
if (isNow && !shut) await fallShut();
else if (!isNow && shut) await fallOpen();
return isNow;
}
async function fallShut() {
shut = true;
for (const form of [opening, setting]) form.reset();
complain(opening, "");
complain(setting, "");
await page.shut();
store.readWith(null);
outbox.forget();
}
async function fallOpen() {
shut = false;
used = Date.now();
await page.opened();
}
async function shutWhenIdle() {
const since = Date.now() - used;
if (!isSet || (since >= 0 && since < SHUT_AFTER)) return;
used = Date.now();
await fallShut();
}
function complain(form, sentence, name = form === opening ? "code" : "current") {
const said = form.querySelector("[data-lock-problem]");
said.textContent = sentence;
said.hidden = !sentence;
for (const field of form.querySelectorAll("input:not([type=checkbox])")) field.removeAttribute("aria-invalid");
if (!sentence) return;
form.elements[name].setAttribute("aria-invalid", "true");
form.elements[name].focus();
}
function wrong({ wait, left }) {
if (wait) return counted(wait, words.codeWaitOne, words.codeWait);
if (left > WARN_TRIES) return words.codeWrong.replace("0", left);
return counted(left, words.codeLast, words.codeFew);
}
async function isRight(form, name) {
const answer = await tryCode(form.elements[name].value);
if (answer.isWiped) page.wiped(words.wiped);
else if (!answer.isOpen) complain(form, wrong(answer), name);
return Boolean(answer.isOpen);
}
let isBusy = false;
async function once(work) {
if (isBusy) return;
isBusy = true;
try {
await work();
} finally {
isBusy = false;
}
}
async function open() {
if (!(await isRight(opening, "code"))) return;
complain(opening, "");
opening.reset();
await fallOpen();
}
function problemWith({ code, again }) {
if ([...code.value].length < SHORTEST) return [words.codeShort, "code"];
if (isEasy(code.value)) return [words.codeEasy, "code"];
return code.value === again.value ? null : [words.codeDifferent, "again"];
}
async function changed(work) {
try {
await work();
} catch {
complain(setting, words.lockFailed, isSet ? "current" : "code");
return;
}
complain(setting, "");
setting.reset();
others?.postMessage("turned");
await showLock(true);
page.state.textContent = isSet ? words.lockSet : words.lockOff;
}
async function set() {
const { code, letters } = setting.elements;
const problem = problemWith(setting.elements);
if (problem) return complain(setting, ...problem);
if (isSet && !(await isRight(setting, "current"))) return;
await changed(async () => {
await plainChoices(page.choices());
await setLock(code.value, letters.checked);
});
}
async function takeOff() {
if (!(await isRight(setting, "current"))) return;
await changed(async () => {
await takeLockOff();
await store.note({ [PLAIN]: null });
});
}
async function wipeAll() {
const waiting = await outbox.count();
const photos = await store.within(["kept"], "readonly", (kept) => store.answered(kept.getAllKeys()));
const lost = [];
if (waiting) lost.push(counted(waiting, words.lostOne, words.lostMany));
const pictures = photos.filter((name) => name.startsWith("photo:")).length;
if (pictures) lost.push(counted(pictures, words.lostPhoto, words.lostPhotos));
if (!confirm([words.forgotten, ...(lost.length ? lost : [words.lostNothing])].join(" "))) return;
await store.wipe();
others?.postMessage("turned");
location.reload();
}
function offerLock(given) {
page = given;
const { code, again, letters } = setting.elements;
letters.addEventListener("change", () => {
for (const field of [code, again]) field.inputMode = letters.checked ? "text" : "numeric";
});
for (const [form, work] of [[opening, open], [setting, set]]) {
form.addEventListener("submit", (event) => {
event.preventDefault();
once(work);
});
}
find("[data-lock-off]").addEventListener("click", () => once(takeOff));
find("[data-lock-now]").addEventListener("click", () => once(fallShut));
find("[data-lock-forgotten]").addEventListener("click", () => once(wipeAll));
for (const sign of ["pointerdown", "keydown", "input"]) {
addEventListener(sign, () => shutWhenIdle().then(() => { used = Date.now(); }), { capture: true });
}
setInterval(shutWhenIdle, LOOK_EACH);
for (const moment of ["pageshow", "visibilitychange"]) addEventListener(moment, shutWhenIdle, { capture: true });
others?.addEventListener("message", look);
}
return { isShut, plainChoices, showLock, look, offerLock };
})();
const module_looked = (() => {
const { answered, isShut, keep, kept, within, writeSealed } = module_store;
const VISITED = "visited";
const BESIDE = "visited:"; // what was looked at behind the lock, beside the list that can't be read there
const MOST_VISITED = 60;
async function beside() {
const names = await within(["kept"], "readonly", (store) => answered(store.getAllKeys()));
return names.filter((name) => name.startsWith(BESIDE));
}
async function everything(member, names) {
const later = await Promise.all(names.map(kept));
later.sort((one, other) => other?.at - one?.at);
const all = [...later, await kept(VISITED)].filter((found) => found?.member === member);
return all.flatMap(({ rows }) => rows);
}
function each(rows) {
const all = rows.map(([kind, pk]) => `${kind} ${pk}`);
return [...new Set(all)].slice(0, MOST_VISITED).map((row) => row.split(" ")).map(([kind, pk]) => [kind, Number(pk)]);
}
async function looked(member) {
return each(await everything(member, await beside()));
}
async function lookBehindTheLock(member, rows) {
if ((await beside()).length < MOST_VISITED) await keep(BESIDE + crypto.randomUUID(), { member, rows, at: Date.now() });
}
async function lookAt(member, ...rows) {
if (await isShut()) return lookBehindTheLock(member, rows);
const names = await beside();
const content = { member, rows: each([...rows, ...(await everything(member, names))]) };
return writeSealed(["kept"], content, VISITED, (envelope, store) => {
for (const name of names) store.delete(name);
return answered(store.put(envelope, VISITED));
});
}
return { looked, lookAt };
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
function forgetReading() {
reading = null;
showReading("");
section.querySelector("[data-reading-age]").textContent = "";
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
return { recall, forgetReading, takeAlong, pageAt, isThereToRead, showReading };
})();
const module_sending = (() => {
const outbox = module_outbox;
const { fact, keep, note, Shut, wipe } = module_store;
const ALONG = "/telefoon/mee/";
const PAGE = "/telefoon/";
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
async function renewPage(language) {
if (!("caches" in window) || language === document.documentElement.lang) return;
const fresh = await fetch(PAGE, { cache: "reload" });
if (!fresh.ok) return;
for (const name of await caches.keys()) if (name.startsWith("raakvlak-")) await (await caches.open(name)).put(PAGE, fresh.clone());
}
let contact = null;
async function meet() {
let fresh;
try {
fresh = await ask(ALONG);
} catch (error) {
if (error.message === "login" || error.message === "refused") await stopWhenRevoked();
throw error;
}
const { token, ...choices } = fresh;
contact = { token, member: choices.member, municipality: choices.municipality };
await keep("choices", choices);
await note({ contact: Date.now(), days: choices.days });
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
const waiting = rows.filter(
({ state, member, municipality }) =>
state === "waiting" && member === contact.member && municipality === contact.municipality,
);
return outbox.readable(waiting);
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
if (error instanceof Shut) return undefined; // the lock fell shut: it goes on when that opens
if (!(error instanceof Stopped)) throw error;
contact = null; // another log-in, another token, another town: ask anew
return error.message;
});
});
return asked;
}
return { Stopped, renewPage, meet, tokenHere, tokenToSend, readAnew, flush };
})();
const module_capture = (() => {
const { asBefore, offerAbout } = module_about;
const { fill, fillAreas } = module_choosing;
const { broughtTogether, keepDraft, keepMended, ownDraft, startBeside } = module_drafts;
const { makeKlad, mended, putBack, showReaders, today } = module_filling;
const { STAYS, takeFromDesk, takeShared } = module_handed;
const { isShut, look, offerLock, plainChoices, showLock } = module_locking;
const { looked, lookAt } = module_looked;
const outbox = module_outbox;
const { arePhotosThere, chosenPhotos, offerPhotos, sentPhotos, withPhotos } = module_photographing;
const { forgetReading, isThereToRead, pageAt, recall, showReading, takeAlong } = module_reading;
const { flush, meet, readAnew, renewPage, tokenHere, tokenToSend } = module_sending;
const store = module_store;
const { openAtDesk, said, show, words } = module_waiting;
const AGAIN_AFTER = 15_000;
const READ_AFTER = 300_000;
const SOON = 50; // that it is safe is said first, and then the list is drawn and sent
const TODAY = "/";
const find = (selector) => document.querySelector(selector);
const form = find("[data-note]");
const text = form.elements.working_note;
const state = find("[data-state]");
const nowhere = find("[data-place]").textContent;
let choices = null;
let along = null; // what there is to read
let mending = null; // the row that came back and stands in the form
let series = null;
let isForToday = false; // this page stands where *Vandaag* would be: what one has along comes first
function isSeries() {
return series !== null;
}
offerPhotos({ whose, makeKlad, complain, resend: send });
function offer(fresh) {
choices = fresh;
find("[data-place]").textContent = choices.place ?? nowhere;
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
showLock(true);
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
const pictures = isShut() ? null : await chosenPhotos();
if (await pictures?.isNotebook()) makeKlad();
const values = [...written(), ...today()];
try {
await drafting;
let key = mending?.row.key;
if (mending) await outbox.mend(mending.row, mended(values, mending.values));
else key = await outbox.put({ ...whose(), kind: isSeries() ? "line" : "note", values, typed: ownDraft() });
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
function inForm() {
return [...new FormData(form)].filter(([, value]) => value !== "");
}
function draft() {
drafting = keepDraft(mending ? [] : inForm()).catch(() => {}); // no room: it is in the form still
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
const draw = () => (choices ? show(choices, doings, isShut()) : { waiting: 0, back: 0 });
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
if (isShut()) return lookAway(); // meanwhile
offerAbout(along.pages, choices.situations);
follow();
}
async function send() {
clearTimeout(again);
if ((await showBox()).waiting) state.textContent = words.sending;
const stopped = await flush(showBox);
const there = await showBox();
if (stopped === "revoked") return forget();
const pictures = choices && !stopped && !isShut() ? await sentPhotos(tokenHere) : null;
there.photos = pictures?.left;
if (stopped === "login") offerLogIn();
else state.textContent = said(stopped, isShut(), there);
if (!stopped && !isShut() && Date.now() - read > READ_AFTER) await readAlong();
const wait = there.photos && !there.waiting ? pictures.wait : AGAIN_AFTER;
if ((there.waiting || there.photos) && document.visibilityState === "visible") again = setTimeout(send, wait);
}
function forget(why = words.revoked) {
choices = along = null;
turnTo(null);
form.reset();
form.hidden = true;
for (const part of ["[data-box]", "[data-photo-box]", "[data-lock]", "[data-lock-fold]"]) find(part).hidden = true;
find("[data-photo-list]").replaceChildren();
forgetReading();
find("[data-first]").hidden = false;
state.textContent = "";
complain(why);
}
function offerLogIn() {
const link = document.createElement("a");
link.href = "/inloggen/login/?next=/telefoon/";
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
if (isShut()) lookAway();
else showReading(asked, isForToday ? words.noToday : "");
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
function lookAway() {
along = null;
forgetReading();
}
async function fallShut() {
clearTimeout(typing);
await drafting;
const typed = inForm();
const isWritten = text.value.trim() || form.elements["promise-0-text"].value;
startBeside();
const before = mending;
const keeping = before ? keepMended(before.row.key, mended(typed, before.values)) : isWritten && keepDraft(typed);
const isKept = await Promise.resolve(keeping).then(() => true, () => false);
startBeside();
mending = null;
if (isKept) form.reset();
asBefore();
lookAway();
for (const list of ["[data-rows]", "[data-photo-list]", "[data-photo-box]"]) find(list).replaceChildren();
const plain = await plainChoices();
choices = plain;
if (plain) offer(plain);
else await showLock(false);
await showBox();
}
async function bringBack() {
const before = await store.kept("choices");
if (!before) return;
along = await recall(before);
offer(before);
const { values, mended: sentBack } = await broughtTogether(text.value.trim() ? inForm() : []);
putBack(values);
if (new Set(values.filter(([name]) => name === "audience").map(([, value]) => value)).size > 1) makeKlad();
const rows = sentBack ? await outbox.rows() : [];
const row = rows.find(({ key, state }) => key === sentBack.key && state !== "waiting");
if (row && !text.value.trim()) doings.mend(row, sentBack);
else if (sentBack) text.value = [text.value, new Map(sentBack.values).get("working_note")].filter(Boolean).join("\n\n");
}
offerLock({
shut: fallShut,
wiped: forget,
choices: () => choices,
state,
async opened() {
await bringBack();
follow();
await takeHanded();
if (choices && (await arePhotosThere())) await (await withPhotos()).show();
await send();
},
});
async function takeHanded() {
if (!choices) return;
takeShared(text, makeKlad);
await takeFromDesk(whose(), turnTo, choices.audiences, complain).catch((error) => {
if (!(error instanceof store.Shut)) throw error; // its photo waits for the code, and the note with it
});
}
async function begin() {
if (!crypto.subtle || !navigator.locks || !("indexedDB" in window)) return complain(words.insecure);
navigator.serviceWorker?.register(find("[data-worker]").dataset.worker).catch(() => {});
if (await store.wipeWhenOld()) complain(words.old);
if (!(await look())) await bringBack();
isForToday = location.pathname === TODAY && !location.hash && isThereToRead();
if (choices && !isForToday && !find("details[open]")) text.focus();
follow();
await takeHanded();
await showBox();
if (choices && !isShut() && (await arePhotosThere())) await (await withPhotos()).show();
try {
const fresh = await meet();
const { lock } = (await store.keyThere()) ?? {};
const plain = lock ? await plainChoices(fresh) : null;
if (!isShut()) along = await recall(fresh);
if (isShut()) lookAway();
offer(isShut() ? (plain ?? (await plainChoices())) : fresh);
await renewPage(choices.language);
} catch (error) {
if (error.message === "revoked") return forget();
find("[data-first]").hidden = choices !== null || error.message === "offline";
if (!choices && error.message === "offline" && find("[data-problem]").hidden) complain(words.waiting);
}
await takeHanded();
await send();
}
for (const moment of ["online", "pageshow"]) addEventListener(moment, () => choices && send());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && choices && send());
begin();
return {  };
})();
