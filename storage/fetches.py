"""The fetches of an article, and what they say together.

Every fetch leaves one row. What the article's row says is worked out from all of them in the order of
time, so it does not matter in which order, how often, or by which process they were saved.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from storage.records import ArticleState, Fetch
from storage.timestamps import to_text

FetchOutcome = Literal["read", "unchanged", "missing", "failed"]

MISSING_CHECKS = 3
"""A page answered 404 or 410 in so many separate checks before it counts as gone."""
SHRUNK = 0.25
"""A body of less than this share of the standing one is taken for a broken page, not for an edit."""
SHRUNK_FROM = 400
"""Characters of the standing body from which on it can shrink suspiciously."""

COLUMNS = (
    "fetched_at, outcome, content_hash, reading, url, status, reason, etag, last_modified,"
    " capture_file, capture_offset, run_id"
)
INTO = f"INTO fetches (article_id, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT = f"INSERT OR IGNORE {INTO}"


class Fetched(NamedTuple):
    """One fetch of an article's page: the row of `fetches`, without the article's id."""

    fetched_at: str
    outcome: FetchOutcome
    content_hash: str = ""
    reading: str = ""
    url: str = ""
    status: int | None = None
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    capture_file: str | None = None
    capture_offset: int | None = None
    run_id: str | None = None

    @classmethod
    def of(cls, outcome: FetchOutcome, fetch: Fetch, content_hash: str = "", reading: str = "") -> Fetched:
        """Return a fetch that was answered, by its outcome; the hashes are those of what was read."""
        capture = fetch.capture
        return cls(
            to_text(fetch.fetched_at),
            outcome,
            content_hash,
            reading,
            fetch.url,
            fetch.status,
            None,
            fetch.etag,
            fetch.last_modified,
            capture.file if capture else None,
            capture.offset if capture else None,
            fetch.run_id,
        )

    @property
    def place(self) -> tuple[str, str, str]:
        """Its place among the fetches of the same article."""
        return self.fetched_at, self.outcome, self.content_hash


@dataclass(slots=True)
class Span:
    """Neighbours in time that saw the same content: one revision."""

    content_hash: str
    first: Fetched
    last_seen_at: str
    flag: str | None = None


@dataclass(slots=True)
class Standing:
    """What all fetches of an article say of it."""

    current: Fetched | None = None
    """The fetch whose content stands: the newest that was not suspicious."""
    fetched_at: str | None = None
    """When the standing content was last confirmed."""
    first_read_at: str | None = None
    last_fetch_at: str | None = None
    attempts: int = 0
    """Fetches since then that were of no use."""
    missing_count: int = 0
    last_error: str | None = None
    flag: str | None = None
    spans: list[Span] = field(default_factory=list)
    trusted: list[Fetched] = field(default_factory=list)
    """The fetches whose content stood when they were made, oldest first."""

    @property
    def state(self) -> ArticleState:
        """Whether the page is gone, was read, or is only promised."""
        if self.missing_count >= MISSING_CHECKS:
            return "gone"
        return "full" if self.current else "teaser"


def standing(fetches: Sequence[Fetched], lengths: Mapping[str, int]) -> Standing:
    """Return what `fetches` say together; `lengths` are the characters of each content's text by its hash."""
    said = Standing()
    for fetch in sorted(fetches, key=lambda one: one.place):
        said.last_fetch_at = fetch.fetched_at
        if fetch.outcome == "read":
            _read(said, fetch, lengths)
        elif fetch.outcome == "unchanged":
            if said.current:
                _observe(said, said.current.content_hash, fetch)
                _confirm(said, fetch, lengths)
        else:
            said.attempts += 1
            said.missing_count += fetch.outcome == "missing"
            said.last_error = fetch.reason
    return said


def _read(said: Standing, fetch: Fetched, lengths: Mapping[str, int]) -> None:
    said.first_read_at = said.first_read_at or fetch.fetched_at
    length = lengths[fetch.content_hash]
    suspicion = shrinkage(lengths[said.current.content_hash], length) if said.current else None
    if suspicion:
        _observe(said, fetch.content_hash, fetch, suspicion)
        said.attempts += 1
        said.flag = suspicion
        return
    _observe(said, fetch.content_hash, fetch)
    said.current = fetch
    said.trusted.append(fetch)
    _confirm(said, fetch, lengths)


def _confirm(said: Standing, fetch: Fetched, lengths: Mapping[str, int]) -> None:
    assert said.current
    said.fetched_at = fetch.fetched_at
    said.attempts = said.missing_count = 0
    said.last_error = None
    said.flag = None if lengths[said.current.content_hash] else "the page holds a title, but no text"


def _observe(said: Standing, content_hash: str, fetch: Fetched, flag: str | None = None) -> None:
    if said.spans and said.spans[-1].content_hash == content_hash:
        said.spans[-1].last_seen_at = fetch.fetched_at
    else:
        said.spans.append(Span(content_hash, fetch, fetch.fetched_at, flag))


def shrinkage(old: int, new: int) -> str | None:
    """Return why a body of `new` characters must not replace one of `old`, or None."""
    if (old and not new) or (old >= SHRUNK_FROM and new < SHRUNK * old):
        return f"the body shrank from {old} to {new} characters"
    return None


def write_fetch(sql: sqlite3.Connection, article_id: int, fetch: Fetched) -> bool:
    """Write one fetch; return whether it was not known before.

    Where two differ that were made in the same second with the same outcome and content, the greater one
    stays, whichever came first.
    """
    written = sql.execute(INSERT, (article_id, *fetch)).rowcount
    if written:
        return True
    row = sql.execute(
        f"SELECT {COLUMNS} FROM fetches"
        " WHERE article_id = ? AND fetched_at = ? AND outcome = ? AND content_hash = ?",
        (article_id, *fetch.place),
    ).fetchone()
    if _rank(fetch) <= _rank(row):
        return False
    sql.execute(f"INSERT OR REPLACE {INTO}", (article_id, *fetch))
    return True


def read_fetches(sql: sqlite3.Connection, article_id: int) -> list[Fetched]:
    """Return every fetch of an article, in the order of time."""
    rows = sql.execute(f"SELECT {COLUMNS} FROM fetches WHERE article_id = ?", (article_id,))
    return [Fetched(*row) for row in rows]


def _rank(values: Sequence[object]) -> list[str]:
    return ["" if value is None else str(value) for value in values]
