"""The options of the tests, and who says what of them."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.alignment.kept_index import forget_all
from raakvlak.alignment.models import Lane, Possibility, Request
from raakvlak.conftest import in_a_year
from raakvlak.municipality.models import Audience, Department, Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.resolutions.tests.rows import option_of, reaction_of
from raakvlak.situations.models import Situation
from raakvlak.support.models import UNITS, Means

Make = Callable[..., Any]


def in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def fatima(anna: Member, make_party: Make) -> Party:
    made: Party = make_party(anna, "Fatima Yilmaz")
    return made


@pytest.fixture
def henk(anna: Member, make_party: Make) -> Party:
    made: Party = make_party(anna, "Henk de Boer")
    return made


@pytest.fixture
def situation(anna: Member, bart: Member, fatima: Party, henk: Party, make_situation: Make) -> Situation:
    """Make a situation with Fatima and Henk on one side; nobody else belongs to it."""
    made: Situation = make_situation(anna, team=(bart,))
    made.sides.create(name="De Kade").parties.add(fatima, henk)
    return made


@pytest.fixture
def bench(situation: Situation) -> Option:
    return option_of(situation, situation.audience, "Een bank aan het water")


@pytest.fixture
def fence(situation: Situation) -> Option:
    return option_of(situation, situation.audience, "Een hek om het veldje")


@pytest.fixture
def say(anna: Member) -> Make:
    """Let a party say where it stands."""

    def make(party: Party, option: Option, gradient: str = "live_with", **values: Any) -> Reaction:
        audience = values.pop("audience", option.situation.team)
        return reaction_of(anna, option, party, audience, gradient=gradient, **{"words": "", **values})

    return make


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    forget_all()


@pytest.fixture
def traffic(anna: Member) -> Department:
    return Department.objects.create(municipality=anna.municipality, name="Verkeer")


@pytest.fixture
def permit(anna: Member, traffic: Department) -> Possibility:
    values = {"kind": "permit", "text": "Een bank op de stoep mag.", "department": traffic}
    return Possibility.objects.create(municipality=anna.municipality, title="Straatmeubilair", **values)


@pytest.fixture
def asked_for(anna: Member, traffic: Department) -> Make:
    """Ask a department something for an option, that stands as it is told."""

    def make(option: Option, state: str = "waiting", **values: Any) -> Lane:
        request = Request.objects.create(
            municipality=anna.municipality,
            situation=option.situation,
            audience=values.pop("audience", option.situation.audience),
            asker=anna,
            what="Mag de bank?",
            why="Rust",
            needed_by_on=in_days(14),
            talked_on=in_days(-1),
            keep_until=in_a_year(),
        )
        option.request_links.create(request=request, version=values.pop("version", option.version))
        now = timezone.now()
        answered = now if state in Lane.ANSWERED else None
        values = {"department": traffic, "sent_at": now, "words": "Twee meter vrij", "answered_at": answered, **values}
        made: Lane = request.lanes.create(state=state, **values)
        return made

    return make


@pytest.fixture
def pot(anna: Member, traffic: Department) -> Make:
    """Make a means of the department."""

    def make(title: str = "Wijkbudget", kind: str = "money", amount: int = 1000, **values: Any) -> Means:
        values.setdefault("audience", Audience.objects.frontline_of(anna.municipality))
        days = {"from_on": in_days(-10), "until_on": in_days(100), "keep_until": in_a_year()}
        return Means.objects.create(
            municipality=anna.municipality,
            title=title,
            kind=kind,
            unit=UNITS[Means.Kind(kind)][0],
            amount=amount,
            **{"department": traffic, **days, **values},
        )

    return make


def filled_in(**values: Any) -> dict[str, Any]:
    """Return what is sent to put an option on the table."""
    return {"uuid": str(uuid.uuid4()), "title": "Een bank aan het water", "circle": "shared", **values}


def heard(*options: Option, people: tuple[Party, ...], **values: Any) -> dict[str, Any]:
    """Return what is sent with a grid of these people and options; the places come by party and option."""
    return {
        "key": str(uuid.uuid4()),
        "said_on": timezone.localdate().isoformat(),
        "basis": "said",
        "circle": "team",
        "optie": [one.pk for one in options],
        "mens": [one.pk for one in people],
        **{f"v{one.pk}": one.version for one in options},
        **values,
    }
