"""gov.kg: day, month and year in separate nodes; the host is spelled with www. where it is fetched."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.canonical import fetchable_url
from tests.saved_sites import SavedSite


@pytest.fixture(scope="module")
def site() -> SavedSite:
    return SavedSite.of_demo("gov_kg")


def test_the_press_service_lists_articles(site: SavedSite) -> None:
    page = site.listing("https://www.gov.kg/ru/post/c/press")
    assert page.teasers and all(teaser.title and teaser.native_id for teaser in page.teasers)
    assert page.next_url == "https://www.gov.kg/ru/post/c/press?page=2"
    url = page.teasers[0].url
    assert url is not None
    assert fetchable_url(url, site.spider.homepage) in site.pages


def test_a_date_of_three_pieces_is_read(site: SavedSite) -> None:
    article = site.article(site.article_urls()[0])
    assert article.title == "Кабинет министров утвердил программу ремонта сельских школ на 2027–2029 годы"
    assert (article.published_at, article.published_precision) == (
        datetime(2026, 11, 18, 18, 0, tzinfo=UTC),
        "day",
    )
    assert len(article.text.split("\n\n")) == 4
    assert "Дом правительства" not in article.text
