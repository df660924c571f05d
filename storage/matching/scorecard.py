"""How alike the words of a promise and of an article are, when a newsroom has edited the title: a scorecard.

Each feature is a share or a count that a reader can check by hand, and gives points where it reaches a step;
the sum of the points is the score, the log odds that both are one article. The steps were chosen by eye, the
points by logistic regression over pairs of real teasers and articles (docs/matching.md says how it measured).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz

from storage.text import words

STEM = 6
"""Letters by which words are compared: forms of one word share them."""
OPENING = 400
"""Characters of an article's opening that a snippet is compared with."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SITE_NAME = re.compile(r"\s+[-|–—]\s+[^-|–—]{2,40}$")
"""What a site adds to its titles: ` - The Daily`."""
CUT_END = re.compile(r"(\.\.+|…)\s*$")
SLUG_END = re.compile(r"\.(html?|php|aspx?|cms)$")
SERIAL_DIGITS = 6
"""A number of so many digits in a slug is the site's own id."""
FUNCTION_WORDS = frozenset(
    "the and for from with are was were but not his her its their this that has have had who what how why when"
    " here you your after over out about into than more will can says said new today amid"
    " что как для при над под про или его она они это был была были есть уже ещё еще все так где"
    " жана менен үчүн боюнча деп эмес бул анын"
    " ile için bir olan daha çok ama gibi oldu kadar".split()
)
LATIN = str.maketrans(
    dict(
        zip(
            "абвгдезийклмнопрстуфхцыэңөүіқғұһәё",
            "a b v g d e z i i k l m n o p r s t u f kh ts y e n o u i k g u h a e".split(),
            strict=True,
        )
    )
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
)
"""Cyrillic letters as most slugs write them."""

STEPS: dict[str, tuple[tuple[float, float], ...]] = {
    "title or slug alike": ((0.5, 0.8), (0.6, 0.7), (0.7, 0.2), (0.8, 0.5), (0.9, 1.2), (0.97, 1.4)),
    "title equal": ((1, 1.3),),
    "title words in the article": ((0.4, 0.5), (0.55, 0.3), (0.7, 0.1), (0.85, 0.5)),
    "slug words in the teaser": ((0.6, 0.3), (0.75, 0.2)),
    "no slug": ((1, -1.2),),
    "snippet words in the article": ((0.15, 0.2), (0.3, 0.3), (0.8, 0.6)),
    "snippet words that the title lacks": ((0.7, 0.5), (0.85, 1.0)),
    "shared words": ((4, 1.2), (6, 0.6), (8, 0.5)),
    "other day": ((1, -2.5),),
    "other numbers": ((1, -0.9),),
}
"""Each feature: from this value on, so many points more."""
BASE = -5.3
"""Points of two records that share nothing."""


@dataclass(frozen=True)
class Titled:
    """What both sides have: a title, and an opening (a snippet; or a summary and first paragraphs)."""

    title: str
    opening: str

    @cached_property
    def title_list(self) -> list[str]:
        return _latin_words(bare_title(self.title))

    @cached_property
    def title_line(self) -> str:
        return " ".join(self.title_list)

    @cached_property
    def title_words(self) -> frozenset[str]:
        return telling(self.title_list)

    @cached_property
    def opening_words(self) -> frozenset[str]:
        return telling(_latin_words(self.opening[:OPENING]))


@dataclass(frozen=True)
class Told(Titled):
    """What a promise says."""

    day: int | None = None
    """Days since 1970-01-01."""

    @cached_property
    def words(self) -> frozenset[str]:
        return self.title_words | self.opening_words

    @cached_property
    def numbers(self) -> frozenset[str]:
        return numbers(f"{self.title} {self.opening}")


@dataclass(frozen=True)
class Kept(Titled):
    """What an article says, as far as it is compared."""

    url: str = ""
    day: int | None = None

    @cached_property
    def slug_list(self) -> list[str]:
        return slug_words(self.url)

    @cached_property
    def slug(self) -> frozenset[str]:
        return telling(self.slug_list)

    @cached_property
    def words(self) -> frozenset[str]:
        return self.title_words | self.opening_words | self.slug

    @cached_property
    def names(self) -> frozenset[str]:
        """The words under which promises find it: of its title as it is, and as its URL remembers it."""
        return self.title_words | self.slug

    @cached_property
    def numbers(self) -> frozenset[str]:
        return numbers(f"{self.title} {self.opening[:OPENING]}") | {w for w in self.slug if w[0].isdigit()}


def bare_title(title: str) -> str:
    """Return a title without the cut mark, and without the site's name behind a dash."""
    whole = CUT_END.sub("", title)
    bare = SITE_NAME.sub("", whole)
    return bare if len(bare) >= 25 else whole


def telling(found: Iterable[str]) -> frozenset[str]:
    """Return the stems of the words that tell something: numbers, and what is no short or function word."""
    return frozenset(
        word if word[0].isdigit() else word[:STEM]
        for word in found
        if word[0].isdigit() or (len(word) >= 3 and word not in FUNCTION_WORDS)
    )


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text, without thousands separators."""
    return frozenset(found.replace(",", "") for found in NUMBER.findall(text))


def slug_words(url: str) -> list[str]:
    """Return the words of the URL's slug: the title as it was when the article was first published."""
    if url.count("-") + url.count("_") < 2:
        return []
    parts = [part.replace("_", "-") for part in urlsplit(url).path.split("/")]
    longest = max(parts, key=lambda part: part.count("-"))
    if longest.count("-") < 2:
        return []
    if "%" in longest:
        longest = unquote(longest)
    return [
        word
        for word in _latin_words(SLUG_END.sub("", longest))
        if not (word.isdigit() and len(word) >= SERIAL_DIGITS)
    ]


def _latin_words(text: str) -> list[str]:
    if text.isascii():
        return words(text)
    return words(" ".join(words(text)).translate(LATIN))


def features(told: Told, kept: Kept) -> dict[str, float]:
    """Return what is compared, each by its name in `STEPS`."""
    title, kept_title = told.title_line, kept.title_line
    slug = " ".join(kept.slug_list)
    strangers = told.numbers - kept.numbers
    return {
        "title or slug alike": max(
            fuzz.token_set_ratio(title, kept_title), fuzz.token_set_ratio(title, slug) if slug else 0
        )
        / 100,
        "title equal": float(title == kept_title),
        "title words in the article": _share(told.title_words, kept.words),
        "slug words in the teaser": _share(kept.slug, told.words),
        "no slug": float(not slug),
        "snippet words in the article": _share(told.opening_words, kept.words),
        "snippet words that the title lacks": _share(told.opening_words - told.title_words, kept.words),
        "shared words": len(told.words & kept.words),
        "other day": float(told.day != kept.day),
        "other numbers": float(bool(strangers) and bool(kept.numbers - told.numbers)),
    }


def _share(of: frozenset[str], known: frozenset[str]) -> float:
    return len(of & known) / (len(of) + 1)


def score(told: Told, kept: Kept) -> float:
    """Return the sum of the points: log odds that `told` promises `kept`."""
    return BASE + sum(points(name, value) for name, value in features(told, kept).items())


def points(name: str, value: float) -> float:
    """Return the points of one feature: those of every step that it reaches."""
    return sum(given for step, given in STEPS.get(name, ()) if value >= step)


def other_filling(told: Told, kept: Kept) -> bool:
    """Return whether two titles are one template with other fillings.

    The same words at both ends, and between them each names what the other side nowhere speaks of:
    "... in the Field of Cinematography", "... in the Field of Media and Communications".
    """
    left, right = told.title_list, kept.title_list
    if left == right:
        return False
    begin = _common(left, right)
    end = min(_common(left[::-1], right[::-1]), len(left) - begin, len(right) - begin)
    if begin + end < min(len(left), len(right)) / 2:
        return False
    here = telling(left[begin : len(left) - end])
    there = telling(right[begin : len(right) - end])
    return bool(here - kept.words) and bool(there - told.words)


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
