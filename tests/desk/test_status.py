"""The status tells the truth: what is red, what is usual, and which command shows more."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from desk.alarm_book import judge
from desk.status import as_dict, short_words, status
from storage.archive import Archive
from storage.leases import take
from storage.runs import RunCounts
from tests.desk.test_alarm_book import BISHKEK, START, Newsroom
from tests.desk.test_plans import ADAPTIVE

WATCHED = {"open_kg": replace(ADAPTIVE, every=timedelta(hours=2))}


def filled(path: Path) -> Newsroom:
    newsroom = Newsroom(Archive(path / "archive.db"))
    for hours in range(-360, 0, 9):
        newsroom.hours = hours
        newsroom.crawl()
    newsroom.hours = 0
    for _ in range(60):
        newsroom.crawl()
    return newsroom


def test_a_source_that_does_well_is_not_red(tmp_path: Path) -> None:
    newsroom = filled(tmp_path)
    at = START + timedelta(hours=60)
    found = status(newsroom.archive, WATCHED, at)
    (one,) = found.sources
    assert not found.is_red
    assert one.last_success and at - one.last_success == timedelta(minutes=59)
    assert one.today == 2 * (at.astimezone(BISHKEK).hour)
    assert one.signed.now == 1.0 and one.error_rate == 0
    assert one.silent is not None and one.silent < 0.5
    assert json.loads(json.dumps(as_dict(found)))["sources"][0]["source"] == "open_kg"


def test_an_open_alarm_is_red_and_names_the_command(tmp_path: Path) -> None:
    newsroom = filled(tmp_path)
    newsroom.crawl(stats={"offsite/filtered": 1, "downloader/response_status_count/302": 1}, new=0)
    judge(newsroom.archive, "open_kg", BISHKEK, START + timedelta(hours=61))
    found = status(newsroom.archive, WATCHED, START + timedelta(hours=61))
    assert found.is_red
    assert "another host" in found.sources[0].red[0]
    assert found.sources[0].more == "kabarchy alarms open_kg"


def test_one_failure_is_not_red_and_three_running_are(tmp_path: Path) -> None:
    newsroom = filled(tmp_path)
    for failures in (1, 2, 3):
        run_id = f"f{failures}"
        at = START + timedelta(hours=60, minutes=failures)
        newsroom.archive.start_run("open_kg", at, run_id=run_id)
        newsroom.archive.finish_run(run_id, at, "failed", "HTTP 500", RunCounts(), {})
        assert status(newsroom.archive, WATCHED, at).is_red == (failures == 3)


def test_sources_that_are_due_while_nobody_crawls_are_red(tmp_path: Path) -> None:
    newsroom = filled(tmp_path)
    late = START + timedelta(hours=64)
    found = status(newsroom.archive, WATCHED, late)
    assert found.red and "kabarchy run" in found.red[0]
    take(newsroom.archive.connection, "open_kg", "now", late)
    assert status(newsroom.archive, WATCHED, late).red == ()


def test_narrow_words() -> None:
    assert short_words(timedelta(minutes=200)) == "3h20m"
    assert short_words(timedelta(seconds=7)) == "7s"
