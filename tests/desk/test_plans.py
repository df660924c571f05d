"""Plans: what the operator set wins, the rhythm comes next, what was missed is made up once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.plans import JITTER_MOST, History, LastRun, history, next_run, words
from desk.rhythm import Bounds
from desk.roster import Watched
from storage.archive import Archive
from storage.records import Article, Fetch, Source
from storage.runs import RunCounts

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
BOUNDS = Bounds(timedelta(minutes=5), timedelta(hours=12))
ADAPTIVE = Watched(
    name="open_kg",
    title="Open.kg",
    host="open.kg",
    zone=ZoneInfo("Asia/Bishkek"),
    bounds=BOUNDS,
    every=None,
    cron=None,
    time_budget=timedelta(minutes=30),
    memory_budget=1024,
    delay=1.0,
)
EVERY_HOUR = replace(ADAPTIVE, every=timedelta(hours=1))


def past(
    began: datetime, outcome: str = "ok", failures: int = 0, first_due: datetime | None = None
) -> History:
    return History(LastRun("r1", began, began, outcome, "why"), failures, np.array([]), first_due)


def test_a_source_that_was_never_crawled_is_crawled_at_once() -> None:
    plan = next_run(ADAPTIVE, History(None, 0, np.array([]), None), NOON)
    assert plan.at == NOON
    assert "never" in plan.why


def test_a_fixed_interval_wins_over_the_rhythm() -> None:
    plan = next_run(EVERY_HOUR, past(NOON - timedelta(minutes=20)), NOON)
    assert timedelta(minutes=40) <= plan.at - NOON <= timedelta(minutes=40) + JITTER_MOST
    assert "every 1 h" in plan.why


def test_a_cron_line_is_read_in_the_sources_own_time() -> None:
    bishkek = replace(ADAPTIVE, cron="30 9 * * *")
    plan = next_run(bishkek, past(NOON), NOON)
    assert plan.at == datetime(2026, 3, 5, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize("missed", [timedelta(hours=2), timedelta(days=3), timedelta(days=400)])
@pytest.mark.parametrize("watched", [EVERY_HOUR, replace(ADAPTIVE, cron="*/30 * * * *"), ADAPTIVE])
def test_what_was_missed_is_made_up_once(watched: Watched, missed: timedelta) -> None:
    asleep = past(NOON - missed - timedelta(hours=12))
    assert next_run(watched, asleep, NOON).at == NOON
    assert next_run(watched, past(NOON), NOON).at > NOON


@pytest.mark.parametrize("watched", [EVERY_HOUR, replace(ADAPTIVE, cron="0 * * * *"), ADAPTIVE])
def test_a_clock_set_back_a_day_stops_nothing_for_a_day(watched: Watched) -> None:
    plan = next_run(watched, past(NOON + timedelta(days=1)), NOON)
    assert NOON < plan.at <= NOON + BOUNDS.longest + JITTER_MOST


def test_clocks_that_change_move_a_cron_line_with_them_and_skip_no_day() -> None:
    berlin = replace(ADAPTIVE, zone=ZoneInfo("Europe/Berlin"), cron="30 2 * * *")
    at, days = datetime(2026, 3, 27, 12, tzinfo=UTC), []
    for _ in range(4):
        at = next_run(berlin, past(at), at).at
        days.append(at.astimezone(ZoneInfo("Europe/Berlin")).date().day)
    assert days == [28, 29, 30, 31]


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


# The last changes of clocks: in Istanbul back at 4:00 on 8 November 2015 and forward at 3:00 on 27 March 2016; in
# Bishkek back at 2:30 on 31 October 2004 and forward at 2:30 on 27 March 2005.
CHANGES = [
    ("Europe/Istanbul", "30 3 * * *", date(2015, 11, 8), 1),
    ("Europe/Istanbul", "30 3 * * *", date(2016, 3, 27), 1),
    ("Asia/Bishkek", "45 2 * * *", date(2005, 3, 27), 1),
    ("Asia/Bishkek", "45 1 * * *", date(2004, 10, 31), 1),
    ("Europe/Istanbul", "0 */6 * * *", date(2015, 11, 8), 4),
    ("Asia/Bishkek", "0 */6 * * *", date(2005, 3, 27), 4),
]


@pytest.mark.parametrize(("zone", "cron", "day", "runs"), CHANGES)
def test_an_hour_that_is_missing_or_comes_twice_is_crawled_in_once(
    zone: str, cron: str, day: date, runs: int
) -> None:
    watched = replace(ADAPTIVE, zone=ZoneInfo(zone), cron=cron)
    at, days = midnight(day) - timedelta(days=2), []
    for _ in range(5 * runs + 5):
        at = next_run(watched, past(at), at).at
        days.append(at.astimezone(ZoneInfo(zone)).date())
    assert [days.count(day + timedelta(days=add)) for add in (-1, 0, 1)] == [runs] * 3


def test_a_line_for_every_hour_goes_on_through_an_hour_that_comes_twice() -> None:
    istanbul = ZoneInfo("Europe/Istanbul")
    watched = replace(ADAPTIVE, zone=istanbul, cron="30 * * * *")
    first = datetime(2015, 11, 8, 3, 30, tzinfo=istanbul).astimezone(UTC)
    assert next_run(watched, past(first), first).at - first == timedelta(hours=1)


@pytest.mark.parametrize(("zone", "cron", "day", "_"), CHANGES)
def test_the_change_of_clocks_is_slept_over_and_made_up_once(zone: str, cron: str, day: date, _: int) -> None:
    watched = replace(ADAPTIVE, zone=ZoneInfo(zone), cron=cron)
    asleep, awake = midnight(day) - timedelta(days=1), midnight(day) + timedelta(days=2)
    assert next_run(watched, past(asleep), awake).at == awake
    assert next_run(watched, past(awake), awake).at > awake


def test_a_failing_source_is_tried_again_after_growing_pauses() -> None:
    pauses = [
        next_run(ADAPTIVE, past(NOON, "failed", failures), NOON).at - NOON for failures in (1, 2, 3, 9, 50)
    ]
    assert pauses == sorted(pauses)
    assert pauses[0] < timedelta(minutes=12)
    assert pauses[-1] <= BOUNDS.longest + JITTER_MOST


def test_pages_that_are_due_pull_a_distant_crawl_nearer() -> None:
    quiet = replace(ADAPTIVE, bounds=Bounds(timedelta(hours=10), timedelta(hours=12)))
    alone = next_run(quiet, past(NOON), NOON).at
    slow = replace(ADAPTIVE, bounds=Bounds(timedelta(minutes=5), timedelta(hours=12)))
    due = next_run(slow, replace(past(NOON), published=np.array([])), NOON).at
    pulled = next_run(slow, past(NOON, first_due=NOON - timedelta(minutes=55)), NOON)
    assert alone > due > pulled.at
    assert "due" in pulled.why


def test_a_crawl_that_ended_early_goes_on_soon() -> None:
    plan = next_run(ADAPTIVE, past(NOON, "stopped", first_due=NOON - timedelta(hours=1)), NOON)
    assert plan.at - NOON < BOUNDS.shortest * 1.1
    assert "goes on" in plan.why


def test_the_jitter_is_the_same_for_whoever_asks_and_differs_between_sources() -> None:
    plans = {next_run(replace(EVERY_HOUR, name=f"s{n}"), past(NOON), NOON).at for n in range(30)}
    assert len(plans) > 20
    assert next_run(EVERY_HOUR, past(NOON), NOON) == next_run(EVERY_HOUR, past(NOON), NOON)


@given(st.integers(min_value=0, max_value=10**7))
def test_pauses_are_told_in_words(seconds: int) -> None:
    said = words(timedelta(seconds=seconds))
    assert said.split()[0].isdigit()
    assert "60 min" not in said and "24 h" not in said


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive.db") as one:
        one.save_source(Source("open_kg", "Open.kg", "news", "https://open.kg/"))
        yield one


def save(archive: Archive, number: int, published: datetime, precision: str, seen: datetime) -> None:
    article = Article(
        "open_kg",
        f"https://open.kg/{number}",
        f"Title {number}",
        "Text of it. " * 20,
        published_at=published,
        published_precision=precision,  # type: ignore[arg-type]
    )
    archive.save_article(article, Fetch(article.url, seen))


def test_history_tells_runs_in_the_order_in_which_they_began_whatever_the_clock_said(
    archive: Archive,
) -> None:
    for run_id, began, outcome in (
        ("a", NOON, "ok"),
        ("b", NOON + timedelta(days=1), "failed"),
        ("c", NOON - timedelta(days=1), "failed"),
    ):
        archive.start_run("open_kg", began, run_id=run_id)
        archive.finish_run(run_id, began, outcome, "why", RunCounts(), {})  # type: ignore[arg-type]
    found = history(archive, "open_kg", NOON)
    assert found.last and found.last.id == "c"
    assert found.failures == 2


def test_a_day_without_a_time_is_not_taken_for_midnight(archive: Archive) -> None:
    seen = NOON + timedelta(minutes=7)
    save(archive, 1, NOON, "minute", seen)
    save(archive, 2, NOON.replace(hour=0), "day", seen)
    save(archive, 3, datetime(2026, 1, 5, tzinfo=UTC), "day", seen)
    published = history(archive, "open_kg", seen).published
    assert published.tolist() == [NOON.timestamp(), seen.timestamp()]
