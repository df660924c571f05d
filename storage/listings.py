"""What is remembered of each listing, feed and sitemap: when it was last walked to its end, and its validators."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

ListingKind = Literal["listing", "feed", "sitemap"]


@dataclass(frozen=True, slots=True)
class Listing:
    """One listing. `walked_at` is the UTC text of the moment at which its last complete walk began."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    walked_at: str | None = None
    fetched_at: str | None = None
    last_error: str | None = None


def read_listing(sql: sqlite3.Connection, url: str) -> Listing | None:
    """Return what is known of the listing at `url`."""
    row = sql.execute(
        "SELECT url, etag, last_modified, content_hash, walked_at, fetched_at, last_error FROM listings WHERE url = ?",
        (url,),
    ).fetchone()
    return Listing(*row) if row else None


def write_listing(sql: sqlite3.Connection, source: str, kind: ListingKind, listing: Listing) -> None:
    """Replace what is known of a listing."""
    sql.execute(
        "INSERT OR REPLACE INTO listings"
        " (url, source, kind, etag, last_modified, content_hash, walked_at, fetched_at, last_error)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            listing.url,
            source,
            kind,
            listing.etag,
            listing.last_modified,
            listing.content_hash,
            listing.walked_at,
            listing.fetched_at,
            listing.last_error,
        ),
    )
