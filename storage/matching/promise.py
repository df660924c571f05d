"""What a teaser promises and what an article holds, and the keys by which they find each other.

A key is one integer: 44 bits of what is looked for, then 20 bits of the group, so that one index answers for
one group (the exact key) and for all of them (the range). Keys of single words begin with the day: news of one
day lie side by side, which keeps writing quick in a large archive, and lists of common words short.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import xxhash

from storage.lazy import Remembered, cached_property
from storage.matching.comparison import (
    OPENING,
    REMEMBERED,
    Kept,
    Titled,
    Told,
    words_of_title,
)
from storage.matching.habits import UNKNOWN, Habits
from storage.text import first_words, words

LEDE_WORDS = 6
"""First words of a paragraph that make its key: a cut snippet of 81 characters holds at least ten."""
BEGINNING = 4
"""First words of a title that make its key, for promises whose title is cut."""
PARAGRAPHS = 4
"""A snippet is looked for in so many first paragraphs, as some sites leave the lede out of the body."""
STEM = 5
"""Letters by which long words are compared: forms of one word share them."""
DAYS_AROUND = (-1, 0, 1)
"""Days, from the promise's, on which an edited title is looked for."""
DAYS_SEEN = range(-7, 2)
"""Days, from the first sight of a promise without a date, on which its article is looked for."""
AT_SIGHT = 0x5EEDDA7 << 20
"""Sets the keys of words of a day of first sight apart from those of a day of publication."""
GROUP_BITS = 20
A_DAY = 1 << 48
"""Keys of words of one day and those of the next are so far apart."""
SAME_CONTENT = (1 << GROUP_BITS) - 1
EPOCH = date(1970, 1, 1).toordinal()


class Headed:
    """What a promise and an article have alike: a title, and a date in UTC. Neither is frozen, as `Titled` is not."""

    title: str | None
    published_at: str | None

    @property
    def titled(self) -> Titled:
        """What is compared of it."""
        raise NotImplementedError

    @cached_property
    def title_words(self) -> str:
        title = self.title or ""
        return self.bare_title_words if self.titled.bare_title == title else " ".join(words_of_title(title))

    @cached_property
    def bare_title_words(self) -> str:
        return " ".join(self.titled.plain_title_list)

    @cached_property
    def day(self) -> int | None:
        """Days since 1970-01-01."""
        return _day(self.published_at)


@dataclass(eq=False)
class Promise(Headed):
    """What a teaser says, as far as it helps to find its article.

    `group`: its source, or its network of sisters; None: any source may have published the article.
    """

    group: str | None
    title: str | None
    snippet: str | None
    published_at: str | None = None
    first_seen_at: str | None = None
    is_at_sight: bool = False
    """Whether the day of publication is that of the first sight."""

    def at_sight(self) -> Promise | None:
        """Return a promise without a date as if it had that of its first sight; None where it has one, or none is known."""
        if self.published_at or not self.first_seen_at:
            return None
        return replace(self, published_at=self.first_seen_at, is_at_sight=True)

    @cached_property
    def day_seen(self) -> int | None:
        """The day of its first sight."""
        return _day(self.first_seen_at)

    @property
    def titled(self) -> Told:
        return self.told

    @cached_property
    def headless_title_words(self) -> str:
        return " ".join(self.told.plain_headless_list)

    @cached_property
    def beginning(self) -> list[str]:
        """The words of a cut title, of which the last may be cut too; none of a whole one, or of few words."""
        found = self.told.plain_title_list if self.told.is_cut else []
        return found if len(found) > BEGINNING else []

    @cached_property
    def beginning_key(self) -> int | None:
        """The key of the first words of a cut title."""
        return _beginning(self.beginning) if self.beginning else None

    @cached_property
    def snippet_words(self) -> list[str]:
        snippet = self.snippet or ""
        return words(snippet) if len(snippet) > OPENING else self.told.plain_opening_list

    @cached_property
    def long_words(self) -> frozenset[str]:
        """Words of the snippet of four letters or more."""
        return frozenset(word for word in self.snippet_words if len(word) >= 4)

    @cached_property
    def told(self) -> Told:
        return Told(self.title or "", self.snippet or "", self.day)

    @cached_property
    def titles_and_ledes(self) -> list[int]:
        """The keys by which rules 2 and 3 find its article, the group left out."""
        titles = {self.title_words, self.bare_title_words, self.headless_title_words}
        keys = {_content("t", title) for title in titles if title}
        if self.beginning_key is not None:
            keys.add(self.beginning_key)
        if len(self.snippet_words) >= LEDE_WORDS:
            keys.add(_content("l", " ".join(self.snippet_words[:LEDE_WORDS])))
        return sorted(keys)

    def word_keys(self) -> list[int]:
        """Return the keys of the words of its title on its day, the group left out."""
        return _word_keys(self.told.day, hashes_of(self.told.title_words), (0,))

    def index_keys(self) -> list[int]:
        """Return the keys under which its article looks for it."""
        seen = self.at_sight()
        at_sight = [key ^ AT_SIGHT for key in seen.word_keys()] if seen else ()
        keys = (*self.titles_and_ledes, *self.word_keys(), *at_sight)
        return [key | group_of(self.group or "") for key in keys]


@dataclass(frozen=True)
class FoldKeys:
    """What the keys of an article are made of, without its group."""

    whole: bytes
    """Of its titles, and of the first words of its first paragraphs: 64-bit integers."""
    words: bytes
    """Of the words of its title and slug, on its day."""
    day: int | None

    @classmethod
    def of(
        cls, title: str | None, summary: str | None, text: str | None, published_at: str | None, url: str
    ) -> FoldKeys:
        """Return the keys of an article's row."""
        return Candidate(0, "", title, summary, text, published_at, url).keys


@dataclass(eq=False)
class Candidate(Headed):
    """An article that may keep a promise."""

    id: int
    group: str
    title: str | None
    summary: str | None
    text: str | None
    published_at: str | None = None
    url: str = ""
    known_keys: FoldKeys | None = None
    """Its keys, where they were worked out beforehand."""
    habits: Habits = UNKNOWN
    """Those of its outlet, as they were learned last."""

    @property
    def titled(self) -> Kept:
        return self.kept

    @cached_property
    def kept(self) -> Kept:
        opening = f"{self.summary or ''}\n{(self.text or '')[:400]}"
        return Kept(self.title or "", opening, self.url, self.day)

    @cached_property
    def openings(self) -> list[str]:
        """The summary and the first paragraphs."""
        paragraphs = (self.text or "").split("\n\n", PARAGRAPHS)[:PARAGRAPHS]
        return [part for part in (self.summary, *paragraphs) if part]

    @property
    def whole(self) -> str:
        """All its texts."""
        return f"{self.title} {self.summary or ''} {self.text or ''}"

    @cached_property
    def known_words(self) -> frozenset[str]:
        """All its words."""
        return frozenset(words(self.whole))

    @cached_property
    def keys(self) -> FoldKeys:
        """What its keys are made of."""
        if self.known_keys:
            return self.known_keys
        of_words = _word_keys(self.day, hashes_of(self.kept.found_by), (0,))
        return FoldKeys(array("q", self._whole()).tobytes(), array("q", of_words).tobytes(), self.day)

    def _whole(self) -> set[int]:
        keys = {_content("t", title) for title in {self.title_words, self.bare_title_words} if title}
        if len(self.kept.plain_title_list) > BEGINNING:
            keys.add(_beginning(self.kept.plain_title_list))
        for part in self.openings:
            first = first_words(part, LEDE_WORDS)
            if len(first) == LEDE_WORDS:
                keys.add(_content("l", " ".join(first)))
        return keys

    @cached_property
    def titles_and_ledes(self) -> list[int]:
        """The keys by which rules 2 and 3 find its promises."""
        group = group_of(self.group)
        return [key | group for key in array("q", self.keys.whole)]

    def word_keys(self, days: Iterable[int] = (0,)) -> list[int]:
        """Return the keys by which rule 4 finds its promises, so many days around its own."""
        group = group_of(self.group)
        hashes = [key & A_DAY - 1 for key in array("q", self.keys.words)]
        return [key | group for key in _word_keys(self.keys.day, hashes, days)]

    def index_keys(self) -> list[int]:
        """Return the keys under which promises of it are found, each once."""
        group = group_of(self.group)
        return [key | group for key in array("q", self.keys.whole + self.keys.words)]


def _content(kind: str, content: str) -> int:
    return (xxhash.xxh3_64_intdigest(f"{kind}\0{content}".encode()) - (1 << 63)) & ~SAME_CONTENT


def _beginning(title: Sequence[str]) -> int:
    return _content("b", " ".join(title[:BEGINNING]))


def hashes_of(found: Iterable[str]) -> tuple[int, ...]:
    return tuple(map(_HASHES.__getitem__, found))


_HASHES = Remembered(lambda word: (xxhash.xxh32_intdigest(word.encode()) >> 4) << GROUP_BITS, REMEMBERED)


def _word_keys(day: int | None, hashes: Sequence[int], around: Iterable[int]) -> list[int]:
    return [one * A_DAY | word for one in days_around(day, around) for word in hashes]


def days_around(day: int | None, around: Iterable[int]) -> list[int]:
    """Return the days under which words stand: so many around a day; of what has none, day 0."""
    return [0] if day is None else [max(day + apart, 0) for apart in around]


@lru_cache(maxsize=4096)
def group_of(name: str) -> int:
    return xxhash.xxh32_intdigest(name.encode()) & SAME_CONTENT


def _day(instant: str | None) -> int | None:
    return _day_number(instant[:10]) if instant else None


@lru_cache(maxsize=4096)
def _day_number(day: str) -> int:
    return date.fromisoformat(day).toordinal() - EPOCH
