"""The walk into the past: nothing is missed and little asked twice, however often it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from desk.backfill import walking
from scraper.configuration import load
from spiders.catalogue import spider_classes
from storage.archive import Archive
from storage.backfills import backfill_of
from storage.leases import lease_of, take
from storage.timestamps import now
from tests.crawls import Crawl
from tests.loopback import Asked, Loopback, Reply, Route, made_articles, newsroom, serving
from tests.test_scheduler import only_the_newsroom, running

ARTICLES = 24
OFF = "[schedule]\nevery = '300d'\n"


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def started(crawl: Crawl, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cli", "backfill", "newsroom", *arguments],
        cwd=crawl.folder,
        env=crawl.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def walked(crawl: Crawl, *arguments: str, code: int = 0) -> str:
    process = started(crawl, *arguments)
    said, _ = process.communicate(timeout=120)
    log = crawl.folder / "logs" / "crawls" / "newsroom.log"
    assert process.returncode == code, said + (log.read_text() if log.exists() else "")
    return said


def had_its_crawl(crawl: Crawl) -> None:
    """The source was crawled a moment ago, so that nothing is due but the backfill."""
    with Archive(crawl.archive) as archive:
        archive.start_run("newsroom", now(), run_id="regular")


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def was_asked(site: Loopback, path: str) -> bool:
    return path in site.paths()


def slowly(site: Loopback) -> None:
    """Let every page take a moment, so that a kill finds the walk under way."""
    for path, route in list(site.routes.items()):

        def late(_: Asked, route: Route = route) -> Reply:
            time.sleep(0.03)
            assert isinstance(route, Reply)
            return route

        site.routes[path] = late


def test_kills_lose_nothing_and_deep_pages_are_not_walked_again(crawl: Crawl) -> None:
    with serving(newsroom(ARTICLES, on_a_page=3)) as site:
        slowly(site)
        crawl.configure(site.url, more=OFF)
        had_its_crawl(crawl)
        for pages in (3, 5):
            process = started(crawl, "--since", "2015-01-01")
            until(partial(was_asked, site, f"/news/page/{pages}/"))
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
            with Archive(crawl.archive) as archive:
                take_when_free(archive)
        said = walked(crawl)
        asked = Counter(site.paths())
    assert "walked back to 2015-01-01" in said
    assert crawl.rows("SELECT count(*) FROM articles WHERE state = 'full'") == [(ARTICLES,)]
    listings = {path: count for path, count in asked.items() if path == "/news/" or "/page/" in path}
    assert len(listings) == ARTICLES // 3
    # A kill costs one listing page at most; page 1 is never begun with again.
    assert listings["/news/"] == 1
    assert sum(listings.values()) <= ARTICLES // 3 + 2
    assert crawl.rows("SELECT count(*) FROM leases WHERE run_id <> 'test'") == [(0,)]


def take_when_free(archive: Archive) -> None:
    """Wait until the orphan of a killed backfill has ended: it dies with its parent."""

    def is_free() -> bool:
        lease = lease_of(archive.connection, "newsroom")
        return lease is None or not lease.is_live(now())

    until(is_free)


def test_it_ends_at_the_day_asked_for_and_goes_on_to_an_earlier_one(crawl: Crawl) -> None:
    articles = made_articles(ARTICLES)
    newer = [one for one in articles if one.published >= articles[8].published]
    with serving(newsroom(ARTICLES, on_a_page=3)) as site:
        crawl.configure(site.url, more=OFF)
        had_its_crawl(crawl)
        walked(crawl, "--since", f"{articles[8].published:%Y-%m-%dT%H:%M}")
        read = crawl.rows("SELECT count(*) FROM articles WHERE state = 'full'")[0][0]
        assert len(newer) <= read < ARTICLES
        assert "/news/page/6/" not in site.paths()
        site.asked.clear()
        walked(crawl, "--since", "2015-01-01")
        assert "/news/" not in site.paths()
    assert crawl.rows("SELECT count(*) FROM articles WHERE state = 'full'") == [(ARTICLES,)]
    assert crawl.rows("SELECT DISTINCT kind FROM runs WHERE id <> 'regular'") == [("backfill",)]


def test_day_archives_are_walked_back_over_days_without_news(crawl: Crawl) -> None:
    articles = made_articles(6)
    routes = newsroom(6)
    today = now()
    for back, one in enumerate(articles):
        day = today - timedelta(days=2 * back)
        routes[f"/archive/{day:%Y-%m-%d}"] = Reply(
            f'<html><body><main><h3><a href="{one.path}">{one.title}</a></h3></main></body></html>'.encode()
        )
    with serving(routes) as site:
        crawl.configure(
            site.url,
            more=OFF,
            listings=[f"{site.url}/archive/{{day}}"],
            timezone="UTC",
            article_url=r"/news/\d+-",
        )
        had_its_crawl(crawl)
        walked(crawl, "--since", f"{today - timedelta(days=12):%Y-%m-%d}")
        asked = [path for path in site.paths() if path.startswith("/archive/")]
    assert len(asked) == 13
    assert len(set(asked)) == 13
    assert crawl.rows("SELECT count(*) FROM articles WHERE state = 'full'") == [(6,)]


def test_sitemaps_are_walked_through_their_index(crawl: Crawl) -> None:
    routes = newsroom(12)
    articles = made_articles(12)
    xml = '<?xml version="1.0"?><{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{1}</{0}>'
    with serving(routes) as site:
        for part in (1, 2):
            entries = "".join(
                f"<url><loc>{site.url}{one.path}</loc></url>" for one in articles[part - 1 :: 2]
            )
            routes[f"/map{part}.xml"] = Reply(xml.format("urlset", entries).encode(), content_type="text/xml")
        index = "".join(f"<sitemap><loc>{site.url}/map{part}.xml</loc></sitemap>" for part in (1, 2))
        routes["/map.xml"] = Reply(xml.format("sitemapindex", index).encode(), content_type="text/xml")
        crawl.configure(site.url, more=OFF, listings=[], sitemaps=[f"{site.url}/map.xml"])
        had_its_crawl(crawl)
        walked(crawl, "--since", "2015-01-01")
    assert crawl.rows("SELECT count(*) FROM articles WHERE state = 'full'") == [(12,)]


def test_a_site_that_repeats_its_last_page_for_ever_is_left(crawl: Crawl) -> None:
    routes = newsroom(10, on_a_page=5)
    last = routes["/news/page/2/"]
    assert isinstance(last, Reply)

    def again(asked: Asked) -> Reply:
        number = int(asked.path.split("/")[3])
        forward = f'<div class="pages"><a rel="next" href="/news/page/{number + 1}/">next</a></div>'
        return Reply(last.body.replace(b"</main>", forward.encode() + b"</main>"))

    for number in range(2, 30):
        routes[f"/news/page/{number}/"] = again
    with serving(routes) as site:
        crawl.configure(site.url, more=OFF)
        had_its_crawl(crawl)
        walked(crawl, "--since", "2015-01-01")
        assert "/news/page/4/" not in site.paths()


def test_it_waits_while_the_source_is_crawled(crawl: Crawl) -> None:
    with serving(newsroom(5)) as site:
        crawl.configure(site.url, more=OFF)
        had_its_crawl(crawl)
        with Archive(crawl.archive) as archive:
            take(archive.connection, "newsroom", "test", now())
        process = started(crawl, "--since", "2015-01-01")
        assert process.stdout is not None
        assert "is being crawled" in process.stdout.readline()
        assert site.paths() == []
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Go on with: kabarchy backfill newsroom" in said
    with Archive(crawl.archive) as archive:
        found = backfill_of(archive.sql, "newsroom")
    assert found is not None
    assert not found.finished_at
    assert found.paused_at


def test_the_scheduler_goes_on_with_what_was_killed_and_leaves_what_a_person_stopped(crawl: Crawl) -> None:
    with serving(newsroom(ARTICLES, on_a_page=3)) as site:
        slowly(site)
        only_the_newsroom(crawl, site.url, OFF)
        had_its_crawl(crawl)
        process = started(crawl, "--since", "2015-01-01")
        until(partial(was_asked, site, "/news/page/3/"))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        assert "rests" in walked(crawl, "--pause")
        with running(crawl) as scheduler:
            time.sleep(4)
            scheduler.kill()
        with Archive(crawl.archive) as archive:
            take_when_free(archive)
            assert not is_finished(archive)
            with archive.transaction():
                archive.sql.execute("UPDATE backfills SET paused_at = NULL")
        site.asked.clear()
        with running(crawl) as scheduler:
            until(partial(was_asked, site, "/news/page/6/"))
            scheduler.kill()
            scheduler.wait()
        with Archive(crawl.archive) as archive:
            take_when_free(archive)
        with running(crawl), Archive(crawl.archive) as archive:
            until(partial(is_finished, archive))
    assert crawl.rows("SELECT count(*) FROM articles WHERE state = 'full'") == [(ARTICLES,)]
    assert "/news/" not in site.paths()


def is_finished(archive: Archive) -> bool:
    found = backfill_of(archive.sql, "newsroom")
    return found is not None and found.finished_at is not None


def test_while_one_process_walks_another_waits_and_then_goes_on(crawl: Crawl) -> None:
    with serving(newsroom(6)) as site:
        crawl.configure(site.url, more=OFF)
        had_its_crawl(crawl)
        with walking(load(crawl.folder / "kabarchy.toml", spider_classes()), "newsroom") as is_mine:
            assert is_mine
            process = started(crawl, "--since", "2015-01-01")
            assert process.stdout is not None
            assert "another process walks it" in process.stdout.readline()
            assert site.paths() == []
        said, _ = process.communicate(timeout=60)
    assert "walked back to 2015-01-01" in said


def test_without_a_day_or_with_nothing_to_walk_it_says_so(crawl: Crawl) -> None:
    with serving({}) as site:
        crawl.configure(site.url)
        assert "--since" in walked(crawl, code=2)
        crawl.configure(site.url, listings=[], feeds=[f"{site.url}/rss.xml"])
        assert "nothing to walk back in" in walked(crawl, "--since", "2015-01-01", code=2)
