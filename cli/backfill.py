"""`kabarchy backfill`: the walk of a source into its past."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import click
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table

from cli.console import console, errors, shown
from cli.crawl import chosen, readable_day
from cli.exits import EXIT_NO
from cli.invocation import Invocation, pass_invocation
from desk.backfill import Backfiller, Outlook, begin, outlook, outlooks
from desk.logs import log_to_file
from desk.plans import words
from desk.roster import roster
from spiders.base import instant
from storage.archive import Archive
from storage.backfills import backfill_of, forget_backfill, pause_backfill
from storage.errors import ArchiveError
from storage.timestamps import now, to_text

REFRESH = 1.0
"""Seconds between two looks at how far it is."""


@click.command("backfill")
@click.argument("source", required=False)
@click.option("--since", metavar="DATE", callback=readable_day, help="Walk back to this day (YYYY-MM-DD).")
@click.option("--pause", is_flag=True, help="Let it rest, whoever walks it, until it is asked for again.")
@click.option("--again", is_flag=True, help="Forget how far it came, and walk from today once more.")
@click.option("--json", "as_json", is_flag=True, help="Without SOURCE, for machines: a JSON list.")
@pass_invocation
def command(
    invocation: Invocation, source: str | None, since: str | None, pause: bool, again: bool, as_json: bool
) -> None:
    """Walk the archives of SOURCE back to a day: day archives, pages of listings, sitemaps.

    It may take days. The regular crawls of the source go on meanwhile; between slices of ten minutes at
    most they have their turn. After a kill or a reboot `kabarchy run` goes on with it by itself, and so does
    this command; after Ctrl-C or --pause only this command does. Where another process walks already, it is
    watched. An earlier --since goes on from there. Without SOURCE: how far each backfill has come.

    Exit codes: 0 it is through; 1 it is not, or a part of it could not be walked; 2 wrong usage.

    \b
    kabarchy backfill kg24 --since 2015-01-01
    kabarchy backfill kg24
    """
    if source is None:
        _list(invocation, as_json)
        return
    chosen(invocation, [source], every_one=False)
    spider = invocation.spider(source)
    watched = roster(invocation.configuration).get(source)
    if watched is None:
        raise click.UsageError(f"{source} is not enabled in the configuration")
    if not (spider.listings or spider.sitemaps):
        raise click.UsageError(
            f"{source} has neither listings nor sitemaps: there is nothing to walk back in"
        )
    if pause:
        _pause(invocation, source)
        console.print(f"{source}: its backfill rests. Go on with: kabarchy backfill {source}")
        return
    with Archive(invocation.configuration.archive) as archive:
        if again:
            with archive.transaction():
                forget_backfill(archive.sql, source)
        begun = backfill_of(archive.sql, source)
        if since is None and begun is None:
            raise click.UsageError("say how far back: --since YYYY-MM-DD")
        day = since or (begun.since if begun else "")
        begin(archive, spider, instant(day, spider.timezone), now())
    log_to_file(invocation.configuration.log, invocation.configuration.log_folder, f"backfill-{source}.log")
    view = View(invocation, source)
    backfiller = Backfiller(invocation.configuration, watched, view.tell)
    is_through = asyncio.run(_walk(backfiller, view))
    if view.was_interrupted and backfiller.is_mine:
        _pause(invocation, source)
    sys.exit(view.end(is_through, is_mine=backfiller.is_mine))


def _pause(invocation: Invocation, source: str) -> None:
    with Archive(invocation.configuration.archive) as archive, archive.transaction():
        pause_backfill(archive.sql, source, now())


async def _walk(backfiller: Backfiller, view: View) -> bool:
    loop = asyncio.get_running_loop()
    stops: set[asyncio.Task[None]] = set()

    def stop(number: int) -> None:
        # Ctrl-C is a person; SIGTERM may be a reboot, after which it is to go on.
        view.was_interrupted = view.was_interrupted or number == signal.SIGINT
        view.tell("ending in good order")
        stops.add(loop.create_task(backfiller.stop()))

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop, number)
    watching = asyncio.create_task(view.watch())
    try:
        return await backfiller.run()
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


class View:
    """What a person sees: a bar with rate and time left; a line now and then where nobody watches."""

    def __init__(self, invocation: Invocation, source: str) -> None:
        self.path = invocation.configuration.archive
        self.source = source
        self.doing = ""
        self.was_interrupted = False
        self.begun = time.monotonic()
        self.first: Outlook | None = None
        self.progress = Progress(
            TextColumn("{task.fields[reached]}"),
            BarColumn(bar_width=None),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            console=errors,
            expand=True,
            disable=not errors.is_terminal,
        )

    def tell(self, doing: str) -> None:
        """Say what is going on, where it is not the walk itself."""
        if doing and doing != self.doing and not errors.is_terminal:
            errors.print(f"{self.source}: {shown(doing)}")
        self.doing = doing

    def look(self) -> Outlook | None:
        """Read how far it is."""
        with Archive(self.path) as archive:
            found = backfill_of(archive.sql, self.source)
            return outlook(archive, found) if found else None

    async def watch(self) -> None:
        """Redraw until it is cancelled."""
        task = self.progress.add_task("", total=None, reached=self.source, rate="")
        with self.progress:
            while True:
                with suppress(ArchiveError):
                    found = await asyncio.to_thread(self.look)
                    if found:
                        self.first = self.first or found
                        self.progress.update(task, **self._fields(found))
                await asyncio.sleep(REFRESH)

    def _fields(self, found: Outlook) -> dict[str, Any]:
        assert self.first is not None
        passed = time.monotonic() - self.begun
        rate = rate_words(self.first, found, passed)
        return {
            "total": None if found.share is None else 1.0,
            "completed": found.share or 0.0,
            "reached": f"{self.source} {found.reached:%Y-%m-%d}" if found.reached else self.source,
            "rate": self.doing or rate,
        }

    def end(self, is_through: bool, *, is_mine: bool) -> int:
        """Tell what came of it; return the exit code."""
        found = self.look()
        assert found is not None
        came = f"{found.pages} pages, {found.promises} promises"
        if not is_through and not is_mine:
            console.print(f"{self.source}: another process goes on with it; {came}.")
            return EXIT_NO
        if not is_through:
            reached = f" at {found.reached:%Y-%m-%d}" if found.reached else ""
            console.print(
                f"{self.source}: stopped{reached}; {came}. Go on with: kabarchy backfill {self.source}"
            )
            return EXIT_NO
        console.print(f"{self.source}: walked back to {found.since:%Y-%m-%d}: {came}.")
        for reason in found.stuck:
            console.print(f"[red]could not go on[/red] with {shown(reason)}", soft_wrap=True)
        return EXIT_NO if found.stuck else 0


def rate_words(first: Outlook, found: Outlook, passed: float) -> str:
    """Return how many promises were met, how fast articles are read, and how long it still takes, by what was done in `passed` seconds."""
    promises = f"{found.promises} promises"
    if passed < 5:
        return promises
    per_minute = 60 * (found.articles - first.articles) / passed
    said = f"{promises}, {per_minute:.0f} read/min"
    gained = (found.share or 0.0) - (first.share or 0.0)
    if found.share is None or gained <= 0:
        return said
    left = (1 - found.share) / gained * passed
    return f"{said}, {words(timedelta(seconds=left))} left"


def _list(invocation: Invocation, as_json: bool) -> None:
    with Archive(invocation.configuration.archive, create=False, read_only=True) as archive:
        found = outlooks(archive)
    if as_json:
        click.echo(json.dumps([_as_dict(one) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        console.print("No backfill was begun: kabarchy backfill SOURCE --since YYYY-MM-DD")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("source", "back to", "is at", "done", "pages", "promises", ""):
        table.add_column(heading)
    for one in found:
        table.add_row(
            one.source,
            _day(one.since),
            _day(one.reached),
            "-" if one.share is None else f"{100 * one.share:.0f}%",
            str(one.pages),
            str(one.promises),
            _state(one),
        )
    console.print(table)


def _state(one: Outlook) -> str:
    if one.stuck:
        return "a part could not be walked"
    if one.is_finished:
        return "through"
    return "paused" if one.is_paused else "goes on"


def _day(instant: datetime | None) -> str:
    return f"{instant:%Y-%m-%d}" if instant else "-"


def _as_dict(one: Outlook) -> dict[str, object]:
    return {
        "source": one.source,
        "since": to_text(one.since),
        "reached": to_text(one.reached) if one.reached else None,
        "share": one.share,
        "pages": one.pages,
        "promises": one.promises,
        "stuck": list(one.stuck),
        "is_paused": one.is_paused,
        "is_finished": one.is_finished,
    }
