"""Whether two texts are one: thresholds, and what each rule saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from storage.lazy import cached_property
from storage.matching import endings
from storage.matching.explanation import Reason, yes_or_no
from storage.matching.fingerprint import shared
from storage.matching.refilling import POINTS, Printed, Refilling, refilling
from storage.matching.texts import DAYS_APART, LEAST_WORDS, Text
from storage.matching.titles import named_apart

Kind = Literal["identical", "near", "contains", "person"]
SHARED = 0.48
"""Share of the shorter text's pairs of words that the longer one has at least."""
SHARED_SHORT = 6.0
"""A short text must share so many pairs more: there chance weighs more."""
SHARED_A_DAY = 0.02
SHARED_A_DAY_OWN = 0.03
"""For each day between the two more must be shared; within one outlet, which has templates, yet more."""
SHARED_MOST = 0.95
"""Never more: one mended word in forty is one text still."""
SHARED_OWN = 0.08
"""Within one outlet so much more must be shared: its people write alike."""
NUMBERS_TELL = 0.6
"""Where less is shared, numbers must not be mostly other ones; where more is, what stands in each other's place tells."""
OTHER_NUMBERS = 0.25
OTHER_NAMES = 0.25
"""Within one outlet at most so many of the shorter text's numbers, and of its capitalised words, are not in the longer."""
SHOWN_FACTS = 5
"""As many are named for a reader."""
CAPITALS_APART = 0.15
"""Of the words of one text so many more begin with a capital where it prints whole lines in capitals."""
FEW_NAMES = 4
"""Fewer capitalised words than this say nothing."""


@dataclass(frozen=True)
class Pair:
    """Two texts side by side: the shorter one first."""

    short: Text
    long: Text

    @classmethod
    def of(cls, left: Text, right: Text) -> Pair:
        """Return the pair of two texts, the same whichever is named first."""
        less, more = len(left.own.pairs), len(right.own.pairs)
        if less > more or (less == more and left.body.text > right.body.text):
            left, right = right, left
        return cls(left, right)

    @property
    def days(self) -> int:
        """Return the days between the two."""
        return abs(self.short.day - self.long.day)

    @property
    def is_own(self) -> bool:
        """Return whether both are of one outlet."""
        return self.short.source == self.long.source

    @cached_property
    def together(self) -> int:
        """How many pairs of words they share."""
        return shared(self.short.own.pairs, self.long.own.pairs)

    @property
    def share(self) -> float:
        """Return the share of the shorter text's pairs of words that the longer has too."""
        return self.together / max(1, len(self.short.own.pairs))

    @property
    def cover(self) -> float:
        """Return the share of the longer text's pairs of words that the shorter has too."""
        return self.together / max(1, len(self.long.own.pairs))

    @property
    def least_share(self) -> float:
        """Return the share from which the two may be one text."""
        least = SHARED + SHARED_SHORT / max(1, len(self.short.own.words))
        if self.is_own:
            return min(SHARED_MOST, least + SHARED_OWN + SHARED_A_DAY_OWN * self.days)
        return min(SHARED_MOST, least + SHARED_A_DAY * self.days)

    @cached_property
    def numbers(self) -> tuple[int, int, int]:
        """Different numbers: of both, of the shorter alone, of the longer alone."""
        return _overlap(self.short.own.numbers, self.long.own.numbers)

    @cached_property
    def names(self) -> tuple[int, int]:
        """Different capitalised words of the shorter: those that the longer has, and those that it has not.

        Where one of the two prints more in capitals, as a first paragraph, the longer may have them in small letters.
        """
        short, long = self.short.own, self.long.own
        is_alike = abs(short.capitals - long.capitals) <= CAPITALS_APART
        both = shared(short.names, long.names if is_alike else np.unique(long.words))
        return both, len(short.names) - both

    @property
    def numbers_agree(self) -> bool:
        """Return whether the numbers let the two be one text."""
        if self.share >= NUMBERS_TELL and not self.is_own:
            return True
        both, short, long = self.numbers
        if self.share < NUMBERS_TELL and min(short, long) >= 2 and min(short, long) > both:
            return False
        return not self.is_own or short <= OTHER_NUMBERS * (both + short)

    @property
    def names_agree(self) -> bool:
        """Return whether the capitalised words let the two be one text."""
        if not self.is_own:
            return True
        both, short = self.names
        return both + short < FEW_NAMES or short <= OTHER_NAMES * (both + short)

    @cached_property
    def printed(self) -> tuple[Printed, Printed]:
        """Both as they are written."""
        short, long = (
            Printed(text.source, text.title, text.body.text, text.own) for text in (self.short, self.long)
        )
        return short, long

    def refilled(self, *, in_full: bool = False) -> Refilling:
        """Return which facts stand in each other's place."""
        return refilling(*self.printed, in_full=in_full)

    @cached_property
    def is_house_alone(self) -> bool:
        """Return whether nothing is shared but what a house prints under its texts."""
        short, long = self.short, self.long
        if self.together > 2 * endings.LONGEST or not endings.share_a_tail(short.own, long.own):
            return False
        return self.is_own or endings.house_speaks(short.body.text, short.own, long.own)

    @property
    def is_copy(self) -> bool:
        """Return whether the two are equal to the letter, so that no rule can part them but those on days and length."""
        return (
            self.short.body.text == self.long.body.text
            and self.short.boilerplate == self.long.boilerplate
            and self.days <= DAYS_APART
            and len(self.short.own.words) >= LEAST_WORDS
        )

    @property
    def is_same(self) -> bool:
        """Return whether the two are one text."""
        if self.is_copy:
            return True
        return (
            self.days <= DAYS_APART
            and len(self.short.own.words) >= LEAST_WORDS
            and self.share >= self.least_share
            and self.numbers_agree
            and self.names_agree
            and not self.is_house_alone
            and not self.refilled().is_template
            and not named_apart(*self.printed)
        )

    @property
    def kind(self) -> Kind:
        """Return how two that are one text are alike."""
        if np.array_equal(self.short.own.words, self.long.own.words):
            return "identical"
        return "near" if self.cover >= SHARED else "contains"

    def reasons(self) -> list[Reason]:
        """Return every rule with what it saw."""
        dropped = len(self.short.boilerplate) + len(self.long.boilerplate)
        both, short, long = self.numbers
        names_both, names_short = self.names
        limit = (
            f"at most {OTHER_NUMBERS:.0%} only in the shorter text"
            if self.is_own
            else f"not mostly other ones, where less than {NUMBERS_TELL:.0%} is shared"
        )
        return [
            Reason("days apart", self.days, f"at most {DAYS_APART}", self.days <= DAYS_APART),
            Reason(
                "words of the shorter text",
                len(self.short.own.words),
                f">= {LEAST_WORDS}",
                len(self.short.own.words) >= LEAST_WORDS,
                f"{dropped} paragraphs of boilerplate left out" if dropped else "",
            ),
            Reason(
                "share of the shorter text's pairs of words that the longer has",
                round(self.share, 3),
                f">= {self.least_share:.3f}",
                self.share >= self.least_share,
                f"of one outlet, {self.days} days apart"
                if self.is_own
                else f"of two outlets, {self.days} days apart",
            ),
            Reason(
                "numbers: shared, only in the shorter, only in the longer",
                f"{both}, {short}, {long}",
                limit,
                self.numbers_agree,
            ),
            Reason(
                "capitalised words: shared, only in the shorter",
                f"{names_both}, {names_short}",
                f"at most {OTHER_NAMES:.0%} only in the shorter text" if self.is_own else None,
                self.names_agree,
            ),
            Reason(
                "more is shared than what stands below both",
                yes_or_no(not self.is_house_alone),
                "yes",
                not self.is_house_alone,
                "" if not self.is_house_alone else f"both begin with words of their own; {self._below}",
            ),
            self._facts_reason(),
            self._titles_reason(),
        ]

    @property
    def _below(self) -> str:
        return "what follows is of one outlet" if self.is_own else "what follows speaks of who prints it"

    def _facts_reason(self) -> Reason:
        refilled = self.refilled(in_full=True)
        return Reason(
            "facts in each other's place: points, places of all where the texts differ",
            f"{refilled.points}, {len(refilled.exchanges)} of {refilled.places}",
            f"< {POINTS} points, or less than a third of the places",
            not refilled.is_template,
            "many words of other kinds differ, too"
            if refilled.is_edited
            else "; ".join(f"{one.ours} / {one.theirs}" for one in refilled.exchanges[:SHOWN_FACTS]),
        )

    def _titles_reason(self) -> Reason:
        apart = named_apart(*self.printed)
        return Reason(
            "titles of one pattern that name other things",
            yes_or_no(apart is not None),
            "no",
            apart is None,
            " / ".join(apart) if apart else "",
        )


@dataclass(frozen=True, slots=True)
class Likeness:
    """How an article and another one are one text; `holder` is the article that has the other's text and more."""

    kind: Kind
    score: float
    holder: int | None = None


def _overlap(short: np.ndarray, long: np.ndarray) -> tuple[int, int, int]:
    both = shared(short, long)
    return both, len(short) - both, len(long) - both
