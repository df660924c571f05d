"""The archive as frontier: what is still to be fetched, and when what was fetched is looked at again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.fetches import Standing
from storage.timestamps import from_text, to_text

REVISITS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7), timedelta(days=30))
"""How long after its publication a full article is looked at again."""
FIRST_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(days=7)
SECOND_LOOK_AFTER = timedelta(days=1)
"""How old a known article is before a look at it tells whether the pages of the site have changed; and how long
it is left in peace before it serves for that again."""


@dataclass(frozen=True, slots=True)
class FrontierEntry:
    """One page that is due. `etag` and `last_modified` make the request conditional."""

    article_id: int
    url: str
    state: str
    attempts: int
    etag: str | None
    last_modified: str | None


def frontier(sql: sqlite3.Connection, source: str, at: str, limit: int = -1) -> list[FrontierEntry]:
    """Return the due pages of a source: promises first, newest first; then revisits, longest due first."""
    rows = sql.execute(
        "SELECT id, url, state, attempts, etag, last_modified FROM articles"
        " WHERE source = ?1 AND ((state = 'teaser' AND (next_check_at IS NULL OR next_check_at <= ?2))"
        " OR (state = 'full' AND next_check_at <= ?2))"
        " ORDER BY state = 'full', CASE WHEN state = 'full' THEN next_check_at END,"
        " coalesce(published_at, first_seen_at) DESC, url LIMIT ?3",
        (source, at, limit),
    )
    return [FrontierEntry(*row) for row in rows]


def longest_unseen(sql: sqlite3.Connection, source: str, before: str) -> FrontierEntry | None:
    """Return the full article that was not looked at for longest, of those not looked at since `before`.

    Only those that revisits still await serve, and whose last look was in order.
    """
    row = sql.execute(
        "SELECT id, url, state, attempts, etag, last_modified FROM articles"
        " WHERE source = ?1 AND state = 'full' AND next_check_at IS NOT NULL AND attempts = 0"
        " AND first_seen_at <= ?2 AND fetched_at <= ?2 ORDER BY fetched_at, url LIMIT 1",
        (source, before),
    ).fetchone()
    return FrontierEntry(*row) if row else None


def pause_after(attempts: int, at: datetime) -> str:
    """Return when a page is tried again that failed `attempts` times: 15 min, doubled each time, a week at most."""
    return to_text(at + min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE))


def revisit_after(published_at: str, fetched_at: str, revisits: Sequence[timedelta]) -> str | None:
    """Return the first revisit that is due after `fetched_at`, counted from the publication; None: no more."""
    published = from_text(published_at)
    fetched = from_text(fetched_at)
    due = [at for pause in revisits if (at := published + pause) > fetched]
    return to_text(min(due)) if due else None


def next_check(stands: Standing, published_at: str | None, revisits: Sequence[timedelta]) -> str | None:
    """Return when a page is to be fetched again, by what its fetches say; None: at once if it was never read,
    else no more."""
    if stands.state == "gone" or stands.last_fetch_at is None:
        return None
    if stands.attempts:
        return pause_after(stands.attempts, from_text(stands.last_fetch_at))
    if stands.fetched_at is None:
        return None
    return revisit_after(
        published_at or stands.first_read_at or stands.fetched_at, stands.fetched_at, revisits
    )
