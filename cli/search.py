"""`kabarchy search`: what was said, when, by whom."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from cli.archive_option import archive_option, open_archive
from cli.console import console, errors, json_text, shown
from cli.invocation import Invocation, pass_invocation
from storage.records import ArticleState
from storage.search import Hit, search
from storage.timestamps import local_day

EXIT_NO = 1
DAY = click.DateTime(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"])


@click.command(
    "search",
    epilog="Examples:  kabarchy search министр кредит  |  kabarchy search '\"новая дорога\"' --source kg24  |"
    "  kabarchy search 'өкмөт*' --language ky --since 2026-01-01",
)
@click.argument("words", nargs=-1, required=True)
@click.option("--source", help="Only this source (`kabarchy sources` lists them).")
@click.option("--language", help="Only this language: ky, ru, en, tr, ...")
@click.option("--since", type=DAY, help="Published on this day (UTC) or later.")
@click.option("--until", type=DAY, help="Published before this day (UTC).")
@click.option("--state", type=click.Choice(["teaser", "full", "gone"]), help="Only articles in this state.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="So many at most.")
@click.option("--exact", is_flag=True, help="Only the words as typed, no other forms of them.")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON list.")
@archive_option
@pass_invocation
def command(
    invocation: Invocation,
    words: tuple[str, ...],
    source: str | None,
    language: str | None,
    since: datetime | None,
    until: datetime | None,
    state: ArticleState | None,
    limit: int,
    exact: bool,
    as_json: bool,
    archive_file: Path | None,
) -> None:
    """Find articles that hold all the WORDS, in title, summary or text, best first.

    "two words" in quotes are found side by side; begin* finds every word that begins so; -word leaves out
    what holds it (put all the words in quotes then); OR between two words finds either. Case does not matter, nor ё and е, or ı and i.
    Other forms of Russian, English and Turkish words are found too; for Kyrgyz, use begin*.
    Exit code 1: nothing was found.
    """
    with open_archive(invocation, archive_file) as archive:
        hits = search(
            archive,
            " ".join(words),
            source=source,
            language=language,
            since=since.replace(tzinfo=UTC) if since else None,
            until=until.replace(tzinfo=UTC) if until else None,
            state=state,
            limit=limit,
            forms=not exact,
        )
    if as_json:
        click.echo(json_text([_record(hit) for hit in hits]))
    elif not hits:
        errors.print(f"Nothing holds {shown(' '.join(words))}.")
    for hit in hits if not as_json else ():
        _print(hit)
    if not hits:
        raise SystemExit(EXIT_NO)


def _record(hit: Hit) -> dict[str, object]:
    return {
        **asdict(hit),
        "title": str(hit.title),
        "snippet": hit.snippet.marked("**", "**"),
    }


def _print(hit: Hit) -> None:
    console.print(f"[bold]{hit.title.marked('[yellow]', '[/yellow]', shown)}[/bold]")
    when = local_day(hit.published_at or hit.first_seen_at, hit.timezone)
    facts = [
        f"#{hit.article_id}",
        hit.source,
        when,
        hit.language or "",
        "" if hit.state == "full" else hit.state,
    ]
    console.print(f"[dim]{shown(' · '.join(fact for fact in facts if fact))}[/dim]")
    console.print(f"[dim]{shown(hit.url)}[/dim]", soft_wrap=True)
    if hit.snippet.pieces:
        console.print(hit.snippet.marked("[yellow]", "[/yellow]", shown))
    console.print()
