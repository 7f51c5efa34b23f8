"""What a report tells, in the order in which it tells it; `words` and `page` write it down."""

from dataclasses import dataclass
from typing import Final

from draagvlak.opinions.report.picture import Crowd
from draagvlak.opinions.votes import Votes

MOST_LINES: Final = 10
WEIGHED: Final = "Wie telt hoe zwaar"


@dataclass(frozen=True)
class Share:
    """A share from 0 to 1, and between which it surely lies; without those two it is only counted."""

    share: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Line:
    """A statement, how many voted on it, and the share of everybody and of each part (group or source)."""

    statement: str
    votes: int
    everybody: Share
    parts: tuple[Share | None, ...] = ()


@dataclass(frozen=True)
class Table:
    """Statements under a heading; `measure` is what the shares are of, `nothing` what is said when there are none."""

    heading: str
    explanation: str
    measure: str
    parts: tuple[str, ...]
    lines: tuple[Line, ...]
    nothing: str


@dataclass(frozen=True)
class Weighed:
    """Who counts for how much, in sentences, and the statements of which that changes support most."""

    sentences: tuple[str, ...]
    changes: Table


@dataclass(frozen=True, eq=False)
class Told:
    """All that a report tells; every text is Dutch and ends as a sentence does."""

    title: str
    summary: tuple[str, ...]
    crowd: Crowd
    map_words: str
    map_notes: tuple[str, ...]
    groups: tuple[str, ...]
    tables: tuple[Table, ...]
    certainty: tuple[str, ...]
    weighed: Weighed | None = None


def number(count: float) -> str:
    """Write a whole number as Dutch does.

    >>> number(12345)
    '12.345'
    """
    return f"{count:,.0f}".replace(",", ".")


def percent(share: float) -> str:
    """Write a share in hundredths.

    >>> percent(0.834)
    '83 %'
    """
    return f"{100 * share:.0f} %"


def told_share(share: Share) -> str:
    """Write a share, and between which it lies.

    >>> told_share(Share(0.834, 0.76, 0.884)), told_share(Share(0.5))
    ('83 % (76–88)', '50 %')
    """
    if share.low is None or share.high is None:
        return percent(share.share)
    return f"{percent(share.share)} ({100 * share.low:.0f}–{100 * share.high:.0f})"


def counted(count: int, one: str, more: str) -> str:
    """Write a number with its noun.

    >>> counted(1, "mens", "mensen"), counted(1200, "mens", "mensen")
    ('1 mens', '1.200 mensen')
    """
    return f"{number(count)} {one if count == 1 else more}"


def statement_of(votes: Votes, place: int) -> str:
    """Return what a statement says, or its id where that is not known.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> statement_of(votes_from_arrays([1], [7], [1]), 0)
    'Stelling 7'
    """
    text = votes.texts[place].strip() if votes.texts else ""
    return text or f"Stelling {votes.statements[place]}"


def quoted(statement: str) -> str:
    """Put what a statement says in a sentence.

    >>> quoted("Er moet een bankje komen. ")
    '‘Er moet een bankje komen’'
    """
    return f"‘{statement.strip().rstrip('.')}’"


def size_of(votes: Votes) -> str:
    """Say how large a round of votes is.

    >>> from draagvlak.opinions.votes import votes_from_arrays
    >>> size_of(votes_from_arrays([1, 2], [7, 7], [1, -1]))
    '2 mensen stemden samen 2 keer, over 1 stelling.'
    """
    people, statements = votes.shape
    who = counted(people, "mens stemde", "mensen stemden samen")
    return f"{who} {number(len(votes))} keer, over {counted(statements, 'stelling', 'stellingen')}."


def reading_of(votes: Votes) -> list[str]:
    """Say what was done to the votes before they counted.

    >>> from dataclasses import replace
    >>> from draagvlak.opinions.votes import Reading, votes_from_arrays
    >>> reading_of(replace(votes_from_arrays([1], [7], [1]), reading=Reading(repeated_votes=3)))
    ['3 keer stemde iemand nog eens over dezelfde stelling: de nieuwste stem telt.']
    """
    done, told = votes.reading, []
    if done is not None and done.repeated_votes:
        told.append(
            f"{number(done.repeated_votes)} keer stemde iemand nog eens over dezelfde stelling: de nieuwste stem telt."
        )
    if done is not None and done.rejected_statements:
        told.append(
            f"{counted(done.rejected_statements, 'stelling is', 'stellingen zijn')} afgekeurd door wie het gesprek "
            f"leidde; {counted(done.rejected_votes, 'stem', 'stemmen')} daarover tellen niet mee."
        )
    if done is not None and done.is_sign_turned:
        told.append("In het bestand betekende -1 ‘eens’; dat bleek uit de tellingen die erbij stonden.")
    return told
