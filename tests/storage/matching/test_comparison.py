"""Titles are known again in the slugs that sites make of them, in whatever letters; and codes tell two titles apart."""

from __future__ import annotations

import pytest

from storage.matching.comparison import EDITED, FOREIGN, Kept, Told, other_code

SLUGS = [
    ("Кыргызстан и Турция обсудили сотрудничество в области медиа и коммуникаций",
     "55641-kyrgyzstan-i-turcija-obsudili-sotrudnichestvo-v-oblasti-media-i-kommunikacij.html"),
    ("Жители жалуются: пыль и щебень на улице Чуйкова", "doc/516955_jiteli_jalyiutsia_pyl_i_scheben_na_ylice_chyikova.html"),
    ("Жители жалуются: пыль и щебень на улице Чуйкова", "zhiteli-zhaluyutsya-pyl-i-shcheben-na-ulitse-chuykova"),
    ("Жители жалуются: пыль и щебень на улице Чуйкова", "item/144206-zhiteli-zhaluyutsya-pyl-i-shhebien-na-ulice-chujkova.html"),
    ("Садыр Жапаров принял посла Японии", "ru/sobytiya/31245_sadir_ghaparov_prinyal_posla_yaponii"),
    ("Садыр Жапаров принял посла Японии", "%D1%81%D0%B0%D0%B4%D1%8B%D1%80-%D0%B6%D0%B0%D0%BF%D0%B0%D1%80%D0%BE%D0%B2-%D0%BF%D1%80%D0%B8%D0%BD%D1%8F%D0%BB-%D0%BF%D0%BE%D1%81%D0%BB%D0%B0-%D1%8F%D0%BF%D0%BE%D0%BD%D0%B8%D0%B8"),
    ("Нарын шаарында жаңы өкмөттүк мектеп ачылды", "koom/naryn-shaarynda-zhany-okmottuk-mektep-achyldy"),
    ("Kırgızistan'da yeni okul açıldı: Öğrenciler Narın bölgesinden",
     "haber/kirgizistanda-yeni-okul-acildi-ogrenciler-narin-bolgesinden"),
    ("Prezident İlham Əliyev Bişkekdə sammitdə çıxış edib", "prezident-ilham-eliyev-biskekde-sammitde-cixis-edib"),
    ("New school opened for 1200 pupils", "news/new-school-opened-for-1200-pupils"),
    ("Roads are repaired in the whole district", "news/2026/roads-are-repaired-in-the-whole-district-48211"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "slug"), SLUGS)
def test_a_slug_remembers_its_title_however_the_site_writes_it(title: str, slug: str) -> None:
    assert Kept(title, "", f"https://site.example/{slug}").headline_slug >= EDITED


@pytest.mark.parametrize(
    ("title", "slug", "least"),
    [
        ("Садыр Жапаров принял посла Японии", "sadir-ghaparov-posetil-shkolu-v-oshe", FOREIGN),
        ("New school opened for 1200 pupils", "news/new-school-opened-for-900-children", FOREIGN),
        ("New school opened for 1200 pupils", "55641-v-naryne-otkryli-shkolu.html", 0),
    ],
)
def test_a_slug_of_another_title_is_told_from_it(title: str, slug: str, least: float) -> None:
    assert least <= Kept(title, "", f"https://site.example/{slug}").headline_slug < EDITED


@pytest.mark.parametrize("number", ["1200", "12000"])
def test_a_number_of_the_title_stays_in_the_slug(number: str) -> None:
    kept = Kept(
        f"{number} pupils go to school", "", f"https://site.example/{number}-pupils-go-to-school-{number}1"
    )
    assert kept.slug_list == [number, "pupils", "go", "to", "school"]


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
    assert other_code(Told(told, ""), Kept(kept, "", "https://site.example/1"))
    assert other_code(Told(kept, ""), Kept(told, "", "https://site.example/1"))
    assert not other_code(Told(told, ""), Kept(told, "", "https://site.example/1"))


def test_a_code_that_stands_on_the_other_side_too_tells_nothing() -> None:
    told = Told("Minister met with the US ambassador to discuss trade", "")
    title = "Minister met with the EU ambassador to discuss trade"
    assert not other_code(told, Kept(title, "The ambassadors of the EU and the US came.", ""))
    assert not other_code(told, Kept(title, "", "https://site.example/minister-met-with-the-us-ambassador"))
    assert not other_code(Told(told.title, "The EU ambassador came, too."), Kept(title, "", ""))


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
def test_other_spellings_longer_words_and_numbers_are_no_other_codes(told: str, kept: str) -> None:
    assert not other_code(Told(told, ""), Kept(kept, "", "https://site.example/1"))
