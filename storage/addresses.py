"""Under which URLs and native ids an article is known: whatever shares one of them is one row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

INSERT = "INSERT INTO article_urls VALUES (?, ?, ?, ?)"
EDITIONS = ("ky", "kg", "ru", "en", "tr", "kk", "kz", "uz", "az")
"""Prefixes that native ids have in the editions of a site."""


def rows_at(sql: sqlite3.Connection, *urls: str) -> list[int]:
    """Return the ids of the articles that are known under any of `urls`, least first."""
    found = set()
    for url in dict.fromkeys(urls):
        row = sql.execute("SELECT article_id FROM article_urls WHERE url = ?", (url,)).fetchone()
        if row:
            found.add(int(row[0]))
    return sorted(found)


def rows_of(sql: sqlite3.Connection, source: str, native_id: str | None, *urls: str) -> list[int]:
    """Return the ids of the articles known under any of `urls`, or under the native id within the source."""
    found = set(rows_at(sql, *urls))
    if native_id:
        rows = sql.execute(
            "SELECT article_id FROM article_urls WHERE source = ? AND native_id = ?", (source, native_id)
        )
        found.update(row[0] for row in rows)
    return sorted(found)


def add_address(
    sql: sqlite3.Connection, article_id: int, source: str, url: str, native_id: str | None = None
) -> bool:
    """Remember one more URL of an article; return whether it was not known before.

    Where records disagree on its native id, the least stays, whichever came first.
    """
    known = sql.execute("SELECT native_id, source FROM article_urls WHERE url = ?", (url,)).fetchone()
    if known is None:
        sql.execute(INSERT, (url, article_id, source, native_id))
    elif (native_id is None, native_id or "", source) < (known[0] is None, known[0] or "", known[1]):
        sql.execute(
            "UPDATE article_urls SET source = ?, native_id = ? WHERE url = ?", (source, native_id, url)
        )
    return known is None


def own_address(canonical: str, requested: str) -> str:
    """Return the URL an article goes by, where its page names `canonical`.

    Some sites name their home page as `rel=canonical` of every article: all of them would become one row.
    """
    path = canonical.split("/", 3)[3:]
    return canonical if path and path[0] else requested


def bare_id(native_id: str) -> str:
    """Return a native id without the edition: what an article and its translations have in common."""
    return native_id.rpartition(":")[2]


def editions_of(native_id: str, editions: Iterable[str] = EDITIONS) -> list[str]:
    """Return the native ids that an article and its translations may have, where one of them has this one."""
    bare = bare_id(native_id)
    return [bare, *(f"{language}:{bare}" for language in editions)]


Names = Iterable[tuple[str, "str | None", Iterable[str]]]
"""Source, native id and URLs of each of some articles."""


class Strangers:
    """Tells which of many articles nothing is known of, neither in the archive nor from one before."""

    def __init__(self, sql: sqlite3.Connection, found: Names) -> None:
        self._urls: set[str] = set()
        self._ids: set[tuple[str, str]] = set()
        self._editions: dict[str, list[str]] = {}
        asked_urls: list[str] = []
        asked_ids: list[tuple[str, str]] = []
        for source, native_id, urls in found:
            asked_urls += urls
            if native_id:
                asked_ids += [(source, name) for name in self._names(sql, source, native_id)]
        rows = sql.execute(
            "SELECT url FROM article_urls WHERE url IN (SELECT value FROM json_each(?))",
            (json.dumps(asked_urls),),
        )
        self._urls.update(row[0] for row in rows)
        rows = sql.execute(
            "SELECT u.source, u.native_id FROM json_each(?) j JOIN article_urls u"
            " ON u.source = json_extract(j.value, '$[0]') AND u.native_id = json_extract(j.value, '$[1]')",
            (json.dumps(asked_ids),),
        )
        self._ids.update((source, bare_id(native_id)) for source, native_id in rows)

    def _names(self, sql: sqlite3.Connection, source: str, native_id: str) -> list[str]:
        """Return the native ids that may be held by the article or a translation, as far as the archive knows editions."""
        if source not in self._editions:
            self._editions[source] = [
                language
                for language in EDITIONS
                if sql.execute(
                    "SELECT 1 FROM article_urls WHERE source = ? AND native_id >= ? AND native_id < ? LIMIT 1",
                    (source, f"{language}:", f"{language};"),
                ).fetchone()
            ]
        return editions_of(native_id, self._editions[source])

    def is_one(self, source: str, native_id: str | None, urls: Iterable[str]) -> bool:
        """Return whether no article is known under one of these URLs, or in any language under this native id."""
        is_named = native_id and (source, bare_id(native_id)) in self._ids
        return not is_named and self._urls.isdisjoint(urls)

    def meet(self, source: str, native_id: str | None, urls: Iterable[str | None]) -> None:
        """Note that an article is known from now on."""
        self._urls.update(url for url in urls if url)
        if native_id:
            self._ids.add((source, bare_id(native_id)))
