"""Every version of an article's title and text that was ever seen, with the times at which it was seen.

Neighbours in time with equal content are one revision: seen A, A, B, A, an article has three.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from storage.fetches import Fetched, Span
from storage.ids import next_id
from storage.readings import read_fields
from storage.text import content_hash, paragraphs, single_line

INSERT = (
    "INSERT INTO revisions (id, article_id, content_hash, title, summary, text, modified_at, first_seen_at,"
    f" last_seen_at, flag, capture_file, capture_offset) VALUES (coalesce(?, {next_id('revisions')}),"
    " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Content(NamedTuple):
    """One version of an article, in normal form: equal texts have equal hashes, and the other way round."""

    hash: str
    title: str
    text: str

    @classmethod
    def of(cls, title: str, text: str) -> Content:
        """Return the content of a page's title and text, white space put right."""
        title, text = single_line(title), paragraphs(text)
        return cls(content_hash(title, text), title, text)


def text_lengths(sql: sqlite3.Connection, article_id: int) -> dict[str, int]:
    """Return the characters of each version's text by its content hash."""
    return dict(
        sql.execute("SELECT content_hash, length(text) FROM revisions WHERE article_id = ?", (article_id,))
    )


def read_content(sql: sqlite3.Connection, article_id: int, digest: str) -> Content:
    """Return the content of an article that has this hash."""
    row = sql.execute(
        "SELECT content_hash, title, text FROM revisions WHERE article_id = ? AND content_hash = ? LIMIT 1",
        (article_id, digest),
    ).fetchone()
    return Content(*row)


def write_revisions(
    sql: sqlite3.Connection,
    article_id: int,
    spans: Sequence[Span],
    news: Fetched | None = None,
    content: Content | None = None,
) -> None:
    """Bring the revisions of an article in line with `spans`.

    `news` is the fetch that was just written, with its `content`; without it, all rows are written anew.
    """
    kept: dict[tuple[str, str], tuple[int, str, str | None]] = {
        (first, digest): (number, last, flag)
        for number, first, digest, last, flag in sql.execute(
            "SELECT id, first_seen_at, content_hash, last_seen_at, flag FROM revisions WHERE article_id = ?",
            (article_id,),
        )
    }
    contents = {
        span.content_hash: content
        if content and content.hash == span.content_hash
        else read_content(sql, article_id, span.content_hash)
        for span in spans
        if (span.first.fetched_at, span.content_hash) not in kept or news is None or span.first == news
    }
    for span in spans:
        old = kept.pop((span.first.fetched_at, span.content_hash), None)
        if old and (news is None or span.first == news):
            sql.execute("DELETE FROM revisions WHERE id = ?", (old[0],))
        if not old or news is None or span.first == news:
            fields = read_fields(sql, article_id, span.first.reading)
            insert_revision(
                sql, article_id, span, contents[span.content_hash], fields, old[0] if old else None
            )
        elif old[1:] != (span.last_seen_at, span.flag):
            sql.execute(
                "UPDATE revisions SET last_seen_at = ?, flag = ? WHERE id = ?",
                (span.last_seen_at, span.flag, old[0]),
            )
    for number, *_ in kept.values():
        sql.execute("DELETE FROM revisions WHERE id = ?", (number,))


def insert_revision(
    sql: sqlite3.Connection,
    article_id: int,
    span: Span,
    content: Content,
    fields: Mapping[str, Any],
    number: int | None = None,
) -> None:
    """Write one revision; what it says beside title and text is what the first fetch of it read, `fields`."""
    sql.execute(INSERT, (number, article_id, *revision_values(span, content, fields)))


def revision_values(span: Span, content: Content, fields: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the values of a revision, in the order of `INSERT`, without those of its id and its article's."""
    return (
        content.hash,
        content.title,
        fields["summary"],
        content.text,
        fields["modified_at"],
        span.first.fetched_at,
        span.last_seen_at,
        span.flag,
        span.first.capture_file,
        span.first.capture_offset,
    )
