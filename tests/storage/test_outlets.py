"""Habits of outlets: learned from their own articles, once a day, and heeded where a fold is in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.matching.fold import fold_promise, load_candidates
from storage.matching.fold_rules import likenesses, paired
from storage.matching.habits import UNKNOWN, Habits
from storage.matching.promise import Candidate, Promise
from storage.outlets import learn_habits, note, observed
from storage.rematch import rematch
from tests.storage.world import SISTER, SITE, START, article, fetch, hours, opened

HOST = "https://sary-bulak.example/news"
PAGES = {
    f"{HOST}/teplitsy-dlya-ovoshchei-otkryli-v-sele-kyzyl-tuu": (
        "Теплицы для овощей открыли в селе Кызыл-Туу",
        "Министр открыл теплицы для ранних овощей и обещал жителям воду.",
    ),
    f"{HOST}/most-cherez-reku-postroili-za-odno-leto": (
        "Мост через реку построили за одно лето",
        "По новому мосту прошла первая машина из соседнего района.",
    ),
    f"{HOST}/shkolu-v-talase-otremontiruyut-k-oseni": (
        "Дети Таласа вернутся в классы первого сентября",
        "Строители обещают закончить ремонт крыши и окон до начала занятий.",
    ),
    f"{HOST}/45": ("Курс валют на сегодня", "Национальный банк назвал курс доллара, евро и рубля."),
}
TWIN = f"{HOST}/video/most-cherez-reku-postroili-za-odno-leto"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with opened(tmp_path / "archive.db") as archive:
        for url, (title, text) in PAGES.items():
            archive.save_article(article(url, title=title, text=text), fetch(hours(1), url))
        yield archive


def save_twin(archive: Archive) -> None:
    title, text = PAGES[f"{HOST}/most-cherez-reku-postroili-za-odno-leto"]
    archive.save_article(
        article(TWIN, title=f"{title}. Видео", text=f"{text} Смотрите съёмку с берега."),
        fetch(hours(2), TWIN),
    )


def test_an_edited_title_is_another_one_than_its_slug_remembers(archive: Archive) -> None:
    assert observed(archive.sql, SITE.id, SITE.id) == Habits(articles=4, twins=0, slugs=3, edited=1)


def test_twins_are_counted_whichever_of_them_came_first(archive: Archive) -> None:
    save_twin(archive)
    assert observed(archive.sql, SITE.id, SITE.id).twins == 2


def test_the_same_news_at_a_sister_counts_for_the_network_alone(archive: Archive) -> None:
    for source, group in ((SITE, SITE.id), (SISTER, "joldor")):
        assert observed(archive.sql, source.id, group).twins == 0
    url = "https://jany-jol.example/1"
    title, text = PAGES[f"{HOST}/most-cherez-reku-postroili-za-odno-leto"]
    archive.save_article(article(url, source=SISTER.id, title=title, text=text), fetch(hours(3), url))
    assert observed(archive.sql, SITE.id, SITE.id).twins == 0
    archive.save_source(replace(SITE, network="joldor"))
    assert observed(archive.sql, SITE.id, "joldor").twins == 1


def test_an_article_without_a_date_tells_nothing(archive: Archive) -> None:
    url = f"{HOST}/kogda-to-napisannaya-zametka-o-pogode"
    page = article(
        url, title="Заметка о погоде", text="Было тепло.", published_at=None, published_precision=None
    )
    archive.save_article(page, fetch(hours(2), url))
    assert observed(archive.sql, SITE.id, SITE.id).articles == 4


def test_habits_are_learned_once_a_day_and_stand_beside_every_candidate(archive: Archive) -> None:
    assert load_candidates(archive.sql, [1], SITE.id)[0].habits == UNKNOWN
    assert learn_habits(archive, hours(4)) == 2
    assert learn_habits(archive, hours(10)) == 0
    assert load_candidates(archive.sql, [1], SITE.id)[0].habits == Habits(4, 0, 3, 1)
    save_twin(archive)
    assert learn_habits(archive, hours(4) + timedelta(days=1)) == 2
    assert load_candidates(archive.sql, [1], SITE.id)[0].habits == Habits(5, 2, 4, 1)


PROMISE = Promise(
    SITE.id,
    "Bridge over the river is ready before winter, the governor says",
    "The first lorry from the next district went over the new bridge on Monday, and children were let off school",
    START.isoformat(),
)
MEANT = Candidate(
    1,
    SITE.id,
    "Bridge over the river is ready before winter",
    None,
    "Children were let off school when the first lorry crossed the bridge that the district had waited for.",
    START.isoformat(),
    "https://sary-bulak.example/news/bridge-over-the-river-ready-before-winter-says-governor",
)


EDITS = Habits(articles=2000, twins=2, slugs=2000, edited=900)
DOUBLES = Habits(articles=2000, twins=60, slugs=2000, edited=100)


def points(habits: Habits) -> float:
    (found,) = likenesses(PROMISE, paired(PROMISE, [replace(MEANT, habits=habits)]))
    return found.points


def test_what_an_outlet_does_often_is_likelier() -> None:
    assert points(DOUBLES) < points(UNKNOWN) < points(EDITS)


def test_few_articles_count_for_little_and_many_for_what_they_show() -> None:
    usual, one = UNKNOWN.measures, Habits(1, 1, 1, 1).measures
    assert usual == (0.25, 0.005)
    assert 0.25 < one.outlet_edits < 0.3 and 0.005 < one.outlet_twins < 0.03
    assert DOUBLES.measures == pytest.approx((0.05, 0.03), abs=0.005)


def test_what_was_learned_before_does_not_count_when_it_is_learned_again(archive: Archive) -> None:
    """Else an outlet with many twins would have none the next day."""
    save_twin(archive)
    with archive.transaction():
        note(archive.sql, SITE.id, Habits(2000, 1900, 2000, 0), hours(3))
    assert observed(archive.sql, SITE.id, SITE.id).twins == 2


def test_matching_again_learns_first_and_folds_by_what_it_learned(archive: Archive) -> None:
    learn_habits(archive, hours(4))
    save_twin(archive)
    rematch(archive, hours(5), pause=0)
    assert load_candidates(archive.sql, [1], SITE.id)[0].habits == Habits(5, 2, 4, 1)


def test_a_fold_in_doubt_is_made_where_titles_are_edited_and_not_where_news_have_twins(
    archive: Archive,
) -> None:
    assert MEANT.url and MEANT.title and MEANT.text
    page = article(MEANT.url, title=MEANT.title, text=MEANT.text, language="en")
    archive.save_article(page, fetch(hours(1), MEANT.url))
    with archive.transaction():
        note(archive.sql, SITE.id, DOUBLES, hours(2))
    assert fold_promise(archive.sql, PROMISE) is None
    with archive.transaction():
        note(archive.sql, SITE.id, EDITS, hours(2))
    fold = fold_promise(archive.sql, PROMISE)
    assert fold is not None and fold.rule == "close"
