"""Rows of a batch of new articles that wait to be written together, table by table and key by key.

Written so, most rows go beside the one before, and what SQLite and Python do for each statement is done once. But
nobody sees a row that waits. So only what is asked of new articles knows how to go on without (`Articles.open_full`
and the matchers); all else happens inside of `apart`, where everything is written at once.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Fact = TypeVar("Fact")
Values = tuple[Any, ...]
Numbers = npt.NDArray[np.int64]
Keyed = tuple[Any, ...]
"""Keys as bytes, what is added to each, and what stands behind it."""

AT_ONCE = 400
"""Values of one statement: a row of two numbers by itself costs twice what it costs as one of a hundred."""


class Gathering:
    """The rows of one archive that wait; outside of `begun` none does."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self.sql = sql
        self.is_on = False
        self._waiting: dict[str, list[Values]] = {}
        self._numbers: dict[str, list[Keyed]] = {}
        self._counts: dict[str, dict[str, Counter[str]]] = {}
        self._facts: dict[Hashable, Any] = {}

    def add(self, statement: str, values: Values) -> None:
        """Write a row, now or later."""
        if self.is_on:
            waiting = self._waiting.get(statement)
            if waiting is None:
                waiting = self._waiting[statement] = []
            waiting.append(values)
        else:
            self.sql.execute(statement, values)

    def add_keys(self, statement: str, keys: bytes, *others: int, plus: int = 0) -> None:
        """Write rows of numbers, whose order does not matter, now or later.

        Args:
            statement: it writes one row.
            keys: 64-bit integers; each makes a row.
            others: what stands behind it, the same in each row.
            plus: what is added to each key.
        """
        if self.is_on:
            self._numbers.setdefault(statement, []).append((keys, plus, *others))
        else:
            self.sql.executemany(statement, keyed_rows([(keys, plus, *others)]).tolist())

    def count(self, statement: str, kind: str, words: Iterable[str]) -> None:
        """Write a row of kind and word for each with how often it was counted, now or later.

        `statement` adds it to what is there.
        """
        if self.is_on:
            self._counts.setdefault(statement, {}).setdefault(kind, Counter()).update(words)
        else:
            self.sql.executemany(statement, [(kind, word, 1) for word in words])

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
            self.settle([*self._waiting, *self._numbers, *self._counts])
        finally:
            self._forget()
            self.is_on = False

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Write what waits, and meanwhile everything at once."""
        was_on, self.is_on = self.is_on, False
        try:
            self.settle([*self._waiting, *self._numbers, *self._counts])
            yield
        finally:
            self._forget()
            self.is_on = was_on

    def settle(self, statements: Iterable[str], facts: Iterable[Hashable] = ()) -> None:
        """Write the rows that wait for some statements, and forget the facts that hung on them."""
        for statement in statements:
            rows = self._waiting.pop(statement, None)
            if rows:
                self.sql.executemany(statement, rows)
            numbers = self._numbers.pop(statement, None)
            if numbers:
                ordered = keyed_rows(numbers)
                self._write(statement, ordered.shape[1], ordered.ravel().tolist())
            for kind, counted in sorted(self._counts.pop(statement, {}).items()):
                counts = [(kind, *one) for one in sorted(counted.items())]
                self._write(statement, 3, list(chain.from_iterable(counts)))
        for about in facts:
            self._facts.pop(about, None)

    def _write(self, statement: str, columns: int, values: Sequence[Any]) -> None:
        """Write rows, whose values follow one another, many with one statement."""
        step = AT_ONCE // columns * columns
        whole = len(values) // step * step
        if whole:
            self.sql.executemany(
                of_many(statement, columns, step // columns),
                [values[place : place + step] for place in range(0, whole, step)],
            )
        if whole < len(values):
            rest = len(values) - whole
            self.sql.execute(of_many(statement, columns, rest // columns), values[whole:])

    def _forget(self) -> None:
        self._waiting.clear()
        self._numbers.clear()
        self._counts.clear()
        self._facts.clear()


def keyed_rows(found: Sequence[Keyed]) -> Numbers:
    """Return a row for each key, with what stands behind it, in the order of keys."""
    blobs = [keyed[0] for keyed in found]
    behind = np.array([keyed[1:] for keyed in found], np.int64)
    rows = behind.repeat([len(blob) // 8 for blob in blobs], axis=0)
    rows[:, 0] += np.frombuffer(b"".join(blobs), np.int64)
    return rows[rows[:, 0].argsort(kind="stable")]


@lru_cache(maxsize=512)
def of_many(statement: str, columns: int, rows: int) -> str:
    """Return a statement that writes one row as one that writes several."""
    row = f"({', '.join('?' * columns)})"
    return statement.replace(row, ", ".join([row] * rows))


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
