"""Captured pages are read again with today's rules; the archive changes only when it is told to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scraper.extraction.profile import Layout, SourceProfile
from scraper.warc import Exchange, UnreadableCapture
from spiders.reextract import Reextraction, reextract
from storage.archive import Archive
from storage.records import Source
from storage.retention import Retention, retire
from storage.timestamps import now
from tests.crawls import Crawl
from tests.loopback import Reply, newsroom, packed, serving

PROFILE = SourceProfile(
    Source("newsroom", "newsroom", "news", "http://127.0.0.1/", languages=("ru",), timezone="Asia/Bishkek")
)


@pytest.fixture
def crawled(tmp_path: Path) -> Crawl:
    crawl = Crawl(tmp_path)
    routes = newsroom(4)
    page = routes["/news/2-statja.html"]
    assert isinstance(page, Reply)
    routes["/news/2-statja.html"] = packed(page)
    with serving(routes) as site:
        crawl.configure(site.url)
        done = crawl.run()
        assert done.returncode == 0, done.stderr
    return crawl


def read_again(crawl: Crawl, profile: SourceProfile, write: bool = False) -> Reextraction:
    with Archive(crawl.archive) as archive:
        return reextract(archive, crawl.folder / "captures", {"newsroom": profile}, write=write)


def test_equal_rules_change_nothing(crawled: Crawl) -> None:
    result = read_again(crawled, _profile(crawled))
    assert (result.read, result.changed, result.failed) == (4, 0, [])


def test_a_better_rule_is_reported_and_kept_only_when_written(crawled: Crawl) -> None:
    better = replace(_profile(crawled), layouts=(Layout(section="h4"),))
    before = crawled.rows("SELECT section FROM articles ORDER BY url")
    tried = read_again(crawled, better)
    assert (tried.changed, tried.fields["section"]) == (4, 4)
    assert crawled.rows("SELECT section FROM articles ORDER BY url") == before
    read_again(crawled, better, write=True)
    assert crawled.rows("SELECT DISTINCT section FROM articles") == [("Читайте также:",)]
    assert read_again(crawled, better).changed == 0


def test_a_capture_that_is_gone_is_told(crawled: Crawl) -> None:
    for file in (crawled.folder / "captures").iterdir():
        file.unlink()
    result = read_again(crawled, _profile(crawled))
    assert (result.read, len(result.failed)) == (0, 4)
    assert all("cannot be read" in reason for _, reason in result.failed)


def test_a_retired_capture_is_no_failure_and_its_article_stays(crawled: Crawl) -> None:
    with Archive(crawled.archive) as archive:
        retention = Retention(max_size=0)
        assert len(retire(archive, crawled.folder / "captures", retention, now() + timedelta(days=2))) == 1
    result = read_again(crawled, _profile(crawled), write=True)
    assert (result.read, result.retired, result.failed) == (0, 4, [])
    assert crawled.rows("SELECT count(*) FROM articles WHERE text <> ''") == [(4,)]


def test_bodies_are_unpacked_within_bounds() -> None:
    import gzip
    from datetime import UTC, datetime

    def exchange(body: bytes, encoding: str) -> Exchange:
        return Exchange(
            "https://a.example/",
            datetime(2026, 1, 1, tzinfo=UTC),
            200,
            (("Content-Encoding", encoding),),
            body,
        )

    assert exchange(gzip.compress(b"abc"), "gzip").unpacked() == b"abc"
    for body, encoding in ((gzip.compress(b"\0" * 100_000_000), "gzip"), (b"abc", "gzip"), (b"abc", "rot13")):
        with pytest.raises(UnreadableCapture):
            exchange(body, encoding).unpacked()


def _profile(crawl: Crawl) -> SourceProfile:
    import re

    return replace(PROFILE, article_url=re.compile(r"/news/(?P<id>\d+)-"))
