"""When each source is crawled next, and why then.

A plan follows from the archive, the configuration and the clock alone, so the scheduler and
`kabarchy schedule` say the same, and nothing about plans needs to be kept.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from apscheduler.triggers.cron import CronTrigger

from desk.rhythm import MEMORY, Instants, learn, plan
from desk.roster import Watched
from storage.archive import Archive
from storage.timestamps import from_text, to_text

FAILURES = ("failed", "crashed", "empty")
REVISIT_PATIENCE = timedelta(hours=1)
"""Pages that are due wait for the next crawl that the rhythm plans, but no longer than this."""
JITTER = 0.03
"""Share of a pause by which a crawl may be later, so that sources do not start together."""
JITTER_MOST = timedelta(seconds=60)
RUNS_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class LastRun:
    """The newest run of a source."""

    id: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """What the archive knows of a source that bears on its next crawl."""

    last: LastRun | None
    failures: int
    """How many runs in a row, up to the newest, have failed."""
    published: Instants
    first_due: datetime | None
    """When the first page of its frontier is due: an open promise, a retry or a revisit."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The next crawl of a source, and why then."""

    source: str
    at: datetime
    why: str
    after_run: str | None
    """The run on which it was planned: a newer one makes it void."""


def history(archive: Archive, source: str, at: datetime) -> History:
    """Read what bears on the next crawl of a source."""
    # In the order in which they were begun, which a clock that was set back does not change.
    runs = archive.sql.execute(
        "SELECT id, started_at, finished_at, outcome, coalesce(reason, '') FROM runs"
        " WHERE source = ? AND kind = 'crawl' ORDER BY rowid DESC LIMIT ?",
        (source, RUNS_LOOKED_AT),
    ).fetchall()
    outcomes = [run[3] for run in runs if run[3] != "running"]
    failures = next((i for i, outcome in enumerate(outcomes) if outcome not in FAILURES), len(outcomes))
    due = archive.sql.execute(
        "SELECT min(coalesce(next_check_at, first_seen_at)) FROM articles WHERE source = ?"
        " AND (state = 'teaser' OR (state = 'full' AND next_check_at IS NOT NULL))",
        (source,),
    ).fetchone()[0]
    return History(
        _last_run(runs[0]) if runs else None,
        failures,
        publications(archive, source, at),
        from_text(due) if due else None,
    )


def publications(archive: Archive, source: str, at: datetime) -> Instants:
    """Return when the articles of a source appeared, as far as it is known to the minute.

    Where only the day is known, the moment at which the article was first seen stands for it.
    """
    earliest = to_text(at - timedelta(seconds=MEMORY))
    rows = archive.sql.execute(
        "SELECT unixepoch(CASE WHEN published_precision IN ('minute', 'second') THEN published_at"
        " ELSE first_seen_at END) FROM articles WHERE source = ?1 AND published_at >= ?2 AND published_at <= ?3"
        " AND (published_precision IN ('minute', 'second') OR published_at >= date(first_seen_at, '-2 days'))",
        (source, earliest, to_text(at)),
    )
    return np.sort(np.array([row[0] for row in rows], dtype=np.float64))


def next_run(watched: Watched, past: History, now: datetime) -> Plan:
    """Return when a source is crawled next. What was missed is made up once, now."""
    if past.last is None:
        return Plan(watched.name, now, "never crawled yet", None)
    # A run that began in the future: the clock was set back since; count from now.
    began = min(past.last.started_at, now)
    at, why = _planned(watched, past, began)
    if at <= now:
        late = now - at
        if late > watched.bounds.longest:
            why = f"made up for what was missed: {why}"
        return Plan(watched.name, now, why, past.last.id)
    if not watched.cron:
        at += _jitter(watched.name, past.last.id, at - began)
    return Plan(watched.name, at, why, past.last.id)


def _planned(watched: Watched, past: History, began: datetime) -> tuple[datetime, str]:
    assert past.last is not None
    if watched.cron:
        fire = _fires_at(watched.cron, watched.zone, began)
        if fire is not None:
            return fire, f"cron line {watched.cron} in {watched.zone.key}"
        return began + watched.bounds.longest, f"cron line {watched.cron} never fires"
    if watched.every:
        return began + watched.every, f"every {words(watched.every)}, as configured"
    if past.failures:
        return _retry(watched, past, began)
    return _in_rhythm(watched, past, began)


def _fires_at(line: str, zone: ZoneInfo, after: datetime) -> datetime | None:
    """Return when a cron line fires next; None: never.

    When clocks go back an hour comes twice. A line that names its hours means the first of the two.
    """
    trigger = CronTrigger.from_crontab(line, timezone=zone)
    names_hours = not line.split()[1].startswith("*")
    while (fire := trigger.get_next_fire_time(None, after + timedelta(seconds=1))) is not None:
        after = fire.astimezone(UTC)
        if not (names_hours and after.astimezone(zone).fold):
            return after
    return None


def _retry(watched: Watched, past: History, began: datetime) -> tuple[datetime, str]:
    pause = min(watched.bounds.shortest * 2 ** min(past.failures, 20), watched.bounds.longest)
    times = "once" if past.failures == 1 else f"{past.failures} times running"
    return began + pause, f"tried again: it failed {times}"


def _in_rhythm(watched: Watched, past: History, began: datetime) -> tuple[datetime, str]:
    rhythm = learn(past.published, began, watched.zone)
    check = plan(rhythm, began, watched.bounds, past.published)
    usual = rhythm.rate_at(check.at)
    local = check.at.astimezone(watched.zone)
    why = f"{check.expected:.1f} articles expected by then; {local:%a %H} h usually brings {usual:.1f}"
    if not rhythm.articles:
        why = "its rhythm is not known yet"
    assert past.last is not None
    if past.first_due:
        patience = min(REVISIT_PATIENCE, watched.bounds.longest)
        revisit = max(past.first_due + patience, began + watched.bounds.shortest)
        if past.last.outcome == "stopped" and past.first_due <= began:
            return (
                began + watched.bounds.shortest,
                f"goes on: the last crawl ended early ({past.last.reason})",
            )
        if revisit < check.at:
            return revisit, "pages are due to be looked at again"
    return check.at, why


def _jitter(source: str, run_id: str, pause: timedelta) -> timedelta:
    """Return a delay that is the same for everyone who asks: it is drawn from the source and its last run."""
    digest = hashlib.blake2b(f"{source} {run_id}".encode(), digest_size=4).digest()
    share = int.from_bytes(digest, "big") / 2**32
    return min(max(pause, timedelta(0)) * JITTER, JITTER_MOST) * share


def _last_run(row: tuple[str, str, str | None, str, str]) -> LastRun:
    run_id, started, finished, outcome, reason = row
    return LastRun(run_id, from_text(started), from_text(finished) if finished else None, outcome, reason)


def words(pause: timedelta) -> str:
    """Return a pause in words: `25 s`, `40 min`, `3 h 20 min`, `2 d 4 h`."""
    seconds = round(pause.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"
