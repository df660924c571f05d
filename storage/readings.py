"""What was read of a page beside its title and text: kept once for all fetches that read the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import xxhash

from storage.records import Article
from storage.timestamps import to_text

Spoken = tuple[str, str | None]
"""A language, and where it was read, if that is known."""

INSERT = "INSERT OR IGNORE INTO readings VALUES (?, ?, ?)"

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_json(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return `value` as JSON text."""
    if not value:
        return "{}" if isinstance(value, Mapping) else "[]"
    return _encode(value)


class Reading(NamedTuple):
    """The fields of an article as one fetch read them."""

    json: str
    hash: str

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Reading:
        """Return the reading that has these fields."""
        text = to_json(fields)
        return cls(text, xxhash.xxh3_128_hexdigest(text.encode()))


def fields_of(article: Article, url: str) -> dict[str, Any]:
    """Return the fields of `article`, which goes by `url`: texts, lists and mappings as JSON knows them."""
    fields: dict[str, Any] = {
        "source": article.source,
        "url": url,
        "native_id": article.native_id,
        "summary": article.summary,
        "language": article.language,
        "published_at": to_text(article.published_at) if article.published_at else None,
        "published_precision": article.published_precision if article.published_at else None,
        "modified_at": to_text(article.modified_at) if article.modified_at else None,
        "authors": article.authors,
        "section": article.section,
        "tags": article.tags,
        "image_url": article.image_url,
        "translations": [{"language": one.language, "url": one.url} for one in article.translations],
        "provenance": dict(sorted(article.provenance.items())),
    }
    if article.published_is_relative:
        fields["published_is_relative"] = True
    return fields


def urls_of(translations: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """Return the URLs of the translations that a reading names."""
    return tuple([one["url"] for one in translations])


def write_reading(sql: sqlite3.Connection, article_id: int, reading: Reading) -> None:
    """Keep a reading of an article."""
    sql.execute(INSERT, (article_id, reading.hash, reading.json))


def read_fields(sql: sqlite3.Connection, article_id: int, digest: str) -> dict[str, Any]:
    """Return the fields of the reading of an article that has this hash."""
    row = sql.execute(
        "SELECT fields FROM readings WHERE article_id = ? AND hash = ?", (article_id, digest)
    ).fetchone()
    fields: dict[str, Any] = json.loads(row[0])
    return fields


def is_language_guessed(fields: Mapping[str, Any]) -> bool:
    """Whether a reading is of a file that was imported and does not name the language: nobody has seen the page."""
    origins: Mapping[str, str] = fields["provenance"]
    return origins.get("title") == "import" and origins.get("language") != "import"


def last_named(sql: sqlite3.Connection, article_id: int, digests: Sequence[str]) -> Spoken | None:
    """Return the language of an article as its page, or a file that names it, told it last.

    `digests` are the hashes of its readings, oldest first.
    """
    for digest in reversed(digests):
        fields = read_fields(sql, article_id, digest)
        if fields["language"] and not is_language_guessed(fields):
            return fields["language"], fields["provenance"].get("language")
    return None


def first_told(sql: sqlite3.Connection, article_id: int) -> tuple[str, str, str | None]:
    """Return the date of an article that was told first of all its readings, with its precision and origin.

    Relative wording rounds the age down and grows coarser as time goes by: the first sight of a date is the
    most precise, then the earliest of them all, in whatever order the fetches were saved.
    """
    readings = sql.execute("SELECT fields FROM readings WHERE article_id = ?", (article_id,))
    dated = [fields for (text,) in readings if (fields := json.loads(text))["published_at"]]
    first = min(dated, key=lambda fields: (fields["published_precision"] == "day", fields["published_at"]))
    return first["published_at"], first["published_precision"], first["provenance"].get("published_at")
