"""What a person sees while the scheduler runs: one line a source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from desk.plans import Plan, words
from desk.roster import Watched
from storage.archive import Archive
from storage.timestamps import to_text

OUTCOME_STYLES = {"ok": "green", "stopped": "yellow", "running": "cyan"}


@dataclass(frozen=True, slots=True)
class Line:
    """One source since the scheduler was started: counts over all its runs, and how the newest one ended."""

    source: str
    outcome: str
    reason: str
    runs: int
    listing_pages: int
    new: int
    updated: int
    open_teasers: int
    errors: int


def lines(archive: Archive, since: datetime) -> dict[str, Line]:
    """Return a line for each source that was crawled since `since`."""
    open_teasers = dict(
        archive.sql.execute(
            "SELECT source, sum(open) FROM ("
            " SELECT source, count(*) AS open FROM articles WHERE state = 'teaser' GROUP BY source"
            " UNION ALL SELECT source, count(*) FROM teasers WHERE article_id IS NULL GROUP BY source"
            ") GROUP BY source"
        ).fetchall()
    )
    rows = archive.sql.execute(
        "SELECT source, outcome, coalesce(reason, ''), count(*), sum(listing_pages), sum(new_articles),"
        " sum(updated_articles), sum(errors), max(rowid) FROM runs WHERE started_at >= ? AND kind = 'crawl' GROUP BY source",
        (to_text(since),),
    )
    return {
        row[0]: Line(
            row[0], row[1], row[2], row[3], row[4], row[5], row[6], open_teasers.get(row[0], 0), row[7]
        )
        for row in rows
    }


def view(
    watched: Mapping[str, Watched],
    found: Mapping[str, Line],
    running: Collection[str],
    plans: Mapping[str, Plan],
    at: datetime,
    most: int = 1000,
) -> Table:
    """Return the table: what runs first, then what has news, then who comes next; at most `most` lines."""
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("source", no_wrap=True, min_width=12, max_width=22)
    for heading in ("runs", "lists", "new", "upd", "open", "err"):
        table.add_column(heading, justify="right", no_wrap=True, min_width=len(heading))
    table.add_column("now", no_wrap=True, overflow="ellipsis", ratio=1)

    def place(name: str) -> tuple[bool, datetime, str]:
        plan = plans.get(name)
        return name not in running, plan.at if plan else at, name

    names = sorted(watched, key=place)
    for name in names[:most]:
        line = found.get(name, Line(name, "", "", 0, 0, 0, 0, 0, 0))
        counts = (line.runs, line.listing_pages, line.new, line.updated, line.open_teasers, line.errors)
        table.add_row(name, *map(str, counts), _doing(name, line, running, plans, at))
    if len(names) > most:
        table.add_row(f"... {len(names) - most} more")
    return table


def _doing(name: str, line: Line, running: Collection[str], plans: Mapping[str, Plan], at: datetime) -> str:
    if name in running:
        return "[cyan]is being crawled[/cyan]"
    plan = plans.get(name)
    if plan is None:
        return ""
    later = f"again in {words(plan.at - at)}" if plan.at > at else "waits for its turn"
    if not line.outcome:
        return later
    style = OUTCOME_STYLES.get(line.outcome, "red")
    reason = "" if line.outcome == "ok" else f" ({escape(line.reason)})"
    return f"[{style}]{line.outcome}[/{style}], {later}{reason}"


def read_lines(path: Path, since: datetime) -> dict[str, Line]:
    """Open the archive for one look; return the lines."""
    with Archive(path) as archive:
        return lines(archive, since)


SEVERAL = 3
"""Sources that are tried before a network is missed: one alone may be down."""


def nothing_reachable(found: Mapping[str, Line], watched: Mapping[str, Watched], reason: str) -> bool:
    """Return whether several sources were tried, and none of them could be reached: there is no network."""
    tried = [line for line in found.values() if line.outcome not in ("", "running")]
    return len(tried) >= min(SEVERAL, len(watched)) > 0 and all(
        line.outcome == "failed" and line.reason == reason for line in tried
    )
