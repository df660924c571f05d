"""`kabarchy runs`: what came of the last crawls."""

from __future__ import annotations

import json

import click
from rich.table import Table

from cli.console import console, shown
from cli.invocation import Invocation, pass_invocation
from storage.archive import Archive

COLUMNS = ("id", "outcome", "reason", "pages", "new_articles", "updated_articles", "errors")


@click.command("runs")
@click.argument("source", required=False)
@click.option("--last", type=click.IntRange(min=1), default=15, show_default=True, help="How many.")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON list.")
@pass_invocation
def command(invocation: Invocation, source: str | None, last: int, as_json: bool) -> None:
    """Show the last crawls of a source, or of all: how each ended, and the problems of the newest."""
    with Archive(invocation.configuration.archive, create=False) as archive:
        rows = archive.sql.execute(
            f"SELECT {', '.join(COLUMNS)} FROM runs WHERE ?1 IS NULL OR source = ?1 ORDER BY rowid DESC LIMIT ?2",
            (source, last),
        ).fetchall()
        problems = archive.sql.execute(
            "SELECT what, url, detail FROM problems WHERE run_id = ? ORDER BY id DESC LIMIT 10",
            (rows[0][0] if rows else "",),
        ).fetchall()
    if as_json:
        found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if not rows:
        console.print("No crawl yet.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("run", "outcome", "why", "pages", "new", "updated", "errors"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        style = "" if row[1] in ("ok", "stopped", "running") else "red"
        table.add_row(*(shown(str(value if value is not None else "")) for value in row), style=style)
    console.print(table)
    for what, url, detail in problems:
        console.print(f"{shown(what)}: {shown(url or '')} {shown(detail or '')}")
