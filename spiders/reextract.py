"""Today's rules over yesterday's pages: what the archive would say if every page were read again.

Nothing is fetched: the pages come from the captures that the articles' rows point to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scraper.extraction.page import Page, UnreadablePage
from scraper.extraction.profile import SourceProfile
from scraper.extraction.reading import read_page
from scraper.warc import UnreadableCapture, read_exchange
from storage.archive import Archive
from storage.records import Article, Capture, Fetch
from storage.timestamps import from_text

COMPARED = (
    "title",
    "text",
    "summary",
    "language",
    "published_at",
    "published_precision",
    "modified_at",
    "authors",
    "section",
    "tags",
    "image_url",
    "translations",
    "native_id",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one article that today's rules read differently."""

    article_id: int
    url: str
    field: str
    before: Any
    after: Any


@dataclass(slots=True)
class Reextraction:
    """What came of it."""

    read: int = 0
    """Articles whose captured page was read."""
    retired: int = 0
    """Articles whose captures were all deleted by age or size: they stay as they are."""
    changed: int = 0
    """Articles of which some field differs."""
    fields: Counter[str] = field(default_factory=Counter)
    """Field -> articles in which it differs."""
    changes: list[Change] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    """URL and reason of each page that today's rules cannot read, or whose capture cannot be found."""


class _LeaveItAsItWas(Exception):
    """Rolls a transaction back that was only tried."""


def reextract(
    archive: Archive,
    folder: Path,
    profiles: Mapping[str, SourceProfile],
    sources: Collection[str] | None = None,
    write: bool = False,
) -> Reextraction:
    """Read every captured page of every article again, and compare the records.

    Args:
        archive: opened for writing, also for a dry run: each save is tried and taken back.
        folder: of the captures.
        profiles: source -> what is known of it today.
        sources: only these; None: all in `profiles`.
        write: keep what today's rules read.

    Raises:
        ArchiveError: the archive cannot be read or written.
    """
    result = Reextraction()
    for row in _captured(archive, sources if sources is not None else list(profiles)):
        pages = []
        fetches = _fetches(archive, row["id"])
        result.retired += not fetches
        for fetch in fetches:
            try:
                pages.append((_read_again(fetch, folder, profiles[row["source"]]), fetch))
            except (UnreadablePage, UnreadableCapture, ValueError) as error:
                result.failed.append((row["url"], str(error)))
        result.read += bool(pages)
        changes = _saved(archive, row, pages, write)
        result.changed += bool(changes)
        result.fields.update(change.field for change in changes)
        result.changes += changes
    return result


def _captured(archive: Archive, sources: Collection[str]) -> Iterator[dict[str, Any]]:
    for source in sources:
        ids = archive.sql.execute(
            "SELECT id FROM articles WHERE source = ? AND capture_file IS NOT NULL ORDER BY id", (source,)
        ).fetchall()
        for (article_id,) in ids:
            row = archive.article(article_id)
            if row is not None:
                yield row


def _fetches(archive: Archive, article_id: int) -> list[Fetch]:
    """Return the fetches of an article that were read and whose captures are kept, oldest first."""
    rows = archive.sql.execute(
        "SELECT url, fetched_at, status, etag, last_modified, capture_file, capture_offset, run_id FROM fetches"
        " WHERE article_id = ? AND outcome = 'read' AND capture_file IS NOT NULL"
        " AND capture_file NOT IN (SELECT file FROM retired_captures) ORDER BY fetched_at",
        (article_id,),
    )
    return [
        Fetch(url, from_text(at), status, etag, last_modified, Capture(file, offset), run_id)
        for url, at, status, etag, last_modified, file, offset, run_id in rows
    ]


def _read_again(fetch: Fetch, folder: Path, profile: SourceProfile) -> Article:
    assert fetch.capture is not None
    exchange = read_exchange(folder / fetch.capture.file, fetch.capture.offset)
    page = Page.parse(
        exchange.unpacked(),
        exchange.url,
        content_type=exchange.header("Content-Type"),
        encoding=profile.encoding,
        fetched_at=exchange.at,
    )
    article = read_page(page, profile).to_article(profile.source.id)
    # The teasers of a page were kept when it was fetched; here it is the record that counts.
    return replace(article, teasers=())


def _saved(
    archive: Archive, row: Mapping[str, Any], pages: Sequence[tuple[Article, Fetch]], write: bool
) -> list[Change]:
    changes: list[Change] = []
    try:
        with archive.transaction():
            for article, fetch in pages:
                archive.save_article(article, fetch, reread=True)
            after = archive.article(row["id"]) or {}
            changes = [
                Change(row["id"], row["url"], name, row[name], after.get(name))
                for name in COMPARED
                if row[name] != after.get(name)
            ]
            if not write:
                raise _LeaveItAsItWas
    except _LeaveItAsItWas:
        pass
    return changes
