"""Doors of the privacy room, and rows that stand behind them."""

from typing import Any

import pytest
from django.urls import reverse

from raakvlak.municipality.models import AccessLogEntry, Audience, Member
from raakvlak.privacy.models import KladOpening, LogCase, OverviewRequest
from raakvlak.relations.models import Party


def at(name: str, *args: object) -> str:
    """Return the address of a screen of this room."""
    return reverse(f"privacy:{name}", args=args)


@pytest.fixture
def fatima(anna: Member, make_party: Any) -> Party:
    party: Party = make_party(anna)
    return party


@pytest.fixture
def asked(fatima: Party, anna: Member) -> OverviewRequest:
    return OverviewRequest.objects.create(
        municipality=anna.municipality, party=fatima, case_number="Z-12", asked_by=anna
    )


@pytest.fixture
def opening(anna: Member, fatma: Member, make_encounter: Any) -> KladOpening:
    """Let the coordinator have asked for Anna's klad."""
    make_encounter(anna, "Klad over het hek.", audience=Audience.objects.klad_of(anna))
    return KladOpening.objects.create(
        municipality=anna.municipality, author=anna, asked_by=fatma, reason="Er belt een bewoner"
    )


@pytest.fixture
def case(esma: Member, anna: Member) -> LogCase:
    """Let the privacy officer have opened the log about party 7, which Anna looked at."""
    for what, number in (("party_details", 7), ("party_details", 8), ("klad_opened", 7)):
        AccessLogEntry.objects.create(municipality=anna.municipality, member=anna, what=what, subject_id=number)
    return LogCase.objects.create(municipality=esma.municipality, opened_by=esma, party_number=7, reason="Klacht 3")
