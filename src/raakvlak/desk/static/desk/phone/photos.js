// Photos with a note: made small here, without what a camera hides in them, sealed until the server has them, and sent
// after the words. Fetched only when there is a photo. It brings in nothing by itself: the page hands over what it needs.

const LONGEST_SIDE = 1600;
const QUALITY = 0.8;
const START = "photo:";
const COUNT = "raakvlak-waiting-photos"; // how many wait, and nothing else: read where one logs out
const PART = 96_000;
const PATIENCE = 60_000;
const MOST = 10;

function toText(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

function toBytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

// Draw it anew: only its pixels stay. Where it was made, with what and when, is not among them.
async function madeSmall(file) {
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

export function photos({ store, outbox, words, whose, makeKlad, complain }) {
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

  async function show() {
    const found = await all();
    list.replaceChildren(...(await Promise.all(found.filter(({ note }) => !note).map(shownIn))));
    const sent = found.filter(({ note }) => note);
    const back = sent.filter(({ reason }) => reason);
    box.replaceChildren(...back.map(cameBack));
    const waiting = sent.length - back.length;
    if (waiting) {
      const line = document.createElement("p");
      line.className = "muted";
      line.textContent = waiting === 1 ? words.onePhoto : words.manyPhotos.replace("0", waiting);
      box.append(line);
    }
    box.hidden = !sent.length;
    return found;
  }

  function cameBack(photo) {
    const part = document.createElement("p");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "nl-button nl-button--secondary button--small", textContent: words.dropPhoto });
    button.addEventListener("click", async () => {
      await drop(photo.name);
      await show();
    });
    part.append(`${photo.caption || words.photo} – ${photo.reason} `, button);
    return part;
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
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    } finally {
      clearTimeout(waiting);
    }
  }

  async function sendOne({ name, note, subject, caption, data }, token) {
    const bytes = toBytes(data);
    const url = `/telefoon/foto/${name.slice(START.length)}/`;
    const about = JSON.stringify({ note, subject, caption, length: bytes.length });
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
      if (!photo.note || photo.reason || waitingNotes.has(photo.note)) continue;
      const answer = await sendOne(photo, token);
      if (answer?.state === "stored") await drop(photo.name);
      else if (answer?.state === "refused") await change(photo, { reason: answer.reasons.join(" ") });
      else return;
    }
  }

  async function send(token) {
    const there = await all();
    if (there.some(({ note, reason }) => note && !reason)) await navigator.locks.request("raakvlak-photos", () => sendAll(token()));
    const left = await show();
    return left.filter(({ note, reason }) => note && !reason).length;
  }

  // A note that is thrown away takes its photos along.
  async function dropOf(key) {
    for (const { name, note } of await all()) if (note === key) await drop(name);
    await show();
  }

  return { add, attach, isNotebook, send, show, dropOf };
}
