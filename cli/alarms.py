"""`kabarchy alarms`: which sources have gone blind, and since when."""

from __future__ import annotations

import json
import sys

import click
from rich.table import Table

from cli.console import console, shown
from cli.exits import EXIT_NO
from cli.invocation import Invocation, pass_invocation
from desk.alarm_book import Alarm, accept, all_alarms, open_alarms
from storage.archive import Archive
from storage.timestamps import now, to_text


@click.command("alarms")
@click.argument("source", required=False)
@click.option("--all", "with_closed", is_flag=True, help="Also those that are over.")
@click.option("--accept", "accepted", type=int, metavar="ID", help="It is meant to be so: count it as usual.")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON list.")
@pass_invocation
def command(
    invocation: Invocation, source: str | None, with_closed: bool, accepted: int | None, as_json: bool
) -> None:
    """Show the open alarms: what is wrong, where, and since when.

    Alarms close themselves when they are over. Exit code 1: at least one is open.
    """
    with Archive(invocation.configuration.archive, create=False) as archive:
        if accepted is not None and not accept(archive, accepted, now()):
            raise click.BadParameter(f"there is no alarm {accepted}", param_hint="--accept")
        found = all_alarms(archive, source) if with_closed else open_alarms(archive, source)
    if as_json:
        click.echo(json.dumps([as_dict(alarm) for alarm in found], ensure_ascii=False, indent=2))
    elif found:
        console.print(_table(found))
    else:
        console.print("No alarm is open.")
    sys.exit(EXIT_NO if any(alarm.closed_at is None for alarm in found) else 0)


def as_dict(alarm: Alarm) -> dict[str, object]:
    """Return an alarm as JSON tells it."""
    return {
        "id": alarm.id,
        "source": alarm.source,
        "kind": alarm.kind,
        "field": alarm.field,
        "detail": alarm.detail,
        "opened_at": to_text(alarm.opened_at),
        "closed_at": to_text(alarm.closed_at) if alarm.closed_at else None,
    }


def _table(found: list[Alarm]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("id", "source", "what", "since", "seen"):
        table.add_column(heading)
    for alarm in found:
        since = f"{alarm.opened_at:%d %b %H:%M}" + (
            f" to {alarm.closed_at:%d %b %H:%M}" if alarm.closed_at else ""
        )
        style = "red" if alarm.closed_at is None else ""
        table.add_row(str(alarm.id), alarm.source, alarm.title, since, shown(alarm.detail), style=style)
    return table
