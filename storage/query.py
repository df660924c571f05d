"""What a person types into a search, and what SQLite's FTS5 is asked for it.

    министр кредит      both words, in any of their forms
    "новая дорога"      these words, as they are, side by side
    кредит*             every word that begins so
    кредит -банк        without this word
    суу OR вода         one of them (also ИЛИ, ЖЕ, VEYA)

Forms of a word are found by Snowball's stemmers (https://snowballstem.org/) for Russian, English and Turkish:
the word is looked for as it is, and as a beginning. No stemmer is known for Kyrgyz, whose endings follow the
word: there the beginning alone, `өкмөт*`, serves.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from storage.text import folded, nfc

TERM = re.compile(r'(-?)(?:"([^"]*)(?:"|$)|(\S+))')
LETTERS = re.compile(r"[^\W_]+")
OR_WORDS = frozenset({"OR", "ИЛИ", "ЖЕ", "VEYA", "||"})
SHORTEST_STEM = 4
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
        term = _term(quoted or bare, is_quoted=bool(quoted), forms=forms)
        if term is None:
            continue
        if minus:
            without.append(term)
        elif joins:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        joins = False
    return Query(tuple(groups), tuple(without))


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
    stem = index_form(_stemmer(_language(word)).stemWord(word.lower()))
    shared = 0
    while shared < min(len(stem), len(form)) and stem[shared] == form[shared]:
        shared += 1
    return form[:shared] if shared >= SHORTEST_STEM else None


def _language(word: str) -> str:
    if re.search("[а-яё]", word.lower()):
        return "russian"
    return "turkish" if re.search("[çğıöşü]", word.lower()) else "english"


@lru_cache(maxsize=4)
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(language)
