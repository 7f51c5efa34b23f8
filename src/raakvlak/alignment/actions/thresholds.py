"""What is done to a threshold: named, answered by the department, opened, and closed again."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from raakvlak.alignment.actions.answers import Said
from raakvlak.alignment.models import Threshold, ThresholdStep
from raakvlak.alignment.models.threshold import first_until
from raakvlak.municipality.models import Audience, Department, KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.situations.models import Situation

Kind = ThresholdStep.Kind


def name_threshold(
    situation: Situation, author: Member, audience: Audience, *, key: uuid.UUID, **values: Any
) -> Threshold:
    """Name a threshold once for each key; the department that it is about reads it before anybody else."""
    try:
        with transaction.atomic():
            kept = Terms.of(situation.municipality).kept(KeptKind.THRESHOLD, audience)
            is_read = has_readers(values["to_department"], author)
            return Threshold.objects.create(
                municipality=situation.municipality,
                situation=situation,
                author=author,
                audience=audience,
                uuid=key,
                first_until_on=first_until() if is_read else None,
                **values,
                **kept,
            )
    except IntegrityError:
        mine = Threshold.objects.within(situation.municipality).visible_to(author).filter(situation=situation)
        if not Threshold.objects.filter(uuid=key).exists():
            raise
        return mine.get(uuid=key)


def has_readers(department: Department | None, author: Member) -> bool:
    """Tell whether somebody of a department, other than the author, can read in Raakvlak what is written about it."""
    if department is None:
        return False
    return (
        Member.objects.within(author.municipality).active().filter(department=department).exclude(pk=author.pk).exists()
    )


@transaction.atomic
def respond(threshold: Threshold, said: Said) -> bool:
    """Let the department say what it thinks of it; from then on others see both."""
    locked = _locked(threshold, said)
    if locked is None:
        return False
    locked.response, locked.responded_at = said.words, timezone.now()
    locked.save(update_fields=["response", "responded_at"])
    _step(locked, said, Kind.RESPONDED)
    return True


@transaction.atomic
def open_threshold(threshold: Threshold, said: Said, values: dict[str, Any]) -> bool:
    """Write down that it stands in the way no more, and what opened it."""
    locked = _locked(threshold, said)
    if locked is None or locked.is_opened:
        return False
    locked.opened_on, locked.opening, locked.opened_with = values["opened_on"], values["opening"], said.words
    locked.save(update_fields=["opened_on", "opening", "opened_with"])
    _step(locked, said, Kind.OPENED)
    return True


@transaction.atomic
def close_threshold(threshold: Threshold, said: Said) -> bool:
    """Write down that it stands in the way after all; how it had opened stays to be read."""
    locked = _locked(threshold, said)
    if locked is None or not locked.is_opened:
        return False
    locked.opened_on, locked.opening, locked.opened_with = None, "", ""
    locked.save(update_fields=["opened_on", "opening", "opened_with"])
    _step(locked, said, Kind.CLOSED)
    return True


def _locked(threshold: Threshold, said: Said) -> Threshold | None:
    locked = Threshold.objects.select_for_update(of=("self",)).get(pk=threshold.pk)
    return None if ThresholdStep.objects.filter(key=said.key).exists() else locked


def _step(threshold: Threshold, said: Said, kind: ThresholdStep.Kind) -> None:
    ThresholdStep.objects.create(threshold=threshold, member=said.member, key=said.key, kind=kind, words=said.words)
