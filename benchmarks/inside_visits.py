"""What one opens to find help in a large town hall, and the simple way in which each could have been made."""

import datetime
import re
import uuid
from collections.abc import Sequence
from decimal import Decimal
from http import HTTPStatus
from typing import Any, Final

from django.utils import timezone
from inside_requests import ask_much

from city_visits import Round, Viewer, Visit
from raakvlak.alignment.kept_index import AT_ONCE, make_index_of
from raakvlak.alignment.matching import MOST_CHOICES
from raakvlak.alignment.models import Choice, Lane, Possibility, PossibilityQuerySet, Request
from raakvlak.municipality.models import Area, Audience, Department, Member, Municipality
from raakvlak.relations.models import Party
from raakvlak.situations.models import Insight
from raakvlak.support.models import UNITS, Means, Reservation
from raakvlak.web.text import sort_name

PEOPLE_PER_MEANS: Final = 10
REQUESTS_PER_MEANS: Final = 20
RESERVATIONS_OF_EACH: Final = 10
OF_THE_BUSIEST: Final = 1_000
MOST_PAGES: Final = 40
NOUNS: Final = (
    "Aanhanger",
    "Zaal",
    "Buurtbudget",
    "Klusuren",
    "Partytent",
    "Bakfiets",
    "Tekenaar",
    "Wie de winkels kent",
)
KINDS: Final = ("thing", "room", "money", "hours", "thing", "thing", "skill", "network")
POSSIBLE: Final = "/in-huis/mogelijkheden/"
CHOICES: Final = 2_000
WISHED: Final = (
    "Een bankje waar je kunt uitrusten",
    "Kinderen willen een veilige plek om te spelen",
    "Minder lawaai van de brommers in de avond",
    "Ergens samen kunnen koken met de buren",
    "Geen auto’s op de stoep voor de school",
    "Meer groen in een straat vol stenen",
    "Hulp bij het rondkomen aan het eind van de maand",
    "Een hek dat open blijft, zodat je het park in kunt",
    "Dat oma zelf naar de winkel kan met haar rollator",
    "Een zaal waar de fanfare mag oefenen",
)
WORDS: Final = ("subsidie", "stoep", "bankjes", "speelplek", "buren vergunning", "geluid")
OLDER: Final = re.compile(r'rel="next" href="([^"]+)"')


class InsideRound(Round):
    """The visits, to a municipality with a tenth as many means as people, each reserved ten times."""

    def __init__(self, people: Sequence[Viewer]) -> None:
        super().__init__(people)
        lend(people[0].member, self.situation_ids[0])
        here = Means.objects.within(self.municipality).order_by("pk")
        self.means_ids = list(here.values_list("pk", flat=True))
        make_index_of(self.municipality)
        self.wishes = wish_and_choose(people[0].member, self.situation_ids[0])
        self.learn()
        self.week = {"week": str(timezone.localdate())}
        ask_much(self.municipality, REQUESTS_PER_MEANS * len(self.means_ids), self.situation_ids[0])
        self.far = self.far_below("/in-huis/middelen/", f"?week={self.week['week']}")
        self.far_requests = self.far_below("/in-huis/", "?stand=alle&ruim=on")
        asked = Request.objects.within(self.municipality).filter(situation=self.situation_ids[0]).order_by("pk")
        self.requests = list(asked.values_list("uuid", flat=True)[:40])
        self.possibility_ids = list(offered(self.municipality).values_list("pk", flat=True)[:200])
        self.areas = list(Area.objects.within(self.municipality).values_list("pk", flat=True))
        self.far_possibilities = self.far_below(POSSIBLE)

    def learn(self) -> None:
        """Let this process learn the earlier choices, as it does by itself in its first visits, hundreds in each."""
        for number in range(len(self.people) * (1 + MOST_CHOICES // AT_ONCE)):
            self.viewer(number).get(f"/situaties/{self.situation_ids[0]}/in-huis/")

    def visits(self) -> list[Visit]:
        one_query = Visit("a page with one query", lambda number: self.viewer(number).get("/bare/"))
        return [
            one_query,
            Visit("means: the list", self.page("/in-huis/middelen/")),
            Visit("means: what is free this week", self.this_week, self.day_by_day),
            Visit("means: the same, far down", lambda _number: self.viewer(0).get(self.far)),
            Visit("a means with its reservations", self.one_means),
            Visit("the busiest means", self.page(f"/in-huis/middelen/{self.means_ids[0]}/")),
            Visit("reserving", self.reserve),
            Visit("a situation with what helps", self.page(f"/situaties/{self.situation_ids[0]}/")),
            Visit("requests: of my teams", self.page("/in-huis/")),
            Visit("requests: of all teams", self.page("/in-huis/?ruim=on")),
            Visit("requests: the settled of all teams", self.page("/in-huis/?ruim=on&stand=klaar")),
            Visit("requests: of one department", self.page(f"/in-huis/?ruim=on&afdeling={self.department_id}")),
            Visit("requests: back with us", self.page("/in-huis/?ruim=on&stand=aan-ons")),
            Visit("requests: far down", lambda _number: self.viewer(0).get(self.far_requests)),
            Visit("requests: asked of me", self.page("/in-huis/gevraagd/"), self.asked_in_python),
            Visit("a request with its route", self.one_request),
            Visit("thresholds", self.page("/in-huis/drempels/")),
            Visit("a situation in the house", self.page(f"/situaties/{self.situation_ids[0]}/in-huis/")),
            Visit("figures of the house", lambda _number: self.viewer(2).get("/in-huis/cijfers/")),
            Visit("possibilities: the list", self.page(POSSIBLE)),
            Visit("possibilities: words, in an area", self.looked_for, self.one_by_one),
            Visit("possibilities: what is to be checked", self.page(f"{POSSIBLE}?stand=nakijken")),
            Visit("possibilities: far down", self.page(self.far_possibilities)),
            Visit("a possibility", self.one_possibility),
            Visit("what could help a situation", self.page(f"/situaties/{self.situation_ids[0]}/wat-kan-helpen/")),
            Visit("what could help one wish, and like cases", self.one_wish),
            Visit("In huis of a situation", self.page(f"/situaties/{self.situation_ids[0]}/in-huis/")),
            Visit("Vandaag, with what is to be checked", self.page("/")),
        ]

    @property
    def department_id(self) -> int:
        return Department.objects.within(self.municipality).order_by("pk").values_list("pk", flat=True)[0]

    def one_request(self, number: int) -> None:
        asked = self.requests[number % len(self.requests)]
        self.viewer(number).get(f"/situaties/{self.situation_ids[0]}/vragen/{asked}/")

    def asked_in_python(self, number: int) -> list[Lane]:
        """Fetch every open lane, and keep those of one's department in Python."""
        member = Member.objects.get(pk=self.viewer(number).member.pk)
        lanes = Lane.objects.within(self.municipality).open().select_related("request", "department")
        return [lane for lane in lanes.order_by("-since_at") if lane.department_id == member.department_id][:25]

    def this_week(self, number: int) -> None:
        wanted = {**self.week, "minstens": str(number % 3 + 1)}
        self.viewer(number).get("/in-huis/middelen/", **wanted)

    def day_by_day(self, number: int) -> list[Means]:
        """Fetch every means with its reservations, and count each day in Python."""
        member, first = self.viewer(number).member, timezone.localdate()
        days = [first + datetime.timedelta(days=ahead) for ahead in range(7)]
        means = Means.objects.within(self.municipality).visible_to(member).prefetch_related("reservations")
        free = [
            one
            for one in means.order_by("sort_title")
            if any(
                one.amount - sum(r.amount for r in one.reservations.all() if r.from_on <= day <= r.until_on) > 0
                for day in days
            )
        ]
        return free[:25]

    def one_means(self, number: int) -> None:
        self.viewer(number).get(f"/in-huis/middelen/{self.means_ids[1 + number % 40]}/")

    def reserve(self, number: int) -> None:
        """Ask for one of a means that comes back, on a day of one's own."""
        means = Means.objects.get(pk=self.means_ids[8 * (1 + number % 6)])
        day = str(timezone.localdate() + datetime.timedelta(days=60 + number % 100))
        asked = {"key": str(uuid.uuid4()), "amount": "1", "from_on": day, "until_on": day, "what_for": "Feest"}
        response = self.viewer(number).client.post(f"/in-huis/middelen/{means.pk}/reserveren/", asked)
        assert response.status_code in {HTTPStatus.FOUND, HTTPStatus.UNPROCESSABLE_ENTITY}, response.status_code

    def looked_for(self, number: int) -> None:
        wanted = {"q": WORDS[number % len(WORDS)], "gebied": str(self.areas[number % len(self.areas)])}
        self.viewer(number).get(POSSIBLE, **wanted)

    def one_by_one(self, number: int) -> list[Possibility]:
        """Fetch every possibility, and look in Python in which the word stands."""
        word = WORDS[number % len(WORDS)]
        found = [
            one for one in offered(self.municipality) if word in f"{one.title} {one.text} {one.conditions}".lower()
        ]
        return sorted(found, key=lambda one: one.sort_title)[:25]

    def one_wish(self, number: int) -> None:
        wish = self.wishes[number % len(self.wishes)]
        self.viewer(number).get(f"/situaties/{self.situation_ids[0]}/wat-kan-helpen/inzicht-{wish}/")

    def one_possibility(self, number: int) -> None:
        self.viewer(number).get(f"{POSSIBLE}{self.possibility_ids[number % len(self.possibility_ids)]}/")

    def far_below(self, path: str, asked: str = "") -> str:
        """Walk down a list, and return the address of a page far from its top."""
        address = f"{path}{asked}"
        for _ in range(MOST_PAGES):
            found = OLDER.search(self.viewer(0).get(address).content.decode())
            if not found:
                break
            address = path + found.group(1).replace("&amp;", "&")
        return address


def offered(municipality: Municipality) -> PossibilityQuerySet:
    """Return what the house offers now."""
    return Possibility.objects.within(municipality).running().order_by("pk")


def wish_and_choose(member: Member, situation_id: int) -> list[int]:
    """Let a situation have a dozen wishes, and every situation some choices; a second time changes nothing."""
    municipality = member.municipality
    circle, until = Audience.objects.frontline_of(municipality), timezone.localdate() + datetime.timedelta(days=700)
    same: dict[str, Any] = {"municipality": municipality, "audience": circle, "keep_until": until}
    here = Insight.objects.within(municipality).filter(situation=situation_id, basis="hunch", text__in=WISHED)
    if not here.exists():
        told = {"author": member, "kind": "need", "basis": "hunch", "situation_id": situation_id}
        Insight.objects.bulk_create(Insight(text=text, **told, **same) for text in WISHED)
        possible = list(offered(municipality)[:CHOICES])
        learned = Insight.objects.within(municipality).filter(audience=circle).exclude(pk__in=here.values("pk"))
        Choice.objects.bulk_create(
            Choice(
                situation_id=one.situation_id,
                wish_kind="insight",
                insight=one,
                wish=f"{WISHED[number % len(WISHED)]} {one.text}",
                possibility=possible[number % len(possible)],
                possibility_title=possible[number % len(possible)].title,
                is_accepted=number % 3 > 0,
                member=member,
                **same,
            )
            for number, one in enumerate(learned.order_by("pk")[:CHOICES])
        )
    return list(here.values_list("pk", flat=True))


def lend(member: Member, situation_id: int) -> None:
    """Fill the town hall with means and reservations; a second time changes nothing."""
    municipality, today = member.municipality, timezone.localdate()
    if Means.objects.within(municipality).exists():
        return
    lent = Means.objects.bulk_create(means_of(municipality, today), batch_size=1_000)
    kept = {"municipality": municipality, "asked_by": member, "keep_until": today + datetime.timedelta(days=700)}
    rows = (
        Reservation(
            means=one,
            situation_id=situation_id if spread == number == 0 else None,
            **days(today, spread, number),
            **kept,
            **circle,
        )
        for number, one in enumerate(lent)
        for circle in ({"audience_id": one.audience_id},)
        for spread in range(OF_THE_BUSIEST if number == 0 else RESERVATIONS_OF_EACH)
    )
    Reservation.objects.bulk_create(rows, batch_size=2_000)


def means_of(municipality: Municipality, today: datetime.date) -> list[Means]:
    """Make means of all kinds, of departments, spread over the areas."""
    number = max(Party.objects.within(municipality).count() // PEOPLE_PER_MEANS, 60)
    areas: list[int | None] = [None, *Area.objects.within(municipality).values_list("pk", flat=True)]
    departments = list(Department.objects.within(municipality)) or [
        Department.objects.create(municipality=municipality, name="Groen")
    ]
    circle = Audience.objects.frontline_of(municipality)
    year = datetime.timedelta(days=365)
    return [
        Means(
            municipality=municipality,
            audience=circle,
            kind=(kind := Means.Kind(KINDS[one % len(KINDS)])),
            unit=UNITS[kind][0],
            title=(title := f"{NOUNS[one % len(NOUNS)]} {one}"),
            sort_title=sort_name(title),
            amount=Decimal(40 if one == 0 else 12),
            from_on=today - year,
            until_on=today + year,
            keep_until=today + 2 * year,
            area_id=areas[one % len(areas)],
            department=departments[one % len(departments)],
        )
        for one in range(number)
    ]


def days(today: datetime.date, spread: int, number: int) -> dict[str, Any]:
    """Say when one is reserved, how much and how far it is: spread over a year, a few of them now."""
    begins = today + datetime.timedelta(days=(spread * 37 + number) % 300 - 150)
    state = ("granted", "asked", "used", "returned", "refused")[(spread + number) % 5]
    return {
        "amount": Decimal(1),
        "from_on": begins,
        "until_on": begins + datetime.timedelta(days=number % 6),
        "held_until_on": today + datetime.timedelta(days=spread % 20 - 5),
        "state": state,
        "what_for": "Een feest in de straat",
    }
