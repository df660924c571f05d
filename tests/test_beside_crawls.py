"""What an operator does by hand while the scheduler crawls: a crawl of the same source, a backup, a vacuum."""

from __future__ import annotations

import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.crawls import Crawl
from tests.loopback import Asked, Loopback, Reply, Route, newsroom, serving
from tests.test_scheduler import only_the_newsroom, running, until

ARTICLES = 40
WITHHELD = 15
"""Pages that the site answers only when what is done beside the crawl is done."""


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


@contextmanager
def crawling(crawl: Crawl) -> Iterator[tuple[Loopback, threading.Event]]:
    """The scheduler, in the middle of a crawl of a site that takes its time, and ends when it is told to."""
    may_end = threading.Event()
    with serving(newsroom(ARTICLES)) as site:
        for path, route in list(site.routes.items()):

            def late(_: Asked, route: Route = route) -> Reply:
                time.sleep(0.1)
                if len(site.asked) > ARTICLES - WITHHELD:
                    may_end.wait(25)
                assert isinstance(route, Reply)
                return route

            site.routes[path] = late
        only_the_newsroom(crawl, site.url, '[schedule]\nevery = "1h"\n')
        with running(crawl) as scheduler:
            until(lambda: len(site.asked) > 5, "a crawl", crawl)
            yield site, may_end
            scheduler.send_signal(signal.SIGINT)
            assert scheduler.wait(60) == 0


def has_ended(crawl: Crawl) -> bool:
    return bool(crawl.rows("SELECT count(*) FROM runs WHERE outcome = 'ok'")[0][0])


def test_a_crawl_by_hand_gives_way_to_the_scheduled_one(crawl: Crawl) -> None:
    with crawling(crawl) as (site, may_end):
        by_hand = crawl.kabarchy("crawl", "newsroom", "--quiet")
        assert not has_ended(crawl)
        may_end.set()
        until(lambda: has_ended(crawl), "the end of the scheduled crawl", crawl)
        asked = site.paths()
        again = crawl.kabarchy("crawl", "newsroom", "--quiet")
    assert by_hand.returncode == 3
    assert "is being crawled already" in by_hand.stderr
    assert len(asked) == len(set(asked))
    assert again.returncode == 0
    assert crawl.rows("SELECT outcome FROM runs") == [("ok",), ("ok",)]


def test_backup_and_vacuum_disturb_no_crawl(crawl: Crawl) -> None:
    with crawling(crawl) as (_, may_end):
        backup = crawl.kabarchy("db", "backup", "copy.db")
        vacuum = crawl.kabarchy("db", "vacuum")
        assert not has_ended(crawl)
        may_end.set()
        until(lambda: has_ended(crawl), "the end of the crawl", crawl)
    assert (backup.returncode, vacuum.returncode) == (0, 0), backup.stderr + vacuum.stderr
    with closing(sqlite3.connect(crawl.folder / "copy.db")) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT count(*) FROM v1_articles").fetchone()[0] > 0
    assert crawl.rows("SELECT state, count(*) FROM articles GROUP BY 1") == [("full", ARTICLES)]
    assert crawl.rows("SELECT errors FROM runs") == [(0,)]
    assert crawl.kabarchy("db", "check").returncode == 0
