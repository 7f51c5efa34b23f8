"""What a column holds, in a form that belongs to no database: numbers, texts, yes, no, and nothing."""

import base64
import datetime
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeVar

from django.db.models import DecimalField, Field, ForeignKey

from raakvlak.project.backup import BackupError

Value = TypeVar("Value")
Change = Callable[[Any], Any]


def same(value: Value) -> Value:
    return value


@dataclass(frozen=True)
class Kind:
    """How a value is told, and how each database takes it back; nothing (NULL) passes these by."""

    tell: Change
    sqlite: Change = same
    postgresql: Change = same


def tell_moment(value: datetime.datetime) -> str:
    """Tell a moment in UTC; SQLite keeps it without saying so.

    >>> tell_moment(datetime.datetime(2026, 3, 4, 5, 6))
    '2026-03-04 05:06:00+00:00'
    """
    moment = value if value.tzinfo else value.replace(tzinfo=datetime.UTC)
    return moment.astimezone(datetime.UTC).isoformat(" ")


def tell_json(value: str) -> str:
    """Tell it with the names in order, as PostgreSQL keeps no order.

    >>> tell_json('{"b": 1, "a": [2]}')
    '{"a":[2],"b":1}'
    """
    return json.dumps(json.loads(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def tell_uuid(value: uuid.UUID | str) -> str:
    return str(value if isinstance(value, uuid.UUID) else uuid.UUID(value))


def tell_bytes(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def tell_day(value: datetime.date | datetime.time) -> str:
    return value.isoformat()


def decimal_with(places: int) -> Kind:
    """Tell a number with so many decimals; SQLite keeps it as a float."""
    return Kind(lambda value: f"{Decimal(str(value)):.{places}f}")


_PLAIN: Final = Kind(same)
_DAY: Final = Kind(tell_day)
_KINDS: Final = {
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField"), _PLAIN),
    **dict.fromkeys(("SmallIntegerField", "PositiveIntegerField", "PositiveBigIntegerField"), _PLAIN),
    **dict.fromkeys(("PositiveSmallIntegerField", "CharField", "TextField", "SlugField"), _PLAIN),
    "FloatField": Kind(float),
    "BooleanField": Kind(bool),
    "DateField": _DAY,
    "TimeField": _DAY,
    "DateTimeField": Kind(tell_moment, sqlite=lambda told: told.removesuffix("+00:00")),
    "UUIDField": Kind(tell_uuid, sqlite=lambda told: told.replace("-", "")),
    "JSONField": Kind(tell_json),
    "BinaryField": Kind(tell_bytes, sqlite=base64.b64decode, postgresql=base64.b64decode),
}


def kind_of(field: "Field[Any, Any]") -> Kind:
    """Choose how the values of a field are told."""
    if isinstance(field, ForeignKey):
        return kind_of(field.target_field)
    if isinstance(field, DecimalField):
        return decimal_with(field.decimal_places or 0)
    try:
        return _KINDS[field.get_internal_type()]
    except KeyError:
        raise BackupError(f"{field}: say in project/backup/values.py how a {type(field).__name__} is told.") from None
