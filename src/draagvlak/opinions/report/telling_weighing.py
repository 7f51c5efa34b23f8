"""What the report tells of weights: who counts for how much, what that costs, and what it changes."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from draagvlak.opinions.mapping import OpinionMap, Weighing
from draagvlak.opinions.report.telling import Line, Share, Table, Weighed, counted, number, percent, statement_of
from draagvlak.opinions.sources import Raking
from draagvlak.opinions.support import ENOUGH_ASKED, Support
from draagvlak.opinions.votes import Votes

MOST_CHANGES: Final = 5
VISIBLE: Final = 0.005
"""A smaller change of a share is not seen in a whole percentage."""


def told_weighing(found: OpinionMap, votes: Votes) -> Weighed | None:
    """Say who counts for how much and what that changes; None when all count alike.

    >>> from draagvlak.opinions.mapping import opinion_map
    >>> from draagvlak.opinions.sources import rake
    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> votes = votes_from_arrays([1, 2, 3], [7, 7, 7], [1, 1, -1])
    >>> raking = rake({"leeftijd": ["oud", "oud", "jong"]}, {"leeftijd": {"oud": 1, "jong": 1}})
    >>> told = told_weighing(opinion_map(votes, raking=raking), votes)
    >>> told.changes.lines[0].everybody.share, round(told.changes.lines[0].parts[0].share, 2)
    (0.5, 0.67)
    """
    weighing = found.weighing
    if weighing is None:
        return None
    return Weighed(tuple(_sentences(found, weighing)), _changes(found, weighing, votes))


def _sentences(found: OpinionMap, weighing: Weighing) -> Iterator[str]:
    if weighing.raking is None:
        yield "Niet iedereen telt even zwaar: mensen tellen mee met het gewicht dat in het bestand staat."
    else:
        yield from _of_raking(weighing.raking)
    people = counted(len(found.participants), "mens telt", "mensen tellen samen")
    yield (
        f"{people} zo voor {number(weighing.effective)} gelijke stemmen: met gewichten weten we het minder zeker. "
        "De marges achter de percentages zijn daarom wijder."
    )
    yield _common_ground(found.common.is_shared, weighing.common.is_shared)
    yield "Op de kaart staat iedereen één keer; gewichten veranderen daar niets aan, en ook niet aan de groepen."


def _of_raking(raking: Raking) -> Iterator[str]:
    yield (
        "Niet elk deel van de bevolking deed even vaak mee. Wie hoort bij een deel dat weinig meedeed, telt hier "
        "zwaarder; wie hoort bij een deel dat veel meedeed, lichter."
    )
    for stratum in raking.strata:
        if stratum.heard:
            yield (
                f"{str(stratum.trait).capitalize()} {stratum.name}: {percent(stratum.heard)} van wie meedeed, "
                f"{percent(stratum.wanted)} van de bevolking. Telt nu voor {percent(stratum.weighted)}."
            )
    for trait, unheard in raking.unheard.items():
        if unheard:
            names = ", ".join(map(str, unheard))
            yield f"Niemand gehoord ({trait}): {names}. Daar helpt geen gewicht tegen. Ga langs."


def _common_ground(now: NDArray[np.bool_], before: NDArray[np.bool_]) -> str:
    come, gone = (int(np.count_nonzero(one)) for one in (now & ~before, before & ~now))
    if not come and not gone:
        return "Waar mensen het zeker over eens zijn, verandert er niet door."
    parts = []
    if come:
        parts.append(f"{counted(come, 'stelling komt', 'stellingen komen')} erbij")
    if gone:
        parts.append(f"{counted(gone, 'stelling valt', 'stellingen vallen')} af")
    return f"Waar mensen het zeker over eens zijn, verandert: {' en '.join(parts)}."


def _changes(found: OpinionMap, weighing: Weighing, votes: Votes) -> Table:
    apart = np.nan_to_num(np.abs(found.support.agree - weighing.support.agree))
    apart = np.where((found.common.asked >= ENOUGH_ASKED) & (apart >= VISIBLE), apart, 0)
    places = [int(place) for place in np.argsort(-apart, kind="stable")[:MOST_CHANGES] if apart[place] > 0]
    return Table(
        heading="Wat gewichten veranderen",
        explanation="Bij deze stellingen maakt het het meest uit dat niet iedereen even zwaar telt.",
        measure="Eens, gewogen",
        parts=("Eens, ongewogen",),
        lines=tuple(
            Line(
                statement_of(votes, place),
                int(np.count_nonzero(votes.columns == place)),
                _share(found.support, place),
                (_share(weighing.support, place),),
            )
            for place in places
        ),
        nothing="Bij geen enkele stelling maakt het een half procent uit.",
    )


def _share(support: Support, place: int) -> Share:
    return Share(float(support.agree[place]), float(support.agree_low[place]), float(support.agree_high[place]))
