"""`kabarchy decisions`: what people decided about matches, and taking it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from cli.archive_option import archive_option, open_archive
from cli.console import console, json_text, shown
from cli.decide import by_option, revoke_in, sentence, tell_held
from cli.exits import EXIT_NO
from cli.invocation import Invocation, pass_invocation
from cli.record_names import GREATEST
from storage.archive import Archive
from storage.decisions import Decision, about_the_same, decisions, named, overruled


@click.group("decisions", invoke_without_command=True)
@click.option("--all", "with_revoked", is_flag=True, help="Also those that were taken back.")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON list.")
@archive_option
@click.pass_context
def command(ctx: click.Context, with_revoked: bool, as_json: bool, archive_file: Path | None) -> None:
    """List what people decided about folds, texts and stories; `revoke` takes it back.

    Exit code 1: nobody decided anything.
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
        said = f"teaser:{left} {title[0] if title else ''}: {said}"
    console.print(f"   {shown(said)}", soft_wrap=True)
    if decision.id in without:
        console.print("   [yellow]It does not count: newer decisions say otherwise.[/yellow]")
    if decision.what != "teaser" and left == right:
        console.print(f"   Both are one article now, #{left}.")
    if decision.note:
        console.print(f"   [dim]{shown(decision.note)}[/dim]", soft_wrap=True)


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
