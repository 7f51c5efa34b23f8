"""Whom and what a text names: the names that this reader may see, and the way from typed names to references and back.

A mapping of names tells three things apart: a name (this reader may see it), None (it is there, but not for her, or the
person does not want to be noted), and nothing at all (it was erased).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final, NamedTuple

from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Encounter, Party
from raakvlak.situations.models import Situation
from raakvlak.web.references import Reference, references_in, replace, split
from raakvlak.web.text import sort_name

Names = Mapping[Reference, str | None]

PARTY: Final = "p"
SITUATION: Final = "s"
SIGNS: Final = {PARTY: "@", SITUATION: "#"}

_SIGN: Final = re.compile(r"(?<![\w@#])[@#](?=\S)")
_ATOM: Final = re.compile(r"\w+|[^\s\w]")
_FIRST_WORD: Final = re.compile(r"[\w'’-]+")
_LONGEST_NAME: Final = 130
_MOST_ATOMS: Final = 16
_MOST_MENTIONS: Final = 200
_MOST_LIKE: Final = 300
_SHORTEST_START: Final = 3


def names_in(texts: Iterable[str], member: Member) -> dict[Reference, str | None]:
    """Give the name of each reference in these texts as far as this member may see it, in one query."""
    found = {reference for text in texts for reference in references_in(text)}
    parties = Party.objects.within(member.municipality).filter(pk__in=_ids(found, PARTY))
    situations = Situation.objects.within(member.municipality).filter(pk__in=_ids(found, SITUATION))
    rows = _named(parties, PARTY, _of_keeper("name"), _of_keeper("audience"), _of_keeper("is_not_to_be_noted")).union(
        _named(situations, SITUATION, F("title"), F("audience"), Value(value=False)), all=True
    )
    return {
        Reference(kind, number): name if audience in member.audience_ids and not is_kept_out else None
        for kind, number, name, audience, is_kept_out in (rows if found else ())
    }


def names_for(
    encounters: Iterable[Encounter], member: Member, *, also: Iterable[str] = ()
) -> dict[Reference, str | None]:
    """Give the names in the texts of these talks, of who was present, and in some more texts, in one query."""
    return names_in(chain((text for encounter in encounters for text in _texts_of(encounter)), also), member)


def party_reference(party_id: int) -> Reference:
    """Point to a party."""
    return Reference(PARTY, party_id)


def situation_reference(situation_id: int) -> Reference:
    """Point to a situation."""
    return Reference(SITUATION, situation_id)


def to_tokens(text: str, member: Member, *, before: str = "") -> str:
    """Turn typed `@Naam` and `#Situatie` into references; what is unknown or ambiguous stays as it was typed.

    `before` is the stored text that was laid before the writer to edit: a name that it holds keeps its meaning.
    """
    return all_to_tokens([text], member, before=[before])[0]


def all_to_tokens(texts: Sequence[str], member: Member, *, before: Sequence[str] = ()) -> list[str]:
    """Do for several texts what `to_tokens` does for one, in no more queries."""
    earlier = list(before) or [""] * len(texts)
    mentions = [list(_mentions_in(text)) for text in texts]
    everyone = [mention for per_text in mentions for mention in per_text][:_MOST_MENTIONS]
    if not everyone:
        return list(texts)
    names = names_in(earlier, member)
    directory = _Directory.of(everyone, member)
    return [
        _with_tokens(text, per_text, _labels(old, names), directory)
        for text, per_text, old in zip(texts, mentions, earlier, strict=True)
    ]


def to_typed(text: str, names: Names) -> str:
    """Write references the way that people type them, for editing; `to_tokens(…, before=text)` is the way back."""
    labels = _labels(text, names)
    return replace(text, labels.__getitem__)


def to_plain(text: str, names: Names) -> str:
    """Write names without signs or links, for a title or a message."""
    return replace(text, lambda reference: shown_name(reference, names))


def shown_name(reference: Reference, names: Names) -> str:
    """Say what stands for a reference: its name, "iemand" when it is not for this reader, or that it was erased."""
    if reference not in names:
        return _("[naam gewist]")
    return names[reference] or (_("iemand") if reference.kind == PARTY else _("een situatie"))


def _texts_of(encounter: Encounter) -> Iterator[str]:
    yield encounter.working_note
    yield encounter.shareable_summary
    for presence in encounter.presences.all():
        yield party_reference(presence.party_id).token


def _ids(references: Iterable[Reference], kind: str) -> list[int]:
    return [reference.id for reference in references if reference.kind == kind]


def _of_keeper(name: str) -> Coalesce:
    """Ask for a column of the party into which this one was merged, or else of this one itself."""
    return Coalesce(F(f"merged_into__{name}"), F(name))


def _named(
    rows: QuerySet[Any, Any], kind: str, shown: Combinable, circle: Combinable, kept_out: Combinable
) -> QuerySet[Any, Any]:
    """Ask for kind, number, name, readers, and whether the name is kept out of texts, in columns of one form."""
    named: QuerySet[Any, Any] = rows.annotate(reference_kind=Value(kind), shown=shown, circle=circle, kept_out=kept_out)
    return named.values_list("reference_kind", "pk", "shown", "circle", "kept_out")


def _labels(text: str, names: Names) -> dict[Reference, str]:
    """Give each reference in a text a typed form of its own, numbered where two would read alike."""
    typed = "".join(piece for piece in split(text) if isinstance(piece, str))
    labels: dict[Reference, str] = {}
    for reference in references_in(text):
        first = label = f"{SIGNS.get(reference.kind, '@')}{names.get(reference) or _('iemand')}"
        number = 1
        while label in labels.values() or label in typed:
            number += 1
            label = f"{first} ({number})"
        labels[reference] = label
    return labels


class _Mention(NamedTuple):
    """A sign in a typed text, and the names that the words behind it could be, the longest first."""

    kind: str
    start: int
    word: str
    candidates: tuple[tuple[str, int], ...]


def _mentions_in(text: str) -> Iterator[_Mention]:
    for sign in islice(_SIGN.finditer(text), _MOST_MENTIONS):
        start = sign.end()
        line = text[start : start + _LONGEST_NAME].split("\n", 1)[0]
        ends: dict[str, int] = {}
        for atom in islice(_ATOM.finditer(line), _MOST_ATOMS):
            ends.setdefault(sort_name(line[: atom.end()]), start + atom.end())
        word = _FIRST_WORD.match(line)
        kind = PARTY if sign[0] == SIGNS[PARTY] else SITUATION
        candidates = tuple((name, end) for name, end in reversed(ends.items()) if name)
        yield _Mention(kind, sign.start(), word[0].rstrip("'’-") if word else "", candidates)


class _Known(NamedTuple):
    """A party or situation that this member may see."""

    reference: Reference
    name: str
    sort_name: str


@dataclass(frozen=True, slots=True)
class _Directory:
    """Who and what the mentions of some texts could point to, fetched together."""

    exact: Mapping[tuple[str, str], list[_Known]]
    alike: Mapping[str, list[_Known]]

    @classmethod
    def of(cls, mentions: Sequence[_Mention], member: Member) -> "_Directory":
        exact: dict[tuple[str, str], list[_Known]] = {}
        alike: dict[str, list[_Known]] = {}
        for kind in SIGNS:
            mine = [mention for mention in mentions if mention.kind == kind]
            candidates = {name for mention in mine for name, _end in mention.candidates}
            for known in _fetch(kind, member, Q(**{f"{_SORTED[kind]}__in": candidates})) if candidates else []:
                exact.setdefault((kind, known.sort_name), []).append(known)
            left = [one for one in mine if not any((kind, name) in exact for name, _end in one.candidates)]
            words = {sort_name(mention.word) for mention in left} - {""}
            alike[kind] = _fetch(kind, member, _begins_with(kind, words)) if words else []
        return cls(exact, alike)

    def find(self, mention: _Mention) -> tuple[Reference, int, str] | None:
        """Return whom the mention points to, where it ends and the whole name; nothing when that is not certain."""
        for name, end in mention.candidates:
            found = self.exact.get((mention.kind, name))
            if found:
                return (found[0].reference, end, found[0].name) if len(found) == 1 else None
        like = self._only_one_like(mention)
        return (like.reference, mention.start + 1 + len(mention.word), "") if like else None

    def _only_one_like(self, mention: _Mention) -> _Known | None:
        word = sort_name(mention.word)
        rows = self.alike.get(mention.kind, [])
        if len(word) < (2 if mention.kind == PARTY else _SHORTEST_START) or len(rows) >= _MOST_LIKE:
            return None
        whole = [known for known in rows if word in _leading_words(known, mention.kind)]
        if not whole and len(word) >= _SHORTEST_START:
            whole = [row for row in rows if any(each.startswith(word) for each in _leading_words(row, mention.kind))]
        return whole[0] if len(whole) == 1 else None


_SORTED: Final = {PARTY: "sort_name", SITUATION: "sort_title"}


def _leading_words(known: _Known, kind: str) -> list[str]:
    """Return the words by which one may call it for short: the first name of a party, any word of a title."""
    words = known.sort_name.split()
    return words[:1] if kind == PARTY else words


def _begins_with(kind: str, words: Iterable[str]) -> Q:
    wanted = Q()
    for word in words:
        wanted |= Q(**{f"{_SORTED[kind]}__startswith": word})
        if kind == SITUATION:
            wanted |= Q(sort_title__contains=f" {word}")
    return wanted


def _fetch(kind: str, member: Member, wanted: Q) -> list[_Known]:
    rows: QuerySet[Party] | QuerySet[Situation]
    if kind == PARTY:
        rows, shown = Party.objects.visible_to(member), "name"
    else:
        rows, shown = Situation.objects.visible_to(member), "title"
    found = rows.filter(wanted).order_by("pk").values_list("pk", shown, _SORTED[kind])[:_MOST_LIKE]
    return [_Known(Reference(kind, pk), name, sorted_as) for pk, name, sorted_as in found]


def _with_tokens(
    text: str, mentions: Sequence[_Mention], labels: Mapping[Reference, str], directory: _Directory
) -> str:
    pieces: list[str] = []
    done = 0
    for mention in mentions:
        if mention.start < done:
            continue
        found = _longest(_labelled(text, mention, labels), _called(text, mention, directory))
        if found:
            reference, end = found
            pieces += [text[done : mention.start], reference.token]
            done = end
    return "".join([*pieces, text[done:]])


Found = tuple[Reference, int] | None


def _longest(labelled: Found, called: Found) -> Found:
    """Prefer the longer name; of equal ones, the one that the text already held."""
    if labelled and called:
        return called if called[1] > labelled[1] else labelled
    return labelled or called


def _labelled(text: str, mention: _Mention, labels: Mapping[Reference, str]) -> Found:
    for reference, label in sorted(labels.items(), key=lambda item: -len(item[1])):
        end = mention.start + len(label)
        if text.startswith(label, mention.start) and not re.match(r"\w", text[end : end + 1]):
            return reference, end
    return None


def _called(text: str, mention: _Mention, directory: _Directory) -> Found:
    found = directory.find(mention)
    if found is None:
        return None
    reference, end, name = found
    if text.startswith(name, mention.start + 1):  # the name itself may end in a full stop: "B.V."
        end = max(end, mention.start + 1 + len(name))
    return reference, end
