"""The first sight of a date wins over relative wording, in whatever order the sights are saved."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from storage.records import Precision
from storage.timestamps import to_text
from tests.storage.world import article, fetch, hours, opened, teaser

URL = "https://sary-bulak.example/news/101"
SIGHTS: tuple[tuple[float, float, Precision], ...] = (
    (3, 0.5, "minute"),
    (9, 1.0, "minute"),
    (26, -10.0, "day"),
)
"""When the page was seen, what its wording came to ("2 hours ago", "8 hours ago", "yesterday"), how exactly."""


@pytest.mark.parametrize("order", list(permutations(range(len(SIGHTS)))))
def test_a_page_that_says_how_long_ago_keeps_the_date_of_its_first_sight(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    with opened(tmp_path / "archive.db") as archive:
        for seen, told, precision in (SIGHTS[place] for place in order):
            archive.save_article(
                article(
                    URL,
                    text=f"Версия {seen}. " * 40,
                    published_at=hours(told),
                    published_precision=precision,
                    published_is_relative=True,
                ),
                fetch(hours(seen)),
            )
        row = archive.article(URL)
    assert row and (row["published_at"], row["published_precision"]) == (to_text(hours(0.5)), "minute")


@pytest.mark.parametrize("order", list(permutations(range(len(SIGHTS)))))
def test_a_listing_that_says_how_long_ago_keeps_it_too(tmp_path: Path, order: tuple[int, ...]) -> None:
    with opened(tmp_path / "archive.db") as archive:
        for seen, told, precision in (SIGHTS[place] for place in order):
            promise = teaser(url=URL, published_at=hours(told), published_precision=precision)
            archive.save_teaser(promise, hours(seen))
        row = archive.article(URL)
    assert row and (row["published_at"], row["published_precision"]) == (to_text(hours(0.5)), "minute")


def test_a_page_that_corrects_its_date_is_believed(tmp_path: Path) -> None:
    with opened(tmp_path / "archive.db") as archive:
        archive.save_article(
            article(URL, published_at=hours(0.5), published_is_relative=True), fetch(hours(3))
        )
        archive.save_article(article(URL, published_at=hours(1)), fetch(hours(9)))
        row = archive.article(URL)
    assert row and row["published_at"] == to_text(hours(1))
