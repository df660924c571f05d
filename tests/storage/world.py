"""Records for the tests of the archive: a small world of two sister outlets, written for this purpose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from storage.archive import Archive
from storage.records import Article, Capture, Fetch, Source, Teaser

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
SITE = Source(
    "sary_bulak", "Сары-Булак", "news", "https://sary-bulak.example/", "KG", ("ky", "ru"), "Asia/Bishkek"
)
SISTER = Source(
    "jany_jol", "Жаңы жол", "news", "https://jany-jol.example/", "KG", ("ky",), "Asia/Bishkek", "joldor"
)

LEDE = "Министр сельского хозяйства посетил тепличное хозяйство в селе Кызыл-Туу и осмотрел новые участки полива."
BODY = "\n\n".join(
    [
        LEDE,
        *(
            f"Абзац {number}: о поливе, урожае и дорогах района, рассказали в хозяйстве."
            + " Вода придёт в мае." * 12
            for number in range(4)
        ),
    ]
)


def hours(number: float) -> datetime:
    """Return the instant so many hours after the start of the world."""
    return START + timedelta(hours=number)


def teaser(title: str | None = "Министр посетил теплицы", **values: Any) -> Teaser:
    """Return a teaser of the site."""
    values = {"source": SITE.id, "page_url": SITE.homepage, "kind": "listing", "position": 0, **values}
    return Teaser(title=title, **values)


def article(url: str = "https://sary-bulak.example/news/101", **values: Any) -> Article:
    """Return an article of the site."""
    values = {
        "source": SITE.id,
        "title": "Министр посетил теплицы",
        "text": BODY,
        "language": "ru",
        "published_at": START,
        "published_precision": "minute",
        "provenance": {"title": "site_rule", "published_at": "json_ld"},
        **values,
    }
    return Article(url=url, **values)


def fetch(at: datetime, url: str = "https://sary-bulak.example/news/101", **values: Any) -> Fetch:
    """Return a fetch of `url`."""
    return Fetch(url=url, fetched_at=at, **values)


def captured(offset: int) -> Capture:
    """Return a place in a capture."""
    return Capture("sary_bulak-1.warc.gz", offset)


def opened(path: Path, **values: Any) -> Archive:
    """Return an archive that knows the two sources."""
    archive = Archive(path, **values)
    archive.save_source(SITE)
    archive.save_source(SISTER)
    return archive


Step = Callable[[Archive], object]


def rows(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the archive holds, ids replaced by what they stand for, in one order."""
    queries = {
        "articles": "SELECT source, url, native_id, state, title, summary, text, language, published_at,"
        " published_precision, modified_at, authors, section, tags, image_url, translations, provenance,"
        " content_hash, first_seen_at, last_seen_at, fetched_at, etag, last_modified, next_check_at, attempts,"
        " missing_count, last_error, flag, capture_file, capture_offset FROM articles",
        "teasers": "SELECT t.key, t.source, t.page_url, t.kind, t.position, t.title, t.snippet, t.is_truncated,"
        " t.cut_mark, t.url, t.native_id, t.image_url, t.language, t.published_at, t.published_precision,"
        " t.first_seen_at, t.last_seen_at, a.url, t.matched_by, t.match_score"
        " FROM teasers t LEFT JOIN articles a ON a.id = t.article_id",
        "revisions": "SELECT a.url, r.content_hash, r.title, r.summary, r.text, r.modified_at, r.first_seen_at,"
        " r.last_seen_at, r.flag, r.capture_file, r.capture_offset FROM revisions r JOIN articles a ON a.id = r.article_id",
        "urls": "SELECT u.url, a.url, u.source, u.native_id FROM article_urls u JOIN articles a ON a.id = u.article_id",
        "fetches": "SELECT a.url, f.fetched_at, f.outcome, f.content_hash, f.reading, f.url, f.status, f.reason,"
        " f.etag, f.last_modified, f.capture_file, f.capture_offset, f.run_id"
        " FROM fetches f JOIN articles a ON a.id = f.article_id",
        "readings": "SELECT a.url, r.hash, r.fields FROM readings r JOIN articles a ON a.id = r.article_id",
        "article_keys": "SELECT k.key, a.url FROM article_keys k LEFT JOIN articles a ON a.id = k.article_id",
        "text_anchors": "SELECT k.key, a.url FROM text_anchors k LEFT JOIN articles a ON a.id = k.article_id",
        "text_paragraphs": "SELECT k.key, k.occasion, a.url FROM text_paragraphs k LEFT JOIN articles a ON a.id = k.article_id",
        "duplicates": "SELECT a.url, o.url, d.kind, d.score, f.url FROM duplicates d JOIN articles a ON a.id = d.article_id"
        " JOIN articles o ON o.id = d.other_id JOIN articles f ON f.id = d.first_id",
        "duplicate_of": "SELECT a.url, o.url FROM articles a JOIN articles o ON o.id = a.duplicate_of",
        "stories": "SELECT a.url, a.joined_by, s.title, s.first_published_at, s.last_published_at, s.article_count"
        " FROM articles a JOIN stories s ON s.id = a.story_id",
        "story_links": "SELECT a.url, b.url, l.rule, l.score FROM story_links l"
        " LEFT JOIN articles a ON a.id = l.article_id LEFT JOIN articles b ON b.id = l.other_id",
        "story_keys": "SELECT k.bucket, k.key, k.day, a.url FROM story_keys k LEFT JOIN articles a ON a.id = k.article_id",
        "problems": "SELECT run_id, source, url, what, detail, at FROM problems WHERE what != 'flagged'",
        "found": "SELECT a.url FROM articles_fts f JOIN articles a ON a.id = f.rowid WHERE articles_fts MATCH 'теплицы'",
    }
    return {
        name: sorted(archive.sql.execute(query).fetchall(), key=lambda row: [str(value) for value in row])
        for name, query in queries.items()
    }


def apply(archive: Archive, steps: Sequence[Step]) -> None:
    """Do every step."""
    for step in steps:
        step(archive)
