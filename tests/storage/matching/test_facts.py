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
        ("ҚР делегациясы жиынға қатысты", "РФ делегациясы жиынға қатысты"),
        ("A guruhi oʻyinlari natijalari", "B guruhi oʻyinlari natijalari"),
        ("ABŞ nümayəndə heyəti Bakıda görüş keçirib", "BMT nümayəndə heyəti Bakıda görüş keçirib"),
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
        ("Ақтөбе облысында жаңа мектеп ашылды", "Павлодар облысында жаңа мектеп ашылды"),
        (
            "Тоқаев Өзбекстан Президентімен телефон арқылы сөйлесті",
            "Тоқаев Тәжікстан Президентімен телефон арқылы сөйлесті",
        ),
        ("Министр Жапонияның елшісін қабылдады", "Министр Кореяның елшісін қабылдады"),
        (
            "Шымкентте автобус аударылып, адамдар жарақат алды",
            "Таразда автобус аударылып, адамдар жарақат алды",
        ),
        ("Almatyda jaña metro beketı aşyldy", "Şymkentte jaña metro beketı aşyldy"),
        ("Fargʻona viloyatida yangi maktab ochildi", "Buxoro viloyatida yangi maktab ochildi"),
        ("Farg'ona viloyatida yangi maktab ochildi", "Qo'qon shahrida yangi maktab ochildi"),
        ("Фарғона вилоятида янги мактаб очилди", "Қўқон шаҳрида янги мактаб очилди"),
        ("Oʻzbekiston elchisi vazir bilan uchrashdi", "Qozogʻiston elchisi vazir bilan uchrashdi"),
        ("Vazir Yaponiya elchisini qabul qildi", "Vazir Koreya elchisini qabul qildi"),
        ("Наманганда йўл-транспорт ҳодисаси содир бўлди", "Андижонда йўл-транспорт ҳодисаси содир бўлди"),
        ("Şəkidə yeni məktəb istifadəyə verilib", "Lənkəranda yeni məktəb istifadəyə verilib"),
        ("Nazir Yaponiyanın səfirini qəbul edib", "Nazir Koreyanın səfirini qəbul edib"),
        ("Gəncədə ağır yol qəzası baş verib", "Yevlaxda ağır yol qəzası baş verib"),
        ("BAKIDA GÜCLÜ KÜLƏK ƏSƏCƏK", "GƏNCƏDƏ GÜCLÜ KÜLƏK ƏSƏCƏK"),
        ("Азербайжанда жанармай қымбаттады", "Өзбекстанда жанармай қымбаттады"),
    ],
)
def test_titles_that_differ_in_a_place_are_of_two_articles(told: str, kept: str) -> None:
    assert other_fact(Told(told, ""), Kept(kept, "", "")) == "another place"
    assert other_fact(Told(kept, ""), Kept(told, "", "")) == "another place"


@pytest.mark.parametrize(
    "title", ["Oʻzbekiston elchisi vazir bilan uchrashdi", "O'zbekiston elchisi vazir bilan uchrashdi"]
)
def test_an_uzbek_place_that_the_slug_remembers_tells_nothing(title: str) -> None:
    kept = "Qozogʻiston elchisi vazir bilan uchrashdi"
    slug = "https://site.example/ozbekiston-elchisi-vazir-bilan-uchrashdi"
    assert not other_fact(Told(title, ""), Kept(kept, "", slug))
    assert other_fact(Told(title, ""), Kept(kept, "", "https://site.example/17"))


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
        ("5 шілдеге арналған ауа райы болжамы", "6 шілдеге арналған ауа райы болжамы"),
        ("Валюта бағамы: 3 қазан", "Валюта бағамы: 6 қазан"),
        ("Шілденің 5-іне арналған жұлдызнама", "Шілденің 6-сына арналған жұлдызнама"),
        ("12 qyrküiekke arnalğan aua raiy", "13 qyrküiekke arnalğan aua raiy"),
        ("5-sentabr kuni ob-havo qanday boʻladi", "6-sentabr kuni ob-havo qanday boʻladi"),
        ("5 май куни валюта курси", "6 май куни валюта курси"),
        ("21-iyul uchun valyuta kurslari eʼlon qilindi", "22-iyul uchun valyuta kurslari eʼlon qilindi"),
        ("Avqustun 5-nə olan hava proqnozu", "Avqustun 6-na olan hava proqnozu"),
        ("5 sentyabr üçün valyuta məzənnələri", "8 sentyabr üçün valyuta məzənnələri"),
        ("İyulun 21-də hava necə olacaq", "İyulun 22-də hava necə olacaq"),
        ("5 MAY HAVA PROQNOZU", "6 MAY HAVA PROQNOZU"),
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
