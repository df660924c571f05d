"""The book of alarms over a real archive: opens once, closes itself, can be accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desk.alarm_book import accept, all_alarms, judge, mark_told, neighbours_of, open_alarms, untold
from storage.archive import Archive
from storage.records import Article, Fetch, Source
from storage.runs import RunCounts, RunOutcome

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
BISHKEK = ZoneInfo("Asia/Bishkek")
WORDS = "word " * 200


class Newsroom:
    """Crawls every hour, each of two articles."""

    def __init__(self, archive: Archive, name: str = "open_kg") -> None:
        self.archive = archive
        self.name = name
        self.hours = 0
        archive.save_source(Source(name, name, "news", f"https://{name}.example/"))

    def crawl(
        self, authors: tuple[str, ...] = ("A. Author",), stats: dict[str, int] | None = None, new: int = 2
    ) -> None:
        at = START + timedelta(hours=self.hours)
        self.hours += 1
        run_id = f"{self.name} {self.hours}"
        self.archive.start_run(self.name, at, run_id=run_id)
        for number in range(new):
            url = f"https://{self.name}.example/{self.hours}-{number}"
            article = Article(
                self.name,
                url,
                f"Title {url}",
                f"{self.hours} {number} {WORDS}",
                published_at=at,
                published_precision="minute",
                authors=authors,
                language="ky",
            )
            self.archive.save_article(article, Fetch(url, at, run_id=run_id))
        counted = {
            "kabarchy/listing_pages": 1,
            "kabarchy/shown": 20,
            "downloader/response_status_count/200": 3,
        }
        outcome: RunOutcome = "failed" if stats else "ok"
        self.archive.finish_run(
            run_id, at + timedelta(minutes=1), outcome, "why", RunCounts(), stats or counted
        )

    def judge(self) -> tuple[list[str], list[str]]:
        at = START + timedelta(hours=self.hours - 1, minutes=2)
        judged = judge(self.archive, self.name, BISHKEK, at)
        return [one.title for one in judged.opened], [one.title for one in judged.closed]


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with Archive(tmp_path / "archive.db") as archive:
        one = Newsroom(archive)
        for _ in range(60):
            one.crawl()
        yield one


def test_a_missing_author_opens_one_alarm_that_closes_itself(newsroom: Newsroom) -> None:
    assert newsroom.judge() == ([], [])
    opened: list[str] = []
    for _ in range(4):
        newsroom.crawl(authors=())
        opened += newsroom.judge()[0]
    assert opened == ["field authors"]
    assert [alarm.title for alarm in open_alarms(newsroom.archive)] == ["field authors"]
    for _ in range(5):
        newsroom.crawl(authors=())
        assert newsroom.judge() == ([], [])
    newsroom.crawl()
    assert newsroom.judge() == ([], ["field authors"])
    assert open_alarms(newsroom.archive) == []
    assert len(all_alarms(newsroom.archive)) == 1


def test_the_broken_articles_do_not_become_usual_and_accepted_ones_do(newsroom: Newsroom) -> None:
    for _ in range(30):
        newsroom.crawl(authors=())
        newsroom.judge()
    (alarm,) = open_alarms(newsroom.archive)
    assert accept(newsroom.archive, alarm.id, START + timedelta(hours=newsroom.hours))
    newsroom.crawl(authors=())
    assert newsroom.judge() == ([], [])
    assert not accept(newsroom.archive, 999, START)


def test_robots_that_forbid_are_told_at_once_and_over_when_they_allow(newsroom: Newsroom) -> None:
    at = START + timedelta(hours=newsroom.hours)
    newsroom.archive.record_problem(
        "open_kg",
        "https://open.kg/",
        "listing not fetched",
        "Forbidden by robots.txt",
        at,
        f"open_kg {newsroom.hours + 1}",
    )
    newsroom.crawl(stats={"robotstxt/forbidden": 1, "downloader/response_status_count/200": 1}, new=0)
    assert newsroom.judge() == (["robots"], [])
    newsroom.crawl()
    assert newsroom.judge() == ([], ["robots"])


def test_silence_is_told_and_ends_with_the_next_article(newsroom: Newsroom) -> None:
    opened: list[str] = []
    for _ in range(60):
        newsroom.crawl()
        newsroom.hours += 5
    for _ in range(120):
        newsroom.crawl(new=0)
        newsroom.hours += 2
        opened += newsroom.judge()[0]
    assert opened == ["silence"]
    newsroom.crawl()
    assert newsroom.judge() == ([], ["silence"])


def test_how_silent_a_source_may_be_is_asked_of_the_others_too(newsroom: Newsroom) -> None:
    other = Newsroom(newsroom.archive, "kaktus")
    for _ in range(40):
        other.crawl()
        other.hours += 11
    at = START + timedelta(hours=other.hours)
    assert [one.published.size for one in neighbours_of(newsroom.archive, "open_kg", at)] == [80]
    assert [one.published.size for one in neighbours_of(newsroom.archive, "kaktus", at)] == [120]
    other.judge()
    for _ in range(120):
        other.crawl(new=0)
        other.hours += 2
        other.judge()
    at = START + timedelta(hours=other.hours)
    ((began, ended),) = next(neighbours_of(newsroom.archive, "open_kg", at)).blind
    assert began < ended


def test_a_second_time_without_pages_is_told_as_soon_as_the_first(newsroom: Newsroom) -> None:
    well = {"kabarchy/listing_pages": 1, "kabarchy/shown": 20, "kabarchy/read": 3}
    failing = {"kabarchy/listing_pages": 1, "kabarchy/shown": 20, "kabarchy/page_failures": 3}
    newsroom.crawl(stats=well)
    for crawls in (5, 2):
        told = []
        for _ in range(crawls):
            newsroom.crawl(stats=failing, new=0)
            told.append(newsroom.judge()[0])
        assert told[:2] == [[], ["no pages"]]
        newsroom.crawl(stats=well)
        assert newsroom.judge() == ([], ["no pages"])


def test_each_alarm_is_told_once(newsroom: Newsroom) -> None:
    newsroom.crawl(stats={"offsite/filtered": 1, "downloader/response_status_count/302": 1}, new=0)
    newsroom.judge()
    alarms = untold(newsroom.archive)
    assert [alarm.title for alarm in alarms] == ["redirect"]
    mark_told(newsroom.archive, alarms, START)
    assert untold(newsroom.archive) == []
