"""The options of the tests, and who says what of them."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Option, Reaction
from raakvlak.resolutions.tests.rows import option_of, reaction_of
from raakvlak.situations.models import Situation

Make = Callable[..., Any]


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
