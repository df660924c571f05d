"""Alarms as the rest of the archive needs them: in which stretches of time a source's articles were not as usual."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

OF_ARTICLES = ("field", "short", "alike", "language")
"""Kinds of alarms over what articles are like."""
OF_CRAWLS = ("silence", "no articles", "no pages", "robots", "redirect", "certificate", "unreachable")
"""Kinds of alarms over a source of which nothing new is had."""
Stretch = tuple[float, float]
"""From when to when, in seconds since 1970."""


def under_alarm(
    sql: sqlite3.Connection, source: str, kinds: Sequence[str] = OF_ARTICLES
) -> tuple[Stretch, ...]:
    """Return the stretches of a source's alarms of these kinds, each from what it is about to its end.

    What was accepted is not among them: it is meant to be so.
    """
    rows = sql.execute(
        "SELECT unixepoch(began_at), unixepoch(coalesce(closed_at, '9999-01-01')) FROM alarms WHERE source = ?"
        f" AND kind IN ({', '.join('?' * len(kinds))}) AND accepted_at IS NULL",
        (source, *kinds),
    )
    return tuple((float(begun), float(ended)) for begun, ended in rows)


def is_under(at: float, stretches: Sequence[Stretch]) -> bool:
    """Return whether `at` lies in one of the stretches."""
    return any(start <= at <= end for start, end in stretches)
