"""Round-ups are known by their titles; reports and names of sites are not taken for them."""

from __future__ import annotations

import pytest

from storage.matching.report import read_words
from storage.matching.roundups import is_roundup

ROUND_UPS = [
    "Главные новости дня: назначен министр, подорожал бензин",
    "Что произошло за день: коротко о главном за 9 апреля",
    "Итоги дня — 7 мая",
    "Неделя в фотографиях: мост, учения, река",
    "Дайджест событий",
    "Күндүн негизги жаңылыктары: 10-апрель",
    "Бүгүнкү күндүн эң маанилүү окуялары",
    "Week in pictures: fire, football, farewell",
    "Daily digest: games, gold and more",
    "Science News Roundup: a telescope, a virus",
    "Haftanın özeti: Orta Asya'da öne çıkanlar",
    "GÜNÜN HABERLERİ",
    "HAFTANIN ÖZETİ",
    "Күннің басты жаңалықтары: 10 сәуір",
    "Аптаның қорытындысы",
    "Kunning eng muhim yangiliklari",
    "Hafta dayjesti: saylov, zilzila, futbol",
    "Куннинг муҳим хабарлари",
    "Günün əsas xəbərləri",
    "Həftənin icmalı",
]
REPORTS = [
    "Итоги выборов в Токмоке",
    "Министр назвал главные задачи года",
    "Фото дня: столкновение галактик",
    "Күндүн күркүрөшү",
    "The head of the stars - Persia Digest",
    "A virus in the valley - Jammu Latest News | Tourism | Top Stories",
    "The Internet cannot digest its price",
    "Roundup owner divests unit",
    "Haftanın maçında beraberlik",
    "Бір айдың ішінде баға өсті",
    "Yil boshidan buyon muhim loyihalar amalga oshirildi",
    "Kun issiq boʻladi",
    "Həftənin sonunda yağış yağacaq",
]


@pytest.mark.parametrize("title", ROUND_UPS)
def test_a_title_that_promises_the_news_of_a_day_or_a_week(title: str) -> None:
    assert is_roundup(title, title.replace(":", " ").split()) and read_words("ru", title, "").is_roundup


@pytest.mark.parametrize("title", REPORTS)
def test_what_is_no_round_up(title: str) -> None:
    assert not read_words("ru", title, "").is_roundup
