"""A morning in the street, as the test and the benchmark walk it: notes without a connection, and then a bad one."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from raakvlak.project.tests.browser import PHONE, launch_options
from raakvlak.project.tests.keeper import Keeper
from raakvlak.project.tests.leaky import LeakyLine

READY = "() => navigator.serviceWorker.ready.then(() => caches.keys()).then((names) => names.length)"
WAITING = "Number(localStorage.getItem('raakvlak-waiting'))"
AGAIN = "dispatchEvent(new Event('online'))"
PATIENCE_SECONDS = 120


@contextmanager
def phone(chromium: BrowserType, folder: Path, address: str, client: Client) -> Iterator[BrowserContext]:
    """Switch a phone on; what it kept the last time is still there."""
    context = chromium.launch_persistent_context(
        folder,
        **launch_options(),
        base_url=address,
        viewport=PHONE,
        has_touch=True,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
    )
    context.set_default_timeout(30_000)
    crumbs = client.cookies.items()
    context.add_cookies([{"name": name, "value": crumb.value, "url": address} for name, crumb in crumbs])
    try:
        yield context
    finally:
        context.close()


def arrive(context: BrowserContext) -> Page:
    """Open the page of the phone for the first time, with a connection, and wait until the phone has kept it."""
    page = context.pages[0] if context.pages else context.new_page()
    page.goto("/telefoon/")
    expect(page.get_by_role("status")).to_have_text("Alles is verstuurd", timeout=30_000)
    assert page.evaluate(READY) >= 1
    return page


def write_down(context: BrowserContext, texts: list[str]) -> None:
    """Open the page without a connection, from a cold start, and write notes by touch."""
    context.set_offline(True)
    page = context.new_page()
    page.goto("/telefoon/")
    words, save = page.get_by_label("Wat hoorde of zag je?"), page.get_by_role("button", name="Bewaar")
    for text in texts:
        words.fill(text)
        save.tap()
        expect(words).to_have_value("", timeout=30_000)
    page.close()


def victims(chance: random.Random) -> dict[int, str]:
    """Draw which process of the server dies at which look of the phone: mostly a worker, now and then all of it."""
    kinds = ["worker", "worker", "worker", "master", "run"]
    return {look: chance.choice(kinds) for look in chance.sample(range(1, 12), 3)}


def send_over(line: LeakyLine, keeper: Keeper, context: BrowserContext, chance: random.Random) -> None:
    """Get a connection that drops, to a server that dies without a chance to tidy up, until all is sent."""
    line.leaks.set()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/telefoon/")
    dying, look, deadline = victims(chance), 0, time.monotonic() + PATIENCE_SECONDS
    while page.evaluate(WAITING):
        look += 1
        assert time.monotonic() < deadline, page.get_by_role("status").inner_text()
        if look in dying:
            keeper.kill(dying[look], chance)
        page.wait_for_timeout(chance.uniform(20, 250))
        page.evaluate(AGAIN)  # as a phone says whenever it finds a mast again
    line.leaks.clear()
    keeper.wait_until_it_serves()


def walk(
    chromium: BrowserType, folder: Path, keeper: Keeper, line: LeakyLine, *, client: Client, texts: list[str], seed: int
) -> Any:
    """Write notes without a connection over two restarts of the phone, and send them over a bad one."""
    chance = random.Random(seed)  # noqa: S311 – chance, no secret
    address, third = f"http://localhost:{line.port}", len(texts) // 3
    with phone(chromium, folder, address, client) as context:
        arrive(context)
        write_down(context, texts[:third])
    with phone(chromium, folder, address, client) as context:
        write_down(context, texts[third : 2 * third])
    with phone(chromium, folder, address, client) as context:
        write_down(context, texts[2 * third :])
        send_over(line, keeper, context, chance)
