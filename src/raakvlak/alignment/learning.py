"""What a municipality's list of related words learns from choices, reckoned anew from all of them.

Only choices that all who work outside may read teach anything, names are left out, and a new pair needs choices in two
situations at least. So no learned word shows what one team alone wrote down.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from raakvlak.alignment.actions.related_words import BATCH, Origin, locked_list, pair_of, row_of, tolerated
from raakvlak.alignment.models import Choice, RelatedWords, WordList
from raakvlak.alignment.wishes import without_names
from raakvlak.municipality.models import Municipality, User
from raakvlak.relations.models import Party
from raakvlak.web.text import sort_name

if TYPE_CHECKING:
    from draagvlak.matching import Pair

MOST_CHOICES: Final = 5_000
LEAST_SITUATIONS: Final = 2
MOST_LEARNED: Final = 500


def learn_anew(municipality: Municipality) -> None:
    """Store what the choices of now teach; what a choice taught that is gone, is gone too."""
    from draagvlak.matching import Choice as Taught  # noqa: PLC0415 – heavy
    from draagvlak.matching import learned  # noqa: PLC0415 – heavy

    choices = _teaching(municipality)
    taught = [
        Taught(wish, title, is_accepted=one.is_accepted, by_pairs=tuple((word, to) for word, to in one.by_pairs))
        for one in choices
        if (wish := without_names(one.wish)) and (title := one.possibility_title.strip())
    ]
    with transaction.atomic():
        if not taught and not RelatedWords.objects.within(municipality).exists():
            return
        kept = locked_list(municipality)
        rows = list(RelatedWords.objects.within(municipality).kept())
        after = learned(tolerated(map(pair_of, rows)), taught)
        is_moved = _move(rows, [pair for pair in after.pairs if not pair.is_learned])
        new = [pair for pair in after.pairs if pair.is_learned]
        is_new = _store(municipality, _without_names_of(municipality, _of_two_situations(new, choices)))
        if is_moved or is_new:
            kept.version += 1
            WordList.objects.filter(pk=kept.pk).update(version=kept.version)


def _teaching(municipality: Municipality) -> list[Choice]:
    """Return the newest choices that may teach something."""
    choices = Choice.objects.within(municipality).standing().read_by_all_outside()
    return list(choices.order_by("-pk")[:MOST_CHOICES])


def _move(rows: Iterable[RelatedWords], pairs: "Iterable[Pair]") -> bool:
    """Store the weights that choices give to what people wrote; tell whether any changed."""
    weights = {(pair.word, pair.related): pair.weight for pair in pairs}
    moved = []
    for row in rows:
        weight = weights.get((row.word, row.related), row.weight)
        new = None if weight == row.weight else weight
        if new != row.moved_weight:
            row.moved_weight = new
            moved.append(row)
    RelatedWords.objects.bulk_update(moved, ["moved_weight"], batch_size=BATCH)
    return bool(moved)


def _of_two_situations(pairs: "Sequence[Pair]", choices: Iterable[Choice]) -> "list[Pair]":
    """Keep the pairs that accepted choices in two situations show; the heaviest of them."""
    from draagvlak.matching.thesaurus import key_of  # noqa: PLC0415 – heavy
    from draagvlak.matching.words import words_in  # noqa: PLC0415 – heavy

    said: dict[str, set[int]] = {}
    accepted = [one for one in choices if one.is_accepted]
    found = [frozenset(map(key_of, words_in(one.possibility_title))) for one in accepted]
    for number, one in enumerate(accepted):
        for word in words_in(without_names(one.wish)):
            said.setdefault(key_of(word), set()).add(number)

    def situations_of(pair: "Pair") -> set[int]:
        related = key_of(pair.related)
        both = (number for number in said.get(key_of(pair.word), ()) if related in found[number])
        return {accepted[number].situation_id for number in both}

    shown = [pair for pair in pairs if len(situations_of(pair)) >= LEAST_SITUATIONS]
    return sorted(shown, key=lambda pair: (-pair.weight, pair.word, pair.related))[:MOST_LEARNED]


def _without_names_of(municipality: Municipality, pairs: "list[Pair]") -> "list[Pair]":
    """Leave out the pairs with a word that is a part of somebody's name; rather one word too few than one name."""
    if not pairs:
        return []
    people = Party.objects.within(municipality).filter(kind=Party.Kind.PERSON, is_anonymous=False)
    colleagues = User.objects.filter(memberships__municipality=municipality).values_list("name", flat=True)
    asked = {part for pair in pairs for part in _parts_of(pair)}
    named = {
        part
        for name in (*people.values_list("sort_name", flat=True).iterator(), *map(sort_name, colleagues))
        for part in name.split()
        if part in asked
    }
    return [pair for pair in pairs if named.isdisjoint(_parts_of(pair))]


def _parts_of(pair: "Pair") -> list[str]:
    return [*sort_name(pair.word).split(), *sort_name(pair.related).split()]


def _store(municipality: Municipality, pairs: "Iterable[Pair]") -> bool:
    """Put what was learned in the place of what was learned before; what was refused stays refused."""
    before = {(row.key, row.related_key): row for row in RelatedWords.objects.within(municipality).learned()}
    rows = [row_of(municipality, pair, Origin.LEARNED) for pair in pairs]
    now = {(row.key, row.related_key): row for row in rows}
    gone = [row.pk for key, row in before.items() if key not in now and not row.is_refused]
    changed = [before[key] for key, row in now.items() if key in before and before[key].weight != row.weight]
    for row in changed:
        row.weight, row.changed_at = now[row.key, row.related_key].weight, timezone.now()
    added = [row for key, row in now.items() if key not in before]
    RelatedWords.objects.filter(pk__in=gone).delete()
    RelatedWords.objects.bulk_update(changed, ["weight", "changed_at"], batch_size=BATCH)
    RelatedWords.objects.bulk_create(added, batch_size=BATCH)
    return bool(gone or changed or added)
