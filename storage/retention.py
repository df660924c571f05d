"""How long raw captures are kept: the oldest files go, by age and by size, and the archive says that they went.

Only the raw responses go. What was read from them stays: articles, revisions and fetches, which still name the
file. `retired_captures` says that it was deleted, and when. Two kinds of files are never deleted:

- those that hold a page of an article that is gone from its site: they are the only proof of what it said;
- those that were written to in the last day: a crawl may still write to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.archive import Archive
from storage.timestamps import to_text

CAPTURES = "*.warc.gz"
FRESH = timedelta(days=1)
"""A file that was written to so short a time ago is left alone."""


@dataclass(frozen=True, slots=True)
class CaptureFile:
    """One file of the capture folder."""

    name: str
    size: int
    """Bytes."""
    written_at: datetime
    """When it was last written to; aware UTC."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How long captures are kept; None: for ever."""

    max_age: timedelta | None = None
    max_size: int | None = None
    """Bytes of all captures together."""

    @property
    def is_for_ever(self) -> bool:
        """Whether nothing is ever to go."""
        return self.max_age is None and self.max_size is None


def to_retire(archive: Archive, folder: Path, retention: Retention, at: datetime) -> list[CaptureFile]:
    """Return the files that are to go, oldest first."""
    files = sorted(_files(folder), key=lambda one: (one.written_at, one.name))
    proofs = _only_proofs(archive)
    size = sum(one.size for one in files)
    found = []
    for one in files:
        is_old = retention.max_age is not None and at - one.written_at > retention.max_age
        is_over = retention.max_size is not None and size > retention.max_size
        if (is_old or is_over) and one.name not in proofs and at - one.written_at > FRESH:
            found.append(one)
            size -= one.size
    return found


def retire(archive: Archive, folder: Path, retention: Retention, at: datetime) -> list[CaptureFile]:
    """Delete the captures that are to go; return them.

    The archive says that a file is retired before it is deleted; what a kill left between the two is deleted here.

    Raises:
        ArchiveError: the archive cannot be written.
        OSError: a file cannot be deleted.
    """
    going = to_retire(archive, folder, retention, at)
    with archive.transaction():
        archive.sql.executemany(
            "INSERT OR IGNORE INTO retired_captures (file, size, captured_at, retired_at) VALUES (?, ?, ?, ?)",
            [(one.name, one.size, to_text(one.written_at), to_text(at)) for one in going],
        )
    retired = {row[0] for row in archive.sql.execute("SELECT file FROM retired_captures")}
    for one in _files(folder):
        if one.name in retired:
            (folder / one.name).unlink(missing_ok=True)
    return going


def retired_at(archive: Archive, file: str) -> str | None:
    """Return when a capture file was retired, UTC text; None: it was not."""
    row = archive.sql.execute("SELECT retired_at FROM retired_captures WHERE file = ?", (file,)).fetchone()
    return str(row[0]) if row else None


def _files(folder: Path) -> Iterator[CaptureFile]:
    for file in folder.glob(CAPTURES):
        known = file.stat()
        yield CaptureFile(file.name, known.st_size, datetime.fromtimestamp(known.st_mtime, UTC))


def _only_proofs(archive: Archive) -> set[str]:
    rows = archive.sql.execute(
        "SELECT DISTINCT f.capture_file FROM articles AS a JOIN fetches AS f ON f.article_id = a.id"
        " WHERE a.state = 'gone' AND f.outcome = 'read' AND f.capture_file IS NOT NULL"
    )
    return {row[0] for row in rows}
