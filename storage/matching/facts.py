"""What a title names that is not exchanged when it is edited: a code, a place, a day.

"Results of Group A" and "... of Group B", a school in Naryn and one in Osh, the weather of May 5 and of May 6: by all
measures such titles are alike, and nothing else may tell two articles apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from storage.matching import glossary
from storage.matching.comparison import OPENING, Kept, Told, fillings, in_latin, telling
from storage.text import UZBEK_MARK, WORD, with_uzbek_letters

DOTS_WITHIN = re.compile(r"(?<=\b\w)\.(?=\w\b)")
"""What stands between the letters of `U.S.`"""
CODE_LETTERS = 3
"""Letters of a code at most: `EU`, `Q1`, the `A` of `Group A`. What is longer is a word like others."""
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


def other_fact(told: Told, kept: Kept) -> str | None:
    """Return what an article's title names in place of what the promised one names, or None.

    Days are those of the whole titles. Codes and places count where the titles are the same but for a part, and those
    of each side stand nowhere on the other.
    """
    left, right = told.title_list, kept.title_list
    if left == right:
        return None
    ours, theirs = fillings(left, right)
    if left[ours] and right[theirs] and (found := _other_filling(told, kept)):
        return found
    return (
        "another day" if _may_name_day(left) and _may_name_day(right) and _is_other_day(told, kept) else None
    )


def _other_filling(told: Told, kept: Kept) -> str | None:
    left, right = _written(told.bare_title), _written(kept.bare_title)
    ours, theirs = fillings(_small(left), _small(right))
    here, there = left[ours], right[theirs]
    if _are_codes(here) and _are_codes(there):
        return "another code" if _is_other_code(here, there, told, kept) else None
    return "another place" if _is_other_place(_small(here), _small(there), told, kept) else None


def _may_name_day(found: Iterable[str]) -> bool:
    """Return whether words hold the number of a day: many times as quick as looking for months."""
    return any(word[0] <= "9" and DAY.fullmatch(word) for word in found)


def _is_other_day(told: Told, kept: Kept) -> bool:
    here, there = _days(_small(_written(told.bare_title))), _days(_small(_written(kept.bare_title)))
    return bool(here) and bool(there) and here.isdisjoint(there)


def _days(found: Sequence[str]) -> set[tuple[str, int]]:
    """Return month and day where a number stands beside the name of a month, in any of the languages."""
    days = set()
    for one, other in pairwise(found):
        for number, name in ((one, other), (other, one)):
            day = DAY.fullmatch(number)
            if day and (month := glossary.any_month(name)):
                days.add((month, int(day[1])))
    return days


def _is_other_place(here: list[str], there: list[str], told: Told, kept: Kept) -> bool:
    ours, theirs = glossary.any_places(here), glossary.any_places(there)
    if not ours or not theirs:
        return False
    names = [UZBEK_MARK.sub("", word) for word in here if glossary.any_place(word)]
    if not kept.slug.isdisjoint(telling(in_latin(names))):
        return False
    ours -= glossary.any_places(_small(_written(f"{kept.bare_title} {kept.opening[:OPENING]}")))
    theirs -= glossary.any_places(_small(_written(f"{told.bare_title} {told.opening}")))
    return bool(ours) and bool(theirs)


def _is_other_code(here: list[str], there: list[str], told: Told, kept: Kept) -> bool:
    ours, theirs = _codes(here), _codes(there)
    if "".join(ours) == "".join(theirs):
        return False
    known = {*_codes(_written(kept.opening[:OPENING])), *kept.slug_list}
    return known.isdisjoint(ours) and set(_codes(_written(told.opening))).isdisjoint(theirs)


def _written(text: str) -> list[str]:
    """Return the words of a text as they are written, abbreviations without dots."""
    return WORD.findall(DOTS_WITHIN.sub("", with_uzbek_letters(text)))


def _small(written: Iterable[str]) -> list[str]:
    """Return words as the glossary has them."""
    return list(map(glossary.small, written))


def _are_codes(found: Sequence[str]) -> bool:
    return bool(found) and all(map(_is_code, found))


def _is_code(word: str) -> bool:
    """Return whether a word as it is written is a code; what begins with a digit is a number."""
    is_marked = word.isupper() or any(letter.isdigit() for letter in word)
    return is_marked and len(word) <= CODE_LETTERS and not word[0].isdigit()


def _codes(found: Iterable[str]) -> list[str]:
    """Return the codes among words as they are written, in small Latin letters."""
    return in_latin([word.casefold() for word in found if _is_code(word)])
