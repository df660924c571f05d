"""nesk.kg: no selector is certain, so its pages are read generically."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.saved_sites import SavedSite


@pytest.fixture(scope="module")
def site() -> SavedSite:
    return SavedSite.load("nesk_kg")


def test_items_carry_title_date_and_first_words(site: SavedSite) -> None:
    first, second = site.listing("https://nesk.kg/ru/press-centr/novosti-i-press-relizy/").teasers
    assert (first.title, first.native_id) == ("В Таласе ввели подстанцию после ремонта", "ru:412")
    assert (first.published_at, first.published_precision) == (datetime(2026, 11, 16, 18, tzinfo=UTC), "day")
    assert first.snippet and first.snippet.startswith("Подстанция «Кара-Буура»")
    assert second.title == "График плановых отключений на декабрь"


def test_an_article_is_read_without_rules(site: SavedSite) -> None:
    article = site.article("https://nesk.kg/ru/press-centr/novosti-i-press-relizy/412/")
    assert article.title == "В Таласе ввели подстанцию после ремонта"
    assert article.text.split("\n\n")[-3].startswith("Подстанция «Кара-Буура» напряжением")
    assert article.text.endswith("ещё на трёх подстанциях.")
    assert article.language == "ru"
