"""`kabarchy show`: all that is known of one article, or of one teaser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table

from cli.archive_option import archive_option, open_archive
from cli.console import console, errors, json_text, plain, shown
from cli.decide import sentence
from cli.invocation import Invocation, pass_invocation
from cli.record_names import TEASER, known_article, teaser_number
from storage.archive import Archive
from storage.decisions import Decision
from storage.dossier import Dossier, Promise, Relative, read_dossier, read_promise

EXIT_NO = 1
LEDE_CHARACTERS = 400
SHOWINGS = 10
RELATIVES = 20


@click.command("show")
@click.argument("name", metavar="URL-OR-ID")
@click.option("--full", is_flag=True, help="The whole text, every relative and every showing.")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON object, with everything.")
@archive_option
@pass_invocation
def command(invocation: Invocation, name: str, full: bool, as_json: bool, archive_file: Path | None) -> None:
    """Show an article: what it says, where each value was read, its versions, and where it was promised.

    Any URL under which it was ever linked will do; teaser:ID shows one promise, and the article that keeps it.
    Exit code 1: the archive does not know it.
    """
    with open_archive(invocation, archive_file) as archive:
        found = (
            read_promise(archive, teaser_number(name)) if name.startswith(TEASER) else _dossier(archive, name)
        )
    if found is None:
        errors.print(f"The archive does not know {shown(name)}.", soft_wrap=True)
        raise SystemExit(EXIT_NO)
    if as_json:
        click.echo(json_text(asdict(found)))
    elif isinstance(found, Dossier):
        _print(found, full=full)
    else:
        _print_promise(found)


def _dossier(archive: Archive, name: str) -> Dossier | None:
    number = known_article(archive, name)
    return read_dossier(archive, number) if number is not None else None


def _print_promise(promise: Promise) -> None:
    one = promise.showing
    console.print(f"[bold]{shown(one.title or 'Without a title')}[/bold]")
    if one.snippet:
        console.print(shown(one.snippet))
    console.print(f"[dim]{one.kind.replace('_', ' ')} on[/dim] {shown(one.page_url)}", soft_wrap=True)
    console.print(f"[dim]seen from[/dim] {one.first_seen_at} [dim]to[/dim] {one.last_seen_at}")
    if promise.article_url is None:
        console.print("[yellow]Open:[/yellow] its article was not met yet, or could not be told from others.")
    else:
        console.print(
            f"[green]Kept by[/green] #{promise.article_id} ({shown(one.matched_by)} {one.match_score or 0:.2f})"
            f" {shown(promise.article_title)}"
        )
        console.print(f"[dim]{shown(promise.article_url)}[/dim]", soft_wrap=True)
    _decisions(promise.decisions)


def _print(dossier: Dossier, *, full: bool) -> None:
    row = dossier.article
    console.print(f"[bold]{shown(row['title'] or 'Without a title')}[/bold]")
    console.print(f"[dim]{shown(row['url'])}[/dim]", soft_wrap=True)
    if row["flag"]:
        console.print(f"[red]Flagged:[/red] {shown(row['flag'])}")
    console.print()
    _facts(dossier)
    if row["text"]:
        text = plain(row["text"])
        cut = not full and len(text) > LEDE_CHARACTERS
        console.print()
        console.print(shown(text[:LEDE_CHARACTERS].rsplit(" ", 1)[0] + " …" if cut else text))
    _versions(dossier)
    _relatives(dossier, None if full else RELATIVES)
    _showings(dossier, None if full else SHOWINGS)
    _decisions(dossier.decisions)


def _capture(dossier: Dossier) -> str | None:
    row = dossier.article
    if not row["capture_file"]:
        return None
    place = f"{row['capture_file']} at {row['capture_offset']}"
    retired = dossier.capture_retired_at
    return f"retired on {retired[:10]}: {place} was deleted by age or size" if retired else place


def _story(dossier: Dossier) -> str | None:
    number = dossier.article["story_id"]
    if not number:
        return None
    return f"#{number} ({dossier.story_articles} reports) {dossier.story_title or ''}"


def _facts(dossier: Dossier) -> None:
    row = dossier.article
    table = Table(box=None, show_header=False, pad_edge=False, expand=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim", overflow="fold")
    date = row["published_at"]
    if date and row["published_precision"] == "day":
        date = dossier.published_on
    facts = {
        "source": row["source"],
        "state": row["state"] + (f" (attempts: {row['attempts']})" if row["attempts"] else ""),
        "published_at": date,
        "modified_at": row["modified_at"],
        "authors": ", ".join(json.loads(row["authors"])),
        "section": row["section"],
        "tags": ", ".join(json.loads(row["tags"])),
        "language": row["language"],
        "first_seen_at": row["first_seen_at"],
        "last_seen_at": row["last_seen_at"],
        "next_check_at": row["next_check_at"],
        "last_error": row["last_error"],
        "capture": _capture(dossier),
        "story": _story(dossier),
        "joined by": row["joined_by"] if row["story_id"] else None,
        "duplicate of": f"#{row['duplicate_of']}" if row["duplicate_of"] else None,
    }
    origins = json.loads(row["provenance"])
    for name, value in facts.items():
        if value:
            table.add_row(name, shown(str(value)), shown(origins.get(name, "")).replace("_", " "))
    for url in dossier.other_urls:
        table.add_row("also at", shown(url), "")
    console.print(table)


def _versions(dossier: Dossier) -> None:
    if not dossier.revisions:
        return
    table = Table(box=None, pad_edge=False, header_style="bold", title="Versions", title_justify="left")
    for heading in ("", "seen from", "to", "characters", "title"):
        table.add_column(heading, overflow="fold")
    for one in dossier.revisions:
        title = shown(one.title) + (f" [red]{shown(one.flag)}[/red]" if one.flag else "")
        table.add_row(str(one.number), one.first_seen_at, one.last_seen_at, str(one.characters), title)
    console.print()
    console.print(table)


def _relatives(dossier: Dossier, at_most: int | None) -> None:
    """Print each other article once, with all that joins it to this one."""
    several: dict[int, list[Relative]] = {}
    for one in dossier.relatives:
        several.setdefault(one.article_id, []).append(one)
    if not several:
        return
    table = Table(box=None, pad_edge=False, header_style="bold", title="See also", title_justify="left")
    for heading in ("", "why", "source", "published"):
        table.add_column(heading, overflow="fold")
    table.add_column("title", overflow="fold", ratio=1)
    for article_id, relations in list(several.items())[:at_most]:
        one = relations[0]
        why = "; ".join(_why(relation) for relation in relations)
        table.add_row(f"#{article_id}", shown(why), one.source, one.published_on or "", shown(one.title))
    console.print()
    console.print(table)
    _and_more(len(several), at_most)


def _and_more(count: int, at_most: int | None) -> None:
    if at_most is not None and count > at_most:
        console.print(f"[dim]and {count - at_most} more: --full[/dim]")


def _why(one: Relative) -> str:
    if one.relation == "story":
        return f"same story{f': {one.joined_by}' if one.joined_by else ''}"
    if one.relation == "person":
        return "same text: a person decided so"
    score = "" if one.score is None else f" {one.score:.2f}"
    return f"{one.relation} text{score}{', was first' if one.first_id == one.article_id else ''}"


def _decisions(those: Sequence[Decision]) -> None:
    if not those:
        return
    console.print("\n[italic]Decided by people[/italic]")
    for one in those:
        note = f": {one.note}" if one.note else ""
        who = one.decided_by or "?"
        console.print(
            f"{one.id}  {shown(sentence(one))} [dim]({shown(who)}{shown(note)})[/dim]", soft_wrap=True
        )


def _showings(dossier: Dossier, at_most: int | None) -> None:
    if not dossier.teasers:
        return
    table = Table(box=None, pad_edge=False, header_style="bold", title="Promised by", title_justify="left")
    for heading in ("", "kind", "first seen", "rule", "score"):
        table.add_column(heading, no_wrap=True)
    table.add_column("title, page", overflow="fold")
    for one in dossier.teasers[:at_most]:
        words = f"{shown(one.title or one.snippet)}\n[dim]{shown(one.page_url)}[/dim]"
        table.add_row(
            f"teaser:{one.id}",
            one.kind.replace("_", " "),
            one.first_seen_at[:10],
            one.matched_by or "",
            f"{one.match_score or 0:.2f}",
            words,
        )
    console.print()
    console.print(table)
    _and_more(len(dossier.teasers), at_most)
