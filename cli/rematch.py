"""`kabarchy rematch`: everything is matched again after the rules have changed."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.progress import Progress, TaskID
from rich.table import Table

from cli.archive_option import archive_option, open_archive
from cli.console import console, errors, json_text, shown
from cli.exits import EXIT_NO
from cli.invocation import Invocation, pass_invocation
from storage.archive import Archive
from storage.rematch import Phase, Rematch, Rematched, changes, newest, rematch
from storage.timestamps import now, to_text

NICE = 10
EXAMPLES = 20
DONE = {
    ("fold", False, True): "folded",
    ("fold", True, False): "unfolded",
    ("fold", True, True): "folded elsewhere",
    ("text", False, True): "same text found",
    ("text", True, False): "no longer the same text",
    ("text", True, True): "other kind of likeness",
    ("story", False, True): "joined a story",
    ("story", True, False): "left its story",
    ("story", True, True): "in another story",
}
"""What, whether it was anything before, and afterwards -> in words."""


@click.command("rematch")
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Only records first seen on this day (UTC) or later."
)
@click.option("--anew", is_flag=True, help="Begin again, instead of going on where the last one was stopped.")
@click.option("--last", "only_tell", is_flag=True, help="Match nothing; say what the last one changed.")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON object, with every change.")
@archive_option
@pass_invocation
def command(
    invocation: Invocation,
    since: datetime | None,
    anew: bool,
    only_tell: bool,
    as_json: bool,
    archive_file: Path | None,
) -> None:
    """Match all records again by today's rules, and say what has changed.

    Folds, near-duplicates and stories are looked for anew; what people decided stays. Crawls go on beside it. It may
    be stopped or killed at any time: the same command goes on from there. Exit code 3: one is running already.
    """
    with open_archive(invocation, archive_file, read_only=only_tell) as archive:
        if only_tell:
            run = newest(archive.sql)
            if run is None:
                if as_json:
                    click.echo(json_text(None))
                else:
                    console.print("Nothing was ever matched again in this archive.")
                raise SystemExit(EXIT_NO)
        else:
            os.nice(NICE)
            day = to_text(since.replace(tzinfo=UTC)) if since else None
            run = _match(archive, day, anew=anew)
        found = changes(archive.sql, run)
        if as_json:
            click.echo(json_text({**asdict(run), "changes": [asdict(one) for one in found]}))
        else:
            _print(archive, run, found)


def _match(archive: Archive, since: str | None, *, anew: bool) -> Rematch:
    with Progress(console=errors, transient=True) as bars:
        tasks: dict[Phase, TaskID] = {}

        def tell(phase: Phase, place: int, last: int) -> None:
            if phase not in tasks:
                tasks[phase] = bars.add_task(phase.capitalize(), total=last)
            bars.update(tasks[phase], completed=place)

        return rematch(archive, now(), since, anew=anew, progress=tell)


def _print(archive: Archive, run: Rematch, found: list[Rematched]) -> None:
    ended = f"to {run.finished_at}" if run.finished_at else "and not through yet: the same command goes on"
    console.print(f"Matched again, from {run.started_at} {ended}.")
    if not found:
        console.print("Nothing has changed.")
        return
    counts = Counter(_words(one) for one in found)
    console.print(", ".join(f"{words}: {count}" for words, count in counts.most_common()) + ".")
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="cyan")
    table.add_column(overflow="fold", ratio=1)
    for one in found[:EXAMPLES]:
        table.add_row(_words(one), shown(_record(archive, one)))
    console.print(table)
    if len(found) > EXAMPLES:
        console.print(f"[dim]and {len(found) - EXAMPLES} more: --last --json[/dim]")


def _words(one: Rematched) -> str:
    return DONE[one.what, one.before is not None, one.after is not None]


def _record(archive: Archive, one: Rematched) -> str:
    table, sign = ("teasers", "teaser:") if one.what == "fold" else ("articles", "#")
    row = archive.sql.execute(f"SELECT title FROM {table} WHERE id = ?", (one.record_id,)).fetchone()
    title = (row[0] if row else None) or ""
    if one.other_id is not None:
        return (
            f"#{one.record_id} and #{one.other_id} ({one.before or 'none'} → {one.after or 'none'}) {title}"
        )
    number = "#" if one.what == "fold" else "story "
    before, after = (f"{number}{side}" if side else "none" for side in (one.before, one.after))
    return f"{sign}{one.record_id} ({before} → {after}) {title}"
