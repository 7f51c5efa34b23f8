"""An index as bytes, so that another process has it at once: no pickle, nothing that runs."""

import hashlib
import io
from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from draagvlak.matching.index import Index
from draagvlak.matching.shelves import Texts
from draagvlak.matching.vocabulary import Spelled, Vocabulary

HEAD: Final = b"draagvlak.matching 1\n"
_ROWS: Final = ("ids", "areas", "begins", "ends", "lengths", "words", "counts")
_DIGEST: Final = hashlib.sha256().digest_size


def to_bytes(index: Index) -> bytes:
    """Write an index as bytes: a head, a digest, and compressed arrays (npz) of which words each text holds.

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
    np.savez_compressed(kept, **arrays)
    return HEAD + hashlib.sha256(kept.getvalue()).digest() + kept.getvalue()


def from_bytes(kept: bytes) -> Index:
    """Read what `to_bytes` wrote; raise ValueError when it is damaged, or no index at all.

    >>> from draagvlak.matching.index import Possibility
    >>> from_bytes(to_bytes(Index([Possibility(7, "Een bankje")]))).words_of(7)
    ('bankje',)
    """
    if not kept.startswith(HEAD):
        raise ValueError("this is no index, or one of another release: make it anew from the texts")
    digest, written = kept[len(HEAD) :][:_DIGEST], kept[len(HEAD) + _DIGEST :]
    if hashlib.sha256(written).digest() != digest:
        raise ValueError("this index is damaged: make it anew from the texts")
    with np.load(io.BytesIO(written), allow_pickle=False) as file:
        arrays = dict(file.items())
    spelled = (
        Spelled(_as_words(arrays[name]), arrays[f"{name}_lengths"], arrays[f"{name}_held"])
        for name in ("terms", "grams")
    )
    return Index.of(Texts(**{name: arrays[name] for name in _ROWS}), Vocabulary(_as_words(arrays["written"]), *spelled))


def _as_signs(words: Sequence[str]) -> Any:  # noqa: ANN401 – an array of bytes
    """Write words as bytes, one a line; none of them holds a new line."""
    return np.frombuffer("".join(f"{word}\n" for word in words).encode(), dtype=np.uint8)


def _as_words(signs: Any) -> list[str]:  # noqa: ANN401 – an array of bytes
    text: str = signs.tobytes().decode()
    return text.split("\n")[:-1]
