"""`kabarchy doctor`: what would make crawls fail here, and how to mend it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click
from rich.table import Table

from cli.console import console, shown
from cli.exits import EXIT_NO
from cli.invocation import Invocation, pass_invocation
from desk.doctor import Diagnosis, diagnose
from scraper.configuration import ConfigurationError

STYLES = {"well": "green", "doubtful": "yellow", "wrong": "red"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON list.")
@pass_invocation
def command(invocation: Invocation, as_json: bool) -> None:
    """Look at Python, SQLite, clock, time zones, disk, network, configuration and archive.

    Says what is wrong and how to mend it; changes nothing. Exit code 1: something is wrong.
    """
    try:
        found = list(diagnose(invocation.configuration))
    except ConfigurationError as error:
        found = [Diagnosis("configuration", "wrong", str(error), "mend that line; docs/configuration.md")]
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        console.print(_table(found))
    sys.exit(EXIT_NO if any(one.verdict == "wrong" for one in found) else 0)


def _table(found: list[Diagnosis]) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for one in found:
        style = STYLES[one.verdict]
        table.add_row(f"[{style}]{one.verdict}[/{style}]", one.subject, shown(one.seen))
        if one.verdict != "well" and one.remedy:
            table.add_row("", "", f"[bold]mend:[/bold] {shown(one.remedy)}")
    return table
