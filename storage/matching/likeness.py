"""How likely two reports tell of one event: a few measures, weighed by logistic regression.

The weights were fitted on pairs of Russian and English news that people had judged, and on made-up reports in Kyrgyz,
Russian, English and Turkish; `docs/matching.md` says how, and how well they serve on others. They are rounded, so that a
person can add them up.
"""

from __future__ import annotations

from math import exp, fsum, log1p
from typing import NamedTuple

from storage.matching import glossary
from storage.matching.report import Report

WINDOW = 3
"""Days between two reports of one event, at most."""
HEAD = 4
"""Letters in which the forms of one name are the same."""
REFILLED = 0.7
"""Share of two titles' words, numbers left out, from which they are one template."""
THRESHOLD = 0.5
"""Reports as likely as this to tell of one event are linked."""

BIAS = -7.6
ALIKE = 4.5
COMMON = 1.0
TITLES = 1.5
OTHER_NAMES = -0.8
AT_ODDS = -3.2
OTHER_NUMBERS = -1.0
SAME_OUTLET = -4.0
"""Times what the titles do not tell of each other: an outlet seldom tells one thing twice, but follows it up."""
OTHER_DAYS = -2.0
OTHER_LANDS = -1.0
OTHER_LANGUAGE = 0.8


class Likeness(NamedTuple):
    """The measures of two reports, and what they come to."""

    alike: float
    """Cosine of the weighted words; between languages, of those that both understand."""
    common: float
    """Logarithm of the weight of all that they share."""
    titles: float
    """How much of a title, places and formulas left out, the other report tells too; the lesser of the two."""
    other_names: int
    """Names in one title that the other report, of the same language, does not hold."""
    at_odds: int
    """Of names, towns and countries so many kinds of which each title has one that the other report lacks."""
    other_numbers: bool
    """Whether each title has a number that the other report lacks; of one outlet, whose titles are the same otherwise,
    that the other title lacks."""
    same_outlet: bool
    """Whether both are of one outlet and language: it seldom tells one thing twice, but translates it."""
    other_days: bool
    """Whether both name days of the calendar, and none is the same."""
    other_lands: bool
    """Whether both, in two languages, name lands, or towns or the money of lands, and none is the same."""
    other_language: bool

    @property
    def log_odds(self) -> float:
        """The weighted sum: above 0, one event is more likely than two."""
        return (
            BIAS
            + ALIKE * self.alike
            + COMMON * self.common
            + TITLES * self.titles
            + OTHER_NAMES * self.other_names
            + AT_ODDS * self.at_odds
            + OTHER_NUMBERS * self.other_numbers
            + SAME_OUTLET * self.same_outlet * (1 if self.at_odds or self.other_numbers else 1 - self.titles)
            + OTHER_DAYS * self.other_days
            + OTHER_LANDS * self.other_lands
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
    same_outlet = left.group == right.group and not other_language
    ours, theirs = left.title_names.difference(there), right.title_names.difference(here)
    odds = (ours or left.title_places) and (theirs or right.title_places)
    return Likeness(
        product / lengths,
        log1p(product),
        min(_told(left, right), _told(right, left)),
        0 if other_language else len(ours) + len(theirs),
        len(at_odds(left, right)) if odds else 0,
        bool(left.title_numbers.difference(there) and right.title_numbers.difference(here))
        or (same_outlet and _is_refilled(left, right)),
        same_outlet,
        bool(left.days) and bool(right.days) and left.days.isdisjoint(right.days),
        other_language and bool(left.lands) and bool(right.lands) and left.lands.isdisjoint(right.lands),
        other_language,
    )


def at_odds(left: Report, right: Report) -> list[tuple[str, str]]:
    """Return what each title names in place of what the other one names: a name, a town, a country.

    What is but another form of a name is none. A country is no other place than a town, which may lie in it. Where
    both titles name one person, whoever else they name is at odds, be it by name or by country: the minister who met
    the ambassador of Estonia, and the head of a company.
    """
    found = []
    ours, theirs = _unlike(left, right), _unlike(right, left)
    if ours and theirs:
        found.append((min(ours), min(theirs)))
    here, there = left.title_places.difference(right.weights), right.title_places.difference(left.weights)
    for level in (glossary.TOWN_KEYS, glossary.LAND_KEYS) if here and there else ():
        if here & level and there & level:
            found.append((min(here & level), min(there & level)))
    if not found and not left.title_names.isdisjoint(right.title_names):
        ours, theirs = ours | here & glossary.SITE_KEYS, theirs | there & glossary.SITE_KEYS
        if ours and theirs:
            found.append((min(ours), min(theirs)))
    return found


def _unlike(titled: Report, other: Report) -> frozenset[str]:
    """Return the names of a title that begin like no word of another report."""
    names = titled.title_names.difference(other.weights)
    if not names:
        return names
    words = "\n".join(["", *other.weights])
    return frozenset([name for name in names if f"\n{name[: min(HEAD, max(3, len(name) - 1))]}" not in words])


def _is_refilled(left: Report, right: Report) -> bool:
    """Return whether two titles are one template with two numbers: the new cases of two days.

    Their texts may hold either number by chance, as they list towns with their cases.
    """
    if left.title_numbers <= right.title_numbers or right.title_numbers <= left.title_numbers:
        return False
    here, there = (_without_numbers(one) for one in (left, right))
    shared = sum([weight for key, weight in here.items() if key in there])
    return shared >= REFILLED * max(sum(here.values()), sum(there.values()))


def _without_numbers(titled: Report) -> dict[str, float]:
    return {key: weight for key, weight in titled.core.items() if key not in titled.title_numbers}


def _told(titled: Report, other: Report) -> float:
    """Return the share of what a title says that the other report tells."""
    told = sum([weight for key, weight in titled.core.items() if key in other.weights])
    return told / titled.core_weight


def shared_keys(left: Report, right: Report) -> list[str]:
    """Return what two reports share, what says most first."""
    both = left.weights.keys() & right.weights.keys()
    return sorted(both, key=lambda key: (-left.weights[key] * right.weights[key], key))
