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

from storage.lazy import Remembered
from storage.matching import glossary
from storage.matching.names import cut, spelling

LETTERS = 600
"""Characters of the text that are read: news tell what happened first (the inverted pyramid)."""
TITLE = 2.0
"""A word of the title counts as often as if the text said it so many times."""
TOKEN = re.compile(r"[.!?…:;|\n]|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f,.](?=\d{3}(?!\d))")
APOSTROPHE = re.compile("['’ʼ]")
ENDS = frozenset(".!?…:;|\n")
KNOWN_WORDS = 75_000
"""Words of one language that are remembered, and as many that were before; one takes about 300 bytes."""
LANGUAGES = 6
"""Languages whose words are remembered at a time."""
TITLE_CASE = 0.6
"""Where more of a title's words begin with a capital, capitals there tell nothing about names."""

SENTENCE_CASE = frozenset({"ru", "ky", "kk", "uk", "be", "tt", "ba"})
"""Languages whose titles are written like sentences."""

WORD, NAME, NUMBER, DAY, MEANING, PLACE, FORMULA, MONTH, END = range(9)
"""Kinds of keys. All but WORD are understood across languages; PLACE and FORMULA do not tell events apart.
MONTH and END are of the reading alone: a month becomes part of a DAY, or nothing."""


Token = tuple[str, int, bool]
"""Key, kind, and whether the word began with a capital."""

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


@dataclass(frozen=True, slots=True)
class Report:
    """What one article tells."""

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
    understood: frozenset[str]
    """The keys that are understood across languages."""
    understood_length: float
    """Euclidean length of their weights."""
    days: frozenset[str]
    """The days of the calendar that it names."""


@lru_cache(maxsize=LANGUAGES)
def tokens(language: str | None) -> Remembered[Token | None]:
    """Return the words of a language that were met so far: they come again, and each is worked out once."""
    return Remembered(lambda word: token(word, language), KNOWN_WORDS)


def token(word: str, language: str | None) -> Token | None:
    """Return how a word or a mark is compared, None where it says nothing by itself."""
    if word in ENDS:
        return "", END, False
    if word[0].isdigit():
        figures = word.replace(",", ".").lstrip("0").rstrip(".")
        return (f"#{figures}", NUMBER, False) if figures else None
    small = glossary.small(word)
    if len(small) < 2 or glossary.is_common(small, language):
        return None
    if (found := glossary.number(small, language)) is not None:
        return f"#{found}", NUMBER, False
    if (found := glossary.month(small, language)) is not None:
        return found, MONTH, False
    capital = word[0].isupper()
    if (found := glossary.meaning(small, language)) is not None:
        return f"={found}", _kind(found), capital
    head = small.replace("-", "") if "-" in small else APOSTROPHE.split(small, maxsplit=1)[0]
    key = cut(spelling(head, language), language)
    return (key, WORD, capital) if len(key) > 1 else None


def _kind(meaning: str) -> int:
    if meaning in glossary.PLACE_NAMES:
        return PLACE
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
    days: set[str] = set()
    title_words = TOKEN.findall(GROUPED.sub("", title))
    capitals = sum(word[0].isupper() for word in title_words)
    in_title_case = language not in SENTENCE_CASE and capitals > TITLE_CASE * len(title_words)
    _count(title_words, language, counts, kinds, days, TITLE, not in_title_case)
    titled = len(counts)
    _count(TOKEN.findall(GROUPED.sub("", text[:LETTERS])), language, counts, kinds, days, 1.0, True)
    return Telling(
        tuple(counts),
        bytes(map(kinds.__getitem__, counts)),
        tuple([1 + log(count) if count > 1 else 1.0 for count in counts.values()]),
        titled,
        frozenset(days),
    )


def weighed(
    id: int, group: str, language: str | None, day: int, telling: Telling, alone: Sequence[float]
) -> Report:
    """Return what an article tells; `alone` are the weights of its words, each as if it was told once."""
    keys, kinds, titled = telling.keys, telling.kinds, telling.titled
    weights = dict(zip(keys, map(mul, alone, telling.factors), strict=True))
    understood = [key for key, kind in zip(keys, kinds, strict=True) if kind != WORD]
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
        frozenset(understood),
        _length([weights[key] for key in understood]),
        telling.days,
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
    opening = True
    month = figure = ""
    for found in map(tokens(language).__getitem__, words):
        if found is None:
            opening, month, figure = False, "", ""
            continue
        key, kind, capital = found
        if kind <= NAME:
            if capital and capitals_tell and not opening:
                kinds[key] = NAME
            elif key not in kinds:
                kinds[key] = kind
            month = figure = ""
        elif kind >= MONTH:
            opening = kind == END
            month, was = ("" if opening else key), figure
            figure = ""
            if was and month:
                _note_day(month, was, counts, kinds, days, amount)
                month = ""
            continue
        else:
            kinds.setdefault(key, kind)
            figure = key if kind == NUMBER else ""
            if month and figure:
                _note_day(month, figure, counts, kinds, days, amount)
                figure = ""
            month = ""
        opening = False
        counts[key] += amount


def _note_day(
    month: str,
    figure: str,
    counts: defaultdict[str, float],
    kinds: dict[str, int],
    days: set[str],
    amount: float,
) -> None:
    number = figure[1:]
    if number.isdigit() and 1 <= int(number) <= 31:
        key = f"@{month}-{number}"
        days.add(key)
        counts[key] += amount
        kinds[key] = DAY
