"""How likely two reports tell of one event: a few measures, weighed by logistic regression.

The weights were fitted on pairs of Russian and English news that people had judged, and on half of our own pairs in
Kyrgyz, Russian and English, with word weights of an empty and of a filled archive; `docs/matching.md` says how, and
how well they serve on what was kept aside. They are rounded, so that a person can add them up.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, fsum, log1p

from storage.matching.report import Report

WINDOW = 3
"""Days between two reports of one event, at most."""
THRESHOLD = 0.5
"""Reports as likely as this to tell of one event are linked."""

BIAS = -5.35
ALIKE = 4.0
COMMON = 0.55
TITLES = 2.0
OTHER_PLACES = -0.45
SAME_OUTLET = -4.0
"""Times what the titles do not tell of each other: an outlet seldom tells one thing twice, but follows it up."""
OTHER_DAYS = -2.0
OTHER_LANGUAGE = 0.7


@dataclass(frozen=True, slots=True)
class Likeness:
    """The measures of two reports, and what they come to."""

    alike: float
    """Cosine of the weighted words; between languages, of those that both understand."""
    common: float
    """Logarithm of the weight of all that they share."""
    titles: float
    """How much of a title, places and formulas left out, the other report tells too; the lesser of the two."""
    other_places: int
    """Places in one title that the other report does not name."""
    same_outlet: bool
    """Whether both are of one outlet and language: it seldom tells one thing twice, but translates it."""
    other_days: bool
    """Whether both name days of the calendar, and none is the same."""
    other_language: bool

    @property
    def log_odds(self) -> float:
        """The weighted sum: above 0, one event is more likely than two."""
        return (
            BIAS
            + ALIKE * self.alike
            + COMMON * self.common
            + TITLES * self.titles
            + OTHER_PLACES * self.other_places
            + SAME_OUTLET * self.same_outlet * (1 - self.titles)
            + OTHER_DAYS * self.other_days
            + OTHER_LANGUAGE * self.other_language
        )

    @property
    def score(self) -> float:
        """The probability that both tell of one event."""
        return 1 / (1 + exp(-self.log_odds))


def compare(left: Report, right: Report) -> Likeness:
    """Return the measures of two reports."""
    here, there = left.weights, right.weights
    both = here.keys() & there.keys()
    product = fsum([here[key] * there[key] for key in both])  # exact: sets have no order
    other_language = left.language != right.language
    if other_language:
        lengths = left.understood_length * right.understood_length
    else:
        lengths = left.length * right.length
    return Likeness(
        product / lengths,
        log1p(product),
        min(_told(left, right), _told(right, left)),
        len(left.title_places - right.weights.keys()) + len(right.title_places - left.weights.keys()),
        left.group == right.group and not other_language,
        bool(left.days) and bool(right.days) and left.days.isdisjoint(right.days),
        other_language,
    )


def _told(titled: Report, other: Report) -> float:
    """Return the share of what a title says that the other report tells."""
    told = sum([weight for key, weight in titled.core.items() if key in other.weights])
    return told / titled.core_weight


def shared_keys(left: Report, right: Report) -> list[str]:
    """Return what two reports share, what says most first."""
    both = left.weights.keys() & right.weights.keys()
    return sorted(both, key=lambda key: (-left.weights[key] * right.weights[key], key))
