"""`kabarchy decisions`: what people decided about matches, and taking it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import click
from rich.progress import Progress

from cli.archive_option import archive_option, open_archive
from cli.console import console, errors, json_text, shown
from cli.decide import by_option, revoke_in, sentence, tell_held
from cli.exits import EXIT_NO
from cli.invocation import Invocation, pass_invocation
from cli.record_names import GREATEST
from storage.archive import Archive
from storage.decision_lines import adopt, decision_lines, read_lines
from storage.decisions import Decision, about_the_same, decisions, named, overruled
from storage.timestamps import now
from storage.upkeep import write_whole


@click.group("decisions", invoke_without_command=True)
@click.option("--all", "with_revoked", is_flag=True, help="Also those that were taken back.")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON list.")
@archive_option
@click.pass_context
def command(ctx: click.Context, with_revoked: bool, as_json: bool, archive_file: Path | None) -> None:
    """List what people decided about folds, texts and stories; `revoke` takes it back.

    `export` and `import` carry all of it into another archive. Exit code 1: nobody decided anything.
    """
    if ctx.invoked_subcommand is not None:
        return
    with open_archive(ctx.obj, archive_file) as archive:
        found = decisions(archive.sql, revoked=with_revoked)
        without = overruled(archive.sql)
        if as_json:
            click.echo(json_text([as_record(archive, one, without) for one in found]))
        elif not found:
            console.print("Nobody decided anything; the rules alone matched all records.")
        else:
            for one in found:
                show(archive, one, without)
    if not found:
        raise SystemExit(EXIT_NO)


def as_record(archive: Archive, decision: Decision, without: Collection[int]) -> dict[str, Any]:
    """Return a decision as JSON tells it, with the ids of the records that it is about today."""
    left, right = named(archive.sql, decision)
    is_overruled = decision.id in without
    return {**asdict(decision), "record_id": left, "other_id": right, "is_overruled": is_overruled}


def show(archive: Archive, decision: Decision, without: Collection[int]) -> None:
    """Print one decision: who, when, what, and of which records; `without`: the numbers of those that do not count."""
    left, right = named(archive.sql, decision)
    revoked = (
        f", taken back {decision.revoked_at} by {decision.revoked_by or '?'}" if not decision.stands else ""
    )
    console.print(
        f"[bold]{decision.id}[/bold]  [cyan]{decision.verb}[/cyan] as {decision.what}"
        f"  [dim]{decision.decided_at} by {shown(decision.decided_by or '?')}{shown(revoked)}[/dim]",
        soft_wrap=True,
    )
    said = sentence(decision)
    if decision.what == "teaser":
        title = archive.sql.execute(
            "SELECT coalesce(title, snippet) FROM teasers WHERE id = ?", (left,)
        ).fetchone()
        said = f"teaser:{left} {title[0]}: {said}" if title else said
    console.print(f"   {shown(said)}", soft_wrap=True)
    if decision.id in without:
        console.print("   [yellow]It does not count: newer decisions say otherwise.[/yellow]")
    _tell_waiting(decision, left, right)
    if decision.what != "teaser" and left is not None and left == right:
        console.print(f"   Both are one article now, #{left}.")
    if decision.note:
        console.print(f"   [dim]{shown(decision.note)}[/dim]", soft_wrap=True)


def _tell_waiting(decision: Decision, left: int | None, right: int | None) -> None:
    """Say for which of its records a decision that stands still waits."""
    teaser = f"the teaser {decision.record[:8]}..." if decision.what == "teaser" else decision.record
    lacking = [name for name, number in ((teaser, left), (decision.other, right)) if number is None]
    if lacking and decision.stands:
        console.print(
            f"   [yellow]It waits for {shown(' and '.join(lacking))}, which this archive has not met yet.[/yellow]",
            soft_wrap=True,
        )


@command.command("revoke")
@click.argument("number", type=click.IntRange(1, GREATEST), metavar="ID")
@by_option
@archive_option
@pass_invocation
def revoke(invocation: Invocation, number: int, by: str | None, archive_file: Path | None) -> None:
    """Take a decision back: the rules match its records again. It stays listed by `--all`."""
    with open_archive(invocation, archive_file, read_only=False) as archive:
        decision = revoke_in(archive, number, by)
        console.print(f"Decision {number} is taken back: {shown(sentence(decision))}.", soft_wrap=True)
        tell_held(archive, decision)
        for other in about_the_same(archive.sql, decision):
            console.print(f"Decision {other.id} still stands: {shown(sentence(other))}.", soft_wrap=True)


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@archive_option
@pass_invocation
def export_command(invocation: Invocation, file: Path, archive_file: Path | None) -> None:
    """Write all decisions to FILE, also those that were taken back: a JSON object a line.

    `-` writes to the standard output. Keep such a file beside your copies: with it, what people decided outlives the
    archive. A FILE that is there is replaced once the new one is whole.
    """
    with open_archive(invocation, archive_file) as archive:
        lines = list(decision_lines(archive.sql))
    text = "".join(f"{line}\n" for line in lines)
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    write_whole(file, text.encode())
    console.print(f"{len(lines)} decisions were written to {shown(str(file))}.", soft_wrap=True)


@command.command("import")
@click.argument("file", type=click.File("rb"))
@archive_option
@pass_invocation
def import_command(invocation: Invocation, file: BinaryIO, archive_file: Path | None) -> None:
    """Keep the decisions of FILE, which `export` wrote, also in an archive that was made anew.

    They name articles by URL and teasers by page and words, not by their numbers. One about a record that the archive
    has not met yet waits, and counts as soon as it arrives. What is kept twice changes nothing, what was taken back in
    either archive stays so, and the newest word counts. `-` reads the standard input. Exit code 3: a line is wrong
    (each is named), and nothing was kept.
    """
    carried = read_lines(file.name, file)
    with (
        open_archive(invocation, archive_file, read_only=False) as archive,
        Progress(console=errors, transient=True) as bars,
    ):
        task = bars.add_task("Decisions", total=len(carried))
        found = adopt(archive, carried, now(), lambda done: bars.update(task, completed=done))
    console.print(f"Decisions: {found.new} new, {found.taken_back} taken back, {found.known} known already.")
    if found.waiting:
        console.print(
            f"{found.waiting} of them wait for records that this archive has not met yet, and count as soon as those"
            " arrive; `kabarchy decisions` marks them.",
            soft_wrap=True,
        )
