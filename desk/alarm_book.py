"""The book of alarms: each opens once, stays open while it is so, and closes itself when it is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from desk.alarms import (
    ArticleFacts,
    CrawlFacts,
    Finding,
    Kind,
    Neighbour,
    is_over,
    newest_of,
    of_articles,
    of_crawls,
    of_second_looks,
    of_silence,
    silence,
)
from desk.evidence import articles_of, crawls_of
from desk.plans import publications
from storage.alarms import OF_CRAWLS, Stretch, is_under, under_alarm
from storage.archive import Archive
from storage.ids import next_id
from storage.timestamps import from_text, to_text

Facts = TypeVar("Facts", ArticleFacts, CrawlFacts)

NEIGHBOURS = 30
"""Other sources that are asked how long silences are."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm as it stands in the book."""

    id: int
    source: str
    kind: Kind
    field: str
    detail: str
    opened_at: datetime
    closed_at: datetime | None = None

    @property
    def title(self) -> str:
        """Return what it is about, in a word or two."""
        return f"{self.kind} {self.field}".strip()


@dataclass(frozen=True, slots=True)
class Judged:
    """What a look at a source changed in the book."""

    opened: tuple[Alarm, ...]
    closed: tuple[Alarm, ...]


def judge(archive: Archive, source: str, zone: ZoneInfo, at: datetime) -> Judged:
    """Look at a source after a crawl: open the alarms that are due, close those that are over."""
    crawls = crawls_of(archive, source)
    if not crawls:
        return Judged((), ())
    newest_crawl = crawls[-1]
    articles = articles_of(archive, source)
    newest = newest_of(articles)
    new = [one for one in newest if one.at >= newest_crawl.at]
    odd = under_alarm(archive.sql, source)
    blank = under_alarm(archive.sql, source, ("no articles", "no pages"))
    findings = [*of_crawls(crawls, blank), *of_second_looks(crawls, _usual(crawls, odd))]
    if new:
        findings += of_articles(newest, _usual(articles[: len(articles) - len(newest)], odd))
    elif newest_crawl.is_answered and not newest_crawl.forbidden:
        silent = silence(
            publications(archive, source, at), at, zone, lambda: neighbours_of(archive, source, at)
        )
        findings += of_silence(silent)
    began = newest[0].at if newest else newest_crawl.at
    with archive.transaction():
        closed = [
            _close(archive, alarm, at, newest_crawl.run_id)
            for alarm in open_alarms(archive, source)
            if is_over(alarm.kind, [one for one in findings if one.field == alarm.field], new, newest_crawl)
        ]
        opened = [
            alarm
            for one in findings
            if (alarm := _open(archive, source, one, at, newest_crawl.run_id, began)) is not None
        ]
    return Judged(tuple(opened), tuple(closed))


def neighbours_of(archive: Archive, source: str, at: datetime) -> Iterator[Neighbour]:
    """Return other sources of the archive, as far as they can tell how silent this one may be."""
    others = archive.sql.execute(
        "SELECT id FROM sources WHERE id <> ? ORDER BY id LIMIT ?", (source, NEIGHBOURS)
    ).fetchall()
    for (other,) in others:
        yield Neighbour(publications(archive, other, at), under_alarm(archive.sql, other, OF_CRAWLS))


def _usual(facts: Sequence[Facts], odd: Sequence[Stretch]) -> list[Facts]:
    return [one for one in facts if not is_under(one.at, odd)]


def _open(
    archive: Archive, source: str, finding: Finding, at: datetime, run_id: str, began: float
) -> Alarm | None:
    """Open an alarm; None: it is open already, and is only seen again."""
    row = archive.sql.execute(
        "UPDATE alarms SET last_seen_at = ?, detail = ? WHERE source = ? AND kind = ? AND field = ?"
        " AND closed_at IS NULL RETURNING id",
        (to_text(at), finding.detail, source, finding.kind, finding.field),
    ).fetchall()
    if row:
        return None
    cursor = archive.sql.execute(
        "INSERT INTO alarms (id, source, kind, field, detail, began_at, opened_at, opened_run, last_seen_at)"
        f" VALUES ({next_id('alarms')}, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', ?, 'unixepoch'), ?, ?, ?)",
        (
            source,
            finding.kind,
            finding.field,
            finding.detail,
            finding.since or began,
            to_text(at),
            run_id,
            to_text(at),
        ),
    )
    return Alarm(int(cursor.lastrowid or 0), source, finding.kind, finding.field, finding.detail, at)


def _close(archive: Archive, alarm: Alarm, at: datetime, run_id: str) -> Alarm:
    archive.sql.execute(
        "UPDATE alarms SET closed_at = ?, closed_run = ? WHERE id = ?", (to_text(at), run_id, alarm.id)
    )
    return Alarm(alarm.id, alarm.source, alarm.kind, alarm.field, alarm.detail, alarm.opened_at, at)


def accept(archive: Archive, alarm_id: int, at: datetime) -> bool:
    """Close an alarm because what it tells of is meant to be so: from now on it counts as usual."""
    with archive.transaction():
        cursor = archive.sql.execute(
            "UPDATE alarms SET accepted_at = ?1, closed_at = coalesce(closed_at, ?1) WHERE id = ?2",
            (to_text(at), alarm_id),
        )
    return cursor.rowcount == 1


def open_alarms(archive: Archive, source: str | None = None) -> list[Alarm]:
    """Return the open alarms of a source, or of all, the newest first."""
    return _alarms(archive, "closed_at IS NULL AND (?1 IS NULL OR source = ?1)", source)


def all_alarms(archive: Archive, source: str | None = None) -> list[Alarm]:
    """Return all alarms there ever were, the newest first."""
    return _alarms(archive, "(?1 IS NULL OR source = ?1)", source)


def untold(archive: Archive) -> list[Alarm]:
    """Return the alarms that no channel was told of yet, oldest first."""
    return _alarms(archive, "told_at IS NULL AND ?1 IS NULL", None)[::-1]


def mark_told(archive: Archive, alarms: Sequence[Alarm], at: datetime) -> None:
    """Note that channels were told of these alarms."""
    with archive.transaction():
        archive.sql.executemany(
            "UPDATE alarms SET told_at = ? WHERE id = ?", [(to_text(at), alarm.id) for alarm in alarms]
        )


def _alarms(archive: Archive, where: str, source: str | None) -> list[Alarm]:
    rows = archive.sql.execute(
        f"SELECT id, source, kind, field, detail, opened_at, closed_at FROM alarms WHERE {where}"
        " ORDER BY opened_at DESC, id DESC",
        (source,),
    ).fetchall()
    return [
        Alarm(
            row[0],
            row[1],
            cast(Kind, row[2]),
            row[3],
            row[4],
            from_text(row[5]),
            from_text(row[6]) if row[6] else None,
        )
        for row in rows
    ]
