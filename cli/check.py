"""`kabarchy check`: what today's rules make of a source or a page, for when a site has changed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.table import Table

from cli.archive_option import archive_option, archive_path
from cli.console import console, errors, json_text, plain, shown
from cli.crawl import chosen
from cli.exits import EXIT_FAILED, EXIT_NO
from cli.invocation import Invocation, pass_invocation
from desk.check import Check, judge, look, origin_of, spider_of, value_of
from desk.usual import Usual, usual
from scraper.examination import ListingFindings, PageFindings
from spiders.base import SourceSpider
from spiders.checking import Look, Looked
from storage.archive import Archive
from storage.records import Teaser
from storage.timestamps import to_text

LONGEST_VALUE = 100
"""Characters of a value that are shown."""
EXAMPLES = 2


@click.command("check")
@click.argument("what", metavar="SOURCE|URL")
@click.option(
    "--articles",
    type=click.IntRange(min=1, max=50),
    default=3,
    show_default=True,
    help="How many of a source's newest articles to look at.",
)
@click.option(
    "--replay",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Look at the pages of this WARC file, and touch no network. May be given more than once.",
)
@click.option("--json", "as_json", is_flag=True, help="For machines: a JSON object.")
@archive_option
@pass_invocation
def command(
    invocation: Invocation,
    what: str,
    articles: int,
    replay: tuple[Path, ...],
    as_json: bool,
    archive_file: Path | None,
) -> None:
    """Look at a source or a page as it is now, and say what today's rules make of it; nothing is kept.

    Of a source: its listings and feeds, then some of its newest articles. Of each page: every field, where
    it came from, which rules matched nothing, and what the generic reading would have said. What the source
    normally has is learned from the archive.

    Exit codes: 0 all is as usual; 1 a field that the source normally has is missing, a listing shows no
    article, or a page is none; 2 wrong usage; 3 nothing could be fetched.

    \b
    kabarchy check kg24
    kabarchy check https://24.kg/obschestvo/1_a/ --replay data/captures/kg24.warc.gz
    """
    spider = _spider(invocation, what)
    wanted = Look(urls=(what,) if _is_url(what) else (), articles=articles)
    with errors.status(f"Looking at {shown(what)} ..."):
        look(spider, wanted, replay, invocation.config_file)
    known = _usual(archive_path(invocation, archive_file), spider.name)
    check = judge(spider.name, wanted, known)
    if as_json:
        click.echo(json_text(_as_json(check, known)))
    else:
        _print(check, known)
    if not check.came:
        sys.exit(EXIT_FAILED)
    sys.exit(0 if check.is_good else EXIT_NO)


def _is_url(what: str) -> bool:
    return what.startswith(("http://", "https://"))


def _spider(invocation: Invocation, what: str) -> type[SourceSpider]:
    if not _is_url(what):
        return invocation.spider(chosen(invocation, [what], every_one=False)[0])
    return spider_of(what, [invocation.spider(name) for name in invocation.source_names()])


def _usual(path: Path, source: str) -> Usual:
    if not path.exists():
        return Usual()
    with Archive(path, create=False, read_only=True) as archive:
        return usual(archive, source)


# What a person reads


def _print(check: Check, known: Usual) -> None:
    for looked in check.seen:
        _heading(looked)
        if looked.error:
            colour = "red" if looked.is_captured else "dim"
            console.print(f"  [{colour}]{shown(looked.error)}[/{colour}]")
        elif looked.listing is not None:
            _listing(looked.listing)
        elif looked.page is not None:
            _page(looked, looked.page, check, known)
        console.print()
    _verdict(check, known)


def _heading(looked: Looked) -> None:
    what = (looked.kind or "article").capitalize()
    at = f" [dim]of {to_text(looked.at)}[/dim]" if looked.at else ""
    console.print(f"[bold]{what}[/bold]{at}")
    console.print(f"[dim]{shown(looked.url)}[/dim]", soft_wrap=True)


def _listing(listing: ListingFindings) -> None:
    colour = "green" if listing.teasers else "red"
    console.print(f"  [{colour}]{_count(listing.teasers)}[/{colour}]")
    if listing.unlike:
        console.print(
            f"  [yellow]article_url does not match {len(listing.unlike)} of the links that look like articles[/yellow]:"
        )
        for url in listing.unlike[:EXAMPLES]:
            console.print(f"    [dim]{shown(url)}[/dim]", soft_wrap=True)


def _count(teasers: Sequence[Teaser]) -> str:
    if not teasers:
        return "no teasers"
    facts = (
        ("title", sum(bool(one.title) for one in teasers)),
        ("link", sum(bool(one.url) for one in teasers)),
        ("date", sum(bool(one.published_at) for one in teasers)),
        ("picture", sum(bool(one.image_url) for one in teasers)),
        ("snippet", sum(bool(one.snippet) for one in teasers)),
        ("cut", sum(one.is_truncated for one in teasers)),
    )
    told = ", ".join(f"{name} {count}" for name, count in facts)
    return f"{len(teasers)} {'teaser' if len(teasers) == 1 else 'teasers'}: {told}"


def _page(looked: Looked, page: PageFindings, check: Check, known: Usual) -> None:
    if page.kind != "article":
        console.print(f"  [red]{shown(page.reason)}[/red]")
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bold", show_header=True)
    table.add_column("field", no_wrap=True)
    table.add_column("from", no_wrap=True)
    table.add_column("value", overflow="fold", ratio=1)
    for finding in page.fields:
        value = value_of(looked, finding.name)
        origin = (origin_of(looked, finding) or "").replace("_", " ")
        cell = shown(_short(finding.name, value)) if value else _absent(finding.name, check, known)
        table.add_row(finding.name, origin, cell)
        if finding.generic != finding.value:
            generic = shown(_short(finding.name, finding.generic)) if finding.generic else "nothing"
            told = (finding.generic_origin or "").replace("_", " ")
            table.add_row("", f"[dim]{told or '-'}[/dim]", f"[dim]without rules: {generic}[/dim]")
    console.print(table)
    kinds = Counter(teaser.kind.replace("_", " ") for teaser in page.teasers)
    for kind in kinds:
        console.print(
            f"{kind}: {_count([one for one in page.teasers if one.kind.replace('_', ' ') == kind])}"
        )
    _rules(page)


def _rules(page: PageFindings) -> None:
    if not page.rules:
        console.print("[dim]The source has no rules for its pages: they are read generically.[/dim]")
        return
    matched = len(page.rules) - len(page.unmatched)
    console.print(
        f"{matched} of {len(page.rules)} rules matched."
        " [dim]Where nothing else is said, the page says the same without rules.[/dim]"
    )
    for rule in page.unmatched:
        console.print(f"  [yellow]matched nothing:[/yellow] {rule.name}  [dim]{shown(rule.rule)}[/dim]")


def _absent(name: str, check: Check, known: Usual) -> str:
    share = known.share(name)
    usually = f" ({share:.0%} of its articles have it)" if share else ""
    return f"[red]missing{usually}[/red]" if name in check.missing else f"[dim]-{usually}[/dim]"


def _short(name: str, value: str | None) -> str:
    text = plain(value)
    if name == "text":
        count = f"{len(text):,} characters, {text.count(chr(10) * 2) + 1} paragraphs: "
        return count + _cut(" ".join(text.split()))
    return _cut(" ".join(text.split()))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE].rsplit(" ", 1)[0] + " …"


def _verdict(check: Check, known: Usual) -> None:
    is_told = len(check.seen) == 1 and check.seen[0].listing is None
    for fault in () if is_told else check.faults:
        console.print(f"[red]{shown(fault)}[/red]", soft_wrap=True)
    for name in check.missing:
        whose = "the source normally has" if known.share(name) else "an article normally has"
        console.print(f"[red]{name} is missing, which {whose}[/red]")
    measure = (
        f"measured by {known.articles} articles in the archive"
        if known.articles
        else "the archive knows no article of it"
    )
    verdict = "[green]all is as usual[/green]" if check.is_good else "[red]not as usual[/red]"
    console.print(f"[bold]{check.source}[/bold]: {verdict} [dim]({measure})[/dim]")


def _as_json(check: Check, known: Usual) -> dict[str, object]:
    """Return the check as JSON values."""
    return {
        "source": check.source,
        "is_good": check.is_good,
        "missing": check.missing,
        "faults": check.faults,
        "articles_known": known.articles,
        "seen": [_seen_as_json(looked) for looked in check.seen],
    }


def _seen_as_json(looked: Looked) -> dict[str, object]:
    page, listing = looked.page, looked.listing
    return {
        "url": looked.url,
        "kind": looked.kind or "article",
        "at": to_text(looked.at) if looked.at else None,
        "error": looked.error,
        "fields": {
            one.name: {
                **asdict(one),
                "value": value_of(looked, one.name),
                "origin": origin_of(looked, one),
            }
            for one in (page.fields if page else ())
        },
        "rules": [asdict(rule) for rule in (page.rules if page else ())],
        "teasers": len(page.teasers if page else listing.teasers if listing else ()),
        "unlike_article_url": list(listing.unlike) if listing else [],
        "reason": page.reason if page else None,
    }
