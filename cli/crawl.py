"""`kabarchy crawl`: crawl sources now, whatever the schedule says."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from cli.console import console, errors, shown
from cli.exits import EXIT_FAILED, EXIT_NO, EXIT_USAGE
from cli.invocation import Invocation, pass_invocation
from desk.child import BUSY
from desk.children import crawl_command
from scraper.configuration.loading import did_you_mean
from storage.archive import Archive
from storage.runs import new_run_id
from storage.timestamps import now


def readable_day(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Return the value of `--since` as it was given.

    Raises:
        click.BadParameter: it is no day and no instant.
    """
    from spiders.base import SourceSpider

    try:
        SourceSpider.check_arguments({"since": value})
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return value


GOOD = ("ok", "stopped")
"""Outcomes of a run with which all is well: complete, or ended by its budget."""


@click.command("crawl")
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--all", "every_one", is_flag=True, help="Crawl every enabled source.")
@click.option(
    "--since",
    metavar="DATE",
    callback=readable_day,
    help="Walk listings back to this day (YYYY-MM-DD) or instant.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Fetch at most so many articles of each source.")
@click.option(
    "--replay",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Answer every request from this WARC file, and touch no network. May be given more than once.",
)
@click.option(
    "--capture",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep every response as WARC in this folder.",
)
@click.option("--quiet", is_flag=True, help="Only the summary, no log.")
@pass_invocation
def command(
    invocation: Invocation,
    sources: tuple[str, ...],
    every_one: bool,
    since: str | None,
    limit: int | None,
    replay: tuple[Path, ...],
    capture: Path | None,
    quiet: bool,
) -> None:
    """Crawl sources now, one after the other.

    Exit codes: 0 all went well; 1 a crawl found nothing or failed; 2 wrong usage; 3 it could not be done.

    \b
    kabarchy crawl open_kg --limit 20
    kabarchy crawl kg24 --since 2026-11-01
    """
    if replay and capture:
        raise click.UsageError("--capture keeps what the sites answer; with --replay they are not asked")
    names = chosen(invocation, sources, every_one)
    arguments = {
        "since": since,
        "limit": str(limit) if limit else None,
        "replay": ",".join(str(file.resolve()) for file in replay) or None,
        "capture": str(capture.resolve()) if capture else None,
    }
    codes = [crawl_one(invocation, name, arguments, quiet) for name in names]
    sys.exit(max(codes))


def chosen(invocation: Invocation, sources: Sequence[str], every_one: bool) -> list[str]:
    """Return the sources that are to be crawled.

    Raises:
        click.UsageError: a name is not known, or none is given.
    """
    known = invocation.source_names()
    if every_one:
        return [name for name in known if invocation.configuration.settings_of(name).enabled]
    for name in sources:
        if name not in known:
            raise click.UsageError(
                f"there is no source {name!r}{did_you_mean(name, known)} (see `kabarchy sources`)"
            )
    if not sources:
        raise click.UsageError("name a source (see `kabarchy sources`), or take --all")
    return list(dict.fromkeys(sources))


def crawl_one(invocation: Invocation, name: str, arguments: dict[str, str | None], quiet: bool) -> int:
    """Crawl one source in a child process; print what came of it, and return the exit code."""
    run_id = new_run_id(name, now())
    given = {key: value for key, value in arguments.items() if value is not None}
    archive = invocation.configuration.archive
    environment = os.environ | (
        {"KABARCHY_CONFIG": str(invocation.config_file)} if invocation.config_file else {}
    )
    finished = subprocess.run(
        crawl_command(name, run_id, archive=str(archive), **given),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if quiet else None,
        check=False,
    )
    if finished.returncode == BUSY:
        errors.print(f"{name}: is being crawled already; look at `kabarchy status`")
        return EXIT_FAILED
    if finished.returncode == EXIT_USAGE:
        return EXIT_USAGE
    outcome, words = verdict(archive, name, run_id)
    console.print(words)
    if outcome in GOOD:
        return 0
    return EXIT_NO if outcome in ("empty", "failed") else EXIT_FAILED


def verdict(archive: Path, name: str, run_id: str) -> tuple[str | None, str]:
    """Return the outcome of a run as it stands in the archive, and a line on it; None: it wrote none."""
    row = None
    if archive.exists():
        with Archive(archive, create=False, read_only=True) as opened:
            row = opened.sql.execute(
                "SELECT outcome, reason, listing_pages, new_articles, updated_articles, unchanged_articles,"
                " new_teasers, folded_teasers, errors FROM runs WHERE id = ?",
                (run_id,),
            ).fetchone()
    if row is None:
        return None, f"[bold]{name}[/bold]: [red]crashed before it could say how it went[/red]"
    outcome, reason, listings, new, updated, unchanged, teasers, folded, failures = row
    colour = "green" if outcome in GOOD else "red"
    counts = (
        f"{listings} listing pages, {new} new, {updated} updated, {unchanged} unchanged, "
        f"{teasers} teasers ({folded} folded), {failures} errors"
    )
    return outcome, f"[bold]{name}[/bold]: [{colour}]{outcome}[/{colour}] ({shown(reason)}): {counts}"
