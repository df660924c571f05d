"""Kloop: a feed whose links carry tracking parameters, and listings that show the same articles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.saved_sites import SavedSite

ARTICLE = "https://kloop.kg/blog/2026/11/20/programma-remonta-shkol-chto-v-nej-est-i-chego-net/"


@pytest.fixture(scope="module")
def site() -> SavedSite:
    return SavedSite.of_demo("kloop_kg")


def test_feed_and_listing_promise_the_same_article_under_one_url(site: SavedSite) -> None:
    in_feed = site.feed("https://kloop.kg/feed/").teasers[0]
    in_listing = site.listing("https://kloop.kg/").teasers[0]
    assert in_feed.url == in_listing.url == ARTICLE
    assert in_feed.published_at == in_listing.published_at == datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    assert in_feed.is_truncated


def test_an_article_of_wordpress(site: SavedSite) -> None:
    article = site.article(ARTICLE)
    assert article.title == "Программа ремонта школ: что в ней есть и чего нет"
    assert article.authors == ("Эльмира Жолдошева",)
    assert article.published_at == datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    assert len(article.text.split("\n\n")) == 4
    assert "Поделиться" not in article.text
