"""A real spider walks a real site on loopback, in a child process, into a real archive."""

from __future__ import annotations

import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest

from scraper.warc import exchanges
from tests.crawls import Crawl
from tests.loopback import Asked, Loopback, Reply, made_articles, newsroom, serving


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def articles_asked(site: Loopback) -> list[str]:
    return [path for path in site.paths() if "-statja" in path]


def test_a_first_crawl_fills_the_archive_and_a_second_asks_for_nothing_twice(crawl: Crawl) -> None:
    with serving(newsroom(25)) as site:
        crawl.configure(site.url)
        first = crawl.run()
        assert first.returncode == 0, first.stderr
        assert crawl.rows("SELECT state, count(*) FROM articles GROUP BY 1") == [("full", 25)]
        assert sorted(articles_asked(site)) == sorted(one.path for one in made_articles(25))
        assert site.paths()[0] == "/robots.txt"
        assert {"kabarchy", "desk@newsroom.example"} <= set(
            site.asked[1]
            .headers["user-agent"]
            .lower()
            .replace("+", " ")
            .replace(")", " ")
            .replace("/", " ")
            .split()
        )
        run = crawl.last_run()
        assert (run["outcome"], run["listing_pages"], run["new_articles"], run["errors"]) == ("ok", 3, 25, 0)

        site.asked.clear()
        second = crawl.run()
        assert second.returncode == 0, second.stderr
        run = crawl.last_run()
        assert (run["outcome"], run["new_articles"], run["updated_articles"], run["new_teasers"]) == (
            "ok",
            0,
            0,
            0,
        )
        assert articles_asked(site) == []


def test_articles_are_fetched_before_deeper_listing_pages(crawl: Crawl) -> None:
    with serving(newsroom(20)) as site:
        crawl.configure(site.url)
        crawl.run()
        paths = site.paths()
        assert paths.index("/news/20-statja.html") < paths.index("/news/page/2/")


def test_a_walk_ends_at_the_first_page_without_anything_new(crawl: Crawl) -> None:
    old = newsroom(40)
    with serving(dict(old)) as site:
        crawl.configure(site.url)
        crawl.run()
        crawl.run()
        site.routes.update({"/news/": _with_news(old["/news/"])})
        site.routes["/news/999-statja.html"] = _renumbered(old["/news/40-statja.html"])
        site.asked.clear()
        crawl.run()
        assert "/news/999-statja.html" in site.paths()
        assert "/news/page/3/" not in site.paths()


def _with_news(listing: object) -> Reply:
    assert isinstance(listing, Reply)
    new = '<div class="item"><h3><a href="/news/999-statja.html">Совсем новая статья о городе и школе</a></h3></div>'
    return Reply(listing.body.decode().replace("<main>", f"<main>{new}").encode())


def _renumbered(page: object) -> Reply:
    assert isinstance(page, Reply)
    title = made_articles(40)[0].title
    return Reply(page.body.decode().replace(title, "Совсем новая статья о городе и школе").encode())


def test_listings_and_feeds_are_asked_conditionally(crawl: Crawl) -> None:
    with serving(newsroom(8)) as site:
        feed = site.routes["/rss.xml"]
        assert isinstance(feed, Reply)
        site.routes["/rss.xml"] = Reply(
            feed.body.replace(b"BASE", site.url.encode()), content_type=feed.content_type
        )
        crawl.configure(site.url, feeds=[f"{site.url}/rss.xml"])
        crawl.run()
        site.asked.clear()
        crawl.run()
        by_path = {one.path: one for one in site.asked}
        assert by_path["/news/"].headers.get("if-none-match")
        assert by_path["/rss.xml"].headers.get("if-none-match")
        run = crawl.last_run()
        assert (run["outcome"], run["listing_pages"]) == ("ok", 0)


def test_since_ends_the_walk_and_leaves_older_articles_out(crawl: Crawl) -> None:
    with serving(newsroom(60)) as site:
        crawl.configure(site.url)
        crawl.run(since="2026-11-01")
        wanted = {one.path for one in made_articles(60) if f"{one.published:%Y-%m-%d}" == "2026-11-01"}
        assert wanted <= set(articles_asked(site))
        assert "/news/page/6/" not in site.paths()


def test_limit_ends_the_crawl_early_and_the_next_one_goes_on(crawl: Crawl) -> None:
    with serving(newsroom(25)) as site:
        crawl.configure(site.url)
        assert crawl.run(limit=5).returncode == 0
        assert len(articles_asked(site)) == 5
        assert crawl.last_run()["outcome"] == "stopped"
        assert crawl.run().returncode == 0
        assert len(articles_asked(site)) == 25
        assert crawl.rows("SELECT count(*) FROM articles WHERE state = 'full'") == [(25,)]


def test_what_was_captured_replays_without_the_site(crawl: Crawl, tmp_path: Path) -> None:
    with serving(newsroom(8)) as site:
        crawl.configure(site.url)
        crawl.run(capture=tmp_path / "kept")
        files = sorted((tmp_path / "kept").iterdir())
        assert len([1 for file in files for _ in exchanges(file)]) == len(site.asked)
        file, offset = crawl.rows("SELECT capture_file, capture_offset FROM articles")[0]
        assert (tmp_path / "kept" / file).exists()
        assert offset > 0
        texts = crawl.rows("SELECT url, title, text FROM articles ORDER BY url")
        site.asked.clear()
        again = Crawl(tmp_path / "again")
        again.folder.mkdir()
        again.configure(site.url)
        done = again.run(replay=",".join(map(str, files)))
        assert done.returncode == 0, done.stderr
        assert not site.asked
        assert again.rows("SELECT url, title, text FROM articles ORDER BY url") == texts


def test_what_a_replay_does_not_hold_is_no_error_of_the_site(crawl: Crawl, tmp_path: Path) -> None:
    with serving(newsroom(8)) as site:
        crawl.configure(site.url)
        crawl.run(capture=tmp_path / "kept", limit=3)
        again = Crawl(tmp_path / "again")
        again.folder.mkdir()
        again.configure(site.url)
        done = again.run(replay=",".join(map(str, (tmp_path / "kept").iterdir())))
        assert done.returncode == 0, done.stderr
        assert again.rows("SELECT count(*) FROM articles WHERE attempts > 0 OR last_error IS NOT NULL") == [
            (0,)
        ]
        assert again.rows("SELECT what, detail FROM problems") == []
        assert "is not in the capture" in done.stderr


def test_pages_that_cannot_be_read_are_errors_of_their_articles_and_the_crawl_goes_on(crawl: Crawl) -> None:
    with serving(newsroom(8)) as site:
        site.routes["/news/3-statja.html"] = Reply(b"")
        site.routes["/news/4-statja.html"] = Reply(b"gone", status=500)
        site.routes["/news/5-statja.html"] = Reply(
            b"\x89PNG\r\n\x1a\n" + b"\x00" * 500, content_type="image/png"
        )
        del site.routes["/news/6-statja.html"]
        crawl.configure(site.url)
        done = crawl.run()
        assert done.returncode == 0, done.stderr
        failed = crawl.rows(
            "SELECT native_id, state, attempts, last_error FROM articles WHERE attempts > 0 ORDER BY 1"
        )
        assert [(row[0], row[1], row[2]) for row in failed] == [(str(n), "teaser", 1) for n in (3, 4, 5, 6)]
        assert "empty" in failed[0][3]
        assert failed[1][3] == "HTTP 500"
        assert failed[3][3] == "HTTP 404"
        assert crawl.rows("SELECT count(*) FROM articles WHERE state = 'full'") == [(4,)]


def test_a_page_that_went_bad_does_not_replace_a_good_article(crawl: Crawl) -> None:
    with serving(newsroom(4, paragraphs=8)) as site:
        crawl.configure(site.url)
        crawl.run()
        good = crawl.rows("SELECT native_id, text FROM articles ORDER BY 1")
        connection = sqlite3.connect(crawl.archive)
        with connection:
            connection.execute("UPDATE articles SET next_check_at = '2026-11-02T00:00:00Z'")
        connection.close()
        pages = {number: site.routes[f"/news/{number}-statja.html"] for number in (1, 2, 3)}
        assert isinstance(pages[2], Reply) and isinstance(pages[3], Reply)
        site.routes["/news/1-statja.html"] = Reply(
            "<html><head><title>404</title></head><body><h1>Страница не найдена</h1><p>Такой страницы нет</p></body></html>".encode()
        )
        texts = pages[2].body.decode().split("<p>")
        site.routes["/news/2-statja.html"] = Reply(
            "<p>".join(texts[:2]).encode() + b"</div></article></body></html>"
        )
        site.routes["/news/3-statja.html"] = Reply(
            pages[3].body.replace("№ 3".encode(), "№ 3, дополнено".encode())
        )
        done = crawl.run()
        assert done.returncode == 0, done.stderr
        assert crawl.rows("SELECT native_id, text FROM articles ORDER BY 1") == good
        assert crawl.rows("SELECT last_error FROM articles WHERE native_id = '1'")[0][0]
        assert "shrank" in crawl.rows("SELECT flag FROM articles WHERE native_id = '2'")[0][0]
        assert crawl.rows("SELECT title LIKE '%дополнено' FROM articles WHERE native_id = '3'") == [(1,)]
        run = crawl.last_run()
        assert (run["updated_articles"], run["unchanged_articles"]) == (1, 1)


def test_a_feed_that_is_no_feed_is_reported_by_source_and_url(crawl: Crawl) -> None:
    with serving(newsroom(5)) as site:
        site.routes["/rss.xml"] = Reply(b"<html><body>Please log in</body></html>")
        crawl.configure(site.url, feeds=[f"{site.url}/rss.xml"])
        crawl.run()
        problems = crawl.rows("SELECT source, url, what FROM problems")
        assert problems == [("newsroom", f"{site.url}/rss.xml", "not a feed")]


def test_a_site_that_cannot_be_reached_is_said_so(crawl: Crawl) -> None:
    with serving({}) as site:
        base = site.url
    crawl.configure(base)
    done = crawl.run()
    assert done.returncode == 1
    run = crawl.last_run()
    assert (run["outcome"], run["reason"]) == ("failed", "the site could not be reached")


def test_a_listing_that_shows_nothing_is_not_ok(crawl: Crawl) -> None:
    with serving({"/news/": Reply(b"<html><body><p>Soon</p></body></html>")}) as site:
        crawl.configure(site.url)
        assert crawl.run().returncode == 1
        assert crawl.last_run()["outcome"] == "empty"


def test_robots_are_obeyed_with_their_crawl_delay(crawl: Crawl) -> None:
    routes = newsroom(5)
    routes["/robots.txt"] = Reply(
        b"User-agent: *\nDisallow: /news/3-\nCrawl-delay: 0.4\n", content_type="text/plain"
    )
    with serving(routes) as site:
        crawl.configure(site.url)
        crawl.run(settings={"AUTOTHROTTLE_ENABLED": "True", "AUTOTHROTTLE_START_DELAY": "0"})
        assert "/news/3-statja.html" not in site.paths()
        later = site.asked[2:]
        assert len(later) >= 4
        assert all(b.at - a.at >= 0.35 for a, b in pairwise(later))
        assert crawl.rows("SELECT last_error FROM articles WHERE native_id = '3'") == [
            ("Forbidden by robots.txt",)
        ]


def test_a_pause_that_the_site_asks_for_is_kept(crawl: Crawl) -> None:
    routes = newsroom(4)
    page = routes["/news/4-statja.html"]
    asked: list[Asked] = []

    def busy(one: Asked) -> Reply:
        asked.append(one)
        assert isinstance(page, Reply)
        return Reply(b"busy", status=503, headers={"Retry-After": "1"}) if len(asked) == 1 else page

    routes["/news/4-statja.html"] = busy
    with serving(routes) as site:
        crawl.configure(site.url)
        crawl.run(settings={"RETRY_TIMES": "2"})
        after = [one.at for one in site.asked if one.at > asked[0].at]
        assert min(after) - asked[0].at >= 0.95
        assert crawl.rows("SELECT count(*) FROM articles WHERE state = 'full'") == [(4,)]


def test_a_pause_longer_than_a_crawl_can_wait_ends_it(crawl: Crawl) -> None:
    routes = newsroom(20)
    routes["/news/20-statja.html"] = Reply(b"busy", status=429, headers={"Retry-After": "3600"})
    with serving(routes) as site:
        crawl.configure(site.url)
        assert crawl.run().returncode == 0
        assert len(site.asked) < 8
        run = crawl.last_run()
        assert (run["outcome"], "longer pause" in run["reason"]) == ("stopped", True)


def test_captures_that_cannot_be_written_end_the_crawl_and_are_no_fault_of_the_site(
    crawl: Crawl, tmp_path: Path
) -> None:
    (tmp_path / "kept").write_text("a file, where a folder should be")
    with serving(newsroom(12)) as site:
        crawl.configure(site.url)
        assert crawl.run(capture=tmp_path / "kept").returncode == 1
        assert crawl.last_run()["reason"] == "captures could not be written"
        assert crawl.rows("SELECT count(*) FROM articles WHERE last_error IS NOT NULL") == [(0,)]


def test_a_private_address_is_refused(crawl: Crawl) -> None:
    with serving(newsroom(5)) as site:
        crawl.configure(site.url)
        for base in (site.url, site.url.replace("127.0.0.1", "localhost")):
            crawl.configure(base)
            done = crawl.run(settings={"KABARCHY_PRIVATE_ADDRESSES": "False"})
            assert done.returncode == 1
        assert site.asked == []
        assert {"not public", "not a public"} & {
            words
            for (detail,) in crawl.rows("SELECT detail FROM problems")
            for words in ("not public", "not a public")
            if words in detail
        }


def test_a_redirect_into_a_private_network_is_refused(crawl: Crawl) -> None:
    with serving(newsroom(5)) as inner, serving(newsroom(5)) as site:
        site.routes["/news/2-statja.html"] = Reply(status=302, headers={"Location": "file:///etc/passwd"})
        site.routes["/news/3-statja.html"] = Reply(
            status=302, headers={"Location": inner.url.replace("127.0.0.1", "127.0.0.2") + "/secret"}
        )
        crawl.configure(site.url)
        assert crawl.run().returncode == 0
        assert inner.asked == []
        assert crawl.rows("SELECT count(*) FROM articles WHERE state = 'full'") == [(3,)]


def test_an_unknown_source_or_argument_is_told(crawl: Crawl) -> None:
    crawl.configure("http://127.0.0.1:9")
    unknown = crawl.run("newsrom")
    assert unknown.returncode == 2
    assert "did you mean newsroom?" in unknown.stderr
    wrong = crawl.run(sinse="2026-01-01")
    assert wrong.returncode == 2
    assert "takes no argument 'sinse'" in wrong.stderr
