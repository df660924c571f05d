"""How texts are compared: the quick ways of reading words and numbers say what the plain ones say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.matching.comparison import NUMBER, numbers, ungrouped
from storage.text import TYPESET, UZBEK_MARK, WORD, folded, words

LETTERS = "aoGZ_09.,-'% \n" + TYPESET + "ёЁжЖіүңİıIßéА\u0301\u200b"
wild = st.text(st.one_of(st.sampled_from(LETTERS), st.characters(codec="utf-8")), max_size=60)


@given(wild)
def test_words_are_runs_of_letters_in_one_case_whatever_stands_between_them(text: str) -> None:
    plain = UZBEK_MARK.sub("", text).translate(dict.fromkeys(map(ord, "ʻʼ"), " "))
    assert words(text) == WORD.findall(folded(plain).casefold())


@pytest.mark.parametrize("mark", "'ʻʼ‘’`")
def test_uzbek_letters_are_one_however_their_mark_is_typed(mark: str) -> None:
    assert words(f"O{mark}zbekiston Farg{mark}onada, bog{mark}i") == ["ozbekiston", "fargonada", "bogi"]
    assert words(f"ma{mark}lum dog{mark}s") == ["ma", "lum", "dog", "s"]


@given(st.text(st.sampled_from("019.,- aб"), max_size=40))
def test_numbers_are_runs_of_digits_and_points_without_commas(text: str) -> None:
    whole = text if text.isascii() else ungrouped(text)
    found = {number.strip(".") for number in NUMBER.findall(whole.replace(",", ""))}
    assert numbers(text) == found - {""}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rs 11,000, 15 000 сом, 1.500 ton, 1\u202f234\u202f567", "Rs 11000, 15000 сом, 1500 ton, 1234567"),
        ("1,5 млн, 0.500 kg, 12.05.2026, 12:30", "1,5 млн, 0.500 kg, 12.05.2026, 12:30"),
        ("in 2021 100 people, 7,0000 and 1,23", "in 2021 100 people, 7,0000 and 1,23"),
    ],
)
def test_a_large_number_in_groups_is_one(text: str, found: str) -> None:
    assert ungrouped(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,234.5 som and 7. (18.30%) 3...", {"1234.5", "7", "18.30", "3"}),
        ("15,000 сома, 3.200 и 22\xa0бала", {"15000", "3200", "22"}),
        ("no numbers, not one.", set()),
    ],
)
def test_numbers_have_no_thousands_separators_and_no_full_stops(text: str, found: set[str]) -> None:
    assert numbers(text) == found
