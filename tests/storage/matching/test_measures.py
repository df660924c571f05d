"""The measures by which rule 4 judges are the shares and counts that they are said to be, checked by hand."""

from __future__ import annotations

import pytest

from storage.matching.comparison import Kept, Told, compare, set_ratios

DAY = 20514
TOLD = Told("Three new schools open in Naryn: 120 places", "Children of Naryn will study in new schools", DAY)
KEPT = Kept(
    "New schools with 120 places open in Osh",
    "\nChildren of Naryn will study in bright schools from 2 May",
    "https://site.example/news/three-new-schools-open-in-naryn",
    DAY + 1,
)


def test_words_that_tell_something_are_counted_on_either_side() -> None:
    seen = compare(TOLD, KEPT, set_ratios(TOLD, KEPT))
    assert seen.shared == 8  # childr, naryn, open, places, school, study, three, 120
    assert (seen.title_lost, seen.headline_foreign) == (0, 1)  # osh
    assert (seen.slug_foreign, seen.snippet_lost) == (0, 0)
    shares = (seen.title_share, seen.headline_share, seen.slug_share, seen.snippet_share)
    assert shares == pytest.approx((6 / 7, 4 / 6, 4 / 5, 4 / 5))
    assert (seen.numbers_lost, seen.numbers_foreign, seen.numbers_shared) == (0, 1, 1)  # 2; 120


def test_words_in_one_order_are_counted_over_the_words_that_there_are() -> None:
    seen = compare(TOLD, KEPT, set_ratios(TOLD, KEPT))
    assert seen.title_order == pytest.approx(4 / 8)  # new schools open in
    assert seen.slug_order == pytest.approx(6 / 7)
    assert seen.snippet_order == pytest.approx(7 / 9)  # all but "new"
    assert not seen.same_beginning
    assert seen.title_letters < seen.title_sorted < seen.title_set < 1 == seen.slug_set
    assert 0 < seen.headline_slug < 1


def test_equal_titles_days_and_a_slug_that_is_not_there_are_told() -> None:
    same = Kept(TOLD.title, TOLD.opening, "", DAY - 2)
    seen = compare(TOLD, same, set_ratios(TOLD, same))
    assert (
        seen.title_equal
        and seen.same_beginning
        and not compare(TOLD, KEPT, set_ratios(TOLD, KEPT)).title_equal
    )
    assert (seen.title_letters, seen.title_set, seen.title_sorted, seen.title_order) == (1, 1, 1, 1)
    assert {seen.slug_set, seen.slug_sorted, seen.slug_order, seen.slug_share, seen.headline_slug} == {-1}
    assert seen.days_later == -2


@pytest.mark.parametrize(
    ("told", "kept", "site"),
    [
        ("New schools open in the villages of Naryn", "New schools open in the villages of Naryn", 0),
        ("New schools open in the villages of Naryn - The Daily", "New schools open in the villages - The Daily", 1),
        ("New schools open in the villages of Naryn - Site", "New schools open in the villages of Naryn", 1),
        ("New schools open in the villages of Naryn - The Daily", "New schools open in the villages - The Post", -1),
    ],
)  # fmt: skip
def test_the_site_that_a_title_names_is_the_articles_or_another(told: str, kept: str, site: int) -> None:
    left, right = Told(told, ""), Kept(kept, "", "https://site.example/1")
    assert compare(left, right, set_ratios(left, right)).site == site
