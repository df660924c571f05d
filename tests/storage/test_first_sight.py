"""What an earlier sight tells: the date of a page that says how long ago, when a promise without a date was given, and
the language that a page has named."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.matching.fold_explanation import explain
from storage.records import Origin, Precision
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


BRIDGE = "Мост через реку Чон-Кемин открыли после ремонта"
SNIPPET = "Движение по мосту пойдёт с понедельника, сообщили дорожники: мост через реку Чон-Кемин открыли"


@pytest.mark.parametrize("promise_first", [True, False])
@pytest.mark.parametrize(
    ("days_before", "is_found"), [(-3, False), (-1, True), (0, True), (7, True), (8, False), (30, False)]
)
def test_a_promise_without_a_date_finds_an_edited_title_in_the_week_before_its_first_sight(
    tmp_path: Path, days_before: int, is_found: bool, promise_first: bool
) -> None:
    bridge = article(
        "https://sary-bulak.example/news/most-cherez-reku-chon-kemin-otkryli-posle-remonta",
        title="Мост через реку Чон-Кемин открыли после двух лет ремонта",
        text="Мост через реку Чон-Кемин открыли после ремонта: движение пойдёт с понедельника, сообщили дорожники.",
        published_at=hours(-24 * days_before),
    )
    promise = teaser(BRIDGE, snippet=SNIPPET, kind="read_also")
    with opened(tmp_path / "archive.db") as archive:
        if promise_first:
            archive.save_teaser(promise, hours(0))
        saved = archive.save_article(bridge, fetch(hours(1)))
        archive.save_teaser(promise, hours(0))
        (kept,) = archive.sql.execute("SELECT article_id FROM teasers WHERE kind = 'read_also'").fetchone()
    assert kept == (saved.article_id if is_found else None)


@pytest.mark.parametrize("in_order", [True, False])
def test_an_earlier_sight_of_a_promise_without_a_date_leads_to_its_article(
    tmp_path: Path, in_order: bool
) -> None:
    bridge = article(
        "https://sary-bulak.example/news/most-cherez-reku-chon-kemin-otkryli-posle-remonta",
        title="Мост через реку Чон-Кемин открыли после двух лет ремонта",
        text="Мост через реку Чон-Кемин открыли после ремонта: движение пойдёт с понедельника, сообщили дорожники.",
        published_at=hours(0),
    )
    promise = teaser(BRIDGE, snippet=SNIPPET, kind="read_also")
    sights = (hours(24), hours(24 * 40))
    with opened(tmp_path / "archive.db") as archive:
        for at in sights if in_order else reversed(sights):
            archive.save_teaser(promise, at)
        saved = archive.save_article(bridge, fetch(hours(1)))
        row = archive.sql.execute("SELECT article_id, matched_by FROM teasers").fetchone()
    assert row == (saved.article_id, "close")


COLUMN = "Итоги республиканского розыгрыша квартир"
COLUMN_PROMISED = teaser(COLUMN, snippet="Кто стал хозяином квартиры, а кто нет", kind="read_also")


def save_column(archive: Archive, day: int) -> int:
    """Save the column of so many days after the promise was seen; return its id."""
    url = f"https://sary-bulak.example/news/draw-{1000 + day}"
    text = f"Розыгрыш квартир прошёл в зале номер {1000 + day}. " * 9
    page = article(url, title=COLUMN, text=text, published_at=hours(24 * day))
    return archive.save_article(page, fetch(hours(24 * day + 1), url)).article_id


def told_of_column(archive: Archive, article_id: int) -> dict[str, bool]:
    """Return which rules let the promise be about an article."""
    (teaser_id,) = archive.sql.execute("SELECT id FROM teasers").fetchone()
    return {reason.rule: reason.holds for reason in explain(archive.sql, teaser_id, article_id)}


@pytest.mark.parametrize("order", list(permutations((-30, 0, 20))))
def test_a_column_without_a_date_is_not_told_by_its_title_whatever_came_first(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    """One was printed long before the sight, one long after it."""
    ids = {}
    with opened(tmp_path / "archive.db") as archive:
        for day in order:
            if day:
                ids[day] = save_column(archive, day)
            else:
                archive.save_teaser(COLUMN_PROMISED, hours(0))
        assert archive.sql.execute("SELECT article_id FROM teasers").fetchone() == (None,)
        early, late = (told_of_column(archive, ids[day]) for day in (-30, 20))
    assert early["equal title"] and not early["no other article has this title"]
    assert not early["close title and snippet"]  # of a day on which rule 4 does not look
    assert not late["no contradiction in dates and words"]


def test_what_other_articles_have_the_title_is_told_of_all_days(tmp_path: Path) -> None:
    """Of those that rule 4 does not look at around the first sight, too."""
    with opened(tmp_path / "archive.db") as archive:
        archive.save_teaser(COLUMN_PROMISED, hours(0))
        near = save_column(archive, -1)
        assert told_of_column(archive, near)["no other article has this title"]
        save_column(archive, -30)
        assert not told_of_column(archive, near)["no other article has this title"]


PAGE = {"title": "site_rule", "language": "markup"}
NAMED = {"title": "import", "language": "import"}
GUESSED = {"title": "import", "language": "text"}


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize(
    ("sights", "expected"),
    [
        (((1, "ky", PAGE), (9, "ru", GUESSED), (20, "uz", GUESSED)), ("ky", "markup")),
        (((1, "ky", NAMED), (9, "kk", GUESSED), (20, None, {"title": "import"})), ("ky", "import")),
        (((1, "ru", GUESSED), (9, "ky", PAGE), (20, "kk", PAGE)), ("kk", "markup")),
        (((1, "ru", GUESSED), (9, None, {"title": "site_rule"}), (20, "ky", GUESSED)), ("ky", "text")),
        (((1, "ky", {"title": "site_rule"}), (9, "ru", PAGE), (20, "kk", GUESSED)), ("ru", "markup")),
    ],
)
def test_a_language_that_a_page_has_named_is_not_overruled_by_an_import_that_names_none(
    tmp_path: Path,
    sights: tuple[tuple[float, str | None, dict[str, Origin]], ...],
    expected: tuple[str, str],
    order: tuple[int, ...],
) -> None:
    with opened(tmp_path / "archive.db") as archive:
        for seen, language, provenance in (sights[place] for place in order):
            text = f"Версия {seen}. " * 40
            archive.save_article(
                article(URL, text=text, language=language, provenance=provenance), fetch(hours(seen))
            )
        row = archive.article(URL)
    assert row and (row["language"], json.loads(row["provenance"]).get("language")) == expected


def test_a_broken_page_does_not_name_the_language(tmp_path: Path) -> None:
    with opened(tmp_path / "archive.db") as archive:
        for seen, text, language, provenance in (
            (1, "Көпүрө ачылды. " * 60, "ky", PAGE),
            (2, "Please accept.", "en", PAGE),
            (3, "Көпүрө ачылды бүгүн. " * 60, "ru", GUESSED),
        ):
            archive.save_article(
                article(URL, text=text, language=language, provenance=provenance), fetch(hours(seen))
            )
        row = archive.article(URL)
    assert row and row["language"] == "ky"
