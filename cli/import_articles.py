"""`kabarchy import`: articles of another collection are taken in, many at once."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO

import click
from rich.progress import Progress

from cli.archive_option import archive_option, archive_path
from cli.console import console, errors, shown
from cli.exits import EXIT_NO
from cli.invocation import Invocation, pass_invocation
from storage.archive import Archive
from storage.bulk import Intake
from storage.errors import Refused
from storage.json_lines import prepare_lines
from storage.records import Origin
from storage.timestamps import now

SHOWN = 20
"""Refusals that are printed; all are counted."""


@click.command("import")
@click.argument("file", type=click.File("rb"), metavar="FILE")
@archive_option
@pass_invocation
def command(invocation: Invocation, file: BinaryIO, archive_file: Path | None) -> None:
    """Take in the articles of FILE: a JSON object a line, with the columns of `v1_articles` as keys.

    `source`, `url` and `title` must be there; dates are ISO 8601 with a time zone, or days. A `language` that a line
    names is believed; where it names none, the text tells it. `-` reads the standard input. Each article is matched
    as if it had been crawled. What is taken in twice changes nothing, so an import that was killed is begun again.
    Exit code 1: some lines were refused.
    """
    outcomes: Counter[str] = Counter()
    with Archive(archive_path(invocation, archive_file)) as archive, Intake(archive) as intake:
        sources = _known_sources(invocation, archive)
        prepare = partial(prepare_lines, sources=sources, identify=language_of, at=now())
        with Progress(console=errors, transient=True) as bars:
            task = bars.add_task("Articles", total=None)
            lines = ((number, line) for number, line in zip(count(1), file) if line.strip())
            for batch in intake.take(lines, prepare):
                for saved in batch:
                    if isinstance(saved, Refused):
                        outcomes["refused"] += 1
                        if outcomes["refused"] <= SHOWN:
                            errors.print(f"[red]Refused:[/red] {shown(str(saved))}", soft_wrap=True)
                    else:
                        outcomes[saved.outcome] += 1
                bars.update(task, advance=len(batch))
    told = ", ".join(f"{outcome}: {number}" for outcome, number in outcomes.most_common())
    console.print(f"Taken in: {told or 'nothing'}.")
    if outcomes["refused"]:
        sys.exit(EXIT_NO)


def language_of(title: str, text: str, expected: Sequence[str]) -> tuple[str, Origin] | None:
    """Return the language of an article, and what told it, as crawls tell it.

    The process that prepares articles asks this. What it needs takes up to 90 MB: it is loaded with the first line
    that does not name its language, most of it with the first text that words do not tell.
    """
    from scraper.extraction.language import article_language

    return article_language(title, text, expected)


def _known_sources(invocation: Invocation, archive: Archive) -> dict[str, tuple[str, ...]]:
    """Make the sources of this installation known to the archive; return all that it knows, with their languages."""
    rows = archive.sql.execute("SELECT id, languages FROM sources")
    known = {name: tuple(json.loads(languages)) for name, languages in rows}
    for name in invocation.source_names():
        if name not in known:
            source = invocation.spider(name).source_record()
            archive.save_source(source)
            known[name] = source.languages
    return known
