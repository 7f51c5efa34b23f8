"""Who reads along with the team of a situation."""

from django.db.models import QuerySet

from raakvlak.municipality.models import Member
from raakvlak.situations.models import Situation


def team_of(situation: Situation) -> QuerySet[Member]:
    """Return the members who read the notes of the team today: no one who left or whose role reads no notes."""
    return situation.team.readers.active().who_note().select_related("user", "department").order_by("user__name", "pk")
