"""What a bricoleur opens in a large municipality, and the simple way in which each could have been made."""

import dataclasses
import random
import re
import uuid
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from city_rows import LOOKED_FOR, lay_out
from raakvlak.municipality.models import Area, Audience, Member, Municipality, Role
from raakvlak.relations.models import Encounter, EncounterQuerySet, Party, Presence, PresenceQuerySet
from raakvlak.situations.models import SituationEncounter
from raakvlak.web.paging import PAGE_SIZE, page_of
from raakvlak.web.special import special_words

NEWEST_FIRST: Final = ("-happened_on", "-pk")
NEWEST_OF_PARTY: Final = ("-happened_on", "-encounter_id")
DEPTHS: Final = (0.05, 0.3, 0.6, 0.95)
TYPED: Final = ("ja", "an", "bak", "van", "s", "mole", "de w", "huis met", "x", "zon")
WORD: Final = re.compile(r"[a-zë]{6,}")

Work = Callable[[int], object]


def bare(_request: HttpRequest) -> HttpResponse:
    """Answer with the outcome of one query: what any page costs at least, log-in and middleware included."""
    return HttpResponse(str(Municipality.objects.count()))


urlpatterns = [path("bare/", bare), path("", include("raakvlak.project.urls"))]


@dataclasses.dataclass(frozen=True)
class Visit:
    """One thing that is done again and again, each time by the next viewer, and the simple way to do the same."""

    what: str
    send: Work
    simple: Work | None = None
    # So many visits that every part of a page is met, in a small municipality too.
    counted: int = 120


@dataclasses.dataclass(frozen=True)
class Viewer:
    """Somebody who is logged in."""

    member: Member
    client: Client

    def get(self, address: str, **values: str) -> HttpResponse:
        response: Any = self.client.get(address, values)
        assert response.status_code == HTTPStatus.OK, f"{address} answers {response.status_code}"
        return response  # type: ignore[no-any-return]  # middleware hands on what it got

    def talks(self) -> EncounterQuerySet:
        return Encounter.objects.within(self.member.municipality).visible_to(self.member)


def log_in(member: Member) -> Viewer:
    client = Client(SERVER_NAME="localhost")
    client.force_login(member.user, settings.AUTHENTICATION_BACKENDS[0])
    return Viewer(member, client)


def viewers() -> list[Viewer]:
    """Log in whoever is in most teams, somebody in few, and a coordinator: permissions differ, pages may not."""
    here = (
        Member.objects.active().who_note().annotate(teams_number=Count("teams")).select_related("user", "municipality")
    )
    outside = here.filter(role=Role.FRONTLINE).order_by("-teams_number", "pk")
    middle = outside[outside.count() // 2]
    return [log_in(member) for member in (outside[0], middle, here.filter(role=Role.COORDINATOR).order_by("pk")[0])]


class Round:
    """The visits, to the busiest party and situation of the municipality."""

    def __init__(self, people: Sequence[Viewer]) -> None:
        self.people = people
        self.municipality = people[0].member.municipality
        lay_out([one.member for one in people])
        self.party_id = most(Presence.objects.values("party"), "party", 1)[0]
        links = SituationEncounter.objects.filter(situation__audience__kind=Audience.Kind.FRONTLINE)
        self.situation_ids = most(links.values("situation"), "situation", 4)
        self.frontline_id = Audience.objects.frontline_of(self.municipality).pk
        self.known = list(
            Party.objects.within(self.municipality)
            .filter(audience=self.frontline_id, is_not_to_be_noted=False)
            .order_by("pk")
            .values_list("pk", flat=True)[:2_000]
        )
        self.area_ids = list(
            Area.objects.within(self.municipality).filter(parent__isnull=False).values_list("pk", flat=True)
        )
        self.words = self.some_words()
        self.asked = self.questions()
        self.deep = {(viewer, depth): self.cursor(viewer, depth) for viewer in people for depth in DEPTHS}
        self.deep_of_party = {
            (viewer, depth): self.cursor_of_party(viewer, depth) for viewer in people for depth in DEPTHS
        }

    def viewer(self, number: int) -> Viewer:
        return self.people[number % len(self.people)]

    def depth(self, number: int) -> float:
        return DEPTHS[number % len(DEPTHS)]

    def visits(self) -> list[Visit]:
        one_query = Visit("a page with one query", lambda number: self.viewer(number).get("/bare/"))
        return [
            one_query,
            Visit("a note with its party, saved", self.save),
            Visit("talks: the newest 25", self.page("/gesprekken/"), self.all_in_order),
            Visit("talks: a page far down", self.far_down, self.by_offset),
            Visit("a party with 10,000 talks", self.page(f"/mensen/{self.party_id}/"), self.whole_party),
            Visit("the same, far down", self.party_far_down),
            Visit("Vandaag", self.page("/")),
            Visit("typeahead", self.typeahead, self.typeahead_by_like),
            Visit("Mensen", self.page("/mensen/")),
            Visit("Situaties", self.page("/situaties/")),
            Visit("the busiest situations", self.situation("")),
            Visit("their timelines", self.situation("tijdlijn/")),
            Visit("search", self.search, self.search_by_like, counted=len(self.people) * len(self.asked)),
            Visit("the map of one area", self.map_of_area),
        ]

    def page(self, address: str) -> Work:
        return lambda number: self.viewer(number).get(address)

    def situation(self, part: str) -> Work:
        ids = self.situation_ids
        return lambda number: self.viewer(number).get(f"/situaties/{ids[number // len(self.people) % len(ids)]}/{part}")

    def save(self, number: int) -> None:
        viewer = self.viewer(number)
        chosen = {"party": str(self.known[number % len(self.known)]), "audience": str(self.frontline_id)}
        values = {
            "working_note": f"Sprak over {self.words[number % len(self.words)]}.",
            "key": str(uuid.uuid4()),
            **chosen,
        }
        response = viewer.client.post("/noteer/", values)
        assert response.status_code == HTTPStatus.FOUND, response.status_code

    def far_down(self, number: int) -> None:
        viewer = self.viewer(number)
        response = viewer.get("/gesprekken/", cursor=self.deep[viewer, self.depth(number)])
        assert b'rel="prev"' in response.content, "this is the first page: the cursor was not understood"

    def party_far_down(self, number: int) -> None:
        viewer = self.viewer(number)
        response = viewer.get(f"/mensen/{self.party_id}/", cursor=self.deep_of_party[viewer, self.depth(number)])
        assert b'rel="prev"' in response.content, "this is the first page: the cursor was not understood"

    def typeahead(self, number: int) -> None:
        self.viewer(number).get("/noteer/zoek/", q=TYPED[number % len(TYPED)])

    def search(self, number: int) -> None:
        viewer = self.viewer(number + number // len(self.asked))  # in the end everybody asks everything
        viewer.get("/zoeken/", q=self.asked[number % len(self.asked)])

    def map_of_area(self, number: int) -> None:
        area_id = self.area_ids[number % len(self.area_ids)]
        self.viewer(number).get("/situaties/kaart/punten/", area=str(area_id))

    def search_by_like(self, number: int) -> list[Encounter]:
        found = self.viewer(number).talks().filter(working_note__icontains=self.asked[number % len(self.asked)])
        return list(found.for_timeline()[:PAGE_SIZE])

    def all_in_order(self, number: int) -> list[Encounter]:
        member = self.viewer(number).member
        readable = Q(audience__kind="frontline") | Q(audience__readers=member) | Q(audience__member=member)
        found = Encounter.objects.within(member.municipality).filter(readable).distinct()
        return list(found.order_by("-created_at").select_related("area", "author__user")[:PAGE_SIZE])

    def by_offset(self, number: int) -> list[Encounter]:
        place = int(DEPTHS[number % len(DEPTHS)] * Encounter.objects.count() * 0.6)
        return list(self.viewer(number).talks().standing().for_timeline()[place : place + PAGE_SIZE])

    def whole_party(self, number: int) -> list[Encounter]:
        return list(self.viewer(number).talks().filter(parties=self.party_id).for_timeline())

    def typeahead_by_like(self, number: int) -> list[Party]:
        found = Party.objects.within(self.municipality).filter(name__icontains=TYPED[number % len(TYPED)])
        return list(found.order_by("name")[:8])

    def cursor(self, viewer: Viewer, depth: float) -> str:
        """Return the cursor of a page so far down the list of talks."""
        return cursor_at(viewer, viewer.talks().standing(), depth, "encounters", NEWEST_FIRST)

    def cursor_of_party(self, viewer: Viewer, depth: float) -> str:
        presences = Presence.objects.filter(party=self.party_id).visible_to(viewer.member)
        return cursor_at(viewer, presences, depth, "party-talks", NEWEST_OF_PARTY)

    def some_words(self) -> list[str]:
        """Return words that people used: common ones and rare ones, as they come."""
        last = Encounter.objects.order_by("-pk").values_list("pk", flat=True)[0]
        chance = random.Random(7)  # noqa: S311  (a sample, no secret)
        notes = Encounter.objects.filter(pk__in=[chance.randrange(last) for _ in range(300)]).order_by("pk")
        found = [WORD.findall(text) for text in notes.values_list("working_note", flat=True)]
        drawn = [chance.choice(words) for words in found if words]
        return [word for word in drawn if not special_words(word)]  # of these a note first asks whether it is needed

    def questions(self) -> list[str]:
        """Return what people look for: common and rare words, several, names, with a typing error, half a word."""
        names = list(Party.objects.filter(pk__in=self.known[::40]).order_by("pk").values_list("name", flat=True))
        one, two = (
            self.words[:20],
            [f"{first} {second}" for first, second in zip(self.words, self.words[20:40], strict=False)],
        )
        wrong = [mistyped(name) for name in names[20:30]]
        common = ["gesproken", "straat", "iemand", "gesproken over straat", "bewoners willen meepraten", "niemand weet"]
        # Nobody wrote the first three, so their parts are looked for, and found in all kinds of rows; nor the last two.
        odd = [
            LOOKED_FOR,
            "bankplein straathek",
            "hondenhuis liegerweg",
            "voetbalkabel ijlerwal",
            "xylofonist quasiblad",
        ]
        return [*odd, *one, *two, *names[:20], *wrong, *common, *(word[:5] for word in self.words[40:50])]


def mistyped(word: str) -> str:
    """Let two letters in the middle change places."""
    middle = len(word) // 2
    return word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]


def cursor_at(
    viewer: Viewer, rows: EncounterQuerySet | PresenceQuerySet, depth: float, name: str, order: tuple[str, ...]
) -> str:
    """Return the cursor of the page of a list that begins where so many of its rows have passed."""
    number = rows.count()
    place = min(int(number * depth), max(number - 2 * PAGE_SIZE, 0))
    day = rows.newest_first().values_list("happened_on", flat=True)[place]
    found = page_of(rows.filter(happened_on__lte=day), name=name, order=order, reader=viewer.member.pk)
    assert found.older, f"{name} has too few talks to page through"
    return found.older


def most(rows: Any, name: str, number: int) -> list[int]:  # noqa: ANN401  (rows of values)
    """Return which of them occur most."""
    counted = rows.annotate(times=Count("pk")).order_by("-times", name)
    return list(counted.values_list(name, flat=True)[:number])
