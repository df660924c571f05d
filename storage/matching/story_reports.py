"""What an article tells, as stories are asked for it: its words weighed, its keys, its report."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import mul
from typing import NamedTuple

import xxhash

from storage.matching import FullArticle
from storage.matching.likeness import THRESHOLD, compare
from storage.matching.rarity import Rarity
from storage.matching.report import LETTERS, WORD, Report, Telling, read_words, weighed

KEYS_UNDERSTOOD = 7
"""Rarest keys under which a report is found across languages ..."""
KEYS = 9
"""... and all keys under which it is found; the same report of another outlet shares at least two."""
TRANSLATIONS = -1
"""The bucket of the keys of URLs that pages name as their translations."""
REPRINT_DAYS = 14
"""A text that is printed again later than this is of the event no more, but looks back on it."""
FULL = (
    "SELECT a.source, coalesce(s.network, s.id), a.url, a.native_id, a.language, a.title, a.summary, a.text,"
    " a.published_at, a.published_precision, a.first_seen_at FROM articles a JOIN sources s ON s.id = a.source"
    " WHERE a.id = ? AND a.text IS NOT NULL"
)


class Link(NamedTuple):
    """Why another article is of the same event."""

    other: int
    rule: str
    score: float


@dataclass(frozen=True)
class Weighed:
    """The words of a telling, weighed."""

    number: int
    """The weights are those of this renewal of the language's (`Rarity.number`)."""
    alone: bytes
    """Doubles: what each word weighs, told once."""
    keys: bytes
    """64-bit integers: the keys under which the report is found."""

    @classmethod
    def of(cls, telling: Telling, language: str | None, rarity: Rarity) -> Weighed:
        """Return the words of a telling as `rarity` weighs them."""
        alone = rarity.weigh_all(telling.keys, telling.kinds, language)
        keys = index_keys(telling, alone)
        return cls(rarity.number(language), array("d", alone).tobytes(), array("q", keys).tobytes())


class HeldReport:
    """What an article tells, in memory: it becomes a report when it is first compared."""

    __slots__ = ("_alone", "_report", "about", "number", "stamp", "telling")

    def __init__(self, article: FullArticle, stamp: int, telling: Telling, words: Weighed) -> None:
        self.about = (article.id, article.group, article.language, day_of(article))
        self.stamp = stamp
        """What it was made from."""
        self.telling = telling
        self.number = words.number
        self._alone: bytes | None = words.alone
        self._report: Report | None = None

    @property
    def language(self) -> str | None:
        """Return the language of the article."""
        return self.about[2]

    @property
    def day(self) -> int:
        """Return the day on which the article stands."""
        return self.about[3]

    @property
    def report(self) -> Report:
        """Return the report, by the weights of its time."""
        if self._report is None:
            alone = array("d", self._alone or b"")
            self._report, self._alone = weighed(*self.about, self.telling, alone), None
        return self._report

    def renew(self, rarity: Rarity) -> None:
        """Weigh the words anew, where weights have changed."""
        number = rarity.number(self.language)
        if number != self.number:
            self.number, self._alone = number, None
            alone = rarity.weigh_all(self.telling.keys, self.telling.kinds, self.language)
            self._report = weighed(*self.about, self.telling, alone)


def report_link(ours: Report, theirs: Report, other: int) -> Link | None:
    """Return the link to the article `other` by what the two tell, None where they tell of two events."""
    score = compare(ours, theirs).score
    return Link(other, "report", round(score, 3)) if score >= THRESHOLD else None


def url_key(url: str) -> int:
    """Return the key of a URL, 64 bits, signed."""
    return xxhash.xxh3_64_intdigest(url.encode()) - (1 << 63)


def index_keys(telling: Telling, alone: Sequence[float]) -> list[int]:
    """Return the keys under which reports of the same event are found: its rarest words, in any language.

    A round-up has none, as it is of no one event.

    Args:
        telling: the words.
        alone: what each of them weighs, told once.
    """
    if telling.is_roundup:
        return []
    weights = list(map(mul, alone, telling.factors))
    words = list(zip(weights, telling.keys, telling.kinds, strict=True))
    rarest = _rarest(words, KEYS + KEYS_UNDERSTOOD)
    across = [key for _, key, kind in rarest if kind != WORD][:KEYS_UNDERSTOOD]
    if len(across) < KEYS_UNDERSTOOD:
        understood = [word for word in words if word[2] != WORD]
        across = [key for _, key, _ in _rarest(understood, KEYS_UNDERSTOOD)]
    others = [key for _, key, _ in rarest if key not in across]
    return [url_key(key) for key in (*across, *others[: KEYS - len(across)])]


def _rarest(words: list[tuple[float, str, int]], count: int) -> list[tuple[float, str, int]]:
    """Return the `count` words of most weight, the heaviest first, then by their letters from behind."""
    if len(words) > count:
        # Sorting bare numbers first is quick, and leaves few words to be sorted.
        least = sorted([word[0] for word in words])[-count]
        words = [word for word in words if word[0] >= least]
    return sorted(words, reverse=True)[:count]


def day_of(article: FullArticle) -> int:
    """Return the day on which an article stands: of its publication, else of its first sight."""
    return date.fromisoformat((article.published_at or article.first_seen_at)[:10]).toordinal()


def words_hash(article: FullArticle) -> int:
    """Return a hash of all that a report is made from, beside the group."""
    told = f"{article.language}\0{day_of(article)}\0{article.title}\0{article.summary}\0{article.text}"
    return xxhash.xxh3_64_intdigest(told.encode())


def stamp_of(article: FullArticle) -> int:
    """Return a hash of all that a report is made from, signed."""
    said = article.features.words_hash if article.features else words_hash(article)
    return (said ^ xxhash.xxh3_64_intdigest(article.group.encode())) - (1 << 63)


def telling_of(article: FullArticle) -> Telling:
    """Return the words of an article, counted.

    The summary is read too where the text does not begin with it: some sites keep the lede out of the body.
    """
    if article.features:
        return article.features.telling
    text, summary = article.text, article.summary
    if summary and summary[:60] not in text[:LETTERS]:
        text = f"{summary}\n{text}"
    return read_words(article.language, article.title, text)


def report_of(article: FullArticle, telling: Telling, rarity: Rarity) -> Report:
    """Return what an article tells, its words weighed by `rarity`."""
    alone = rarity.weigh_all(telling.keys, telling.kinds, article.language)
    return weighed(article.id, article.group, article.language, day_of(article), telling, alone)


def load_article(sql: sqlite3.Connection, article_id: int) -> FullArticle | None:
    """Return an article as its report needs it, None where it is gone or only promised."""
    row = sql.execute(FULL, (article_id,)).fetchone()
    return FullArticle(article_id, *row) if row else None
