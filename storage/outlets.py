"""Learning the habits of outlets (`storage.matching.habits`) from the articles that they have in the archive.

Done once a day, at the end of a crawl of the source, as one article changes little. Folds of the past stay as they are:
`kabarchy rematch` learns the habits anew and folds by them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from storage.archive import Archive
from storage.matching.comparison import EDITED, FOREIGN
from storage.matching.fold import load_candidates, pairs_of
from storage.matching.fold_rules import Pair, decide, likenesses
from storage.matching.habits import UNKNOWN, Habits
from storage.matching.promise import Candidate, Promise
from storage.matching.trees import Trees
from storage.timestamps import to_text

NEWEST = 2000
"""Articles of an outlet that are looked at, those that came last: its habits of today."""
SNIPPET = 100
"""Characters of a summary or a text that stand for a snippet."""
TWIN = 2.5
"""Points (log odds) from which another article would be taken for an article that is not there."""
AT_ONCE = 100
"""Articles that are in memory together."""
AGE = timedelta(days=1)
"""Habits that were learned so long ago are learned anew."""


def observed(sql: sqlite3.Connection, source: str, group: str, trees: Trees | None = None) -> Habits:
    """Return the habits that the newest dated articles of an outlet show.

    `group`: the source, or its network of sisters; `trees`: what counts the points, if not what was learned.
    """
    articles = twins = slugs = edited = 0
    for article in _newest(sql, source, group):
        articles += 1
        twins += _has_twin(sql, article, trees)
        if article.kept.headline_slug >= FOREIGN:
            slugs += 1
            edited += article.kept.headline_slug < EDITED
    return Habits(articles, twins, slugs, edited)


def _newest(sql: sqlite3.Connection, source: str, group: str) -> Iterator[Candidate]:
    """Yield the newest articles of an outlet that have a title and a date."""
    # +id: the index by source alone is read and sorted; by id it would be every newer article of all sources
    found = sql.execute(
        "SELECT id FROM articles WHERE source = ? ORDER BY +id DESC LIMIT ?", (source, NEWEST)
    ).fetchall()
    ids = [row[0] for row in found]
    for begin in range(0, len(ids), AT_ONCE):
        for article in load_candidates(sql, ids[begin : begin + AT_ONCE], group):
            if article.title and article.day is not None:
                yield article


def _has_twin(sql: sqlite3.Connection, article: Candidate, trees: Trees | None) -> bool:
    """Return whether another one is so like it that its promise would be folded there, were the article not there.

    One that is as close counts, too, where a rival or a veto would have kept the promise open.
    """
    opening = (article.summary or article.text or "")[:SNIPPET]
    promise = Promise(article.group, article.title, opening, article.published_at)
    others = [
        Pair(replace(pair.article, habits=UNKNOWN), pair.title, pair.snippet)
        for pair in pairs_of(sql, promise)
        if pair.article.id != article.id
    ]
    ranked = likenesses(promise, others, trees)
    if ranked and ranked[0].points >= TWIN:
        return True
    return decide(promise, others, TWIN, trees) is not None


def note(sql: sqlite3.Connection, source: str, habits: Habits, at: datetime) -> None:
    """Write down the habits of an outlet."""
    sql.execute(
        "INSERT OR REPLACE INTO outlet_habits (source, articles, twins, slugs, edited, learned_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (source, *habits, to_text(at)),
    )


def learn_habits(archive: Archive, at: datetime, age: timedelta = AGE, source: str | None = None) -> int:
    """Learn the habits of each source, or of one, that were learned longer than `age` ago; return of how many.

    Raises:
        ArchiveError: the archive cannot be read or written.
    """
    with archive.connection.explained():
        due = archive.sql.execute(
            "SELECT s.id, coalesce(s.network, s.id) FROM sources s LEFT JOIN outlet_habits h ON h.source = s.id"
            " WHERE s.id = coalesce(?, s.id) AND coalesce(h.learned_at, '') <= ? ORDER BY s.id",
            (source, to_text(at - age)),
        ).fetchall()
    for name, group in due:
        with archive.connection.explained():
            habits = observed(archive.sql, name, group)
        with archive.transaction():
            note(archive.sql, name, habits, at)
    return len(due)
