"""Why a teaser is, or is not, folded into an article: every rule, what it saw, and its threshold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from storage.decisions import FoldDecided, fold_decided
from storage.matching.explanation import Reason, by_person, yes_or_no
from storage.matching.facts import other_fact
from storage.matching.fold import load_candidate, pairs_at_sight, pairs_of, promise_of
from storage.matching.fold_rules import (
    FEATURES,
    MARGIN,
    Pair,
    closeness,
    contradiction,
    days_apart,
    doubt,
    doubt_of_beginning,
    doubt_of_lede,
    incomparable,
    is_before_sight,
    is_plain,
    learned_trees,
    likenesses,
    opening_with,
    paired,
    paired_at_sight,
    template,
    title_comes_again,
)
from storage.matching.promise import Candidate, Promise

TOLD_EFFECTS = 8
"""Measures that an explanation names: those that weigh most."""
SHOWN_ALIKE = 3
"""Of articles that fit equally well so many are named."""


def explain(sql: sqlite3.Connection, teaser_id: int, article_id: int) -> list[Reason]:
    """Return each rule of folding, what it sees in a teaser and an article, and whether it lets them be one."""
    promise = promise_of(sql, teaser_id)
    article = load_candidate(sql, article_id, promise.group) if promise else None
    if promise is None or article is None:
        return []
    (pair,) = paired(promise, [article])
    decided = fold_decided(sql, teaser_id)

    def others(pairs: Iterable[Pair]) -> list[Pair]:
        return [one for one in pairs if one.article.id not in {article_id, *decided.never}]

    by_words = others(pairs_of(sql, promise))
    reasons = [*_said_by_people(decided, article_id), *_explained_rules(promise, pair, by_words)]
    seen = promise.at_sight()
    if seen and is_before_sight(seen, article):
        mine = paired_at_sight(seen, article)
        return reasons + _explained_likeness(seen, mine, others(pairs_at_sight(sql, seen)))
    return reasons + _explained_likeness(promise, pair, by_words)


def _said_by_people(decided: FoldDecided, article_id: int) -> list[Reason]:
    """Return what people decided that bears on whether an article keeps a promise."""
    if decided.into is not None and decided.into != article_id:
        return [by_person("fold", holds=False, note=f"into article {decided.into}")]
    if decided.into is not None:
        return [by_person("fold", holds=True)]
    return [by_person("unfold", holds=False)] if article_id in decided.never else []


def explained(promise: Promise, article: Candidate, others: Sequence[Candidate] = ()) -> list[Reason]:
    """Return what every rule says of a promise and an article; `others`: what else may be meant."""
    mine, *rest = paired(promise, [article, *others])
    return [*_explained_rules(promise, mine, rest), *_explained_likeness(promise, mine, rest)]


def _explained_rules(promise: Promise, pair: Pair, others: Sequence[Pair]) -> list[Reason]:
    article, title, snippet = pair
    against = contradiction(promise, article)
    filled = template(promise, article)
    reasons = [
        Reason("no contradiction in dates and words", against or "none", None, against is None),
        Reason(
            "equal title", fuzz.ratio(promise.title_words, article.title_words) / 100, "1", title is not None
        ),
        Reason("snippet opens the article", yes_or_no(snippet), "yes", snippet is not None),
        Reason(
            "not one template with another filling",
            other_fact(promise.told, article.kept) or ("another" if filled else "none"),
            None,
            not filled,
        ),
    ]
    if title and title.score < 1:
        why = doubt(promise, pair, others)
        reasons.append(Reason("an equal title is enough", why or "yes", "yes", not why))
        if promise.day is None:
            again = title_comes_again(promise, [pair, *others])
            reasons.append(Reason("no other article has this title", yes_or_no(not again), "yes", not again))
    if title is None and opening_with(promise.snippet_words, article.openings) is not None:
        why = doubt_of_lede(promise, pair, others)
        reasons.append(Reason("a snippet is enough", why or "yes", "yes", not why))
    if promise.beginning:
        why = doubt_of_beginning(promise, pair, others)
        reasons.append(Reason("a cut title is enough", why or "yes", "yes", not why))
    rule = title or snippet
    if rule and is_plain(promise, article, rule):
        alike = _equally_plain(promise, pair, others)
        reasons.append(Reason("no other article fits as well", alike or "none", "none", not alike))
    return reasons


def _equally_plain(promise: Promise, pair: Pair, others: Iterable[Pair]) -> str | None:
    """Return which articles fit as plainly as one, so that none is chosen; None: it is chosen, or others are plainer."""
    alike = [
        other.article
        for other in others
        if (rule := other.title if pair.title else other.snippet) and is_plain(promise, other.article, rule)
    ]
    if alike and days_apart(promise.day, pair.article.day) == 0:
        alike = [other for other in alike if days_apart(promise.day, other.day) == 0]
    return ", ".join(f"article {other.id}" for other in alike[:SHOWN_ALIKE]) or None


def _explained_likeness(promise: Promise, pair: Pair, others: Sequence[Pair]) -> list[Reason]:
    ranked = likenesses(promise, [pair, *others])
    mine = next((one for one in ranked if one.pair is pair), None)
    if mine is None:
        why = incomparable(promise, pair.article) or "titles have too little in common"
        return [Reason("close title and snippet", why, None, False)]
    close = closeness(promise, mine.pair.rule)
    effects = sorted(learned_trees().effects(mine.row).items(), key=lambda effect: -abs(effect[1]))
    seen = dict(zip(FEATURES, mine.row, strict=True))
    note = ", ".join(
        f"{name.replace('_', ' ')} {seen[name]:.4g} ({effect:+.1f})"
        for name, effect in effects[:TOLD_EFFECTS]
    )
    reasons = [
        Reason("close title and snippet", round(mine.points, 1), f">= {close}", mine.points >= close, note)
    ]
    rival = next((one for one in ranked if one.pair is not pair), None)
    if rival is not None:
        ahead = mine.points - rival.points
        note = f"the next is article {rival.pair.article.id}"
        reasons.append(
            Reason("ahead of the other articles", round(ahead, 1), f">= {MARGIN}", ahead >= MARGIN, note)
        )
    return reasons
