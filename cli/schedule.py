"""`kabarchy schedule`: when each source is crawled next, and why then."""

from __future__ import annotations

import json

import click
from rich.table import Table

from cli.console import console, shown
from cli.invocation import Invocation, pass_invocation
from desk.plans import history, next_run, words
from desk.roster import roster
from storage.archive import Archive
from storage.timestamps import now, to_text


@click.command("schedule")
@click.argument("sources", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON list.")
@pass_invocation
def command(invocation: Invocation, sources: tuple[str, ...], as_json: bool) -> None:
    """Show when each enabled source is crawled next, and why then.

    What the scheduler does follows from the archive, the configuration and the clock, so this says the same
    whether it runs or not.
    """
    watched = roster(invocation.configuration)
    unknown = [name for name in sources if name not in watched]
    if unknown:
        raise click.BadParameter(
            f"{', '.join(unknown)}: not an enabled source; `kabarchy sources` lists them"
        )
    at = now()
    with Archive(invocation.configuration.archive, create=False) as archive:
        plans = [next_run(watched[name], history(archive, name, at), at) for name in sources or watched]
    plans.sort(key=lambda plan: (plan.at, plan.source))
    if as_json:
        rows = [{"source": plan.source, "at": to_text(plan.at), "why": plan.why} for plan in plans]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("source", "next crawl", "in", "why then"):
        table.add_column(heading)
    for plan in plans:
        local = plan.at.astimezone(watched[plan.source].zone)
        wait = words(plan.at - at) if plan.at > at else "now"
        table.add_row(plan.source, f"{local:%a %d %b %H:%M %Z}", wait, shown(plan.why))
    console.print(table)
