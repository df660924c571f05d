"""Why two records are, or are not, the same: each rule that was asked, what it saw, and where its threshold is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule's word on two records.

    Each matching module offers `explain(sql, left, right) -> list[Reason]`: the rules in the order in which they
    are asked, vetoes among them; `left` and `right` are ids (for folding: of a teaser, of an article).
    """

    rule: str
    """What is compared, in words that a journalist reads: `equal title`, `shared 4-word shingles`, `days apart`."""
    value: str | float
    """What was seen."""
    threshold: str | float | None
    """What it is held against, with its direction where that is not plain (`>= 0.45`, `at most 3`); None: nothing."""
    holds: bool
    """Whether this rule lets the two be one."""
    note: str = ""
    """What else helps to judge it: the words that differ, the boilerplate that was left out."""


def yes_or_no(value: object) -> str:
    """Return how a reason shows what is or is not."""
    return "yes" if value else "no"


BY_PERSON = "a person's decision"
"""The rule that wins over all others."""


def by_person(value: str, *, holds: bool, note: str = "") -> Reason:
    """Return what a person decided as a reason."""
    return Reason(BY_PERSON, value, None, holds, note)
