"""Codes, places and days that two titles have in each other's place tell two articles apart."""

from __future__ import annotations

import pytest

from storage.matching.comparison import Kept, Told
from storage.matching.facts import other_fact


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Results of Group A matches at the championship", "Results of Group B matches at the championship"),
        ("Minister met with the US ambassador to discuss trade", "Minister met with the EU ambassador to discuss trade"),
        ("Company reports record Q1 profit", "Company reports record Q2 profit"),
        ("В КР обсудили развитие туризма", "В РФ обсудили развитие туризма"),
        ("Chapter III of the law is to be amended", "Chapter IV of the law is to be amended"),
    ],
)  # fmt: skip
def test_titles_that_differ_in_a_code_alone_are_of_two_articles(told: str, kept: str) -> None:
    assert other_fact(Told(told, ""), Kept(kept, "", "https://site.example/1"))
    assert other_fact(Told(kept, ""), Kept(told, "", "https://site.example/1"))
    assert not other_fact(Told(told, ""), Kept(told, "", "https://site.example/1"))


def test_a_code_that_stands_on_the_other_side_too_tells_nothing() -> None:
    told = Told("Minister met with the US ambassador to discuss trade", "")
    title = "Minister met with the EU ambassador to discuss trade"
    assert not other_fact(told, Kept(title, "The ambassadors of the EU and the US came.", ""))
    assert not other_fact(told, Kept(title, "", "https://site.example/minister-met-with-the-us-ambassador"))
    assert not other_fact(Told(told.title, "The EU ambassador came, too."), Kept(title, "", ""))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("U.S. envoy visits Bishkek to discuss trade", "US envoy visits Bishkek to discuss trade"),
        ("Shares of L&T rise after the report", "Shares of LT rise after the report"),
        ("UK envoy visits Bishkek to discuss trade", "British envoy visits Bishkek to discuss trade"),
        ("Envoy visits Bishkek to discuss trade", "US envoy visits Bishkek to discuss trade"),
        ("5 people hurt in an accident near Osh", "7 people hurt in an accident near Osh"),
    ],
)
def test_other_spellings_longer_words_and_numbers_are_no_other_facts(told: str, kept: str) -> None:
    assert not other_fact(Told(told, ""), Kept(kept, "", "https://site.example/1"))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("A new school was opened in Naryn region", "A new school was opened in Osh region"),
        ("Министр встретился с послом Японии", "Министр встретился с послом Кореи"),
        ("Ош шаарында жаңы мектеп ачылды", "Баткен шаарында жаңы мектеп ачылды"),
        ("Kırgızistan'da okul açıldı: Narın bölgesi", "Kırgızistan'da okul açıldı: Oş bölgesi"),
        ("İstanbul'da yeni bir okul açıldı", "Ankara'da yeni bir okul açıldı"),
        ("BAKAN KIRGIZİSTAN'DA YENİ OKUL AÇTI", "BAKAN AZERBAYCAN'DA YENİ OKUL AÇTI"),
    ],
)
def test_titles_that_differ_in_a_place_are_of_two_articles(told: str, kept: str) -> None:
    assert other_fact(Told(told, ""), Kept(kept, "", "")) == "another place"
    assert other_fact(Told(kept, ""), Kept(told, "", "")) == "another place"


def test_a_place_that_stands_on_the_other_side_too_tells_nothing() -> None:
    told, title = "Министр встретился с послом Японии", "Министр встретился с послом Кореи"
    assert not other_fact(Told(told, ""), Kept(title, "Послы Японии и Кореи прибыли в Бишкек.", ""))
    assert not other_fact(
        Told(told, ""), Kept(title, "", "https://site.example/ministr-vstretilsya-s-poslom-yaponii")
    )
    assert not other_fact(Told("Министр встретился с послом", ""), Kept(title, "", ""))
    assert not other_fact(
        Told("Kyrgyz minister met an envoy", ""), Kept("Minister of Kyrgyzstan met an envoy", "", "")
    )


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Weather forecast for May 5 in Bishkek", "Weather forecast for May 6 in Bishkek"),
        ("Horoscope today, April 21st: what stars say", "Horoscope for April 22, 2022"),
        ("Курс валют на 5 мая", "Курс валют на 5 июня"),
        ("Бүгүн жаан жаайт, аба ырайы 5-май", "Бүгүн жаан жаайт, аба ырайы 6-май"),
        ("19 Mayıs hava durumu", "20 Mayıs hava durumu"),
        ("19 MAYIS HAVA DURUMU", "20 MAYIS HAVA DURUMU"),
        ("Аба ырайы 12-майга карата", "Аба ырайы 13-майга карата"),
    ],
)
def test_titles_of_two_days_are_of_two_articles(told: str, kept: str) -> None:
    assert other_fact(Told(told, ""), Kept(kept, "", "")) == "another day"


@pytest.mark.parametrize(
    "kept",
    [
        "Weather forecast for Bishkek",
        "Forecast for 5 May: what the weather will be",
        "Weather forecast for May 4 and May 5",
        "Weather forecast for 6 towns: what May brings",
    ],
)
def test_a_day_that_one_title_alone_names_tells_nothing(kept: str) -> None:
    assert not other_fact(Told("Weather forecast for May 5 in Bishkek", ""), Kept(kept, "", ""))
