// Envelopes: sealed with the key of this phone, or for its lock; and the key of the lock, wrapped in a code.

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

export function freshKey() {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// What stands on the outside of an envelope is sealed along, so that no envelope can pass for another.
export async function sealedWith(key, plain, outside) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt(way(iv, outside), key, plain) };
}

export function openedWith(key, { iv, sealed }, outside) {
  return crypto.subtle.decrypt(way(iv, outside), key, sealed);
}

// --- For the lock: each envelope has a key pair of its own, of which the private half is forgotten at once. So whoever
// can write can't read, and writing needs no code.

async function keyBetween(half, other, from, point) {
  const theirs = await crypto.subtle.importKey("raw", other, CURVE, false, []);
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, half, 256);
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const both = { name: "HKDF", hash: "SHA-256", salt: from, info: point };
  return crypto.subtle.deriveKey(both, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function sealedFor(point, plain, outside) {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const from = await crypto.subtle.exportKey("raw", publicKey);
  return { from, ...(await sealedWith(await keyBetween(privateKey, point, from, point), plain, outside)) };
}

export async function openedBy({ half, point }, envelope, outside) {
  return openedWith(await keyBetween(half, envelope.from, envelope.from, point), envelope, outside);
}

export async function freshPair() {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const point = await crypto.subtle.exportKey("raw", publicKey);
  return { point, half: await crypto.subtle.exportKey("pkcs8", privateKey) };
}

export function halfOf(bytes) {
  return crypto.subtle.importKey("pkcs8", bytes, CURVE, false, ["deriveBits"]);
}

// --- The private half is wrapped in the code, and in the key of this phone: a copy without that key can't be guessed at.

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

export async function wrapped(code, key, half) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const rounds = await roundsHere(salt);
  const { iv, sealed } = await sealedWith(await keyOf(code, salt, rounds), half, "code");
  return { salt, rounds, iv, wrap: await sealedWith(key, sealed, "phone") };
}

// The private half; nothing when it is another code.
export async function unwrapped(code, key, { salt, rounds, iv, wrap }) {
  const sealed = await openedWith(key, wrap, "phone");
  return openedWith(await keyOf(code, salt, rounds), { iv, sealed }, "code").catch(() => null);
}
