"""The full-text index `articles_fts`: kept in step with the rows of `articles` by whoever writes them.

The index holds the texts as `storage.text.folded` gives them; the view `articles_search` shows the same to SQLite.
"""

from __future__ import annotations

import sqlite3

from storage.text import folded

Texts = tuple[str | None, str | None, str | None]
"""Title, summary and text of an article."""


def index_texts(sql: sqlite3.Connection, article_id: int, texts: Texts) -> None:
    """Add an article to the index."""
    if any(texts):
        sql.execute(
            "INSERT INTO articles_fts (rowid, title, summary, text) VALUES (?, ?, ?, ?)",
            (article_id, *map(_folded, texts)),
        )


def unindex_texts(sql: sqlite3.Connection, article_id: int, texts: Texts) -> None:
    """Take an article out of the index; `texts` are what it was indexed with."""
    if any(texts):
        sql.execute(
            "INSERT INTO articles_fts (articles_fts, rowid, title, summary, text) VALUES ('delete', ?, ?, ?, ?)",
            (article_id, *map(_folded, texts)),
        )


def _folded(text: str | None) -> str | None:
    return None if text is None else folded(text)
