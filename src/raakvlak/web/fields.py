"""Model fields: text that is stored encrypted, and names that sort alike on every database."""

from typing import Any, TypeVar

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.lookups import Lookup

from raakvlak.web.keys import decrypt, encrypt, fingerprint
from raakvlak.web.text import SORT_NAME_LENGTH

# What may be assigned and what is read: django-stubs fills these in, with or without None.
Set = TypeVar("Set", contravariant=True)
Get = TypeVar("Get", covariant=True)

__all__ = ["EncryptedTextField", "SortNameField", "fingerprint"]


class EncryptedTextField(models.TextField[Set, Get]):
    """Text that only ciphertext is stored of. It can't be searched; keep a `fingerprint` beside it for that."""

    def get_prep_value(self, value: object) -> object:
        text = super().get_prep_value(value)
        return encrypt(text) if isinstance(text, str) and text else text

    def from_db_value(
        self,
        value: str | None,
        expression: Expression,
        connection: BaseDatabaseWrapper,
    ) -> str | None:
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]] | None:
        if lookup_name != "isnull":
            message = f"{self.name} is encrypted and can't be looked up by {lookup_name}; use a fingerprint."
            raise FieldError(message)
        return super().get_lookup(lookup_name)


class SortNameField(models.CharField[str, str]):
    """The outcome of `sort_name`, compared letter by letter on SQLite and on PostgreSQL alike."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", SORT_NAME_LENGTH)
        options.setdefault("editable", False)
        super().__init__(*args, **options)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters = dict(super().db_parameters(connection))
        return {**parameters, "collation": "C"} if connection.vendor == "postgresql" else parameters
