"""Choosing what fits a wish and what does not, and taking that back."""

import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from raakvlak.alignment.models import Choice, Possibility
from raakvlak.alignment.wishes import Wish
from raakvlak.municipality.models import KeptKind, Member
from raakvlak.relations.keeping import Terms
from raakvlak.situations.models import Situation


def choose(  # noqa: PLR0913 – all but the first three are given by name
    member: Member,
    wish: Wish,
    possibility: Possibility,
    *,
    key: uuid.UUID,
    is_accepted: bool,
    why: str = "",
    by_pairs: Iterable[tuple[str, str]] = (),
) -> Choice:
    """Write down once for each key that a possibility fits a wish or does not; what was chosen before is set aside."""
    try:
        with transaction.atomic():
            Situation.objects.select_for_update().get(pk=wish.situation.pk)
            earlier = Choice.objects.within(member.municipality).standing().filter(possibility=possibility)
            earlier.filter(situation=wish.situation, wish_kind=wish.kind, insight=wish.insight).exclude(key=key).update(
                replaced_at=timezone.now()
            )
            made = Choice.objects.create(
                municipality=member.municipality,
                situation=wish.situation,
                audience=wish.audience,
                key=key,
                wish_kind=wish.kind,
                insight=wish.insight,
                wish=wish.text,
                possibility=possibility,
                possibility_title=possibility.title,
                is_accepted=is_accepted,
                why=why,
                by_pairs=[list(pair) for pair in by_pairs],
                member=member,
                **Terms.of(member.municipality).kept(KeptKind.CHOICE, wish.audience),
            )
            _learn_from(made)
    except IntegrityError:
        if not Choice.objects.filter(key=key).exists():
            raise
        return Choice.objects.within(member.municipality).visible_to(member).get(key=key, situation=wish.situation)
    return made


@transaction.atomic
def take_back(choice: Choice) -> bool:
    """Undo a choice; it stays to be read that it was made. Tell whether it stood."""
    standing = Choice.objects.filter(pk=choice.pk).standing()
    is_undone = bool(standing.update(replaced_at=timezone.now()))
    if is_undone:
        _learn_from(choice)
    return is_undone


def _learn_from(choice: Choice) -> None:
    from raakvlak.alignment.jobs import learn  # noqa: PLC0415 – jobs come after what they do

    learn.enqueue(municipality_id=choice.municipality_id)
