"""Erasing somebody reaches what was chosen for her words, and the end of a term what it taught."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from raakvlak.alignment.models import Choice, Possibility
from raakvlak.alignment.tests.rows import choice_of
from raakvlak.municipality.models import Member
from raakvlak.privacy.actions.retention import destroy_expired
from raakvlak.privacy.redaction import redact_name
from raakvlak.situations.references import party_reference

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def possibility(anna: Member) -> Possibility:
    return Possibility.objects.create(municipality=anna.municipality, kind="rule", title="Bankje", text="Mag.")


def test_a_name_goes_from_the_wish_and_from_why(
    anna: Member, make_situation: Make, make_insight: Make, make_party: Make, possibility: Possibility
) -> None:
    party = make_party(anna, "Fatima Kwetterzang")
    token = party_reference(party.pk).token
    insight = make_insight(make_situation(anna), anna, f"Een bankje voor {token}, zegt Fatima Kwetterzang")
    choice = choice_of(anna, insight, possibility, f"Van {token}")
    redact_name(party, everywhere=True)
    choice.refresh_from_db()
    assert "Kwetterzang" not in choice.wish
    assert token not in choice.wish + choice.why


@pytest.mark.parametrize("held", [False, True])
def test_a_choice_ends_unless_its_situation_is_held(
    anna: Member, make_situation: Make, make_insight: Make, possibility: Possibility, held: bool
) -> None:
    situation = make_situation(anna, **({"held_since_on": timezone.localdate(), "hold_reason": "Woo"} if held else {}))
    choice = choice_of(anna, make_insight(situation, anna), possibility, "")
    Choice.objects.filter(pk=choice.pk).update(keep_until=timezone.localdate() - datetime.timedelta(days=1))
    destroy_expired(anna.municipality)
    assert Choice.objects.filter(pk=choice.pk).exists() == held
