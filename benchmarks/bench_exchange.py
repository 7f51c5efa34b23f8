"""Ten thousand rows from a file, from sending to stored, beside the simple way: one after the other, as by hand.

`RAAKVLAK_BENCH_PARTIES=50000` lays so many parties in the municipality first.
"""

import datetime
import os
import time
import uuid
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from measuring import Amount, Finding
from raakvlak.alignment.actions.possibilities import write_down
from raakvlak.alignment.models import Possibility
from raakvlak.exchange import actions, storing
from raakvlak.exchange.models import Batch
from raakvlak.municipality.actions import found_municipality, make_member
from raakvlak.municipality.models import Audience, Member, Role, User
from raakvlak.relations.actions import add_contact_point, make_party, note_encounter
from raakvlak.relations.models import Encounter, Party
from raakvlak.relations.notes import Note
from raakvlak.web.bulk import Ready, reserve_numbers
from raakvlak.web.jobs import Worker
from raakvlak.web.text import sort_name

ROWS: Final = 10_000
BY_HAND: Final = 500
KINDS: Final = ("regel", "subsidie", "vergunning", "beleid", "geplande werken")
MOST_SECONDS: Final = 60
MOST_SECONDS_LOCKED: Final = 5


def bench() -> list[Finding | Amount]:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    member = make_member(
        User.objects.create_user("bench@raakvlak.example", None, name="Bench"),
        found_municipality("Bench"),
        Role.FRONTLINE,
    )
    audience = Audience.objects.frontline_of(member.municipality)
    fill(member, audience, int(os.environ.get("RAAKVLAK_BENCH_PARTIES", "0")))
    findings: list[Finding | Amount] = []
    for what, rows, by_hand in (
        ("organisaties", organisations(), parties_by_hand),
        ("notities", notes(), notes_by_hand),
        ("mogelijkheden", possibilities(), possibilities_by_hand),
    ):
        start = time.perf_counter()
        by_hand(member, audience)
        simple = (time.perf_counter() - start) * 1000 * ROWS / BY_HAND
        taken, locked = bring_in(member, audience, what, rows)
        findings += [
            Finding(
                what=f"{ROWS:,} {what}, from sent to stored",
                milliseconds=taken * 1000,
                yardstick="one by one",
                yardstick_milliseconds=simple,
                target_ratio=1.0,
                target_milliseconds=MOST_SECONDS * 1000,
                is_time_judged=True,
            ),
            Amount(what=f"{what}: seconds that others wait", amount=locked, most=MOST_SECONDS_LOCKED),
        ]
    assert Encounter.objects.count() == ROWS + BY_HAND
    assert Possibility.objects.count() == ROWS + BY_HAND
    return findings


def bring_in(member: Member, audience: Audience, what: str, rows: str) -> tuple[float, float]:
    """Return how many seconds a file takes from sending to stored, and for how many of those others wait."""
    locked: list[float] = []
    write = storing.Shelf.write

    def timed(shelf: storing.Shelf) -> None:
        start = time.perf_counter()
        write(shelf)
        locked.append(time.perf_counter() - start)

    storing.Shelf.write = timed  # type: ignore[method-assign, assignment]  # only to see how long it takes
    start = time.perf_counter()
    batch = actions.send_file(member, what, SimpleUploadedFile("lijst.csv", rows.encode()))
    Worker().drain()
    batch.refresh_from_db()
    actions.choose_columns(batch, batch.mapping)
    if batch.is_about_people:
        terms: dict[str, Any] = {"purpose": "contact", "ground": "public_task", "audience": audience}
        actions.settle(batch, **terms, ends_on=timezone.localdate() + datetime.timedelta(days=365))
    Worker().drain()
    batch.refresh_from_db()
    actions.keep(batch, skips_wrong=False, makes_doubles=False)
    Worker().drain()
    taken = time.perf_counter() - start
    storing.Shelf.write = write  # type: ignore[method-assign]  # as above
    batch.refresh_from_db()
    assert batch.state == Batch.State.DONE, batch.state
    assert batch.outcome["made"] == ROWS, batch.outcome
    return taken, locked[0]


def organisations() -> str:
    rows = (
        f"Vereniging {number} van de buurt;010-{1_000_000 + number};club{number}@raakvlak.example;"
        f"Kade {number};Komt elke week bij elkaar en zoekt een zaal\n"
        for number in range(ROWS)
    )
    return f"naam;telefoon;e-mail;adres;omschrijving\n{''.join(rows)}"


def notes() -> str:
    rows = (
        f"{number % 28 + 1}-{number % 9 + 1}-2026;Zegt dat de bankjes bij het plein weg zijn, nummer {number};"
        f"Buur {number % 500};straat\n"
        for number in range(ROWS)
    )
    return f"dag;notitie;met wie;hoe\n{''.join(rows)}"


def possibilities() -> str:
    rows = (
        f"{KINDS[number % len(KINDS)]};Regeling {number} voor de straat;Een groep buren kan hiermee bankjes en bomen "
        f"plaatsen aan kade {number}.;Houd de stoep vrij en vraag het twee weken vooraf.;{number % 900 + 50},50;"
        f"1-1-2026;https://raakvlak.example/{number}\n"
        for number in range(ROWS)
    )
    return f"soort;titel;omschrijving;voorwaarden;bedrag;vanaf;link\n{''.join(rows)}"


def possibilities_by_hand(member: Member, _audience: Audience) -> None:
    for number in range(BY_HAND):
        told = {"kind": "rule", "title": f"Met de hand {number}", "text": "Bankjes en bomen op de stoep."}
        write_down(member, key=uuid.uuid4(), **told)


def parties_by_hand(member: Member, audience: Audience) -> None:
    for number in range(BY_HAND):
        party = make_party(member, audience=audience, name=f"Met de hand {number}", kind=Party.Kind.ORGANISATION)
        for kind, value in (
            ("phone", f"010-{2_000_000 + number}"),
            ("email", f"hand{number}@raakvlak.example"),
            ("address", f"Wal {number}"),
        ):
            add_contact_point(party, kind, value, is_shielded=False)


def notes_by_hand(member: Member, audience: Audience) -> None:
    party = Party.objects.earliest("pk")
    for number in range(BY_HAND):
        note_encounter(member, audience, Note(working_note=f"Met de hand {number}", party_ids=frozenset({party.pk})))


def fill(member: Member, audience: Audience, number: int) -> None:
    """Lay parties in the municipality, so that what is looked for must be found among them."""
    ready = Ready(Party)
    for pk in reserve_numbers(Party, number):
        name = f"Bewoner {pk}"
        values = {"name": name, "sort_name": sort_name(name), "keep_until": timezone.localdate()}
        ready.add(Party(pk=pk, municipality=member.municipality, audience=audience, **values))
    ready.write()
