"""For what and how long the rows of a note are kept."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from raakvlak.municipality.models import Audience, KeptKind, Municipality, Purpose, RetentionRule
from raakvlak.municipality.models.keeping import DEFAULT_RULES, KLAD_DAYS


@dataclass(frozen=True, slots=True)
class Terms:
    """For what and how long rows are kept in one municipality, fetched at once."""

    rules: Mapping[str, RetentionRule]

    @classmethod
    def of(cls, municipality: Municipality) -> "Terms":
        """Fetch what this municipality settled."""
        rules = RetentionRule.objects.within(municipality)
        return cls({rule.kind: rule for rule in rules})

    def kept(self, kind: KeptKind, audience: Audience, *, start: datetime.date | None = None) -> dict[str, Any]:
        """Return purpose, ground and end for a row of this kind; a klad ends after thirty days.

        A term counts from today, or from a later start: what is due in three years is not gone after two.
        """
        if not audience.is_klad:
            return self.settled(kind, start=start)
        ends = timezone.localdate() + datetime.timedelta(days=KLAD_DAYS)
        return {**self.settled(kind), "purpose": Purpose.WORK, "keep_until": ends}

    def settled(self, kind: KeptKind, *, start: datetime.date | None = None) -> dict[str, Any]:
        """Return purpose, ground and end for a row of this kind, whoever may see it."""
        today = timezone.localdate()
        rule = self.rules.get(kind) or RetentionRule(kind=kind, **DEFAULT_RULES[kind])
        return {"purpose": rule.purpose, "ground": rule.ground, "keep_until": rule.ends_on(max(start or today, today))}
