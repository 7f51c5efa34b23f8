"""What changed in a talk, and when: a day and a part of the day, for nobody's hours are counted here."""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter

MOST_VERSIONS: Final = 50
SHOWN: Final = ("working_note", "shareable_summary", "happened_on", "channel", "area_id", "is_story")


@dataclass(frozen=True, slots=True)
class Version:
    """A talk as it was written at some moment."""

    changed_at: datetime.datetime
    what: str
    working_note: str
    shareable_summary: str

    @property
    def texts(self) -> list[str]:
        """Return the texts, of which the names must be looked up."""
        return [self.working_note, self.shareable_summary]

    @property
    def part_of_day(self) -> str:
        """Return when on the day it was written."""
        hour = timezone.localtime(self.changed_at).hour
        parts = Encounter.PartOfDay
        part = parts.MORNING if hour < 12 else parts.AFTERNOON if hour < 18 else parts.EVENING  # noqa: PLR2004 – hours
        return str(part.label)


def versions_of(encounter: Encounter, member: Member) -> list[Version]:
    """Return the versions that this member could read when they were current, the newest first."""
    rows = encounter.history.filter(audience__in=member.audience_ids).order_by("-history_date", "-history_id")
    newest = list(rows[: MOST_VERSIONS + 1])
    pairs = list(pairwise([*newest, None]))[:MOST_VERSIONS]  # none at all of a talk that came in with many at once
    return [
        Version(row.history_date, what, row.working_note, row.shareable_summary)
        for row, before in pairs
        if (what := _what_changed(row, before))
    ]


def _what_changed(row: Any, before: Any) -> str:  # noqa: ANN401 – simple-history makes its classes at run time
    if before is None:
        return str(_("genoteerd") if row.history_type == "+" else _("gedeeld"))
    if bool(row.withdrawn_at) != bool(before.withdrawn_at):
        return str(_("ingetrokken") if row.withdrawn_at else _("teruggezet"))
    if row.audience_id != before.audience_id:
        return str(_("met meer mensen gedeeld"))
    if any(getattr(row, name) != getattr(before, name) for name in SHOWN):
        return str(_("aangepast"))
    return ""
