"""A text as numbers: a hash of each word, of each pair and run of words, and the few runs by which it is found.

Words are cut and hashed by array operations over the characters, because one Python object a word would cost more
than all the rest of the matching. A word's hash is a polynomial over its folded letters, taken from running sums as
Karp and Rabin do (1987, "Efficient randomized pattern-matching algorithms").
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from storage.lazy import cached_property

Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

TOGETHER = 16_000
"""Characters of texts whose words are cut together: an array operation costs as much as a thousand characters."""
MAX_CHARACTERS = 60_000
"""What comes later in a text is not compared: more than any news article has, and a bound on time and memory."""
RUN = 3
"""Words of a run by which texts are found: two words are too common, four do not survive an edited fifth word."""
ANCHORS = 24
"""Runs by which a text is found: 997 of 1,000 edited copies share two of them with their original."""

BETWEEN_GROUPS = " ,.'\u2019\u00a0\u2009\u202f"
"""What may stand between the groups of a large number."""
LAST_ALPHABET = 0x530
"""Latin, Greek and Cyrillic letters lose their accents: `Şimşek` is typed `Simsek`, `ещё` as `еще`."""
KEPT = {"й": "й"}
"""It has an accent only as Unicode has it."""
AS_TYPED = dict(zip("үөңәғқұһҳҗиəıaecopxykmthbi", "уонагкуххжіеіаесорхукмтнві", strict=True))
"""What is typed in place of a letter: of Kyrgyz, Kazakh and Uzbek where the keyboard has none, and of another alphabet that
looks the same; the Latin letters follow capitals, too (`B` looks like `В`), and none becomes another Latin one."""
APOSTROPHES = "\u02bb\u02bc"
"""Letters by Unicode, typed as quotation marks as often: they part words, as these do."""

_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_ALL = (1 << 64) - 1
_FACTORS = [np.uint64(factor) for factor in (0xA0761D6478BD642F, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)]
_MIXER = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
_FIRST_MARK, _MARKS = np.uint16(0x300), np.uint16(0x70)
"""Accents that no letter has of its own: stress marks, mostly."""
_GROUP = 3
"""Digits of a group within a large number."""
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
        if text.isascii() or not (marks := _marks(codes)).any():
            return cls._of_codes(codes)
        found = cls._of_codes(codes[~marks])
        return replace(found, starts=np.flatnonzero(~marks)[found.starts])

    @classmethod
    def of_all(cls, texts: Sequence[str]) -> list[Fingerprint]:
        """Return the fingerprints of texts, as `of` gives them."""
        found: list[Fingerprint] = []
        group: list[str] = []
        length = 0
        for text in texts:
            if length + len(text) > TOGETHER:
                found += cls._of_group(group)
                group, length = [], 0
            group.append(text)
            length += len(text) + 1
        return [*found, *cls._of_group(group)]

    @classmethod
    def _of_group(cls, texts: list[str]) -> Sequence[Fingerprint]:
        whole = "\n".join(texts)
        codes = _codes(whole)
        if len(texts) < 2 or len(codes) != len(whole) or _marks(codes).any():
            return [cls.of(text) for text in texts]
        all_words = cls._of_codes(codes)
        ends = np.cumsum([len(text) + 1 for text in texts])
        begins = [0, *ends.tolist()]
        places = [0, *all_words.starts.searchsorted(ends).tolist()]
        return [
            cls(
                all_words.words[first:last],
                all_words.is_number[first:last],
                all_words.is_capital[first:last],
                all_words.starts[first:last] - begin,
            )
            for first, last, begin in zip(places, places[1:], begins, strict=False)
        ]

    @classmethod
    def _of_codes(cls, codes: npt.NDArray[np.uint16]) -> Fingerprint:
        folded, digits, capitals = _letters()
        letters = folded[codes]
        inside = np.zeros(len(letters) + 2, np.bool_)
        np.not_equal(letters, 0, out=inside[1:-1])
        edges = (inside[1:] != inside[:-1]).nonzero()[0]
        starts, ends = edges[::2], edges[1::2]
        powers, inverses = _powers()
        sums = np.zeros(len(letters) + 1, np.uint64)
        (letters * powers[: len(letters)]).cumsum(out=sums[1:])
        words = (sums[ends] - sums[starts]) * inverses[starts]
        first = codes[starts]
        is_number = digits[first]
        groups = _groups(codes, starts, ends, is_number)
        if not len(groups):
            return cls(_mixed(words), is_number, capitals[first], starts)
        for chain in _alternately(groups):
            words[chain] += words[chain + 1] * powers[ends[chain] - starts[chain]]
        kept = np.ones(len(words), np.bool_)
        kept[groups + 1] = False
        return cls(_mixed(words[kept]), is_number[kept], capitals[first[kept]], starts[kept])

    def without(self, spans: list[tuple[int, int]]) -> Fingerprint:
        """Return the fingerprint without the words that begin in the spans (from, to; in characters)."""
        kept = np.ones(len(self.words), np.bool_)
        for begin, end in spans:
            kept[np.searchsorted(self.starts, begin) : np.searchsorted(self.starts, end)] = False
        return Fingerprint(self.words[kept], self.is_number[kept], self.is_capital[kept], self.starts[kept])

    def digests(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return how many words begin in each span of characters, and one hash of them all."""
        powers = _powers()[0]
        places = self.starts.searchsorted(np.array(spans, np.int64).reshape(-1)).tolist()
        found = []
        for first, last in zip(places[::2], places[1::2], strict=True):
            found.append((last - first, int(self.words[first:last].dot(powers[: last - first]))))
        return found

    @cached_property
    def pairs(self) -> Hashes:
        """The different pairs of neighbouring words, sorted."""
        return _runs(self.words, 2)

    @cached_property
    def pairs_in_order(self) -> Hashes:
        """All pairs of neighbouring words as they stand."""
        return _hashed_runs(self.words, 2)

    @cached_property
    def single_pairs(self) -> tuple[Hashes, Places]:
        """The pairs of neighbouring words that stand here once, sorted, and where."""
        pairs = self.pairs_in_order
        places = np.argsort(pairs)
        ordered = pairs[places]
        is_new = np.empty(len(pairs) + 1, np.bool_)
        is_new[0] = is_new[-1] = True
        np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:-1])
        is_single = is_new[1:] & is_new[:-1]
        return ordered[is_single], places[is_single]

    @cached_property
    def numbers(self) -> Hashes:
        """The different words that begin with a digit, sorted."""
        return np.unique(self.words[self.is_number])

    @cached_property
    def names(self) -> Hashes:
        """The different words that begin with a capital, sorted; in scripts without capitals there are none."""
        return np.unique(self.words[self.is_capital])

    @property
    def capitals(self) -> float:
        """The share of the words that begin with a capital."""
        return float(np.count_nonzero(self.is_capital)) / max(1, len(self.words))

    def anchors(self) -> Hashes:
        """Return the runs of words by which the text is found: the least hash in each part of the range of hashes.

        Two texts share each with the probability of their Jaccard likeness (Broder 1997, "On the resemblance and
        containment of documents"; in parts of one permutation: Li, Owen, Zhang 2012).
        """
        runs = _hashed_runs(self.words, RUN)
        if not len(runs):
            return runs
        runs.sort()
        places = runs.searchsorted(_PARTS)
        behind = np.empty_like(places)
        behind[:-1], behind[-1] = places[1:], len(runs)
        return runs[places[places < behind]]


def shared(left: Hashes, right: Hashes) -> int:
    """Return how many hashes two sorted arrays of different hashes have in common."""
    both = np.concatenate((left, right))
    both.sort()
    return int(np.count_nonzero(both[1:] == both[:-1]))


def among(hashes: Hashes, those: Hashes) -> Flags:
    """Return which hashes are among some that are sorted."""
    if not len(those):
        return np.zeros(len(hashes), np.bool_)
    found: Flags = those[np.minimum(np.searchsorted(those, hashes), len(those) - 1)] == hashes
    return found


def common_pairs(left: Fingerprint, right: Fingerprint) -> tuple[Places, Places]:
    """Return where the pairs of neighbouring words stand that each of two texts has once, in the order of the first."""
    (ours, here), (theirs, there) = left.single_pairs, right.single_pairs
    if not len(ours) or not len(theirs):
        return here[:0], there[:0]
    second = np.minimum(np.searchsorted(theirs, ours), len(theirs) - 1)
    is_common = theirs[second] == ours
    here, there = here[is_common], there[second[is_common]]
    order = np.argsort(here)
    return here[order], there[order]


def _codes(text: str) -> npt.NDArray[np.uint16]:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def _marks(codes: npt.NDArray[np.uint16]) -> Flags:
    found: Flags = codes - _FIRST_MARK < _MARKS
    return found


def _groups(codes: npt.NDArray[np.uint16], starts: Places, ends: Places, is_number: Flags) -> Places:
    """Return the places of words that the next one continues as one number: `1 500`, `1,500` and `1.500` are 1500."""
    numbers: Places = is_number.nonzero()[0]
    places: Places = numbers[:-1][numbers[1:] - numbers[:-1] == 1]
    if not len(places):
        return places
    is_group = (starts[places + 1] - ends[places] == 1) & _between_groups()[codes[ends[places]]]
    if not is_group.any():
        return places[:0]
    is_group &= ends[places] - starts[places] <= _GROUP
    is_group &= ends[places + 1] - starts[places + 1] == _GROUP
    groups: Places = places[is_group]
    return groups


def _alternately(groups: Places) -> Iterator[Places]:
    """Yield the places of groups so that none comes before the one behind it: the last of each number first."""
    while len(groups):
        is_last = np.ones(len(groups), np.bool_)
        is_last[:-1] = groups[1:] - groups[:-1] > 1
        yield groups[is_last]
        groups = groups[~is_last]


def _mixed(hashes: Hashes) -> Hashes:
    hashes = hashes ^ (hashes >> _HALF)
    hashes *= _MIXER
    hashes ^= hashes >> _HALF
    return hashes


def _hashed_runs(words: Hashes, length: int) -> Hashes:
    count = len(words) - length + 1
    if count < 1:
        return words[:0]
    runs = words[:count] * _FACTORS[0]
    for place in range(1, length):
        runs = runs + words[place : place + count] * _FACTORS[place]
    return _mixed(runs)


def _runs(words: Hashes, length: int) -> Hashes:
    runs = _hashed_runs(words, length)
    if not len(runs):
        return runs
    runs.sort()
    different = np.empty(len(runs), np.bool_)
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
def _between_groups() -> Flags:
    """Return for each character whether it may part the groups of one number."""
    found = np.zeros(0x10000, np.bool_)
    found[[ord(mark) for mark in BETWEEN_GROUPS]] = True
    return found


@cache
def _letters() -> tuple[npt.NDArray[np.uint16], Flags, Flags]:
    """Return for each character: the letter it is compared as (0: none), whether it is a digit, and a capital."""
    folded = np.zeros(0x10000, np.uint16)
    digits, capitals = np.zeros(0x10000, np.bool_), np.zeros(0x10000, np.bool_)
    for code in range(0x10000):
        letter = chr(code)
        if letter.isalnum() or unicodedata.category(letter)[0] == "M":
            folded[code] = ord(letter.casefold()[0])
            digits[code], capitals[code] = letter.isdecimal(), letter.isupper()
    for code in digits.nonzero()[0].tolist():
        folded[code] = ord("0") + int(chr(code))
    for code in (*range(0x80, LAST_ALPHABET), *range(0x1E00, 0x1F00)):
        if folded[code]:
            small = chr(folded[code])
            folded[code] = ord(KEPT.get(small) or unicodedata.normalize("NFD", small)[0])
    for written, read in AS_TYPED.items():
        folded[folded == ord(written)] = ord(read)
    folded[[ord(mark) for mark in APOSTROPHES]] = 0
    return folded, digits, capitals
