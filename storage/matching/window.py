"""The keys of the reports of some days in memory: where many come together, all of them ask for the same days."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from storage.gathering import Gathering, OtherWriters

INSERT = "INSERT OR IGNORE INTO story_keys (key, bucket, day, article_id) VALUES (?, ?, ?, ?)"
BUCKET = 4
"""Keys are kept by the stretch of so many days: what is looked up lies close together in the file."""
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
        self._buckets: dict[int, dict[int, list[int]]] = {}
        """Of each: articles by key. An article is its number and, as the last digit, its day within the bucket."""
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
        self._held -= sum(map(len, self._buckets.pop(bucket, {}).values()))

    def note(self, bucket: int, day: int, keys: Iterable[int], article_id: int) -> None:
        """Note the keys of a report of this batch."""
        self.is_true()
        self._last = article_id
        if bucket in self._buckets:
            self._hold(bucket, day, keys, article_id)

    def _hold(self, bucket: int, day: int, keys: Iterable[int], article_id: int) -> None:
        held = self._buckets[bucket]
        article = article_id * BUCKET + day % BUCKET
        for key in keys:
            if key in held:
                held[key].append(article)
            else:
                held[key] = [article]
            self._held += 1

    def sharing(self, first: int, last: int, keys: Sequence[int]) -> list[int] | None:
        """Return the articles that share two of some keys from one day to another, those that share most first.

        Returns:
            None if it cannot be told without reading too much.
        """
        self._credit = min(self._credit + WORTH, MOST)
        buckets = range(first // BUCKET, last // BUCKET + 1)
        for bucket in buckets:
            if bucket not in self._buckets and not self._read(bucket):
                return None
        self._asked.update(buckets)
        found: list[int] = []
        for bucket in buckets:
            held = self._buckets[bucket]
            here = [article for key in keys if key in held for article in held[key]]
            begin = bucket * BUCKET
            if not first <= begin <= last - BUCKET + 1:
                here = [article for article in here if first <= begin + article % BUCKET <= last]
            found += here
        if len(found) < 2:
            return []
        common = [(-count, article // BUCKET) for article, count in Counter(found).items() if count > 1]
        return [article_id for _, article_id in sorted(common)]

    def _read(self, bucket: int) -> bool:
        most = min(self._credit, MOST - self._held)
        if most <= 0:
            return False
        self.gathering.settle([INSERT])
        self._buckets[bucket] = {}
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
