"""One template that was filled in twice: where two texts differ, one has a fact in place of the other's.

The rates of two days, the visits to two schools, the meetings with two ambassadors share most of their words, as a
reprint does. But who edits a text changes words, and who fills in a template changes numbers, days, names and places:
there a fact stands where another one stood, between the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.fuzz import ratio

from storage.lazy import cached_property
from storage.matching import glossary
from storage.matching.comparison import in_latin
from storage.matching.fingerprint import (
    BETWEEN_GROUPS,
    Fingerprint,
    Flags,
    Hashes,
    Places,
    among,
    common_pairs,
)
from storage.text import UZBEK_LETTER, WORD, with_uzbek_letters

LONGEST = 12
"""Words of a stretch that is compared with what stands in its place: more are a passage of its own."""
LONGEST_LIST = 150
NUMBERS_OF_LIST = 0.25
"""Longer ones count where so many of the words of both are numbers: streets with houses, rates."""
POINTS = 2
"""So much are the exchanged facts worth together in a template: one number alone may have been put right."""
FEW_PLACES = 6
"""Where two texts differ in more places and few of these hold a number or a capital, no more is asked: it costs."""
LEAST_SHARE = 1 / 3
"""Share of the places that facts are, at least, in a template: who edits a text changes other words, too."""
WORDING = 4
"""Words of a stretch without a fact that may be what the text is about."""
TELLING = 4
"""Letters of a word that tells something."""
STEM = 5
"""Letters by which a word is known again in a title, where its ending may be another."""
ALIKE = 70
"""Two names that are alike by so much, of 100, are one: mended, or inflected."""
FEW_CAPITALS = 0.5
"""In a text with more words in capitals a capital is no mark of a name."""
WRITTEN = re.compile(rf"\d{{1,3}}(?:[{BETWEEN_GROUPS}]\d{{3}}(?!\w))+|\w+")
"""A word as it is written, or a number in groups."""
NOT_DIGITS = re.compile(rf"(?<=\d)[^\d{BETWEEN_GROUPS}].*|\D")
NUMERAL = re.compile(r"[IVX]{1,4}")
NUMBERED = re.compile(r"(?:№|#|\bN[or]?\.?)\s?$", re.I)
NUMBERED_BEHIND = re.compile(
    r"\w*(?:\s(?:sayılı|saylı|numaralı|nömrəli|no['’]?lu|нөмірлі|санды)|[\s-](?:sonli|сонли|raqamli|рақамли))\b"
)
"""A number behind or before this is a name: of a decree, a school, a draw."""
SHORTENED = 3
"""Digits that stay at least of a number that is told in short."""
NUMBERED_ITEMS = 3
"""So many numbers that all differ by the same are those of paragraphs."""
NAMED = 3
"""Words in capitals of one place that are more than one name."""
SOURCE_LETTERS = 4
"""Letters of a word by which an outlet is known."""
BEFORE = 12
"""Characters before a word that tell whether it begins a sentence."""
OPENING = " \u00a0«\"“„'(—–-"
SENTENCE_END = ".!?…:\n"
ABBREVIATION = re.compile(r"\b[^\W\d]{1,2}\.$")


@dataclass(frozen=True)
class Printed:
    """A text as it is written, with its title and the words that are compared."""

    source: str
    title: str
    written: str
    words: Fingerprint

    @cached_property
    def lettered(self) -> str:
        """The text with Uzbek letters as one however they were typed."""
        return with_uzbek_letters(self.written)

    @cached_property
    def known(self) -> frozenset[int]:
        """Hashes of its words."""
        return frozenset(self.words.words.tolist())

    @property
    def whole(self) -> Stretch:
        """All of its words."""
        return Stretch(self, 0, len(self.words.words))

    @cached_property
    def places(self) -> frozenset[str]:
        """The places of the glossary that it names."""
        return frozenset(self.whole.places)

    @cached_property
    def heading(self) -> Printed:
        """Its title, as a text."""
        return Printed(self.source, "", self.title, Fingerprint.of(self.title))

    @cached_property
    def title_stems(self) -> frozenset[str]:
        """The beginnings of the words of its title."""
        return frozenset(stem(word) for word in WORD.findall(self.title))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of its words and of those of its title."""
        return self.title_stems.union(map(stem, self.whole.written))

    @cached_property
    def named_stems(self) -> frozenset[str]:
        """The beginnings of the words that have a capital within a sentence; none where a capital marks no name."""
        return frozenset(map(stem, self.whole.names)) if self.has_few_capitals else frozenset()

    def is_house(self, words: Iterable[str]) -> bool:
        """Return whether one of these words names the outlet itself."""
        known = "".join(in_latin([self.source.replace("_", "").casefold()], was_cyrillic=True))
        names = [glossary.small(word) for word in words if word[0].isupper()]
        return any(
            len(name) >= SOURCE_LETTERS and name in known for name in in_latin(names, was_cyrillic=True)
        )

    @property
    def has_few_capitals(self) -> bool:
        """Whether a capital marks a name."""
        return self.words.capitals <= FEW_CAPITALS


@dataclass(frozen=True)
class Stretch:
    """Some words of a text."""

    text: Printed
    begin: int
    end: int

    def words(self) -> Iterator[tuple[int, str]]:
        """Yield place and word as it is written; to the fingerprint alone what follows the mark of oʻ is another word."""
        starts, written = self.text.words.starts, self.text.lettered
        for place in range(self.begin, self.end):
            first = place
            while first and written[int(starts[first]) - 1] == UZBEK_LETTER:
                first -= 1
            if first < place and place > self.begin:
                continue
            if found := WRITTEN.match(written, int(starts[first])):
                yield place, found[0]

    @cached_property
    def written(self) -> list[str]:
        """The words as they are written."""
        return [word for _, word in self.words()]

    @cached_property
    def numbers(self) -> list[str]:
        """The digits of its numbers, and its numerals."""
        is_number = self.text.words.is_number
        return [
            _digits(word) if is_number[place] else word
            for place, word in self.words()
            if is_number[place] or NUMERAL.fullmatch(word)
        ]

    @cached_property
    def numbered(self) -> set[str]:
        """Those of its numbers that are names."""
        return {
            word
            for place, word in self.words()
            if self.text.words.is_number[place] and self._is_numbered(place)
        }

    @cached_property
    def months(self) -> set[str]:
        """The months that it names."""
        return {month for word in self.written if (month := glossary.any_month(glossary.small(word)))}

    @cached_property
    def places(self) -> set[str]:
        """The places of the glossary that it names."""
        return glossary.any_places(map(glossary.small, self.written))

    @property
    def is_headline(self) -> bool:
        """Whether it is mostly in capitals, so that a capital marks no name."""
        return 2 * sum(word.isupper() for word in self.written if len(word) > 1) > len(self.written)

    @property
    def names(self) -> list[str]:
        """The words with a capital within a sentence."""
        is_capital = self.text.words.is_capital
        return [
            word for place, word in self.words() if is_capital[place] and not self._begins_sentence(place)
        ]

    def names_without(self, other: Printed) -> list[str]:
        """Return the words with a capital, within a sentence or in the title, too, that another text has nowhere."""
        words = self.text.words
        if self.is_headline:
            return []
        return [
            word
            for place, word in self.words()
            if words.is_capital[place]
            and int(words.words[place]) not in other.known
            and (not self._begins_sentence(place) or self.is_titled([word], other))
        ]

    def is_titled(self, telling: Iterable[str], other: Printed) -> bool:
        """Return whether the title has all these words, and another text's title has none of them."""
        stems = {stem(word) for word in telling}
        return bool(stems) and stems <= self.text.title_stems and stems.isdisjoint(other.title_stems)

    def _is_numbered(self, place: int) -> bool:
        behind = NUMBERED_BEHIND.match(self.text.written, int(self.text.words.starts[place]))
        return bool(behind or NUMBERED.search(self._before(place)))

    def _before(self, place: int) -> str:
        at = int(self.text.words.starts[place])
        return self.text.written[max(0, at - BEFORE) : at]

    def _begins_sentence(self, place: int) -> bool:
        before = self._before(place).rstrip(OPENING)
        return not before or (before[-1] in SENTENCE_END and not ABBREVIATION.search(before))


@dataclass(frozen=True, slots=True)
class Exchange:
    """A fact of one text that stands in place of another one of the other text."""

    ours: str
    theirs: str
    points: int


@dataclass(frozen=True, slots=True)
class Refilling:
    """Where two texts differ between words that they share, and which of these differences are other facts."""

    places: int
    exchanges: tuple[Exchange, ...] = ()
    """One a place at most."""
    is_edited: bool = False
    """Whether so many words are other ones that no template is looked for."""

    @property
    def points(self) -> int:
        """Return what the exchanges are worth together."""
        return sum(exchange.points for exchange in self.exchanges)

    @property
    def is_template(self) -> bool:
        """Return whether the two are one template with two fillings."""
        return (
            not self.is_edited and self.points >= POINTS and len(self.exchanges) >= LEAST_SHARE * self.places
        )


def refilling(ours: Printed, theirs: Printed, *, in_full: bool = False) -> Refilling:
    """Return what stands in each other's place in two texts.

    Args:
        ours: one text.
        theirs: the other one.
        in_full: name every exchange, for a reader; else only as many as decide.
    """
    is_edited = _are_many_words_edited(ours.words, theirs.words)
    if is_edited and not in_full:
        return Refilling(0, is_edited=True)
    found = _places_apart(ours.words, theirs.words)
    pairs = [_trimmed(Stretch(ours, *place[:2]), Stretch(theirs, *place[2:])) for place in found.tolist()]
    numbering = _numbering(pairs)
    known = Refilling(len(found), is_edited=is_edited)
    for left, right in pairs:
        if exchange := _exchange(left, right, numbering):
            known = replace(known, exchanges=(*known.exchanges, exchange))
            if known.is_template and not in_full:
                break
    return known


def _places_apart(ours: Fingerprint, theirs: Fingerprint) -> Places:
    """Return where two texts differ: begin and end in one, begin and end in the other, a row each.

    Such a place lies between two pairs of words that each text has once, or before the first of them; both texts have
    words there, not the same in another order, and no more than `LONGEST`, unless they are lists.
    """
    left, right = common_pairs(ours, theirs)
    if not len(left):
        return np.empty((0, 4), np.int64)
    first = min(int(left[0]), LONGEST)
    begins: Places = np.concatenate(([left[0] - first], left[:-1] + 2))
    others: Places = np.concatenate(([max(0, right[0] - first)], right[:-1] + 2))
    here, there = left - begins, right - others
    is_place = (here > 0) & (there > 0) & (np.maximum(here, there) <= LONGEST_LIST)
    is_place[0] &= left[0] <= LONGEST
    found: Places = np.stack((begins, left, others, right), axis=1)[is_place]
    here, there = (_summed(one.words, found[:, at : at + 2]) for one, at in ((ours, 0), (theirs, 2)))
    found = found[here != there]
    longest = np.maximum(found[:, 1] - found[:, 0], found[:, 3] - found[:, 2])
    is_compared: Flags = longest <= LONGEST
    if not is_compared.all():
        is_compared |= _is_list(ours, found[:, :2]) & _is_list(theirs, found[:, 2:])
    return found[is_compared]


def _are_many_words_edited(ours: Fingerprint, theirs: Fingerprint) -> bool:
    """Return whether a text differs from another one in many places, of which few hold a number or a capital."""
    is_other = np.zeros(len(ours.pairs_in_order) + 2, np.bool_)
    np.logical_not(among(ours.pairs_in_order, theirs.pairs), out=is_other[1:-1])
    edges = (is_other[1:] != is_other[:-1]).nonzero()[0]
    spans = np.stack((edges[::2] + 1, edges[1::2]), axis=1)
    spans = spans[spans[:, 0] < spans[:, 1]]
    if len(spans) <= FEW_PLACES:
        return False
    facts = _summed(ours.is_number | ours.is_capital, spans)
    return bool(np.count_nonzero(facts) < LEAST_SHARE * len(spans))


def _is_list(words: Fingerprint, spans: Places) -> Flags:
    is_list: Flags = _summed(words.is_number, spans) >= NUMBERS_OF_LIST * (spans[:, 1] - spans[:, 0])
    return is_list


def _summed(values: Hashes | Flags, spans: Places) -> npt.NDArray[Any]:
    """Return the sum of the values of each span (from, to)."""
    sums = np.zeros(len(values) + 1, np.uint64 if values.dtype == np.uint64 else np.int64)
    np.cumsum(values, out=sums[1:])
    found: npt.NDArray[Any] = sums[spans[:, 1]] - sums[spans[:, 0]]
    return found


def _trimmed(ours: Stretch, theirs: Stretch) -> tuple[Stretch, Stretch]:
    """Return two stretches without the words that both begin and end with."""
    here = ours.text.words.words[ours.begin : ours.end].tolist()
    there = theirs.text.words.words[theirs.begin : theirs.end].tolist()
    first, last, most = 0, 0, min(len(here), len(there))
    while first < most and here[first] == there[first]:
        first += 1
    while last < most - first and here[-1 - last] == there[-1 - last]:
        last += 1
    return (
        Stretch(ours.text, ours.begin + first, ours.end - last),
        Stretch(theirs.text, theirs.begin + first, theirs.end - last),
    )


def _numbering(found: list[tuple[Stretch, Stretch]]) -> int | None:
    """Return by how much the numbers of paragraphs or items differ, where one text has one more at the beginning."""
    offsets = Counter(offset for one, other in found if (offset := _offset(one, other)) is not None)
    if not offsets:
        return None
    offset, count = offsets.most_common(1)[0]
    return offset if count >= NUMBERED_ITEMS and count > offsets.total() / 2 else None


def _offset(ours: Stretch, theirs: Stretch) -> int | None:
    here, there = ours.numbers, theirs.numbers
    if len(here) != 1 or len(there) != 1 or not here[0].isdecimal() or not there[0].isdecimal():
        return None
    return int(there[0]) - int(here[0])


def _exchange(ours: Stretch, theirs: Stretch, numbering: int | None) -> Exchange | None:
    is_item = numbering is not None and _offset(ours, theirs) == numbering
    points = 0 if is_item else _numbers(ours, theirs)
    points += _months(ours, theirs)
    if not _names_house(ours, theirs):
        points += _places(ours, theirs) or _names(ours, theirs)
    points = points or _wording(ours, theirs)
    return Exchange(" ".join(ours.written), " ".join(theirs.written), points) if points else None


def _numbers(ours: Stretch, theirs: Stretch) -> int:
    """One point for each number; two where it is a name; none where one number is written in two ways."""
    here, there = ours.numbers, theirs.numbers
    if not here or not there or _are_one_number("".join(here), "".join(there)):
        return 0
    points = min(len({*here} - {*there}), len({*there} - {*here}))
    is_name = bool(ours.numbered) and bool(theirs.numbered) and ours.numbered.isdisjoint(theirs.numbered)
    return max(points, 2) if is_name else points


def _are_one_number(here: str, there: str) -> bool:
    """Return whether digits are the same, or the same in short: 12 500 and 12.5, 157 726 135 and 157.7."""
    less, more = sorted((here.rstrip("0"), there.rstrip("0")), key=len)
    return less == more or (SHORTENED <= len(less) < len(more) and more.startswith(less))


def _months(ours: Stretch, theirs: Stretch) -> int:
    here, there = ours.months, theirs.months
    return int(bool(here) and bool(there) and here.isdisjoint(there))


def _places(ours: Stretch, theirs: Stretch) -> int:
    """Two points where each names a place that the other text speaks of nowhere: no editor takes Naryn for Osh."""
    here, there = ours.places - theirs.places, theirs.places - ours.places
    if not here or not there:
        return 0
    return 0 if here <= theirs.text.places or there <= ours.text.places else 2


def _names(ours: Stretch, theirs: Stretch) -> int:
    """One point for another name, two for several, and where the titles name them, too."""
    if not ours.text.has_few_capitals or not theirs.text.has_few_capitals:
        return 0
    here, there = ours.names_without(theirs.text), theirs.names_without(ours.text)
    if not here or not there or not is_another(here, there):
        return 0
    is_titled = ours.is_titled(here, theirs.text) and theirs.is_titled(there, ours.text)
    return 2 if is_titled or min(len(here), len(there)) >= NAMED else 1


def _names_house(*stretches: Stretch) -> bool:
    """Return whether an outlet names itself, as who prints the report of another one does."""
    return any(one.text.is_house(one.written) for one in stretches)


def _wording(ours: Stretch, theirs: Stretch) -> int:
    """One point for other words that the titles have in each other's place, too: what is bought, who is sought."""
    here, there = ours.written, theirs.written
    if len(here) > WORDING or len(there) > WORDING or not differ(" ".join(here), " ".join(there)):
        return 0
    left, right = ([word for word in found if len(word) >= TELLING] for found in (here, there))
    return int(ours.is_titled(left, theirs.text) and theirs.is_titled(right, ours.text))


def _digits(word: str) -> str:
    """Return the digits with which a word begins, in one writing: `1 500` as `1500`, `08` as `8`."""
    return str(int(NOT_DIGITS.sub("", word)))


def is_another(here: Iterable[str], there: Sequence[str]) -> bool:
    """Return whether one of these names is none of those."""
    return any(all(differ(one, other) for other in there) for one in here)


def differ(one: str, other: str) -> bool:
    """Return whether one is not the other, mended, inflected or abbreviated."""
    left, right = glossary.small(one), glossary.small(other)
    return ratio(left, right) < ALIKE and not left.startswith(right) and not right.startswith(left)


def stem(word: str) -> str:
    """Return the letters by which a word is known again."""
    return glossary.small(word)[:STEM]
