"""How well a wish finds what could help, and how quickly among 100,000 texts, beside the simple ways.

Recall: of 250 wishes, in the words of residents, how many have what helps them among the first five, in a town hall
with 2,000 other possibilities (`draagvlak.tests.townhall`). What is learned from choices is learned from one half of
the wishes and measured on the other, both ways, for five ways to cut. Time: beside a plain scan of all texts, and a
plain dictionary of stems.
RAAKVLAK_BENCH_TEXTS makes the town hall smaller for a quick try; such a try is no proof.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from math import log
from pathlib import Path
from typing import Final, TypeVar

from draagvlak.dutch.compounds import VOCABULARY
from draagvlak.matching import Index, Possibility, Thesaurus, from_bytes, starting_list, suggest, to_bytes
from draagvlak.matching.questions import question_of
from draagvlak.matching.words import word_of, words_in
from draagvlak.tests.recall import FIRST, Town, stems_in
from draagvlak.tests.townhall import Wish, other_possibilities
from measuring import Amount, Finding, side_by_side

Answer = TypeVar("Answer")
TEXTS: Final = int(os.environ.get("RAAKVLAK_BENCH_TEXTS", "100000"))
SEEDS: Final = range(5)
PROCESS: Final = """
import sys
from pathlib import Path
from draagvlak.matching import Index, Possibility, from_bytes, starting_list, suggest
index = from_bytes(Path(sys.argv[1]).read_bytes()) if len(sys.argv) > 1 else Index([Possibility(1, "Een bankje")])
suggest("Een bankje", index, starting_list())
print(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1])
"""
MOST_BUILD_SECONDS, MOST_MILLISECONDS, LEAST_RECALL = 30.0, 30.0, 60.0


def bench() -> list[Finding | Amount]:
    return [*recalls(), *times()]


def recalls() -> Iterator[Amount]:
    """Tell how many wishes find what helps, without and with the list of related words, before and after learning."""
    town = Town(starting_list())
    texts = town.texts
    apart = [stems_in(wish.text).isdisjoint(stems_in(texts[wish.possibility])) for wish in town.wishes]
    yield Amount(what="wishes", amount=len(town.wishes), least=120)
    yield Amount(what="wishes that share no stem, %", amount=per_hundred(apart), least=50)
    for name, thesaurus in (("no list", None), ("list", town.thesaurus)):
        for way, which in (("stems", 0), ("runs of signs", 1)):
            yield Amount(what=f"found, {name}, {way} only, %", amount=per_hundred(by_one_way(town, thesaurus, which)))
        found = [town.is_found(wish, thesaurus) for wish in town.wishes]
        yield Amount(what=f"found, {name}, %", amount=per_hundred(found), least=LEAST_RECALL if thesaurus else None)
        for side in (True, False):
            some = [mark for mark, is_apart in zip(found, apart, strict=True) if is_apart is side]
            yield Amount(what=f"found, {name}, {'no' if side else 'a'} stem shared, %", amount=per_hundred(some))
    for name, is_helped_anew in (("", False), (", of possibilities never chosen", True)):
        before, after = learning(town, is_helped_anew=is_helped_anew)
        yield Amount(what=f"before learning{name}, %", amount=before)
        yield Amount(what=f"after learning{name}, %", amount=after, least=None if is_helped_anew else before)


def by_one_way(town: Town, thesaurus: Thesaurus | None, which: int) -> list[bool]:
    def is_found(wish: Wish) -> bool:
        return wish.possibility in town.index.rank(question_of(wish.text, thesaurus))[which].ids[:FIRST]

    return [is_found(wish) for wish in town.wishes]


def learning(town: Town, *, is_helped_anew: bool) -> tuple[float, float]:
    """Learn from one half, ask the other."""
    before: list[bool] = []
    after: list[bool] = []
    for seed in SEEDS:
        for learnt_from, asked in town.halves(seed, is_helped_anew=is_helped_anew):
            before += [town.is_found(wish, town.thesaurus) for wish in asked]
            after += town.after_learning(learnt_from, asked)
    return per_hundred(before), per_hundred(after)


def times() -> Iterator[Finding | Amount]:
    """Tell how long it takes to make, to ask, to change and to keep a large index."""
    texts = list(islice(large_town_hall(), TEXTS))
    thesaurus, wishes = starting_list(), [wish.text for wish in Town(Thesaurus()).wishes]
    before = time.process_time()
    build, index = taken(lambda: made(texts))
    yield Amount(what="an index of all texts, s of processor", amount=time.process_time() - before, most=30)
    word_of.cache_clear()  # what ours has read already may not help the simple way
    plain, bags = taken(lambda: [Counter(stems_of(text)) for text in texts])
    yield Finding(
        what="an index of all texts",
        milliseconds=build,
        yardstick="its stems alone",
        yardstick_milliseconds=plain,
        target_ratio=4,
        target_milliseconds=MOST_BUILD_SECONDS * 1000,
        is_time_judged=True,
    )
    scan = PlainScan(bags)
    each = [taken(partial(suggest, wish, index, thesaurus))[0] for wish in wishes]
    ours, theirs = side_by_side(
        lambda: suggest(wishes[3], index, thesaurus), lambda: scan.best(wishes[3], thesaurus), rounds=5
    )
    yield Finding(
        what="suggestions for a wish",
        milliseconds=ours,
        yardstick="a plain scan",
        yardstick_milliseconds=theirs,
        target_ratio=0.1,
        target_milliseconds=MOST_MILLISECONDS,
        is_time_judged=True,
        percentile_95=statistics.quantiles(each, n=20)[-1],
    )
    changing = [taken(partial(changed, index, number, wishes, thesaurus))[0] for number in range(50)]
    yield Amount(what="a change and a wish, 95 of 100 within ms", amount=statistics.quantiles(changing, n=20)[-1])
    yield from keeping(index)


def keeping(index: Index) -> Iterator[Amount]:
    """Tell what it takes to write and to read an index, on the disk and in memory."""
    writing, kept = taken(lambda: to_bytes(index))
    reading, _again = taken(lambda: from_bytes(kept))
    yield Amount(what="to write it, s", amount=writing / 1000)
    yield Amount(what="to read it, s", amount=reading / 1000)
    yield Amount(what="written, MB", amount=len(kept) / 2**20)
    yield Amount(what="read, MB of memory", amount=memory(kept))


def made(texts: list[str]) -> Index:
    index = Index(Possibility(number, text) for number, text in enumerate(texts))
    suggest("bankje", index)  # what waits is put away with the first question
    return index


def changed(index: Index, number: int, wishes: list[str], thesaurus: Thesaurus) -> None:
    index.put(Possibility(number, f"Nieuwe tekst over {wishes[number]}"))
    suggest(wishes[number], index, thesaurus)


def memory(kept: bytes) -> float:
    """Tell how much more memory a process needs with the index read and asked than without."""
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(kept)
        alone, most = (told_by(PROCESS, *more) for more in ([], [file.name]))
    return (most - alone) / 1024


def told_by(program: str, *arguments: str) -> int:
    return int(subprocess.check_output([sys.executable, "-c", program, *arguments], text=True))  # noqa: S603 – our own


class PlainScan:
    """The simple way: BM25 of each text in turn."""

    def __init__(self, bags: list[Counter[str]]) -> None:
        self.bags = bags
        self.there = Counter(stem for bag in bags for stem in bag)
        self.mean = sum(bag.total() for bag in bags) / len(bags)

    def best(self, wish: str, thesaurus: Thesaurus) -> list[int]:
        asked = {stem: weight for one in question_of(wish, thesaurus).wanted for stem, weight in one.terms.items()}
        weighed = {
            stem: weight * log(1 + (len(self.bags) - self.there[stem] + 0.5) / (self.there[stem] + 0.5))
            for stem, weight in asked.items()
        }

        def score(bag: Counter[str]) -> float:
            norm = 1.2 * (0.25 + 0.75 * bag.total() / self.mean)
            return sum(weighed[stem] * bag[stem] * 2.2 / (bag[stem] + norm) for stem in weighed.keys() & bag.keys())

        return sorted(range(len(self.bags)), key=lambda number: -score(self.bags[number]))[:FIRST]


def large_town_hall() -> Iterator[str]:
    """Give possibilities with some words of the whole language in them, and a compound that few others have."""
    chance = random.Random(2026)  # noqa: S311 – no secrets
    words = VOCABULARY.read_text(encoding="utf-8").split()
    for text in other_possibilities(7):
        more = [words[int(len(words) * chance.random() ** 3)] for _word in range(5)]
        yield f"{text} {' '.join(more)} {chance.choice(words)}{chance.choice(words)}"


def stems_of(text: str) -> list[str]:
    return [stem for word in map(word_of, words_in(text)) if word for stem in word.terms]


def taken(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """Return milliseconds, and the answer."""
    start = time.perf_counter()
    answer = work()
    return (time.perf_counter() - start) * 1000, answer


def per_hundred(marks: list[bool]) -> float:
    return 100 * statistics.mean(marks)
