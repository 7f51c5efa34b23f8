"""An index as bytes, so that another process has it at once: no pickle, nothing that runs."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from draagvlak.matching.index import Index
from draagvlak.matching.shelves import Small, Texts
from draagvlak.matching.vocabulary import Numbers, Spelled, Vocabulary

FORMAT: Final = 1
_ROWS: Final = ("ids", "areas", "begins", "ends", "lengths", "words", "counts")
_DAMAGED: Final = "this is no index, or a damaged one: make it anew from the texts"


def to_bytes(index: Index) -> bytes:
    """Write an index as compressed bytes (npz): the words of the texts, by number, and what each is found by.

    The same texts give the same bytes, however they came to be in the index.

    >>> from draagvlak.matching.index import Possibility
    >>> one, other = Possibility(1, "Een bankje"), Possibility(2, "Snoei")
    >>> to_bytes(Index([one, other])) == to_bytes(Index([other, one]))
    True
    """
    texts, written = index.as_texts()
    used = np.unique(texts.words)
    words = sorted(written[word] for word in used)
    place = {word: number for number, word in enumerate(words)}
    numbers = np.zeros(len(written), dtype=np.int32)
    numbers[used] = [place[written[word]] for word in used]
    vocabulary = Vocabulary()
    for word in words:
        vocabulary.number_of(word)
    arrays: dict[str, Any] = {name: getattr(texts, name) for name in _ROWS} | {"words": numbers[texts.words]}
    arrays["written"] = _as_signs(words)
    for name, spelled in (("terms", vocabulary.terms), ("grams", vocabulary.grams)):
        lengths, held = spelled.of(np.arange(len(words)))
        arrays[name] = _as_signs(list(spelled.number))
        arrays[f"{name}_lengths"], arrays[f"{name}_held"] = lengths.astype(np.int32), held.astype(np.int32)
    kept = io.BytesIO()
    np.savez_compressed(kept, format=np.array(FORMAT), **arrays)
    return kept.getvalue()


def from_bytes(kept: bytes) -> Index:
    """Read what `to_bytes` wrote; raise ValueError when it is damaged, or of another format.

    >>> from draagvlak.matching.index import Possibility
    >>> from_bytes(to_bytes(Index([Possibility(7, "Een bankje")]))).words_of(7)
    ('bankje',)
    """
    try:
        with np.load(io.BytesIO(kept), allow_pickle=False) as file:
            arrays = dict(file.items())
        _check_format(int(arrays["format"]))
        vocabulary = _vocabulary(arrays)
        texts = Texts(**{name: arrays[name] for name in _ROWS})
    except (KeyError, TypeError, EOFError, OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise ValueError(_DAMAGED) from error
    except ValueError as error:
        raise error if "make it anew" in str(error) else ValueError(_DAMAGED) from error
    _check(texts, len(vocabulary.written))
    return Index.of(texts, vocabulary)


def _check_format(found: int) -> None:
    if found != FORMAT:
        raise ValueError(f"this index has format {found}, not {FORMAT}: make it anew from the texts")


def _vocabulary(arrays: dict[str, Any]) -> Vocabulary:
    written = _as_words(arrays["written"])
    spelled: list[Spelled] = []
    for name in ("terms", "grams"):
        names, lengths, held = _as_words(arrays[name]), arrays[f"{name}_lengths"], arrays[f"{name}_held"]
        if (
            len(lengths) != len(written)
            or (lengths < 0).any()
            or lengths.sum() != len(held)
            or _outside(held, len(names))
        ):
            raise ValueError(_DAMAGED)
        spelled.append(Spelled(names, lengths, held))
    return Vocabulary(written, *spelled)


def _check(texts: Texts, words: int) -> None:
    """Refuse texts that do not hold together."""
    rows = (texts.ids, texts.areas, texts.begins, texts.ends, texts.lengths)
    is_whole = all(one.ndim == 1 and one.dtype.kind == "i" and len(one) == len(texts.ids) for one in rows)
    if not is_whole or (np.diff(texts.ids) <= 0).any() or (texts.lengths < 0).any() or (texts.areas < -1).any():
        raise ValueError(_DAMAGED)
    if texts.lengths.sum() != len(texts.words) or len(texts.words) != len(texts.counts):
        raise ValueError(_DAMAGED)
    if _outside(texts.words, words) or (texts.counts < 1).any() or (texts.begins > texts.ends).any():
        raise ValueError(_DAMAGED)


def _outside(numbers: Numbers | Small, most: int) -> bool:
    return bool(numbers.size) and not (numbers.dtype.kind == "i" and numbers.min() >= 0 and numbers.max() < most)


def _as_signs(words: Sequence[str]) -> Any:  # noqa: ANN401 – an array of bytes
    """Write words as bytes, one a line; none of them holds a new line."""
    return np.frombuffer("".join(f"{word}\n" for word in words).encode(), dtype=np.uint8)


def _as_words(signs: Any) -> list[str]:  # noqa: ANN401 – an array of bytes
    text: str = signs.astype(np.uint8).tobytes().decode()
    return text.split("\n")[:-1]
