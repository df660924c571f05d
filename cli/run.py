"""`kabarchy run`: the scheduler in the foreground."""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress
from datetime import datetime

import click
from rich.live import Live

from cli.console import console, shown
from cli.invocation import Invocation, pass_invocation
from desk.live import Line, nothing_reachable, read_lines, view
from desk.logs import log_to_file, log_to_stderr
from scheduler import Scheduler, serve
from scraper.configuration import Configuration, load
from scraper.extensions.run_record import FAILURES
from spiders.catalogue import spider_classes
from storage.archive import Archive
from storage.errors import ArchiveError
from storage.timestamps import now

REFRESH = 3.0
"""Seconds between two looks at the archive; the view costs the scheduler little."""
ROOM_FOR_ECHO = 4
"""Columns that stay free: terminals write `^C` after the last line, and a line of its own for it would throw the
view off by one when it is taken away."""
NO_NETWORK = (
    "No source that was tried could be reached: is there a network here? Each is tried again after a growing pause."
    " `make demo` shows the same job without the internet."
)


@click.command("run")
@click.option("--once", is_flag=True, help="Crawl what is due, once, and end (for cron or a systemd timer).")
@click.option("--quiet", is_flag=True, help="No live view: log lines instead.")
@pass_invocation
def command(invocation: Invocation, once: bool, quiet: bool) -> None:
    """Crawl every enabled source: at once if it is due, then in its own rhythm, until Ctrl-C.

    SIGHUP takes up a changed configuration. Logs go to the `logs` folder beside the archive.
    """
    configuration = invocation.configuration
    Archive(configuration.archive).close()
    log_to_file(configuration.log, configuration.log_folder)
    is_shown = sys.stdout.isatty() and not quiet
    if not is_shown:
        log_to_stderr(configuration.log)
    scheduler = Scheduler(lambda: load(invocation.config_file, spider_classes()))
    if not scheduler.watched:
        raise click.ClickException("no source is enabled; `kabarchy sources` lists them")
    since = now()
    console.print(
        f"{len(scheduler.watched)} sources into {shown(str(configuration.archive))}. Ctrl-C ends cleanly."
    )
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(scheduler, since, once=once, is_shown=is_shown))
    _tell_result(configuration, since)


async def _run(scheduler: Scheduler, since: datetime, *, once: bool, is_shown: bool) -> None:
    watching = asyncio.create_task(_watch(scheduler, since, is_shown=is_shown))
    try:
        await (scheduler.once() if once else serve(scheduler))
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching


async def _watch(scheduler: Scheduler, since: datetime, *, is_shown: bool) -> None:
    """Redraw the view, and tell once when nothing can be reached."""
    told = False
    live = Live(console=console, auto_refresh=False, transient=True)
    if is_shown:
        live.start()
    try:
        while True:
            await asyncio.sleep(REFRESH)
            try:
                found = await asyncio.to_thread(read_lines, scheduler.configuration.archive, since)
            except ArchiveError:
                continue
            if not told and nothing_reachable(found, scheduler.watched, FAILURES["unreachable"]):
                told = True
                console.print(f"[yellow]{NO_NETWORK}[/yellow]")
                logging.getLogger("scheduler").warning(NO_NETWORK)
            if is_shown:
                most = max(5, console.height - 4)
                running = scheduler.supervisor.running
                table = view(scheduler.watched, found, running, scheduler.plans, now(), most)
                table.width = console.width - ROOM_FOR_ECHO
                live.update(table, refresh=True)
    finally:
        if is_shown:
            live.stop()


def _tell_result(configuration: Configuration, since: datetime) -> None:
    found: list[Line] = list(read_lines(configuration.archive, since).values())
    new, updated = sum(line.new for line in found), sum(line.updated for line in found)
    errors = sum(line.errors for line in found)
    console.print(
        f"Ended. {sum(line.runs for line in found)} crawls: {new} articles new, {updated} updated,"
        f" {errors} errors. `kabarchy status` shows each source."
    )
