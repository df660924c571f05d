"""mchs.gov.kg: crumbs, date and counters stand in the column of the body."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.saved_sites import SavedSite


@pytest.fixture(scope="module")
def site() -> SavedSite:
    return SavedSite.of_demo("mchs_gov_kg")


def test_cards_carry_title_and_date(site: SavedSite) -> None:
    page = site.listing("https://mchs.gov.kg/ru/news/")
    first = page.teasers[0]
    assert (first.title, first.published_at) == (
        "О ситуации на перевале Тоо-Ашуу",
        datetime(2026, 11, 18, 13, 25, tzinfo=UTC),
    )
    assert page.next_url == "https://mchs.gov.kg/ru/news/?page=2"


def test_counters_and_crumbs_are_no_text(site: SavedSite) -> None:
    article = site.article("https://mchs.gov.kg/ru/news/8841/")
    assert article.published_at == datetime(2026, 11, 18, 13, 25, tzinfo=UTC)
    assert len(article.text.split("\n\n")) == 3
    assert "Просмотров" not in article.text and "Главная" not in article.text
