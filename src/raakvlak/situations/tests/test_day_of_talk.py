"""The day of a talk stands beside who was there and what it belongs to, and is the same there, whoever writes it."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.municipality.models import Member
from raakvlak.relations.actions import correct
from raakvlak.relations.models import Encounter, Presence
from raakvlak.relations.notes import Note
from raakvlak.situations.models import SituationEncounter

Make = Callable[..., Any]
EARLIER = datetime.date(2026, 3, 5)

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(anna: Member, make_party: Make, make_encounter: Make, make_situation: Make) -> Encounter:
    talk: Encounter = make_encounter(anna, parties=(make_party(anna), make_party(anna, "Buur")))
    make_situation(anna, encounters=(talk,))
    make_situation(anna, "Het plein", encounters=(talk,))
    return talk


def days_beside(talk: Encounter) -> set[datetime.date]:
    presences = Presence.objects.filter(encounter=talk).values_list("happened_on", flat=True)
    links = SituationEncounter.objects.filter(encounter=talk).values_list("happened_on", flat=True)
    assert (len(presences), len(links)) == (2, 2)
    return {*presences, *links}


def test_a_new_talk_brings_its_day_along(talk: Encounter) -> None:
    assert days_beside(talk) == {timezone.localdate()}


def test_a_corrected_day_is_followed(talk: Encounter) -> None:
    present = frozenset(Presence.objects.filter(encounter=talk).values_list("party", flat=True))
    correct(talk, Note(working_note=talk.working_note, happened_on=EARLIER, party_ids=present))
    assert days_beside(talk) == {EARLIER}


def test_a_day_that_is_changed_behind_the_back_of_the_programs_is_followed_too(
    talk: Encounter, anna: Member, make_party: Make, make_encounter: Make
) -> None:
    other = make_encounter(anna, parties=(make_party(anna, "Overbuur"),))
    Encounter.objects.filter(pk=talk.pk).update(happened_on=EARLIER)
    assert days_beside(talk) == {EARLIER}
    assert other.presences.get().happened_on == timezone.localdate()


def test_what_is_tied_later_gets_the_day_of_the_talk(talk: Encounter, anna: Member, make_situation: Make) -> None:
    Encounter.objects.filter(pk=talk.pk).update(happened_on=EARLIER)
    talk.refresh_from_db()
    link = make_situation(anna, "De brug").links.create(encounter=talk)
    assert link.happened_on == EARLIER
    assert SituationEncounter.objects.get(pk=link.pk).happened_on == EARLIER
