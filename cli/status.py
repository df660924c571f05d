"""`kabarchy status`: one screen, red where a person must act."""

from __future__ import annotations

import json
import sys
from datetime import datetime

import click
from rich.table import Table

from cli.console import console, shown
from cli.exits import EXIT_NO
from cli.invocation import Invocation, pass_invocation
from desk.roster import roster
from desk.status import Health, Share, Status, as_dict, short_words, status
from storage.archive import Archive
from storage.timestamps import now


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON object.")
@pass_invocation
def command(invocation: Invocation, as_json: bool) -> None:
    """Show how each source does, held against its own usual.

    \b
    ok      how long ago a crawl last went well
    silent  how long nothing new came, as a share of the longest silence that is still usual
    today   articles since midnight / how many there usually are by now
    d a t   percent of the last day's articles with a date, an author, a text
    err     percent of the last crawls that failed
    open    promises that wait for their article
    next    when it is crawled next (kabarchy schedule says why then)

    Exit code 1: something is red.
    """
    with Archive(invocation.configuration.archive, create=False) as archive:
        found = status(archive, roster(invocation.configuration), now())
    if as_json:
        click.echo(json.dumps(as_dict(found), ensure_ascii=False, indent=2))
    else:
        _show(found)
    sys.exit(EXIT_NO if found.is_red else 0)


def _show(found: Status) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("source", no_wrap=True, max_width=20, overflow="ellipsis")
    for heading in ("ok", "silent", "today", "d", "a", "t", "err", "open", "next"):
        table.add_column(heading, justify="right", no_wrap=True)
    for one in sorted(found.sources, key=lambda one: (not one.red, one.source)):
        table.add_row(*_cells(one, found.at), style="red" if one.red else "")
    console.print(table)
    for words in found.red:
        console.print(f"[red]{shown(words)}[/red]")
    for one in found.sources:
        for words in one.red:
            console.print(f"[red]{one.source}[/red]: {shown(words)}\n    {shown(one.more)}")
    if not found.is_red:
        console.print("[green]Nothing needs you.[/green]")


def _cells(one: Health, at: datetime) -> list[str]:
    usual = "" if one.usual_today is None else f"/{one.usual_today:.0f}"
    wait = one.next_run.at - at
    return [
        one.source,
        short_words(at - one.last_success) if one.last_success and one.last_success <= at else "-",
        _percent(one.silent),
        f"{one.today}{usual}",
        *(_fallen(share) for share in (one.dated, one.signed, one.with_text)),
        _percent(one.error_rate),
        str(one.open_promises),
        "running" if one.is_running else short_words(wait) if wait.total_seconds() > 0 else "now",
    ]


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f}%"


def _fallen(share: Share) -> str:
    """Return a share in percent, yellow where it has clearly fallen."""
    if share.now is None:
        return "-"
    text = f"{100 * share.now:.0f}"
    return f"[yellow]{text}[/yellow]" if share.usual is not None and share.now < share.usual - 0.2 else text
