"""Matching everything again after the rules have changed: keys, near-duplicates, stories, folds.

It runs beside crawls: in short transactions, each of which also writes how far it has come, with a pause between
them. A run that is killed loses the transaction it was in, and the next one goes on from there. While a run goes on,
its process holds a lease, so that a second one takes over only where that process is gone.

What changed is written down by temporary triggers of this connection alone, in the same transactions; so it is
what this run did, whatever crawls did meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from storage.archive import Archive
from storage.connection import PAUSE_SECONDS, WORK_SECONDS
from storage.errors import ArchiveError
from storage.leases import HEARTBEAT, REMATCH, Lease, SourceIsBusy, beat, release, take
from storage.matching.fold import BEGIN_REINDEX, END_REINDEX
from storage.outlets import learn_habits
from storage.schema import statements
from storage.timestamps import now, to_text

LOG = "INSERT INTO rematch_changes (rematch_id, what, record_id, other_id, before, after) SELECT max(id),"
TRIGGERS = f"""
CREATE TEMP TRIGGER rematch_fold AFTER UPDATE OF article_id ON main.teasers
WHEN old.article_id IS NOT new.article_id BEGIN
    {LOG} 'fold', new.id, NULL, old.article_id, new.article_id FROM rematches;
END;
CREATE TEMP TRIGGER rematch_text_found AFTER INSERT ON main.duplicates BEGIN
    {LOG} 'text', min(new.article_id, new.other_id), max(new.article_id, new.other_id), NULL, new.kind FROM rematches;
END;
CREATE TEMP TRIGGER rematch_text_lost AFTER DELETE ON main.duplicates BEGIN
    {LOG} 'text', min(old.article_id, old.other_id), max(old.article_id, old.other_id), old.kind, NULL FROM rematches;
END;
CREATE TEMP TRIGGER rematch_text_kind AFTER UPDATE OF kind ON main.duplicates WHEN old.kind IS NOT new.kind BEGIN
    {LOG} 'text', min(new.article_id, new.other_id), max(new.article_id, new.other_id), old.kind, new.kind FROM rematches;
END;
CREATE TEMP TRIGGER rematch_story AFTER UPDATE OF story_id ON main.articles
WHEN old.story_id IS NOT new.story_id BEGIN
    {LOG} 'story', new.id, NULL, old.story_id, new.story_id FROM rematches;
END;
"""
TRIGGER_NAMES = (
    "rematch_fold",
    "rematch_text_found",
    "rematch_text_lost",
    "rematch_text_kind",
    "rematch_story",
)


class RematchIsRunning(ArchiveError):
    """Another process matches the archive again: names it."""

    def __init__(self, archive: Archive, lease: Lease) -> None:
        super().__init__(
            f"{archive.path}: a rematch is running already, by {lease.holder}; wait until it has ended, or stop that"
            " process and give the same command again: it goes on from there"
        )
        self.lease = lease


Phase = Literal["articles", "teasers"]
Progress = Callable[[Phase, int, int], None]


@dataclass(frozen=True, slots=True)
class Rematched:
    """One thing that was matched otherwise than before."""

    what: Literal["fold", "text", "story"]
    record_id: int
    """Of the teaser, or of an article."""
    other_id: int | None
    """Of the other article, where it is a pair with the same text."""
    before: str | None
    """Id of the article or story, or kind of the likeness; None: there was none."""
    after: str | None


@dataclass(frozen=True, slots=True)
class Rematch:
    """One matching of everything again, as far as it has come."""

    id: int
    since: str | None
    last_article: int
    last_teaser: int
    article_id: int
    """The last article that was matched again."""
    teaser_id: int
    """The last teaser that was folded again."""
    started_at: str
    finished_at: str | None


def newest(sql: sqlite3.Connection) -> Rematch | None:
    """Return the last run that was begun, None where there was none."""
    row = sql.execute("SELECT * FROM rematches ORDER BY id DESC LIMIT 1").fetchone()
    return Rematch(*row) if row else None


def rematch(
    archive: Archive,
    at: datetime,
    since: str | None = None,
    *,
    anew: bool = False,
    batch: float = WORK_SECONDS,
    pause: float = PAUSE_SECONDS,
    progress: Progress | None = None,
) -> Rematch:
    """Match everything again; go on where an unfinished run with the same `since` was stopped.

    Before a new run, what outlets do with their titles is learned anew.

    Args:
        archive: opened for writing, with all matchers.
        at: the time that changes are dated with.
        since: only records that were first seen then or later, `YYYY-MM-DDTHH:MM:SSZ`.
        anew: begin again, also where an unfinished run could be taken up.
        batch: seconds after which a transaction ends; it holds one record at least.
        pause: seconds between two transactions.
        progress: told what is done, and of how many, in ids.

    Raises:
        RematchIsRunning: another process is at it.
        ArchiveError: another process has taken it over, or the archive cannot be written.
    """
    with _leased(archive) as lease:
        run = newest(archive.sql)
        if anew or run is None or run.finished_at or run.since != since:
            run = _begin(archive, at, since)
        with _logged(archive.sql), archive.settling(at):
            for walk in _walks(archive, run):
                for place in _batches(archive, run, walk, at, batch):
                    if progress:
                        progress(walk.name, place, walk.last)
                    lease.go_on()
                    time.sleep(pause)
        return _end(archive, run)


def _end(archive: Archive, run: Rematch) -> Rematch:
    with archive.transaction():
        _run(archive.sql, END_REINDEX)
        archive.sql.execute("UPDATE rematches SET finished_at = ? WHERE id = ?", (to_text(now()), run.id))
    finished = newest(archive.sql)
    assert finished
    return finished


class _Hold:
    """The right to match everything again, renewed from time to time."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        # What tells holders apart must be another name each time, also within one process.
        name = f"{os.getpid()}-{time.monotonic_ns()}"
        try:
            self.lease = take(archive.connection, REMATCH, name, now())
        except SourceIsBusy as busy:
            raise RematchIsRunning(archive, busy.lease) from None
        self._beaten = time.monotonic()

    def go_on(self) -> None:
        """Say, where it is time, that this process goes on.

        Raises:
            ArchiveError: another process has taken it over.
        """
        if time.monotonic() - self._beaten < HEARTBEAT.total_seconds():
            return
        if not beat(self.archive.connection, self.lease, now()):
            raise _lost(self.archive)
        self._beaten = time.monotonic()


def _lost(archive: Archive) -> ArchiveError:
    return ArchiveError(f"{archive.path}: another process is matching it again: let that one finish")


@contextmanager
def _leased(archive: Archive) -> Iterator[_Hold]:
    hold = _Hold(archive)
    try:
        yield hold
    finally:
        with suppress(ArchiveError):  # what it ended with is told; a dead process keeps no lease
            release(archive.connection, hold.lease)


def changes(sql: sqlite3.Connection, run: Rematch) -> list[Rematched]:
    """Return what a run has matched otherwise than before.

    What came to be the same again is left out, and so is a story that only has another number.
    """
    rows = sql.execute(
        "SELECT f.what, f.record_id, f.other_id, f.before, l.after FROM"
        " (SELECT min(id) AS first, max(id) AS last FROM rematch_changes WHERE rematch_id = ?"
        "  GROUP BY what, record_id, other_id) JOIN rematch_changes f ON f.id = first"
        " JOIN rematch_changes l ON l.id = last WHERE f.before IS NOT l.after ORDER BY f.what, f.record_id, f.other_id",
        (run.id,),
    )
    found = [Rematched(*row) for row in rows]
    heirs = _heirs(sql, [one for one in found if one.what == "story"])
    return [one for one in found if one.what != "story" or (one.before, one.after) not in heirs]


def _heirs(sql: sqlite3.Connection, moved: Sequence[Rematched]) -> set[tuple[str | None, str | None]]:
    """Return the stories that only have another number: former and new one have most of their articles in common."""
    before = {one.record_id: one.before for one in moved}
    shares: Counter[tuple[str, str]] = Counter()
    for story in {one.after for one in moved if one.after is not None}:
        for (number,) in sql.execute("SELECT id FROM articles WHERE story_id = ?", (story,)):
            former = before.get(number, story)
            if former is not None:
                shares[former, story] += 1
    heirs: set[tuple[str | None, str | None]] = set()
    formers: set[str] = set()
    stories: set[str] = set()
    for (former, story), _ in sorted(shares.items(), key=lambda share: (-share[1], share[0])):
        if former not in formers and story not in stories:
            formers.add(former)
            stories.add(story)
            heirs.add((former, story))
    return heirs


def _begin(archive: Archive, at: datetime, since: str | None) -> Rematch:
    learn_habits(archive, at, timedelta(0))
    _forget_changes(archive)
    with archive.transaction():
        _run(archive.sql, BEGIN_REINDEX)
        archive.sql.execute(
            "INSERT INTO rematches (since, last_article, last_teaser, started_at) SELECT ?,"
            " (SELECT coalesce(max(id), 0) FROM articles), (SELECT coalesce(max(id), 0) FROM teasers), ?",
            (since, to_text(at)),
        )
    run = newest(archive.sql)
    assert run
    return run


def _forget_changes(archive: Archive) -> None:
    """Delete what earlier runs have changed, some at a time."""
    left = True
    while left:
        with archive.transaction():
            left = (
                archive.sql.execute(
                    "DELETE FROM rematch_changes WHERE id IN (SELECT id FROM rematch_changes LIMIT 10000)"
                ).rowcount
                > 0
            )


@dataclass(frozen=True, slots=True)
class _Walk:
    """The records of one kind, matched again in the order of their ids."""

    name: Phase
    column: str
    condition: str
    place: int
    last: int
    again: Callable[[int, datetime], None]


def _walks(archive: Archive, run: Rematch) -> tuple[_Walk, _Walk]:
    return (
        _Walk("articles", "article_id", "", run.article_id, run.last_article, archive.match_again),
        _Walk("teasers", "teaser_id", " AND url IS NULL", run.teaser_id, run.last_teaser, archive.fold_again),
    )


def _batches(archive: Archive, run: Rematch, walk: _Walk, at: datetime, seconds: float) -> Iterator[int]:
    """Match the records again, some in a transaction; yield the id of the last one after each."""
    place = walk.place
    while place < walk.last:
        with archive.transaction():
            _demand_place(archive, run, walk, place)
            ends = time.monotonic() + seconds
            for number in _records(archive.sql, run, walk, place):
                walk.again(number, at)
                if time.monotonic() > ends:
                    break
            else:
                number = walk.last
            archive.sql.execute(f"UPDATE rematches SET {walk.column} = ? WHERE id = ?", (number, run.id))
        place = number
        yield place


def _demand_place(archive: Archive, run: Rematch, walk: _Walk, place: int) -> None:
    query = f"SELECT id, {walk.column} FROM rematches ORDER BY id DESC LIMIT 1"
    if archive.sql.execute(query).fetchone() != (run.id, place):
        raise _lost(archive)


def _records(sql: sqlite3.Connection, run: Rematch, walk: _Walk, place: int) -> Iterator[int]:
    """Yield the ids of the records after `place`; read some at a time, as rows are written meanwhile."""
    found = [(place,)]
    while found:
        found = sql.execute(
            f"SELECT id FROM {walk.name} WHERE id > ? AND id <= ? AND first_seen_at >= ?{walk.condition}"
            " ORDER BY id LIMIT 500",
            (found[-1][0], walk.last, run.since or ""),
        ).fetchall()
        yield from (row[0] for row in found)


@contextmanager
def _logged(sql: sqlite3.Connection) -> Iterator[None]:
    """Write down what this connection changes about folds, texts and stories."""
    _run(sql, TRIGGERS)
    sql.execute("PRAGMA recursive_triggers = ON")  # so that rows lost by INSERT OR REPLACE are seen
    try:
        yield
    finally:
        sql.execute("PRAGMA recursive_triggers = OFF")
        for name in TRIGGER_NAMES:
            sql.execute(f"DROP TRIGGER IF EXISTS temp.{name}")


def _run(sql: sqlite3.Connection, script: str) -> None:
    for statement in statements(script):
        sql.execute(statement)
