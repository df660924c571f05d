"""What the teasers that lead to an article promise of it, as long as its own page does not say it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from storage.records import Origin

RANK = "CASE kind WHEN 'listing' THEN 0 WHEN 'feed' THEN 1 WHEN 'sitemap' THEN 2 ELSE 3 END"
"""A listing tells more carefully than a feed, and both than a side column."""
OWN_URL = "article_id = ? AND url IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Told:
    """What the teasers of one article tell together, each value with the teaser kind that told it."""

    source: str | None = None
    title: str | None = None
    summary: str | None = None
    titled_by: str | None = None
    published_at: str | None = None
    published_precision: str | None = None
    dated_by: str | None = None
    language: str | None = None
    image_url: str | None = None


def told(sql: sqlite3.Connection, article_id: int) -> Told:
    """Return what the teasers with a URL tell of an article: the best-placed, then the earliest of them."""
    order = f"ORDER BY {RANK}, first_seen_at, key LIMIT 1"
    title = sql.execute(
        f"SELECT source, title, snippet, kind FROM teasers WHERE {OWN_URL} ORDER BY title IS NULL, {RANK},"
        " first_seen_at, key LIMIT 1",
        (article_id,),
    ).fetchone()
    if title is None:
        return Told()
    date = sql.execute(
        f"SELECT published_at, published_precision, kind FROM teasers WHERE {OWN_URL} AND published_at IS NOT NULL"
        f" ORDER BY published_precision IS 'day', {RANK}, published_at, published_precision, key LIMIT 1",
        (article_id,),
    ).fetchone()
    language = sql.execute(
        f"SELECT language FROM teasers WHERE {OWN_URL} AND language IS NOT NULL {order}", (article_id,)
    ).fetchone()
    image = sql.execute(
        f"SELECT image_url FROM teasers WHERE {OWN_URL} AND image_url IS NOT NULL {order}", (article_id,)
    ).fetchone()
    source, named, summary, titled_by = title
    published_at, precision, dated_by = date or (None, None, None)
    return Told(
        source,
        named,
        summary,
        titled_by,
        published_at,
        precision,
        dated_by,
        language[0] if language else None,
        image[0] if image else None,
    )


def origin(kind: str | None) -> Origin:
    """Return the origin of a value that a teaser of this kind told."""
    if kind == "feed":
        return "feed"
    return "sitemap" if kind == "sitemap" else "listing"
