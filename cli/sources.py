"""`kabarchy sources`: who is watched."""

from __future__ import annotations

import json

import click
from rich.table import Table

from cli.console import console, shown
from cli.invocation import Invocation, pass_invocation
from spiders.catalogue import spider_classes


@click.command("sources")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON list.")
@pass_invocation
def command(invocation: Invocation, as_json: bool) -> None:
    """List every source that can be crawled: its own spiders, and those of the configuration."""
    configuration = invocation.configuration
    rows = [
        (name, cls.title, cls.kind, cls.homepage, tuple(cls.languages))
        for name, cls in spider_classes().items()
    ] + [
        (name, one.title or name, one.kind, one.homepage, one.languages)
        for name, one in configuration.generic.items()
    ]
    if as_json:
        keys = ("name", "title", "kind", "homepage", "languages")
        enabled = [configuration.settings_of(row[0]).enabled for row in rows]
        click.echo(
            json.dumps(
                [
                    dict(zip(keys, row, strict=True), enabled=on)
                    for row, on in zip(rows, enabled, strict=True)
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("source", "title", "kind", "languages", "enabled"):
        table.add_column(heading, overflow="fold")
    for name, title, kind, _, languages in rows:
        on = configuration.settings_of(name).enabled
        table.add_row(name, shown(title), kind, " ".join(languages), "yes" if on else "[yellow]no[/yellow]")
    console.print(table)
