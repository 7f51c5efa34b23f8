"""The phone in the street, in a real browser: nothing lost or doubled over a bad line, and quick on a slow phone.

RAAKVLAK_BENCH_SEEDS and _NOTES make it shorter for a quick try, which proves nothing; RAAKVLAK_BENCH_SEED begins
elsewhere.
"""

import datetime
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect, sync_playwright

from measuring import Amount
from raakvlak.municipality.actions import found_municipality, make_member
from raakvlak.municipality.models import Audience, Member, Role, User
from raakvlak.project.tests.browser import PHONE, launch_options
from raakvlak.project.tests.keeper import Keeper, kept_running
from raakvlak.project.tests.leaky import LeakyLine, leaky_line
from raakvlak.project.tests.street import READY, WAITING, walk
from raakvlak.relations.models import Encounter, Party, Presence, Promise
from raakvlak.situations.models import Situation, SituationEncounter
from raakvlak.web.tests.stage import Stage

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright runs a loop of its own beside the database
SEEDS: Final = int(os.environ.get("RAAKVLAK_BENCH_SEEDS", "20"))
FIRST_SEED: Final = int(os.environ.get("RAAKVLAK_BENCH_SEED", "1"))
NOTES: Final = int(os.environ.get("RAAKVLAK_BENCH_NOTES", "200"))
MANY: Final = 1_000
SAVES: Final = 50
SLOW: Final = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER_CPU: Final = 4
AREAS: Final = 100
SITUATIONS: Final = 40
NEAREST: Final = 27  # among what went along, and not among the newest that stand first anyhow
HERE: Final = {"latitude": 52.37 + NEAREST / 1_000, "longitude": 5.2149}

# Save one note as a thumb does, and return after how many milliseconds the page says that it is safe.
SAVE: Final = """async (text) => {
    const words = document.querySelector("#words");
    words.value = text;
    const start = performance.now();
    words.form.requestSubmit();
    while (words.value) await new Promise((resolve) => setTimeout(resolve, 1));
    return performance.now() - start;
}"""
LOAD: Final = """async () => { window.outbox = await import("/static/desk/phone/outbox.js"); }"""
PUT: Final = """async ([number, member, municipality]) => {
    const { put } = window.outbox;
    for (let one = 0; one < number; one += 1) {
        const values = [["working_note", `Gesprek ${one} over de bank.`], ["promise_rows", "0"]];
        await put({ member, municipality, kind: "note", values });
    }
}"""


def bench() -> list[Amount]:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    user = User.objects.create_user("bench@raakvlak.example", None, name="Bench")
    member = make_member(user, found_municipality("Bench"), Role.FRONTLINE)
    furnish(member)
    found: list[Amount] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="raakvlak-street-")))
        stage = Stage(folder, f"sqlite:///{connection.settings_dict['NAME']}")
        keeper = stack.enter_context(kept_running(stage))
        chromium = stack.enter_context(sync_playwright()).chromium
        for measure in (quick(chromium, keeper, member), proof(chromium, keeper, member, folder)):
            for amount in measure:
                print(f"  {amount.what}: {amount.amount:,.1f}", flush=True)
                found.append(amount)
    return found


def furnish(member: Member) -> None:
    """Give her what a bricoleur has after a year: areas, situations, organisations, talks and promises."""
    town, year = member.municipality, datetime.date.today() + datetime.timedelta(days=365)  # noqa: DTZ011 – a day is enough
    everyone = Audience.objects.frontline_of(town)
    for number in range(AREAS):
        town.areas.create(name=f"Buurt {number}")
    for number in range(SITUATIONS):
        team = Audience.objects.create(municipality=town, kind=Audience.Kind.TEAM)
        team.readers.add(member)
        place = {"latitude": f"{52.37 + number / 1000:.4f}", "longitude": "5.2150"}
        situation = Situation.objects.create(
            municipality=town, audience=everyone, team=team, title=f"Het park aan de Gracht {number}", **place
        )
        party = Party.objects.create(
            municipality=town, audience=everyone, name=f"Stichting {number}", kind="organisation", keep_until=year
        )
        talk = Encounter.objects.create(
            municipality=town,
            audience=everyone,
            author=member,
            keep_until=year,
            working_note=f"Gesprek {number}: " + "bank lamp pad boom jongeren verlichting plein wijk avond rust " * 3,
        )
        Presence.objects.create(encounter=talk, party=party)
        SituationEncounter.objects.create(situation=situation, encounter=talk)
        promised = {"municipality": town, "audience": everyone, "owner": member, "keep_until": year}
        Promise.objects.create(text=f"De lamp van nummer {number} navragen", encounter=talk, party=party, **promised)


def client_of(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, settings.AUTHENTICATION_BACKENDS[0])
    return client


def proof(chromium: BrowserType, keeper: Keeper, member: Member, folder: Path) -> Iterator[Amount]:
    """Walk seed after seed, and count what is not as it was written."""
    lost = doubled = changed = disordered = 0
    drops: Counter[str] = Counter()
    before = keeper.starts
    for seed in range(FIRST_SEED, FIRST_SEED + SEEDS):
        texts = [f"Dag {seed}, gesprek {number}: de bank, de lamp en ‘het pad’." for number in range(NOTES)]
        last = Encounter.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        with leaky_line(keeper.port, random.Random(seed)) as line:  # noqa: S311 – chance, no secret
            walk(
                chromium,
                folder / f"phone-{seed}",
                keeper,
                line,
                client=client_of(member),
                texts=texts,
                seed=seed,
            )
            drops.update(line.dropped)
        stored = list(Encounter.objects.filter(pk__gt=last).order_by("pk").values_list("working_note", flat=True))
        lost += len(set(texts) - set(stored))
        doubled += len(stored) - len(set(stored))
        changed += len(set(stored) - set(texts))
        disordered += stored != texts
        so_far = f"{drops.total()} drops and {keeper.starts - before} restarts so far"
        print(f"  seed {seed}: {len(stored)} notes, {so_far}", flush=True)
    yield Amount(what=f"notes written, {SEEDS} seeds", amount=SEEDS * NOTES)
    for moment in ("before", "during", "after"):
        yield Amount(what=f"connections dropped {moment} an answer", amount=drops[moment], least=1)
    yield Amount(what="times that the server was killed", amount=keeper.starts - before, least=1)
    yield Amount(what="notes lost", amount=lost, most=0)
    yield Amount(what="notes stored twice", amount=doubled, most=0)
    yield Amount(what="notes changed", amount=changed, most=0)
    yield Amount(what="seeds out of order", amount=disordered, most=0)


def quick(chromium: BrowserType, keeper: Keeper, member: Member) -> Iterator[Amount]:
    """Measure what one waits for, and what comes over the line."""
    browser = chromium.launch(**launch_options())
    with leaky_line(keeper.port, random.Random(0)) as line:  # noqa: S311 – chance, no secret
        try:
            yield from first_and_later(browser, line, member)
            yield saved(browser, line, member)
            yield tapped(browser, line, member)
            yield from sent(browser, line, member)
        finally:
            browser.close()


def opened(browser: Browser, line: LeakyLine, member: Member) -> BrowserContext:
    address = f"http://localhost:{line.port}"
    context = browser.new_context(base_url=address, viewport=PHONE, has_touch=True, locale="nl-NL")
    crumbs = client_of(member).cookies.items()
    context.add_cookies([{"name": name, "value": crumb.value, "url": address} for name, crumb in crumbs])
    return context


def visit(context: BrowserContext) -> tuple[float, float, float]:
    """Open the page on a slow line and a slow phone; return when one can type, and how much came over the line."""
    page: Page = context.new_page()
    control = context.new_cdp_session(page)
    weights: list[float] = []
    control.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    control.send("Network.enable")
    control.send("Network.emulateNetworkConditions", SLOW)
    control.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    start = time.perf_counter()
    page.goto("/telefoon/", wait_until="commit")
    page.locator("#words:visible").wait_for()
    taken = time.perf_counter() - start
    expect(page.get_by_role("status")).to_have_text("Alles is verstuurd", timeout=60_000)
    weight = sum(weights)
    page.get_by_role("link", name="Lezen").tap()
    expect(page.locator("[data-reading-age]")).to_contain_text("Zo was het op", timeout=60_000)
    page.evaluate(READY)
    page.close()
    return taken, weight, sum(weights) - weight


def first_and_later(browser: Browser, line: LeakyLine, member: Member) -> Iterator[Amount]:
    with opened(browser, line, member) as context:
        first, weight, reading = visit(context)
        later, _weight, _reading = visit(context)
    yield Amount(what="the page of the phone, kB", amount=weight / 1_000, most=60)
    yield Amount(what="what goes along to read, kB", amount=reading / 1_000)
    yield Amount(what="ready to type, the first time, ms", amount=first * 1_000, most=5_000)
    yield Amount(what="ready to type, later, ms", amount=later * 1_000, most=2_000)


def ready(context: BrowserContext) -> Page:
    page: Page = context.new_page()
    page.goto("/telefoon/")
    expect(page.get_by_role("status")).to_have_text("Alles is verstuurd", timeout=30_000)
    return page


def saved(browser: Browser, line: LeakyLine, member: Member) -> Amount:
    with opened(browser, line, member) as context:
        page = ready(context)
        control = context.new_cdp_session(page)
        control.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
        context.set_offline(True)
        times = [page.evaluate(SAVE, f"Gesprek {number}.") for number in range(SAVES)]
    return Amount(what="a note saved on the phone, p95, ms", amount=statistics.quantiles(times, n=20)[-1], most=100)


def tapped(browser: Browser, line: LeakyLine, member: Member) -> Amount:
    """Count the taps from the icon to a note about the nearest situation, without a connection."""
    with opened(browser, line, member) as context:
        page = ready(context)
        page.get_by_role("link", name="Lezen").tap()
        expect(page.locator("[data-reading-age]")).to_contain_text("Zo was het op", timeout=30_000)
        page.evaluate(READY)
        context.grant_permissions(["geolocation"])
        context.set_geolocation(HERE)  # type: ignore[arg-type]  # a place
        context.set_offline(True)
        page.close()
        page = context.new_page()
        page.goto("/telefoon/")
        taps = 1  # on the icon
        expect(page.locator("#words")).to_be_focused()
        page.keyboard.insert_text("De lamp is kapot.")
        what = page.get_by_role("group", name="Waar hoort dit bij?")
        for target in (
            page.get_by_role("button", name="Dichtbij"),
            what.get_by_role("checkbox").first,
            page.get_by_role("button", name="Bewaar"),
        ):
            target.tap()
            taps += 1
            page.wait_for_timeout(300)
        assert page.evaluate(WAITING) == 1
        context.set_offline(False)
        expect(page.get_by_role("status")).to_have_text("Alles is verstuurd", timeout=30_000)
    made = Encounter.objects.get(working_note="De lamp is kapot.")
    assert made.latitude is None
    assert made.links.get().situation.title == f"Het park aan de Gracht {NEAREST}"
    return Amount(what="taps to a note about what is near", amount=taps, most=4)


def sent(browser: Browser, line: LeakyLine, member: Member) -> Iterator[Amount]:
    asked: list[str] = []
    with opened(browser, line, member) as context:
        page = ready(context)
        page.evaluate(LOAD)
        context.set_offline(True)
        page.evaluate(PUT, [MANY, member.pk, member.municipality_id])
        before, start = Encounter.objects.count(), time.perf_counter()
        page.on("request", lambda request: asked.append(request.url))
        context.set_offline(False)
        while page.evaluate(WAITING):
            page.wait_for_timeout(50)
        taken = time.perf_counter() - start
    assert Encounter.objects.count() == before + MANY, "not all that was acknowledged is there"
    batches = sum(url.endswith("/telefoon/stuur/") for url in asked)
    yield Amount(what=f"{MANY:,} waiting notes sent, ms", amount=taken * 1_000, most=20_000)
    yield Amount(what=f"batches for {MANY:,} notes", amount=batches, most=MANY / 50)
