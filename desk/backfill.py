"""The backfill of a source: slices of its walk into the past, between which its regular crawls have their turn.

A slice is a crawl as any other: a child process that holds the source's lease, so that it never overlaps with
a regular crawl. It is over before the next regular crawl is planned, and before each slice the scheduler is
given time to take the lease. All progress stands in the archive, and one process walks at a time: it
holds a lock that the system takes from the dead, and whoever waits for it goes on with the walk.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from desk.plans import history, next_run
from desk.roster import Watched
from desk.supervisor import Supervisor, lease_held
from scraper.configuration import Configuration
from spiders.backfill import progress_of
from spiders.base import SourceSpider
from storage.archive import Archive
from storage.backfills import Backfill, add_walk, backfill_of, backfills, begin_backfill, finish_backfill
from storage.errors import ArchiveError
from storage.timestamps import from_text, now

SLICE = timedelta(minutes=10)
"""The longest slice."""
SHORTEST = timedelta(minutes=1)
"""A slice for which less time is left is not begun as a shorter one: the regular crawl then waits for a moment."""
GIVE_WAY = timedelta(seconds=15)
"""How long the scheduler is given to begin a regular crawl that is due."""
WAITING = timedelta(seconds=2)
"""Between two looks at whether another process still walks."""
LOOK = 1.0
"""Seconds between two looks at the lease."""
PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=15)
"""After a slice that failed; doubled each time."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Outlook:
    """How far the backfill of a source has come."""

    source: str
    since: datetime
    reached: datetime | None
    """The walk that is farthest behind has come to this time, in the source's zone; None: not known."""
    share: float | None
    """0 to 1; None: not known."""
    pages: int
    promises: int
    """Teasers that its pages showed."""
    articles: int
    """Articles that its runs counted as new; what a killed run had not counted yet is missing here, not in the archive."""
    stuck: tuple[str, ...]
    """Why some of its walks could not go on."""
    is_paused: bool
    is_finished: bool


def outlook(archive: Archive, found: Backfill) -> Outlook:
    """Return how far a backfill has come."""
    (named,) = archive.sql.execute("SELECT timezone FROM sources WHERE id = ?", (found.source,)).fetchone()
    zone = ZoneInfo(named)
    (articles,) = archive.sql.execute(
        "SELECT coalesce(sum(new_articles), 0) FROM runs WHERE source = ? AND kind = 'backfill' AND started_at >= ?",
        (found.source, found.started_at),
    ).fetchone()
    shares = [progress_of(walk, found.since, found.started_at) for walk in found.walks]
    going = [walk.reached for walk in found.walks if walk.reached and not walk.ended]
    reached = max(going or [walk.reached for walk in found.walks if walk.reached], default=None)
    known = any(share is not None for share in shares)
    return Outlook(
        found.source,
        from_text(found.since).astimezone(zone),
        from_text(reached).astimezone(zone) if reached else None,
        sum(share or 0.0 for share in shares) / len(shares) if known else None,
        sum(walk.pages for walk in found.walks),
        sum(walk.promised for walk in found.walks),
        int(articles),
        tuple(f"{walk.url}: {walk.last_error}" for walk in found.walks if walk.ended == "failures"),
        found.paused_at is not None,
        found.finished_at is not None,
    )


def outlooks(archive: Archive) -> list[Outlook]:
    """Return how far every backfill has come."""
    return [outlook(archive, one) for one in backfills(archive.sql)]


def begin(archive: Archive, spider: type[SourceSpider], since: datetime, at: datetime) -> None:
    """Begin the backfill of a source, or take it up."""
    archive.save_source(spider.source_record())
    with archive.transaction():
        begin_backfill(archive.sql, spider.name, since, at)
        for url in spider.listings:
            add_walk(archive.sql, spider.name, url, "listing")
        for url in spider.sitemaps:
            add_walk(archive.sql, spider.name, url, "sitemap")


@contextlib.contextmanager
def walking(configuration: Configuration, source: str) -> Iterator[bool]:
    """Be the one who walks the backfill of a source; yields False where somebody else is."""
    configuration.log_folder.mkdir(parents=True, exist_ok=True)
    with (configuration.log_folder / f"backfill-{source}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def unfinished(archive: Archive) -> list[str]:
    """Return the sources whose backfill is to be walked on."""
    return [one.source for one in backfills(archive.sql) if one.goes_on]


class Backfiller:
    """Makes slices of one source's walk into its past, until it is through or told to stop."""

    def __init__(self, configuration: Configuration, watched: Watched, tell: Tell = lambda _: None) -> None:
        self.configuration = configuration
        self.watched = watched
        self.tell = tell
        self.supervisor = Supervisor(configuration)
        self.stopping = asyncio.Event()
        self.failures = 0
        self.is_mine = False
        """Whether it walks itself, and does not wait for another that does."""

    async def run(self) -> bool:
        """Walk, or wait until another process has walked, or can no more; return whether it is through."""
        while not self.stopping.is_set():
            with walking(self.configuration, self.watched.name) as self.is_mine:
                if self.is_mine:
                    return await self._walk()
            try:
                found = await asyncio.to_thread(self._backfill)
            except ArchiveError as error:
                self.tell(str(error))
            else:
                if not found.goes_on:
                    return found.finished_at is not None
                self.tell("another process walks it")
            await self._wait(WAITING)
        return False

    async def _walk(self) -> bool:
        while not self.stopping.is_set():
            wait = await self._turn()
            if wait is None:
                continue
            ended = await self._slice(wait)
            try:
                if await asyncio.to_thread(self._is_through, ended):
                    return True
            except ArchiveError as error:
                self.tell(str(error))
                ended = "failed"
            if await asyncio.to_thread(self._is_paused):
                return False
            await self._rest(ended)
        return False

    def _is_paused(self) -> bool:
        with contextlib.suppress(ArchiveError):
            return self._backfill().paused_at is not None
        return False

    async def stop(self) -> None:
        """End: the slice that is under way ends in good order."""
        self.stopping.set()
        await self.supervisor.stop()

    async def _turn(self) -> timedelta | None:
        """Let the regular crawl go first: one that is under way, or due.

        Return how long it is then until the next regular crawl; None: it is not the slice's turn.
        """
        given = 0.0
        while not self.stopping.is_set():
            try:
                busy, wait = await asyncio.to_thread(self._look)
            except ArchiveError as error:
                self.tell(str(error))
                await self._wait(PAUSE)
                return None
            if not busy and (wait > timedelta(0) or given >= GIVE_WAY.total_seconds()):
                return wait
            self.tell("the source is being crawled" if busy else "its regular crawl is due: giving way")
            given = 0.0 if busy else given + LOOK
            await self._wait(timedelta(seconds=LOOK))
        return None

    def _look(self) -> tuple[bool, timedelta]:
        """Return whether somebody crawls the source now, and how long it is until its next regular crawl."""
        at = now()
        with Archive(self.configuration.archive) as archive:
            busy = lease_held(archive, self.watched.name, at) is not None
            return busy, next_run(self.watched, history(archive, self.watched.name, at), at).at - at

    async def _slice(self, wait: timedelta) -> str:
        """Make one slice, over before the next regular crawl in `wait`; return how it ended: the outcome of its run."""
        length = min(SLICE, max(SHORTEST, wait)) if wait > timedelta(0) else SLICE
        self.tell("")
        found = await asyncio.to_thread(self._backfill)
        ended = await self.supervisor.crawl(
            replace(self.watched, time_budget=length),
            since=found.since,
            backfill="yes",
            seconds=str(round(length.total_seconds())),
        )
        return "busy" if ended is None else await asyncio.to_thread(self._outcome)

    def _backfill(self) -> Backfill:
        with Archive(self.configuration.archive) as archive:
            found = backfill_of(archive.sql, self.watched.name)
        if found is None:
            raise ArchiveError(f"the backfill of {self.watched.name} was forgotten: begin it with `--since`")
        return found

    def _outcome(self) -> str:
        with Archive(self.configuration.archive) as archive:
            row = archive.sql.execute(
                "SELECT outcome FROM runs WHERE source = ? AND kind = 'backfill' ORDER BY rowid DESC LIMIT 1",
                (self.watched.name,),
            ).fetchone()
        return str(row[0]) if row else "crashed"

    def _is_through(self, ended: str) -> bool:
        """Return whether every walk has ended, and the articles that they promised were fetched as far as can be."""
        if ended in ("stopped", "crashed", "busy") or not self._backfill().is_through:
            return False
        with Archive(self.configuration.archive) as archive, archive.transaction():
            finish_backfill(archive.sql, self.watched.name, now())
        return True

    async def _rest(self, ended: str) -> None:
        has_failed = ended in ("failed", "crashed", "empty")
        self.failures = self.failures + 1 if has_failed else 0
        if has_failed:
            pause = min(PAUSE * 2 ** min(self.failures - 1, 10), LONGEST_PAUSE)
            self.tell(f"the last slice {ended}: again in {pause.total_seconds():.0f} s (`kabarchy runs`)")
            await self._wait(pause)

    async def _wait(self, pause: timedelta) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), pause.total_seconds())
