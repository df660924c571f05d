"""The scheduler: which source is crawled next, and when. APScheduler keeps the clock, children do the crawls.

    python scheduler.py         crawl every enabled source in its rhythm, until Ctrl-C
    python scheduler.py once    crawl what is due, once, and end

SIGHUP reads the configuration again; a broken one is refused and the old one kept. SIGTERM and Ctrl-C let
the running crawls end; a second one kills them.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from desk.alarm_book import Alarm, judge
from desk.backfill import Backfiller, unfinished
from desk.channels import channels_of, tell, tell_untold
from desk.metrics import Pulse, served
from desk.plans import Plan, history, next_run
from desk.retention import retire_captures
from desk.roster import Watched, roster
from desk.supervisor import Supervisor, bury_the_dead, lease_held
from scraper.configuration import Configuration, ConfigurationError
from storage.archive import Archive
from storage.errors import ArchiveError
from storage.timestamps import now

logger = logging.getLogger("scheduler")

TICK = 10.0
"""Seconds between two looks at the clock and at dead runs."""
CLOCK_JUMP = 30.0
"""Seconds by which the wall clock may drift from the steady one between two looks; more is a jump."""
HOUSEKEEPING = 6
"""Hours between two looks at what may be deleted."""
AGAIN = timedelta(seconds=30)
"""When a source is thought of again that could not be planned, or that somebody else is crawling."""

BACKFILLS = 2
"""How many backfills are walked at once, beside the regular crawls."""

READERS = 2
"""Threads that read the archive for plans and judgements. Each keeps room for the largest look that it ever
took, so many of them make a scheduler that grows for days; alarms are told in a thread of their own."""


class Scheduler:
    """Plans every enabled source, and lets the supervisor crawl it when its time has come."""

    def __init__(self, load: Callable[[], Configuration]) -> None:
        self.load = load
        self.configuration = load()
        self.watched = roster(self.configuration)
        self.supervisor = Supervisor(self.configuration)
        self.plans: dict[str, Plan] = {}
        self.clock = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self.jumps = ClockJumps()
        self.pulse = Pulse()
        self.stopped = asyncio.Event()
        self.under_way: set[asyncio.Task[None]] = set()
        self.backfillers: dict[str, Backfiller] = {}
        self.backfilling = asyncio.Semaphore(BACKFILLS)
        self.telling = ThreadPoolExecutor(1, "telling")

    async def serve(self) -> None:
        """Crawl by schedule until `stop` is called."""
        _read_in_few_threads()
        self.clock.start()
        self.clock.add_job(self.tick, IntervalTrigger(seconds=TICK), id=" tick")
        self.clock.add_job(self.keep_house, IntervalTrigger(hours=HOUSEKEEPING), id=" housekeeping")
        await self.plan_all()
        await self.keep_house()
        await self.tick()
        await self.stopped.wait()
        self.clock.shutdown(wait=False)
        await self.supervisor.stop()
        await self._stop_backfills()
        await asyncio.gather(*self.under_way, return_exceptions=True)

    async def once(self) -> None:
        """Crawl every source that is due, once; what the scheduler does besides is done as well."""
        _read_in_few_threads()
        await asyncio.to_thread(self._bury)
        await self.keep_house()
        plans = [await asyncio.to_thread(self.plan, watched) for watched in self.watched.values()]
        due = [plan.source for plan in plans if plan.at <= now()]
        await asyncio.gather(*(self._crawl(self.watched[name]) for name in due))

    def stop(self) -> None:
        """End: the first time in good order, the second time at once."""
        if self.stopped.is_set():
            for task in self.under_way:
                task.cancel()
        self.stopped.set()

    def plan(self, watched: Watched) -> Plan:
        """Return when a source is crawled next, as the archive has it now.

        Raises:
            ArchiveError: the archive cannot be read.
        """
        at = now()
        with Archive(self.configuration.archive) as archive:
            return next_run(watched, history(archive, watched.name, at), at)

    async def plan_all(self) -> None:
        """Plan every source anew."""
        for watched in self.watched.values():
            if watched.name not in self.supervisor.running:
                await self.set_alarm_clock(watched)

    async def set_alarm_clock(self, watched: Watched) -> None:
        """Plan a source, and have it crawled then."""
        try:
            plan = await asyncio.to_thread(self.plan, watched)
        except ArchiveError as error:
            logger.error("cannot plan: %s", error, extra={"source": watched.name})
            plan = Plan(watched.name, now() + AGAIN, "the archive could not be read", None)
        self.plans[watched.name] = plan
        self._at(plan.at, watched.name)

    def _at(self, at: datetime, source: str) -> None:
        if not self.stopped.is_set():
            self.clock.add_job(self.due, DateTrigger(at), [source], id=source, replace_existing=True)

    async def due(self, source: str) -> None:
        """Begin the crawl of a source whose time has come; APScheduler is not kept waiting for it."""
        task = asyncio.create_task(self._crawl_and_plan(source))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)

    async def _crawl_and_plan(self, source: str) -> None:
        watched = self.watched.get(source)
        if watched is None or source in self.supervisor.running:
            return
        try:
            if await self._is_still_due(watched):
                await self._crawl(watched)
        except ArchiveError as error:
            logger.error("%s", error, extra={"source": source})
            await self._pause(AGAIN)
        except Exception:
            logger.exception("the crawl could not be supervised", extra={"source": source})
            await self._pause(AGAIN)
        if source in self.watched and not self.stopped.is_set():
            await self.set_alarm_clock(self.watched[source])

    async def _crawl(self, watched: Watched) -> None:
        if await self.supervisor.crawl(watched) is None:
            await self._pause(AGAIN / 10)
            return
        try:
            over = await asyncio.to_thread(self._judge, watched)
            await asyncio.get_running_loop().run_in_executor(self.telling, self._tell, over)
        except Exception:
            logger.exception("the desk failed", extra={"source": watched.name})

    async def _is_still_due(self, watched: Watched) -> bool:
        """See whether somebody else has crawled the source, or is crawling it, since it was planned."""
        planned = self.plans.get(watched.name)
        plan = await asyncio.to_thread(self.plan, watched)
        if await asyncio.to_thread(self._is_busy, watched.name):
            await self._pause(AGAIN / 10)
            return False
        return plan.at <= now() or (planned is not None and planned.after_run == plan.after_run)

    async def _pause(self, pause: timedelta) -> None:
        """Wait, but no longer than until it is time to stop."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stopped.wait(), pause.total_seconds())

    def _is_busy(self, source: str) -> bool:
        with Archive(self.configuration.archive) as archive:
            return lease_held(archive, source, now()) is not None

    def _judge(self, watched: Watched) -> tuple[Alarm, ...]:
        """Open and close the alarms of a source that was crawled; return those that are over."""
        with Archive(self.configuration.archive) as archive:
            judged = judge(archive, watched.name, watched.zone, now())
        for alarm in judged.opened:
            logger.error("ALARM %s: %s", alarm.title, alarm.detail, extra={"source": watched.name})
        for alarm in judged.closed:
            logger.info("alarm over: %s", alarm.title, extra={"source": watched.name})
        return judged.closed

    def _tell(self, over: tuple[Alarm, ...]) -> None:
        """Tell the channels of what nobody was told of yet, and of what is over. One tells at a time: none is told twice."""
        with Archive(self.configuration.archive) as archive:
            tell_untold(archive, self.configuration.alerts, now())
        if over:
            tell(channels_of(self.configuration.alerts), over)

    async def tick(self) -> None:
        """Look at the clock and at runs whose process is gone."""
        self.pulse.beat()
        if self.jumps.jumped():
            logger.warning("the clock was set, or the machine slept: everything is planned anew")
            await self.plan_all()
        try:
            await asyncio.to_thread(self._bury)
            names = await asyncio.to_thread(self._unfinished_backfills)
        except ArchiveError as error:
            logger.error("%s", error)
        else:
            self._take_up_backfills(names)

    def _unfinished_backfills(self) -> list[str]:
        with Archive(self.configuration.archive) as archive:
            return unfinished(archive)

    def _take_up_backfills(self, names: list[str]) -> None:
        """Go on with backfills that nobody walks: after a reboot nobody is there to begin them again."""
        for name in names:
            if name in self.watched and name not in self.backfillers and not self.stopped.is_set():
                task = asyncio.create_task(self._backfill(self.watched[name]))
                self.under_way.add(task)
                task.add_done_callback(self.under_way.discard)

    async def _backfill(self, watched: Watched) -> None:
        whose = {"source": watched.name}
        backfiller = Backfiller(
            self.configuration, watched, lambda said: logger.debug("backfill: %s", said, extra=whose)
        )
        self.backfillers[watched.name] = backfiller
        try:
            async with self.backfilling:
                if await backfiller.run():
                    logger.info("backfill: it is through", extra=whose)
        except ArchiveError as error:
            logger.error("backfill: %s", error, extra=whose)
        except Exception:
            logger.exception("the backfill could not be supervised", extra=whose)
            await self._pause(AGAIN)
        finally:
            del self.backfillers[watched.name]

    async def _stop_backfills(self) -> None:
        for one in list(self.backfillers.values()):
            await one.stop()

    async def keep_house(self) -> None:
        """Retire captures that are too old or too many."""
        await asyncio.to_thread(retire_captures, self.configuration)

    def _bury(self) -> None:
        own = {crawl.run_id for crawl in self.supervisor.running.values()}
        with Archive(self.configuration.archive) as archive:
            for run_id in bury_the_dead(archive, now(), own):
                logger.warning("its process is gone without a verdict", extra={"run": run_id})

    async def reload(self) -> None:
        """Take up a changed configuration; refuse a broken one."""
        try:
            configuration = self.load()
            watched = roster(configuration)
        except ConfigurationError as error:
            logger.error("configuration refused, the old one is kept: %s", error)
            return
        if configuration.archive != self.configuration.archive:
            logger.error("configuration refused, the old one is kept: another archive needs a new start")
            return
        for gone in self.watched.keys() - watched.keys():
            self.plans.pop(gone, None)
            if self.clock.get_job(gone):
                self.clock.remove_job(gone)
        self.configuration, self.watched = configuration, watched
        await self.supervisor.reconfigure(configuration)
        # They are taken up again at the next tick, by the new configuration.
        await self._stop_backfills()
        await self.plan_all()
        logger.info("configuration taken up: %d sources are watched", len(watched))


def _read_in_few_threads() -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(READERS, "reading"))


class ClockJumps:
    """Tells when the wall clock was set, or stood still in a sleep of the machine, since the last look."""

    def __init__(
        self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self.wall, self.steady = wall, steady
        self.offset = wall() - steady()

    def jumped(self) -> bool:
        """Return whether wall and steady time have drifted apart since the last call."""
        before, self.offset = self.offset, self.wall() - self.steady()
        return abs(self.offset - before) > CLOCK_JUMP


async def serve(scheduler: Scheduler) -> None:
    """Run a scheduler with the signals of a daemon."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, scheduler.stop)
    reloads: set[asyncio.Task[None]] = set()

    def reload() -> None:
        task = loop.create_task(scheduler.reload())
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    loop.add_signal_handler(signal.SIGHUP, reload)
    with _metrics(scheduler):
        await scheduler.serve()


@contextlib.contextmanager
def _metrics(scheduler: Scheduler) -> Iterator[None]:
    """Serve metrics where a port is configured; a port that is taken is told and stops nothing."""
    settings = scheduler.configuration.metrics
    with contextlib.ExitStack() as stack:
        if settings.port:
            try:
                path = scheduler.configuration.archive
                stack.enter_context(served(settings.address, settings.port, path, scheduler.pulse))
            except OSError as error:
                logger.error("no metrics on %s:%d: %s", settings.address, settings.port, error)
        yield


if __name__ == "__main__":
    from cli import main

    main(["run", *(["--once"] if sys.argv[1:] == ["once"] else sys.argv[1:])])
