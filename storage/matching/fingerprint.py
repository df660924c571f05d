"""A text as numbers: a hash of each word, of each pair and run of words, and the few runs by which it is found.

Words are cut and hashed by array operations over the characters, because one Python object a word would cost more
than all the rest of the matching. A word's hash is a polynomial over its folded letters, taken from running sums as
Karp and Rabin do (1987, "Efficient randomized pattern-matching algorithms").
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from storage.lazy import cached_property

Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

MAX_CHARACTERS = 60_000
"""What comes later in a text is not compared: more than any news article has, and a bound on time and memory."""
RUN = 3
"""Words of a run by which texts are found: two words are too common, four do not survive an edited fifth word."""
ANCHORS = 24
"""Runs by which a text is found: 997 of 1,000 edited copies share two of them with their original."""

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_ALL = (1 << 64) - 1
_FACTORS = [np.uint64(factor) for factor in (0xA0761D6478BD642F, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)]
_MIXER = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_PARTS = np.array([(part << 64) // ANCHORS for part in range(ANCHORS)], np.uint64)


@dataclass(frozen=True)
class Fingerprint:
    """The words of a text, in order."""

    words: Hashes
    is_number: Flags
    is_capital: Flags
    starts: Places
    """Where each word begins, in characters."""

    @classmethod
    def of(cls, text: str) -> Fingerprint:
        """Return the fingerprint of a text; characters outside the basic plane (emoji) separate words."""
        text = text[:MAX_CHARACTERS]
        codes = _codes(text)
        if len(codes) != len(text):
            codes = _codes("".join(letter if ord(letter) < 0x10000 else " " for letter in text))
        folded, digits, capitals = _letters()
        letters = folded[codes]
        inside = np.zeros(len(letters) + 2, np.int8)
        inside[1:-1] = letters != 0
        edges = np.diff(inside)
        starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
        powers, inverses = _powers()
        sums = np.zeros(len(letters) + 1, np.uint64)
        np.cumsum(letters * powers[: len(letters)], out=sums[1:])
        words = _mixed((sums[ends] - sums[starts]) * inverses[starts])
        first = codes[starts]
        return cls(words, digits[first], capitals[first], starts)

    def without(self, spans: list[tuple[int, int]]) -> Fingerprint:
        """Return the fingerprint without the words that begin in the spans (from, to; in characters)."""
        kept = np.ones(len(self.words), np.bool_)
        for begin, end in spans:
            kept[np.searchsorted(self.starts, begin) : np.searchsorted(self.starts, end)] = False
        return Fingerprint(self.words[kept], self.is_number[kept], self.is_capital[kept], self.starts[kept])

    def digests(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return how many words begin in each span of characters, and one hash of them all."""
        powers = _powers()[0]
        places = np.searchsorted(self.starts, np.array(spans, np.int64).reshape(-1)).tolist()
        found = []
        for first, last in zip(places[::2], places[1::2], strict=True):
            found.append((last - first, int(np.dot(self.words[first:last], powers[: last - first]))))
        return found

    @cached_property
    def pairs(self) -> Hashes:
        """The different pairs of neighbouring words, sorted."""
        return _runs(self.words, 2)

    @cached_property
    def numbers(self) -> Hashes:
        """The different words that begin with a digit, sorted."""
        return np.unique(self.words[self.is_number])

    @cached_property
    def names(self) -> Hashes:
        """The different words that begin with a capital, sorted; in scripts without capitals there are none."""
        return np.unique(self.words[self.is_capital])

    def anchors(self) -> list[int]:
        """Return the runs of words by which the text is found: the least hash in each part of the range of hashes.

        Two texts share each with the probability of their Jaccard likeness (Broder 1997, "On the resemblance and
        containment of documents"; in parts of one permutation: Li, Owen, Zhang 2012).
        """
        runs = _runs(self.words, RUN)
        if not len(runs):
            return []
        places = np.searchsorted(runs, _PARTS)
        filled = places < np.append(places[1:], len(runs))
        found: list[int] = runs[places[filled]].tolist()
        return found


def shared(left: Hashes, right: Hashes) -> int:
    """Return how many hashes two sorted arrays of different hashes have in common."""
    both = np.concatenate((left, right))
    both.sort()
    return int(np.count_nonzero(both[1:] == both[:-1]))


def _codes(text: str) -> npt.NDArray[np.uint16]:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def _mixed(hashes: Hashes) -> Hashes:
    hashes = (hashes ^ (hashes >> _HALF)) * _MIXER
    return hashes ^ (hashes >> _HALF)


def _runs(words: Hashes, length: int) -> Hashes:
    count = len(words) - length + 1
    if count < 1:
        return words[:0]
    runs = words[:count] * _FACTORS[0]
    for place in range(1, length):
        runs = runs + words[place : place + count] * _FACTORS[place]
    runs = _mixed(runs)
    runs.sort()
    different = np.empty(count, np.bool_)
    different[0] = True
    np.not_equal(runs[1:], runs[:-1], out=different[1:])
    return runs[different]


@cache
def _powers() -> tuple[Hashes, Hashes]:
    power, inverse = 1, 1
    powers, inverses = np.empty(MAX_CHARACTERS + 1, np.uint64), np.empty(MAX_CHARACTERS + 1, np.uint64)
    for place in range(MAX_CHARACTERS + 1):
        powers[place], inverses[place] = power, inverse
        power, inverse = power * _BASE & _ALL, inverse * _INVERSE & _ALL
    return powers, inverses


@cache
def _letters() -> tuple[npt.NDArray[np.uint16], Flags, Flags]:
    """Return for each character: the letter it is compared as (0: none), whether it is a digit, and a capital."""
    folded = np.zeros(0x10000, np.uint16)
    digits, capitals = np.zeros(0x10000, np.bool_), np.zeros(0x10000, np.bool_)
    for code in range(0x10000):
        letter = chr(code)
        if letter.isalnum() or unicodedata.category(letter)[0] == "M":
            small = letter.casefold()
            folded[code] = ord({"ё": "е", "ı": "i"}.get(small[0], small[0]))
            digits[code], capitals[code] = letter.isdecimal(), letter.isupper()
    return folded, digits, capitals
