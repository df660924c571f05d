"""Folding a teaser without a URL into the article that it promises.

Candidates come from indexed keys, never from a scan; a verification decides; a contradiction vetoes.
A wrong fold is worse than none: where two articles fit equally well, the teaser stays open.

A key is one integer: 44 bits of what is looked for, then 20 bits of the group, so that one index answers for
one group (the exact key) and for all of them (the range). Keys of single words begin with the day: news of one
day lie side by side, which keeps writing quick in a large archive, and lists of common words short.
"""

from __future__ import annotations

import math
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import xxhash
from rapidfuzz import fuzz

from storage.decisions import FoldDecided, fold_decided
from storage.gathering import Gathering
from storage.lazy import Remembered, cached_property
from storage.matching.comparison import (
    EDITED,
    FOREIGN,
    OPENING,
    REMEMBERED,
    Comparison,
    Kept,
    SetRatios,
    Titled,
    Told,
    compare,
    headless_title,
    other_filling,
    set_ratios,
    words_of_title,
)
from storage.matching.explanation import Reason, by_person, yes_or_no
from storage.matching.facts import other_fact
from storage.matching.habits import UNKNOWN, Habits, Measures
from storage.matching.trees import Trees, parsed_trees
from storage.text import first_words, words

FOLD_TABLES = """
CREATE TABLE article_keys (
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (key, article_id)
) WITHOUT ROWID;

CREATE TABLE teaser_keys (
    key INTEGER NOT NULL,
    teaser_id INTEGER NOT NULL,
    PRIMARY KEY (key, teaser_id)
) WITHOUT ROWID;
"""

INSERT = "INSERT OR IGNORE INTO article_keys VALUES (?, ?)"

Rule = Literal["title", "snippet", "close"]

LEDE_WORDS = 6
"""First words of a paragraph that make its key: a cut snippet of 81 characters holds at least ten."""
BEGINNING = 4
"""First words of a title that make its key, for promises whose title is cut."""
PARAGRAPHS = 4
"""A snippet is looked for in so many first paragraphs, as some sites leave the lede out of the body."""
CANDIDATES = 64
"""More articles than this under one key make it worthless: they are a template."""
DAYS_APART = 3
"""A listing and its article are dated alike but for time zones, embargoes and late corrections."""
SHARED_WORDS = 0.2
"""Share of a snippet's long words that its article holds at least, even when the lede is missing from it."""
STEM = 5
"""Letters by which long words are compared: forms of one word share them."""
ALIKE_TITLES = 45.0
"""A template lede ("The press service reported ...") under two unlike titles belongs to two articles."""
CLOSE = 3.25
"""Points (log odds) from which a promise and an article are one: the curve in docs/matching.md."""
CLOSE_ANYWHERE = 2.4
"""The same, where any source may have published the article."""
CLOSE_AT_SIGHT = 4.75
"""The same, where the day of the first sight stands for that of a promise without a date: a wider window has more
news that are alike."""
LIKELY = 1.0
"""Points that are enough where the snippet opens the article."""
RIVAL = 0.6
"""Share of a title that stands in the other, from which an article may be meant at all."""
MARGIN = 1.0
"""Points by which the best article must be ahead of the next: news of one event are alike."""
LEARNED = Path(__file__).with_name("folding.json")
"""What the measures of a pair are worth together; made by `python -m bench.fit_folding --write`."""
SHARED = 2
"""Words that a promised title shares at least with the title or slug of an article that is looked at."""
SHARED_PART = 3
"""And at least one in so many of its words."""
SURE_SNIPPET = 10
"""Words of a snippet that may be enough under another title."""
FULL_TEXT = 240
"""Characters from which a text is more than a lede, and what it does not speak of says something."""
SPOKEN = 2
"""Telling words of a promised title that the article speaks of at least, where the title is another one."""
TELLING_TITLE = 4
"""Words from which an equal title may be enough by itself; of fewer it may be the name of a column."""
FEW_TWINS = 0.01
"""Share of an outlet's articles with a twin, up to which it prints a news at one address."""
LOOKED_AT = 12
"""Articles that are compared, at most: those that share most words."""
DAYS_AROUND = (-1, 0, 1)
"""Days, from the promise's, on which an edited title is looked for."""
DAYS_SEEN = range(-7, 2)
"""Days, from the first sight of a promise without a date, on which its article is looked for."""
AT_SIGHT = 0x5EEDDA7 << 20
"""Sets the keys of words of a day of first sight apart from those of a day of publication."""
TOLD_EFFECTS = 8
"""Measures that an explanation names: those that weigh most."""
SHOWN_ALIKE = 3
"""Of articles that fit equally well so many are named."""
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

    @property
    def titled(self) -> Told:
        return self.told

    @cached_property
    def headless_title_words(self) -> str:
        headless = headless_title(self.told.bare_title)
        return (
            " ".join(words_of_title(headless)) if headless != self.told.bare_title else self.bare_title_words
        )

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
        return _word_keys(self.told.day, _hashes(self.told.title_words), (0,))

    def index_keys(self) -> list[int]:
        """Return the keys under which its article looks for it."""
        seen = self.at_sight()
        at_sight = [key ^ AT_SIGHT for key in seen.word_keys()] if seen else ()
        keys = (*self.titles_and_ledes, *self.word_keys(), *at_sight)
        return [key | _group(self.group or "") for key in keys]


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
        of_words = _word_keys(self.day, _hashes(self.kept.found_by), (0,))
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
        group = _group(self.group)
        return [key | group for key in array("q", self.keys.whole)]

    def word_keys(self, days: Iterable[int] = (0,)) -> list[int]:
        """Return the keys by which rule 4 finds its promises, so many days around its own."""
        group = _group(self.group)
        hashes = [key & A_DAY - 1 for key in array("q", self.keys.words)]
        return [key | group for key in _word_keys(self.keys.day, hashes, days)]

    def index_keys(self) -> list[int]:
        """Return the keys under which promises of it are found, each once."""
        group = _group(self.group)
        return [key | group for key in array("q", self.keys.whole + self.keys.words)]


@dataclass(frozen=True, slots=True)
class Fold:
    """The article that keeps a promise, and how that was seen."""

    article_id: int
    rule: Rule
    score: float


def _content(kind: str, content: str) -> int:
    return (xxhash.xxh3_64_intdigest(f"{kind}\0{content}".encode()) - (1 << 63)) & ~SAME_CONTENT


def _beginning(title: Sequence[str]) -> int:
    return _content("b", " ".join(title[:BEGINNING]))


def _hashes(found: Iterable[str]) -> tuple[int, ...]:
    return tuple(map(_HASHES.__getitem__, found))


_HASHES = Remembered(lambda word: (xxhash.xxh32_intdigest(word.encode()) >> 4) << GROUP_BITS, REMEMBERED)


def _word_keys(day: int | None, hashes: Sequence[int], around: Iterable[int]) -> list[int]:
    return [one * A_DAY | word for one in _days(day, around) for word in hashes]


def _days(day: int | None, around: Iterable[int]) -> list[int]:
    """Return the days under which words stand: so many around a day; of what has none, day 0."""
    return [0] if day is None else [max(day + apart, 0) for apart in around]


@lru_cache(maxsize=4096)
def _group(name: str) -> int:
    return xxhash.xxh32_intdigest(name.encode()) & SAME_CONTENT


def _day(instant: str | None) -> int | None:
    return _day_number(instant[:10]) if instant else None


@lru_cache(maxsize=4096)
def _day_number(day: str) -> int:
    return date.fromisoformat(day).toordinal() - EPOCH


def index_article(sql: sqlite3.Connection, article: Candidate) -> None:
    """Write the keys of an article."""
    sql.executemany(INSERT, _rows(article))


def index_new(gathering: Gathering, article: Candidate) -> None:
    """Write the keys of an article that no promise can have met."""
    keys = article.keys
    gathering.add_keys(INSERT, keys.whole + keys.words, article.id, plus=_group(article.group))


def unindex_article(sql: sqlite3.Connection, article: Candidate) -> None:
    """Take the keys of an article out, as it was when they were written."""
    sql.executemany("DELETE FROM article_keys WHERE key = ? AND article_id = ?", _rows(article))


def _rows(article: Candidate) -> list[tuple[int, int]]:
    return [(key, article.id) for key in article.index_keys()]


def index_promise(sql: sqlite3.Connection, teaser_id: int, promise: Promise) -> None:
    """Write the keys of a teaser, for the articles that come later."""
    sql.executemany(
        "INSERT OR IGNORE INTO teaser_keys VALUES (?, ?)", [(key, teaser_id) for key in promise.index_keys()]
    )


def promises_of(gathering: Gathering, article: Candidate) -> list[int]:
    """Return the ids of the teasers that `article` may keep, open or folded elsewhere."""
    sql, day = gathering.sql, article.keys.day
    if not gathering.known("promises", lambda: _any_promise(sql)):
        return []
    whole = article.titles_and_ledes
    rows = sql.execute(
        f"SELECT teaser_id FROM teaser_keys WHERE key IN ({', '.join('?' * len(whole))})", whole
    ).fetchall()
    found: set[int] = {row[0] for row in rows}
    if not gathering.known(("promises", day), lambda: _any_promised(sql, day)):
        return sorted(found)
    keys = article.word_keys(DAYS_AROUND)
    if article.day is not None:
        keys += [key ^ AT_SIGHT for key in article.word_keys(-apart for apart in DAYS_SEEN)]
    rows = sql.execute(
        f"SELECT teaser_id FROM teaser_keys WHERE key IN ({', '.join('?' * len(keys))})"
        f" GROUP BY teaser_id HAVING count(*) >= {SHARED}",
        keys,
    ).fetchall()
    found.update(row[0] for row in rows)
    return sorted(found)


def _any_promise(sql: sqlite3.Connection) -> bool:
    return sql.execute("SELECT 1 FROM teaser_keys LIMIT 1").fetchone() is not None


def _any_promised(sql: sqlite3.Connection, day: int | None) -> bool:
    """Return whether a teaser may be open around a day: articles of an old collection meet none."""
    around = [0] if day is None else [max(day + apart, 0) for apart in (*DAYS_AROUND, -DAYS_SEEN[0])]
    first, last = min(around), max(around)
    row = sql.execute(
        "SELECT 1 FROM teaser_keys WHERE key >= ? AND key < ? LIMIT 1", (first * A_DAY, (last + 1) * A_DAY)
    ).fetchone()
    return row is not None


def fold_promise(sql: sqlite3.Connection, promise: Promise, never: Collection[int] = ()) -> Fold | None:
    """Return the one article that keeps `promise`, or None where there is none, or no one alone.

    `never`: articles of which a person said that they do not keep it.
    """
    fold = decide(promise, [pair for pair in pairs_of(sql, promise) if pair.article.id not in never])
    seen = None if fold else promise.at_sight()
    if seen is None:
        return fold
    return by_likeness(seen, [pair for pair in pairs_at_sight(sql, seen) if pair.article.id not in never])


class Pair(NamedTuple):
    """An article that may keep a promise, with what rules 2 and 3 say of the two."""

    article: Candidate
    title: Fold | None
    snippet: Fold | None

    @property
    def rule(self) -> Rule:
        """What sees that both are one, if they are."""
        return "title" if self.title else "snippet" if self.snippet else "close"


def paired(promise: Promise, candidates: Iterable[Candidate]) -> list[Pair]:
    """Return each article beside a promise."""
    return [_paired(promise, one) for one in candidates]


def _paired(promise: Promise, article: Candidate) -> Pair:
    if promise.title == article.title:
        article.kept.has_title_of(promise.told)
    place = _opening_with(promise.snippet_words, article.openings)
    title = by_title(promise, article, place)
    return Pair(article, title, by_snippet(promise, article, place, title))


def decide(
    promise: Promise, pairs: Sequence[Pair], close: float | None = None, trees: Trees | None = None
) -> Fold | None:
    """Return the fold into the single best of the articles: the one that is plain, else the one that is close enough.

    `close`: points that are needed, if not those of `closeness`; `trees`: what counts them, if not what was learned.
    """
    undoubted = by_undoubted_title(promise, pairs) or by_beginning(promise, pairs)
    if undoubted:
        return undoubted
    titled = [(pair.article, pair.title) for pair in pairs if pair.title]
    opened = [(pair.article, pair.snippet) for pair in pairs if pair.snippet]
    for found in (titled, opened):
        plain = [(article, fold) for article, fold in found if _plain(promise, article, fold)]
        if len(plain) > 1:
            plain = [(article, fold) for article, fold in plain if _days_apart(promise.day, article.day) == 0]
            if not plain:
                return None
        if plain:
            return plain[0][1] if len(plain) == 1 else None
    return by_likeness(promise, pairs, close, trees) or by_lede(promise, pairs)


def by_undoubted_title(promise: Promise, pairs: Sequence[Pair]) -> Fold | None:
    """Fold by an equal title without the snippet, where one article alone has it and nothing speaks against it.

    Listings have descriptions of their own, so this is the most frequent case.
    """
    for pair in pairs:
        if pair.title and pair.title.score < 1 and not doubt(promise, pair, pairs):
            return pair.title
    return None


def by_beginning(promise: Promise, pairs: Sequence[Pair]) -> Fold | None:
    """Fold a cut title into the one article whose title begins so, where nothing speaks against it."""
    if not promise.beginning:
        return None
    for pair in pairs:
        if not doubt_of_beginning(promise, pair, pairs):
            return Fold(pair.article.id, "title", 0.9)
    return None


def doubt_of_beginning(promise: Promise, pair: Pair, pairs: Iterable[Pair]) -> str | None:
    """Return why a cut title may be that of another article; None: it is not.

    `pairs`: what else may be meant, with or without `pair`; titles of any day that begin so are a template.
    """
    if not _begins(promise, pair.article):
        return "the title begins otherwise"
    more = sum(_begins(promise, other.article) for other in pairs if other is not pair)
    if more:
        return f"{more} more begin so"
    return contradiction(promise, pair.article) or _doubt_of_title(promise, pair, pairs)


def by_lede(promise: Promise, pairs: Sequence[Pair]) -> Fold | None:
    """Fold by the first words of the article under a title that was rewritten, where nothing speaks against it."""
    for pair in pairs:
        if not doubt_of_lede(promise, pair, pairs):
            return Fold(pair.article.id, "snippet", 0.9)
    return None


def doubt_of_lede(promise: Promise, pair: Pair, pairs: Iterable[Pair]) -> str | None:
    """Return why a snippet may be that of another article than the one which it opens; None: it is not.

    A template lede stands over many articles: over this one alone the first words may stand, and its text must speak
    of all that the promised title names. `pairs`: what else may be meant, with or without `pair`.
    """
    article, snippet = pair.article, promise.snippet_words
    if len(snippet) < SURE_SNIPPET:
        return f"a snippet of {len(snippet)} words"
    if len(article.text or "") < FULL_TEXT:
        return "the full text is not known"
    if promise.group is None:
        return "any outlet may be meant"
    if _days_apart(promise.day, article.day):
        return "not of one day"
    if _opening_with(snippet, article.openings) is None:
        return "the article opens otherwise"
    first = snippet[:LEDE_WORDS]
    more = sum(
        other.title is not None or _opening_with(first, other.article.openings) is not None
        for other in pairs
        if other is not pair
    )
    if more:
        return f"{more} more with its title or first words"
    if template(promise, article):
        return "one template with another filling"
    return contradiction(promise, article) or _unspoken_title(promise, article)


def _unspoken_title(promise: Promise, article: Candidate) -> str | None:
    """Return what an article does not speak of that the promised title names, or that it names too little."""
    named = _named(promise.headless_title_words)
    if len(named) < SPOKEN:
        return f"a title of {len(named)} telling words"
    missing = _unspoken(promise.headless_title_words, article.whole)
    return f"the article does not speak of {', '.join(sorted(missing))}" if missing else None


def _begins(promise: Promise, article: Candidate) -> bool:
    """Return whether an article's title begins with the words of a cut one."""
    *whole, cut = promise.beginning
    found = article.kept.plain_title_list
    return len(found) > len(whole) and found[: len(whole)] == whole and found[len(whole)].startswith(cut)


def doubt(promise: Promise, pair: Pair, pairs: Iterable[Pair]) -> str | None:
    """Return why an equal title, whose snippet is not the article's, may be that of another article; None: it is not.

    `pairs`: what else may be meant, with or without `pair`.
    """
    found = _doubt_of_title(promise, pair, pairs)
    if not found and FOREIGN <= pair.article.kept.slug_has(promise.told) < EDITED:
        return "the slug remembers another title"
    return found


def _doubt_of_title(promise: Promise, pair: Pair, pairs: Iterable[Pair]) -> str | None:
    article = pair.article
    fitting = sum(other.rule != "close" for other in pairs if other is not pair)
    if fitting:
        return f"{fitting} more with its title or lede"
    if promise.group is None:
        return "any outlet may be meant"
    if promise.day is None or promise.day != article.day:
        return "not known to be of one day"
    telling = len(promise.told.title_words)
    if telling < TELLING_TITLE:
        return f"a title of {telling} words"
    twins = article.habits.measures.outlet_twins
    if twins > FEW_TWINS:
        return f"{twins:.1%} of the outlet's articles have a twin"
    return None


def _plain(promise: Promise, article: Candidate, fold: Fold) -> bool:
    """Return whether nothing more is to be asked: title and snippet both fit, or there is no more to compare."""
    return fold.score == 1 or not comparable(promise, article)


def closeness(promise: Promise, rule: Rule) -> float:
    """Return the points from which an article is close enough to be the promised one, as `rule` sees it."""
    if promise.is_at_sight:
        return CLOSE_AT_SIGHT
    if rule == "snippet":
        return LIKELY
    return CLOSE_ANYWHERE if promise.group is None else CLOSE


def by_likeness(
    promise: Promise, pairs: Iterable[Pair], close: float | None = None, trees: Trees | None = None
) -> Fold | None:
    """Fold by all that is alike and unlike: no contradiction, and no other article nearly as close."""
    ranked = likenesses(promise, pairs, trees)
    if not ranked or (len(ranked) > 1 and ranked[0].points - ranked[1].points < MARGIN):
        return None
    (article, *_), rule, points = ranked[0].pair, ranked[0].pair.rule, ranked[0].points
    if points < (closeness(promise, rule) if close is None or rule == "snippet" else close):
        return None
    if contradiction(promise, article) or template(promise, article):
        return None
    return Fold(article.id, rule, round(1 / (1 + math.exp(-points)), 3))


def template(promise: Promise, article: Candidate) -> bool:
    """Return whether title and lede are a template of which the promise has another filling.

    Newsrooms edit titles so, too; but where the lede is the same under both, or no slug remembers the first
    title, nothing else would tell two articles apart. Codes, places and days they hardly ever exchange.
    """
    if other_fact(promise.told, article.kept):
        return True
    if not other_filling(promise.told, article.kept):
        return False
    return not article.kept.slug or _opening_with(promise.snippet_words, article.openings) is not None


class Standing(NamedTuple):
    """How an article stands among those that may be meant."""

    candidates: float
    words_ahead: float
    """Shared words more than any other has."""
    alike_ahead: float
    """By how much its title or slug is more like the promised title than that of any other."""
    title_rule: float
    """1: equal title, and the snippet opens the article; 0.9: equal title; else 0."""
    snippet_rule: float
    """0.95: the snippet opens the summary or the lede; 0.9: a later paragraph; else 0."""


FEATURES = Comparison._fields + Standing._fields + Measures._fields


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely an article is the promised one."""

    pair: Pair
    row: tuple[float, ...]
    """What was seen, in the order of `FEATURES`."""
    points: float
    """Log odds."""


@lru_cache(maxsize=1)
def _learned() -> Trees:
    return parsed_trees(LEARNED.read_text(encoding="utf-8"), FEATURES)


def likenesses(promise: Promise, pairs: Iterable[Pair], trees: Trees | None = None) -> list[Likeness]:
    """Return how likely each of the articles that can be compared is the promised one, the likeliest first."""
    rivals = rivals_among(promise, pairs)
    if not rivals:
        return []
    rows = rows_of(promise, rivals)
    points = (trees or _learned()).scores(rows).tolist()
    found = [
        Likeness(rival.pair, row, scored) for rival, row, scored in zip(rivals, rows, points, strict=True)
    ]
    return sorted(found, key=lambda likeness: -likeness.points)


def rows_of(promise: Promise, rivals: Sequence[Rival]) -> list[tuple[float, ...]]:
    """Return what is seen of each article that may be meant, in the order of `FEATURES`."""
    compared = [compare(promise.told, rival.pair.article.kept, rival.ratios) for rival in rivals]
    ahead_in_words = _ahead([one.shared for one in compared], SHARED)
    ahead_in_title = _ahead([max(rival.ratios) for rival in rivals], RIVAL)
    return [
        comparison
        + Standing(
            candidates=len(rivals),
            words_ahead=words_ahead,
            alike_ahead=alike_ahead,
            title_rule=rival.pair.title.score if rival.pair.title else 0,
            snippet_rule=rival.pair.snippet.score if rival.pair.snippet else 0,
        )
        + rival.pair.article.habits.measures
        for rival, comparison, words_ahead, alike_ahead in zip(
            rivals, compared, ahead_in_words, ahead_in_title, strict=True
        )
    ]


def _ahead(values: Sequence[float], least: float) -> list[float]:
    """Return of each value how much it is above the greatest of the others; `least`: what any rival has."""
    if len(values) == 1:
        return [values[0] - least]
    second, first = sorted(values)[-2:]
    return [value - (second if value == first else first) for value in values]


def comparable(promise: Promise, article: Candidate) -> bool:
    """Return whether there are two titles, and more to compare than these; of days that are near, or both unknown."""
    return incomparable(promise, article) is None


def incomparable(promise: Promise, article: Candidate) -> str | None:
    """Return why a promise cannot be held against an article, or None."""
    if not promise.told.title_words or not article.kept.title_words:
        return "a title is missing"
    if promise.day is not None and article.day is not None:
        apart = abs(article.day - promise.day)
        return f"{apart} days apart" if apart > DAYS_APART else None
    if promise.day != article.day:
        return "a date is missing"
    return None if promise.snippet_words else "date and snippet are missing"


class Rival(NamedTuple):
    """An article that can be compared with a promise and is not plainly another."""

    pair: Pair
    ratios: SetRatios


def rivals_among(promise: Promise, pairs: Iterable[Pair]) -> list[Rival]:
    """Return the articles that can be compared and are not plainly others."""
    held = [
        Rival(pair, set_ratios(promise.told, pair.article.kept))
        for pair in pairs
        if comparable(promise, pair.article)
    ]
    return [rival for rival in held if rival.pair.snippet or max(rival.ratios) >= RIVAL]


def by_title(promise: Promise, article: Candidate, place: int | None) -> Fold | None:
    """Rule 2: equal normalised titles within the group, and no contradiction in snippet or date.

    `place`: which opening of the article the snippet opens. Where it opens none, the title may be one that comes
    back every day.
    """
    if not _equal_titles(promise, article) or contradiction(promise, article):
        return None
    confirmed = not promise.snippet_words or place is not None
    apart = _days_apart(promise.day, article.day)
    if not confirmed and apart:
        return None
    return Fold(article.id, "title", 1.0 if confirmed else 0.9)


def _equal_titles(promise: Promise, article: Candidate) -> bool:
    """Return whether the titles are equal, or one only lacks what was added to the other: a site's name, a label;
    or, before a promised title, an agency or kicker."""
    here = promise.title_words
    if not here:
        return False
    if promise.title == article.title:
        return True
    there = article.title_words
    told = (here, promise.bare_title_words, promise.headless_title_words)
    return there in told or here == article.bare_title_words


def by_snippet(promise: Promise, article: Candidate, place: int | None, title: Fold | None) -> Fold | None:
    """Rule 3: the snippet is a prefix of the summary, the lede or one of the first paragraphs: of which, `place` says.

    `title`: what rule 2 says; titles that are equal to it do not part the two.
    """
    if place is None or len(promise.snippet_words) < LEDE_WORDS or contradiction(promise, article):
        return None
    if promise.title and article.title and not title and _titles_part(promise, article):
        return None
    return Fold(article.id, "snippet", 0.95 if place <= 1 else 0.9)


def _titles_part(promise: Promise, article: Candidate) -> bool:
    """Return whether two unequal titles over the same first words name different things.

    A template lede ("The minister met the ambassador ...") stands under many titles. The titles of one article
    may differ, but where each names something that the other side nowhere speaks of, or gives other numbers,
    there are two articles: "... in the Field of Cinematography", "... in the Field of Media and Communications".
    What a listing puts before or behind a title names nothing, nor what it cut off.
    """
    ours, theirs = promise.headless_title_words, article.bare_title_words
    if promise.told.is_cut:
        theirs = " ".join(theirs.split()[: len(ours.split())])
    if fuzz.token_set_ratio(ours, theirs) < ALIKE_TITLES:
        return True
    if other_fact(promise.told, article.kept):
        return True
    here = f"{ours} {promise.snippet}"
    return bool(_unspoken(ours, article.whole)) and bool(_unspoken(theirs, here))


def _unspoken(title: str, context: str) -> set[str]:
    """Return the numbers and the long words of a title that stand nowhere in the context, in no form."""
    told = set(map(_form, words_of_title(context)))
    return {word for word in _named(title) if _form(word) not in told}


def _named(title: str) -> list[str]:
    """Return the numbers and the long words of a title."""
    return [word for word in title.split() if word[0].isdigit() or len(word) >= STEM]


def _form(word: str) -> str:
    """Return a number whole, and of a word the beginning that its forms share."""
    return word if word[0].isdigit() else word[:STEM]


def contradiction(promise: Promise, article: Candidate) -> str | None:
    """Return why the article cannot be the promised one, or None."""
    apart = _days_apart(promise.day, article.day)
    if apart is not None and apart > DAYS_APART:
        return f"dated {apart} days apart"
    if article.text and len(promise.long_words) >= 5:
        shared = len(promise.long_words & article.known_words) / len(promise.long_words)
        if shared < SHARED_WORDS:
            return f"only {shared:.0%} of the snippet's words are in the article"
    return None


def _opening_with(snippet: Sequence[str], openings: Iterable[str]) -> int | None:
    """Return which opening begins with the words of the snippet; its last word may be cut."""
    if not snippet:
        return None
    *whole, cut = snippet
    for place, opening in enumerate(openings):
        if whole and first_words(opening, 1) != whole[:1]:
            continue
        first = first_words(opening, len(snippet))
        if len(first) == len(snippet) and first[:-1] == whole and first[-1].startswith(cut):
            return place
    return None


def _days_apart(here: int | None, there: int | None) -> int | None:
    return None if here is None or there is None else abs(here - there)


def pairs_of(sql: sqlite3.Connection, promise: Promise) -> list[Pair]:
    """Return the articles that may keep a promise: by keys of its title and lede, else by words of its title."""
    ids = _under_keys(sql, promise)
    known = paired(promise, load_candidates(sql, sorted(ids), promise.group))
    if any(pair.title or pair.snippet for pair in known):
        return known
    others = [id for id in _sharing_words(sql, promise) if id not in ids]
    return known + paired(promise, load_candidates(sql, others, promise.group))


def pairs_at_sight(sql: sqlite3.Connection, seen: Promise) -> list[Pair]:
    """Return the articles of the days before a first sight that may keep the promise, as if they were of that day.

    Rules 2 and 3 have seen them before, and said nothing.
    """
    sharing = _sharing_words(sql, seen, DAYS_SEEN)
    ids = [*sharing, *sorted(_under_keys(sql, seen) - {*sharing})]
    found = [one for one in load_candidates(sql, ids, seen.group) if is_before_sight(seen, one)]
    return [_at_sight(seen, one) for one in found]


def _at_sight(seen: Promise, article: Candidate) -> Pair:
    return Pair(replace(article, published_at=seen.published_at), None, None)


def is_before_sight(seen: Promise, article: Candidate) -> bool:
    """Return whether an article is of the days on which that of a promise without a date is looked for."""
    return article.day is not None and seen.day is not None and article.day - seen.day in DAYS_SEEN


def _under_keys(sql: sqlite3.Connection, promise: Promise) -> set[int]:
    """Return the articles under each key of title and lede that is not shared by too many; of those whose titles
    begin like a cut one so many as show that it is a template."""
    keys = promise.titles_and_ledes
    if not keys:
        return set()
    rows = _rows_under(sql, promise.group, keys)
    if len(rows) <= CANDIDATES:
        return {id for (id,) in rows}
    found: set[int] = set()
    for key in keys:
        rows = _rows_under(sql, promise.group, [key])
        if len(rows) <= CANDIDATES or key == promise.beginning_key:
            found.update(id for (id,) in rows)
    return found


def _rows_under(sql: sqlite3.Connection, group: str | None, keys: Sequence[int]) -> list[tuple[int]]:
    """Return the article of each row under any of the keys, or one row more than a key may have."""
    if group is None:
        values = [bound for key in keys for bound in (key, key + SAME_CONTENT)]
        return sql.execute(_under(len(keys), "BETWEEN ? AND ?"), values).fetchall()
    mine = _group(group)
    return sql.execute(_under(len(keys), "= ?"), [key | mine for key in keys]).fetchall()


@lru_cache
def _under(keys: int, where: str) -> str:
    """Return the statement that looks up so many keys. The texts of these statements are kept: putting one together
    takes as long as a look-up."""
    one = f"SELECT article_id FROM article_keys WHERE key {where}"
    return f"{' UNION ALL '.join([one] * keys)} LIMIT {CANDIDATES + 1}"


def _sharing_words(
    sql: sqlite3.Connection, promise: Promise, around: Iterable[int] = DAYS_AROUND
) -> list[int]:
    """Return the articles that share most words with the promised title; none of those that tie for the last places,
    so that their order, which is that of their arrival, decides nothing."""
    found_by = promise.told.title_words
    if not found_by:
        return []
    needed = max(SHARED, math.ceil(len(found_by) / SHARED_PART))
    group = 0 if promise.group is None else _group(promise.group)
    looked_up = str([word | group for word in _hashes(found_by)])
    days = [day * A_DAY for day in _days(promise.day, around)]
    shared: dict[int, int] = {}
    for (id,) in sql.execute(_words_of(len(days), promise.group is None), (looked_up, *days)):
        shared[id] = shared.get(id, 0) + 1
    found = [id for id, count in shared.items() if count >= needed]
    if len(found) <= LOOKED_AT:
        return found
    most = sorted(shared.values(), reverse=True)[LOOKED_AT]
    return [id for id in found if shared[id] > most]


@lru_cache
def _words_of(days: int, anywhere: bool) -> str:
    """Return the statement that looks up words, a JSON list, on so many days; `anywhere`: in all groups."""
    one = "SELECT article_id FROM json_each(?1) w CROSS JOIN article_keys k ON k.key "
    where = "BETWEEN w.value + ?{0} AND w.value + ?{0} + {1}" if anywhere else "= w.value + ?{0}"
    return " UNION ALL ".join([one + where.format(place, SAME_CONTENT) for place in range(2, days + 2)])


def load_candidate(sql: sqlite3.Connection, id: int, group: str | None) -> Candidate | None:
    """Return the article of this id as a candidate, or None where it is gone."""
    return next(iter(load_candidates(sql, [id], group)), None)


def load_candidates(sql: sqlite3.Connection, ids: Sequence[int], group: str | None) -> list[Candidate]:
    """Return the articles of these ids that are there, as candidates, in the same order."""
    if not ids:
        return []
    rows = sql.execute(_with_ids(len(ids)), ids)
    found = [
        Candidate(id, group or "", title, summary, text, published_at, url, habits=Habits(*counts))
        for id, title, summary, text, published_at, url, *counts in rows
    ]
    if len(found) > 1:
        place = {id: place for place, id in enumerate(ids)}
        found.sort(key=lambda article: place[article.id])
    return found


@lru_cache
def _with_ids(count: int) -> str:
    """Return the statement that reads so many articles."""
    return (
        "SELECT a.id, a.title, a.summary, a.text, a.published_at, a.url,"
        " ifnull(h.articles, 0), ifnull(h.twins, 0), ifnull(h.slugs, 0), ifnull(h.edited, 0)"
        " FROM articles a LEFT JOIN outlet_habits h ON h.source = a.source"
        f" WHERE a.id IN ({', '.join('?' * count)})"
    )


def promise_of(sql: sqlite3.Connection, teaser_id: int) -> Promise | None:
    """Return what a teaser says, None where there is no such teaser."""
    row = sql.execute(
        "SELECT coalesce(s.network, s.id), t.title, t.snippet, t.published_at, t.first_seen_at FROM teasers t"
        " JOIN sources s ON s.id = t.source WHERE t.id = ?",
        (teaser_id,),
    ).fetchone()
    return Promise(*row) if row else None


def folded_by_rules(sql: sqlite3.Connection, teaser_id: int) -> int | None:
    """Return the article into which a teaser without URL is folded by what people decided and by today's rules."""
    decided, promise = fold_decided(sql, teaser_id), promise_of(sql, teaser_id)
    if promise is None or decided.into is not None:
        return decided.into
    fold = fold_promise(sql, promise, decided.never)
    return fold.article_id if fold else None


def explain(sql: sqlite3.Connection, teaser_id: int, article_id: int) -> list[Reason]:
    """Return each rule of folding, what it sees in a teaser and an article, and whether it lets them be one."""
    promise = promise_of(sql, teaser_id)
    article = load_candidate(sql, article_id, promise.group) if promise else None
    if promise is None or article is None:
        return []
    (pair,) = paired(promise, [article])
    seen = promise.at_sight()
    if seen and is_before_sight(seen, article):
        told, mine, pairs = seen, _at_sight(seen, article), pairs_at_sight(sql, seen)
    else:
        told, mine, pairs = promise, pair, pairs_of(sql, promise)
    decided = fold_decided(sql, teaser_id)
    others = [one for one in pairs if one.article.id not in {article_id, *decided.never}]
    said = _said_by_people(decided, article_id)
    return [*said, *_explained_rules(promise, pair, others), *_explained_likeness(told, mine, others)]


def _said_by_people(decided: FoldDecided, article_id: int) -> list[Reason]:
    """Return what people decided that bears on whether an article keeps a promise."""
    if decided.into is not None and decided.into != article_id:
        return [by_person("fold", holds=False, note=f"into article {decided.into}")]
    if decided.into is not None:
        return [by_person("fold", holds=True)]
    return [by_person("unfold", holds=False)] if article_id in decided.never else []


def explained(promise: Promise, article: Candidate, others: Sequence[Candidate] = ()) -> list[Reason]:
    """Return what every rule says of a promise and an article; `others`: what else may be meant."""
    mine, *rest = paired(promise, [article, *others])
    return [*_explained_rules(promise, mine, rest), *_explained_likeness(promise, mine, rest)]


def _explained_rules(promise: Promise, pair: Pair, others: Sequence[Pair]) -> list[Reason]:
    article, title, snippet = pair
    against = contradiction(promise, article)
    filled = template(promise, article)
    reasons = [
        Reason("no contradiction in dates and words", against or "none", None, against is None),
        Reason(
            "equal title", fuzz.ratio(promise.title_words, article.title_words) / 100, "1", title is not None
        ),
        Reason("snippet opens the article", yes_or_no(snippet), "yes", snippet is not None),
        Reason(
            "not one template with another filling",
            other_fact(promise.told, article.kept) or ("another" if filled else "none"),
            None,
            not filled,
        ),
    ]
    if title and title.score < 1:
        why = doubt(promise, pair, others)
        reasons.append(Reason("an equal title is enough", why or "yes", "yes", not why))
    if title is None and _opening_with(promise.snippet_words, article.openings) is not None:
        why = doubt_of_lede(promise, pair, others)
        reasons.append(Reason("a snippet is enough", why or "yes", "yes", not why))
    if promise.beginning:
        why = doubt_of_beginning(promise, pair, others)
        reasons.append(Reason("a cut title is enough", why or "yes", "yes", not why))
    rule = title or snippet
    if rule and _plain(promise, article, rule):
        alike = _equally_plain(promise, pair, others)
        reasons.append(Reason("no other article fits as well", alike or "none", "none", not alike))
    return reasons


def _equally_plain(promise: Promise, pair: Pair, others: Iterable[Pair]) -> str | None:
    """Return which articles fit as plainly as one, so that none is chosen; None: it is chosen, or others are plainer."""
    alike = [
        other.article
        for other in others
        if (rule := other.title if pair.title else other.snippet) and _plain(promise, other.article, rule)
    ]
    if alike and _days_apart(promise.day, pair.article.day) == 0:
        alike = [other for other in alike if _days_apart(promise.day, other.day) == 0]
    return ", ".join(f"article {other.id}" for other in alike[:SHOWN_ALIKE]) or None


def _explained_likeness(promise: Promise, pair: Pair, others: Sequence[Pair]) -> list[Reason]:
    ranked = likenesses(promise, [pair, *others])
    mine = next((one for one in ranked if one.pair is pair), None)
    if mine is None:
        why = incomparable(promise, pair.article) or "titles have too little in common"
        return [Reason("close title and snippet", why, None, False)]
    close = closeness(promise, mine.pair.rule)
    effects = sorted(_learned().effects(mine.row).items(), key=lambda effect: -abs(effect[1]))
    seen = dict(zip(FEATURES, mine.row, strict=True))
    note = ", ".join(
        f"{name.replace('_', ' ')} {seen[name]:.4g} ({effect:+.1f})"
        for name, effect in effects[:TOLD_EFFECTS]
    )
    reasons = [
        Reason("close title and snippet", round(mine.points, 1), f">= {close}", mine.points >= close, note)
    ]
    rival = next((one for one in ranked if one.pair is not pair), None)
    if rival is not None:
        ahead = mine.points - rival.points
        note = f"the next is article {rival.pair.article.id}"
        reasons.append(
            Reason("ahead of the other articles", round(ahead, 1), f">= {MARGIN}", ahead >= MARGIN, note)
        )
    return reasons


# Keys written by former rules cannot be told from the rows' words; to find them by their row needs an index.
BEGIN_REINDEX = """
CREATE INDEX IF NOT EXISTS article_keys_article ON article_keys (article_id);
CREATE INDEX IF NOT EXISTS teaser_keys_teaser ON teaser_keys (teaser_id);
"""
END_REINDEX = """
DROP INDEX IF EXISTS article_keys_article;
DROP INDEX IF EXISTS teaser_keys_teaser;
"""


def reindex_article(sql: sqlite3.Connection, article: Candidate) -> None:
    """Write the keys of an article by today's rules; quick between `BEGIN_REINDEX` and `END_REINDEX`."""
    sql.execute("DELETE FROM article_keys WHERE article_id = ?", (article.id,))
    index_article(sql, article)


def reindex_promise(sql: sqlite3.Connection, teaser_id: int, promise: Promise) -> None:
    """Write the keys of a teaser by today's rules; quick between `BEGIN_REINDEX` and `END_REINDEX`."""
    sql.execute("DELETE FROM teaser_keys WHERE teaser_id = ?", (teaser_id,))
    index_promise(sql, teaser_id, promise)
