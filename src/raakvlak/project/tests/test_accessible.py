"""Every page of the site as its readers meet it: for everyone, in Dutch, on phone and desk, in light and dark.

The addresses are discovered, so a page added later is looked at as well.
"""

import re
from collections import defaultdict
from typing import Any, Final

import pytest
from django.test import Client
from playwright.sync_api import Page

from raakvlak.municipality.models import Member
from raakvlak.project.tests.addresses import addresses, doors
from raakvlak.project.tests.browser import PHONE, Browse, problems_of
from raakvlak.project.tests.world import Makers, World, build_world, filled

ENGLISH: Final = re.compile(
    r"\b(the|and|this|your|you|with|please|password|required|submit|delete|save|cancel|field|invalid|choose|select"
    r"|back|next|previous|search|none|null|true|false|undefined|lorem|todo|add|remove|change|error)\b|\{[{%]",
    re.IGNORECASE,
)
Pages = dict[str, list[str]]


@pytest.fixture
def world(
    anna: Member, bart: Member, make_party: Any, make_encounter: Any, make_situation: Any, make_insight: Any
) -> World:
    return build_world(anna, bart, Makers(make_party, make_encounter, make_situation, make_insight))


@pytest.fixture
def readers(as_anna: Client, as_fatma: Client, as_gert: Client, as_esma: Client) -> dict[str, Client]:
    """Who may read the pages; each page is read by the first of them who may."""
    clients = {"nobody": Client(), "anna": as_anna, "fatma": as_fatma, "gert": as_gert, "esma": as_esma}
    for client in clients.values():
        client.raise_request_exception = False  # the browser shows the broken page, and it is named with the others
    return clients


def is_page(reader: Client, path: str) -> bool:
    answer = reader.get(path)
    is_html = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.status_code >= 500 or (answer.status_code == 200 and is_html and b"<html" in answer.content)


def pages(world: World, readers: dict[str, Client]) -> Pages:
    """Find every page, and who reads it."""
    found: Pages = defaultdict(list)
    for address in [*addresses(), *doors()]:
        path = filled(address, world)
        reader = next((name for name, client in readers.items() if is_page(client, path)), None)
        if reader:
            found[reader].append(path)
    return found


def oddities(page: Page) -> list[str]:
    """Say what a page lacks that every page has, and what is left of another language."""
    found = [f"English: {word}" for word in dict.fromkeys(ENGLISH.findall(page.inner_text("body")))]
    if page.get_attribute("html", "lang") != "nl":
        found.append("does not say that it is Dutch")
    if page.locator("h1:visible").count() != 1:
        found.append("does not have one heading")
    if len(page.title().split(" – ")[0].strip()) < 2:
        found.append("has no title of its own")
    return found


def problems(browse: Browse, reader: Client, paths: list[str]) -> list[str]:
    """Visit pages one after the other in one browser."""
    found: list[str] = []
    with browse.page("/_healthz/livez", reader, size=PHONE) as page:
        page.on(
            "console", lambda message: found.append(f"{page.url}: {message.text}") if message.type == "error" else None
        )
        for path in paths:
            page.set_viewport_size(PHONE)
            answer = page.goto(path)
            found += [f"{path} does not work"] if answer is None or not answer.ok else []
            found += [f"{path} {problem}" for problem in (*oddities(page), *problems_of(page))]
    return found


@pytest.mark.browser
def test_every_page_is_for_everyone(browse: Browse, world: World, readers: dict[str, Client]) -> None:
    found = pages(world, readers)
    assert {"nobody", "anna", "gert", "esma"} <= set(found)
    assert sum(map(len, found.values())) > 90
    troubles = [trouble for reader, paths in found.items() for trouble in problems(browse, readers[reader], paths)]
    assert troubles == [], "\n".join(troubles)
