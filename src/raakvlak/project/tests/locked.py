"""A phone with a lock: setting and opening it as one does, and a thief who has all that lies in the database."""

from typing import Any, Final

from playwright.sync_api import Page, expect

from raakvlak.project.tests.test_phone_in_browser import state

CODE: Final = "274951"

# Whoever has all that lies in the database, keys and all, tries each key on each envelope and on the wrapped key.
THIEF: Final = """async () => {
    const answered = (asked) => new Promise((resolve, reject) => {
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
    });
    const database = await answered(indexedDB.open("raakvlak"));
    const all = (name) => answered(database.transaction(name).objectStore(name).getAll());
    const names = (name) => answered(database.transaction(name).objectStore(name).getAllKeys());
    const [keys, facts, rows, kept] = await Promise.all(["keys", "facts", "outbox", "kept"].map(all));
    const [keptNames, keyNames] = await Promise.all(["kept", "keys"].map(names));
    const envelopes = [...rows.map((row) => [row, `${row.key} ${row.member} ${row.municipality} ${row.kind}`])];
    keptNames.forEach((name, place) => envelopes.push([kept[place], name]));
    const lock = keys.find((found) => found?.wrap);
    const usable = keys.filter((found) => found instanceof CryptoKey);
    const open = async (key, { iv, sealed }, outside) => new TextDecoder().decode(await crypto.subtle.decrypt(
        { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(outside) }, key, sealed));
    const read = [];
    for (const key of usable) for (const [envelope, outside] of envelopes)
        read.push(await open(key, envelope, outside).catch(() => null));
    let half = null;
    for (const key of usable) half ??= lock && await crypto.subtle.decrypt({ name: "AES-GCM", iv: lock.wrap.iv,
        additionalData: new TextEncoder().encode("phone") }, key, lock.wrap.sealed).catch(() => null);
    const imported = half && await crypto.subtle.importKey("pkcs8", half, { name: "ECDH", namedCurve: "P-256" }, false,
        ["deriveBits"]).then(() => "a key", () => "noise");
    database.close();
    return { read: read.filter(Boolean), envelopes: envelopes.length, rows: rows.length, half: imported,
        kinds: usable.map(({ type, extractable }) => `${type} ${extractable}`), rounds: lock?.rounds,
        plain: JSON.stringify(facts) + JSON.stringify(rows), names: keptNames, keys: keyNames };
}"""
OLD_TRIES: Final = """(count) => new Promise((resolve) => {
    const asked = indexedDB.open("raakvlak");
    asked.onsuccess = () => {
        const transaction = asked.result.transaction("keys", "readwrite", { durability: "strict" });
        transaction.objectStore("keys").put({ count, until: 0 }, "tries");
        transaction.oncomplete = () => resolve(asked.result.close());
    };
})"""
TRIES: Final = """async () => {
    const asked = indexedDB.open("raakvlak");
    const database = await new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
    const got = database.transaction("keys").objectStore("keys").get("tries");
    const tries = await new Promise((resolve) => { got.onsuccess = () => resolve(got.result); });
    database.close();
    return [tries.count, Math.round((tries.until - Date.now()) / 1000)];
}"""


def card(page: Page) -> Any:
    return page.locator("[data-lock]")


def fold(page: Page) -> Any:
    return page.locator("[data-lock-fold]")


def ready(page: Page) -> None:
    expect(state(page)).to_have_text("Alles is verstuurd")


def set_lock(page: Page, code: str = CODE, *, current: str = "") -> None:
    """Set a lock in the fold at the foot of the page, or another code on it."""
    if fold(page).get_attribute("open") is None:
        fold(page).locator("summary").click()
    if current:
        page.get_by_label("Je code van nu").fill(current)
    if not code.isdigit():
        page.get_by_label("Ook letters").check()
    page.get_by_label("Nieuwe code").fill(code)
    page.get_by_label("Nog een keer dezelfde code").fill(code)
    page.get_by_role("button", name="Neem deze code" if current else "Zet op slot").click()
    expect(page.get_by_label("Nieuwe code")).to_have_value("")
    expect(state(page)).to_have_text("Het slot zit erop.")


def enter(page: Page, code: str) -> None:
    page.get_by_label("Je code", exact=True).fill(code)
    page.get_by_role("button", name="Open", exact=True).click()


def unlock(page: Page, code: str = CODE) -> None:
    enter(page, code)
    expect(card(page)).to_be_hidden()


def cold(page: Page, address: str = "/telefoon/") -> Page:
    """Close the page and start anew."""
    context = page.context
    page.close()
    fresh = context.new_page()
    fresh.goto(address)
    return fresh
