"""Kaktus.media: one listing a day, which shows hours only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.crawls import Crawl
from tests.saved_sites import SavedSite

YESTERDAY = "https://kaktus.media/?lable=8&date=2026-11-19&order=time"


@pytest.fixture(scope="module")
def site() -> SavedSite:
    return SavedSite.load("kaktus_media")


def test_the_hours_of_a_day_are_read_against_that_day(site: SavedSite) -> None:
    (teaser,) = site.listing(YESTERDAY, day=date(2026, 11, 19)).teasers
    assert teaser.title == "Музей получил коллекцию вышивки, которую собирали тридцать лет"
    assert teaser.published_at == datetime(2026, 11, 19, 12, 20, tzinfo=UTC)


def test_links_of_the_footer_promise_nothing(site: SavedSite) -> None:
    teasers = site.listing("https://kaktus.media/?lable=8&date=2026-11-20&order=time").teasers
    assert [teaser.native_id for teaser in teasers] == ["521904", "521897"]
    assert teasers[0].image_url == "https://data.kaktus.media/image/521904.jpg"


def test_an_article_without_any_date_has_none(site: SavedSite) -> None:
    article = site.article("https://kaktus.media/doc/521904_v_bishkeke_proveriaut_lifty.html")
    assert article.title == "В Бишкеке проверяют лифты: закрыли уже сорок семь"
    assert article.authors == ("Асель Мамбетова",)
    assert article.published_at is None
    assert len(article.text.split("\n\n")) == 3
    assert [teaser.native_id for teaser in article.teasers] == ["521870"]


def test_the_walk_goes_back_day_by_day_from_today(tmp_path: Path, site: SavedSite) -> None:
    days = [datetime.now(ZoneInfo("Asia/Bishkek")).date() - timedelta(days=back) for back in range(3)]
    listings = ["https://kaktus.media/?lable=8&date=2026-11-20&order=time", YESTERDAY]
    pages = {
        page.url: page
        for page, day in zip((site.pages[url] for url in listings), days[:2], strict=True)
        for page in [replace(page, url=f"https://kaktus.media/?lable=8&date={day}&order=time")]
    }
    crawl = Crawl(tmp_path)
    crawl.configure("http://127.0.0.1:9")
    done = crawl.run("kaktus_media", replay=SavedSite(site.spider, pages).capture(tmp_path / "kept"))
    assert f"date={days[2]}&order=time is not in the capture" in done.stderr
    shown = crawl.rows("SELECT native_id, published_at FROM articles ORDER BY published_at")
    assert [row[0] for row in shown] == ["521870", "521897", "521904"]
    assert shown[0][1] == f"{days[1]}T12:20:00Z"
