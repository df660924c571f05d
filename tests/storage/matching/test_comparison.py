"""Titles are known again in the slugs that sites make of them, in whatever letters."""

from __future__ import annotations

import pytest

from storage.matching.comparison import EDITED, FOREIGN, Kept

SLUGS = [
    ("Результаты: у учителей украли утварь", "doc/516957_rezyltaty_y_ychitelei_ykrali_ytvar.html"),
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
    ("Oʻzbekistonda gʻalla yigʻim-terimi boshlandi", "yangiliklar/ozbekistonda-galla-yigim-terimi-boshlandi"),
    ("O'zbekistonda g'alla yig'im-terimi boshlandi", "yangiliklar/ozbekistonda-galla-yigim-terimi-boshlandi"),
    ("Ўзбекистонда ғалла йиғим-терими бошланди", "yangiliklar/ozbekistonda-galla-yigim-terimi-boshlandi"),
    ("Қазақстанда егін жинау басталды", "janalyq/qazaqstanda-egin-zhinau-bastaldy"),
    ("Қазақстанда егін жинау басталды", "janalyq/kazakstanda-egin-jinau-bastaldi"),
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


def test_q_of_a_slug_is_the_k_of_its_title() -> None:
    kept = Kept(
        "Қазақстанда егін жинау басталды", "", "https://site.example/qazaqstanda-egin-zhinau-bastaldy"
    )
    assert kept.slug_list == kept.title_list


@pytest.mark.parametrize("number", ["1200", "12000"])
def test_a_number_of_the_title_stays_in_the_slug(number: str) -> None:
    kept = Kept(
        f"{number} pupils go to school", "", f"https://site.example/{number}-pupils-go-to-school-{number}1"
    )
    assert kept.slug_list == [number, "pupils", "go", "to", "school"]
