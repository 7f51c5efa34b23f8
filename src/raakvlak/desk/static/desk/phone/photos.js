// Photos with a note: made small here, without what a camera hides in them, sealed until the server has them, and sent
// after the words. Fetched only when there is a photo. It brings in nothing by itself: the page hands over what it needs.

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;
const START = "photo:";
const COUNT = "raakvlak-waiting-photos"; // how many wait, and nothing else: read where one logs out
const PART = 96_000;
const PATIENCE = 60_000;
const MOST = 10;
const AGAIN_AFTER = 15_000;
const LONGEST_WAIT = 3_600_000; // between two tries of a photo over which the server stumbles
const MANY_TRIES = 5; // after so many one may also throw it away

export function toText(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

export function toBytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

// Draw it anew: only its pixels stay. Where it was made, with what and when, is not among them.
export async function madeSmall(file) {
  const image = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return new Uint8Array(await blob.arrayBuffer());
}

// Over one on which the server stumbles the wait doubles, up to an hour; a clock that was put back does not make it longer.
function waitOf({ after = 0 }) {
  const wait = after - Date.now();
  return wait > 0 && wait <= LONGEST_WAIT ? wait : 0;
}

function hour(at) {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

// Who is typing in a part of the page goes on typing in it.
function isTypedIn(part) {
  return part.contains(document.activeElement) && document.activeElement.matches("input[type=text]");
}

export function photos({ store, outbox, words, whose, makeKlad, complain, resend }) {
  const list = document.querySelector("[data-photo-list]");
  const box = document.querySelector("[data-photo-box]");

  async function names() {
    const all = await store.within(["kept"], "readonly", (kept) => store.answered(kept.getAllKeys()));
    return all.filter((name) => name.startsWith(START));
  }

  async function all() {
    const found = await Promise.all((await names()).map(async (name) => ({ name, ...(await store.kept(name)) })));
    const { member, municipality } = whose();
    const mine = found.filter((photo) => photo.member === member && photo.municipality === municipality);
    return mine.sort((one, other) => one.at - other.at);
  }

  async function tell() {
    localStorage.setItem(COUNT, String((await names()).length));
  }

  async function change({ name, ...content }, changes = {}) {
    await store.keep(name, { ...content, ...changes });
    await tell();
  }

  async function drop(name) {
    await store.within(["kept"], "readwrite", (kept) => store.answered(kept.delete(name)));
    await tell();
  }

  async function drawOn(canvas, data) {
    const image = await createImageBitmap(new Blob([toBytes(data)], { type: "image/jpeg" }));
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d").drawImage(image, 0, 0);
    image.close();
  }

  // --- What one chose for the note that stands in the form.

  async function shownIn(photo, number) {
    const part = document.querySelector("template[data-photo-row]").content.cloneNode(true);
    const canvas = part.querySelector("canvas");
    await drawOn(canvas, photo.data);
    canvas.setAttribute("aria-label", photo.caption || words.photo);
    const caption = part.querySelector("[data-photo-caption]");
    caption.value = photo.caption;
    caption.addEventListener("input", () => {
      photo.caption = caption.value;
      change(photo);
    });
    for (const input of part.querySelectorAll("[type=radio]")) {
      input.name = `subject-of-photo-${number}`; // outside the form: these are the photo's own
      input.checked = input.value === photo.subject;
      input.addEventListener("change", () => {
        photo.subject = input.value;
        if (photo.subject === "notebook") makeKlad();
        return change(photo);
      });
    }
    part.querySelector("[data-photo-drop]").addEventListener("click", async () => {
      await drop(photo.name);
      await show();
      document.querySelector("[data-photo-choose]").focus();
    });
    return part;
  }

  // By itself it redraws nothing in which somebody is typing; after a tap of somebody it does.
  async function show(isAsked = true) {
    const found = await all();
    const chosen = await Promise.all(found.filter(({ note }) => !note).map(shownIn));
    const sent = found.filter(({ note }) => note);
    const held = await Promise.all(sent.filter(({ reason, tries }) => reason || tries).map(heldUp));
    if (isAsked || !isTypedIn(list)) list.replaceChildren(...chosen);
    if (isAsked || !isTypedIn(box)) box.replaceChildren(...held, ...lineAbout(sent.length - held.length));
    box.hidden = !sent.length;
    return found;
  }

  function lineAbout(waiting) {
    if (!waiting) return [];
    const line = document.createElement("p");
    line.className = "muted";
    line.textContent = waiting === 1 ? words.onePhoto : words.manyPhotos.replace("0", waiting);
    return [line];
  }

  function said({ reason, tries, after }) {
    if (reason) return reason;
    return tries < MANY_TRIES ? words.photoLater.replace("0", hour(after)) : words.photoStuck;
  }

  // A photo that came back, or over which the server stumbles: why, and what one can do about it.
  async function heldUp(photo) {
    const part = document.querySelector("template[data-photo-held]").content.cloneNode(true);
    const canvas = part.querySelector("canvas");
    await drawOn(canvas, photo.data);
    canvas.setAttribute("aria-label", photo.caption || words.photo);
    part.querySelector("[data-held-said]").textContent = said(photo);
    part.querySelector("[data-held-actions]").hidden = !photo.reason && photo.tries < MANY_TRIES;
    part.querySelector("[data-held-mend]").hidden = !photo.reason;
    const caption = part.querySelector("[data-held-caption]");
    caption.value = photo.caption;
    caption.addEventListener("input", () => {
      Object.assign(photo, { caption: caption.value, asks: "" }); // other words, another question
      change(photo);
    });
    const again = part.querySelector("[data-held-again]");
    again.textContent = photo.asks ? words.photoSure : words.photoAgain;
    again.addEventListener("click", () => tryAgain(photo));
    part.querySelector("[data-held-drop]").addEventListener("click", async () => {
      await drop(photo.name);
      await show();
    });
    return part;
  }

  async function tryAgain(photo) {
    await change(photo, { asked: photo.asks || photo.asked || "", asks: "", reason: "", tries: 0, after: 0 });
    await show();
    resend();
  }

  async function add(files) {
    complain("");
    for (const file of files) {
      if ((await all()).filter(({ note }) => !note).length >= MOST) return complain(words.photosFull);
      try {
        const data = toText(await madeSmall(file));
        await change({ name: START + crypto.randomUUID(), ...whose(), at: Date.now(), note: null, subject: "place", caption: "", data });
      } catch {
        complain(words.photoUnread);
      }
    }
    await show();
  }

  // One that was chosen in the form of the desk, and that goes with a note which that form could not send.
  async function take({ photo, subject, caption, data }, note) {
    await change({ name: START + photo, ...whose(), at: Date.now(), note, subject, caption, data });
    await show();
  }

  // The note is safe under this key: the photos go with it.
  async function attach(note) {
    for (const photo of await all()) if (!photo.note) await change(photo, { note });
    await show();
  }

  async function isNotebook() {
    return (await all()).some(({ note, subject }) => !note && subject === "notebook");
  }

  // --- Sending: after the words, part after part. A part that came in twice does no harm.

  async function ask(url, body, type, token) {
    const abort = new AbortController();
    const waiting = setTimeout(() => abort.abort(), PATIENCE);
    try {
      const headers = { "Content-Type": type, "X-CSRFToken": token };
      const answer = await fetch(url, { method: "POST", redirect: "manual", cache: "no-store", signal: abort.signal, headers, body });
      if (answer.status === 404) return { state: "refused", reasons: [words.photoLost] };
      if ([400, 413].includes(answer.status)) return { state: "refused", reasons: [words.photoUnread] }; // so it stays
      if (answer.status >= 500) return { state: "stumbled" };
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    } finally {
      clearTimeout(waiting);
    }
  }

  async function sendOne({ name, note, subject, caption, asked = "", data }, token) {
    const bytes = toBytes(data);
    const url = `/telefoon/foto/${name.slice(START.length)}/`;
    const about = JSON.stringify({ note, subject, caption, asked, length: bytes.length });
    let answer = await ask(url, about, "application/json", token);
    for (let tries = 0; answer?.state === "going" && tries < bytes.length / PART + 3; tries += 1) {
      const { received } = answer;
      const part = bytes.slice(received, received + PART);
      answer = await ask(`${url}deel/?vanaf=${received}`, part, "application/octet-stream", token);
    }
    return answer;
  }

  async function sendAll(token) {
    const waitingNotes = new Set((await outbox.rows()).map(({ key }) => key));
    for (const photo of await all()) {
      if (!photo.note || photo.reason || waitOf(photo) || waitingNotes.has(photo.note)) continue;
      const answer = await sendOne(photo, token);
      if (!answer) return; // no connection, or another log-in: so it is for the next one
      if ((await names()).includes(photo.name)) await settle(photo, answer); // or it was thrown away meanwhile
    }
  }

  // One over which the server stumbles stays, and holds up none behind it.
  async function settle(photo, { state, reasons, asked }) {
    if (state === "stored") return drop(photo.name);
    if (state === "refused" || state === "asks") return change(photo, { reason: reasons.join(" "), asks: asked ?? "", tries: 0 });
    const tries = (photo.tries ?? 0) + 1;
    return change(photo, { tries, after: Date.now() + Math.min(AGAIN_AFTER * 2 ** tries, LONGEST_WAIT) });
  }

  // Tell how many are left, and after how long the first of them may be tried again.
  async function send(token) {
    const there = await all();
    if (there.some(({ note, reason }) => note && !reason)) await navigator.locks.request("raakvlak-photos", () => sendAll(token()));
    const left = (await show(false)).filter(({ note, reason }) => note && !reason);
    return { left: left.length, wait: Math.max(AGAIN_AFTER, Math.min(LONGEST_WAIT, ...left.map(waitOf))) };
  }

  // A note that is thrown away takes its photos along.
  async function dropOf(key) {
    for (const { name, note } of await all()) if (note === key) await drop(name);
    await show();
  }

  return { add, take, attach, isNotebook, send, show, dropOf };
}
