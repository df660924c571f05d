"""OPEN.KG: three languages, dates on the listings only, "Read also" under each article."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.saved_sites import SavedSite

ARTICLE = "https://open.kg/en/news/local-news/70112-kabmin-utverdil-programmu-remonta-selskih-shkol.html"


@pytest.fixture(scope="module")
def site() -> SavedSite:
    return SavedSite.of_demo("open_kg")


@pytest.mark.parametrize(
    "listing", ["https://open.kg/news", "https://open.kg/ky/news", "https://open.kg/en/news"]
)
def test_each_language_has_a_listing_whose_items_carry_the_date(site: SavedSite, listing: str) -> None:
    assert listing in site.spider.listings
    page = site.listing(listing)
    assert page.teasers
    assert all(teaser.title and teaser.url and teaser.published_at for teaser in page.teasers)
    assert page.next_url == f"{listing}/page/2"


def test_the_date_is_local_time_and_the_snippet_is_marked_as_cut(site: SavedSite) -> None:
    first = site.listing("https://open.kg/en/news").teasers[0]
    assert first.published_at == datetime(2026, 11, 19, 11, 42, tzinfo=UTC)
    assert (first.is_truncated, first.cut_mark) == (True, "...")
    assert first.snippet and not first.snippet.endswith("...")


def test_the_article_is_its_paragraphs_and_nothing_of_the_read_also_block(site: SavedSite) -> None:
    article = site.article(ARTICLE)
    assert article.title == "The Cabinet Approved a Program for the Repair of Rural Schools"
    assert len(article.text.split("\n\n")) == 3
    assert article.text.startswith("The Cabinet of Ministers has approved")
    assert article.text.endswith("the government press service added.")
    assert (article.published_at, article.language, article.native_id) == (None, "en", "en:70112")


def test_read_also_items_are_teasers_with_and_without_a_url(site: SavedSite) -> None:
    teasers = site.article(ARTICLE).teasers
    assert {teaser.kind for teaser in teasers} == {"read_also"}
    assert {bool(teaser.url) for teaser in teasers} == {True, False}
    assert "Snow Closed the Mountain Road Near the Too-Ashuu Pass" in {teaser.title for teaser in teasers}
