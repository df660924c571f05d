"""Feeds and sitemaps become teasers; what is neither is named with its URL."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scraper.discovery import NotAFeed, NotASitemap, read_feed, read_listing, read_sitemap
from scraper.extraction.page import Page
from scraper.extraction.profile import SourceProfile
from storage.records import Source

PROFILE = SourceProfile(
    Source("site", "Site", "news", "https://site.example/", languages=("ru",), timezone="Asia/Bishkek"),
    article_url=re.compile(r"/news/(?P<id>\d+)"),
)
AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
FEED_URL = "https://site.example/feed"

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>S</title>
<item><title>Снег &amp;amp; лёд</title><link>https://site.example/news/1?utm_source=rss</link>
<pubDate>Thu, 19 Nov 2026 08:15:00 +0600</pubDate><description>&lt;p&gt;Ночью на перевале...&lt;/p&gt;</description></item>
<item><title>Без ссылки</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>S</title><entry><title>Один</title>
<link href="/news/2"/><published>2026-11-19T02:15:00Z</published></entry></feed>"""


def test_rss_entries_are_teasers() -> None:
    first, second = read_feed(RSS.encode(), FEED_URL, PROFILE, fetched_at=AT).teasers
    assert (first.title, first.url, first.native_id) == ("Снег & лёд", "https://site.example/news/1", "1")
    assert first.published_at == datetime(2026, 11, 19, 2, 15, tzinfo=UTC)
    assert (first.snippet, first.is_truncated) == ("Ночью на перевале", True)
    assert (second.title, second.url) == ("Без ссылки", None)


def test_a_feed_in_windows_1251_is_decoded() -> None:
    body = RSS.replace("utf-8", "windows-1251").encode("windows-1251")
    assert read_feed(body, FEED_URL, PROFILE, fetched_at=AT).teasers[0].title == "Снег & лёд"


def test_atom_and_json_feeds() -> None:
    (entry,) = read_feed(ATOM.encode(), FEED_URL, PROFILE, fetched_at=AT).teasers
    assert (entry.url, entry.published_at) == (
        "https://site.example/news/2",
        datetime(2026, 11, 19, 2, 15, tzinfo=UTC),
    )
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "url": "https://site.example/news/3",
                "title": "Три",
                "date_published": "2026-11-19T08:15:00+06:00",
            }
        ],
    }
    (item,) = read_feed(json.dumps(feed).encode(), FEED_URL, PROFILE, fetched_at=AT).teasers
    assert (item.title, item.published_at) == ("Три", datetime(2026, 11, 19, 2, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    "body", [b"<html><body>Log in</body></html>", b"", b"{}", b"{broken", b"[1]", b"\x00\x01"]
)
def test_what_is_no_feed_is_named(body: bytes) -> None:
    with pytest.raises(NotAFeed, match=re.escape(FEED_URL)):
        read_feed(body, FEED_URL, PROFILE, fetched_at=AT)


SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://site.example/news/1</loc><lastmod>2026-11-20</lastmod><image:image><image:loc>https://site.example/1.jpg</image:loc></image:image>
<news:news><news:publication_date>2026-11-19T08:15:00+06:00</news:publication_date><news:title>Снег</news:title></news:news></url>
<url><loc>https://site.example/about</loc></url><url><loc>https://site.example/news/2</loc><lastmod>2026-11-18</lastmod></url></urlset>"""
SITEMAP_URL = "https://site.example/sitemap.xml"


@pytest.mark.parametrize("pack", [lambda body: body, gzip.compress], ids=["plain", "gzip"])
def test_sitemaps_promise_articles_and_only_news_says_when(pack: type[bytes]) -> None:
    first, second = read_sitemap(pack(SITEMAP.encode()), SITEMAP_URL, PROFILE).teasers
    assert (first.url, first.title) == ("https://site.example/news/1", "Снег")
    assert first.published_at == datetime(2026, 11, 19, 2, 15, tzinfo=UTC)
    assert (second.url, second.title, second.published_at) == ("https://site.example/news/2", None, None)


def test_an_index_leads_to_its_sitemaps() -> None:
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>'
        "<loc>https://site.example/1.xml.gz</loc></sitemap></sitemapindex>"
    )
    assert read_sitemap(index.encode(), SITEMAP_URL, PROFILE).children == ("https://site.example/1.xml.gz",)


def test_what_was_last_touched_before_a_day_was_published_before_it() -> None:
    since = datetime(2015, 1, 1, tzinfo=UTC)

    def entries(tag: str, name: str) -> str:
        stamped = ((1, "2014-12-30"), (2, "2015-06-01T10:00:00+06:00"), (3, ""), (4, "2014-12-31"))
        return "".join(
            f"<{tag}><loc>https://site.example{name}{number}</loc><lastmod>{day}</lastmod></{tag}>"
            for number, day in stamped
        )

    old = "<url><loc>https://site.example/2013/05/07/news/5</loc></url>"
    urls = f"<urlset>{entries('url', '/news/')}{old}</urlset>".encode()
    index = f"<sitemapindex>{entries('sitemap', '/map/')}</sitemapindex>".encode()
    kept = read_sitemap(urls, SITEMAP_URL, PROFILE, since).teasers
    assert [one.native_id for one in kept] == ["2", "3"]
    assert read_sitemap(index, SITEMAP_URL, PROFILE, since).children == (
        "https://site.example/map/2",
        "https://site.example/map/3",
    )
    assert len(read_sitemap(urls, SITEMAP_URL, PROFILE).teasers) == 5


def test_a_text_sitemap() -> None:
    body = b"https://site.example/news/7\nhttps://site.example/news/8\n"
    assert [one.native_id for one in read_sitemap(body, SITEMAP_URL, PROFILE).teasers] == ["7", "8"]


BOMB = gzip.compress(b"<urlset>" + b" " * 70_000_000)
ENTITIES = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>'


@pytest.mark.parametrize("body", [b"<html></html>", b"Not here", b"", b"\x1f\x8bdamaged", BOMB], ids=range(5))
def test_what_is_no_sitemap_is_named(body: bytes) -> None:
    with pytest.raises(NotASitemap, match=re.escape(SITEMAP_URL)):
        read_sitemap(body, SITEMAP_URL, PROFILE)


def test_nothing_outside_of_a_sitemap_is_read() -> None:
    assert read_sitemap(ENTITIES, SITEMAP_URL, replace(PROFILE, article_url=None)).teasers == ()


def listing(markup: str, url: str = "https://site.example/news/") -> Page:
    return Page.parse(f"<html><body>{markup}</body></html>".encode(), url, fetched_at=AT)


def test_the_next_page_is_the_link_with_the_next_number() -> None:
    item = '<h3><a href="/news/1">Первая статья о снеге</a></h3>'
    pages = "".join(f'<a href="/news/?page={number}">{number}</a>' for number in (1, 2, 3, 9))
    assert read_listing(listing(item + pages), PROFILE).next_url == "https://site.example/news/?page=2"
    second = listing(item + pages, "https://site.example/news/?page=2")
    assert read_listing(second, PROFILE).next_url == "https://site.example/news/?page=3"
    last = listing(item + pages, "https://site.example/news/?page=9")
    assert read_listing(last, PROFILE).next_url is None


def test_an_item_of_several_links_is_one_teaser_with_the_longest_title() -> None:
    item = (
        '<div class="card"><a href="/news/1"><img src="/1.jpg" alt="Снег"></a><a href="/news/1">Снег на перевале Тоо-Ашуу</a>'
        '<span>19.11.2026, 08:15</span><p>Ночью на перевале застряли три автобуса и...</p><a href="/news/1">Подробнее</a></div>'
    )
    (teaser,) = read_listing(listing(item), PROFILE).teasers
    assert (teaser.title, teaser.snippet) == (
        "Снег на перевале Тоо-Ашуу",
        "Ночью на перевале застряли три автобуса и",
    )
    assert teaser.published_at == datetime(2026, 11, 19, 2, 15, tzinfo=UTC)
