"""Why two reports are, or are not, of one story: every rule, what it saw, and its threshold."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Sequence
from typing import NamedTuple

from storage.decisions import Heeded, all_rulings, decided_about
from storage.gathering import Gathering
from storage.matching import FullArticle
from storage.matching.clusters import AVERAGE, CERTAIN, COMPARED, VOICES, as_pairs, clusters, voice
from storage.matching.explanation import Reason, by_person, yes_or_no
from storage.matching.likeness import THRESHOLD, WINDOW, Likeness, at_odds, compare, shared_keys
from storage.matching.rarity import Rarity
from storage.matching.report import Report, Telling
from storage.matching.stories import CANDIDATE_QUERY, CROWDED, RULES, UNLIKE, marks
from storage.matching.story_reports import REPRINT_DAYS, Weighed, day_of, load_article, report_of, telling_of
from storage.matching.window import BUCKET


def explain(sql: sqlite3.Connection, left: int, right: int) -> list[Reason]:
    """Return what every rule says of two articles as reports of one event, those that decide alone first."""
    reasons = _decisive(sql, left, right)
    articles = [load_article(sql, one) for one in (left, right)]
    if None in articles:
        return [*reasons, Reason("full articles", sum(one is not None for one in articles), "2", False)]
    rarity = Rarity(Gathering(sql))
    tellings = [telling_of(article) for article in articles if article]
    ours, theirs = (
        report_of(article, telling, rarity)
        for article, telling in zip(articles, tellings, strict=True)
        if article
    )
    found = compare(ours, theirs)
    return [*reasons, *_found(sql, articles, tellings, rarity), *_measures(ours, theirs, found)]


def linked_by_rules(reasons: Sequence[Reason], *, is_text: bool) -> bool:
    """Return whether today's rules would link two articles that are no translations of each other, by `explain`.

    `is_text`: whether the two are held for one text.
    """
    said = {one.rule: one for one in reasons}
    apart = said.get("days apart")
    if is_text and apart and int(apart.value) <= REPRINT_DAYS:
        return True
    needed = ("rarest words in common", "days apart", "likely one event")
    crowded = said.get(CROWDED)
    return all(name in said and said[name].holds for name in needed) and (crowded is None or crowded.holds)


def _found(
    sql: sqlite3.Connection,
    articles: Sequence[FullArticle | None],
    tellings: Sequence[Telling],
    rarity: Rarity,
) -> list[Reason]:
    """Return whether one of two reports is found when the other one comes."""
    if any(telling.is_roundup for telling in tellings):
        title = next(
            one.title for one, told in zip(articles, tellings, strict=True) if one and told.is_roundup
        )
        return [Reason("a round-up of many events", "yes", "no", False, title)]
    left, right = (one for one in articles if one)
    keys = [
        array("q", Weighed.of(telling, one.language, rarity).keys).tolist()
        for one, telling in zip((left, right), tellings, strict=True)
    ]
    shared = len({*keys[0]} & {*keys[1]})
    reasons = [Reason("rarest words in common", shared, ">= 2", shared >= 2)]
    if shared >= 2 and not link_of(sql, left.id, right.id):
        last = max((left, keys[0], right.id), (right, keys[1], left.id), key=lambda one: one[0].id)
        ahead = _ahead(sql, *last)
        reasons.append(Reason(CROWDED, ahead, f"< {UNLIKE}", ahead < UNLIKE))
    return reasons


def _ahead(sql: sqlite3.Connection, article: FullArticle, keys: Sequence[int], other: int) -> int:
    """Return how many reports are compared in vain with one before another one is, as many as matter."""
    day = day_of(article)
    buckets = range((day - WINDOW) // BUCKET, (day + WINDOW) // BUCKET + 1)
    rows = sql.execute(
        CANDIDATE_QUERY.format(buckets=marks(buckets), keys=marks(keys), limit=COMPARED + 1),
        (*buckets, *keys, day - WINDOW, day + WINDOW),
    )
    found = [row[0] for row in rows if row[0] != article.id][:COMPARED]
    if other not in found:
        return UNLIKE
    return sum(link_of(sql, article.id, one) is None for one in found[: found.index(other)])


def link_of(sql: sqlite3.Connection, left: int, right: int) -> tuple[str, float] | None:
    """Return rule and score by which two articles are linked, None where they are not."""
    query = "SELECT rule, score FROM story_links WHERE article_id = ? AND other_id = ?"
    row = sql.execute(query, (left, right)).fetchone()
    return (row[0], row[1]) if row else None


def _measures(ours: Report, theirs: Report, found: Likeness) -> list[Reason]:
    """Return what makes two reports likely of one event, and how likely."""
    apart = abs(ours.day - theirs.day)
    words = ", ".join(key.lstrip("=#@") for key in shared_keys(ours, theirs)[:12])
    others = ", ".join(f"{here.lstrip('=')} for {there.lstrip('=')}" for here, there in at_odds(ours, theirs))
    return [
        Reason("days apart", apart, f"at most {WINDOW}", apart <= WINDOW),
        Reason("alike words", round(found.alike, 2), None, True, f"both tell of: {words}" if words else ""),
        Reason("weight of what they share", round(found.common, 2), None, True),
        Reason("titles told by the other", round(found.titles, 2), None, True),
        Reason("names of a title that the other lacks", found.other_names, None, not found.other_names),
        Reason("each title names another", others or "no", None, not others),
        Reason(
            "each title has another number", yes_or_no(found.other_numbers), None, not found.other_numbers
        ),
        Reason("one outlet, one language", yes_or_no(found.same_outlet), None, not found.same_outlet),
        Reason("other days of the calendar", yes_or_no(found.other_days), None, not found.other_days),
        Reason(
            "lands, in two languages, none the same",
            yes_or_no(found.other_lands),
            None,
            not found.other_lands,
        ),
        Reason(
            "likely one event",
            round(found.score, 3),
            f">= {THRESHOLD}",
            found.score >= THRESHOLD,
            f"log odds {found.log_odds:+.2f}, the weighted sum of these measures (docs/matching.md)",
        ),
    ]


def _decisive(sql: sqlite3.Connection, left: int, right: int) -> list[Reason]:
    """Return the rules that decide without comparing words, and the link that the archive holds."""
    link = link_of(sql, left, right)
    shown = f"{link[0]}, {link[1]:g}" if link else "no"
    linked = Reason("linked", shown, ", ".join(RULES), link is not None)
    way = _way(sql, left, right)
    if way:
        return [*_said_by_people(sql, left, right), linked, *way]
    return [*_said_by_people(sql, left, right), linked, *(_average(sql, left, right) if link else ())]


def _said_by_people(sql: sqlite3.Connection, left: int, right: int) -> list[Reason]:
    """Return what a person decided about two articles, or what newer decisions make of it."""
    decided = decided_about(sql, "story", left).get(right)
    if decided is None:
        return []
    heeded = Heeded.of(all_rulings(sql, "story"))
    is_overruled = any(
        {one.left, one.right} == {left, right} and one.same == decided for one in heeded.overruled
    )
    note = (
        "newer decisions about these and others say otherwise: `kabarchy decisions`" if is_overruled else ""
    )
    return [by_person("merge" if decided else "split", holds=decided != is_overruled, note=note)]


def _way(sql: sqlite3.Connection, left: int, right: int) -> list[Reason]:
    """Return by which links two articles are in one story that are not linked themselves."""
    came: dict[int, tuple[int, str, float]] = {left: (left, "", 0)}
    edge = [left]
    while edge and right not in came:
        rows = sql.execute(
            "SELECT l.other_id, l.article_id, l.rule, l.score FROM story_links l JOIN articles a ON a.id = l.other_id"
            f" WHERE l.article_id IN ({marks(edge)})"
            " AND a.story_id = (SELECT story_id FROM articles WHERE id = ?) ORDER BY l.score DESC, l.other_id",
            (*edge, left),
        ).fetchall()
        edge = []
        for other, *back in rows:
            if other not in came:
                came[other] = (back[0], back[1], back[2])
                edge.append(other)
    if right not in came or came[right][0] == left:
        return []
    steps: list[str] = []
    place = right
    while place != left:
        before, rule, score = came[place]
        steps.insert(0, f"{rule} {score:g} - #{place}")
        place = before
    between = len(steps) - 1
    return [Reason("in one story through others", between, None, True, f"#{left} - {' - '.join(steps)}")]


class _Voices(NamedTuple):
    """How the reports of a story are heard."""

    heard: int
    """For so many reports the story counts."""
    of: dict[int, float]
    """For how much of one each of its articles counts."""


def _voices(sql: sqlite3.Connection, story: Collection[int]) -> _Voices:
    """Return how the reports of a story are heard: prints of one text count for a few at most."""
    rows = sql.execute(
        f"SELECT article_id, other_id FROM story_links WHERE article_id IN ({marks(story)}) AND score >= 1"
        " AND rule != 'person'",
        tuple(story),
    )
    those = list(story)
    places = {article_id: place for place, article_id in enumerate(those)}
    prints = clusters(len(those), dict.fromkeys(as_pairs(rows, places), CERTAIN))
    return _Voices(
        sum(min(len(group), VOICES) for group in prints),
        {those[place]: voice(len(group)) for group in prints for place in group},
    )


def _average(sql: sqlite3.Connection, left: int, right: int) -> list[Reason]:
    """Return why two articles are in two stories although they are linked: their stories are not, on average."""
    stories: list[Collection[int]] = []
    for one in (left, right):
        rows = sql.execute(
            "SELECT id FROM articles WHERE id = ?1 OR story_id = (SELECT story_id FROM articles WHERE id = ?1)",
            (one,),
        )
        stories.append({row[0] for row in rows})
    ours, theirs = stories
    if right in ours:
        return []
    links = sql.execute(
        f"SELECT article_id, other_id, score FROM story_links WHERE article_id IN ({marks(ours)})"
        f" AND other_id IN ({marks(theirs)})",
        (*ours, *theirs),
    )
    here, there = _voices(sql, ours), _voices(sql, theirs)
    worth = sum(score * here.of[one] * there.of[other] for one, other, score in links)
    average = worth / (here.heard * there.heard)
    return [
        Reason(
            "links between the stories of both, on average", round(average, 3), f">= {AVERAGE / 1000}", False
        )
    ]
