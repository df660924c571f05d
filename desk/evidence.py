"""What the archive knows of a source that its alarms are judged by."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from desk.alarms import LOOKED_AT, ArticleFacts, CrawlFacts, Looks
from scraper.second_look import FIELDS, OPENING, opening_of
from storage.archive import Archive
from storage.articles import TELLERS

CRAWLS = 300
"""How many of the newest crawls are looked at."""
ARTICLES = 4000
"""How many of the newest articles."""
NOT_OF_BACKFILL = (
    "NOT EXISTS (SELECT 1 FROM fetches AS f JOIN runs AS r ON r.id = f.run_id"
    " WHERE f.article_id = a.id AND f.outcome = 'read' AND r.kind = 'backfill')"
)
"""Condition on `articles AS a`: what was fetched from the past says nothing of what is usual today."""


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
        pages_read=0 if is_blind else count("kabarchy/read") + count("kabarchy/unchanged_articles"),
        pages_failed=0 if is_blind else count("kabarchy/page_failures"),
        looks=_looks(counted),
        is_answered=outcome != "failed" or (answers > 0 and not is_blind),
        forbidden="robots.txt now forbids its listings" if is_blind and forbidden else None,
        redirected="its listings now lead to another host"
        if is_blind and count("offsite/filtered")
        else None,
        certificate=f"its certificate is not accepted: {certificate}" if is_blind and certificate else None,
    )


def _looks(counted: Mapping[str, int]) -> dict[str, Looks]:
    begin = "kabarchy/replaced_by/"
    openings = tuple(
        int(name.removeprefix(begin))
        for name, times in counted.items()
        if name.startswith(begin)
        for _ in range(times)
    )
    told = {}
    for name in LOOKED_AT:
        kept, lost, replaced = (
            counted.get(f"kabarchy/{what}/{name}", 0) for what in ("kept", "lost", "replaced")
        )
        if kept or lost or replaced:
            told[name] = Looks(kept, lost, replaced, openings if replaced else ())
    return told


def articles_of(archive: Archive, source: str) -> list[ArticleFacts]:
    """Return what the newest articles of a source were like, in the order in which they were first fetched."""
    rows = archive.sql.execute(
        "SELECT unixepoch(min(f.fetched_at)), f.run_id, r.fields,"
        " (SELECT json_array(length(text), substr(text, 1, ?3)) FROM revisions"
        " WHERE article_id = a.id AND content_hash = f.content_hash LIMIT 1),"
        " a.language, a.provenance FROM articles AS a"
        " JOIN fetches AS f ON f.article_id = a.id AND f.outcome = 'read'"
        " JOIN readings AS r ON r.article_id = a.id AND r.hash = f.reading"
        f" WHERE a.source = ?1 AND a.state = 'full' AND {NOT_OF_BACKFILL}"
        " GROUP BY a.id ORDER BY a.id DESC LIMIT ?2",
        (source, ARTICLES, OPENING),
    ).fetchall()
    return [_article(*row) for row in sorted(rows, key=lambda row: row[0])]


def _article(
    at: float, run_id: str | None, reading: str, text: str, language: str | None, provenance: str
) -> ArticleFacts:
    said = json.loads(reading)
    fields = {name for name in FIELDS if said[name]}
    if len(fields) < len(FIELDS):
        origins = json.loads(provenance)
        fields |= {name for name in FIELDS if origins.get(name) in TELLERS}
    length, opening = json.loads(text)
    return ArticleFacts(
        at,
        frozenset(fields),
        length,
        said["language"] or language,
        opening_of(opening),
        run_id or "",
    )
