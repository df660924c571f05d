"""Rows of a batch of new articles that wait to be written together, table by table and key by key.

Written so, most rows go beside the one before, and what SQLite and Python do for each statement is done once. But
nobody sees a row that waits. So only what is asked of new articles knows how to go on without (`Articles.open_full`
and the matchers); all else happens inside of `apart`, where everything is written at once.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Fact = TypeVar("Fact")
Values = tuple[Any, ...]


class Gathering:
    """The rows of one archive that wait; outside of `begun` none does."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self.sql = sql
        self.is_on = False
        self._waiting: dict[str, list[Values]] = {}
        self._sorted: set[str] = set()
        self._counts: dict[str, Counter[Values]] = {}
        self._facts: dict[Hashable, Any] = {}

    def add(self, statement: str, values: Values) -> None:
        """Write a row, now or later."""
        if self.is_on:
            self._of(statement).append(values)
        else:
            self.sql.execute(statement, values)

    def add_all(self, statement: str, rows: Collection[Values]) -> None:
        """Write rows whose order does not matter, now or later; their values are numbers."""
        if self.is_on:
            self._of(statement).extend(rows)
            self._sorted.add(statement)
        else:
            self.sql.executemany(statement, rows)

    def count(self, statement: str, keys: Iterable[Values]) -> None:
        """Write a row for each key with how often it was counted, now or later; `statement` adds it to what is there."""
        if self.is_on:
            self._counts.setdefault(statement, Counter()).update(keys)
        else:
            self.sql.executemany(statement, [(*key, 1) for key in keys])

    def _of(self, statement: str) -> list[Values]:
        found = self._waiting.get(statement)
        if found is None:
            found = self._waiting[statement] = []
        return found

    def known(self, about: Hashable, ask: Callable[[], Fact]) -> Fact:
        """Return a fact that stands as long as nothing but new articles is saved: it is asked for once a batch."""
        if not self.is_on:
            return ask()
        if about not in self._facts:
            self._facts[about] = ask()
        fact: Fact = self._facts[about]
        return fact

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Let rows wait, at most until the end; it must be inside of one transaction."""
        self.is_on = True
        try:
            yield
            self.settle([*self._waiting, *self._counts])
        finally:
            self._forget()
            self.is_on = False

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Write what waits, and meanwhile everything at once."""
        was_on, self.is_on = self.is_on, False
        try:
            self.settle([*self._waiting, *self._counts])
            yield
        finally:
            self._forget()
            self.is_on = was_on

    def settle(self, statements: Iterable[str], facts: Iterable[Hashable] = ()) -> None:
        """Write the rows that wait for some statements, and forget the facts that hung on them."""
        for statement in statements:
            rows = self._waiting.pop(statement, None)
            if rows and statement in self._sorted:
                rows.sort()
            if rows:
                self.sql.executemany(statement, rows)
            counted = self._counts.pop(statement, None)
            if counted:
                self.sql.executemany(statement, sorted((*key, count) for key, count in counted.items()))
        for about in facts:
            self._facts.pop(about, None)

    def _forget(self) -> None:
        self._waiting.clear()
        self._counts.clear()
        self._facts.clear()


class OtherWriters:
    """Tells whether other connections have written to an archive."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self.sql = sql
        self._version: int | None = None

    def have_written(self) -> bool:
        """Return whether another connection has written since this was asked before; False for the first time."""
        version = self.sql.execute("PRAGMA data_version").fetchone()[0]
        before, self._version = self._version, version
        return before not in (None, version)
