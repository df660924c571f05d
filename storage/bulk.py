"""Many articles at once: one process works out what their words say, another one compares and writes.

Turning a text into keys, hashes and counted words costs as much as all the rest, and needs no archive. So a second
process does it for the batches that come next, while this one saves the batch before. What is stored is the same as
if each article had been saved alone, in the same order.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from functools import cache, partial
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from storage.archive import Archive, SavedArticle
from storage.errors import ArchiveError, Refused
from storage.full_text import LATE_MERGES, USUAL_MERGES, set_merges
from storage.gathering import OtherWriters
from storage.matching.rarity import Counts, Rarity
from storage.preparation import Prepared, Terms, prepare_all
from storage.records import Article, Fetch

BATCH = 1000
"""Articles of one transaction: it keeps other writers waiting for about half a second."""
AHEAD = 1
"""Batches that wait to be saved while another one is prepared; one of them takes about 20 MB."""
LOG = (("wal_autocheckpoint", 64_000), ("journal_size_limit", -1))
"""While articles pour in, a commit copies the log into the file only from so many pages on, as `_Log` does it before;
and the log keeps its size when it begins anew, as it will need that space again at once."""
BATCHES_OF_LOG = 2
"""The log is copied after so many batches, beside the saving of another one, and that one's after it."""
COPIES = 3
"""So often the log is copied at most before it is left to grow, where others write into it meanwhile."""
GIVE_WAY = 0.12
"""Seconds between two batches where others write too: one that waits asks ten times a second (SQLite's busy handler)."""
BESIDE = 10.0
"""Seconds after which a writer that was met does not count any more."""
BATCHES_OF_GARBAGE = 50
"""After so many batches objects that only point at each other are looked for: saving articles makes none."""

Taken = TypeVar("Taken")
Prepare = Callable[[Sequence[Taken], Terms], list[Prepared]]
"""Makes articles, ready to be saved, of all that was taken; refuses (`Refused`) where it cannot of one of them."""


class Intake:
    """Saves many articles, with the help of a second process."""

    def __init__(self, archive: Archive, *, aside: bool = True) -> None:
        """Take articles into `archive`, opened for writing; without `aside` this process does everything."""
        self.archive = archive
        self._log = _Log(archive.path, aside=aside)
        self.helper = (
            ProcessPoolExecutor(
                1, multiprocessing.get_context("spawn"), _settle, (self._log.theirs, self._log.uri)
            )
            if aside
            else None
        )
        self._others = OtherWriters(archive.sql)
        self._met = -BESIDE
        self._batches = 0
        self._told: dict[str, int] = {}
        self._usual = [(name, archive.sql.execute(f"PRAGMA {name}").fetchone()[0]) for name, _ in LOG]

    def __enter__(self) -> Intake:
        self._set(LOG)
        with self.archive.transaction():
            set_merges(self.archive.sql, LATE_MERGES)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(ArchiveError), self.archive.transaction():
            set_merges(self.archive.sql, USUAL_MERGES)
        self._set(self._usual)
        self._log.close()
        if self.helper:
            self.helper.shutdown(cancel_futures=True)

    def _set(self, pragmas: Iterable[tuple[str, int]]) -> None:
        for name, value in pragmas:
            self.archive.sql.execute(f"PRAGMA {name}={value}")

    def save(
        self, records: Iterable[tuple[Article, Fetch]]
    ) -> Generator[list[SavedArticle | Refused], None, None]:
        """Save articles, each as it was read from one page, in the order in which they come.

        Yields:
            For each batch, once it is kept: what became of its articles, or why one was refused.
        """
        return self.take(records, prepare_all)

    def take(
        self, found: Iterable[Taken], prepare: Prepare[Taken]
    ) -> Generator[list[SavedArticle | Refused], None, None]:
        """Save what `prepare` makes articles of, on the archive's terms, as `save` does.

        It must be a function that another process can import.
        """
        for batch in self._prepared(found, prepare):
            with _uncollected():
                saved = self.archive.save_batch(batch)
            self._batches += 1
            self._give_way()
            self._copy_log()
            if self._batches % BATCHES_OF_GARBAGE == 0:
                gc.collect()
            yield saved

    def _news(self) -> list[Counts]:
        """Return the counts of words by which the second process does not weigh yet."""
        counts = self.archive.terms.rarity.counts.values()
        news = [one for one in counts if self._told.get(one.language) != one.number]
        self._told.update((one.language, one.number) for one in news)
        return news

    def _give_way(self) -> None:
        """Let others write, where there are any."""
        if self._others.have_written():
            self._met = time.monotonic()
        if time.monotonic() - self._met < BESIDE:
            time.sleep(GIVE_WAY)

    def _copy_log(self) -> None:
        """Have the log copied into the file from time to time.

        The log begins anew only if all of it was copied before a transaction begins. So most of it is copied while
        the next batch is saved, and after that one this thread waits, for the little that was added.
        """
        due = self._batches % (BATCHES_OF_LOG + 1)
        if due == BATCHES_OF_LOG:
            self._log.begin()
        elif due == 0:
            for _ in range(COPIES):
                self._log.begin()
                if self._log.end():
                    break

    def _prepared(
        self, found: Iterable[Taken], prepare: Prepare[Taken]
    ) -> Iterator[list[Prepared | Refused]]:
        source = iter(found)
        terms = self.archive.terms
        waiting: deque[Future[list[Prepared | Refused]]] = deque()
        while batch := list(islice(source, BATCH)):
            if self.helper is None:
                yield _prepare_batch(prepare, terms, batch)
                continue
            job = partial(_prepare_aside, prepare, self._news(), tuple(terms.revisits))
            waiting.append(self.helper.submit(job, batch))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: with many objects that all live on, the search costs as much as the matching."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _settle(told: Connection[bool, bool], uri: str) -> None:
    """Prepare the second process: what it has loaded by now stays, and what it makes it gives away.

    A thread of it copies the log of the archive `uri` when it is told to.
    """
    threading.Thread(target=_end_with_first, daemon=True).start()
    threading.Thread(target=_copy_when_told, args=(told, uri), daemon=True).start()
    gc.collect()
    gc.freeze()
    gc.disable()


def _end_with_first() -> None:
    """End the second process when the first one is no more: killed, it cannot say so."""
    first = multiprocessing.parent_process()
    if first:
        first.join()
        os._exit(1)


class _Log:
    """Copies the log of an archive into its file, in a thread that mostly waits for the disk.

    The thread is one of the second process, where there is one: it has less to do than the first.
    """

    def __init__(self, path: Path, *, aside: bool) -> None:
        self.uri = f"{path.resolve().as_uri()}?mode=rw"
        self._is_aside = aside
        self._ours, self.theirs = multiprocessing.Pipe()
        self._awaited = 0
        if not aside:
            threading.Thread(target=_copy_when_told, args=(self.theirs, self.uri), daemon=True).start()

    def begin(self) -> None:
        """Begin to copy what no reader needs any more; the second process must have begun by now."""
        if self._is_aside:
            self.theirs.close()  # so that what the second process does not answer any more is no longer awaited
        with suppress(OSError):
            self._ours.send(True)
            self._awaited += 1

    def end(self) -> bool:
        """Wait until all that was begun is done; tell whether nothing is left.

        Where that fails the writer does it, when the log is long.
        """
        is_copied = False
        for _ in range(self._awaited):
            try:
                is_copied = self._ours.recv()
            except (EOFError, OSError):
                is_copied = False
        self._awaited = 0
        return is_copied

    def close(self) -> None:
        """Copy what is left, so that nobody else must wait for it."""
        self.end()
        with suppress(OSError):
            self._ours.send(False)
        _is_copied(self.uri)


def _copy_when_told(told: Connection[bool, bool], uri: str) -> None:
    """Copy the log each time that one is told to, until one is told to end; answer whether nothing is left."""
    with suppress(EOFError, OSError):
        while told.recv():
            told.send(_is_copied(uri))


def _is_copied(uri: str) -> bool:
    """Copy the log as far as no reader needs it; tell whether nothing is left."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(uri, uri=True)) as sql:
        _, pages, copied = sql.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        return bool(pages == copied)
    return False


@cache
def _rarity() -> Rarity:
    """Return what the second process knows of words: what the first one tells it."""
    return Rarity()


def _prepare_aside(
    prepare: Prepare[Taken],
    news: Sequence[Counts],
    revisits: Sequence[timedelta],
    batch: Sequence[Taken],
) -> list[Prepared | Refused]:
    for counts in news:
        _rarity().take(counts)
    return _prepare_batch(prepare, Terms(_rarity(), revisits), batch)


def _prepare_batch(prepare: Prepare[Taken], terms: Terms, batch: Sequence[Taken]) -> list[Prepared | Refused]:
    """Prepare a batch; where one is refused, its two halves, until it is alone."""
    try:
        return list(prepare(batch, terms))
    except Refused as refused:
        if len(batch) == 1:
            return [_bare(refused)]
    half = len(batch) // 2
    return [*_prepare_batch(prepare, terms, batch[:half]), *_prepare_batch(prepare, terms, batch[half:])]


def _bare(refused: Refused) -> Refused:
    """Return a refusal that holds on to nothing: with all that it was raised from, it would keep a batch in memory."""
    refused.__context__ = refused.__cause__ = None
    return refused.with_traceback(None)
