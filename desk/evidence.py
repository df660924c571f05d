"""What the archive knows of a source that its alarms are judged by."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Sequence

from desk.alarms import FIELDS, ArticleFacts, CrawlFacts, Kind
from storage.archive import Archive
from storage.text import nfc

CRAWLS = 300
"""How many of the newest crawls are looked at."""
ARTICLES = 4000
"""How many of the newest articles."""
OPENING = 160
"""Characters at the begin of a text by which texts are called alike."""
NOT_OF_BACKFILL = (
    "NOT EXISTS (SELECT 1 FROM fetches AS f JOIN runs AS r ON r.id = f.run_id"
    " WHERE f.article_id = a.id AND f.outcome = 'read' AND r.kind = 'backfill')"
)
"""Condition on `articles AS a`: what was fetched from the past says nothing of what is usual today."""
OF_ARTICLES: tuple[Kind, ...] = ("field", "short", "alike", "language")


def crawls_of(archive: Archive, source: str) -> list[CrawlFacts]:
    """Return what the newest crawls of a source met, oldest first."""
    rows = archive.sql.execute(
        "SELECT id, unixepoch(started_at), outcome, stats FROM runs WHERE source = ? AND kind = 'crawl'"
        " AND outcome NOT IN ('running', 'crashed') ORDER BY rowid DESC LIMIT ?",
        (source, CRAWLS),
    ).fetchall()
    if not rows:
        return []
    said: dict[str, list[str]] = defaultdict(list)
    problems = archive.sql.execute(
        "SELECT run_id, coalesce(detail, '') FROM problems WHERE source = ? AND run_id IS NOT NULL"
        " AND unixepoch(at) >= ? AND what IN ('listing not fetched', 'feed not fetched', 'sitemap not fetched')",
        (source, min(row[1] for row in rows)),
    )
    for run_id, detail in problems:
        said[run_id].append(detail)
    return [_crawl(row[0], row[1], row[2], row[3], said[row[0]]) for row in reversed(rows)]


def _crawl(run_id: str, at: float, outcome: str, stats: str, said: Sequence[str]) -> CrawlFacts:
    counted = json.loads(stats)

    def count(name: str) -> int:
        return int(counted.get(name, 0))

    read = count("kabarchy/listing_pages")
    is_blind = not read and not count("kabarchy/listings_unchanged")
    answers = sum(
        value for name, value in counted.items() if name.startswith("downloader/response_status_count/")
    )
    certificate = next((one for one in said if "certificate" in one.lower()), None)
    forbidden = next((one for one in said if "robots.txt" in one), None)
    return CrawlFacts(
        run_id,
        at,
        listing_pages=read,
        shown=count("kabarchy/shown"),
        is_answered=outcome != "failed" or (answers > 0 and not is_blind),
        forbidden="robots.txt now forbids its listings" if is_blind and forbidden else None,
        redirected="its listings now lead to another host"
        if is_blind and count("offsite/filtered")
        else None,
        certificate=f"its certificate is not accepted: {certificate}" if is_blind and certificate else None,
    )


def articles_of(archive: Archive, source: str) -> list[ArticleFacts]:
    """Return what the newest articles of a source are like, in the order in which they were first fetched."""
    rows = archive.sql.execute(
        "SELECT unixepoch((SELECT min(fetched_at) FROM fetches WHERE article_id = a.id AND outcome = 'read')),"
        " summary, published_at, authors, section, tags, image_url, length(text), language, substr(text, 1, ?3),"
        " (SELECT run_id FROM fetches WHERE article_id = a.id AND outcome = 'read' ORDER BY fetched_at LIMIT 1)"
        " FROM articles AS a WHERE source = ?1 AND state = 'full'"
        f" AND {NOT_OF_BACKFILL} ORDER BY id DESC LIMIT ?2",
        (source, ARTICLES, OPENING),
    ).fetchall()
    return [_article(*row) for row in sorted(rows, key=lambda row: row[0] or 0)]


def _article(at: float, *told: object) -> ArticleFacts:
    *values, length, language, opening, run_id = told
    fields = frozenset(
        name for name, value in zip(FIELDS, values, strict=True) if value not in (None, "", "[]")
    )
    return ArticleFacts(
        at,
        fields,
        int(str(length or 0)),
        str(language) if language else None,
        zlib.crc32(nfc(str(opening or "")).encode()),
        str(run_id or ""),
    )


def under_alarm(archive: Archive, source: str) -> list[tuple[float, float]]:
    """Return the stretches in which articles of a source were not as usual: from before its alarms to their end."""
    rows = archive.sql.execute(
        "SELECT unixepoch(began_at), unixepoch(coalesce(closed_at, '9999-01-01')) FROM alarms WHERE source = ?"
        " AND kind IN ('field', 'short', 'alike', 'language') AND accepted_at IS NULL",
        (source,),
    )
    return [(float(begun), float(ended)) for begun, ended in rows]
