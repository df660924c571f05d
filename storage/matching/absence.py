"""Which keys a table surely lacks: most of those that a new text asks for stand nowhere, and need not be looked up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from storage.gathering import OtherWriters

FULL = 0.25
"""Share of the slots that is marked at most: with more, too many keys would look as if they were there."""
WORTH = 5
"""A key that need not be looked up spares the time in which so many are read."""


class Absence:
    """The keys of some stretches of a table, coarsely: some that are not there may seem so, never the other way round.

    A stretch is what stands under keys with the same first bits. It is read when it is first asked for, unless so much
    was read in vain already, as when articles come in no order of time; and everything again after another connection
    has written. Whoever writes keys by this connection notes them.
    """

    def __init__(self, sql: sqlite3.Connection, table: str, bits: int, slots: int) -> None:
        """Know the keys of `table`.

        Args:
            sql: the archive.
            table: it has a column `key`, and an index that begins with it.
            bits: the last bits of a key, those that differ within a stretch.
            slots: bytes; all keys with the same remainder share one. A prime.
        """
        self.sql = sql
        self.table = table
        self.bits = bits
        self.slots = slots
        self._marks = bytearray()
        self._count = 0
        self._credit = slots // 8
        """Keys that may be read."""
        self._stretches: set[int] = set()
        self._others = OtherWriters(sql)

    def refresh(self) -> bool:
        """Return whether it may be asked in this transaction: another writer beside this one costs more than it spares."""
        others = self._others.have_written()
        if others or self._count > FULL * self.slots:
            self._marks, self._count = bytearray(), 0
            self._stretches.clear()
        return not others

    def note(self, keys: Iterable[int]) -> None:
        """Note keys that are written."""
        marks, slots = self._marks, self.slots
        if marks:
            for key in keys:
                marks[key % slots] = 1
                self._count += 1

    def left(self, keys: list[int]) -> list[int]:
        """Return those of some keys that the table may hold."""
        self._credit = min(self._credit + WORTH * len(keys), self.slots)
        missing = {key >> self.bits for key in keys} - self._stretches
        for stretch in missing:
            self._read(stretch)
        marks, slots = self._marks, self.slots
        if missing <= self._stretches:
            return [key for key in keys if marks[key % slots]]
        return [key for key in keys if key >> self.bits not in self._stretches or marks[key % slots]]

    def _read(self, stretch: int) -> None:
        if self._credit <= 0:
            return
        self._marks = self._marks or bytearray(self.slots)
        rows = self.sql.execute(
            f"SELECT key FROM {self.table} WHERE key >= ? AND key < ? LIMIT ?",
            (stretch << self.bits, (stretch + 1) << self.bits, self._credit),
        )
        before = self._count
        self.note(key for (key,) in rows)
        self._credit -= self._count - before
        if self._credit > 0:
            self._stretches.add(stretch)
