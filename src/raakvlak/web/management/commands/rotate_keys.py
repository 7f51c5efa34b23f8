"""Encrypt every stored secret again with the first key of RAAKVLAK_KEYS."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, Final

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import F, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast

from raakvlak.web.fields import EncryptedTextField
from raakvlak.web.keys import decrypt, encrypt, fresh_key, is_made_with_first_key

BATCH: Final = 500


class Command(BaseCommand):
    help = "Encrypt every stored secret again with the first key of RAAKVLAK_KEYS; stop and start as you like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="only print a fresh key")

    def handle(self, *, fresh: bool = False, **_options: Any) -> None:
        if fresh:
            self.stdout.write(fresh_key())
            return
        for model, field in encrypted_fields():
            count = sum(_rotate_batches(model, field))
            self.stdout.write(f"{model._meta.label}.{field}: {count}")


def encrypted_fields() -> Iterator[tuple[type[Model], str]]:
    """Name every encrypted field of every model, those of the history included."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field.name


def _rotate_batches(model: type[Model], field: str) -> Iterator[int]:
    """Walk the table by primary key; what the first key made is left alone, so a second run goes on where one ended."""
    rows = _with_stored(model, field).filter(stored__gt="").order_by("pk")
    batch = list(rows.values_list("pk", "stored")[:BATCH])
    while batch:
        with transaction.atomic():
            yield sum(_rotate(model, field, pk, stored) for pk, stored in batch if not is_made_with_first_key(stored))
        batch = list(rows.filter(pk__gt=batch[-1][0]).values_list("pk", "stored")[:BATCH])


def _with_stored(model: type[Model], field: str) -> QuerySet[Any]:
    """Add what the database holds, past the field that decrypts; no manager of the model leaves a row out."""
    rows: QuerySet[Any] = QuerySet(model)
    with_stored: QuerySet[Any] = rows.annotate(stored=Cast(F(field), TextField()))
    return with_stored


def _rotate(model: type[Model], field: str, pk: object, stored: str) -> int:
    """Replace one secret, unless someone changed it meanwhile (and so encrypted it anew)."""
    unchanged = _with_stored(model, field).filter(pk=pk, stored=stored)
    return unchanged.update(**{field: Value(encrypt(decrypt(stored)), output_field=TextField())})
