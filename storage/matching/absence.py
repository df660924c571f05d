"""Which keys a table surely lacks: most of those that a new text asks for stand nowhere, and need not be looked up."""

from __future__ import annotations

import sqlite3
from itertools import chain

import numpy as np
import numpy.typing as npt

from storage.gathering import Numbers, OtherWriters

FULL = 0.25
"""Keys that are noted at most, as a share of the slots: with more, too many would look as if they were there."""
OTHER_BITS = 5
"""The second slot of a key is that of what is left when so many of its last bits are cut off."""
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
            slots: bytes, of which each key has two: it is there if both are marked. A prime.
        """
        self.sql = sql
        self.table = table
        self.bits = bits
        self.slots = slots
        self._marks = self._unmarked()
        self._count = 0
        self._credit = slots // 8
        """Keys that may be read."""
        self._stretches: set[int] = set()
        self._others = OtherWriters(sql)

    def refresh(self) -> bool:
        """Return whether it may be asked in this transaction: another writer beside this one costs more than it spares."""
        others = self._others.have_written()
        if others or self._count > FULL * self.slots:
            self._marks, self._count = self._unmarked(), 0
            self._stretches.clear()
        return not others

    def _unmarked(self) -> npt.NDArray[np.bool_]:
        return np.zeros(self.slots, np.bool_)

    def _places(self, keys: Numbers) -> tuple[Numbers, Numbers]:
        """Return the two slots of each key (Bloom 1970, "Space/time trade-offs in hash coding")."""
        return keys % self.slots, (keys >> OTHER_BITS) % self.slots

    def note(self, keys: Numbers) -> None:
        """Note keys that are written, or wait to be."""
        for places in self._places(keys):
            self._marks[places] = True
        self._count += len(keys)

    def left(self, keys: Numbers) -> Numbers:
        """Return those of some keys that the table may hold."""
        self._credit = min(self._credit + WORTH * len(keys), self.slots)
        stretches = set(np.unique(keys >> self.bits).tolist())
        for stretch in stretches - self._stretches:
            self._read(stretch)
        one, other = self._places(keys)
        seem = self._marks[one] & self._marks[other]
        for stretch in stretches - self._stretches:
            seem |= keys >> self.bits == stretch
        return keys[seem]

    def _read(self, stretch: int) -> None:
        if self._credit <= 0:
            return
        rows = self.sql.execute(
            f"SELECT key FROM {self.table} WHERE key >= ? AND key < ? LIMIT ?",
            (stretch << self.bits, (stretch + 1) << self.bits, self._credit),
        )
        keys = np.fromiter(chain.from_iterable(rows), np.int64)
        self.note(keys)
        self._credit -= len(keys)
        if self._credit > 0:
            self._stretches.add(stretch)
