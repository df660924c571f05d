"""What a person types into a search, and what SQLite's FTS5 is asked for it.

    министр кредит      both words, in any of their forms
    "новая дорога"      these words, as they are, side by side
    кредит*             every word that begins so
    кредит -банк        without this word
    суу OR вода         one of them (also ИЛИ, ЖЕ, VEYA)

Forms of a word are found by Snowball's stemmers (https://snowballstem.org/) for Russian, English and Turkish:
the word is looked for as it is, and as a beginning. Of Kazakh, Uzbek and Azerbaijani words that have a letter of their
own the endings of their cases are cut off (`storage.matching.turkic`). No stemmer is known for Kyrgyz, whose endings
follow the word: there the beginning alone, `өкмөт*`, serves.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from storage.matching import turkic
from storage.text import APOSTROPHES, folded, nfc

TERM = re.compile(r'(-?)(?:"([^"]*)(?:"|$)|(\S+))')
LETTERS = re.compile(r"[^\W_]+")
APOSTROPHE = re.compile(rf"(?<=[^\W_])[{APOSTROPHES}](?=[^\W_])")
"""Within a word, as in Uzbek `oʻzbek`."""
OR_WORDS = frozenset({"OR", "ИЛИ", "ЖЕ", "VEYA", "||"})
SHORTEST_STEM = 4
OWN_LETTERS = (
    ("uz", re.compile(r"[ўҳʻ]", re.I)),
    ("kk", re.compile(r"[әғқұһі]", re.I)),
    ("az", re.compile(r"ə", re.I)),
)
"""By which a word is known to be Uzbek, Kazakh or Azerbaijani."""
LONGEST_QUERY = 500
"""Characters; what follows is left out."""
QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "‟": '"'})


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for: a phrase of one word or more, as the index has them.

    `beginning`: what may stand for the last word is every word that begins so.
    """

    words: tuple[str, ...]
    beginning: str | None = None

    def matches(self, words: list[str], at: int) -> int:
        """Return how many of `words` from place `at` on this term is found in; 0: it is not there."""
        count = len(self.words)
        here = words[at : at + count]
        if len(here) < count or tuple(here[:-1]) != self.words[:-1]:
            return 0
        last = here[-1]
        is_last = last == self.words[-1] or (self.beginning is not None and last.startswith(self.beginning))
        return count if is_last else 0

    def expression(self) -> str:
        """Return the term in FTS5's language."""
        phrase = f'"{" ".join(self.words)}"'
        if self.beginning is None:
            return phrase
        if len(self.words) > 1:
            return f"{phrase} *"
        beginning = f'"{self.beginning}" *'
        return beginning if self.beginning == self.words[0] else f"({phrase} OR {beginning})"


@dataclass(frozen=True, slots=True)
class Query:
    """All of `groups`, of each group any term; none of `without`."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Everything that is looked for."""
        return tuple(term for group in self.groups for term in group)

    def expression(self) -> str:
        """Return the query in FTS5's language; empty where nothing is looked for."""
        if not self.groups:
            return ""
        wanted = " AND ".join(
            f"({' OR '.join(term.expression() for term in group)})" for group in self.groups
        )
        unwanted = " OR ".join(term.expression() for term in self.without)
        return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def read_query(typed: str, *, forms: bool = True) -> Query:
    """Return what `typed` asks for; any text is a query. `forms`: find other forms of unquoted words too."""
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    joins = False
    for minus, quoted, bare in TERM.findall(nfc(typed[:LONGEST_QUERY]).translate(QUOTES)):
        if bare in OR_WORDS and not minus:
            joins = bool(groups)
            continue
        ways = [quoted] if quoted else _ways(bare)
        terms = [_term(way, is_quoted=bool(quoted), forms=forms) for way in ways]
        found = tuple(term for term in terms if term)
        if not found:
            continue
        if minus:
            without.extend(found)
        elif joins:
            groups[-1] = (*groups[-1], *found)
        else:
            groups.append(found)
        joins = False
    return Query(tuple(groups), tuple(without))


def _ways(typed: str) -> list[str]:
    """Return a word in the ways in which its apostrophe is written: some are letters to the index, others part words."""
    if not APOSTROPHE.search(typed):
        return [typed]
    return [APOSTROPHE.sub(mark, typed) for mark in "'\u02bb\u02bc"]


def _term(typed: str, *, is_quoted: bool, forms: bool) -> Term | None:
    written = LETTERS.findall(typed)
    words = tuple(index_form(word) for word in written)
    if not words:
        return None
    if typed.endswith("*"):
        return Term(words, words[-1])
    if is_quoted or len(words) > 1 or not forms:
        return Term(words)
    return Term(words, beginning(written[0]))


def index_form(word: str) -> str:
    """Return a word as the index has it: one case, ё as е, ı and İ as i, Latin letters without marks."""
    small = folded(word).lower()
    if small.isascii():
        return small
    return "".join(_without_mark(letter) for letter in small)


@lru_cache(maxsize=1024)
def _without_mark(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


def beginning(word: str) -> str | None:
    """Return what the forms of a word begin with, as the index has it; None where that would find too much."""
    form = index_form(word)
    if not form.isalpha() or len(form) < SHORTEST_STEM:
        return None
    language = next((name for name, own in OWN_LETTERS if own.search(word)), None)
    if language:
        return _without_endings(form, language)
    stem = index_form(_stemmer(_language(word)).stemWord(word.lower()))
    shared = 0
    while shared < min(len(stem), len(form)) and stem[shared] == form[shared]:
        shared += 1
    return form[:shared] if shared >= SHORTEST_STEM else None


def _without_endings(form: str, language: str) -> str | None:
    """Return what is left of a word without the endings of its case, the longest that may be some."""
    endings = turkic.ENDING[language]
    return next(
        (
            form[:end]
            for end in range(SHORTEST_STEM, len(form) + 1)
            if endings.fullmatch(turkic.in_one_alphabet(form[end:], language))
        ),
        None,
    )


def _language(word: str) -> str:
    if re.search("[а-яё]", word.lower()):
        return "russian"
    return "turkish" if re.search("[çğıöşü]", word.lower()) else "english"


@lru_cache(maxsize=4)
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(language)
