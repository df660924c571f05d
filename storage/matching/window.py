"""The keys of the reports of some days in memory: where many come together, all of them ask for the same days."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from storage.gathering import Gathering, OtherWriters

INSERT = "INSERT OR IGNORE INTO story_keys VALUES (?, ?, ?, ?)"
MOST = 100_000
"""Keys that are held at most; one takes about 250 bytes."""
WORTH = 40
"""A question that is answered from memory spares the time in which so many keys are read."""


class Window:
    """The rows of `story_keys` of some buckets, waiting ones included.

    A bucket is read when it is first asked for, unless so much was read in vain already, as when articles come in no
    order of time. All are read again after another connection has written, and after a batch that was not kept.
    """

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.sql: sqlite3.Connection = gathering.sql
        self._days: dict[int, defaultdict[int, list[int]]] = {}
        self._buckets: dict[int, set[int]] = {}
        """Which days are held of each."""
        self._asked: set[int] = set()
        self._held = 0
        self._credit = MOST
        self._others = OtherWriters(self.sql)
        self._last: int | None = None

    def is_true(self) -> bool:
        """Return whether it may be asked in this batch; where another writer is beside this one, it may not."""
        return self.gathering.known(self, self._refresh)

    def _refresh(self) -> bool:
        others = self._others.have_written()
        kept = (
            self._last is None
            or self.sql.execute("SELECT 1 FROM story_reports WHERE article_id = ?", (self._last,)).fetchone()
        )
        for bucket in list(self._buckets):
            if others or not kept or bucket not in self._asked:
                self.drop(bucket)
        self._asked.clear()
        self._last = None
        return not others

    def drop(self, bucket: int) -> None:
        """Forget a bucket, which something else writes to."""
        for day in self._buckets.pop(bucket, ()):
            self._held -= sum(map(len, self._days.pop(day).values()))

    def note(self, bucket: int, day: int, keys: Iterable[int], article_id: int) -> None:
        """Note the keys of a report of this batch."""
        self.is_true()
        self._last = article_id
        if bucket in self._buckets:
            self._hold(bucket, day, keys, article_id)

    def _hold(self, bucket: int, day: int, keys: Iterable[int], article_id: int) -> None:
        held = self._days.get(day)
        if held is None:
            held = self._days[day] = defaultdict(list)
            self._buckets[bucket].add(day)
        for key in keys:
            held[key].append(article_id)
            self._held += 1

    def sharing(self, buckets: Sequence[int], days: Iterable[int], keys: Sequence[int]) -> list[int] | None:
        """Return the articles that share two of some keys within some days, those that share most first.

        Returns:
            None if it cannot be told without reading too much.
        """
        self._credit = min(self._credit + WORTH, MOST)
        for bucket in buckets:
            if bucket not in self._buckets and not self._read(bucket):
                return None
        self._asked.update(buckets)
        found: list[int] = []
        for day in days:
            held = self._days.get(day)
            if held:
                for key in keys:
                    if key in held:
                        found += held[key]
        common = [(-count, article_id) for article_id, count in Counter(found).items() if count > 1]
        return [article_id for _, article_id in sorted(common)]

    def _read(self, bucket: int) -> bool:
        most = min(self._credit, MOST - self._held)
        if most <= 0:
            return False
        self.gathering.settle([INSERT])
        self._buckets[bucket] = set()
        before = self._held
        for key, day, article_id in self.sql.execute(
            "SELECT key, day, article_id FROM story_keys WHERE bucket = ? LIMIT ?", (bucket, most)
        ):
            self._hold(bucket, day, (key,), article_id)
        read = self._held - before
        self._credit -= read
        if read == most:
            self.drop(bucket)
        return read < most
