"""Likeness: what two titles name in each other's place tells two events apart, other forms of a name do not."""

from __future__ import annotations

import pytest

from storage.matching.likeness import Likeness, at_odds, compare
from storage.matching.rarity import Rarity
from storage.matching.report import Report, read_report

TEXT = {
    "ru": "Стороны обсудили сотрудничество и договорились встретиться ещё раз.",
    "en": "The sides discussed cooperation and agreed to meet again.",
    "ky": "Тараптар кызматташтыкты талкуулап, дагы жолугууга макулдашты.",
}


def told(language: str, title: str, text: str = "", outlet: str = "one") -> Report:
    """Return a report."""
    return read_report(0, outlet, language, 0, title, text or TEXT[language], Rarity().weigh_all)


AT_ODDS = [
    (("ru", "В Токмоке прошли выборы"), ("ky", "Караколдо шайлоо өттү")),
    (("ru", "Министр принял посла Кореи"), ("en", "The minister receives the ambassador of India")),
    (("ru", "Министр Мамбетов встретился с делегацией Татарстана"), ("en", "Minister Mambetov meets with UNESCO again")),
    (("ru", "Скончался поэт Асанов"), ("ru", "Скончался поэт Жумакеев")),
    (("ru", "Министр Мамбетов принял посла Эстонии"), ("en", "The minister, Mambetov, saw the heads of Huawei")),
]  # fmt: skip
NOT_AT_ODDS = [
    (("ru", "«Дордой» обыграл «Алгу»"), ("en", "Clubs Alga and Dordoi end their match")),
    (("ru", "Встреча прошла в Бишкеке"), ("en", "The meeting was held in Kyrgyzstan")),
    (("ru", "На юге прошла встреча"), ("ru", "Встреча прошла в Оше")),
    (("ru", "Министр принял посла Эстонии"), ("en", "The minister saw the heads of Huawei")),
    (("ru", "Фестиваль «Арт-Ордо» открылся"), ("en", "Festival opens with the Art-Ordo prize")),
]


@pytest.mark.parametrize(("left", "right"), AT_ODDS, ids=lambda one: one[1])
def test_each_title_names_what_the_other_report_lacks(left: tuple[str, str], right: tuple[str, str]) -> None:
    assert at_odds(told(*left), told(*right)) and at_odds(told(*right), told(*left))
    assert compare(told(*left), told(*right)).at_odds == 1
    language, title = right
    knows = told(language, title, f"{TEXT[language]} {left[1]}" if language == left[0] else "")
    if language == left[0]:
        assert not at_odds(told(*left), knows)


@pytest.mark.parametrize(("left", "right"), NOT_AT_ODDS, ids=lambda one: one[1])
def test_other_forms_and_wider_places_are_not_at_odds(left: tuple[str, str], right: tuple[str, str]) -> None:
    assert not at_odds(told(*left), told(*right))


def test_numbers_and_names_that_the_other_report_lacks_speak_against_one_event() -> None:
    first, second = told("ru", "Открыта школа на 350 мест"), told("ru", "Открыта школа на 225 мест")
    assert compare(first, second).other_numbers and not compare(first, first).other_numbers
    assert compare(first, second).score < compare(first, second)._replace(other_numbers=False).score
    cases = "Бүгүнкү маалымат: Бишкекте 98 киши, Ошто 379 киши."
    days = [told("ky", f"Бир суткада {number} кишиден вирус аныкталды", cases) for number in (98, 379)]
    assert compare(*days).other_numbers and compare(*days).score < 0.5
    assert not compare(
        days[0], told("ky", "Бир суткада 379 кишиден вирус аныкталды", cases, "two")
    ).other_numbers
    assert not compare(days[0], told("ky", "Мектепте 379 орун бар, 40 мугалим иштейт", cases)).other_numbers
    named = compare(told("ru", "В село Кулунду приехал Асанов"), told("ru", "В село Кулунду приехал гость"))
    assert named.other_names == 1 and named.at_odds == 0
    across = compare(told("ru", "В село Кулунду приехал Асанов"), told("en", "A guest came to the village"))
    assert across.other_names == 0


@pytest.mark.parametrize(
    ("language", "title", "is_other"),
    [
        ("az", "Benzinin litri 1,75 manata qalxıb", True),
        ("en", "Petrol is up in Ganja", True),
        ("en", "Petrol is up in Almaty", False),
        ("en", "Petrol is up", False),
        ("kk", "Гянджада бензин қымбаттады", False),
    ],
)
def test_reports_in_two_languages_of_other_lands_are_less_likely_one(
    language: str, title: str, is_other: bool
) -> None:
    """A land is told by its towns and its money, too."""
    here = told("kk", "Бензиннің литрі 238 теңгеден сатылып жатыр", "Баға көтерілді.")
    there = told(language, title, "-")
    assert compare(here, there).other_lands == compare(there, here).other_lands == is_other
    found = compare(here, there)._replace(other_lands=True)
    assert found.score < found._replace(other_lands=False).score


def test_one_outlet_tells_a_template_of_two_events() -> None:
    """Titles that tell each other tell nothing where each names another country, or has another number."""
    facts = {"alike": 0.8, "common": 6.5, "titles": 1.0, "other_names": 0, "other_numbers": False}
    others = {"other_days": False, "other_lands": False, "other_language": False}
    here = Likeness(**facts, **others, at_odds=0, same_outlet=True)  # type: ignore[arg-type]
    odd = here._replace(at_odds=1)
    assert here.score > 0.5 > odd.score
    assert here.log_odds == here._replace(same_outlet=False).log_odds
    assert odd.log_odds < odd._replace(same_outlet=False).log_odds
    numbered = here._replace(other_numbers=True)
    assert numbered.score < 0.5 < numbered._replace(same_outlet=False).score
