"""How much it says that two reports share a word: the rarer the more.

A word's weight is the logarithm of how seldom articles of its language hold it (inverse document frequency,
Spärck Jones 1972). An archive that is young knows nothing of frequencies, so every count begins with a prior:
what a person would guess from the kind of the word, worth `PRIOR` articles. Counts grow with the archive, in
SQLite: of the first articles all, then of a sample that depends on the articles alone. Weights change only at
steps (`STEPS`), so that for long stretches the same two reports have the same score.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from math import log
from operator import getitem
from typing import NamedTuple

import xxhash

from storage.gathering import Gathering
from storage.matching.report import DAY, FORMULA, MEANING, NAME, NUMBER, PLACE, WORD

WORD_TABLES = """
CREATE TABLE word_counts (
    language TEXT NOT NULL,
    word TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (language, word)
) WITHOUT ROWID;
"""

PRIOR = 200
"""The guess counts as much as so many articles."""
LEAST = 0.05
ALL_OF = 400
"""So many articles of a language are counted all: of what happens these weeks ("virus") no guess knows how common it is."""
ONE_IN = 8
"""Of those that come then, one of so many is counted: frequencies need no more, and counting every word is dear."""
STEPS = (100, 200, 400, 1000, 2000, 4000, 8000, 16000)
"""Weights of a language are renewed when so many of its articles were counted; before the first they are guesses."""
AGED = 20_000
"""After so many counted articles of a language its counts are halved: what was news once becomes an old word."""
KNOWN_WEIGHTS = 100_000
"""Words of one language whose weights are remembered."""

COUNT = (
    "INSERT INTO word_counts VALUES (?, ?, ?)"
    " ON CONFLICT DO UPDATE SET articles = articles + excluded.articles"
)

SHARES = {WORD: 0.006, NAME: 0.004, DAY: 0.004, MEANING: 0.03, PLACE: 0.03, FORMULA: 0.15}
"""Guessed share of the articles that hold a word of a kind."""
SHORT = 3
"""A word of so many letters is found in more of them."""


def guessed_share(key: str, kind: int) -> float:
    """Return the share of articles that hold `key`, as a person would guess it."""
    if kind == NUMBER:
        if "." in key:
            return 0.002
        if len(key) > 5:
            return 0.01 if len(key.rstrip("0")) == 2 else 0.002  # a million, or a number like no other
        if len(key) == 5:
            return 0.08 if key[1:3] in ("19", "20") else 0.004
        return {2: 0.1, 3: 0.03}.get(len(key), 0.01)
    if kind == WORD and len(key) <= SHORT:
        return 0.03
    return SHARES[kind]


class Counts(NamedTuple):
    """The counts of a language's words, as they stand from one renewal to the next."""

    language: str
    number: int
    """How often they were renewed in this process: what was weighed under another number is out of date."""
    articles: int
    words: dict[str, int]
    """Those that say more than the guess."""


class _Weights(dict[str, float]):
    """What the words of one kind weigh in a language, each worked out when it is first asked for."""

    def __init__(self, kind: int, counted: Counts) -> None:
        super().__init__()
        self._kind = kind
        self._words = counted.words
        self._articles = counted.articles + PRIOR
        self._usual = self._weight(0, SHARES[kind]) if kind in SHARES else None
        """What those weigh that were not counted, and are guessed by their kind alone."""

    def __missing__(self, key: str) -> float:
        count = self._words.get(key)
        if count is None and self._usual and len(key) > SHORT:
            weight = self[key] = self._usual
        else:
            weight = self[key] = self._weight(count or 0, guessed_share(key, self._kind))
        return weight

    def _weight(self, count: int, guess: float) -> float:
        share = (count + PRIOR * guess) / self._articles
        return max(LEAST, -log(share)) if share < 1 else LEAST


class Rarity:
    """Weights of words from counts of articles; the counts are in SQLite, those that matter in memory too."""

    def __init__(self, gathering: Gathering | None = None) -> None:
        """Weigh words by the counts of an archive, or by guesses."""
        self.gathering = gathering
        self.sql = gathering.sql if gathering else None
        self.step: dict[str, int] = {}
        self.counts: dict[str, Counts] = {}
        self.weights: dict[str, list[_Weights]] = {}
        """Of each language, by kind: the same letters may be a word here and a name there."""
        if self.sql is not None:
            for language, articles in self.sql.execute(
                "SELECT language, articles FROM word_counts WHERE word = ''"
            ).fetchall():
                self._renew(language, articles)

    def weigh(self, key: str, kind: int, language: str | None) -> float:
        """Return how much sharing `key` says: 0 where every article has it, about 6 where hardly one does."""
        return self.weigh_all([key], bytes([kind]), language)[0]

    def weigh_all(self, keys: Sequence[str], kinds: bytes, language: str | None) -> list[float]:
        """Return the weights of several keys, as `weigh` gives them."""
        name = language or ""
        known = self.weights.get(name)
        if known is None:
            counted = self.counts.get(name) or Counts(name, 0, 0, {})
            known = self.weights[name] = [_Weights(kind, counted) for kind in range(1 + max(SHARES))]
        elif len(known[WORD]) + len(known[NAME]) + len(known[NUMBER]) > KNOWN_WEIGHTS:
            for weights in known:
                weights.clear()
        return list(map(getitem, map(known.__getitem__, kinds), keys))

    def number(self, language: str | None) -> int:
        """Return how often the weights of a language were renewed."""
        counted = self.counts.get(language or "")
        return counted.number if counted else 0

    def take(self, counts: Counts) -> None:
        """Weigh the words of a language by these counts from now on, which may be those of another process."""
        self.counts[counts.language] = counts
        self.weights.pop(counts.language, None)

    def learn(self, url: str, language: str | None, keys: Iterable[str]) -> None:
        """Count the words of an article, if it is of the sample."""
        if self.gathering is None:
            return
        name = language or ""
        counted = self.gathering.known(("counted", name), lambda: [self._counted(name)])
        if counted[0] >= ALL_OF and xxhash.xxh3_64_intdigest(url.encode()) % ONE_IN:
            return
        self.gathering.count(COUNT, name, ("", *keys))
        counted[0] += 1
        articles = counted[0]
        if articles < AGED and bisect_right(STEPS, articles) == self.step.get(name, 0):
            return
        self.gathering.settle([COUNT], [("counted", name)])
        if articles >= AGED:
            self._age(name)
        else:
            self._renew(name, articles)

    def _counted(self, language: str) -> int:
        """Return how many articles of a language were counted."""
        assert self.sql is not None
        row = self.sql.execute(
            "SELECT articles FROM word_counts WHERE language = ? AND word = ''", (language,)
        ).fetchone()
        return int(row[0]) if row else 0

    def _age(self, language: str) -> None:
        assert self.sql is not None
        self.sql.execute("UPDATE word_counts SET articles = articles / 2 WHERE language = ?", (language,))
        self.sql.execute("DELETE FROM word_counts WHERE language = ? AND articles = 0", (language,))
        self._renew(language, AGED // 2)

    def _renew(self, language: str, articles: int) -> None:
        """Take the counts of a language into memory; those of one article say no more than the guess."""
        assert self.sql is not None
        self.step[language] = bisect_right(STEPS, articles)
        if not self.step[language]:
            return
        words = dict(
            self.sql.execute(
                "SELECT word, articles FROM word_counts WHERE language = ? AND articles > 1 AND word != ''",
                (language,),
            ).fetchall()
        )
        self.take(Counts(language, self.number(language) + 1, articles, words))
