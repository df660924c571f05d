"""`kabarchy demo`: the whole job without the internet, over a small news world of our own making."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from cli.console import console, shown
from cli.exits import EXIT_FAILED
from desk.children import crawl_command
from scraper.demo import SOURCES, capture_file
from storage.archive import Archive
from storage.runs import new_run_id
from storage.timestamps import now

ARTICLE = "https://open.kg/en/news/local-news/70098-sneg-zakryl-dorogu-u-perevala-too-ashuu.html"


@click.command("demo")
@click.option(
    "--archive",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("data/demo.db"),
    show_default=True,
    help="The archive of the demonstration.",
)
def command(archive: Path) -> None:
    """Crawl a bundled capture of six sites, without the internet, and show what became of it.

    The real spiders, middlewares and pipelines run; every request is answered from the capture. A second
    run finds nothing new and changes nothing.
    """
    before = rows(archive)
    with console.status("Crawling six sites from the capture ..."):
        failed = [name for name, code in crawl_all(archive) if code != 0]
    with Archive(archive, create=False, read_only=True) as opened:
        show_sources(opened)
        show_folds(opened)
        show_promises(opened)
        show_texts(opened)
        show_stories(opened)
    after = rows(archive)
    if before is not None:
        same = before == after
        console.print(
            "Nothing new, nothing changed: the archive is as the last demo left it."
            if same
            else f"Changed: {before} → {after}"
        )
    show_next(archive)
    if failed:
        console.print(f"[red]These crawls did not end well: {', '.join(failed)}[/red]")
        sys.exit(EXIT_FAILED)


def crawl_all(archive: Path) -> Iterable[tuple[str, int]]:
    """Crawl every site of the capture, two at a time; yield each source with its exit code."""
    environment = {key: value for key, value in os.environ.items() if key != "KABARCHY_CONFIG"}
    environment |= {"KABARCHY_CONFIG": str(capture_file().with_name("demo.toml"))}
    waiting = list(SOURCES)
    while waiting:
        begun = []
        for name in waiting[:2]:
            command = crawl_command(
                name,
                new_run_id(name, now()),
                archive=str(archive.resolve()),
                replay=str(capture_file()),
                capture="no",
            )
            begun.append(
                (
                    name,
                    subprocess.Popen(
                        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                    ),
                )
            )
        waiting = waiting[2:]
        for name, child in begun:
            yield name, child.wait()


def rows(archive: Path) -> dict[str, int] | None:
    """Return how many articles, teasers, revisions and changes there are; None before the first demo."""
    if not archive.exists():
        return None
    with Archive(archive, create=False, read_only=True) as opened:
        tables = ("articles", "teasers", "revisions", "changes")
        return {table: opened.sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def show_sources(archive: Archive) -> None:
    """Print the articles by source and state."""
    counts: dict[str, dict[str, int]] = {}
    for source, state, count in archive.sql.execute(
        "SELECT source, state, count(*) FROM articles GROUP BY 1, 2"
    ):
        counts.setdefault(source, {})[state] = count
    table = Table(title="Articles", title_justify="left", box=None, pad_edge=False, header_style="bold")
    table.add_column("source")
    for state in ("full", "teaser", "gone"):
        table.add_column(state, justify="right")
    table.add_column("teasers", justify="right")
    table.add_column("open", justify="right")
    for source, states in sorted(counts.items()):
        shown_teasers, still_open = archive.sql.execute(
            "SELECT count(*), coalesce(sum(article_id IS NULL), 0) FROM teasers WHERE source = ?", (source,)
        ).fetchone()
        cells = [str(states.get(state, 0)) for state in ("full", "teaser", "gone")]
        table.add_row(source, *cells, str(shown_teasers), str(still_open))
    console.print(table)


def show_folds(archive: Archive) -> None:
    """Print three teasers that were folded into their articles, each by another rule where there are such."""
    console.print("\n[bold]Teasers folded into the articles that they promised[/bold]")
    folds: list[tuple[Any, ...]] = []
    for rule in ("title", "snippet", "alias", "url"):
        folds += archive.sql.execute(
            "SELECT t.matched_by, t.match_score, t.title, t.snippet, t.page_url, a.url FROM teasers t"
            " JOIN articles a ON a.id = t.article_id WHERE t.matched_by = ? AND t.kind = 'read_also' ORDER BY t.id LIMIT 1",
            (rule,),
        ).fetchall()
    for rule, score, title, snippet, page, article in folds[:3]:
        said = f"{title or ''} / {snippet or ''}".strip(" /")
        console.print(f"  [cyan]by {rule}[/cyan] ({score:.2f})  {shown(said[:90])}", soft_wrap=True)
        console.print(
            f"    shown on {shown(page)}\n    kept by  {shown(article)}", style="dim", soft_wrap=True
        )


def show_promises(archive: Archive) -> None:
    """Print the promises that no article has kept yet."""
    promises = archive.sql.execute(
        "SELECT id, coalesce(title, snippet) FROM teasers WHERE article_id IS NULL ORDER BY id"
    ).fetchall()
    console.print(f"\n[bold]Open promises[/bold]: {len(promises)} teasers whose article was not met yet")
    for number, title in promises[:5]:
        console.print(f"  [dim]teaser:{number}[/dim]  {shown(title[:64])}")
    console.print()


def show_texts(archive: Archive) -> None:
    """Print who printed whose text."""
    pairs = archive.sql.execute(
        "SELECT d.kind, d.score, f.source, f.url, t.source, t.url FROM duplicates d JOIN articles f ON f.id = d.first_id"
        " JOIN articles t ON t.id = iif(d.first_id = d.article_id, d.other_id, d.article_id) ORDER BY f.published_at, t.id"
    ).fetchall()
    if not pairs:
        return
    console.print("[bold]The same text elsewhere[/bold]")
    for kind, score, first, first_url, then, then_url in pairs[:3]:
        console.print(f"  [cyan]{kind}[/cyan] ({score:.2f})  {first}, then {then}", soft_wrap=True)
        console.print(f"    {shown(first_url)}\n    {shown(then_url)}", style="dim", soft_wrap=True)
    console.print()


def show_stories(archive: Archive) -> None:
    """Print the stories of the most outlets and languages, each report with what joined it."""
    stories = archive.sql.execute(
        "SELECT s.id, s.title, count(*) FROM stories s JOIN articles a ON a.story_id = s.id GROUP BY s.id"
        " ORDER BY count(DISTINCT a.source || a.language) DESC, s.id LIMIT 2"
    ).fetchall()
    if not stories:
        return
    console.print("[bold]Stories: the reports of one event, in any language[/bold]")
    for story, title, count in stories:
        console.print(f"  {shown(title)} [dim]({count} reports)[/dim]", soft_wrap=True)
        for source, language, joined_by, its_title in archive.sql.execute(
            "SELECT source, language, joined_by, title FROM articles WHERE story_id = ? ORDER BY published_at, id",
            (story,),
        ):
            told = f"    {source:<12} {language}  [cyan]{joined_by or '':<12}[/cyan] "
            console.print(f"{told}{shown(its_title[:48])}", style="dim", soft_wrap=True)
    console.print()


def show_next(archive: Path) -> None:
    """Print what to try next, one command a line, so that it can be copied."""
    program = Path(sys.argv[0]).parent / "kabarchy"
    kabarchy = os.path.relpath(program) if program.exists() else "kabarchy"
    with Archive(archive, create=False, read_only=True) as opened:
        article = opened.article(ARTICLE)
        pair = opened.sql.execute(
            "SELECT article_id, other_id FROM duplicates ORDER BY 1, 2 LIMIT 1"
        ).fetchone()
    left, right = pair or (1, 2)
    examples = (
        ("search in four languages", f"search --archive {archive} 'школ*'"),
        (
            "one article, its teasers, its history",
            f"show --archive {archive} {article['id'] if article else 1}",
        ),
        ("why two records are, or are not, the same", f"why --archive {archive} {left} {right}"),
        ("the same from any SQLite client", ""),
        ("a configuration of your own; then `make run` watches the real sites", "init"),
    )
    console.print("[bold]Try next[/bold]")
    for meaning, words in examples:
        line = (
            f"{kabarchy} {words}" if words else f"sqlite3 {archive} 'SELECT source, title FROM v1_articles'"
        )
        console.print(f"  [dim]# {shown(meaning)}[/dim]\n  {shown(line)}", soft_wrap=True)
