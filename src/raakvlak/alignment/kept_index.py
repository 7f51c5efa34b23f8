"""A municipality's possibilities and related words in the memory of this process, in step with what is stored.

A process reads the index that was last made (`KeptIndex`) and adds what changed since, a few hundred at a time; what is
behind asks for a new one. One that is missing, damaged or of another release is made anew. Nothing here is the last
word: who shows a possibility fetches it from the database first.
"""

import datetime
import gc
import logging
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from raakvlak.alignment.actions.related_words import pair_of, tolerated
from raakvlak.alignment.models import KeptIndex, Possibility, RelatedWords, RemovedPossibility, WordList
from raakvlak.municipality.models import Municipality

if TYPE_CHECKING:
    from draagvlak.matching import Earlier, Index, Thesaurus
    from draagvlak.matching import Possibility as Text

AT_ONCE: Final = 500  # so many changes are taken in by one request
MUNICIPALITIES_HELD: Final = 8
# Two who write at once may be stored in the other order.
MARGIN: Final = datetime.timedelta(minutes=1)
COLUMNS: Final = ("pk", "title", "text", "exceptions", "area_id", "from_on", "until_on", "ended_on", "changed_at")
_EARLIEST: Final = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
logger: Final = logging.getLogger(__name__)


@dataclass
class Known:
    """What this process knows of one municipality; one looks at it while holding its lock."""

    index: "Index"
    thesaurus: "Thesaurus"
    earlier: "Earlier"
    lock: Lock = field(default_factory=Lock)
    made_at: datetime.datetime | None = None
    looked_at: datetime.datetime = _EARLIEST  # all that was stored a minute before is known
    version: int = -1
    changed: dict[int, datetime.datetime] = field(default_factory=dict)
    is_behind: bool = False


_known: "OrderedDict[tuple[int, datetime.datetime], Known]" = OrderedDict()
_guard: Final = Lock()


@contextmanager
def known_of(municipality: Municipality) -> Iterator[Known]:
    """Hand out what is known of a municipality, as it is stored now; nobody else looks meanwhile."""
    from draagvlak.matching import Earlier, Index, Thesaurus  # noqa: PLC0415 – heavy, and few processes need it

    key = (municipality.pk, municipality.created_at)
    with _guard:
        found = _known.pop(key, None) or Known(Index(), Thesaurus(), Earlier())
        _known[key] = found
        while len(_known) > MUNICIPALITIES_HELD:
            _known.popitem(last=False)
    with found.lock:
        _follow_words(found, municipality)
        _follow_index(found, municipality)
        _follow_removals(found, municipality)
        _follow_changes(found, municipality)
        yield found


def forget_all() -> None:
    """Forget what this process knows, as one that starts."""
    with _guard:
        _known.clear()


def make_index_of(municipality: Municipality) -> None:
    """Make the index of a municipality's possibilities anew, and keep it."""
    from draagvlak.matching import Index, to_bytes  # noqa: PLC0415 – heavy

    made_at, index = timezone.now(), Index()
    rows = Possibility.objects.within(municipality).filter(ended_on=None).order_by("pk").values(*COLUMNS)
    for row in rows.iterator(chunk_size=2_000):
        index.put(text_of(row))
    kept = {"content": to_bytes(index), "made_at": made_at}
    KeptIndex.objects.update_or_create(municipality=municipality, defaults=kept)


def text_of(row: dict[str, Any]) -> "Text":
    """Return what a possibility is found by: what it is, what it makes possible, and what may be excepted."""
    from draagvlak.matching import Possibility as Text  # noqa: PLC0415 – heavy

    words = "\n".join(filter(None, (row["title"], row["text"], row["exceptions"])))
    return Text(row["pk"], words, row["area_id"], row["from_on"], row["until_on"])


def _follow_words(found: Known, municipality: Municipality) -> None:
    """Read the list of related words when it changed; a municipality that has none of its own uses ours."""
    from draagvlak.matching import Earlier, starting_list  # noqa: PLC0415 – heavy

    version = WordList.objects.filter(municipality=municipality).values_list("version", flat=True).first() or 0
    if version == found.version:
        return
    if version:
        rows = list(RelatedWords.objects.within(municipality).used())
        for row in rows:
            row.weight = row.weight if row.moved_weight is None else row.moved_weight
        found.thesaurus = tolerated(map(pair_of, rows))
    else:
        found.thesaurus = starting_list()
    found.version, found.earlier = version, Earlier(found.thesaurus)


def _follow_index(found: Known, municipality: Municipality) -> None:
    """Read the index that was last made, when it is another than the one that is known."""
    from draagvlak.matching import from_bytes  # noqa: PLC0415 – heavy

    kept = KeptIndex.objects.filter(municipality=municipality)
    made_at = kept.values_list("made_at", flat=True).first()
    if made_at is None or made_at == found.made_at:
        return
    try:
        index = from_bytes(bytes(kept.values_list("content", flat=True).get()))
    except ValueError as error:
        logger.warning("the kept index of a municipality can't be read and is made anew: %s", error)
        found.made_at = made_at
        _ask_for_index(municipality)
        return
    found.index, found.made_at, found.looked_at = index, made_at, made_at
    found.changed, found.is_behind = {}, False
    gc.freeze()  # an index is a great many objects that stay: the collector need not go through them time and again


def _follow_removals(found: Known, municipality: Municipality) -> None:
    removed = RemovedPossibility.objects.within(municipality).removed_since(found.looked_at - MARGIN)
    for number in removed.values_list("number", flat=True):
        _take_away(found, number)


def _follow_changes(found: Known, municipality: Municipality) -> None:
    """Take in what changed since one looked, the oldest first; what is too much for now waits for a next time."""
    now, possibilities = timezone.now(), Possibility.objects.within(municipality)
    rows = list(possibilities.changed_since(found.looked_at - MARGIN).values_list("pk", "changed_at"))
    new = [(pk, moment) for pk, moment in rows if found.changed.get(pk) != moment]
    for row in _fetched(possibilities, [pk for pk, _moment in new[:AT_ONCE]]):
        _take_away(found, row["pk"])
        if row["ended_on"] is None:
            found.index.put(text_of(row))
    found.changed.update(new[:AT_ONCE])
    found.is_behind = len(new) > AT_ONCE
    if found.is_behind:
        _ask_for_index(municipality)
    else:
        found.looked_at = now
        found.changed = {pk: moment for pk, moment in found.changed.items() if moment >= now - MARGIN}


def _fetched(possibilities: Any, ids: Sequence[int]) -> list[dict[str, Any]]:  # noqa: ANN401 – possibilities
    return list(possibilities.filter(pk__in=ids).values(*COLUMNS)) if ids else []


def _take_away(found: Known, number: int) -> None:
    if number in found.index:
        found.index.remove(number)


def _ask_for_index(municipality: Municipality) -> None:
    from raakvlak.alignment.jobs import make_index  # noqa: PLC0415 – jobs come after what they do

    make_index.enqueue(municipality_id=municipality.pk)
