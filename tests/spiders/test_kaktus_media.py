"""Kaktus.media: one listing a day, which shows hours only."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.crawls import Crawl
from tests.saved_sites import SavedSite


@pytest.fixture(scope="module")
def site() -> SavedSite:
    return SavedSite.load("kaktus_media")


def test_the_hours_of_a_day_are_read_against_that_day(site: SavedSite) -> None:
    yesterday = "https://kaktus.media/?lable=8&date=2026-11-19&order=time"
    (teaser,) = site.listing(yesterday, day=date(2026, 11, 19)).teasers
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
    crawl = Crawl(tmp_path)
    crawl.configure("http://127.0.0.1:9")
    done = crawl.run("kaktus_media", replay=site.capture(tmp_path / "kept"))
    assert "date=" in done.stderr and "is not in the capture" in done.stderr
