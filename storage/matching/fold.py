"""Folding a teaser without a URL into the article that it promises.

Candidates come from indexed keys, never from a scan; a verification decides; a contradiction vetoes.
A wrong fold is worse than none: where two articles fit equally well, the teaser stays open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

import xxhash
from rapidfuzz import fuzz

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

Rule = Literal["title", "snippet"]

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


@dataclass(frozen=True)
class Promise:
    """What a teaser says, as far as it helps to find its article. `group`: its source, or its network of sisters."""

    group: str
    title: str | None
    snippet: str | None
    published_at: str | None = None

    @cached_property
    def title_words(self) -> str:
        return normal(self.title or "")

    @cached_property
    def snippet_words(self) -> list[str]:
        return words(self.snippet or "")

    def index_keys(self) -> list[int]:
        """Return the keys under which its article may be found."""
        keys = [_key("t", self.group, self.title_words)] if self.title_words else []
        if len(self.snippet_words) >= LEDE_WORDS:
            keys.append(_key("l", self.group, " ".join(self.snippet_words[:LEDE_WORDS])))
        return keys


@dataclass(frozen=True)
class Candidate:
    """An article that may keep a promise."""

    id: int
    group: str
    title: str | None
    summary: str | None
    text: str | None
    published_at: str | None = None

    @cached_property
    def title_words(self) -> str:
        return normal(self.title or "")

    @cached_property
    def openings(self) -> list[list[str]]:
        """First words of the summary and of the first paragraphs."""
        paragraphs = (self.text or "").split("\n\n", PARAGRAPHS)[:PARAGRAPHS]
        return [words(part[:1000]) for part in (self.summary, *paragraphs) if part]

    @cached_property
    def _keys(self) -> list[int]:
        keys = {_key("t", self.group, self.title_words)} if self.title_words else set()
        paragraphs = (self.text or "").split("\n\n", PARAGRAPHS)[:PARAGRAPHS]
        for part in (self.summary, *paragraphs):
            first = first_words(part, LEDE_WORDS) if part else []
            if len(first) == LEDE_WORDS:
                keys.add(_key("l", self.group, " ".join(first)))
        return list(keys)

    def index_keys(self) -> list[int]:
        """Return the keys under which promises of it are found, each once."""
        return self._keys


@dataclass(frozen=True, slots=True)
class Fold:
    """The article that keeps a promise, and how that was seen."""

    article_id: int
    rule: Rule
    score: float


def _key(kind: str, group: str, content: str) -> int:
    return xxhash.xxh3_64_intdigest(f"{kind}\0{group}\0{content}".encode()) - (1 << 63)


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
    found: set[int] = set()
    for key in article.index_keys():
        found.update(row[0] for row in sql.execute("SELECT teaser_id FROM teaser_keys WHERE key = ?", (key,)))
    return sorted(found)


def fold_promise(sql: sqlite3.Connection, promise: Promise, never: Collection[int] = ()) -> Fold | None:
    """Return the one article that keeps `promise`, or None where there is none, or no one alone.

    `never`: articles of which a person said that they do not keep it.
    """
    return decide(promise, [one for one in _candidates(sql, promise) if one.id not in never])


def decide(promise: Promise, candidates: Sequence[Candidate]) -> Fold | None:
    """Return the fold into the single best of `candidates`: by title first, then by snippet."""
    for rule in (by_title, by_snippet):
        folds = [fold for candidate in candidates if (fold := rule(promise, candidate))]
        if len(folds) > 1:
            days = {candidate.id: candidate.published_at for candidate in candidates}
            folds = [fold for fold in folds if _same_day(promise.published_at, days[fold.article_id])]
        if len(folds) == 1:
            return folds[0]
        if folds:
            return None
    return None


def by_title(promise: Promise, article: Candidate) -> Fold | None:
    """Rule 2: equal normalised titles within the group, and no contradiction in snippet or date.

    Where the snippet does not open the article too, the title may be one that comes back every few days.
    """
    if (
        not promise.title_words
        or promise.title_words != article.title_words
        or contradiction(promise, article)
    ):
        return None
    confirmed = (
        not promise.snippet_words or _opening_with(promise.snippet_words, article.openings) is not None
    )
    apart = _days_apart(promise.published_at, article.published_at)
    if not confirmed and apart is not None and apart > 1:
        return None
    return Fold(article.id, "title", 1.0 if confirmed else 0.9)


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
    if not left or not right:
        return None
    return abs((datetime.fromisoformat(left[:10]) - datetime.fromisoformat(right[:10])).days)


def _candidates(sql: sqlite3.Connection, promise: Promise) -> list[Candidate]:
    ids: set[int] = set()
    for key in promise.index_keys():
        rows = sql.execute(
            "SELECT article_id FROM article_keys WHERE key = ? LIMIT ?", (key, CANDIDATES + 1)
        ).fetchall()
        if len(rows) <= CANDIDATES:
            ids.update(row[0] for row in rows)
    return [candidate for id in sorted(ids) if (candidate := load_candidate(sql, id, promise.group))]


def load_candidate(sql: sqlite3.Connection, id: int, group: str) -> Candidate | None:
    """Return the article of this id as a candidate, or None where it is gone."""
    row = sql.execute(
        "SELECT title, summary, text, published_at FROM articles WHERE id = ?", (id,)
    ).fetchone()
    return Candidate(id, group, *row) if row else None


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
