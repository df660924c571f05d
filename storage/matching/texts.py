"""What is known of a text by itself: its words, anchors, paragraphs, and how they are looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import xxhash

from storage.gathering import Numbers
from storage.lazy import cached_property
from storage.matching import FullArticle
from storage.matching.fingerprint import Fingerprint

DAYS_APART = 14
"""The same text is printed again within days; a text that is like an old one is a template."""
MONTH = 2 * DAYS_APART
"""Days of one part of the table of anchors: a text looks into its own part and the nearer neighbour."""
ANCHOR_BITS = 36
ANCHOR = (1 << ANCHOR_BITS) - 1
SHIFT = np.uint64(64 - ANCHOR_BITS)
"""The last bits of a key are the first ones of a hash."""
LEAST_WORDS = 12
"""A text of fewer words says too little to be known again."""
QUARTER = 91
"""Days of one part of the table of paragraphs."""
FIRST, LAST = 1, 3
"""Paragraphs at each end of a text that may be boilerplate."""
PARAGRAPH_WORDS = range(3, 121)
"""Words of a paragraph that may be boilerplate."""

EPOCH = date(1970, 1, 1).toordinal()


@dataclass
class Body:
    """The words of a text, hashed when they are first asked for."""

    text: str
    known_words: Fingerprint | None = None
    """Its words, where they were hashed beforehand."""

    @cached_property
    def words(self) -> Fingerprint:
        return self.known_words or Fingerprint.of(self.text)


@dataclass(frozen=True)
class Prints:
    """What a text leaves in the tables as far as its own words say: without what its outlet's other texts tell."""

    anchors: bytes
    """64-bit integers: the keys by which the text is found, boilerplate included."""
    looked_up: bytes
    """Likewise: the keys under which the same text may stand."""
    paragraphs: tuple[tuple[int, int, int], ...]
    """As in `Text`."""

    @classmethod
    def of_all(cls, articles: Sequence[FullArticle]) -> list[Prints]:
        """Return the prints of articles' texts."""
        found = Fingerprint.of_all([article.text for article in articles])
        texts = [
            Text.read(one.source, one.title, Body(one.text, words), one.published_at, one.first_seen_at)
            for one, words in zip(articles, found, strict=True)
        ]
        anchors = [text.anchors() for text in texts]
        return [
            cls(keys.tobytes(), text.looked_up(keys).tobytes(), text.paragraphs)
            for text, keys in zip(texts, anchors, strict=True)
        ]


@dataclass(eq=False)
class Text:
    """The text of one article, with what is needed to judge it. Nobody changes it."""

    source: str
    title: str
    day: int
    """Of the publication, else of the first sight; counted from 1970."""
    is_dated: bool
    body: Body
    paragraphs: tuple[tuple[int, int, int], ...]
    """Paragraphs at the ends: key, and from where to where, in characters."""
    boilerplate: frozenset[int] = frozenset()
    """Keys of those that the outlet prints again and again."""
    prints: Prints | None = None
    """What was worked out of the whole text beforehand."""

    @classmethod
    def of(cls, article: FullArticle) -> Text:
        """Return the text of an article."""
        prints = article.features.prints if article.features else None
        return cls.read(
            article.source,
            article.title,
            Body(article.text),
            article.published_at,
            article.first_seen_at,
            prints,
        )

    @classmethod
    def read(
        cls,
        source: str,
        title: str,
        body: Body,
        published_at: str | None,
        first_seen_at: str,
        prints: Prints | None = None,
    ) -> Text:
        """Return the text of an article's row, with its prints where they were worked out beforehand."""
        day = date.fromisoformat((published_at or first_seen_at)[:10]).toordinal() - EPOCH
        is_dated = published_at is not None
        if prints is None:
            paragraphs = tuple(_paragraph_keys(source, day, body.words, body.text))
            return cls(source, title, day, is_dated, body, paragraphs)
        return cls(source, title, day, is_dated, body, prints.paragraphs, prints=prints)

    @property
    def occasion(self) -> int:
        """Return what tells two printings of a paragraph apart: the day, or the title where no date is known."""
        return self.day if self.is_dated else 1 << 20 | xxhash.xxh32_intdigest(self.title.encode()) & 0xFFFFF

    @cached_property
    def own(self) -> Fingerprint:
        """The text without boilerplate."""
        spans = [(begin, end) for key, begin, end in self.paragraphs if key in self.boilerplate]
        return self.body.words.without(spans) if spans else self.body.words

    def anchors(self) -> Numbers:
        """Return the keys by which the text is found."""
        if self.prints and not self.boilerplate:
            return np.frombuffer(self.prints.anchors, np.int64)
        own = self.own
        if len(own.words) < LEAST_WORDS:
            return np.empty(0, np.int64)
        return (own.anchors() >> SHIFT).astype(np.int64) | _begin(self.day // MONTH)

    def looked_up(self, anchors: Numbers) -> Numbers:
        """Return the keys under which the same text may stand: of its own part, and of the nearer neighbour."""
        part = self.day // MONTH
        neighbour = part + (1 if self.day % MONTH >= DAYS_APART else -1)
        return np.concatenate((anchors, anchors & ANCHOR | _begin(neighbour)))


@lru_cache(maxsize=256)
def remembered_text(source: str, title: str, text: str, published_at: str | None, first_seen_at: str) -> Text:
    return Text.read(source, title, Body(text), published_at, first_seen_at)


def _part(part: int, anchor: int) -> int:
    """Return a key of 48 bits, which SQLite writes in six bytes; keys of one time stand side by side in the table."""
    return _begin(part) | anchor >> 64 - ANCHOR_BITS & ANCHOR


def _begin(part: int) -> int:
    """Return the least key of one time."""
    return (part & 0xFFF) << ANCHOR_BITS


def _paragraph_keys(source: str, day: int, whole: Fingerprint, text: str) -> Iterable[tuple[int, int, int]]:
    """Yield key, begin and end of the paragraphs at the ends of a text."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line and not line.isspace():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    ends = spans if len(spans) <= FIRST + LAST else [*spans[:FIRST], *spans[-LAST:]]
    for (begin, end), (count, digest) in zip(ends, whole.digests(ends), strict=True):
        if count in PARAGRAPH_WORDS:
            yield _part(day // QUARTER, digest ^ _source_hash(source)), begin, end


@lru_cache(maxsize=4096)
def _source_hash(source: str) -> int:
    return xxhash.xxh64_intdigest(source.encode())
