"""`kabarchy why`: why two records are, or are not, the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.padding import Padding
from rich.table import Table

from cli.archive_option import archive_option, open_archive
from cli.console import console, json_text, shown
from cli.exits import EXIT_NO
from cli.invocation import Invocation, pass_invocation
from cli.record_names import find_record
from storage.comparison import Answer, Comparison, Record, compare
from storage.matching.explanation import Reason

YES = {
    "fold": "The teaser is folded into the article",
    "text": "One text",
    "story": "One story",
}
WIDTHS = (36, 20)
"""Columns that a rule and what it saw may take."""
NO = {
    "fold": "The teaser is not folded into the article",
    "text": "Not one text",
    "story": "Not one story",
}


@click.command("why")
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@click.option("--as", "question", type=click.Choice(["text", "story"]), help="Ask only this of two articles.")
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON object.")
@archive_option
@pass_invocation
def command(
    invocation: Invocation,
    left: str,
    right: str,
    question: str | None,
    as_json: bool,
    archive_file: Path | None,
) -> None:
    """Explain why A and B are, or are not, the same: each rule, what it saw, and its threshold.

    A and B: the number or a URL of an article, or teaser:ID. Exit code 1: they are not the same.
    """
    with open_archive(invocation, archive_file) as archive, archive.connection.explained():
        found = compare(archive.sql, find_record(archive, left), find_record(archive, right))
    answers = [answer for answer in found.answers if question in (None, answer.question)]
    found = Comparison(found.left, found.right, tuple(answers))
    if as_json:
        click.echo(json_text({**asdict(found), "same": found.same}))
    else:
        _print(found)
    if not found.same:
        raise SystemExit(EXIT_NO)


def _print(found: Comparison) -> None:
    for letter, record in (("A", found.left), ("B", found.right)):
        console.print(f"[bold]{letter}[/bold]  {shown(record.title or 'Without a title')}")
        console.print(f"   [dim]{shown(_facts(record))}[/dim]")
        if record.url:
            console.print(f"   [dim]{shown(record.url)}[/dim]", soft_wrap=True)
    for answer in found.answers:
        console.print()
        console.print(_verdict(answer, two_teasers=found.left.kind == found.right.kind == "teaser"))
        if answer.decision:
            _print_decision(answer)
        if answer.reasons:
            _reasons(answer.reasons)
        if answer.is_outdated:
            console.print(
                "[yellow]By today's rules and weights of words it would be otherwise:[/yellow] `kabarchy rematch` matches"
                " everything anew."
            )


def _facts(record: Record) -> str:
    name = f"teaser:{record.id}" if record.kind == "teaser" else f"#{record.id}"
    return " · ".join(filter(None, (name, record.source, record.published_on)))


def _verdict(answer: Answer, *, two_teasers: bool) -> str:
    if two_teasers:
        return (
            "[green]Folded into one article.[/green]"
            if answer.same
            else "[red]Not folded into one article.[/red]"
        )
    style, words = ("green", YES) if answer.same else ("red", NO)
    score = "" if answer.score is None else f" ({answer.score:.2f})"
    rule = f": {shown(answer.found_by)}{score}" if answer.found_by else "."
    return f"[{style}]{words[answer.question]}[/{style}]{rule}"


def _print_decision(answer: Answer) -> None:
    one = answer.decision
    assert one
    note = f": {one.note}" if one.note else ""
    console.print(
        f"A person decided so: {one.verb}, {one.decided_at} by {shown(one.decided_by or '?')}{shown(note)}"
        f" (decision {one.id})"
    )


def _reasons(reasons: Sequence[Reason]) -> None:
    """Print one line a rule, its note below it in full width."""
    cells = [(one.rule, _number(one.value), _number(one.threshold)) for one in reasons]
    widths = [
        min(limit, max(len(cell) for cell in column))
        for limit, *column in zip(WIDTHS, ("rule", "saw"), *(line[:2] for line in cells), strict=True)
    ]
    console.print(_line("", "[bold]rule[/bold]", "[bold]saw[/bold]", "[bold]threshold[/bold]", widths))
    for one, (rule, value, threshold) in zip(reasons, cells, strict=True):
        sign = "[green]✓[/green]" if one.holds else "[red]✗[/red]"
        console.print(_line(sign, shown(rule), shown(value), shown(threshold), widths))
        if one.note:
            console.print(Padding(f"[dim]{shown(one.note)}[/dim]", (0, 0, 0, 4)))


def _line(sign: str, rule: str, value: str, threshold: str, widths: Sequence[int]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=1)
    table.add_column(width=widths[0], overflow="fold")
    table.add_column(width=widths[1], overflow="fold")
    table.add_column(overflow="fold")
    table.add_row(sign, rule, value, threshold)
    return table


def _number(value: str | float | None) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return "" if value is None else str(value)
