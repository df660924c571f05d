"""The full-text index `articles_fts`: kept in step with the rows of `articles` by whoever writes them.

The index holds the texts as `storage.text.folded` gives them; the view `articles_search` shows the same to SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from storage.text import folded

Texts = tuple[str | None, str | None, str | None]
"""Title, summary and text of an article."""

INSERT = "INSERT INTO articles_fts (rowid, title, summary, text) VALUES (?, ?, ?, ?)"
DELETE = "INSERT INTO articles_fts (articles_fts, rowid, title, summary, text) VALUES ('delete', ?, ?, ?, ?)"


class FullText:
    """The index, as its writer sees it."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self.sql = sql
        self._waiting: list[tuple[int | str | None, ...]] | None = None

    def add(self, article_id: int, texts: Texts) -> None:
        """Add an article to the index."""
        self.add_folded(article_id, searched(texts))

    def add_folded(self, article_id: int, texts: Texts) -> None:
        """Add an article to the index; `texts` are as `searched` gives them."""
        if not any(texts):
            return
        row = (article_id, *texts)
        if self._waiting is None:
            self.sql.execute(INSERT, row)
        else:
            self._waiting.append(row)

    def remove(self, article_id: int, texts: Texts) -> None:
        """Take an article out of the index; `texts` are what it was indexed with."""
        if any(texts):
            self._write()
            self.sql.execute(DELETE, (article_id, *searched(texts)))

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Write what is added inside in one go, at the end: the index's buffer then stays in the processor's cache.

        It must be inside of one transaction, and nobody may search meanwhile.
        """
        self._waiting = []
        try:
            yield
            self._write()
        finally:
            self._waiting = None

    def _write(self) -> None:
        if self._waiting:
            self.sql.executemany(INSERT, self._waiting)
            self._waiting.clear()


def searched(texts: Texts) -> Texts:
    """Return what the index holds of an article's texts."""
    title, summary, text = texts
    return title and folded(title), summary and folded(summary), text and folded(text)
