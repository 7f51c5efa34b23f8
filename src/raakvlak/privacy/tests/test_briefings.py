"""A page Wat horen we? ends, is held, and loses the name of who is erased, also when it was frozen."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.privacy.actions.erasure import erase_party
from raakvlak.privacy.actions.retention import destroy_expired
from raakvlak.privacy.models import Destruction
from raakvlak.relations.models import Party
from raakvlak.resolutions.models import Briefing, Figure
from raakvlak.resolutions.tests.rows import briefing_of, frozen_briefing_of, option_of, reaction_of
from raakvlak.situations.models import Situation

Make = Callable[..., Any]
WORDS = "Een bank voor mevrouw Yilmaz"
pytestmark = pytest.mark.django_db


def yesterday() -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def fatima(anna: Member, make_party: Make) -> Party:
    made: Party = make_party(anna, "Fatima Yilmaz")
    return made


@pytest.fixture
def situation(anna: Member, make_situation: Make) -> Situation:
    made: Situation = make_situation(anna)
    return made


def test_what_has_had_its_time_goes_unless_it_is_held(anna: Member, situation: Situation) -> None:
    frozen = frozen_briefing_of(anna, situation, WORDS)
    briefing_of(anna, situation, WORDS, follows=frozen, keep_until=yesterday())
    destroy_expired(anna.municipality)
    assert Briefing.objects.get() == frozen
    Briefing.objects.update(keep_until=yesterday())
    situation.held_since_on, situation.hold_reason = timezone.localdate(), "Woo"
    situation.save()
    destroy_expired(anna.municipality)
    assert Briefing.objects.exists()
    Situation.objects.update(held_since_on=None, hold_reason="")
    destroy_expired(anna.municipality)
    assert not Briefing.objects.exists()
    assert not Figure.objects.exists()
    assert Destruction.objects.filter(kind="briefing").count() == 2


@pytest.mark.parametrize("how", ["spoke", "sided", "reacted"])
def test_who_is_erased_is_erased_from_what_was_frozen(
    how: str, anna: Member, situation: Situation, fatima: Party, make_encounter: Make, make_situation: Make
) -> None:
    elsewhere = frozen_briefing_of(anna, make_situation(anna, "Elders"), WORDS)
    frozen = frozen_briefing_of(anna, situation, WORDS)
    if how == "spoke":
        situation.links.create(encounter=make_encounter(anna, parties=(fatima,)))
    elif how == "sided":
        situation.sides.create(name="De Kade").parties.add(fatima)
    else:
        reaction_of(anna, option_of(situation, situation.audience, "Een hek"), fatima, situation.audience)
    erase_party(fatima, anna, everywhere=False)
    frozen.refresh_from_db()
    said = [frozen.title, frozen.meant_for, frozen.heard, frozen.agreed, frozen.differs, frozen.missing, frozen.unknown]
    said += frozen.figures.exclude(label="").values_list("label", flat=True)
    assert len(said) == 9
    assert not [text for text in said if "Yilmaz" in text]
    assert frozen.figures.get(group="heard").number == 12
    elsewhere.refresh_from_db()
    assert elsewhere.heard == WORDS  # somebody else there may be called the same
