"""Encrypt every stored secret again with the first key of RAAKVLAK_KEYS."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, transaction
from django.db.models import F, Model, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from raakvlak.web.fields import EncryptedTextField
from raakvlak.web.keys import UnreadableSecretError, decrypt, encrypt, fresh_key, is_made_with_first_key

BATCH: Final = 500
ROUNDS: Final = 5
TRIES: Final = 5


@dataclass
class Found:
    """What a walk through one field came across."""

    secrets: int = 0
    older: int = 0
    unreadable: int = 0

    def __add__(self, other: "Found") -> "Found":
        return Found(self.secrets + other.secrets, self.older + other.older, self.unreadable + other.unreadable)


class Command(BaseCommand):
    help = "Encrypt every stored secret again with the first key of RAAKVLAK_KEYS; stop and start as you like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="only print a fresh key")
        parser.add_argument("--check", action="store_true", help="only look whether the first key alone reads all")

    def handle(self, *, fresh: bool = False, check: bool = False, **_options: Any) -> None:
        if fresh:
            self.stdout.write(fresh_key())
            return
        found = self.walk(change=not check)
        for _round in range(0 if check else ROUNDS):
            if not found.older:
                break
            found = self.walk(change=True)  # people went on writing: what came in since is in this walk
        self.conclude(found)

    def walk(self, *, change: bool) -> Found:
        total = Found()
        for name, found in each_field(change=change):
            self.stdout.write(f"{name}: {found.older}")
            total += found
        return total

    def conclude(self, found: Found) -> None:
        if found.unreadable:
            raise CommandError(
                _("%(count)s geheimen passen op geen sleutel van de bos. Zet de sleutel terug waarmee ze zijn gemaakt.")
                % {"count": found.unreadable}
            )
        if found.older:
            raise CommandError(
                _(
                    "%(count)s geheimen hebben nog een oudere sleutel, of kregen die intussen. Start de webserver en de"
                    " takenwerker opnieuw met de nieuwe bos, en doe rotate_keys nog eens. Laat de oude sleutel staan."
                )
                % {"count": found.older}
            )
        told = _("%(count)s geheimen, alle leesbaar met de eerste sleutel alleen. De oudere sleutels kunnen weg.")
        self.stdout.write(told % {"count": found.secrets})


def each_field(*, change: bool) -> Iterator[tuple[str, Found]]:
    """Walk through every encrypted field, and tell what is in it."""
    for model, field in encrypted_fields():
        yield f"{model._meta.label}.{field}", sum(_batches(model, field, change=change), Found())


def encrypted_fields() -> Iterator[tuple[type[Model], str]]:
    """Name every encrypted field of every model, those of the history included."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field.name


def _batches(model: type[Model], field: str, *, change: bool) -> Iterator[Found]:
    """Walk the table by primary key; what the first key made is left alone, so a second run goes on where one ended."""
    rows = with_stored(model, field).filter(stored__gt="").order_by("pk")
    batch = list(rows.values_list("pk", "stored")[:BATCH])
    while batch:
        older = {pk: stored for pk, stored in batch if not is_made_with_first_key(stored)}
        renewed = {pk: new for pk, stored in older.items() if (new := _renewed(stored))}
        if change:
            store(model, field, [(pk, older[pk], new) for pk, new in renewed.items()])
        yield Found(len(batch), len(renewed), len(older) - len(renewed))
        batch = list(rows.filter(pk__gt=batch[-1][0]).values_list("pk", "stored")[:BATCH])


def with_stored(model: type[Model], field: str) -> QuerySet[Any]:
    """Add what the database holds, past the field that decrypts; no manager of the model leaves a row out."""
    rows: QuerySet[Any] = QuerySet(model)
    with_stored: QuerySet[Any] = rows.annotate(stored=Cast(F(field), TextField()))
    return with_stored


def _renewed(stored: str) -> str:
    """Encrypt a secret anew; nothing comes of one that no key fits, and it stays as it is."""
    try:
        return encrypt(decrypt(stored))
    except UnreadableSecretError:
        return ""


def store(model: type[Model], field: str, renewed: list[tuple[object, str, str]]) -> None:
    """Replace secrets, but those that someone changed meanwhile, and so encrypted anew."""
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                for pk, stored, new in renewed:
                    unchanged = with_stored(model, field).filter(pk=pk, stored=stored)
                    unchanged.update(**{field: Value(new, output_field=TextField())})
        except OperationalError:  # somebody changed the same rows in another order, and went first
            if attempt == TRIES - 1:
                raise
        else:
            return
