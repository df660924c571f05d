"""The supervisor: starts crawls as children, at most so many at once, and judges those that cannot say how they ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desk.child import BUSY
from desk.children import Budget, Ended, crawl_command, run_child
from desk.logs import rotate
from desk.roster import Watched
from scraper.configuration import Configuration
from storage.archive import Archive
from storage.leases import Lease, lease_of, leases
from storage.runs import new_run_id
from storage.timestamps import now, to_text

logger = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds that a crawl gets, beside two of its pauses, to end after SIGTERM: it finishes what is under way."""
LATE = timedelta(seconds=60)
"""A crawl ends itself when its time budget is spent; the supervisor steps in this much later."""
CRASHED_AFTER = timedelta(seconds=90)
"""A run whose process is gone is judged when it is older than this."""


@dataclass(frozen=True, slots=True)
class Crawl:
    """A crawl that is under way."""

    source: str
    run_id: str
    began: datetime
    host: str


class Supervisor:
    """Runs crawls of sources as child processes."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.running: dict[str, Crawl] = {}
        self.stopping = asyncio.Event()
        self.changed = asyncio.Condition()
        self.command: Callable[..., list[str]] = crawl_command

    async def crawl(self, watched: Watched, **arguments: str) -> Ended | None:
        """Crawl a source as soon as there is room; return how the child ended.

        None: it was not begun, because the source is being crawled already, or because it is time to stop.
        """
        async with self._room(watched) as run_id:
            if run_id is None:
                return None
            ended = await self._run(watched, run_id, arguments)
        kind = "backfill" if "backfill" in arguments else "crawl"
        return await asyncio.to_thread(self._judge, watched, run_id, ended, kind)

    @asynccontextmanager
    async def _room(self, watched: Watched) -> AsyncIterator[str | None]:
        """Wait until fewer than `parallel` crawls run and none of the same site; then take the place."""
        if watched.name in self.running:
            yield None
            return
        async with self.changed:
            await self.changed.wait_for(lambda: self._has_room(watched))
            if self.stopping.is_set() or watched.name in self.running:
                yielded = None
            else:
                yielded = new_run_id(watched.name, now())
                self.running[watched.name] = Crawl(watched.name, yielded, now(), watched.host)
        try:
            yield yielded
        finally:
            if yielded:
                self.running.pop(watched.name, None)
                async with self.changed:
                    self.changed.notify_all()

    def _has_room(self, watched: Watched) -> bool:
        if self.stopping.is_set() or watched.name in self.running:
            return True
        hosts = {crawl.host for crawl in self.running.values()}
        return len(self.running) < self.configuration.crawl.parallel and watched.host not in hosts

    async def stop(self) -> None:
        """Let the running crawls end: each is told, and has its time of grace."""
        self.stopping.set()
        async with self.changed:
            self.changed.notify_all()

    async def reconfigure(self, configuration: Configuration) -> None:
        """Use another configuration for the crawls that begin from now on."""
        self.configuration = configuration
        async with self.changed:
            self.changed.notify_all()

    async def _run(self, watched: Watched, run_id: str, arguments: dict[str, str]) -> Ended:
        log = self.log_of(watched.name)
        rotate(log, self.configuration.log)
        seconds = (watched.time_budget + LATE).total_seconds()
        budget = Budget(seconds, watched.memory_budget, GRACE + 2 * watched.delay)
        file = self.configuration.file
        logger.info("crawl begins", extra={"source": watched.name, "run": run_id})
        return await run_child(
            self.command(watched.name, run_id, **arguments),
            log,
            budget,
            self.stopping,
            {"KABARCHY_CONFIG": str(file)} if file else None,
        )

    def log_of(self, source: str) -> Path:
        """Return the file to which the crawls of a source write."""
        return self.configuration.log_folder / "crawls" / f"{source}.log"

    def _judge(self, watched: Watched, run_id: str, ended: Ended, kind: str) -> Ended | None:
        """See that the run has a verdict; where it left none, it crashed."""
        whose = {"source": watched.name, "run": run_id}
        if ended.code == BUSY:
            logger.info("not begun: the source is being crawled already", extra=whose)
            return None
        with Archive(self.configuration.archive) as archive:
            row = archive.sql.execute("SELECT outcome, reason FROM runs WHERE id = ?", (run_id,)).fetchone()
            if row is None or row[0] == "running":
                reason = _crash_words(ended)
                write_crash(archive, watched.name, run_id, reason, ended.tail, kind)
                row = ("crashed", reason)
            _drop_lease(archive, watched.name, run_id)
        level = logging.INFO if row[0] in ("ok", "stopped") else logging.WARNING
        logger.log(level, "crawl ended: %s (%s), %.0f s", row[0], row[1], ended.seconds, extra=whose)
        return ended


def write_crash(
    archive: Archive, source: str, run_id: str, reason: str, tail: str = "", kind: str = "crawl"
) -> None:
    """Write the verdict of a run that could not write it itself; what it had counted is kept."""
    with archive.transaction():
        archive.sql.execute(
            "INSERT INTO runs (id, source, kind, started_at, outcome) VALUES (?, ?, ?, ?, 'running')"
            " ON CONFLICT (id) DO NOTHING",
            (run_id, source, kind, to_text(now())),
        )
        archive.sql.execute(
            "UPDATE runs SET finished_at = ?, outcome = 'crashed', reason = ?, stats = json_set(stats, '$.log_tail', ?)"
            " WHERE id = ? AND outcome = 'running'",
            (to_text(now()), reason, tail, run_id),
        )


def bury_the_dead(archive: Archive, at: datetime, own: Collection[str] = ()) -> list[str]:
    """Give a verdict to every run whose process is gone without one; return their ids.

    Runs in `own` are left to the supervisor that watches them.
    """
    live = set(own) | {lease.run_id for lease in leases(archive.connection) if lease.is_live(at)}
    rows = archive.sql.execute(
        "SELECT id, source FROM runs WHERE outcome = 'running' AND abs(unixepoch(?) - unixepoch(started_at)) > ?",
        (to_text(at), CRASHED_AFTER.total_seconds()),
    ).fetchall()
    dead = [(run_id, source) for run_id, source in rows if run_id not in live]
    for run_id, source in dead:
        write_crash(archive, source, run_id, "its process is gone: it was killed, or the machine went down")
        _drop_lease(archive, source, run_id)
    return [run_id for run_id, _ in dead]


def lease_held(archive: Archive, source: str, at: datetime) -> Lease | None:
    """Return the live lease of a source, if somebody crawls it."""
    lease = lease_of(archive.connection, source)
    return lease if lease and lease.is_live(at) else None


def _drop_lease(archive: Archive, source: str, run_id: str) -> None:
    with archive.transaction():
        archive.sql.execute("DELETE FROM leases WHERE source = ? AND run_id = ?", (source, run_id))


def _crash_words(ended: Ended) -> str:
    if ended.how == "out of time":
        return f"stopped after {ended.seconds:.0f} s: its time budget was spent and it did not end by itself"
    if ended.how == "out of memory":
        return "stopped: its memory budget was spent"
    if ended.how == "told to stop":
        return (
            "stopped before it had begun"
            if not ended.killed
            else "killed: it did not end when it was told to"
        )
    if ended.code < 0:
        return f"ended by signal {-ended.code}"
    return f"ended with exit code {ended.code} and left no verdict"
