"""The full-text index `articles_fts`: kept in step with the rows of `articles` by whoever writes them.

Rows of a batch are written in one go: the index's buffer then stays in the processor's cache. The index holds the texts
as `storage.text.folded` gives them; the view `articles_search` shows the same to SQLite.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from storage.gathering import Gathering
from storage.text import folded

Texts = tuple[str | None, str | None, str | None]
"""Title, summary and text of an article."""

INSERT = "INSERT INTO articles_fts (rowid, title, summary, text) VALUES (?, ?, ?, ?)"
DELETE = "INSERT INTO articles_fts (articles_fts, rowid, title, summary, text) VALUES ('delete', ?, ?, ?, ?)"
USUAL_MERGES = (("automerge", 16), ("crisismerge", 32))
LATE_MERGES = (("automerge", 64), ("crisismerge", 128))
"""How many pieces of one size the index has before they become one (https://sqlite.org/fts5.html#the_automerge_configuration_option):
a search asks each of them, and a large import writes all of it anew each time that they do."""


class FullText:
    """The index, as its writer sees it."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self.sql = sql
        self.gathering = Gathering(sql)
        """Of its own: nothing but `remove` asks what was added, so it may wait while other rows are written."""

    def add(self, article_id: int, texts: Texts) -> None:
        """Add an article to the index."""
        self.add_folded(article_id, searched(texts))

    def add_folded(self, article_id: int, texts: Texts) -> None:
        """Add an article to the index; `texts` are as `searched` gives them."""
        if any(texts):
            self.gathering.add(INSERT, (article_id, *texts))

    def remove(self, article_id: int, texts: Texts) -> None:
        """Take an article out of the index; `texts` are what it was indexed with."""
        if any(texts):
            self.gathering.settle([INSERT])
            self.sql.execute(DELETE, (article_id, *searched(texts)))


def set_merges(sql: sqlite3.Connection, merges: Iterable[tuple[str, int]]) -> None:
    """Set when pieces of the index become one, for all who write from now on."""
    sql.executemany("INSERT INTO articles_fts (articles_fts, rank) VALUES (?, ?)", merges)


def searched(texts: Texts) -> Texts:
    """Return what the index holds of an article's texts."""
    title, summary, text = texts
    return title and folded(title), summary and folded(summary), text and folded(text)
