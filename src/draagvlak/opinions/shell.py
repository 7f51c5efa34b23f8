"""The commands `draagvlak map` and `draagvlak score`."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from draagvlak.opinions.backgrounds import raked
from draagvlak.opinions.classic import ClassicMap, classic_map
from draagvlak.opinions.mapping import OpinionMap, opinion_map
from draagvlak.opinions.model import fit
from draagvlak.opinions.reading import read_votes
from draagvlak.opinions.report.page import as_page
from draagvlak.opinions.report.telling import Told, number
from draagvlak.opinions.report.telling_classic import told_classic
from draagvlak.opinions.report.telling_map import told_map
from draagvlak.opinions.report.words import in_words
from draagvlak.opinions.scoring import WAYS, Score, score
from draagvlak.opinions.sources import Raking
from draagvlak.opinions.votes import Votes

CELLS: Final = 24
NAMES: Final = {
    "model": "het model",
    "overall": "iedereen en alles gelijk",
    "statement": "per stelling",
    "classic groups": "groepen van Polis",
    "classic positions": "kaart van Polis",
}


@dataclass
class Progress:
    """A bar that says how far a command is, where somebody is looking; it leaves nothing behind."""

    to: TextIO
    steps: int
    done: int = 0

    def step(self, doing: str) -> None:
        """Say what begins now."""
        if self.to.isatty():
            full = CELLS * self.done // self.steps
            self.to.write(f"\r\x1b[K[{'█' * full}{'·' * (CELLS - full)}] {doing} …")
            self.to.flush()
        self.done += 1

    def end(self) -> None:
        """Wipe the bar away."""
        if self.to.isatty():
            self.to.write("\r\x1b[K")
            self.to.flush()


def map_in_words(  # noqa: PLR0913 – where from, where to, and how
    path: Path,
    progress: TextIO,
    *,
    json_path: Path | None = None,
    html_path: Path | None = None,
    seed: int = 0,
    is_classic: bool = False,
    population: tuple[Path, Path] | None = None,
) -> str:
    r"""Read votes, make their map, write the files that are asked for, and return the report in words.

    `progress` is where a bar is shown while it works. `population`: the files of people and of shares by which they are
    weighed (`raked`); the classic map knows no weights. Raises ValueError for a wrong file, OSError when it can't be
    read or written.

    >>> from io import StringIO
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "votes.csv")
    ...     _signs = file.write_text("participant,statement,vote\nAn,7,1\nBo,7,-1\n")
    ...     map_in_words(file, StringIO(), is_classic=True).splitlines()[0]
    'Kaart van meningen, zoals Polis die tekent'
    """
    bar = Progress(progress, steps=3 if is_classic else 4)
    try:
        bar.step("leest de stemmen")
        votes = read_votes(path)
        raking = None if population is None else raked(votes, *population)
        found, told = _classic(votes, seed, bar) if is_classic else _modelled(votes, seed, bar, raking)
        bar.step("schrijft het verslag")
        if json_path:
            plain = {**found.to_dict(), "texts": list(votes.texts)}
            json_path.write_text(json.dumps(plain, ensure_ascii=False, default=str) + "\n", encoding="utf-8")
        if html_path:
            html_path.write_text(as_page(told), encoding="utf-8")
    finally:
        bar.end()
    return in_words(told)


def _classic(votes: Votes, seed: int, bar: Progress) -> tuple[ClassicMap, Told]:
    bar.step("tekent de kaart van Polis")
    found = classic_map(votes, seed=seed)
    return found, told_classic(found)


def _modelled(votes: Votes, seed: int, bar: Progress, raking: Raking | None) -> tuple[OpinionMap, Told]:
    bar.step("leert waar mensen staan")
    model = fit(votes, seed=seed)
    bar.step("zoekt groepen, en gaat na of ze blijven")
    found = opinion_map(votes, seed=seed, model=model, raking=raking)
    return found, told_map(found, votes)


def score_in_words(path: Path, progress: TextIO, *, folds: int = 5, seed: int = 0) -> str:
    r"""Read votes, hide some in turn, and return how well each way tells them.

    `folds`: in how many parts votes are hidden, from 2. Raises as `map_in_words` does.

    >>> from io import StringIO
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "votes.csv")
    ...     _signs = file.write_text("participant,statement,vote\nAn,7,1\nBo,7,-1\nCo,7,1\nDi,7,-1\n")
    ...     score_in_words(file, StringIO(), folds=2).splitlines()[0]
    '4 stemmen, om de beurt verborgen in 2 delen en voorspeld uit de andere.'
    """
    bar = Progress(progress, steps=1 + len(WAYS))
    try:
        bar.step("leest de stemmen")
        votes = read_votes(path)
        scores: list[Score] = []
        for name, way in WAYS.items():
            bar.step(f"voorspelt: {NAMES[name]}")
            scores += score(votes, {name: way}, folds=folds, seed=seed)
    finally:
        bar.end()
    told = f"{number(scores[0].votes)} stemmen, om de beurt verborgen in {folds} delen en voorspeld uit de andere."
    head = f"{'':<26}{'log-loss':>10}{'±':>8}{'goed':>9}{'ijking':>9}"
    return "\n".join([told, "", head, *map(_line, scores), "", *EXPLAINED, ""])


EXPLAINED: Final = (
    "log-loss: hoe verrast een manier is; lager is beter, 0,693 is een muntje. ± is de standaardfout.",
    "goed: zoveel stemmen werden juist voorspeld. ijking: zo ver ligt een kans gemiddeld van wat uitkwam.",
)


def _line(found: Score) -> str:
    shares = f"{100 * found.accuracy:>7.1f} %{100 * found.calibration:>7.1f} %"
    written = f"{found.log_loss:>10.3f}{found.standard_error:>8.3f}{shares}"
    return f"{NAMES[found.name]:<26}{written.replace('.', ',')}"
