"""What is done to a briefing: written, frozen with its figures, withdrawn, or thrown away while nobody froze it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from raakvlak.municipality.models import KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.resolutions.heard import count_heard
from raakvlak.resolutions.models import Briefing, Figure
from raakvlak.situations.models import Situation


class FrozenError(Exception):
    """It was frozen: nothing in it changes any more."""


class ChangedError(Exception):
    """A colleague wrote in it since it was opened; it carries how it reads now."""

    def __init__(self, now: Briefing) -> None:
        super().__init__()
        self.now = now


@transaction.atomic
def make_briefing(situation: Situation, author: Member, values: Mapping[str, Any], *, key: uuid.UUID) -> Briefing:
    """Begin a briefing, once for each key; Briefing.DoesNotExist when the key is of one she may not see."""
    try:
        with transaction.atomic():
            return Briefing.objects.create(
                municipality=situation.municipality,
                audience=situation.team,
                situation=situation,
                author=author,
                uuid=key,
                **values,
                **Terms.of(situation.municipality).settled(KeptKind.BRIEFING),
            )
    except IntegrityError:
        if not Briefing.objects.filter(uuid=key).exists():
            raise
        return Briefing.objects.visible_to(author).get(uuid=key, situation=situation)


@transaction.atomic
def write_briefing(briefing: Briefing, values: Mapping[str, Any], *, version: int) -> Briefing:
    """Change the words of a briefing that is not frozen, as they read when they were opened."""
    locked = _locked(briefing)
    if all(getattr(locked, name) == value for name, value in values.items()):
        return locked
    if locked.version != version:
        raise ChangedError(locked)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*values, "version"])
    return locked


@transaction.atomic
def freeze_briefing(briefing: Briefing, author: Member, *, version: int) -> Briefing:
    """Freeze the words that were read, with the figures of now, the date and who did it."""
    locked = _locked(briefing)
    if locked.version != version:
        raise ChangedError(locked)
    counted = count_heard(locked.situation, for_house=locked.is_for_house)
    for figure in counted.figures:
        figure.briefing = locked
    Figure.objects.bulk_create(counted.figures)
    locked.author, locked.frozen_at = author, timezone.now()
    locked.from_on, locked.until_on = counted.from_on, counted.until_on
    kept = Terms.of(locked.municipality).settled(KeptKind.BRIEFING)
    for name, value in kept.items():
        setattr(locked, name, value)
    locked.save(update_fields=["author", "frozen_at", "from_on", "until_on", *kept])
    return locked


@transaction.atomic
def withdraw_briefing(briefing: Briefing, because: str) -> bool:
    """Take back what was frozen, and say why; it stays to be read."""
    locked = Briefing.objects.select_for_update(of=("self",)).get(pk=briefing.pk)
    if not locked.is_frozen or locked.is_withdrawn:
        return False
    locked.withdrawn_on, locked.because = timezone.localdate(), because
    locked.save(update_fields=["withdrawn_on", "because"])
    return True


@transaction.atomic
def drop_briefing(briefing: Briefing) -> None:
    """Throw away what was not frozen."""
    _locked(briefing).delete()


def _locked(briefing: Briefing) -> Briefing:
    """Fetch a briefing for changing; what is frozen stays as it is."""
    rows = Briefing.objects.select_for_update(of=("self",)).select_related("situation__municipality", "municipality")
    locked = rows.get(pk=briefing.pk)
    if locked.is_frozen:
        raise FrozenError
    return locked
