"""24.kg: a clock and exchange rates in every header, dates in microdata."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.saved_sites import SavedSite


@pytest.fixture(scope="module")
def site() -> SavedSite:
    return SavedSite.of_demo("kg24")


def test_the_home_page_lists_articles_and_leads_on(site: SavedSite) -> None:
    page = site.listing("https://24.kg/")
    assert (
        page.teasers[0].title
        == "Кабинет министров утвердил программу ремонта сельских школ на 2027–2029 годы"
    )
    assert page.next_url == "https://24.kg/page_2/"
    assert all(teaser.native_id for teaser in page.teasers)


def test_the_last_page_leads_nowhere(site: SavedSite) -> None:
    assert site.listing("https://24.kg/page_3/").next_url is None


def test_an_article_has_its_own_date_not_the_clock_of_the_header(site: SavedSite) -> None:
    url = next(url for url in site.article_urls() if "371204" in url)
    article = site.article(url)
    assert article.published_at == datetime(2026, 11, 19, 9, 48, tzinfo=UTC)
    assert article.provenance["published_at"] == "site_rule"
    assert article.authors == ("Динара ОРОЗБАЕВА",)
    assert "USD" not in article.text and "просмотров" not in article.text
    assert len(article.text.split("\n\n")) == 4


def test_ids_alone_are_article_urls_too(site: SavedSite) -> None:
    pattern = site.spider.profile.article_url
    assert pattern is not None
    assert pattern.search("https://24.kg/english/343482/")
    assert not pattern.search("https://24.kg/sport/")
