"""`kabarchy check` against a real site, before and after its markup changed: what is missing, and what rules say."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import UTC, datetime
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest

from scraper.warc import CaptureWriter, Exchange
from tests.crawls import Crawl
from tests.loopback import Loopback, Reply, made_articles, newsroom, serving

ARTICLES = 12


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def check(crawl: Crawl, *arguments: str) -> subprocess.CompletedProcess[str]:
    return crawl.kabarchy("check", *arguments, COLUMNS="200")


def changed(site: Loopback) -> None:
    """Change the site's markup: dates are written by a script from now on."""
    for path, reply in site.routes.items():
        assert isinstance(reply, Reply)
        body = re.sub(
            rb"<time.*?</time>|<span class=\"date\">.*?</span>", b"<script>date()</script>", reply.body
        )
        site.routes[path] = Reply(body, reply.status, reply.content_type)


def test_a_field_that_the_source_always_had_is_missed(crawl: Crawl) -> None:
    article = made_articles(ARTICLES)[0]
    with serving(newsroom(ARTICLES)) as site:
        crawl.configure(site.url)
        assert crawl.run().returncode == 0
        before = crawl.rows("SELECT * FROM articles ORDER BY id"), crawl.rows("SELECT count(*) FROM runs")
        site.asked.clear()
        good = check(crawl, "newsroom", "--articles", "2", "--json")
        assert good.returncode == 0, good.stdout + good.stderr
        assert site.paths() == ["/robots.txt", "/news/", *(one.path for one in made_articles(ARTICLES)[:2])]
        changed(site)
        bad = check(crawl, "newsroom", "--articles", "2")
        page = check(crawl, site.url + article.path, "--json")
        after = crawl.rows("SELECT * FROM articles ORDER BY id"), crawl.rows("SELECT count(*) FROM runs")
    assert after == before, "looking must not change the archive"

    listing, first, _ = json.loads(good.stdout)["seen"]
    assert (listing["kind"], listing["teasers"]) == ("listing", 10)
    fields: dict[str, Any] = first["fields"]
    assert fields["title"]["value"] == article.title
    assert (fields["published_at"]["value"], fields["published_at"]["origin"]) == (
        "2026-11-01T12:00:00Z",
        "markup",
    )
    assert first["teasers"] == 2

    assert bad.returncode == 1
    assert "missing (100% of its articles have it)" in bad.stdout
    assert "published_at is missing, which the source normally has" in bad.stdout
    assert page.returncode == 1
    assert json.loads(page.stdout)["missing"] == ["published_at"]


def test_what_must_not_be_fetched_is_not(crawl: Crawl) -> None:
    with serving(newsroom(3)) as site:
        site.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n", content_type="text/plain")
        crawl.configure(site.url)
        forbidden = check(crawl, "newsroom")
        assert site.paths() == ["/robots.txt"]
        crawl.configure(site.url)
        toml = crawl.folder / "kabarchy.toml"
        toml.write_text(toml.read_text().replace("private_addresses = true", "private_addresses = false"))
        private = check(crawl, site.url + "/news/1-statja.html")
        assert site.paths() == ["/robots.txt"]
    assert forbidden.returncode == 3
    assert "robots.txt" in forbidden.stdout
    assert private.returncode == 3
    assert "an address that is not public" in private.stdout


def test_a_page_without_end_is_refused_in_words_and_what_is_missed_is_said_of_no_source(crawl: Crawl) -> None:
    piece = b"<p>" + b"x" * 65_536
    with serving(newsroom(1)) as site:
        site.routes["/endless"] = Reply(stream=lambda: repeat(piece, 512))
        site.routes["/undated"] = Reply(
            f"<html><body><h1>Мыйзам кабыл алынды</h1>{BODY}</body></html>".encode()
        )
        crawl.configure(site.url)
        endless = check(crawl, site.url + "/endless")
        undated = check(crawl, site.url + "/undated")
    assert endless.returncode == 3
    assert "the page is longer than is fetched of one" in endless.stdout
    assert undated.returncode == 1
    assert "published_at is missing, which an article normally has" in undated.stdout


BODY = (
    "<p>Жогорку Кеңеш мыйзамды кабыл алды, деп билдирди басма сөз кызматы бүгүн, жана аны президентке жөнөттү.</p>"
    * 3
)
NEW_LOOK = f"""<html lang="ky"><head><title>Мыйзам кабыл алынды » 24.KG</title></head><body>
<header><a href="/">24.kg</a></header><h1 class="headline">Мыйзам кабыл алынды</h1>
<time datetime="2026-11-20T10:00:00+06:00">20.11.2026</time><div class="cont">{BODY}</div></body></html>"""
NEW_LISTING = """<html><body><main><h2><a href="/news/2026/zakon-prinyat-parlamentom">Закон принят парламентом
в первом чтении</a></h2></main></body></html>"""


def test_a_replay_tells_which_rules_match_nothing_and_what_the_page_says_without_them(crawl: Crawl) -> None:
    crawl.configure("http://newsroom.example")
    url, home = "https://24.kg/vlast/371204_myiyzam/", "https://24.kg/"
    writer = CaptureWriter(crawl.folder, "kg24")
    for address, body in ((url, NEW_LOOK), (home, NEW_LISTING)):
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        writer.write(Exchange(address, datetime(2026, 11, 21, tzinfo=UTC), 200, headers, body.encode()))
    writer.close()
    (capture,) = crawl.folder.glob("kg24*.warc.gz")

    page = check(crawl, url, "--replay", str(capture))
    said = " ".join(page.stdout.split())
    assert "matched nothing: title h1.newsTitle" in said
    assert 'matched nothing: published span[itemprop="datePublished"]' in said
    assert "matched nothing: text" not in said
    assert "2 of 4 rules matched" in said
    assert "published_at markup 2026-11-20T04:00:00Z" in said, "the generic reading goes on where rules fail"
    assert page.returncode == 0

    listing = check(crawl, "kg24", "--replay", str(capture))
    assert listing.returncode == 1
    assert "article_url does not match 1 of the links that look like articles" in listing.stdout
    assert "https://24.kg/news/2026/zakon-prinyat-parlamentom" in listing.stdout
