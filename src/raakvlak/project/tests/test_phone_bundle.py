"""The bundles of the phone: what was left out of them is missed nowhere on its page."""

import runpy
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import expect

from raakvlak.municipality.models import Member
from raakvlak.project.tests.browser import PHONE, Browse

SCRIPT = Path(__file__).parents[4] / "scripts/bundle_phone.py"
UNFOLD = """() => {
    for (const template of document.querySelectorAll("template:not(#phone-words)"))
        document.querySelector("main").append(template.content.cloneNode(true));
    for (const part of document.querySelectorAll("[hidden]:not(svg)")) part.hidden = false;
    for (const fold of document.querySelectorAll("details")) fold.open = true;
    document.activeElement.blur();
    document.body.replaceWith(document.body.cloneNode(true)); // what comes in later hides nothing in a copy
}"""
LOOKS = """() => [...document.querySelectorAll("body, body *:not(symbol, symbol *)")].flatMap((element) =>
    ["", "::before", "::after"].map((pseudo) => {
        const style = getComputedStyle(element, pseudo || null);
        return `${element.tagName}.${element.className}${pseudo} ` +
            [...style].filter((name) => !name.startsWith("--")).map((name) => `${name}:${style[name]}`).join(";");
    }))"""
SOURCES = """(addresses) => Promise.all([
    ...addresses.map((href) => new Promise((resolve) => {
        const link = document.createElement("link");
        Object.assign(link, { rel: "stylesheet", href, onload: resolve, onerror: resolve });
        document.head.append(link);
    })),
]).then(() => document.querySelector("link[href*=bundled]").remove())"""


@pytest.mark.browser
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_page_looks_as_its_sources_make_it(browse: Browse, as_anna: Client, anna: Member, colours: str) -> None:
    styles = [name.split("static/", 1)[1] for name in runpy.run_path(str(SCRIPT))["STYLES"]]
    assert all(finders.find(name) for name in styles)
    with browse.page("/telefoon/", as_anna, size=PHONE, colours=colours) as page:  # type: ignore[arg-type]  # one of both
        expect(page.get_by_role("status")).to_have_text("Alles is verstuurd")
        page.wait_for_load_state("networkidle")
        page.evaluate(UNFOLD)
        bundled = page.evaluate(LOOKS)
        page.evaluate(SOURCES, [f"/static/{name}" for name in styles])
        sources = page.evaluate(LOOKS)
        different = [(one, other) for one, other in zip(bundled, sources, strict=True) if one != other]
        assert not different, [
            (one.split(" ")[0], sorted(set(one.split(" ", 1)[1].split(";")) ^ set(other.split(" ", 1)[1].split(";"))))
            for one, other in different[:5]
        ]
