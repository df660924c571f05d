"""Folding a teaser without a URL into the article that it promises.

Candidates come from indexed keys, never from a scan; a verification decides; a contradiction vetoes.
A wrong fold is worse than none: where two articles fit equally well, the teaser stays open.

What is looked for: `promise.py`; what decides: `fold_rules.py`; why: `fold_explanation.py`.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from storage.decisions import fold_decided
from storage.gathering import Gathering
from storage.matching.fold_rules import (
    SHARED,
    Fold,
    Pair,
    by_likeness,
    decide,
    is_before_sight,
    paired,
    paired_at_sight,
)
from storage.matching.habits import Habits
from storage.matching.promise import (
    A_DAY,
    AT_SIGHT,
    DAYS_AROUND,
    DAYS_SEEN,
    SAME_CONTENT,
    Candidate,
    Promise,
    days_around,
    group_of,
    hashes_of,
)

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
CANDIDATES = 64
"""More articles than this under one key make it worthless: they are a template."""
SHARED_PART = 3
"""And at least one in so many of its words."""
LOOKED_AT = 12
"""Articles that are compared, at most: those that share most words."""


def index_article(sql: sqlite3.Connection, article: Candidate) -> None:
    """Write the keys of an article."""
    sql.executemany(INSERT, _rows(article))


def index_new(gathering: Gathering, article: Candidate) -> None:
    """Write the keys of an article that no promise can have met."""
    keys = article.keys
    gathering.add_keys(INSERT, keys.whole + keys.words, article.id, plus=group_of(article.group))


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
    return [paired_at_sight(seen, one) for one in found]


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
    mine = group_of(group)
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
    group = 0 if promise.group is None else group_of(promise.group)
    looked_up = str([word | group for word in hashes_of(found_by)])
    days = [day * A_DAY for day in days_around(promise.day, around)]
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
