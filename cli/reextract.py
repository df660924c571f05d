"""`kabarchy reextract`: today's rules over yesterday's pages."""

from __future__ import annotations

import json

import click
from rich.table import Table

from cli.console import console, shown
from cli.crawl import chosen
from cli.invocation import Invocation, pass_invocation
from spiders.reextract import Reextraction, reextract
from storage.archive import Archive

EXAMPLES = 8


@click.command("reextract")
@click.argument("sources", nargs=-1, metavar="[SOURCE...]")
@click.option("--write", is_flag=True, help="Keep what today's rules read; without it nothing is changed.")
@click.option("--json", "as_json", is_flag=True, help="For machines: every change as JSON.")
@pass_invocation
def command(invocation: Invocation, sources: tuple[str, ...], write: bool, as_json: bool) -> None:
    """Read every captured page again with today's rules, and say which records would change, and in which fields.

    Nothing is fetched, and without --write nothing is changed.
    """
    configuration = invocation.configuration
    names = chosen(invocation, sources, every_one=not sources)
    profiles = {name: invocation.spider(name).profile for name in names}
    with Archive(configuration.archive, create=False) as archive:
        result = reextract(archive, configuration.capture_folder, profiles, names, write)
    if as_json:
        click.echo(json.dumps(as_record(result), ensure_ascii=False, indent=2))
        return
    console.print(
        f"Read {result.read} captured articles again: {result.changed} "
        f"{'changed' if write else 'would change'}, {len(result.failed)} could not be read."
    )
    show_fields(result)
    if result.retired:
        console.print(f"{result.retired} stay as they are: their captures were retired by age or size.")
    for url, reason in result.failed[:EXAMPLES]:
        console.print(f"[red]{shown(url)}[/red]: {shown(reason)}")
    if result.changed and not write:
        console.print("Nothing was written; `kabarchy reextract --write` does.")


def show_fields(result: Reextraction) -> None:
    """Print how many records differ in each field, with an example."""
    if not result.fields:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("field", "records", "for example"):
        table.add_column(heading, overflow="ellipsis", no_wrap=heading != "for example")
    for name, count in result.fields.most_common():
        example = next(change for change in result.changes if change.field == name)
        table.add_row(
            name, str(count), f"{shown(str(example.before))[:60]} → {shown(str(example.after))[:60]}"
        )
    console.print(table)


def as_record(result: Reextraction) -> dict[str, object]:
    """Return the result as JSON values."""
    return {
        "read": result.read,
        "retired": result.retired,
        "changed": result.changed,
        "fields": dict(result.fields),
        "changes": [
            {
                "id": one.article_id,
                "url": one.url,
                "field": one.field,
                "before": one.before,
                "after": one.after,
            }
            for one in result.changes
        ],
        "failed": [{"url": url, "reason": reason} for url, reason in result.failed],
    }
