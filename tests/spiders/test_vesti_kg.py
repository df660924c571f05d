"""vesti.kg: Joomla's K2, windows-1251 that articles do not declare."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.saved_sites import SavedSite


@pytest.fixture(scope="module")
def site() -> SavedSite:
    return SavedSite.of_demo("vesti_kg")


def test_the_list_of_items_leads_on_by_offset(site: SavedSite) -> None:
    page = site.listing("https://vesti.kg/itemlist.html?start=0")
    assert page.teasers[0].title == "Снег и метель на Тоо-Ашуу: ночью на перевале застряли автобусы"
    assert page.teasers[0].image_url == "https://vesti.kg/media/k2/144391.jpg"
    assert page.next_url == "https://vesti.kg/itemlist.html?start=10"


def test_an_undeclared_charset_is_found_and_calls_to_follow_are_no_text(site: SavedSite) -> None:
    article = site.article(next(url for url in site.article_urls() if "144391" in url))
    assert article.title == "Снег и метель на Тоо-Ашуу: ночью на перевале застряли автобусы"
    assert article.published_at == datetime(2026, 11, 19, 2, 15, tzinfo=UTC)
    assert article.text.startswith("Ночью на перевале Тоо-Ашуу застряли три автобуса")
    assert "\ufffd" not in article.text
    assert "Menu RSS" not in article.text
