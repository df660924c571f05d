"""Neighbouring languages are told apart on single paragraphs, and what markup claims is checked against the text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from scraper.extraction import Page, read_page
from scraper.extraction.language import article_language, identify_language

PARAGRAPHS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).resolve().parents[2] / "data/languages.toml").read_text(encoding="utf-8")
)


def test_at_least_98_of_100_paragraphs_are_told() -> None:
    pairs = [(language, text) for language, texts in PARAGRAPHS.items() for text in texts]
    wrong = [
        (language, found, text) for language, text in pairs if (found := identify_language(text)) != language
    ]
    assert min(map(len, PARAGRAPHS.values())) >= 40
    assert len(wrong) <= 0.02 * len(pairs), wrong


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_a_whole_text_is_told_whatever_the_markup_claims(language: str) -> None:
    text = "\n\n".join(PARAGRAPHS[language])
    for claim in (None, "ru", "en-US", "xx", ""):
        assert identify_language(text, claim) == language


def test_the_claim_decides_where_there_is_next_to_no_text() -> None:
    assert identify_language("24.kg", "ky-KG") == "ky"
    assert identify_language("", None) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Memleket basşysynyñ Jarlyğymen Erlan Särsembaev ministr bolyp tağaiyndaldy", "kk"),
        ("Almatylyqtar tańerteń jer silkinisinen oıandy, zardap shekkender joq, dep habarlady qyzmet", "kk"),
        ("The Iraqi queen's mystery: a cyclist from Qatar", "en"),
        ("Quality of dairy systems: enquiry into hydrogen", "en"),
        ("Qashqadaryo viloyatida yangi yoʻl qurilishi boshlandi", "uz"),
        ("Qazax rayonunda yeni məktəb açılıb", "az"),
    ],
)
def test_kazakh_in_latin_letters_is_told_from_what_has_its_letters(text: str, language: str) -> None:
    assert identify_language(text) == language


def test_sites_own_codes_for_kyrgyz_and_kazakh_are_understood() -> None:
    assert identify_language("2026", "kg") == "ky"
    assert identify_language("2026", "kz-KZ") == "kk"


SPANISH = (
    "El gobierno aprobó hoy en la sesión de la mañana el presupuesto de la ciudad, dijo en Madrid el portavoz de la"
    " ministra. En el texto de la ley se habla de la escuela, de la salud y de las carreteras de la provincia."
)
FRENCH = (
    "Le conseil de la ville a adopté en séance de nuit le budget de la voirie, et de la mairie en général."
)
DUTCH = "De minister heeft de begroting van de stad goedgekeurd, zegt de regering in Den Haag."
PERSIAN = "معاون اجرايي رييس جمهور: اعتبارات عمراني به استان هاي محروم اختصاص يافت"
"""Persian, typed with the Arabic letters for ی and ک."""
VERSE = "دل من تنگ است، غم من دریا. یار من، نگار من، جان من: آروم من، قرار من، حال من، بهار من."
"""Persian with a word, "I", that Arabic has all the time."""
ARABIC = (
    "قال وزير النقل إن الجسر الذي بني خلال ثلاث سنوات في شمال البلاد يفتح غدا، وإن الطرق إلى القرى التي تقع على النهر"
    " تصلح مع بداية العام."
)


@pytest.mark.parametrize(
    ("text", "claim", "language"),
    [
        (SPANISH, None, "es"),
        (SPANISH, "tr", "es"),
        (FRENCH, None, "fr"),
        (DUTCH, "nl", "nl"),
        (PERSIAN, None, "fa"),
        (VERSE, None, "fa"),
        (PERSIAN, "ar", "fa"),
        (ARABIC, None, "ar"),
        ("საქართველოს პარლამენტმა დღეს მიიღო კანონი განათლების შესახებ.", None, "ka"),
        ("政府は今日、来年度の予算案を閣議決定した。市民の声も聞くという。", None, "ja"),
        ("대통령은 오늘 국회에서 새해 예산안에 대해 연설했다.", None, "ko"),
    ],
)
def test_languages_of_other_parts_are_not_taken_for_ours(text: str, claim: str | None, language: str) -> None:
    assert identify_language(text, claim) == language


def test_an_article_says_what_told_its_language() -> None:
    title, text = "Бюджет кабыл алынды", "\n\n".join(PARAGRAPHS["ky"][:5])
    assert article_language(title, text) == ("ky", "text")
    assert article_language(title, text, ("ru",), ("ky-KG", "markup")) == ("ky", "markup")
    assert article_language(title, text, ("ru",), ("ru", "markup")) == ("ky", "text")
    assert article_language("24.kg", "", ("tr",)) == ("tr", "site_rule")
    assert article_language("24.kg", "", ("tr", "en")) is None
    assert article_language("24.kg", "", ("tr",), ("ky", "json_ld")) == ("ky", "json_ld")


@pytest.mark.parametrize(
    ("attribute", "origin"), [(' lang="ky"', "markup"), (' lang="ru"', "text"), ("", "text")]
)
def test_a_page_is_read_with_the_origin_of_its_language(attribute: str, origin: str) -> None:
    body = "".join(f"<p>{one}</p>" for one in PARAGRAPHS["ky"][:8])
    markup = f"<html{attribute}><body><article><h1>Бюджет кабыл алынды</h1>{body}</article></body></html>"
    reading = read_page(Page.parse(markup.encode(), "https://kabar.example/1"))
    assert (reading.language, reading.provenance["language"]) == ("ky", origin)
