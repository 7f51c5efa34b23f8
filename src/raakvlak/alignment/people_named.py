"""Which people a text names in full, looked up without going through everybody: for texts that are of no situation."""

from collections.abc import Iterator, Sequence
from typing import Final

from raakvlak.municipality.models import Member
from raakvlak.relations.models import Party
from raakvlak.web.search.stems import words_in
from raakvlak.web.text import sort_name

MOST_WORDS: Final = 5
AT_ONCE: Final = 900


def people_named(text: str, member: Member) -> list[str]:
    """Return the names of people whom this member may see, of two words at least, that stand in a text."""
    (found,) = people_named_in([text], member)
    return found


def people_named_in(texts: Sequence[str], member: Member) -> list[list[str]]:
    """Do so for each of these texts, in a few queries for all together."""
    possible = [set(possible_names(text)) for text in texts]
    names = sorted({name for some in possible for name in some})
    visible = Party.objects.within(member.municipality).visible_to(member).filter(kind=Party.Kind.PERSON)
    known: dict[str, str] = {}
    for start in range(0, len(names), AT_ONCE):
        rows = visible.filter(sort_name__in=names[start : start + AT_ONCE], is_anonymous=False)
        known.update(rows.values_list("sort_name", "name"))
    return [sorted(known[name] for name in some if name in known) for some in possible]


def possible_names(text: str) -> Iterator[str]:
    """Yield what could be a whole name: two to five words, of which the first and the last have a capital.

    >>> sorted(possible_names("Vraag het aan Jan de Vries."))
    ['jan de vries', 'vraag het aan jan']
    """
    words = words_in(text)
    for start, first in enumerate(words):
        if not first[0].isupper():
            continue
        for end in range(start + 2, min(start + MOST_WORDS, len(words)) + 1):
            if words[end - 1][0].isupper():
                yield sort_name(" ".join(words[start:end]))
