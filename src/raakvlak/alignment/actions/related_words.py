"""What is done to a list of related words: begun, a pair written and removed, lines pasted, a learned pair refused."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from raakvlak.alignment.models import RelatedWords, WordList
from raakvlak.municipality.models import Municipality

if TYPE_CHECKING:
    from draagvlak.matching import Pair, PairError, Thesaurus

BATCH: Final = 500
Origin = RelatedWords.Origin


class WrongLinesError(Exception):
    """What was pasted can't be stored: `errors` tells all that is wrong, and in which line."""

    def __init__(self, errors: "list[PairError]") -> None:
        """Keep what is wrong."""
        super().__init__(f"{len(errors)} wrong lines")
        self.errors = errors


@transaction.atomic
def begin_list(municipality: Municipality) -> None:
    """Give a municipality a list of its own, that begins with ours; one that is there stays as it is."""
    if not WordList.objects.filter(municipality=municipality).exists():
        locked_list(municipality)


@transaction.atomic
def put_pair(municipality: Municipality, pair: "Pair", instead_of: RelatedWords | None = None) -> RelatedWords:
    """Add a pair, or write it in the place of one that is there; PairError when the list can't hold it."""
    kept = locked_list(municipality)
    others = RelatedWords.objects.within(municipality).kept().exclude(pk=instead_of.pk if instead_of else 0)
    checked([*map(pair_of, others), pair])
    row = row_of(municipality, pair)
    learned = RelatedWords.objects.within(municipality).learned()
    learned.filter(key=row.key, related_key=row.related_key).delete()
    row.pk = RelatedWords.objects.filter(pk=instead_of.pk).values_list("pk", flat=True).first() if instead_of else None
    row.save()
    _changed(kept)
    return row


@transaction.atomic
def remove_pair(row: RelatedWords) -> None:
    """Take a pair that people keep out of the list; twice does no harm."""
    kept = locked_list(row.municipality)
    if RelatedWords.objects.within(row.municipality).kept().filter(pk=row.pk).delete()[0]:
        _changed(kept)


@transaction.atomic
def refuse_pair(row: RelatedWords, *, is_refused: bool) -> bool:
    """Refuse a pair that was learned, so that it is never learned again, or allow it; tell whether it was learned."""
    kept = locked_list(row.municipality)
    learned = RelatedWords.objects.within(row.municipality).learned().filter(pk=row.pk)
    is_done = bool(learned.update(is_refused=is_refused, changed_at=timezone.now()))
    if is_done:
        _changed(kept)
    return is_done


@transaction.atomic
def put_lines(municipality: Municipality, text: str, *, is_whole_list: bool) -> int:
    """Store all pairs of a text, or nothing and WrongLinesError; tell how many pairs it held.

    A pair that is there gets the weight of the text. As the whole list it takes the place of all that people kept.
    """
    from draagvlak.matching import read_list, wrong_lines  # noqa: PLC0415 – heavy

    kept = locked_list(municipality)
    errors = wrong_lines(text)
    if errors:
        raise WrongLinesError(errors)
    pairs = read_list(text).pairs
    new = {(row.key, row.related_key): row for row in (row_of(municipality, pair) for pair in pairs)}
    before = {(row.key, row.related_key): row for row in RelatedWords.objects.within(municipality)}
    gone = [row.pk for key, row in before.items() if key in new or (is_whole_list and not row.is_learned)]
    stays = [row for key, row in before.items() if row.pk not in set(gone) and not row.is_learned]
    _checked_together([*map(pair_of, stays), *pairs])
    for key, row in new.items():
        if key in before and not before[key].is_learned and _says_the_same(row, before[key]):
            row.origin = before[key].origin
    RelatedWords.objects.within(municipality).filter(pk__in=gone).delete()
    RelatedWords.objects.bulk_create(new.values(), batch_size=BATCH)
    _changed(kept)
    return len(new)


def text_of(municipality: Municipality) -> str:
    """Write the list that people keep as lines, the way that `put_lines` reads them."""
    from draagvlak.matching import written_list  # noqa: PLC0415 – heavy

    return written_list(tolerated(map(pair_of, RelatedWords.objects.within(municipality).kept())))


def locked_list(municipality: Municipality) -> WordList:
    """Let others who change this list wait; a list that is not there yet begins with ours."""
    kept, is_new = WordList.objects.get_or_create(municipality=municipality)
    kept = WordList.objects.select_for_update().get(pk=kept.pk)
    if is_new:
        from draagvlak.matching import starting_list  # noqa: PLC0415 – heavy

        rows = (row_of(municipality, pair, Origin.STARTED) for pair in starting_list().pairs)
        RelatedWords.objects.bulk_create(rows, batch_size=BATCH)
    return kept


def row_of(municipality: Municipality, pair: "Pair", origin: Origin = Origin.WRITTEN) -> RelatedWords:
    """Return a pair as a row, not stored yet."""
    from draagvlak.matching.thesaurus import key_of  # noqa: PLC0415 – heavy

    return RelatedWords(
        municipality=municipality,
        word=pair.word,
        related=pair.related,
        key=key_of(pair.word),
        related_key=key_of(pair.related),
        weight=pair.weight,
        is_mutual=pair.is_mutual,
        origin=origin,
    )


def pair_of(row: RelatedWords) -> "Pair":
    """Return a row as the pair that people wrote."""
    from draagvlak.matching import Pair  # noqa: PLC0415 – heavy

    return Pair(row.word, row.related, row.weight, row.is_mutual, row.is_learned)


def tolerated(pairs: "Iterable[Pair]") -> "Thesaurus":
    """Make a list of what can be used, and leave out what can't: an older release may have allowed it."""
    from draagvlak.matching import PairError  # noqa: PLC0415 – heavy

    left = list(pairs)
    while True:
        try:
            return checked(left)
        except PairError as error:
            left.reverse()
            left.remove(error.pair)  # type: ignore[arg-type]  # what is wrong with pairs names one
            left.reverse()


def checked(pairs: "Iterable[Pair]") -> "Thesaurus":
    """Return these pairs as a list; PairError names one that it can't hold."""
    from draagvlak.matching import Thesaurus  # noqa: PLC0415 – heavy

    return Thesaurus(pairs)


def _checked_together(pairs: "list[Pair]") -> None:
    """Check pairs of a text together with what stays; what is wrong names both."""
    from draagvlak.matching import PairError  # noqa: PLC0415 – heavy

    try:
        checked(pairs)
    except PairError as error:
        raise WrongLinesError([error]) from error


def _says_the_same(one: RelatedWords, other: RelatedWords) -> bool:
    return (one.weight, one.is_mutual) == (other.weight, other.is_mutual)


def _changed(kept: WordList) -> None:
    WordList.objects.filter(pk=kept.pk).update(version=F("version") + 1)
