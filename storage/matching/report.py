"""What an article tells, condensed to be compared: weighted words, names, numbers, days of the calendar.

Every word becomes a key that does not depend on script, language or grammar as far as that is cheap to have: a
meaning of the glossary, a name in one spelling, a number in figures. So Kyrgyz, Russian, English and Turkish
reports of one event share keys, and one comparison serves them all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from operator import mul

from storage.lazy import Remembered, cached_property
from storage.matching import glossary, turkic
from storage.matching.names import cut, is_of_a_person, spelling
from storage.matching.roundups import is_roundup

LETTERS = 600
"""Characters of the text that are read: news tell what happened first (the inverted pyramid)."""
TITLE = 2.0
"""A word of the title counts as often as if the text said it so many times."""
TOKEN = re.compile(r"[^\W\d_]++(?:['’‘ʼ`´-][^\W\d_]++)*+|[.!?…:;|\n%$€]|,(?= \d)|\d++(?:[.,]\d++)*+")
GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f,.](?=\d{3}(?!\d))")
MAY_BE_GROUPED = re.compile(r"\d[ \u00a0\u202f,.]\d")
"""Sooner found, and in most texts not at all."""
SHORT_SCALE = re.compile(r"([$€]\d+(?:[.,]\d+)?) ?(m|bn|k)\b")
SHORT_SCALES = {"m": "million", "bn": "billion", "k": "thousand"}
"""How English titles shorten a sum: `$45m`."""
APOSTROPHE = re.compile("['’‘ʼ`´]")
LETTER_APOSTROPHE = "\u02bc"
ENDS = frozenset(".!?…:;|\n,")
"""Where a sentence or a part of it ends; of commas those alone are read that part two numbers."""
KNOWN_WORDS = 75_000
"""Words of one language that are remembered, and as many that were before; one takes about 300 bytes."""
LANGUAGES = 6
"""Languages whose words are remembered at a time."""
TITLE_CASE = 0.6
"""Where more of a title's words begin with a capital, and none begins small that says something, capitals there tell
nothing about names."""

SENTENCE_CASE = frozenset({"ru", "ky", "kk", "uz", "az", "uk", "be", "tt", "ba"})
"""Languages whose titles are written like sentences."""

WORD, NAME, NUMBER, DAY, MEANING, PLACE, FORMULA, WORDS, MONTH, END, JOIN, SCALE, PLACES = range(13)
"""Kinds of keys. All but WORD are understood across languages; PLACE and FORMULA do not tell events apart.
Those from WORDS on are of the reading alone: two WORDS with capitals (`Нью-Йорк`) are counted as both, a month becomes
part of a DAY, or nothing, a JOIN (`and`, `to`) makes two days of `May 16 and 17`, a SCALE (`million`) becomes part of a
number, or a MEANING, and what names two PLACES (`Kyrgyz-Uzbek`) is counted as both."""


TELL_OF_NUMBERS = (END, JOIN)
"""Where no number was read they say nothing."""

Token = tuple[str, int, bool]
"""Key, kind, and whether the word began with a capital; of a number, whether it is written in words."""

Weigh = Callable[[Sequence[str], bytes, "str | None"], list[float]]
"""Keys, the kind of each, language -> how much it says of each that two reports share it."""


@dataclass(frozen=True)
class Telling:
    """The words of one article, counted and not yet weighed: what can be known without the archive."""

    keys: tuple[str, ...]
    """Each once, those of the title first."""
    kinds: bytes
    """The kind of each key."""
    factors: tuple[float, ...]
    """How much more each key weighs because it is told again."""
    titled: int
    """So many of the keys are the title's."""
    days: frozenset[str]
    """The days of the calendar that it names."""
    is_roundup: bool = False
    """Whether it tells of many events in a few words each."""


@dataclass(eq=False)
class Report:
    """What one article tells. Nobody changes it, but a frozen one costs four times as much to make."""

    id: int
    group: str
    language: str | None
    day: int
    """Days since 0001-01-01, of its publication or of its first sight."""
    weights: dict[str, float]
    """Key -> weight in this report."""
    length: float
    """Euclidean length of `weights`."""
    core: dict[str, float]
    """What the title says beside places and formulas: key -> weight of the word alone."""
    core_weight: float
    title_places: frozenset[str]
    title_names: frozenset[str]
    title_numbers: frozenset[str]
    days: frozenset[str]
    """The days of the calendar that it names."""
    kinds: bytes
    """The kind of each key of `weights`."""

    @cached_property
    def understood_length(self) -> float:
        """Euclidean length of the weights of keys that are understood across languages."""
        weights = zip(self.weights.values(), self.kinds, strict=True)
        return _length([weight for weight, kind in weights if kind != WORD])

    @cached_property
    def lands(self) -> frozenset[str]:
        """The lands that it names, or of which it names a town or the money."""
        homes = glossary.HOME_KEYS
        return frozenset([homes[key] for key in self.weights.keys() & homes.keys()])


@lru_cache(maxsize=LANGUAGES)
def tokens(language: str | None) -> Remembered[Token | None]:
    """Return the words of a language that were met so far: they come again, and each is worked out once."""
    return Remembered(lambda word: token(word, language), KNOWN_WORDS)


def token(word: str, language: str | None) -> Token | None:
    """Return how a word or a mark is compared, None where it says nothing by itself."""
    if not word[0].isalpha():
        return _sign(word)
    small = glossary.small(word, language)
    if len(small) > 1 and glossary.is_unknown(small, language):
        return _name_or_word(word, small, language)
    return _known_word(word, small, language)


def _known_word(word: str, small: str, language: str | None) -> Token | None:
    """Return how a word is compared that the glossary may know."""
    is_common = glossary.is_common(small, language)
    month = glossary.month(small, language)
    if month and (word[0].isupper() or not is_common):
        return month, MONTH, False  # May is one, what may be is not
    if glossary.joins(small, language):
        return "", JOIN, False
    if len(small) < 2 or is_common:
        return None
    if (found := glossary.number(small, language)) is not None:
        return f"#{found}", NUMBER, True
    if "-" in small and (places := _places(small, language)):
        return places, PLACES, False
    capital = word[0].isupper()
    if (found := glossary.meaning(small, language)) is not None and not (
        capital and is_of_a_person(word, small, language) and found not in glossary.PLACE_NAMES
    ):
        return f"={found}", _kind(found), capital
    return _name_or_word(word, small, language)


def _name_or_word(word: str, small: str, language: str | None) -> Token | None:
    """Return how a word is compared that the glossary does not know."""
    if "-" in small and (two := _two_names(word, small, language)):
        return two, WORDS, True
    if language == "uz":
        head = turkic.in_one_alphabet(small.replace("-", ""), language)
    else:
        head = small.replace("-", "") if "-" in small else _before_apostrophe(small)
    key = cut(spelling(head, language), language)
    return (key, WORD, word[0].isupper()) if len(key) > 1 else None


def _before_apostrophe(small: str) -> str:
    """Return a word up to its apostrophe: hardly any has one, but one of them is a letter by Unicode."""
    if small.isalpha() and LETTER_APOSTROPHE not in small:
        return small
    return APOSTROPHE.split(small, maxsplit=1)[0]


def _two_names(word: str, small: str, language: str | None) -> str | None:
    """Return the keys of two names that a hyphen joins: others write them apart (Нью-Йорк, New York)."""
    parts = word.split("-")
    if len(parts) != 2 or not all(part[0].isupper() for part in parts):
        return None
    keys = [cut(spelling(part, language), language) for part in small.split("-")]
    return " ".join(keys) if all(len(key) > 2 for key in keys) else None


def _sign(word: str) -> Token | None:
    """Return how figures or a mark are compared."""
    if word in ENDS:
        return "", END, False
    if word in glossary.SIGNS:
        return f"={glossary.SIGNS[word]}", MEANING, False
    figures = word.replace(",", ".").lstrip("0").rstrip(".")
    return (f"#{figures}", NUMBER, False) if figures else None


def _places(small: str, language: str | None) -> str | None:
    """Return the keys of the two places that a compound names; `Jalal-Abad` is one place."""
    found = [glossary.meaning(part, language) for part in small.split("-")]
    is_two = len(found) == 2 and all(meaning in glossary.PLACE_NAMES for meaning in found)
    return f"={found[0]} ={found[1]}" if is_two else None


def _kind(meaning: str) -> int:
    if meaning in glossary.PLACE_NAMES:
        return PLACE
    if meaning in glossary.SCALES:
        return SCALE
    return FORMULA if meaning in glossary.FORMULA_NAMES else MEANING


def read_report(
    id: int, group: str, language: str | None, day: int, title: str, text: str, weigh: Weigh
) -> Report:
    """Return what an article tells. `weigh` says how rare each key is."""
    telling = read_words(language, title, text)
    return weighed(id, group, language, day, telling, weigh(telling.keys, telling.kinds, language))


def read_words(language: str | None, title: str, text: str) -> Telling:
    """Return the words of an article's title and first sentences as keys, counted."""
    counts: defaultdict[str, float] = defaultdict(float)
    kinds: dict[str, int] = {}
    """Of keys that are no plain words."""
    days: set[str] = set()
    title_words = split(title)
    _count(title_words, language, counts, kinds, days, TITLE, not _is_in_title_case(title_words, language))
    titled = len(counts)
    _count(split(text[:LETTERS]), language, counts, kinds, days, 1.0, True)
    return Telling(
        tuple(counts),
        bytes([kinds.get(key, WORD) for key in counts]),
        tuple([1 + log(count) if count > 1 else 1.0 for count in counts.values()]),
        titled,
        frozenset(days),
        is_roundup(title, title_words),
    )


def _is_in_title_case(words: list[str], language: str | None) -> bool:
    """Return whether all words of a title begin with a capital, but for those that say nothing."""
    if language in SENTENCE_CASE or sum(word[0].isupper() for word in words) <= TITLE_CASE * len(words):
        return False
    known = tokens(language)
    return not any(word[0].islower() and (found := known[word]) and found[1] != JOIN for word in words)


def split(text: str) -> list[str]:
    """Return the words, numbers and marks of a text; thousands are read as one number."""
    if "$" in text or "€" in text:
        text = SHORT_SCALE.sub(lambda found: f"{found[1]} {SHORT_SCALES[found[2]]}", text)
    if MAY_BE_GROUPED.search(text):
        text = GROUPED.sub("", text)
    return TOKEN.findall(text)


def scaled(figures: str, scale: int) -> str | None:
    """Return figures in full: 1.5 and six zeros are 1500000. None where a fraction would be left."""
    whole, _, fraction = figures.partition(".")
    if len(fraction) > scale or "." in fraction:
        return None
    return f"{whole}{fraction}{'0' * (scale - len(fraction))}".lstrip("0") or None


def added_up(left: str, right: str) -> str | None:
    """Return the figures of two numbers in words that are one, like `forty five` and `two hundred`, or None."""
    if right == "1.5":
        return f"{left}.5" if left.isdigit() else None
    if not left.isdigit() or not right.isdigit():
        return None
    before, behind = int(left), int(right)
    if behind == 100 and before < 10:
        return str(100 * before)
    is_rest = before % 100 == 0 or (before % 10 == 0 and behind < 10)
    return str(before + behind) if is_rest and behind < min(before, 100) else None


def weighed(
    id: int, group: str, language: str | None, day: int, telling: Telling, alone: Sequence[float]
) -> Report:
    """Return what an article tells; `alone` are the weights of its words, each as if it was told once."""
    keys, kinds, titled = telling.keys, telling.kinds, telling.titled
    weights = dict(zip(keys, map(mul, alone, telling.factors), strict=True))
    title = list(zip(keys[:titled], kinds, alone, strict=False))
    core = {key: weight for key, kind, weight in title if kind < PLACE}
    return Report(
        id,
        group,
        language,
        day,
        weights,
        _length(weights.values()),
        core,
        sum(core.values()) or 1.0,
        frozenset([key for key, kind, _ in title if kind == PLACE]),
        frozenset([key for key, kind, _ in title if kind == NAME]),
        frozenset([key for key, kind, _ in title if kind == NUMBER]),
        telling.days,
        kinds,
    )


def _length(weights: Iterable[float]) -> float:
    return sqrt(sum([weight * weight for weight in weights])) or 1.0


def _count(
    words: list[str],
    language: str | None,
    counts: defaultdict[str, float],
    kinds: dict[str, int],
    days: set[str],
    amount: float,
    capitals_tell: bool,
) -> None:
    """Add the keys of running text, the kind of each, and the days of the calendar that it names."""
    figures = _Figures(counts, kinds, days, amount)
    opening, are_read = True, False
    for found in map(tokens(language).__getitem__, words):
        if found is not None:
            key, kind, capital = found
            if kind == WORD:
                if capital and capitals_tell and not opening:
                    kinds[key] = NAME
            elif kind == NUMBER or kind >= MONTH:
                if are_read or kind not in TELL_OF_NUMBERS:
                    are_read = figures.read(key, kind, capital)
                opening = kind == END
                continue
            elif kind == WORDS:
                key, other = key.split()
                counts[other] += amount
                if capitals_tell and not opening:
                    kinds[key] = kinds[other] = NAME
            elif key not in kinds:
                kinds[key] = kind
            counts[key] += amount
        opening = False
        if are_read:
            figures.forget()
            are_read = False


class _Figures:
    """Numbers of a running text, with what stands beside them: the month of days, how many millions."""

    __slots__ = (
        "amount",
        "are_read",
        "counts",
        "days",
        "in_row",
        "in_words",
        "kinds",
        "last",
        "month",
        "total",
    )

    def __init__(
        self, counts: defaultdict[str, float], kinds: dict[str, int], days: set[str], amount: float
    ) -> None:
        self.counts, self.kinds, self.days, self.amount = counts, kinds, days, amount
        self.are_read = False
        """Whether anything is to be forgotten when another word comes."""
        self.month = ""
        self.in_row: list[str] = []
        """Numbers side by side, or with a JOIN between them, before the month whose days they may be."""
        self.last = ""
        """The number that was read just now."""
        self.in_words = False
        """Whether it was written in words."""
        self.total = ""
        """The number in full before it, of which it may be the rest: `1 million 400 thousand`."""

    def forget(self) -> None:
        """Begin anew: what comes now stands beside another word."""
        self.are_read, self.month, self.in_row, self.last, self.total = False, "", [], "", ""

    def read(self, key: str, kind: int, in_words: bool) -> bool:
        """Read a number, or what may make more of the numbers before it.

        Returns:
            Whether anything is to be forgotten when another word comes.
        """
        if kind == NUMBER:
            if in_words and self.in_words and self.last and (whole := added_up(self.last[1:], key[1:])):
                self._uncount(self.last)
                if self.in_row:
                    self.in_row.pop()
                key = f"#{whole}"
            self._count(key, NUMBER)
            if self.month:
                self._note_day(self.month, key)
            else:
                self.in_row.append(key)
            self.last, self.in_words, self.are_read = key, in_words, True
        elif kind == MONTH:
            month, before = key, self.in_row if self.last else []
            self.forget()
            for number in before:
                self._note_day(month, number)
            if not before:
                self.month, self.are_read = month, True
        elif kind == JOIN:
            self.last = ""
        elif kind == SCALE:
            total = self._note_scaled(key)
            self.forget()
            self.total, self.are_read = total, bool(total)
        else:
            self.forget()
            for place in key.split() if kind == PLACES else ():
                self._count(place, PLACE)
        return self.are_read

    def _count(self, key: str, kind: int) -> None:
        self.counts[key] += self.amount
        self.kinds[key] = kind

    def _uncount(self, key: str) -> None:
        """Take back a number that is but a part of another one."""
        self.counts[key] -= self.amount
        if not self.counts[key]:
            del self.counts[key]

    def _note_day(self, month: str, number: str) -> None:
        figures = number[1:]
        if figures.isdigit() and 1 <= int(figures) <= 31:
            day = f"@{month}-{figures}"
            self.days.add(day)
            self._count(day, DAY)

    def _note_scaled(self, scale: str) -> str:
        """Count a number and the word behind it as one number in full and return it, or the word alone where there is none."""
        zeros = glossary.SCALES[scale[1:]]
        full = scaled(self.last[1:], zeros) if self.last else None
        if not full:
            self._count(scale, MEANING)
            return ""
        self._uncount(self.last)
        if self.total and len(full) < len(self.total) and int(self.total) % 10 ** (zeros + 3) == 0:
            self._uncount(f"#{self.total}")
            full = str(int(self.total) + int(full))
        self._count(f"#{full}", NUMBER)
        return full
