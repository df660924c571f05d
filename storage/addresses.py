"""Under which URLs and native ids an article is known: whatever shares one of them is one row."""

from __future__ import annotations

import sqlite3


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


def first_address(
    sql: sqlite3.Connection, article_id: int, source: str, url: str, native_id: str | None = None
) -> None:
    """Remember a URL that no article was known under."""
    sql.execute("INSERT INTO article_urls VALUES (?, ?, ?, ?)", (url, article_id, source, native_id))


def add_address(
    sql: sqlite3.Connection, article_id: int, source: str, url: str, native_id: str | None = None
) -> bool:
    """Remember one more URL of an article; return whether it was not known before.

    Where records disagree on its native id, the least stays, whichever came first.
    """
    known = sql.execute("SELECT native_id, source FROM article_urls WHERE url = ?", (url,)).fetchone()
    if known is None:
        first_address(sql, article_id, source, url, native_id)
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
