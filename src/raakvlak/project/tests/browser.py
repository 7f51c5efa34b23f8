"""What browser tests need: a browser, the two sizes, light and dark, axe, and pictures for the docs.

A browser test is marked `browser` and uses the fixture `browse` (in conftest.py of this folder's parent, see there).
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize

PHONE: Final = ViewportSize(width=390, height=844)
DESK: Final = ViewportSize(width=1440, height=900)
SIZES: Final = {"phone": PHONE, "desk": DESK}
Colours = Literal["light", "dark"]
BOTH_COLOURS: Final[tuple[Colours, Colours]] = ("light", "dark")

AXE: Final = Path(__file__).parent / "vendor/axe-core/axe.min.js"
AXE_OPTIONS: Final = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
PICTURES: Final = Path(__file__).resolve().parents[4] / "docs/pictures"


def browser_options() -> dict[str, Any]:
    """Return how Debian's own browser is started; nothing is downloaded."""
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if found is None:
        raise FileNotFoundError("No chromium: apt-get install chromium-headless-shell")
    return {"executable_path": found, "args": ["--disable-dev-shm-usage"]}


@contextmanager
def page_in(
    browser: Browser,
    address: str,
    *,
    size: ViewportSize = DESK,
    colours: Colours = "light",
    client: Client | None = None,
    javascript: bool = True,
) -> Iterator[Page]:
    """Open a page in a fresh browser of this size, logged in as this client is; errors on the page fail the test."""
    context = browser.new_context(
        base_url=address,
        viewport=size,
        color_scheme=colours,
        java_script_enabled=javascript,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
        has_touch=size is PHONE,
    )
    context.set_default_timeout(10_000)
    if client is not None:
        context.add_cookies(
            [{"name": name, "value": morsel.value, "url": address} for name, morsel in client.cookies.items()]
        )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
    try:
        yield page
    finally:
        context.close()
    assert not errors, errors


def axe(page: Page) -> list[str]:
    """Return what axe finds wrong on this page, as lines that say what and where."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
    return [
        f"{violation['id']}: {violation['help']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def too_wide(page: Page) -> bool:
    """Tell whether the page must be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    """Write docs/pictures/<name>.png when RAAKVLAK_PICTURES is set: the docs show what the tests saw."""
    if os.environ.get("RAAKVLAK_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)
