"""How each source does, held against its own usual: one line a source, red where a person must act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from desk.alarm_book import Alarm, neighbours_of, open_alarms
from desk.alarms import silence
from desk.evidence import NOT_OF_BACKFILL
from desk.plans import FAILURES, Plan, history, next_run, words
from desk.roster import Watched
from storage.archive import Archive
from storage.leases import leases
from storage.timestamps import from_text, to_text

RUNS = 30
"""How many of the newest runs the error rate is taken from."""
RECENT = timedelta(days=1)
USUAL = timedelta(days=28)
OVERDUE = timedelta(minutes=15)
"""When crawls are so late and nobody crawls, the scheduler is not running."""
TRIES = 3
"""A source that fails once may be away for a moment; so many times running is for a person to look at."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of articles that have a field: of the last day, and of the weeks before it; None: no articles."""

    now: float | None
    usual: float | None


@dataclass(frozen=True, slots=True)
class Health:
    """How one source does."""

    source: str
    last_success: datetime | None
    silent: float | None
    """How long nothing new came, as a share of the longest silence that is still usual; None: not known yet."""
    today: int
    """Articles that appeared since midnight, in the source's own time."""
    usual_today: float | None
    """How many usually had by this hour of this weekday."""
    dated: Share
    signed: Share
    with_text: Share
    error_rate: float | None
    """Share of the newest runs that failed."""
    open_promises: int
    is_running: bool
    next_run: Plan
    red: tuple[str, ...]
    """What is wrong, in words; empty: nothing that a person must do."""
    more: str
    """The command that shows more."""


@dataclass(frozen=True, slots=True)
class Status:
    """How the whole desk does."""

    at: datetime
    sources: tuple[Health, ...]
    red: tuple[str, ...]

    @property
    def is_red(self) -> bool:
        """Whether a person must act somewhere."""
        return bool(self.red) or any(one.red for one in self.sources)


def status(archive: Archive, watched: dict[str, Watched], at: datetime) -> Status:
    """Look at every enabled source."""
    running = {lease.source for lease in leases(archive.connection) if lease.is_live(at)}
    alarms: dict[str, list[Alarm]] = {}
    for alarm in open_alarms(archive):
        alarms.setdefault(alarm.source, []).append(alarm)
    found = tuple(
        _health(archive, one, alarms.get(one.name, []), one.name in running, at) for one in watched.values()
    )
    late = [
        one for one in found if one.last_success and _lateness(archive, watched[one.source], at) > OVERDUE
    ]
    red: tuple[str, ...] = ()
    if late and not running:
        red = (f"{len(late)} sources are due and nobody crawls them: start `kabarchy run`",)
    return Status(at, found, red)


def _health(
    archive: Archive, watched: Watched, alarms: list[Alarm], is_running: bool, at: datetime
) -> Health:
    past = history(archive, watched.name, at)
    silent = silence(past.published, at, watched.zone, lambda: neighbours_of(archive, watched.name, at))
    midnight = at.astimezone(watched.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    outcomes = _outcomes(archive, watched.name)
    shares = _shares(archive, watched.name, at)
    red = [f"{alarm.title}: {alarm.detail}" for alarm in alarms]
    if past.failures >= TRIES and past.last and not any(alarm.kind == "unreachable" for alarm in alarms):
        red.append(f"its last {past.failures} crawls failed: {past.last.reason}")
    return Health(
        watched.name,
        _last_success(archive, watched.name),
        silent.expected / silent.allowed if silent else None,
        int((past.published >= midnight.timestamp()).sum()),
        _usual_by_now(past.published, midnight, at),
        *shares,
        sum(one in FAILURES for one in outcomes) / len(outcomes) if outcomes else None,
        _open_promises(archive, watched.name),
        is_running,
        next_run(watched, past, at),
        tuple(red),
        f"kabarchy alarms {watched.name}" if alarms else f"kabarchy runs {watched.name}",
    )


def _usual_by_now(published: np.ndarray, midnight: datetime, at: datetime) -> float | None:
    """Return the mean count by this hour on the same weekday of the four weeks before."""
    counts = []
    for week in range(1, 5):
        start, end = midnight - timedelta(weeks=week), at - timedelta(weeks=week)
        if len(published) and published[0] < start.timestamp():
            counts.append(int(((published >= start.timestamp()) & (published < end.timestamp())).sum()))
    return sum(counts) / len(counts) if counts else None


def _outcomes(archive: Archive, source: str) -> list[str]:
    rows = archive.sql.execute(
        "SELECT outcome FROM runs WHERE source = ? AND kind = 'crawl' AND outcome <> 'running' ORDER BY rowid DESC LIMIT ?",
        (source, RUNS),
    )
    return [row[0] for row in rows]


def _last_success(archive: Archive, source: str) -> datetime | None:
    row = archive.sql.execute(
        "SELECT finished_at FROM runs WHERE source = ? AND kind = 'crawl' AND outcome IN ('ok', 'stopped') ORDER BY rowid DESC LIMIT 1",
        (source,),
    ).fetchone()
    return from_text(row[0]) if row and row[0] else None


def _open_promises(archive: Archive, source: str) -> int:
    (count,) = archive.sql.execute(
        "SELECT (SELECT count(*) FROM articles WHERE source = ?1 AND state = 'teaser')"
        " + (SELECT count(*) FROM teasers WHERE source = ?1 AND article_id IS NULL)",
        (source,),
    ).fetchone()
    return int(count)


def _shares(archive: Archive, source: str, at: datetime) -> tuple[Share, Share, Share]:
    """Return the shares of articles with a date, an author and a text: of the last day and the weeks before."""
    recent, usual = (
        archive.sql.execute(
            "SELECT count(*), sum(published_at IS NOT NULL), sum(authors <> '[]'), sum(text IS NOT NULL AND text <> '')"
            " FROM articles AS a WHERE source = ? AND state IN ('full', 'gone') AND fetched_at >= ? AND fetched_at < ?"
            f" AND {NOT_OF_BACKFILL}",
            (source, to_text(since), to_text(until)),
        ).fetchone()
        for since, until in ((at - RECENT, at + RECENT), (at - USUAL, at - RECENT))
    )

    def share(place: int) -> Share:
        return Share(*((row[place] / row[0] if row[0] else None) for row in (recent, usual)))

    return share(1), share(2), share(3)


def _lateness(archive: Archive, watched: Watched, at: datetime) -> timedelta:
    """Return how long ago a crawl was due that has not begun."""
    past = history(archive, watched.name, at)
    if past.last is None:
        return timedelta(0)
    planned = next_run(watched, past, min(past.last.started_at, at))
    return at - planned.at


def as_dict(found: Status) -> dict[str, object]:
    """Return a status as JSON tells it."""
    return {
        "at": to_text(found.at),
        "is_red": found.is_red,
        "red": list(found.red),
        "sources": [_health_dict(one) for one in found.sources],
    }


def _health_dict(one: Health) -> dict[str, object]:
    return {
        "source": one.source,
        "last_success": to_text(one.last_success) if one.last_success else None,
        "silence": one.silent,
        "today": one.today,
        "usual_today": one.usual_today,
        "shares": {
            name: {"now": share.now, "usual": share.usual}
            for name, share in (("date", one.dated), ("author", one.signed), ("text", one.with_text))
        },
        "error_rate": one.error_rate,
        "open_promises": one.open_promises,
        "is_running": one.is_running,
        "next_run": to_text(one.next_run.at),
        "why": one.next_run.why,
        "red": list(one.red),
        "more": one.more,
    }


def short_words(pause: timedelta) -> str:
    """Return the first two units of a pause, for a narrow column: `3h20m`."""
    return (
        words(pause)
        .replace(" min", "m")
        .replace(" h", "h")
        .replace(" d", "d")
        .replace(" s", "s")
        .replace(" ", "")
    )
