"""Screens in a real browser: both sizes, light and dark, axe, and pictures for the docs.

Tests get it as the fixture `browse` (see raakvlak/conftest.py), and carry the mark `browser`.
"""

import io
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

PHONE: Final = ViewportSize(width=390, height=844)
DESK: Final = ViewportSize(width=1440, height=900)
ZOOMED: Final = ViewportSize(width=320, height=256)  # 1280 x 1024 at 400 %
Colours = Literal["light", "dark"]

AXE: Final = Path(__file__).parent / "vendor/axe-core/axe.min.js"
AXE_OPTIONS: Final = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
CONTRAST: Final = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
BOTH_COLOURS: Final[dict[Colours, dict[str, Any]]] = {"light": AXE_OPTIONS, "dark": CONTRAST}  # nothing else changes
COLOURS_IN_A_PICTURE: Final = 128  # our screens have few: this keeps a picture small
PICTURES: Final = Path(__file__).resolve().parents[4] / "docs/pictures"


def launch_options() -> dict[str, Any]:
    """Return how Debian's own browser is started; nothing is downloaded."""
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if found is None:
        raise FileNotFoundError("No chromium: apt-get install chromium-headless-shell")
    return {"executable_path": found, "args": ["--disable-dev-shm-usage"]}


class Browse:
    """A browser at the address of the test's server."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address

    @contextmanager
    def page(
        self,
        path: str = "/",
        client: Client | None = None,
        *,
        size: ViewportSize = DESK,
        colours: Colours = "light",
        javascript: bool = True,
        has_worker: bool = False,
    ) -> Iterator[Page]:
        """Open a page, logged in as this client is; an error of a script or of the CSP fails the test."""
        context = self.context(client, size=size, colours=colours, javascript=javascript, has_worker=has_worker)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if "Content Security" in message.text else None)
        try:
            page.goto(path)
            yield page
        finally:
            context.close()
        assert not errors, errors

    def context(
        self,
        client: Client | None,
        *,
        size: ViewportSize = PHONE,
        colours: Colours = "light",
        javascript: bool = True,
        has_worker: bool = False,
    ) -> BrowserContext:
        """Make a fresh browser that knows nothing but the cookies of this client; the phone's worker only if asked."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport=size,
            color_scheme=colours,
            java_script_enabled=javascript,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
            has_touch=size is PHONE,
            service_workers="allow" if has_worker else "block",
        )
        context.set_default_timeout(10_000)
        if client is not None:
            cookies = client.cookies.items()
            context.add_cookies([{"name": name, "value": crumb.value, "url": self.address} for name, crumb in cookies])
        return context

    def problems(self, path: str, client: Client | None = None) -> list[str]:
        """Say what is wrong with a page in light and dark, on phone and desk, and at 400 %."""
        with self.page(path, client, size=PHONE) as page:
            return [f"{path} {problem}" for problem in problems_of(page)]


def problems_of(page: Page) -> list[str]:
    """Say what is wrong with the page as it stands, in every look; it stays as it is, and is not loaded again."""
    found: list[str] = []
    for name, size in {"phone": PHONE, "desk": DESK}.items():
        page.set_viewport_size(size)
        for colours, options in BOTH_COLOURS.items():
            page.emulate_media(color_scheme=colours)
            found += [f"({name}, {colours}): {problem}" for problem in axe(page, options)]
        found += [f"({name}): sticks out: {part}" for part in sticking_out(page)]
    page.set_viewport_size(ZOOMED)
    return found + [f"(400 %): sticks out: {part}" for part in sticking_out(page)]


def axe(page: Page, options: Mapping[str, Any] = AXE_OPTIONS) -> list[str]:
    """Return what axe finds wrong on this page, as lines that say what, where and how to mend it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {violation['help']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def sticking_out(page: Page) -> list[str]:
    """Name what makes one scroll sideways, if anything does."""
    parts: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const wide = [...document.querySelectorAll("body *")].filter(
                (element) => element.getBoundingClientRect().right > width + 1);
            return wide.slice(-3).map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
        }"""
    )
    return parts


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    """Write docs/pictures/<name>.png when RAAKVLAK_PICTURES is set: the docs show what the tests saw."""
    if os.environ.get("RAAKVLAK_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        image = Image.open(io.BytesIO(page.screenshot(full_page=whole, animations="disabled")))
        image.convert("RGB").quantize(COLOURS_IN_A_PICTURE).save(PICTURES / f"{name}.png", optimize=True)
