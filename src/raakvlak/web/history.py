"""What was changed about a record, when and by whom, as simple-history kept it."""

import datetime
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model

MADE: Final = "+"
_MOST_CHANGES: Final = 50


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its moment, the id of the user who made it, and which fields differ from before."""

    at: datetime.datetime
    user_id: int | None
    is_first: bool
    fields: tuple[str, ...]


def trail(instance: Model) -> list[Change]:
    """List the changes of a record, newest first, in one query."""
    rows = list(_history(instance).order_by("-history_date", "-history_id")[: _MOST_CHANGES + 1])
    earlier = [*rows[1:], None]
    return [_change(row, before) for row, before in zip(rows, earlier, strict=True)][:_MOST_CHANGES]


def last_changed_at(instance: Model) -> datetime.datetime | None:
    """Tell when a record was last changed since it was made, for "aangepast op"."""
    latest = _history(instance).exclude(history_type=MADE).order_by("-history_date", "-history_id").first()
    return latest.history_date if latest else None


def _history(instance: Model) -> Any:  # noqa: ANN401 – simple-history has no types
    manager: Any = instance
    return manager.history


def _change(row: Any, before: Any) -> Change:  # noqa: ANN401 – as above
    names = [field.attname for field in row.tracked_fields]
    differing = tuple(name for name in names if before is not None and getattr(row, name) != getattr(before, name))
    return Change(row.history_date, row.history_user_id, row.history_type == MADE, differing)
