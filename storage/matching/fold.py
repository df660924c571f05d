"""Folding a teaser without a URL into the article that it promises.

Candidates come from indexed keys, never from a scan; a verification decides; a contradiction vetoes.
A wrong fold is worse than none: where two articles fit equally well, the teaser stays open.

A key is one integer: 44 bits of what is looked for, then 20 bits of the group, so that one index answers for
one group (the exact key) and for all of them (the range). Keys of single words begin with the day: news of one
day lie side by side, which keeps writing quick in a large archive, and lists of common words short.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

import xxhash
from rapidfuzz import fuzz

from storage.matching.explanation import Reason
from storage.matching.scorecard import Kept, Told, bare_title, features, other_filling, points, score
from storage.text import first_words, normal, words

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

Rule = Literal["title", "snippet", "close"]

LEDE_WORDS = 6
"""First words of a paragraph that make its key: a cut snippet of 81 characters holds at least ten."""
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
CLOSE = 3.7
"""Points from which title and snippet are close (`scorecard.score`): the curve in docs/matching.md."""
MARGIN = 1.5
"""Points by which the best article must be ahead of the next: news of one event are alike."""
SHARED = 2
"""Words that a promise shares with the title or slug of an article that is looked at; one more where it is long."""
LONG = 10
"""Words from which a promise is long."""
LOOKED_AT = 12
"""Articles with the most shared words that are compared."""
DAYS_AROUND = (-1, 0, 1)
"""Days, from the promise's, on which an edited title is looked for."""
GROUP_BITS = 20
SAME_CONTENT = (1 << GROUP_BITS) - 1
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Promise:
    """What a teaser says, as far as it helps to find its article.

    `group`: its source, or its network of sisters; None: any source may have published the article.
    """

    group: str | None
    title: str | None
    snippet: str | None
    published_at: str | None = None

    @cached_property
    def title_words(self) -> str:
        return normal(self.title or "")

    @cached_property
    def bare_title_words(self) -> str:
        return normal(bare_title(self.title or ""))

    @cached_property
    def snippet_words(self) -> list[str]:
        return words(self.snippet or "")

    @cached_property
    def told(self) -> Told:
        return Told(self.title or "", self.snippet or "", _day(self.published_at))

    @cached_property
    def titles_and_ledes(self) -> list[int]:
        """The keys by which rules 2 and 3 find its article, the group left out."""
        keys = {_content("t", title) for title in (self.title_words, self.bare_title_words) if title}
        if len(self.snippet_words) >= LEDE_WORDS:
            keys.add(_content("l", " ".join(self.snippet_words[:LEDE_WORDS])))
        return sorted(keys)

    def word_keys(self, days: Iterable[int] = (0,)) -> list[int]:
        """Return the keys by which rule 4 finds its article, so many days around its own, the group left out."""
        return _word_keys(self.told.day, _hashes(self.told.words), days) if self.title else []

    def index_keys(self) -> list[int]:
        """Return the keys under which its article looks for it."""
        return [key | _group(self.group or "") for key in (*self.titles_and_ledes, *self.word_keys())]


@dataclass(frozen=True, slots=True)
class FoldKeys:
    """What the keys of an article are made of, without its group."""

    whole: tuple[int, ...]
    """Of its titles, and of the first words of its first paragraphs."""
    words: tuple[int, ...]
    """Of the words of its title and slug."""
    day: int | None

    @classmethod
    def of(
        cls, title: str | None, summary: str | None, text: str | None, published_at: str | None, url: str
    ) -> FoldKeys:
        """Return the keys of an article's row."""
        return Candidate(0, "", title, summary, text, published_at, url).keys


@dataclass(frozen=True)
class Candidate:
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

    @cached_property
    def title_words(self) -> str:
        return normal(self.title or "")

    @cached_property
    def bare_title_words(self) -> str:
        return normal(bare_title(self.title or ""))

    @cached_property
    def kept(self) -> Kept:
        opening = f"{self.summary or ''}\n{(self.text or '')[:400]}"
        return Kept(self.title or "", opening, self.url, _day(self.published_at))

    @cached_property
    def openings(self) -> list[list[str]]:
        """First words of the summary and of the first paragraphs."""
        paragraphs = (self.text or "").split("\n\n", PARAGRAPHS)[:PARAGRAPHS]
        return [words(part[:1000]) for part in (self.summary, *paragraphs) if part]

    @cached_property
    def keys(self) -> FoldKeys:
        """What its keys are made of."""
        return self.known_keys or FoldKeys(self._whole(), _hashes(self.kept.names), self.kept.day)

    def _whole(self) -> tuple[int, ...]:
        keys = {_content("t", title) for title in (self.title_words, self.bare_title_words) if title}
        paragraphs = (self.text or "").split("\n\n", PARAGRAPHS)[:PARAGRAPHS]
        for part in (self.summary, *paragraphs):
            first = first_words(part, LEDE_WORDS) if part else []
            if len(first) == LEDE_WORDS:
                keys.add(_content("l", " ".join(first)))
        return tuple(keys)

    @cached_property
    def titles_and_ledes(self) -> list[int]:
        """The keys by which rules 2 and 3 find its promises."""
        group = _group(self.group)
        return [key | group for key in self.keys.whole]

    def word_keys(self, days: Iterable[int] = (0,)) -> list[int]:
        """Return the keys by which rule 4 finds its promises, so many days around its own."""
        group = _group(self.group)
        return [key | group for key in _word_keys(self.keys.day, self.keys.words, days)]

    @cached_property
    def _keys(self) -> list[int]:
        return [*self.titles_and_ledes, *self.word_keys()]

    def index_keys(self) -> list[int]:
        """Return the keys under which promises of it are found, each once."""
        return self._keys


@dataclass(frozen=True, slots=True)
class Fold:
    """The article that keeps a promise, and how that was seen."""

    article_id: int
    rule: Rule
    score: float


def _content(kind: str, content: str) -> int:
    return (xxhash.xxh3_64_intdigest(f"{kind}\0{content}".encode()) - (1 << 63)) & ~SAME_CONTENT


def _hashes(found: Iterable[str]) -> tuple[int, ...]:
    return tuple([(xxhash.xxh32_intdigest(word.encode()) >> 4) << GROUP_BITS for word in found])


def _word_keys(day: int | None, hashes: Sequence[int], around: Iterable[int]) -> list[int]:
    days = [0] if day is None else [max(day + apart, 0) for apart in around]
    return [one << 48 | word for one in days for word in hashes]


@lru_cache(maxsize=4096)
def _group(name: str) -> int:
    return xxhash.xxh32_intdigest(name.encode()) & SAME_CONTENT


def _day(instant: str | None) -> int | None:
    return date.fromisoformat(instant[:10]).toordinal() - EPOCH if instant else None


def index_article(sql: sqlite3.Connection, article: Candidate) -> None:
    """Write the keys of an article."""
    sql.executemany(
        "INSERT OR IGNORE INTO article_keys VALUES (?, ?)",
        [(key, article.id) for key in article.index_keys()],
    )


def unindex_article(sql: sqlite3.Connection, article: Candidate) -> None:
    """Take the keys of an article out, as it was when they were written."""
    sql.executemany(
        "DELETE FROM article_keys WHERE key = ? AND article_id = ?",
        [(key, article.id) for key in article.index_keys()],
    )


def index_promise(sql: sqlite3.Connection, teaser_id: int, promise: Promise) -> None:
    """Write the keys of a teaser, for the articles that come later."""
    sql.executemany(
        "INSERT OR IGNORE INTO teaser_keys VALUES (?, ?)", [(key, teaser_id) for key in promise.index_keys()]
    )


def promises_of(sql: sqlite3.Connection, article: Candidate) -> list[int]:
    """Return the ids of the teasers that `article` may keep, open or folded elsewhere."""
    whole = article.titles_and_ledes
    rows = sql.execute(
        f"SELECT teaser_id FROM teaser_keys WHERE key IN ({', '.join('?' * len(whole))})", whole
    ).fetchall()
    found: set[int] = {row[0] for row in rows}
    if not _any_promised(sql, article.keys.day):
        return sorted(found)
    keys = article.word_keys(DAYS_AROUND)
    rows = sql.execute(
        "SELECT t.id, t.title, t.snippet, t.published_at FROM (SELECT teaser_id FROM teaser_keys WHERE key IN"
        f" ({', '.join('?' * len(keys))}) GROUP BY teaser_id HAVING count(*) >= {SHARED})"
        " JOIN teasers t ON t.id = teaser_id",
        keys,
    ).fetchall()
    for id, *said in rows:
        if id not in found and likeness(Promise(article.group, *said), article) >= CLOSE - MARGIN:
            found.add(id)
    return sorted(found)


def _any_promised(sql: sqlite3.Connection, day: int | None) -> bool:
    """Return whether a teaser may be open around a day: articles of an old collection meet none."""
    first, last = (0, 0) if day is None else (max(day + DAYS_AROUND[0], 0), max(day + DAYS_AROUND[-1], 0))
    row = sql.execute(
        "SELECT 1 FROM teaser_keys WHERE key >= ? AND key < ? LIMIT 1", (first << 48, (last + 1) << 48)
    ).fetchone()
    return row is not None


def fold_promise(sql: sqlite3.Connection, promise: Promise, never: Collection[int] = ()) -> Fold | None:
    """Return the one article that keeps `promise`, or None where there is none, or no one alone.

    `never`: articles of which a person said that they do not keep it.
    """
    return decide(promise, [one for one in candidates_of(sql, promise) if one.id not in never])


def decide(promise: Promise, candidates: Sequence[Candidate], close: float = CLOSE) -> Fold | None:
    """Return the fold into the single best of `candidates`: by title first, then by snippet, then by both at once.

    `close`: points from which rule 4 folds.
    """
    for rule in (by_title, by_snippet):
        folds = [fold for candidate in candidates if (fold := rule(promise, candidate))]
        if len(folds) > 1:
            days = {candidate.id: candidate.published_at for candidate in candidates}
            folds = [fold for fold in folds if _same_day(promise.published_at, days[fold.article_id])]
        if len(folds) == 1:
            return folds[0]
        if folds:
            return None
    return by_likeness(promise, candidates, close)


def by_likeness(promise: Promise, candidates: Iterable[Candidate], close: float = CLOSE) -> Fold | None:
    """Rule 4: close title and close snippet within a day, no contradiction, and no other article nearly as close."""
    scored = sorted(((likeness(promise, one), one) for one in candidates), key=lambda pair: -pair[0])
    if not scored or scored[0][0] < close or (len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN):
        return None
    best, article = scored[0]
    if other_filling(promise.told, article.kept) or contradiction(promise, article):
        return None
    return Fold(article.id, "close", round(1 / (1 + math.exp(-best)), 3))


def likeness(promise: Promise, article: Candidate) -> float:
    """Return the points of a pair (log odds); minus infinity where rule 4 does not apply."""
    told, kept = promise.told, article.kept
    if not told.title_words or not kept.title_words or (told.day is None) != (kept.day is None):
        return -math.inf
    if told.day is not None and kept.day is not None and kept.day - told.day not in DAYS_AROUND:
        return -math.inf
    return score(told, kept)


def by_title(promise: Promise, article: Candidate) -> Fold | None:
    """Rule 2: equal normalised titles within the group, and no contradiction in snippet or date.

    Where the snippet does not open the article too, the title may be one that comes back every day.
    """
    if not _equal_titles(promise, article) or contradiction(promise, article):
        return None
    confirmed = (
        not promise.snippet_words or _opening_with(promise.snippet_words, article.openings) is not None
    )
    apart = _days_apart(promise.published_at, article.published_at)
    if not confirmed and apart:
        return None
    return Fold(article.id, "title", 1.0 if confirmed else 0.9)


def _equal_titles(promise: Promise, article: Candidate) -> bool:
    """Return whether the titles are equal, or one only lacks the site's name that the other has."""
    here, there = promise.title_words, article.title_words
    return bool(here) and (there in (here, promise.bare_title_words) or here == article.bare_title_words)


def by_snippet(promise: Promise, article: Candidate) -> Fold | None:
    """Rule 3: the snippet is a prefix of the summary, the lede or one of the first paragraphs."""
    if len(promise.snippet_words) < LEDE_WORDS or contradiction(promise, article):
        return None
    place = _opening_with(promise.snippet_words, article.openings)
    if place is None:
        return None
    if promise.title and article.title and _titles_part(promise, article):
        return None
    return Fold(article.id, "snippet", 0.95 if place <= 1 else 0.9)


def _titles_part(promise: Promise, article: Candidate) -> bool:
    """Return whether two unequal titles over the same first words name different things.

    A template lede ("The minister met the ambassador ...") stands under many titles. The titles of one article
    may differ, but where each names something that the other side nowhere speaks of, or gives other numbers,
    there are two articles: "... in the Field of Cinematography", "... in the Field of Media and Communications".
    """
    if fuzz.token_set_ratio(promise.title_words, article.title_words) < ALIKE_TITLES:
        return True
    here = f"{promise.title_words} {' '.join(promise.snippet_words)}"
    there = normal(f"{article.title} {article.summary or ''} {article.text or ''}")
    return bool(_unspoken(promise.title_words, there)) and bool(_unspoken(article.title_words, here))


def _unspoken(title: str, context: str) -> set[str]:
    """Return the numbers and the beginnings of long words of a title that stand nowhere in the context."""
    told = {word if word[0].isdigit() else word[:STEM] for word in context.split()}
    return {
        word
        for word in title.split()
        if (word[0].isdigit() or len(word) >= STEM)
        and (word if word[0].isdigit() else word[:STEM]) not in told
    }


def contradiction(promise: Promise, article: Candidate) -> str | None:
    """Return why the article cannot be the promised one, or None."""
    apart = _days_apart(promise.published_at, article.published_at)
    if apart is not None and apart > DAYS_APART:
        return f"dated {apart} days apart"
    long_words = {word for word in promise.snippet_words if len(word) >= 4}
    if len(long_words) >= 5 and article.text:
        known = set(words(f"{article.title} {article.summary or ''} {article.text}"))
        shared = sum(word in known for word in long_words) / len(long_words)
        if shared < SHARED_WORDS:
            return f"only {shared:.0%} of the snippet's words are in the article"
    return None


def _opening_with(snippet: Sequence[str], openings: Iterable[Sequence[str]]) -> int | None:
    """Return which opening begins with the snippet; its last word may be cut."""
    for place, opening in enumerate(openings):
        if len(opening) < len(snippet):
            continue
        if list(opening[: len(snippet) - 1]) == list(snippet[:-1]) and opening[len(snippet) - 1].startswith(
            snippet[-1]
        ):
            return place
    return None


def _same_day(left: str | None, right: str | None) -> bool:
    return left is not None and right is not None and left[:10] == right[:10]


def _days_apart(left: str | None, right: str | None) -> int | None:
    here, there = _day(left), _day(right)
    return None if here is None or there is None else abs(here - there)


def candidates_of(sql: sqlite3.Connection, promise: Promise) -> list[Candidate]:
    """Return the articles that may keep a promise: by keys of its title and lede, else by words of its title."""
    ids: set[int] = set()
    for key in promise.titles_and_ledes:
        first, last = _range(key, promise.group)
        rows = sql.execute(
            "SELECT article_id FROM article_keys WHERE key BETWEEN ? AND ? LIMIT ?",
            (first, last, CANDIDATES + 1),
        ).fetchall()
        if len(rows) <= CANDIDATES:
            ids.update(row[0] for row in rows)
    known = [candidate for id in sorted(ids) if (candidate := load_candidate(sql, id, promise.group))]
    if any(by_title(promise, one) or by_snippet(promise, one) for one in known):
        return known
    others = [id for id in _sharing_words(sql, promise) if id not in ids]
    return known + [candidate for id in others if (candidate := load_candidate(sql, id, promise.group))]


def _sharing_words(sql: sqlite3.Connection, promise: Promise) -> list[int]:
    keys = promise.word_keys(DAYS_AROUND)
    needed = SHARED + (len(promise.told.words) >= LONG)
    if promise.group is None:
        found = f"json_each(?) w JOIN article_keys k ON k.key BETWEEN w.value AND w.value + {SAME_CONTENT}"
        values: list[int | str] = [json.dumps(keys)]
    else:
        found = f"article_keys k WHERE k.key IN ({', '.join('?' * len(keys))})"
        values = [key | _group(promise.group) for key in keys]
    rows = sql.execute(
        f"SELECT article_id FROM {found} GROUP BY article_id HAVING count(*) >= {needed}"
        f" ORDER BY count(*) DESC LIMIT {LOOKED_AT}",
        values,
    )
    return [row[0] for row in rows]


def _range(key: int, group: str | None) -> tuple[int, int]:
    if group is None:
        return key, key + SAME_CONTENT
    return key | _group(group), key | _group(group)


def load_candidate(sql: sqlite3.Connection, id: int, group: str | None) -> Candidate | None:
    """Return the article of this id as a candidate, or None where it is gone."""
    row = sql.execute(
        "SELECT title, summary, text, published_at, url FROM articles WHERE id = ?", (id,)
    ).fetchone()
    return Candidate(id, group or "", *row) if row else None


def explain(sql: sqlite3.Connection, teaser_id: int, article_id: int) -> list[Reason]:
    """Return each rule of folding, what it sees in a teaser and an article, and whether it lets them be one."""
    said = sql.execute(
        "SELECT coalesce(s.network, s.id), t.title, t.snippet, t.published_at FROM teasers t"
        " JOIN sources s ON s.id = t.source WHERE t.id = ?",
        (teaser_id,),
    ).fetchone()
    promise = Promise(*said) if said else None
    article = load_candidate(sql, article_id, promise.group) if promise else None
    return explained(promise, article) if promise and article else []


def explained(promise: Promise, article: Candidate) -> list[Reason]:
    """Return what every rule says of a promise and an article."""
    against = contradiction(promise, article)
    title, snippet = by_title(promise, article), by_snippet(promise, article)
    filling = other_filling(promise.told, article.kept)
    close = likeness(promise, article)
    parts = features(promise.told, article.kept).items()
    note = ", ".join(
        f"{name} {value:.2f} ({given:+.1f})" for name, value in parts if (given := points(name, value))
    )
    return [
        Reason("no contradiction in dates and words", against or "none", None, against is None),
        Reason(
            "equal title", fuzz.ratio(promise.title_words, article.title_words) / 100, "1", title is not None
        ),
        Reason("snippet opens the article", "yes" if snippet else "no", "yes", snippet is not None),
        Reason("not one template with another filling", "another" if filling else "none", None, not filling),
        Reason(
            "close title and snippet",
            round(close, 1) if math.isfinite(close) else "vetoed",
            f">= {CLOSE}",
            close >= CLOSE,
            note,
        ),
    ]


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
