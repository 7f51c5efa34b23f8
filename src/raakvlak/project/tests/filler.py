"""Fill every table of any state of the database with rows that it accepts, without knowing what they are about.

Values are drawn by chance from what a field allows, the awkward ones included; its own
constraints say whether a row may be. Names and shapes of what later migrations read come from `SHAPES`.
"""

import datetime
import uuid
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from graphlib import TopologicalSorter
from random import Random
from typing import Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, models, transaction

ATTEMPTS = 3000
PATIENCE = 50
ROWS = 3
EXTREMES = {0: 1.0, 1: 0.0}  # the first row has in it what it can, the second what it must, the others whatever
WORDS = "bankje Gracht ’s-Gravenzande İıŞş naïef 😀 <b>&amp; \ue000p12\ue001 \u00ad e\u0301 ' \" \\ % \t".split(" ")
SQUARE = [[5.1, 52.3], [5.2, 52.3], [5.2, 52.4], [5.1, 52.4], [5.1, 52.3]]
SHAPES: dict[str, Any] = {
    "geometry": {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
    "latitude": Decimal("52.370216"),
    "longitude": Decimal("4.895168"),
    "weeks": 6,  # of all numbers that are drawn, few are a rhythm
}


def fill(tables: Sequence[type[models.Model]], *, seed: int = 1, using: str = DEFAULT_DB_ALIAS) -> None:
    """Add a few rows to every table, those that are pointed to first."""
    draw = Draw(seed, using)
    for model in in_order(tables):
        for number in range(ROWS):
            add_row(model, draw, number)


def in_order(tables: Sequence[type[models.Model]]) -> Iterator[type[models.Model]]:
    """Give each table after those that it points to; a table that points to itself just comes once."""
    by_label = {model._meta.label: model for model in tables}
    points_to = {
        label: {
            target
            for field in model._meta.local_concrete_fields
            if isinstance(field, models.ForeignKey)
            and not field.null
            and (target := field.related_model._meta.label) in by_label
            and target != label
        }
        for label, model in sorted(by_label.items())
    }
    return (by_label[label] for label in TopologicalSorter(points_to).static_order())


class Draw:
    """Chance that comes out the same, and the keys of the rows that can be pointed to."""

    def __init__(self, seed: int, using: str) -> None:
        self.chance = Random(seed)  # noqa: S311 – no secrets
        self.using = using
        self._keys: dict[str, list[Any]] = {}

    def keys_of(self, model: type[models.Model]) -> list[Any]:
        name = model._meta.label
        if name not in self._keys:
            self._keys[name] = list(self.rows_in(model).order_by("pk").values_list("pk", flat=True))
        return self._keys[name]

    def rows_in(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """Reach every row, past any manager that leaves some out."""
        return models.QuerySet(model, using=self.using)


def add_row(model: type[models.Model], draw: Draw, number: int) -> None:
    """Draw values until the database accepts them."""
    refused = ""
    for attempt in range(ATTEMPTS):
        full = EXTREMES.get(number, 0.5) if attempt < PATIENCE else 0.5
        row = model(**{field.attname: value(field, draw, full) for field in drawn_fields(model)})
        try:
            with transaction.atomic(draw.using):
                draw.rows_in(model).bulk_create([row])
        except IntegrityError as error:
            refused = str(error)
        else:
            draw.keys_of(model)[:0] = [] if row.pk in draw.keys_of(model) else [row.pk]
            return
    raise AssertionError(f"No row was found that {model._meta.label} accepts: {refused}")


def drawn_fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]


def value(field: "models.Field[Any, Any]", draw: Draw, full: float) -> Any:
    """Draw a value, or nothing where that may be."""
    chance = draw.chance
    if field.null and chance.random() > full:
        return None
    if isinstance(field, models.ForeignKey):
        keys = draw.keys_of(field.related_model)
        return chance.choice(keys) if keys else None
    if field.choices:
        return chance.choice([key for key, _name in field.flatchoices])
    return SHAPES[field.name] if field.name in SHAPES else plain_value(field, chance)


def plain_value(field: "models.Field[Any, Any]", chance: Random) -> Any:
    kind = field.get_internal_type()
    if kind in PLAIN:
        return PLAIN[kind](chance)
    return chance.randrange(1, 30_000) if kind.endswith("IntegerField") else text(field, chance)


def drawn_day(chance: Random) -> datetime.date:
    return datetime.date(2026, 1, 1) + datetime.timedelta(days=chance.randrange(-9000, 9000))


def drawn_moment(chance: Random) -> datetime.datetime:
    midnight = datetime.datetime.combine(drawn_day(chance), datetime.time(), datetime.UTC)
    return midnight + datetime.timedelta(microseconds=chance.choice([0, 1, 123_456, 86_399_999_999]))


JSONS: list[Any] = [{}, [], {"b": [1, 2.5, None, "é"], "a": {"c": True}}, ["1", "2"], "tekst"]
PLAIN: dict[str, Callable[[Random], Any]] = {
    "UUIDField": lambda chance: uuid.UUID(int=chance.getrandbits(128)),
    "BooleanField": lambda chance: chance.random() < 0.5,
    "DateField": drawn_day,
    "DateTimeField": drawn_moment,
    "TimeField": lambda chance: datetime.time(chance.randrange(24), chance.randrange(60)),
    "JSONField": lambda chance: chance.choice(JSONS),
    "BinaryField": lambda chance: chance.randbytes(chance.randrange(40)),
    "FloatField": lambda chance: chance.choice([0.0, 0.1, -1 / 3, 1e-7, 123456.789]),
    "DecimalField": lambda chance: Decimal(chance.randrange(-99, 99)).scaleb(-1),
    "EmailField": lambda chance: f"{uuid.UUID(int=chance.getrandbits(128))}@raakvlak.example",
}


def text(field: "models.Field[Any, Any]", chance: Random) -> str:
    """Draw words up to the length that fits; `bulk_create` encrypts what is to be encrypted."""
    longest = field.max_length or 400
    words = " ".join(chance.choices(WORDS, k=chance.randrange(longest)))[:longest]
    return "" if field.blank and chance.random() < 0.2 else words.strip() or str(chance.random())[:longest]
