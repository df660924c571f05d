"""Why two records are, or are not, the same: what the archive holds them for, and what every rule says of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from storage.decisions import Decision, What, decisions, named
from storage.errors import Refused
from storage.matching import fold, fold_explanation, near_duplicates, story_explanation
from storage.matching.explanation import Reason
from storage.timestamps import local_day

Question = Literal["fold", "text", "story"]
Explain = Callable[[sqlite3.Connection, int, int], list[Reason]]

EXPLAIN: dict[Question, Explain] = {
    "fold": fold_explanation.explain,
    "text": near_duplicates.explain,
    "story": story_explanation.explain,
}
"""Question -> what asks the rules of two records."""


@dataclass(frozen=True, slots=True)
class Record:
    """A teaser or an article, as far as a reader must know which one is meant."""

    kind: Literal["teaser", "article"]
    id: int
    source: str
    title: str | None
    url: str | None
    published_on: str | None
    """The day, where its source is."""
    article_id: int | None
    """The article itself, or the one that keeps the teaser."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is held of two records in one respect, and why."""

    question: Question
    same: bool
    found_by: str | None
    """The rule that joined them, as it stands in the archive; `person` where a person did."""
    score: float | None
    decision: Decision | None
    """What a person decided about the two, if that stands."""
    reasons: tuple[Reason, ...]
    is_outdated: bool = False
    """Whether today's rules say otherwise: they have changed, or the weights of words have, since the two were matched."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of two records now, and where they are."""

    same: bool
    found_by: str | None
    score: float | None
    places: tuple[int | None, ...]
    """Of a teaser: the article that keeps it. Of two articles, as reports: the story of each; as texts: nothing."""
    promised: tuple[int, ...]
    """Ids of the articles that were only promised so far: they have no text to match."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side."""

    left: Record
    right: Record
    answers: tuple[Answer, ...]

    @property
    def same(self) -> bool:
        """Whether they are one in any respect that was asked for."""
        return any(answer.same for answer in self.answers)


def read_teaser(sql: sqlite3.Connection, teaser_id: int) -> Record | None:
    """Return a teaser by its number, None where there is none."""
    return _record(
        sql,
        "teaser",
        "SELECT id, source, coalesce(title, snippet), url, published_at, article_id FROM teasers",
        teaser_id,
    )


def read_article(sql: sqlite3.Connection, article_id: int) -> Record | None:
    """Return an article by its number, None where there is none."""
    return _record(
        sql, "article", "SELECT id, source, title, url, published_at, id FROM articles", article_id
    )


def _record(
    sql: sqlite3.Connection, kind: Literal["teaser", "article"], query: str, number: int
) -> Record | None:
    row = sql.execute(f"{query} WHERE id = ?", (number,)).fetchone()
    if row is None:
        return None
    timezone = sql.execute("SELECT timezone FROM sources WHERE id = ?", (row[1],)).fetchone()[0]
    number, source, title, url, published_at, article_id = row
    day = local_day(published_at, timezone) if published_at else None
    return Record(kind, number, source, title, url, day, article_id)


def compare(sql: sqlite3.Connection, left: Record, right: Record) -> Comparison:
    """Return what is held of two records, and what every rule says of them.

    Two articles are compared as texts and as reports of one event; a teaser and an article as a promise and what
    keeps it; two teasers by the articles that keep them.

    Raises:
        Refused: both are one and the same record.
    """
    if (left.kind, left.id) == (right.kind, right.id):
        raise Refused(f"{left.kind} {left.id}: both names lead to this one record")
    if left.kind == right.kind == "article":
        return Comparison(left, right, (_as_texts(sql, left.id, right.id), _as_story(sql, left.id, right.id)))
    if left.kind == right.kind == "teaser":
        return Comparison(left, right, (_two_promises(sql, left, right),))
    teaser, article = (left, right) if left.kind == "teaser" else (right, left)
    return Comparison(left, right, (_as_promise(sql, teaser, article),))


def held(sql: sqlite3.Connection, what: What, left: int, right: int) -> Held:
    """Return what is held of a teaser and an article, or of two articles, without asking the rules again."""
    if what == "teaser":
        article_id, found_by, score = sql.execute(
            "SELECT article_id, matched_by, match_score FROM teasers WHERE id = ?", (left,)
        ).fetchone()
        return Held(article_id == right, found_by, score, (article_id,), ())
    rows = sql.execute(
        "SELECT id, story_id, text IS NULL FROM articles WHERE id IN (?, ?) ORDER BY id = ?",
        (left, right, right),
    ).fetchall()
    promised = tuple(id for id, _, lacks in rows if lacks)
    if what == "text":
        kind, score = near_duplicates.pair_of(sql, left, right) or (None, None)
        return Held(kind is not None, kind, score, (), promised)
    places = tuple(story for _, story, _ in rows)
    return Held(None not in places and len({*places}) == 1, None, None, places, promised)


def _as_promise(sql: sqlite3.Connection, teaser: Record, article: Record) -> Answer:
    found_by, score = sql.execute(
        "SELECT matched_by, match_score FROM teasers WHERE id = ?", (teaser.id,)
    ).fetchone()
    same = teaser.article_id == article.id
    return Answer(
        "fold",
        same,
        found_by if same else None,
        score if same else None,
        _decision(sql, "teaser", teaser.id, article.id),
        tuple(_promised(sql, teaser, article.id)),
        teaser.url is None and (fold.folded_by_rules(sql, teaser.id) == article.id) != same,
    )


def _promised(sql: sqlite3.Connection, teaser: Record, article_id: int) -> Sequence[Reason]:
    if teaser.url is None:
        return _ask("fold", sql, teaser.id, article_id)
    holds = (teaser.url, article_id) in sql.execute(
        "SELECT url, article_id FROM article_urls WHERE url = ?", (teaser.url,)
    )
    said = "of the article" if holds else "of another"
    return [Reason("the teaser's URL", said, "one of the article's", holds, teaser.url)]


def _two_promises(sql: sqlite3.Connection, left: Record, right: Record) -> Answer:
    same = left.article_id is not None and left.article_id == right.article_id
    kept = [f"#{one.article_id}" if one.article_id else "none yet" for one in (left, right)]
    reasons = [Reason("articles that keep them", " and ".join(kept), "one article", same)]
    for teaser, other in ((left, right), (right, left)):
        if other.article_id is not None and not same:
            reasons += _promised(sql, teaser, other.article_id)
    return Answer("fold", same, None, None, None, tuple(reasons))


def _as_texts(sql: sqlite3.Connection, left: int, right: int) -> Answer:
    kind, score = near_duplicates.pair_of(sql, left, right) or (None, None)
    decision, reasons = _decision(sql, "text", left, right), _ask("text", sql, left, right)
    same = kind is not None
    is_outdated = decision is None and same != all(one.holds for one in reasons)
    return Answer("text", same, kind, score, decision, reasons, is_outdated)


def _as_story(sql: sqlite3.Connection, left: int, right: int) -> Answer:
    (ours, joined), (theirs, their_joined) = (
        sql.execute("SELECT story_id, joined_by FROM articles WHERE id = ?", (one,)).fetchone()
        for one in (left, right)
    )
    same = ours is not None and ours == theirs
    found_by = "; ".join(sorted({why for why in (joined, their_joined) if why})) if same else None
    decision, reasons = _decision(sql, "story", left, right), _ask("story", sql, left, right)
    is_outdated = decision is None and _is_link_outdated(sql, left, right, reasons)
    return Answer("story", same, found_by or None, None, decision, reasons, is_outdated)


def _is_link_outdated(sql: sqlite3.Connection, left: int, right: int, reasons: Sequence[Reason]) -> bool:
    link = story_explanation.link_of(sql, left, right)
    if link and link[0] == "translation":
        return False
    is_text = near_duplicates.pair_of(sql, left, right) is not None
    return (link is not None) != story_explanation.linked_by_rules(reasons, is_text=is_text)


def _ask(question: Question, sql: sqlite3.Connection, left: int, right: int) -> tuple[Reason, ...]:
    return tuple(EXPLAIN[question](sql, left, right))


def _decision(sql: sqlite3.Connection, what: str, left: int, right: int) -> Decision | None:
    pairs = [(left, right)] if what == "teaser" else [(left, right), (right, left)]
    found = [one for one in decisions(sql) if one.what == what and named(sql, one) in pairs]
    return found[-1] if found else None
