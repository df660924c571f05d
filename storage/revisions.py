"""Every version of an article's title and text that was ever seen, with the times at which it was seen.

Each fetch of an article is an observation. Neighbours in time with equal content are one revision, so
the rows depend on what was observed, not on the order in which it was saved.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Content:
    """One version of an article."""

    content_hash: str
    title: str
    summary: str | None
    text: str
    modified_at: str | None = None
    capture_file: str | None = None
    capture_offset: int | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A content as it was seen at one time."""

    at: str
    content: Content


COLUMNS = "content_hash, title, summary, text, modified_at, capture_file, capture_offset"


def observe(sql: sqlite3.Connection, article_id: int, observation: Observation) -> None:
    """Add one observation."""
    last = sql.execute(
        "SELECT id, content_hash, last_seen_at, seen FROM revisions WHERE article_id = ? ORDER BY last_seen_at DESC LIMIT 1",
        (article_id,),
    ).fetchone()
    if last is None:
        _insert(sql, article_id, [observation])
    elif observation.at <= last[2]:
        rebuild(sql, article_id, [*observations(sql, article_id), observation])
    elif observation.content.content_hash == last[1]:
        seen = json.dumps([*json.loads(last[3]), observation.at])
        sql.execute(
            "UPDATE revisions SET last_seen_at = ?, seen = ? WHERE id = ?", (observation.at, seen, last[0])
        )
    else:
        _insert(sql, article_id, [observation])


def observe_again(sql: sqlite3.Connection, article_id: int, at: str) -> None:
    """Add the observation that the content of the latest revision was unchanged (HTTP 304)."""
    row = sql.execute(
        f"SELECT {COLUMNS} FROM revisions WHERE article_id = ? AND first_seen_at <= ? ORDER BY first_seen_at DESC LIMIT 1",
        (article_id, at),
    ).fetchone()
    if row:
        observe(sql, article_id, Observation(at, Content(*row)))


def observations(sql: sqlite3.Connection, article_id: int) -> list[Observation]:
    """Return everything that was observed of an article, in no order."""
    rows = sql.execute(
        f"SELECT seen, {COLUMNS} FROM revisions WHERE article_id = ?", (article_id,)
    ).fetchall()
    return [Observation(at, Content(*row[1:])) for row in rows for at in json.loads(row[0])]


def rebuild(sql: sqlite3.Connection, article_id: int, observed: list[Observation]) -> None:
    """Write the revisions of an article anew from all that was observed of it."""
    by_time = {one.at: one for one in sorted(observed, key=lambda one: (one.at, one.content.content_hash))}
    runs = groupby(sorted(by_time.values(), key=lambda one: one.at), key=lambda one: one.content.content_hash)
    groups = [list(group) for _, group in runs]
    sql.execute("DELETE FROM revisions WHERE article_id = ?", (article_id,))
    for group in groups:
        _insert(sql, article_id, group)


def _insert(sql: sqlite3.Connection, article_id: int, group: list[Observation]) -> None:
    first = group[0].content
    sql.execute(
        f"INSERT INTO revisions (article_id, {COLUMNS}, first_seen_at, last_seen_at, seen)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article_id,
            first.content_hash,
            first.title,
            first.summary,
            first.text,
            first.modified_at,
            first.capture_file,
            first.capture_offset,
            group[0].at,
            group[-1].at,
            json.dumps([one.at for one in group]),
        ),
    )
