"""Let everything that points to one party point to another, found by asking Django, so that a new table goes along.

A row that the other party has already (both were in one talk), or that would tie a party to itself, is set aside: it
is deleted, and its values are kept to put it back. What cannot be kept so, for it is encrypted or others hang on it,
stays where it is, with the party that was merged.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.apps import apps
from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, ForeignObjectRel, Model, QuerySet

from raakvlak.relations.models import ContactPoint, Party
from raakvlak.web.fields import EncryptedTextField

BATCH: Final = 500
Link = ForeignKey[Any, Any]
Rows = QuerySet[Any, Any]
# A table names in this attribute its links that stay: who was merged is what a merge is about.
STAYING: Final = "stays_when_merged"
# What makes rows the same where no constraint says so.
ALIKE: Final[dict[type[Model], tuple[str, ...]]] = {ContactPoint: ("kind", "fingerprint")}


@dataclass(slots=True)
class Moved:
    """The rows that were moved along one link, and those that were set aside."""

    ids: list[Any] = field(default_factory=list)
    set_aside: list[dict[str, Any]] = field(default_factory=list)


def links_to_parties() -> Iterator[Link]:
    """Yield every link of every table to a party; earlier versions of rows point on as they did."""
    for model in apps.get_models(include_auto_created=True):
        if hasattr(model, "instance_type") or model._meta.proxy:
            continue
        for column in model._meta.local_concrete_fields:
            if not isinstance(column, ForeignKey) or column.related_model is not Party:
                continue
            if column.name not in getattr(model, STAYING, ()):
                yield column


def name_of(link: Link) -> str:
    """Say which link it is.

    >>> from raakvlak.relations.models import Presence
    >>> name_of(Presence._meta.get_field("party"))
    'relations.presence.party'
    """
    return f"{link.model._meta.label_lower}.{link.name}"


def link_named(name: str) -> Link | None:
    """Return the link of this name, if there still is one."""
    return next((link for link in links_to_parties() if name_of(link) == name), None)


def move(link: Link, source: Party, target: Party) -> Moved:
    """Let the rows that point to one party by this link point to another."""
    moved = Moved()
    rows = link.model._base_manager.filter(**{link.attname: source.pk})
    if link.model is Party:  # a party that pointed to itself or to the other does not come to do so
        rows = rows.exclude(pk__in=[source.pk, target.pk])
    refused = [*_tied(link, rows, target), *_doubles(link, rows, target)]
    ids = list(rows.exclude(pk__in=refused).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        late = list(_repoint(link, batch, source.pk, target.pk))
        moved.ids += [pk for pk in batch if pk not in late]
        refused += late
    for start in range(0, len(refused), BATCH):
        moved.set_aside += _set_aside(link.model, refused[start : start + BATCH])
    return moved


def move_back(link: Link, ids: Collection[Any], source: Party, target: Party) -> list[Any]:
    """Let these rows point back, as far as they still point to who they were moved to; return those that did."""
    back: list[Any] = []
    wanted = list(ids)
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        rows = link.model._base_manager.filter(pk__in=batch, **{link.attname: source.pk})
        there = list(rows.order_by("pk").values_list("pk", flat=True))
        late = set(_repoint(link, there, source.pk, target.pk))
        back += [pk for pk in there if pk not in late]
    return back


def put_back(rows: Collection[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put back rows that were set aside; return those that can't be, for what they belong to is gone."""
    lost = []
    for row in rows:
        try:
            with transaction.atomic():
                (ready,) = serializers.deserialize("python", [row])
                stands = _stands(ready.object)
                if stands:
                    ready.save()
        except (IntegrityError, DeserializationError):
            stands = False
        if not stands:
            lost.append(row)
    return lost


def _repoint(link: Link, ids: list[Any], source: int, target: int) -> Iterator[Any]:
    """Point these rows to the target, all at once where that may be; yield those that the database refuses."""
    if not ids:
        return
    rows = link.model._base_manager.filter(pk__in=ids, **{link.attname: source})
    try:
        with transaction.atomic():
            rows.update(**{link.attname: target})
    except IntegrityError:
        if len(ids) == 1:
            yield ids[0]
            return
        middle = len(ids) // 2
        yield from _repoint(link, ids[:middle], source, target)
        yield from _repoint(link, ids[middle:], source, target)


def _tied(link: Link, rows: Rows, target: Party) -> list[Any]:
    """List the rows that would tie a party to itself: their other link leads to the target already."""
    others = [one for one in links_to_parties() if one.model is link.model and one.name != link.name]
    return [pk for one in others for pk in rows.filter(**{one.attname: target.pk}).values_list("pk", flat=True)]


def _doubles(link: Link, rows: Rows, target: Party) -> list[Any]:
    """List the rows that say what a row of the target says."""
    names = ALIKE.get(link.model)
    if not names:
        return []
    there = set(link.model._base_manager.filter(**{link.attname: target.pk}).values_list(*names))
    return [pk for pk, *said in rows.values_list("pk", *names) if tuple(said) in there]


def _set_aside(model: type[Model], ids: list[Any]) -> list[dict[str, Any]]:
    """Delete these rows and return their values; what is encrypted or carries others stays where it is."""
    if any(isinstance(column, EncryptedTextField) for column in model._meta.concrete_fields):
        return []
    rows = [row for row in model._base_manager.filter(pk__in=ids).order_by("pk") if not _carries(row)]
    values: list[dict[str, Any]] = json.loads(serializers.serialize("json", rows))
    model._base_manager.filter(pk__in=[row.pk for row in rows]).delete()
    return values


def _carries(row: Model) -> bool:
    """Tell whether other rows point to this one."""
    relations = [one for one in row._meta.get_fields(include_hidden=True) if isinstance(one, ForeignObjectRel)]
    columns = [one.field for one in relations if not one.many_to_many]
    return any(
        column.model._base_manager.filter(**{column.name: row.pk}).exists()
        for column in columns
        if not hasattr(column.model, "instance_type")
    )


def _stands(row: Model) -> bool:
    """Tell whether all that a row points to is there."""
    return all(
        column.related_model._base_manager.filter(pk=key).exists()
        for column in row._meta.concrete_fields
        if isinstance(column, ForeignKey) and (key := getattr(row, column.attname)) is not None
    )
