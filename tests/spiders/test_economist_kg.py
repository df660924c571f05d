"""economist.kg: Ghost; its feed knows the minute, its listing only the day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.saved_sites import SavedSite

ARTICLE = "https://economist.kg/biznes/2026/11/18/fermery-chuia-poluchili-holodilniki/"


@pytest.fixture(scope="module")
def site() -> SavedSite:
    return SavedSite.load("economist_kg")


def test_cards_are_articles_and_the_menu_is_not(site: SavedSite) -> None:
    first, second = site.listing("https://economist.kg/").teasers
    assert (first.title, first.url, first.published_precision) == (
        "Фермеры Чуя получили холодильники",
        ARTICLE,
        "day",
    )
    assert second.title == "Экспорт фасоли вырос за осень"


def test_the_feed_promises_the_same_article(site: SavedSite) -> None:
    (teaser,) = site.feed("https://economist.kg/rss").teasers
    assert (teaser.url, teaser.published_at) == (ARTICLE, datetime(2026, 11, 18, 5, 30, tzinfo=UTC))


def test_an_article_is_read(site: SavedSite) -> None:
    article = site.article(ARTICLE)
    assert article.title == "Фермеры Чуя получили холодильники"
    assert article.published_at == datetime(2026, 11, 18, 5, 30, tzinfo=UTC)
    assert len(article.text.split("\n\n")) == 2
