"""Which possibilities in the town hall could help with a wish of residents, and why; a person decides.

    thesaurus = learned(read_list(text), choices)
    index = Index(Possibility(id, text, area, begins_on, ends_on) for …)
    suggest(wish, index, thesaurus, earlier=Earlier(thesaurus, …), where=Where(areas=lies_in(area, parents)), limit=5)

Texts are found by stems and parts of compounds (`words`), by related words (`thesaurus`) that learn from what people
choose (`learning`), by runs of four signs, and by earlier choices (`earlier`). `index` follows what changes, `keeping`
writes it to bytes. `why` is what a screen shows. numpy and scipy come along, so import it inside functions.
"""

from draagvlak.matching.earlier import Case, Earlier
from draagvlak.matching.index import Index, Possibility, Where, lies_in
from draagvlak.matching.keeping import from_bytes, to_bytes
from draagvlak.matching.learning import Choice, learned
from draagvlak.matching.suggesting import Suggestion, suggest
from draagvlak.matching.thesaurus import (
    Pair,
    PairError,
    Thesaurus,
    Wrong,
    read_list,
    starting_list,
    written_list,
    wrong_lines,
)
from draagvlak.matching.why import How, Match

__all__ = [
    "Case",
    "Choice",
    "Earlier",
    "How",
    "Index",
    "Match",
    "Pair",
    "PairError",
    "Possibility",
    "Suggestion",
    "Thesaurus",
    "Where",
    "Wrong",
    "from_bytes",
    "learned",
    "lies_in",
    "read_list",
    "starting_list",
    "suggest",
    "to_bytes",
    "written_list",
    "wrong_lines",
]
