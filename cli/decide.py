"""`kabarchy fold`, `unfold`, `merge`, `split`: what a person decides, and no rule overrides."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cli.archive_option import archive_option, open_archive
from cli.console import console, shown
from cli.invocation import Invocation, pass_invocation
from cli.record_names import find_article, find_teaser
from storage.archive import Archive
from storage.comparison import Held, held
from storage.decisions import Decision, Verb, What, decided_already, named, read_decision
from storage.errors import Refused
from storage.timestamps import now

Command = Callable[..., Any]


def user_name() -> str | None:
    """Return who sits at this terminal, None where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


by_option: Callable[[Command], Command] = click.option(
    "--by",
    default=user_name,
    envvar="KABARCHY_USER",
    metavar="NAME",
    help="Who decides.  [default: your user]",
)


def decision_options(command: Command) -> Command:
    """Add the options that all decisions share."""
    note = click.option("--note", metavar="TEXT", help="Why, for those who read it later.")
    return pass_invocation(archive_option(note(by_option(command))))


as_option: Callable[[Command], Command] = click.option(
    "--as",
    "what",
    type=click.Choice(["text", "story"]),
    required=True,
    help="Whether they share one text, or report one event.",
)


@click.command("fold")
@click.argument("teaser", metavar="teaser:ID")
@click.argument("article", metavar="URL-OR-ID")
@decision_options
def fold(
    invocation: Invocation,
    teaser: str,
    article: str,
    by: str | None,
    note: str | None,
    archive_file: Path | None,
) -> None:
    """Say which article a teaser promised."""
    with open_archive(invocation, archive_file, read_only=False) as archive:
        left, right = find_teaser(archive, teaser), find_article(archive, article)
        _decide(archive, "fold", "teaser", left.id, right.id, by, note)


@click.command("unfold")
@click.argument("teaser", metavar="teaser:ID")
@click.argument("article", metavar="[URL-OR-ID]", required=False)
@decision_options
def unfold(
    invocation: Invocation,
    teaser: str,
    article: str | None,
    by: str | None,
    note: str | None,
    archive_file: Path | None,
) -> None:
    """Say that a teaser did not promise an article: this one, or the one that it was folded into.

    It may still be folded into another one. The same words on other pages of the outlet did not promise it either.
    """
    with open_archive(invocation, archive_file, read_only=False) as archive:
        left = find_teaser(archive, teaser)
        right = find_article(archive, article).id if article else left.article_id
        if right is None:
            raise Refused(f"teaser {left.id}: no article keeps it; name one to say that it never shall")
        _decide(archive, "unfold", "teaser", left.id, right, by, note)


@click.command("merge")
@click.argument("left", metavar="URL-OR-ID")
@click.argument("right", metavar="URL-OR-ID")
@as_option
@decision_options
def merge(invocation: Invocation, **values: Any) -> None:
    """Say that two articles share one text, or report one event."""
    _two_articles(invocation, "merge", **values)


@click.command("split")
@click.argument("left", metavar="URL-OR-ID")
@click.argument("right", metavar="URL-OR-ID")
@as_option
@decision_options
def split(invocation: Invocation, **values: Any) -> None:
    """Say that two articles do not share one text, or do not report one event."""
    _two_articles(invocation, "split", **values)


def _two_articles(
    invocation: Invocation,
    verb: Verb,
    left: str,
    right: str,
    what: What,
    by: str | None,
    note: str | None,
    archive_file: Path | None,
) -> None:
    with open_archive(invocation, archive_file, read_only=False) as archive:
        one, other = find_article(archive, left), find_article(archive, right)
        _decide(archive, verb, what, one.id, other.id, by, note)


def _decide(
    archive: Archive, verb: Verb, what: What, left: int, right: int, by: str | None, note: str | None
) -> None:
    """Keep a decision, unless the same stands already; say what is held of its records now."""
    with archive.transaction():
        known = decided_already(archive.sql, verb, what, left, right)
        decision = known or archive.decide(verb, what, left, right, now(), by, note)
    stands = f"stands already, by {known.decided_by or '?'} at {known.decided_at}" if known else "stands"
    console.print(f"Decision {decision.id} {shown(stands)}: {shown(sentence(decision))}.", soft_wrap=True)
    tell_held(archive, decision)
    console.print(f"[dim]Take it back: kabarchy decisions revoke {decision.id}[/dim]", soft_wrap=True)


def tell_held(archive: Archive, decision: Decision) -> None:
    """Say what is held, now, of the records that a decision is about."""
    left, right = named(archive.sql, decision)
    if left is None or right is None:
        console.print("Its records are not in this archive.")
        return
    if decision.what != "teaser" and left == right:
        console.print(f"Now: both are one article, #{left}.")
        return
    now_held = held(archive.sql, decision.what, left, right)
    if decision.what == "teaser":
        console.print(f"Now: {shown(_kept(archive, left, now_held))}", soft_wrap=True)
        return
    titles = " and ".join(f"#{one} {_title(archive, one)}" for one in (left, right))
    console.print(f"Now: {shown(_together(decision.what, now_held))}: {shown(titles)}", soft_wrap=True)
    for one in now_held.promised:
        console.print(f"#{one} was only promised so far: what you say counts as soon as its page is read.")


def _kept(archive: Archive, teaser_id: int, now_held: Held) -> str:
    (article_id,) = now_held.places
    if article_id is None:
        return f"teaser:{teaser_id} is open, no article keeps it."
    score = now_held.score or 0
    return f"#{article_id} keeps teaser:{teaser_id} ({now_held.found_by} {score:.2f}): {_title(archive, article_id)}"


def _together(what: What, now_held: Held) -> str:
    if what == "text":
        return f"one text ({now_held.found_by} {now_held.score:.2f})" if now_held.same else "two texts"
    if now_held.same:
        return f"one story, #{now_held.places[0]}"
    stories = " and ".join(f"story #{one}" if one else "no story" for one in now_held.places)
    return f"not one story ({stories})"


def _title(archive: Archive, article_id: int) -> str:
    row = archive.sql.execute("SELECT title FROM articles WHERE id = ?", (article_id,)).fetchone()
    return str(row[0]) if row and row[0] else "without a title"


def sentence(decision: Decision) -> str:
    """Return a decision in words, its records by their URLs."""
    if decision.what == "teaser":
        verb = "promised" if decision.verb == "fold" else "did not promise"
        return f"the teaser {verb} {decision.other}"
    are = "are" if decision.verb == "merge" else "are not"
    whole = "one text" if decision.what == "text" else "one story"
    return f"{decision.record} and {decision.other} {are} {whole}"


def revoke_in(archive: Archive, number: int, by: str | None) -> Decision:
    """Take a decision back.

    Raises:
        Refused: there is no such decision, or it was taken back before.
    """
    before = read_decision(archive.sql, number)
    if before is None:
        raise Refused(f"decision {number}: there is none; `kabarchy decisions` lists them")
    if not before.stands:
        who = before.revoked_by or "?"
        raise Refused(f"decision {number}: it was taken back already, by {who} at {before.revoked_at}")
    known = archive.revoke(number, now(), by)
    assert known
    return known
