"""When settings were last changed, and by whom."""

import datetime
from typing import NamedTuple

from raakvlak.municipality.models import Area, Department, Municipality, RetentionRule, Tag

Settled = type[Area] | type[Department] | type[RetentionRule] | type[Tag] | type[Municipality]


class Change(NamedTuple):
    """A change of settings; who made it is for the administrator's eyes."""

    happened_at: datetime.datetime
    by: str


def last_change(model: Settled, municipality: Municipality) -> Change | None:
    """Return the newest change of a municipality itself, or of one kind of its rows; nothing before the first."""
    key = "id" if model is Municipality else "municipality"
    rows = model.history.filter(**{key: municipality.pk}).select_related("history_user")
    newest = rows.order_by("-history_date", "-history_id").first()
    return newest and Change(newest.history_date, newest.history_user.name if newest.history_user else "")
