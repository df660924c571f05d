"""The columns of an article's row, and what they say once a page was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from storage.fetches import Standing
from storage.frontier import next_check
from storage.full_text import Texts
from storage.ids import next_id
from storage.promises import Told, origin
from storage.readings import Spoken, to_json
from storage.revisions import Content


class Row(NamedTuple):
    """The columns of an article that are worked out, in the order of the statements that write them."""

    source: str
    url: str
    native_id: str | None
    state: str
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    language: str | None = None
    published_at: str | None = None
    published_precision: str | None = None
    modified_at: str | None = None
    authors: str = "[]"
    section: str | None = None
    tags: str = "[]"
    image_url: str | None = None
    translations: str = "[]"
    provenance: str = "{}"
    content_hash: str | None = None
    fetched_at: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    next_check_at: str | None = None
    attempts: int = 0
    missing_count: int = 0
    last_error: str | None = None
    flag: str | None = None
    capture_file: str | None = None
    capture_offset: int | None = None

    @property
    def texts(self) -> Texts:
        """Return what is searched."""
        return self.title, self.summary, self.text


COLUMNS = Row._fields
INSERT = (
    f"INSERT INTO articles (id, {', '.join(COLUMNS)}, first_seen_at, last_seen_at)"
    f" VALUES ({next_id('articles')}, {', '.join('?' * (len(COLUMNS) + 2))})"
)
"""Its values are those of a `Row`, then the first and the last sight."""


def page_row(
    stands: Standing,
    fields: Mapping[str, Any],
    content: Content,
    said: Told,
    native_id: str | None,
    dated: tuple[str, str, str | None] | None,
    spoken: Spoken | None,
    revisits: Sequence[timedelta],
) -> Row:
    """Return the row of an article whose page was read.

    Args:
        stands: what its fetches say together.
        fields: the reading that stands.
        content: the title and the text that stand.
        said: what teasers say where the page does not.
        native_id: its native id where this reading has none.
        dated: date, precision and origin where another reading told the date better.
        spoken: the language where another reading told it better.
        revisits: how long after its publication it is looked at again.
    """
    current = stands.current
    assert current
    provenance = dict(fields["provenance"])
    published_at, precision = fields["published_at"], fields["published_precision"]
    if dated:
        published_at, precision, provenance["published_at"] = dated
    if published_at is None and said.published_at:
        published_at, precision = said.published_at, said.published_precision
        provenance["published_at"] = origin(said.dated_by)
    language, provenance["language"] = spoken or (fields["language"], provenance.get("language"))
    if language is None and said.language:
        language, provenance["language"] = said.language, "listing"
    if fields["image_url"] is None and said.image_url:
        provenance["image_url"] = "listing"
    return Row(
        source=fields["source"],
        url=fields["url"],
        native_id=fields["native_id"] or native_id,
        state=stands.state,
        title=content.title,
        summary=fields["summary"],
        text=content.text,
        language=language,
        published_at=published_at,
        published_precision=precision,
        modified_at=fields["modified_at"],
        authors=to_json(fields["authors"]),
        section=fields["section"],
        tags=to_json(fields["tags"]),
        image_url=fields["image_url"] or said.image_url,
        translations=to_json(fields["translations"]),
        provenance=to_json({name: place for name, place in provenance.items() if place}),
        content_hash=content.hash,
        fetched_at=stands.fetched_at,
        etag=current.etag,
        last_modified=current.last_modified,
        next_check_at=next_check(stands, published_at, revisits),
        attempts=stands.attempts,
        missing_count=stands.missing_count,
        last_error=stands.last_error,
        flag=stands.flag,
        capture_file=current.capture_file,
        capture_offset=current.capture_offset,
    )
