"""What the report tells of an opinion map: who stands where, what is shared, what divides, and how sure that is."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.groups import Verdict
from draagvlak.opinions.mapping import OpinionMap
from draagvlak.opinions.report.picture import Crowd, letter
from draagvlak.opinions.report.telling import (
    MOST_LINES,
    WEIGHED,
    Line,
    Share,
    Table,
    Told,
    counted,
    number,
    percent,
    quoted,
    reading_of,
    size_of,
    statement_of,
)
from draagvlak.opinions.report.telling_weighing import told_weighing
from draagvlak.opinions.support import ENOUGH_ASKED, Support
from draagvlak.opinions.votes import Votes

FEW_VOTES: Final = 7
FEW_LINES: Final = 5
CONTESTED: Final = 0.1
"""A statement divides when the chances of agreement of people lie at least this far apart."""
NO_GROUPS: Final = {
    Verdict.TOO_FEW_PEOPLE: "Er stemden te weinig mensen om groepen te kunnen zien.",
    Verdict.ONE_CLOUD: "Mensen staan verspreid als in één wolk. Met groepen wordt hun stem niet beter voorspeld.",
    Verdict.FLOWING: "Er zijn dichtere plekken op de kaart, maar ze lopen in elkaar over.",
    Verdict.UNSTABLE: "Met iets andere mensen en stemmen komen er andere groepen uit.",
}


def told_map(found: OpinionMap, votes: Votes) -> Told:
    """Put an opinion map in the words of a report.

    >>> from draagvlak.opinions.mapping import opinion_map
    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays([1, 2], [7, 7], [1, -1])
    >>> told_map(opinion_map(votes), votes).groups[0]
    'We laten geen groepen zien. Er stemden te weinig mensen om groepen te kunnen zien.'
    """
    groups = tuple(_groups(found))
    tables = tuple(_tables(found, votes))
    return Told(
        title="Kaart van meningen",
        summary=(
            size_of(votes),
            groups[0],
            *(f"{table.heading}: {_gist(table)}" for table in tables[:2]),
            *(() if found.weighing is None else (f"Niet iedereen telt even zwaar: zie ‘{WEIGHED}’.",)),
        ),
        crowd=_crowd(found),
        map_words=_map_words(found),
        map_notes=tuple(_map_notes(found, votes)),
        groups=groups,
        tables=tables,
        certainty=tuple(_certainty(found, votes)),
        weighed=told_weighing(found, votes),
    )


def _gist(table: Table) -> str:
    count = len(table.lines)
    if not count:
        return table.nothing
    most = "minstens " if count == MOST_LINES else ""
    return f"{most}{counted(count, 'stelling', 'stellingen')}, vooral {quoted(table.lines[0].statement)}."


def _crowd(found: OpinionMap) -> Crowd:
    axes = min(found.dimensions, 2)
    covariance = np.eye(axes)
    covariance[:, :] = found.groups.covariance[:axes, :axes]
    return Crowd(
        positions=found.positions[:, :axes],
        covariances=found.covariances[:, :axes, :axes],
        groups=found.groups.labels if found.groups.count > 1 else None,
        centres=found.groups.centres[:, :axes],
        spread=covariance,
    )


def _map_words(found: OpinionMap) -> str:
    people = counted(len(found.participants), "mens staat", "mensen staan")
    names = [f"groep {letter(group)}" for group in range(found.groups.count)]
    inside = (
        f" Ze vormen {number(len(names))} groepen: {', '.join(names)}." if len(names) > 1 else " Er zijn geen groepen."
    )
    return f"{people} op de kaart, dichter bij elkaar als ze vaker hetzelfde stemmen.{inside}"


def _map_notes(found: OpinionMap, votes: Votes) -> Iterator[str]:
    yield "Elke stip is één mens. Wie dicht bij elkaar staan, stemmen vaak hetzelfde."
    yield (
        "Om elke stip ligt een waas: de kans is één op twee dat die mens daarbinnen staat. Een grote waas betekent dat "
        "we het niet goed weten, meestal omdat iemand weinig stemde."
    )
    if found.dimensions == 1:
        yield "Alleen links en rechts betekent iets; hoog en laag is er om de stippen uit elkaar te houden."
    elif found.dimensions > 2:  # noqa: PLR2004 – a page has two
        yield f"De stemmen verschillen in {found.dimensions} richtingen; de twee belangrijkste zijn getekend."
    for axis, sides in zip(range(min(found.dimensions, 2)), (("rechts", "links"), ("hoog", "laag")), strict=False):
        for side, sign in zip(sides, (1, -1), strict=True):
            place = int((sign * found.loadings[:, axis]).argmax())
            if sign * found.loadings[place, axis] > 0:
                yield f"Wie meer {side} staat, is het vaker eens met {quoted(statement_of(votes, place))}."


def _groups(found: OpinionMap) -> Iterator[str]:
    groups = found.groups
    if groups.count < 2:  # noqa: PLR2004 – one group is none
        yield f"We laten geen groepen zien. {NO_GROUPS.get(groups.verdict, 'Iedereen hoort bij één wolk.')}"
        return
    if groups.is_yes_saying:
        yield (
            "Er zijn twee groepen, maar die zijn vooral: wie vaak ‘eens’ zegt, en wie dat weinig doet. "
            "Dat is een manier van stemmen, geen kamp. Geef ze geen naam."
        )
    elif groups.verdict == Verdict.STABLE:
        yield f"Er zijn {groups.count} groepen, die terugkomen als we mensen en stemmen opnieuw trekken."
    else:
        yield f"Er zijn {groups.count} groepen. Of die blijven met andere mensen en stemmen, is niet nagegaan."
    sure = (groups.memberships.max(axis=1) >= 0.8).mean()  # noqa: PLR2004 – surely one group
    for group, share in enumerate(groups.shares.tolist()):
        yield f"Groep {letter(group)}: ongeveer {percent(share)} van de mensen."
    yield f"Van {percent(float(sure))} is duidelijk bij welke groep iemand hoort; de anderen staan ertussenin."


def _tables(found: OpinionMap, votes: Votes) -> Iterator[Table]:
    common = found.common
    kinds = [found.groups.count > 1 and "elke groep", found.source_support is not None and "elke bron"]
    everywhere = "In " + (" en ".join(kind for kind in kinds if kind) or "het hele gezelschap")
    shared = [place for place in common.order.tolist() if common.is_shared[place]]
    yield _table(
        found,
        votes,
        shared[:MOST_LINES],
        "Waar mensen het over eens zijn",
        f"{everywhere} is een meerderheid het eens, ook als we voorzichtig rekenen.",
        "Er is geen stelling waarmee overal een meerderheid het zeker eens is.",
    )
    yield _table(found, votes, _dividing(found), *_of_dividing(found))
    rejected = np.argsort(-common.against, kind="stable")
    yield _table(
        found,
        votes,
        [place for place in rejected.tolist() if common.is_rejected[place]][:MOST_LINES],
        "Waar mensen samen tegen zijn",
        f"{everywhere} is een meerderheid het oneens, ook als we voorzichtig rekenen.",
        "Er is geen stelling waar overal een meerderheid zeker tegen is.",
        is_against=True,
    )
    yield from _of_groups(found, votes)
    yield _table(
        found,
        votes,
        np.argsort(-found.learned, kind="stable")[:FEW_LINES].tolist(),
        "Waarover nog stemmen nodig zijn",
        "Een volgende stem over deze stellingen leert het meest.",
        "Geen.",
    )


def _dividing(found: OpinionMap) -> list[int]:
    """Take what surely differs between groups, or without groups what people think most differently of."""
    by = found.gap if found.groups.count > 1 else np.where(found.division >= CONTESTED, found.division, 0)
    by = np.where(found.common.asked >= ENOUGH_ASKED, by, 0)
    order = np.argsort(-by, kind="stable")[:MOST_LINES]
    return [int(place) for place in order if by[place] > 0]


def _of_dividing(found: OpinionMap) -> tuple[str, str, str]:
    heading = "Waar mensen over verschillen"
    if found.groups.count > 1:
        return heading, "Groepen denken hier zeker anders over.", "Groepen verschillen nergens zeker over."
    return (
        heading,
        "Wie op verschillende plekken op de kaart staat, denkt hier het meest verschillend over.",
        "Geen enkele stelling verdeelt mensen sterk.",
    )


def _of_groups(found: OpinionMap, votes: Votes) -> Iterator[Table]:
    told = found.distinctions
    if told is None:
        return
    for group in range(found.groups.count):
        sure = np.where(told.is_sure[:, group], np.abs(told.difference[:, group]), 0)
        order = np.argsort(-sure, kind="stable")[:FEW_LINES]
        yield _table(
            found,
            votes,
            [int(place) for place in order if sure[place] > 0],
            f"Wat groep {letter(group)} anders maakt",
            "Hierin wijkt deze groep zeker af van alle anderen, ook na zo veel vergelijkingen.",
            "Nergens wijkt deze groep zeker af.",
        )


def _table(  # noqa: PLR0913, PLR0917 – what a table says, and of what
    found: OpinionMap,
    votes: Votes,
    places: Iterable[int],
    heading: str,
    explanation: str,
    nothing: str,
    *,
    is_against: bool = False,
) -> Table:
    sources = () if found.source_support is None else found.source_names
    names = (*(f"Groep {letter(group)}" for group in range(found.groups.count)), *sources)
    parts = [part for part in (found.group_support, found.source_support) if part is not None]
    return Table(
        heading=heading,
        explanation=explanation,
        measure="Oneens" if is_against else "Eens",
        parts=names,
        lines=tuple(
            Line(
                statement_of(votes, place),
                int(np.count_nonzero(votes.columns == place)),
                _share(found.support, place, is_against=is_against) or Share(0, 0, 1),
                tuple(
                    _share(part, (place, column), is_against=is_against)
                    for part in parts
                    for column in range(part.votes.shape[1])
                ),
            )
            for place in places
        ),
        nothing=nothing,
    )


def _share(support: Support, place: int | tuple[int, int], *, is_against: bool) -> Share | None:
    def at(values: NDArray[np.float64]) -> float:
        return float(values[place])

    if at(support.votes) <= 0:
        return None
    if is_against:
        return Share(at(support.against), at(support.against_low), at(support.against_high))
    return Share(at(support.agree), at(support.agree_low), at(support.agree_high))


def _certainty(found: OpinionMap, votes: Votes) -> Iterator[str]:
    few = int((found.counts < FEW_VOTES).sum())
    yield "Achter elk percentage staat tussen haakjes waar het echte met 90 % kans tussen ligt."
    yield "Wie ‘pas’ zei, telt mee in het totaal, maar niet als eens of oneens."
    if few:
        voted = counted(few, "mens stemde", "mensen stemden")
        yield f"{voted} minder dan {FEW_VOTES} keer: waar die op de kaart staan, is onzeker."
    yield "Wie niet meedeed, staat er niet op: hoeveel mensen in de buurt er zo over denken, is hier niet te zien."
    yield from reading_of(votes)
