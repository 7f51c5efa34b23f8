"""What the keeper's row takes over from a row like it that is set aside in a merge: a limit that somebody asked for.

A resident who refused something refused it, whichever of the two rows says so: the earliest day holds, and a yes.
"""

import json
from collections.abc import Collection, Iterator
from typing import Any, Final

from django.core import serializers
from django.db.models import Model, UniqueConstraint

from raakvlak.relations.models import Party
from raakvlak.relations.moving import Link

# A table names in this attribute its days and its yeses that outlive the row that says them.
LASTING: Final = "lasts_when_merged"


def take_limits(link: Link, set_aside: Collection[dict[str, Any]], keeper: Party) -> list[dict[str, Any]]:
    """Let the keeper's rows say what those set aside said more strictly; return how they were, and how they became."""
    names: tuple[str, ...] = getattr(link.model, LASTING, ())
    changed = []
    for values in set_aside if names else ():
        (aside,) = serializers.deserialize("python", [values])
        for row in _rows_like(link, values, keeper):
            before = _said(row, names)
            for name in names:
                setattr(row, name, stricter(getattr(row, name), getattr(aside.object, name)))
            if (after := _said(row, names)) != before:
                row.save(update_fields=names)
                changed.append({"pk": row.pk, "before": before, "after": after})
    return changed


def give_limits_back(link: Link, changed: Collection[dict[str, Any]], keeper: Party) -> None:
    """Let the keeper's rows say what they said, where nobody changed that since."""
    for one in changed:
        row = link.model._base_manager.filter(pk=one["pk"], **{link.attname: keeper.pk}).first()
        if row is not None and _said(row, tuple(one["after"])) == one["after"]:
            link.model._base_manager.filter(pk=row.pk).update(**one["before"])


def stricter(one: Any, other: Any) -> Any:  # noqa: ANN401 – two days or none, or two times yes or no
    """Return the more careful of two values.

    >>> stricter(False, True), stricter(None, "2026-02-01"), stricter("2026-01-01", "2026-02-01")
    (True, '2026-02-01', '2026-01-01')
    """
    if isinstance(one, bool):
        return one or other
    return min((day for day in (one, other) if day is not None), default=None)


def _rows_like(link: Link, values: dict[str, Any], keeper: Party) -> Iterator[Model]:
    """Yield the rows of the keeper for which there was no room for this one."""
    rows = link.model._base_manager.filter(**{link.attname: keeper.pk})
    for constraint in link.model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and link.name in constraint.fields:
            yield from rows.filter(**{name: values["fields"][name] for name in constraint.fields if name != link.name})


def _said(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    """Return these values of a row as they are kept."""
    (values,) = json.loads(serializers.serialize("json", [row], fields=names))
    said: dict[str, Any] = values["fields"]
    return said
