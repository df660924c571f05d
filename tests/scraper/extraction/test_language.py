"""Neighbouring languages are told apart on single paragraphs, and what markup claims is checked against the text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from scraper.extraction.language import identify_language

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
        assert identify_language(text, claim, ("ru", "en")) == language


def test_the_claim_decides_where_there_is_next_to_no_text() -> None:
    assert identify_language("24.kg", "ky-KG") == "ky"
    assert identify_language("", None, ("tr",)) == "tr"
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
