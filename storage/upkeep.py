"""Keeping the file in good health: copies, checks, and giving back the space of what was deleted."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.archive import Archive
from storage.errors import ArchiveError

PAGES_A_STEP = 2000
"""Pages copied between two reports of progress."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be: which check saw it, and what it saw."""

    check: str
    what: str


INVARIANTS = {
    "full articles have a title, a text and a content hash": (
        "SELECT id FROM articles WHERE state = 'full' AND (title IS NULL OR text IS NULL OR content_hash IS NULL)"
    ),
    "what an article says is one of its revisions": (
        "SELECT id FROM articles a WHERE content_hash IS NOT NULL AND NOT EXISTS (SELECT 1 FROM revisions r"
        " WHERE r.article_id = a.id AND r.content_hash = a.content_hash AND r.flag IS NULL)"
    ),
    "an article is known under its own URL": (
        "SELECT id FROM articles a WHERE NOT EXISTS (SELECT 1 FROM article_urls u WHERE u.url = a.url AND u.article_id = a.id)"
    ),
    "revisions of an article do not overlap": (
        "SELECT article_id FROM (SELECT article_id, last_seen_at, lead(first_seen_at) OVER"
        " (PARTITION BY article_id ORDER BY first_seen_at, content_hash) AS next FROM revisions) WHERE next < last_seen_at"
    ),
    "first sights are not after last sights": (
        "SELECT id FROM articles WHERE first_seen_at > last_seen_at"
        " UNION ALL SELECT article_id FROM teasers WHERE first_seen_at > last_seen_at"
    ),
    "teasers with a URL lead to an article": "SELECT id FROM teasers WHERE url IS NOT NULL AND article_id IS NULL",
    "folded teasers say how they were folded": (
        "SELECT id FROM teasers WHERE (article_id IS NULL) != (matched_by IS NULL)"
    ),
    "articles lead to duplicates and stories that are there": (
        "SELECT id FROM articles a WHERE duplicate_of IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM articles o WHERE o.id = a.duplicate_of)"
        " UNION ALL SELECT id FROM articles a WHERE story_id IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM stories s WHERE s.id = a.story_id)"
    ),
    "every reading that a fetch names is there": (
        "SELECT article_id FROM fetches f WHERE reading != '' AND NOT EXISTS"
        " (SELECT 1 FROM readings r WHERE r.article_id = f.article_id AND r.hash = f.reading)"
    ),
}
"""What must hold -> the ids of the rows for which it does not."""


def check(archive: Archive) -> Iterator[Finding]:
    """Yield everything that is wrong with the archive: SQLite's own checks, the full-text index, our invariants."""
    with archive.connection.explained():
        for (line,) in archive.sql.execute("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield Finding("the file is undamaged", line)
        for table, row, parent, _ in archive.sql.execute("PRAGMA foreign_key_check"):
            yield Finding(
                "rows lead to rows that are there", f"{table} row {row} names a missing row of {parent}"
            )
        yield from _check_full_text(archive)
        for what, query in INVARIANTS.items():
            rows = [str(row[0]) for row in archive.sql.execute(f"{query} LIMIT 21")]
            if rows:
                yield Finding(
                    what, f"not so for {', '.join(rows[:20])}{' and more' if len(rows) > 20 else ''}"
                )


def _check_full_text(archive: Archive) -> Iterator[Finding]:
    if archive.connection.read_only:
        return
    try:
        archive.sql.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield Finding(
            "the full-text index says what the articles say",
            f"{error}; `kabarchy db check --mend` builds it anew",
        )


def rebuild_full_text(archive: Archive) -> None:
    """Build the full-text index anew from the articles."""
    with archive.connection.transaction() as sql:
        sql.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")


def backup(archive: Archive, target: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """Copy the archive into a new file while it is in use; return the copy's size in bytes.

    The copy is what the archive was at one moment (https://www.sqlite.org/backup.html). It is written beside
    `target` and moved there when it is whole.

    Raises:
        ArchiveError: `target` exists already, or cannot be written.
    """
    if target.exists():
        raise ArchiveError(f"{target}: there is a file already; name another, or move this one away")
    if not target.parent.is_dir():
        raise ArchiveError(f"{target.parent}: there is no such folder")

    def tell(_: int, remaining: int, total: int) -> None:
        if progress:
            progress(total - remaining, total)

    with (
        _whole(target) as partial,
        archive.connection.explained(),
        closing(sqlite3.connect(partial)) as copy,
        snapshot(archive.sql),
    ):
        archive.sql.backup(copy, pages=PAGES_A_STEP, progress=tell)
        copy.execute("PRAGMA journal_mode=DELETE")
    return target.stat().st_size


def write_whole(target: Path, content: bytes) -> None:
    """Write a file, in place of one that is there only when all of it is on the disk.

    Raises:
        ArchiveError: it cannot be written; what was there stays.
    """
    with _whole(target) as partial, partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Give a name beside `target` to write to; what is written moves there when it is whole, else it goes.

    Raises:
        ArchiveError: it cannot be written.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        yield partial
        partial.replace(target)
    except OSError as error:
        raise ArchiveError(f"{target}: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def snapshot(sql: sqlite3.Connection) -> Iterator[None]:
    """Read one moment of the archive, whatever is written meanwhile: else each write would begin the copy anew."""
    sql.execute("BEGIN")
    try:
        sql.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        yield
    finally:
        sql.execute("ROLLBACK")


def vacuum(archive: Archive) -> tuple[int, int]:
    """Give unused space back and put the full-text index in one piece; return the size in bytes before and after."""
    before = archive.path.stat().st_size
    with archive.connection.explained():
        archive.sql.execute("INSERT INTO articles_fts (articles_fts) VALUES ('optimize')")
        archive.sql.execute("VACUUM")
        archive.sql.execute("PRAGMA optimize")
        archive.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before, archive.path.stat().st_size
