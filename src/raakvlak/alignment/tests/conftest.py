"""What the tests of this app ask, and whom."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.alignment.actions.requests import Addressee, make_request
from raakvlak.alignment.kept_index import forget_all
from raakvlak.alignment.models import Lane, Possibility, Request, Threshold
from raakvlak.conftest import in_a_year
from raakvlak.municipality.models import Audience, Department, Member, Municipality
from raakvlak.situations.models import Question, Situation

Make = Callable[..., Any]
FURNITURE = "Plaatsing van straatmeubilair"


def in_days(days: int) -> datetime.date:
    """Return the day that is so many days from now, or was so many ago."""
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.fixture
def mobility(anna: Member) -> Department:
    return Department.objects.create(municipality=anna.municipality, name="Mobiliteit")


@pytest.fixture
def parks(anna: Member) -> Department:
    return Department.objects.create(municipality=anna.municipality, name="Parken")


@pytest.fixture
def dirk_in_mobility(dirk: Member, mobility: Department) -> Member:
    """Let Dirk work where most is asked."""
    dirk.department = mobility
    dirk.save()
    return dirk


@pytest.fixture
def situation(anna: Member, bart: Member, make_situation: Make) -> Situation:
    made: Situation = make_situation(anna, team=(bart,))
    return made


@pytest.fixture
def mails() -> list[tuple[Lane, str]]:
    """Hold the mails that would have gone."""
    return []


@pytest.fixture
def ask(anna: Member, situation: Situation, mobility: Department, mails: list[tuple[Lane, str]]) -> Make:
    """Ask Mobility something, or whoever is named."""

    def make(*whom: Addressee, **values: Any) -> Request:
        values = {
            "what": "Mag er een bank op de stoep?",
            "why": "Oudere buren willen halverwege zitten.",
            "needed_by_on": in_days(14),
            "talked_on": in_days(-1),
            **values,
        }
        asker = values.pop("asker", anna)
        audience = values.pop("audience", situation.team)
        return make_request(
            values.pop("situation", situation),
            asker,
            audience,
            whom or [Addressee(department=mobility)],
            key=values.pop("key", uuid.uuid4()),
            mail=lambda lane, token: mails.append((lane, token)),
            **values,
        )

    return make


@pytest.fixture
def lane(ask: Make) -> Lane:
    """Ask Mobility, and wait."""
    found: Lane = ask().lanes.get()
    return found


@pytest.fixture
def make_threshold(situation: Situation, mobility: Department) -> Make:
    """Name a threshold at Mobility that everybody who works outside may read, unless told otherwise."""

    def make(author: Member, words: str = "De stoep moet 1,80 meter vrij blijven.", **values: Any) -> Threshold:
        values = {
            "audience": Audience.objects.frontline_of(author.municipality),
            "situation": situation,
            "to_department": mobility,
            "kind": Threshold.Kind.RULES,
            "since_on": in_days(-10),
            "keep_until": in_a_year(),
            **values,
        }
        return Threshold.objects.create(municipality=author.municipality, author=author, words=words, **values)

    return make


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    forget_all()


@pytest.fixture
def possible(waterhoek: Municipality, mobility: Department) -> Make:
    def make(title: str = FURNITURE, **values: Any) -> Possibility:
        values = {"municipality": waterhoek, "kind": "permit", "text": "Wij zetten het neer.", **values}
        return Possibility.objects.create(title=title, department=mobility, **values)

    return make


@pytest.fixture
def wish(situation: Situation, anna: Member) -> str:
    Question.objects.create(situation=situation, kind="as_put", text="Wij willen een bankje.", author=anna)
    return "gesteld"


def filled_in(situation: Situation, department: Department, **values: Any) -> dict[str, Any]:
    """Return what is sent to ask a department something."""
    return {
        "uuid": str(uuid.uuid4()),
        "start": "gesproken",
        "talked_on": timezone.localdate().isoformat(),
        "what": "Mag er een bank op de stoep?",
        "why": "Oudere buren willen halverwege zitten.",
        "needed_by_on": in_days(14).isoformat(),
        "departments": [department.pk],
        "audience": "team",
        **values,
    }
