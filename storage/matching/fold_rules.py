"""The rules by which a promise is folded into an article, what forbids it, and what is in doubt."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from storage.matching.comparison import (
    EDITED,
    FOREIGN,
    Comparison,
    SetRatios,
    compare,
    other_filling,
    set_ratios,
    words_of_title,
)
from storage.matching.facts import other_fact
from storage.matching.habits import Measures
from storage.matching.promise import DAYS_SEEN, LEDE_WORDS, STEM, Candidate, Promise
from storage.matching.trees import Trees, parsed_trees
from storage.text import first_words

Rule = Literal["title", "snippet", "close"]
DAYS_APART = 3
"""A listing and its article are dated alike but for time zones, embargoes and late corrections; and nothing promises what
is published so much later."""
SHARED_WORDS = 0.2
"""Share of a snippet's long words that its article holds at least, even when the lede is missing from it."""
ALIKE_TITLES = 45.0
"""A template lede ("The press service reported ...") under two unlike titles belongs to two articles."""
CLOSE = 3.25
"""Points (log odds) from which a promise and an article are one: the curve in docs/matching.md."""
CLOSE_ANYWHERE = 2.4
"""The same, where any source may have published the article."""
CLOSE_AT_SIGHT = 4.25
"""The same, where the day of the first sight stands for that of a promise without a date: a wider window has more
news that are alike."""
LIKELY = 1.0
"""Points that are enough where the snippet opens the article."""
RIVAL = 0.6
"""Share of a title that stands in the other, from which an article may be meant at all."""
MARGIN = 1.0
"""Points by which the best article must be ahead of the next: news of one event are alike."""
LEARNED = Path(__file__).with_name("folding.json")
"""What the measures of a pair are worth together; made by `python -m bench.fit_folding --write`."""
SHARED = 2
"""Words that a promised title shares at least with the title or slug of an article that is looked at."""
SURE_SNIPPET = 10
"""Words of a snippet that may be enough under another title."""
FULL_TEXT = 240
"""Characters from which a text is more than a lede, and what it does not speak of says something."""
SPOKEN = 2
"""Telling words of a promised title that the article speaks of at least, where the title is another one."""
TELLING_TITLE = 4
"""Words from which an equal title may be enough by itself; of fewer it may be the name of a column."""
FEW_TWINS = 0.01
"""Share of an outlet's articles with a twin, up to which it prints a news at one address."""


@dataclass(frozen=True, slots=True)
class Fold:
    """The article that keeps a promise, and how that was seen."""

    article_id: int
    rule: Rule
    score: float


class Pair(NamedTuple):
    """An article that may keep a promise, with what rules 2 and 3 say of the two."""

    article: Candidate
    title: Fold | None
    snippet: Fold | None

    @property
    def rule(self) -> Rule:
        """What sees that both are one, if they are."""
        return "title" if self.title else "snippet" if self.snippet else "close"


def paired(promise: Promise, candidates: Iterable[Candidate]) -> list[Pair]:
    """Return each article beside a promise."""
    return [_paired(promise, one) for one in candidates]


def _paired(promise: Promise, article: Candidate) -> Pair:
    if promise.title == article.title:
        article.kept.has_title_of(promise.told)
    place = opening_with(promise.snippet_words, article.openings)
    title = by_title(promise, article, place)
    return Pair(article, title, by_snippet(promise, article, place, title))


def decide(
    promise: Promise, pairs: Sequence[Pair], close: float | None = None, trees: Trees | None = None
) -> Fold | None:
    """Return the fold into the single best of the articles: the one that is plain, else the one that is close enough.

    `close`: points that are needed, if not those of `closeness`; `trees`: what counts them, if not what was learned.
    """
    undoubted = by_undoubted_title(promise, pairs) or by_beginning(promise, pairs)
    if undoubted:
        return undoubted
    comes_again = title_comes_again(promise, pairs)
    titled = [
        (pair.article, pair.title)
        for pair in pairs
        if pair.title and (pair.title.score == 1 or not comes_again)
    ]
    opened = [(pair.article, pair.snippet) for pair in pairs if pair.snippet]
    for found in (titled, opened):
        plain = [(article, fold) for article, fold in found if is_plain(promise, article, fold)]
        if len(plain) > 1:
            plain = [(article, fold) for article, fold in plain if days_apart(promise.day, article.day) == 0]
            if not plain:
                return None
        if plain:
            return plain[0][1] if len(plain) == 1 else None
    return by_likeness(promise, pairs, close, trees) or by_lede(promise, pairs)


def by_undoubted_title(promise: Promise, pairs: Sequence[Pair]) -> Fold | None:
    """Fold by an equal title without the snippet, where one article alone has it and nothing speaks against it.

    Listings have descriptions of their own, so this is the most frequent case.
    """
    for pair in pairs:
        if pair.title and pair.title.score < 1 and not doubt(promise, pair, pairs):
            return pair.title
    return None


def by_beginning(promise: Promise, pairs: Sequence[Pair]) -> Fold | None:
    """Fold a cut title into the one article whose title begins so, where nothing speaks against it."""
    if not promise.beginning:
        return None
    for pair in pairs:
        if not doubt_of_beginning(promise, pair, pairs):
            return Fold(pair.article.id, "title", 0.9)
    return None


def doubt_of_beginning(promise: Promise, pair: Pair, pairs: Iterable[Pair]) -> str | None:
    """Return why a cut title may be that of another article; None: it is not.

    `pairs`: what else may be meant, with or without `pair`; titles of any day that begin so are a template.
    """
    if not _begins(promise, pair.article):
        return "the title begins otherwise"
    more = sum(_begins(promise, other.article) for other in pairs if other is not pair)
    if more:
        return f"{more} more begin so"
    return contradiction(promise, pair.article) or _doubt_of_title(promise, pair, pairs)


def by_lede(promise: Promise, pairs: Sequence[Pair]) -> Fold | None:
    """Fold by the first words of the article under a title that was rewritten, where nothing speaks against it."""
    for pair in pairs:
        if not doubt_of_lede(promise, pair, pairs):
            return Fold(pair.article.id, "snippet", 0.9)
    return None


def doubt_of_lede(promise: Promise, pair: Pair, pairs: Iterable[Pair]) -> str | None:
    """Return why a snippet may be that of another article than the one which it opens; None: it is not.

    A template lede stands over many articles: over this one alone the first words may stand, and its text must speak
    of all that the promised title names. `pairs`: what else may be meant, with or without `pair`.
    """
    article, snippet = pair.article, promise.snippet_words
    if len(snippet) < SURE_SNIPPET:
        return f"a snippet of {len(snippet)} words"
    if len(article.text or "") < FULL_TEXT:
        return "the full text is not known"
    if promise.group is None:
        return "any outlet may be meant"
    if days_apart(promise.day, article.day):
        return "not of one day"
    if opening_with(snippet, article.openings) is None:
        return "the article opens otherwise"
    first = snippet[:LEDE_WORDS]
    more = sum(
        other.title is not None or opening_with(first, other.article.openings) is not None
        for other in pairs
        if other is not pair
    )
    if more:
        return f"{more} more with its title or first words"
    if template(promise, article):
        return "one template with another filling"
    return contradiction(promise, article) or _unspoken_title(promise, article)


def _unspoken_title(promise: Promise, article: Candidate) -> str | None:
    """Return what an article does not speak of that the promised title names, or that it names too little."""
    named = _named(promise.headless_title_words)
    if len(named) < SPOKEN:
        return f"a title of {len(named)} telling words"
    missing = _unspoken(promise.headless_title_words, article.whole)
    return f"the article does not speak of {', '.join(sorted(missing))}" if missing else None


def _begins(promise: Promise, article: Candidate) -> bool:
    """Return whether an article's title begins with the words of a cut one."""
    *whole, cut = promise.beginning
    found = article.kept.plain_title_list
    return len(found) > len(whole) and found[: len(whole)] == whole and found[len(whole)].startswith(cut)


def doubt(promise: Promise, pair: Pair, pairs: Iterable[Pair]) -> str | None:
    """Return why an equal title, whose snippet is not the article's, may be that of another article; None: it is not.

    `pairs`: what else may be meant, with or without `pair`.
    """
    found = _doubt_of_title(promise, pair, pairs)
    if not found and FOREIGN <= pair.article.kept.slug_has(promise.told) < EDITED:
        return "the slug remembers another title"
    return found


def _doubt_of_title(promise: Promise, pair: Pair, pairs: Iterable[Pair]) -> str | None:
    article = pair.article
    fitting = sum(other.rule != "close" for other in pairs if other is not pair)
    if fitting:
        return f"{fitting} more with its title or lede"
    if promise.group is None:
        return "any outlet may be meant"
    if promise.day is None or promise.day != article.day:
        return "not known to be of one day"
    telling = len(promise.told.title_words)
    if telling < TELLING_TITLE:
        return f"a title of {telling} words"
    twins = article.habits.measures.outlet_twins
    if twins > FEW_TWINS:
        return f"{twins:.1%} of the outlet's articles have a twin"
    return None


def title_comes_again(promise: Promise, pairs: Iterable[Pair]) -> bool:
    """Return whether several articles of any day have the title of a promise without a date: a column, "Live score".

    Of such a promise the title alone does not tell which one is meant, be all but one of them too late for it.
    """
    return promise.day is None and sum(_equal_titles(promise, pair.article) for pair in pairs) > 1


def is_plain(promise: Promise, article: Candidate, fold: Fold) -> bool:
    """Return whether nothing more is to be asked: title and snippet both fit, or there is no more to compare."""
    return fold.score == 1 or not comparable(promise, article)


def closeness(promise: Promise, rule: Rule) -> float:
    """Return the points from which an article is close enough to be the promised one, as `rule` sees it."""
    if promise.is_at_sight:
        return CLOSE_AT_SIGHT
    if rule == "snippet":
        return LIKELY
    return CLOSE_ANYWHERE if promise.group is None else CLOSE


def by_likeness(
    promise: Promise, pairs: Iterable[Pair], close: float | None = None, trees: Trees | None = None
) -> Fold | None:
    """Fold by all that is alike and unlike: no contradiction, and no other article nearly as close."""
    ranked = likenesses(promise, pairs, trees)
    if not ranked or (len(ranked) > 1 and ranked[0].points - ranked[1].points < MARGIN):
        return None
    (article, *_), rule, points = ranked[0].pair, ranked[0].pair.rule, ranked[0].points
    if points < (closeness(promise, rule) if close is None or rule == "snippet" else close):
        return None
    if contradiction(promise, article) or template(promise, article):
        return None
    return Fold(article.id, rule, round(1 / (1 + math.exp(-points)), 3))


def template(promise: Promise, article: Candidate) -> bool:
    """Return whether title and lede are a template of which the promise has another filling.

    Newsrooms edit titles so, too; but where the lede is the same under both, or no slug remembers the first
    title, nothing else would tell two articles apart. Codes, places and days they hardly ever exchange.
    """
    if other_fact(promise.told, article.kept):
        return True
    if not other_filling(promise.told, article.kept):
        return False
    return not article.kept.slug or opening_with(promise.snippet_words, article.openings) is not None


class Standing(NamedTuple):
    """How an article stands among those that may be meant."""

    candidates: float
    words_ahead: float
    """Shared words more than any other has."""
    alike_ahead: float
    """By how much its title or slug is more like the promised title than that of any other."""
    title_rule: float
    """1: equal title, and the snippet opens the article; 0.9: equal title; else 0."""
    snippet_rule: float
    """0.95: the snippet opens the summary or the lede; 0.9: a later paragraph; else 0."""


FEATURES = Comparison._fields + Standing._fields + Measures._fields


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely an article is the promised one."""

    pair: Pair
    row: tuple[float, ...]
    """What was seen, in the order of `FEATURES`."""
    points: float
    """Log odds."""


@lru_cache(maxsize=1)
def learned_trees() -> Trees:
    return parsed_trees(LEARNED.read_text(encoding="utf-8"), FEATURES)


def likenesses(promise: Promise, pairs: Iterable[Pair], trees: Trees | None = None) -> list[Likeness]:
    """Return how likely each of the articles that can be compared is the promised one, the likeliest first."""
    rivals = rivals_among(promise, pairs)
    if not rivals:
        return []
    rows = rows_of(promise, rivals)
    points = (trees or learned_trees()).scores(rows).tolist()
    found = [
        Likeness(rival.pair, row, scored) for rival, row, scored in zip(rivals, rows, points, strict=True)
    ]
    return sorted(found, key=lambda likeness: -likeness.points)


def rows_of(promise: Promise, rivals: Sequence[Rival]) -> list[tuple[float, ...]]:
    """Return what is seen of each article that may be meant, in the order of `FEATURES`."""
    compared = [compare(promise.told, rival.pair.article.kept, rival.ratios) for rival in rivals]
    ahead_in_words = _ahead([one.shared for one in compared], SHARED)
    ahead_in_title = _ahead([max(rival.ratios) for rival in rivals], RIVAL)
    return [
        comparison
        + Standing(
            candidates=len(rivals),
            words_ahead=words_ahead,
            alike_ahead=alike_ahead,
            title_rule=rival.pair.title.score if rival.pair.title else 0,
            snippet_rule=rival.pair.snippet.score if rival.pair.snippet else 0,
        )
        + rival.pair.article.habits.measures
        for rival, comparison, words_ahead, alike_ahead in zip(
            rivals, compared, ahead_in_words, ahead_in_title, strict=True
        )
    ]


def _ahead(values: Sequence[float], least: float) -> list[float]:
    """Return of each value how much it is above the greatest of the others; `least`: what any rival has."""
    if len(values) == 1:
        return [values[0] - least]
    second, first = sorted(values)[-2:]
    return [value - (second if value == first else first) for value in values]


def comparable(promise: Promise, article: Candidate) -> bool:
    """Return whether there are two titles, and more to compare than these; of days that are near, or both unknown."""
    return incomparable(promise, article) is None


def incomparable(promise: Promise, article: Candidate) -> str | None:
    """Return why a promise cannot be held against an article, or None."""
    if not promise.told.title_words or not article.kept.title_words:
        return "a title is missing"
    if promise.day is not None and article.day is not None:
        apart = abs(article.day - promise.day)
        return f"{apart} days apart" if apart > DAYS_APART else None
    if promise.day != article.day:
        return "a date is missing"
    return None if promise.snippet_words else "date and snippet are missing"


class Rival(NamedTuple):
    """An article that can be compared with a promise and is not plainly another."""

    pair: Pair
    ratios: SetRatios


def rivals_among(promise: Promise, pairs: Iterable[Pair]) -> list[Rival]:
    """Return the articles that can be compared and are not plainly others."""
    held = [
        Rival(pair, set_ratios(promise.told, pair.article.kept))
        for pair in pairs
        if comparable(promise, pair.article)
    ]
    return [rival for rival in held if rival.pair.snippet or max(rival.ratios) >= RIVAL]


def by_title(promise: Promise, article: Candidate, place: int | None) -> Fold | None:
    """Rule 2: equal normalised titles within the group, and no contradiction in snippet or date.

    `place`: which opening of the article the snippet opens. Where it opens none, the title may be one that comes
    back every day.
    """
    if not _equal_titles(promise, article) or contradiction(promise, article):
        return None
    confirmed = not promise.snippet_words or place is not None
    apart = days_apart(promise.day, article.day)
    if not confirmed and apart:
        return None
    return Fold(article.id, "title", 1.0 if confirmed else 0.9)


def _equal_titles(promise: Promise, article: Candidate) -> bool:
    """Return whether the titles are equal, or one only lacks what was added to the other: a site's name, a label;
    or, before a promised title, an agency or kicker."""
    here = promise.title_words
    if not here:
        return False
    if promise.title == article.title:
        return True
    there = article.title_words
    told = (here, promise.bare_title_words, promise.headless_title_words)
    return there in told or here == article.bare_title_words


def by_snippet(promise: Promise, article: Candidate, place: int | None, title: Fold | None) -> Fold | None:
    """Rule 3: the snippet is a prefix of the summary, the lede or one of the first paragraphs: of which, `place` says.

    `title`: what rule 2 says; titles that are equal to it do not part the two.
    """
    if place is None or len(promise.snippet_words) < LEDE_WORDS or contradiction(promise, article):
        return None
    if promise.title and article.title and not title and _titles_part(promise, article):
        return None
    return Fold(article.id, "snippet", 0.95 if place <= 1 else 0.9)


def _titles_part(promise: Promise, article: Candidate) -> bool:
    """Return whether two unequal titles over the same first words name different things.

    A template lede ("The minister met the ambassador ...") stands under many titles. The titles of one article
    may differ, but where each names something that the other side nowhere speaks of, or gives other numbers,
    there are two articles: "... in the Field of Cinematography", "... in the Field of Media and Communications".
    What a listing puts before or behind a title names nothing, nor what it cut off.
    """
    ours, theirs = promise.headless_title_words, article.bare_title_words
    if promise.told.is_cut:
        theirs = " ".join(theirs.split()[: len(ours.split())])
    if fuzz.token_set_ratio(ours, theirs) < ALIKE_TITLES:
        return True
    if other_fact(promise.told, article.kept):
        return True
    here = f"{ours} {promise.snippet}"
    return bool(_unspoken(ours, article.whole)) and bool(_unspoken(theirs, here))


def _unspoken(title: str, context: str) -> set[str]:
    """Return the numbers and the long words of a title that stand nowhere in the context, in no form."""
    told = set(map(_form, words_of_title(context)))
    return {word for word in _named(title) if _form(word) not in told}


def _named(title: str) -> list[str]:
    """Return the numbers and the long words of a title."""
    return [word for word in title.split() if word[0].isdigit() or len(word) >= STEM]


def _form(word: str) -> str:
    """Return a number whole, and of a word the beginning that its forms share."""
    return word if word[0].isdigit() else word[:STEM]


def contradiction(promise: Promise, article: Candidate) -> str | None:
    """Return why the article cannot be the promised one, or None."""
    apart = days_apart(promise.day, article.day)
    if apart is not None and apart > DAYS_APART:
        return f"dated {apart} days apart"
    if promise.day is None and (late := _days_after_sight(promise, article)) > DAYS_APART:
        return f"published {late} days after the promise was seen"
    if article.text and len(promise.long_words) >= 5:
        shared = len(promise.long_words & article.known_words) / len(promise.long_words)
        if shared < SHARED_WORDS:
            return f"only {shared:.0%} of the snippet's words are in the article"
    return None


def _days_after_sight(promise: Promise, article: Candidate) -> int:
    """Return how many days after a promise without a date its article was published; 0 where that is not known."""
    seen = promise.day_seen
    return 0 if seen is None or article.day is None else article.day - seen


def opening_with(snippet: Sequence[str], openings: Iterable[str]) -> int | None:
    """Return which opening begins with the words of the snippet; its last word may be cut."""
    if not snippet:
        return None
    *whole, cut = snippet
    for place, opening in enumerate(openings):
        if whole and first_words(opening, 1) != whole[:1]:
            continue
        first = first_words(opening, len(snippet))
        if len(first) == len(snippet) and first[:-1] == whole and first[-1].startswith(cut):
            return place
    return None


def days_apart(here: int | None, there: int | None) -> int | None:
    return None if here is None or there is None else abs(here - there)


def paired_at_sight(seen: Promise, article: Candidate) -> Pair:
    return Pair(replace(article, published_at=seen.published_at), None, None)


def is_before_sight(seen: Promise, article: Candidate) -> bool:
    """Return whether an article is of the days on which that of a promise without a date is looked for."""
    return article.day is not None and seen.day is not None and article.day - seen.day in DAYS_SEEN
