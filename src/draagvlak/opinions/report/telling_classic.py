"""What the report tells of the map that Polis draws, and what to beware of."""

from collections.abc import Iterable, Iterator

import numpy as np

from draagvlak.opinions.classic import ClassicMap
from draagvlak.opinions.classic_statements import Stand
from draagvlak.opinions.report.picture import Crowd, letter
from draagvlak.opinions.report.telling import (
    MOST_LINES,
    Line,
    Share,
    Table,
    Told,
    counted,
    reading_of,
    size_of,
    statement_of,
)


def told_classic(found: ClassicMap) -> Told:
    """Put the map of Polis in the words of a report.

    >>> from draagvlak.opinions.classic import classic_map
    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> told_classic(classic_map(votes_from_arrays([1, 2], [7, 7], [1, -1]))).groups
    ('Niemand stemde vaak genoeg om in een groep te komen.',)
    """
    sizes = np.bincount(found.labels + 1, minlength=1)[1:].tolist()
    groups = tuple(_groups(found, sizes))
    centres = [found.projection.positions[found.labels == group].mean(axis=0) for group in range(len(sizes))]
    return Told(
        title="Kaart van meningen, zoals Polis die tekent",
        summary=(
            size_of(found.votes),
            groups[0],
            "Deze kaart is om mee te vergelijken: Polis tekent altijd groepen en zegt niet hoe zeker ze zijn.",
        ),
        crowd=Crowd(
            positions=found.projection.positions,
            groups=found.labels,
            centres=np.array(centres).reshape(-1, 2),
            spread=np.zeros((2, 2)),
        ),
        map_words=f"{counted(len(found.labels), 'mens staat', 'mensen staan')} op de kaart, in {len(sizes)} groepen.",
        map_notes=(
            "Elke stip is één mens. Wie dicht bij elkaar staan, stemmen vaak hetzelfde.",
            "Wie weinig stemde, kan ver van zijn echte plek staan. Dat is op deze kaart niet te zien.",
        ),
        groups=groups,
        tables=tuple(_tables(found)),
        certainty=("Polis geeft geen marges: een percentage van weinig stemmen zegt weinig.", *reading_of(found.votes)),
    )


def _groups(found: ClassicMap, sizes: list[int]) -> Iterator[str]:
    if not sizes:
        yield "Niemand stemde vaak genoeg om in een groep te komen."
        return
    yield f"Polis maakt er {counted(len(sizes), 'groep', 'groepen')} van."
    for group, size in enumerate(sizes):
        yield f"Groep {letter(group)}: {counted(size, 'mens', 'mensen')}."
    outside = int((found.labels < 0).sum())
    if outside:
        yield f"{counted(outside, 'mens stemde', 'mensen stemden')} te weinig om in een groep te komen."
    tried = [f"{score:.2f} bij {count}".replace(".", ",") for count, score in found.silhouettes.items()]
    if tried:
        yield f"Hoe goed een aantal groepen past, van -1 tot 1 (het silhouet): {'; '.join(tried)}."


def _tables(found: ClassicMap) -> Iterator[Table]:
    if found.stands:
        order = np.argsort(-found.statistics.consensus[0], kind="stable")[:MOST_LINES]
        yield _table(
            found,
            [Stand(int(place), is_agreed=True) for place in order],
            "Eens over de groepen heen",
            "Elke groep telt even zwaar, hoe groot ze ook is. Ook weinig stemmen kunnen hier bovenaan komen.",
        )
    yield _table(found, found.agreed, "Wat de meesten vinden", "Een meerderheid van wie stemde, is het eens.")
    yield _table(
        found, found.disagreed, "Wat de meesten niet vinden", "Een meerderheid is het oneens.", measure="Oneens"
    )
    for group, stands in enumerate(found.stands):
        heading = f"Waar groep {letter(group)} voor staat"
        yield _table(found, stands, heading, "Hierin stemt deze groep anders dan de rest.")


def _table(
    found: ClassicMap, stands: Iterable[Stand], heading: str, explanation: str, *, measure: str = "Eens"
) -> Table:
    votes, counts, seen = found.votes, found.statistics.counts, found.statistics.seen
    side = 0 if measure == "Eens" else 1
    value = 1 if side == 0 else -1
    lines = []
    for stand in stands:
        cast = votes.values[votes.columns == stand.statement]
        parts = [
            Share(counts[side, group, stand.statement] / all_of_it) if all_of_it else None
            for group, all_of_it in enumerate(seen[:, stand.statement].tolist())
        ]
        share = Share(float((cast == value).mean()))
        lines.append(Line(statement_of(votes, stand.statement), len(cast), share, tuple(parts)))
    names = tuple(f"Groep {letter(group)}" for group in range(len(seen)))
    return Table(heading, explanation, measure, names, tuple(lines), "Geen.")
