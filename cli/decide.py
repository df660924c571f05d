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
from storage.decisions import Decision, Verb, What
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
        _tell(archive.decide("fold", "teaser", left.id, right.id, now(), by, note))


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

    It may still be folded into another one.
    """
    with open_archive(invocation, archive_file, read_only=False) as archive:
        left = find_teaser(archive, teaser)
        right = find_article(archive, article).id if article else left.article_id
        if right is None:
            raise Refused(f"teaser {left.id}: no article keeps it; name one to say that it never shall")
        _tell(archive.decide("unfold", "teaser", left.id, right, now(), by, note))


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
        _tell(archive.decide(verb, what, one.id, other.id, now(), by, note))


def _tell(decision: Decision) -> None:
    console.print(
        f"Decision {decision.id} stands: {shown(sentence(decision))}.\n"
        f"[dim]Take it back: kabarchy decisions revoke {decision.id}[/dim]",
        soft_wrap=True,
    )


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
    known = archive.revoke(number, now(), by)
    if known is None:
        raise Refused(f"decision {number}: there is none; `kabarchy decisions` lists them")
    return known
