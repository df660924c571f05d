"""The status tells the truth: what is red, what is usual, and which command shows more."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from cli import main
from desk.alarm_book import judge
from desk.status import as_dict, short_words, status
from desk.usual import usual
from spiders.catalogue import spider_classes
from storage.archive import Archive
from storage.leases import take
from storage.records import Article, Fetch, Source
from storage.runs import RunCounts, RunOutcome
from storage.timestamps import now
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


def test_articles_that_a_backfill_fetched_are_no_part_of_what_is_usual(tmp_path: Path) -> None:
    newsroom = filled(tmp_path)
    at = START + timedelta(hours=60)
    newsroom.archive.start_run("open_kg", at, run_id="past", kind="backfill")
    for number in range(50):
        url = f"https://open.kg/past-{number}"
        old = Article("open_kg", url, f"Title {number}", f"Words {number}", language="ky")
        newsroom.archive.save_article(old, Fetch(url, at, run_id="past"))
    (one,) = status(newsroom.archive, WATCHED, at).sources
    assert (one.dated.now, one.signed.now) == (1.0, 1.0)
    assert usual(newsroom.archive, "open_kg").share("authors") == 1.0


def test_narrow_words() -> None:
    assert short_words(timedelta(minutes=200)) == "3h20m"
    assert short_words(timedelta(seconds=7)) == "7s"


def test_the_screen_is_red_with_the_command_that_shows_more_and_the_exit_code_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    off = "".join(f"[sources.{name}]\nenabled = false\n" for name in spider_classes() if name != "open_kg")
    (tmp_path / "kabarchy.toml").write_text(
        f'archive = "archive.db"\ncontact = "desk@newsroom.example"\n[sources.open_kg]\nevery = "2h"\n{off}',
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    archive = Archive(tmp_path / "archive.db")
    archive.save_source(Source("open_kg", "Open.kg", "news", "https://open.kg/"))

    def ended(outcome: RunOutcome, minutes: int) -> None:
        at = now() - timedelta(minutes=minutes)
        archive.start_run("open_kg", at, run_id=f"r{minutes}")
        archive.finish_run(f"r{minutes}", at, outcome, "HTTP 500", RunCounts(), {})

    def told() -> tuple[int, str]:
        with pytest.raises(SystemExit) as end:
            main(["status"])
        return int(end.value.code or 0), capsys.readouterr().out

    ended("ok", 9)
    code, words = told()
    assert code == 0
    assert "Nothing needs you" in words
    for minutes in (8, 7, 6):
        ended("failed", minutes)
    code, words = told()
    assert code == 1
    assert "its last 3 crawls failed: HTTP 500" in words
    assert "kabarchy runs open_kg" in words
    assert max(map(len, words.splitlines())) <= 80
    archive.close()
