"""What people decided about folds, texts and stories. It wins over every rule, until a person revokes it.

Rows of articles merge, and are matched again after every edit; so a decision names its records by what stays:
an article by one of its URLs, a teaser by its key. Of decisions that contradict each other the newest counts.
They may come from another archive (`storage/decision_lines.py`), and wait for records that this one has not met yet.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from typing import Literal, NamedTuple

from storage.errors import Refused
from storage.ids import next_id
from storage.timestamps import to_text

Verb = Literal["fold", "unfold", "merge", "split"]
What = Literal["teaser", "text", "story"]

SELECT = "SELECT id, verb, what, record, other, note, decided_by, decided_at, revoked_at, revoked_by FROM decisions"
ABOUT = (
    "SELECT d.decided_at, d.id, d.verb, theirs.article_id FROM article_urls ours"
    " JOIN decisions d ON d.{ours} = ours.url AND d.what = ?1 AND d.revoked_at IS NULL"
    " JOIN article_urls theirs ON theirs.url = d.{theirs} WHERE ours.article_id = ?2"
)
ABOUT_ARTICLE = (
    f"{ABOUT.format(ours='record', theirs='other')} UNION ALL {ABOUT.format(ours='other', theirs='record')}"
    " ORDER BY 1, 2"
)
ARTICLE_AT = "SELECT article_id FROM article_urls WHERE url = ?"
AMONG = (
    "SELECT d.decided_at, d.id, d.verb, ours.article_id, theirs.article_id FROM article_urls ours"
    " JOIN decisions d ON d.record = ours.url AND d.what = ? AND d.revoked_at IS NULL"
    " JOIN article_urls theirs ON theirs.url = d.other"
)
SAME_WORDS = (
    "SELECT d.decided_at, d.id, d.verb, u.article_id, said.id FROM decisions d JOIN teasers said ON said.key = d.record"
    " JOIN article_urls u ON u.url = d.other JOIN teasers t ON t.id = ? AND t.source = said.source"
    " AND t.title IS said.title AND t.snippet IS said.snippet AND t.url IS NULL"
    " WHERE d.what = 'teaser' AND d.revoked_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person.

    `fold` and `unfold` are about a teaser (`record`: its key) and an article (`other`: a URL of it);
    `merge` and `split` about two articles (URLs), as one `text` or as one `story`.
    """

    id: int
    verb: Verb
    what: What
    record: str
    other: str
    note: str | None
    decided_by: str | None
    decided_at: str
    revoked_at: str | None = None
    revoked_by: str | None = None

    @property
    def stands(self) -> bool:
        """Whether it was not revoked."""
        return self.revoked_at is None


@dataclass(frozen=True, slots=True)
class FoldDecided:
    """What people decided about a teaser: the article that keeps it, if they named one, and those that do not."""

    into: int | None = None
    never: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision about two articles, by the rows that they are today."""

    age: tuple[str, int]
    """When it was decided, and the number of the decision: greater is newer."""
    left: int
    right: int
    same: bool

    @property
    def number(self) -> int:
        """Return the number of the decision."""
        return self.age[1]


class FoldSaid(NamedTuple):
    """One decision about a teaser and the row that its article is today; the greater is the newer one."""

    at: str
    number: int
    verb: str
    article_id: int


@dataclass(frozen=True)
class Heeded:
    """What counts of some rulings, the newest first: what contradicts those before it does not."""

    same: tuple[Ruling, ...]
    apart: tuple[Ruling, ...]
    overruled: tuple[Ruling, ...]

    @classmethod
    def of(cls, rulings: Iterable[Ruling]) -> Heeded:
        """Return what counts of rulings about stories, where what is one with a third is one with each other."""
        same: list[Ruling] = []
        apart: list[Ruling] = []
        overruled: list[Ruling] = []
        wholes: dict[int, set[int]] = {}
        for ruling in sorted(rulings, key=lambda one: one.age, reverse=True):
            ours, theirs = (wholes.setdefault(one, {one}) for one in (ruling.left, ruling.right))
            if ruling.same and any(_parts(other, ours, theirs) for other in apart):
                overruled.append(ruling)
            elif ruling.same:
                same.append(ruling)
                ours |= theirs
                wholes.update(dict.fromkeys(ours, ours))
            elif ours is theirs:
                overruled.append(ruling)
            else:
                apart.append(ruling)
        return cls(tuple(same), tuple(apart), tuple(overruled))


def _parts(ruling: Ruling, ours: Collection[int], theirs: Collection[int]) -> bool:
    """Return whether a ruling keeps two groups of articles apart."""
    left, right = ruling.left, ruling.right
    return (left in ours and right in theirs) or (left in theirs and right in ours)


def record_decision(
    sql: sqlite3.Connection,
    verb: Verb,
    what: What,
    left: int,
    right: int,
    at: datetime,
    by: str | None = None,
    note: str | None = None,
) -> Decision:
    """Write a decision; return it.

    It is dated no earlier than the ones before it, so that a clock that was set back does not make it the older one.

    Args:
        sql: inside a transaction.
        verb: `fold` or `unfold` of a teaser, `merge` or `split` of a text or a story.
        what: as what the two are one, or not.
        left: id of the teaser, or of the one article.
        right: id of the other article.
        at: when.
        by: who.
        note: why.

    Raises:
        Refused: there is no such record, or nothing to decide about it; nothing was written.
    """
    record = _teaser_name(sql, left) if what == "teaser" else _article_name(sql, left)
    other = _article_name(sql, right)
    if record == other:
        raise Refused(f"{record}: both are one and the same article already")
    last = sql.execute("SELECT max(decided_at) FROM decisions").fetchone()[0]
    decision = Decision(0, verb, what, record, other, note, by, max(to_text(at), last or ""))
    return replace(decision, id=insert_decision(sql, decision))


def insert_decision(sql: sqlite3.Connection, decision: Decision) -> int:
    """Write a decision as it is told; return the number that it has here."""
    _, *values = astuple(decision)
    cursor = sql.execute(
        "INSERT INTO decisions (id, verb, what, record, other, note, decided_by, decided_at, revoked_at, revoked_by)"
        f" VALUES ({next_id('decisions')}, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values,
    )
    return int(cursor.lastrowid or 0)


def _teaser_name(sql: sqlite3.Connection, teaser_id: int) -> str:
    row = sql.execute("SELECT key, url FROM teasers WHERE id = ?", (teaser_id,)).fetchone()
    if row is None:
        raise Refused(f"teaser {teaser_id}: there is no such teaser")
    if row[1] is not None:
        raise Refused(f"teaser {teaser_id}: it names the URL of its article, {row[1]}: nothing was guessed")
    return str(row[0])


def _article_name(sql: sqlite3.Connection, article_id: int) -> str:
    row = sql.execute("SELECT url FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is None:
        raise Refused(f"article {article_id}: there is no such article")
    return str(row[0])


def named_by_decisions(sql: sqlite3.Connection, names: Collection[str]) -> bool:
    """Return whether a decision that stands names one of some URLs or keys of teasers."""
    marks = ", ".join("?" * len(names))
    query = f"SELECT 1 FROM decisions WHERE revoked_at IS NULL AND {{}} IN ({marks}) LIMIT 1"
    return any(
        sql.execute(query.format(column), tuple(names)).fetchone() is not None
        for column in ("record", "other")
    )


def urls_decided_about(sql: sqlite3.Connection) -> frozenset[str]:
    """Return the URLs that decisions that stand name: mostly none."""
    rows = sql.execute(
        "SELECT other FROM decisions WHERE revoked_at IS NULL"
        " UNION SELECT record FROM decisions WHERE revoked_at IS NULL AND what != 'teaser'"
    )
    return frozenset(row[0] for row in rows)


def revoke_decision(sql: sqlite3.Connection, number: int, at: datetime, by: str | None = None) -> bool:
    """Take a decision back; return whether it stood. It stays in the list, as revoked."""
    cursor = sql.execute(
        "UPDATE decisions SET revoked_at = ?, revoked_by = ? WHERE id = ? AND revoked_at IS NULL",
        (to_text(at), by, number),
    )
    return cursor.rowcount > 0


def decisions(sql: sqlite3.Connection, *, revoked: bool = False) -> list[Decision]:
    """Return the decisions that stand, oldest first; with `revoked` also those that were taken back."""
    condition = "" if revoked else " WHERE revoked_at IS NULL"
    return [Decision(*row) for row in sql.execute(f"{SELECT}{condition} ORDER BY decided_at, id")]


def decisions_about(sql: sqlite3.Connection, article_id: int) -> list[Decision]:
    """Return the decisions that name an article and stand, oldest first."""
    rows = sql.execute(
        f"{SELECT} WHERE revoked_at IS NULL AND id IN (SELECT d.id FROM article_urls u JOIN decisions d"
        " ON d.other = u.url WHERE u.article_id = ?1 UNION SELECT d.id FROM article_urls u JOIN decisions d"
        " ON d.record = u.url WHERE u.article_id = ?1) ORDER BY decided_at, id",
        (article_id,),
    )
    return [Decision(*row) for row in rows]


def decisions_about_teaser(sql: sqlite3.Connection, teaser_id: int) -> list[Decision]:
    """Return the decisions that name a teaser, or the same words on another page of its outlet, and stand."""
    numbers = {row[1] for row in sql.execute(SAME_WORDS, (teaser_id,))}
    return [one for one in decisions(sql) if one.id in numbers]


def read_decision(sql: sqlite3.Connection, number: int) -> Decision | None:
    """Return one decision by its number, None where there is none."""
    row = sql.execute(f"{SELECT} WHERE id = ?", (number,)).fetchone()
    return Decision(*row) if row else None


def overruled(sql: sqlite3.Connection) -> frozenset[int]:
    """Return the numbers of the decisions that stand but do not count, as newer ones say otherwise."""
    found = {one.number for one in Heeded.of(all_rulings(sql, "story")).overruled}
    newest: dict[frozenset[int], bool] = {}
    for ruling in sorted(all_rulings(sql, "text"), key=lambda one: one.age, reverse=True):
        if newest.setdefault(frozenset((ruling.left, ruling.right)), ruling.same) != ruling.same:
            found.add(ruling.number)
    return frozenset(found | _overruled_folds(sql))


def _overruled_folds(sql: sqlite3.Connection) -> set[int]:
    rows = sql.execute(
        "SELECT d.record, d.decided_at, d.id, d.verb, u.article_id"
        " FROM decisions d JOIN article_urls u ON u.url = d.other"
        " WHERE d.what = 'teaser' AND d.revoked_at IS NULL"
    )
    about: dict[str, list[FoldSaid]] = {}
    for teaser, *said in rows:
        about.setdefault(teaser, []).append(FoldSaid(*said))
    return {number for said in about.values() for number in _folds(said)[1]}


def _folds(said: Iterable[FoldSaid]) -> tuple[FoldDecided, set[int]]:
    """Return what counts of decisions about one teaser, and the numbers of those that do not."""
    into: int | None = None
    newest: dict[int, str] = {}
    without: set[int] = set()
    for _, number, verb, article_id in sorted(said, reverse=True):
        is_other = verb == "fold" and into not in (None, article_id)
        if newest.setdefault(article_id, verb) != verb or is_other:
            without.add(number)
        elif verb == "fold":
            into = article_id
    never = frozenset(article_id for article_id, verb in newest.items() if verb == "unfold")
    return FoldDecided(into, never), without


def about_the_same(sql: sqlite3.Connection, decision: Decision) -> list[Decision]:
    """Return the other decisions that stand about the two records of one, in the same respect, oldest first."""
    return [one for one in _about(sql, decision.what, *named(sql, decision)) if one.id != decision.id]


def decided_already(
    sql: sqlite3.Connection, verb: Verb, what: What, left: int, right: int
) -> Decision | None:
    """Return the decision that says the same of two records, stands, and counts; None where there is none."""
    without = overruled(sql)
    for one in reversed(_about(sql, what, left, right)):
        if one.verb == verb and one.id not in without:
            return one
    return None


def _about(sql: sqlite3.Connection, what: What, left: int | None, right: int | None) -> list[Decision]:
    """Return the decisions that stand about two records in one respect, oldest first; of articles either may be named first."""
    if left is None or right is None:
        return []
    pairs = [(left, right)] if what == "teaser" else [(left, right), (right, left)]
    return [one for one in decisions(sql) if one.what == what and named(sql, one) in pairs]


def fold_decided(sql: sqlite3.Connection, teaser_id: int) -> FoldDecided:
    """Return what people decided about the fold of a teaser.

    What the same words on another page did not promise, they do not promise here; what they promised may be another
    article by now ("Photo of the day").
    """
    if not anything_decided(sql, "teaser"):
        return FoldDecided()
    about: dict[bool, list[FoldSaid]] = {True: [], False: []}
    for *said, teaser in sql.execute(SAME_WORDS, (teaser_id,)):
        about[teaser == teaser_id].append(FoldSaid(*said))
    own, elsewhere = _folds(about[True])[0], _folds(about[False])[0]
    decided = {one.article_id for one in about[True]}
    return FoldDecided(own.into, own.never | (elsewhere.never - decided))


def teasers_alike(sql: sqlite3.Connection, teaser_id: int) -> list[int]:
    """Return the ids of the teasers without URL that have the words of this one, itself among them."""
    rows = sql.execute(
        "SELECT t.id FROM teasers said JOIN teasers t ON t.source = said.source AND t.title IS said.title"
        " AND t.snippet IS said.snippet AND t.url IS NULL WHERE said.id = ? ORDER BY t.id",
        (teaser_id,),
    )
    return [row[0] for row in rows]


def anything_decided(sql: sqlite3.Connection, what: What) -> bool:
    """Return whether people decided anything of a kind that is still in force: hardly ever."""
    query = "SELECT 1 FROM decisions WHERE what = ? AND revoked_at IS NULL LIMIT 1"
    return sql.execute(query, (what,)).fetchone() is not None


def decided_about(sql: sqlite3.Connection, what: What, article_id: int) -> dict[int, bool]:
    """Return the articles that people compared with this one: id -> whether the two are one `text` or `story`."""
    rows = sql.execute(ABOUT_ARTICLE, (what, article_id))
    return {other: verb == "merge" for _, _, verb, other in rows if other != article_id}


def rulings_among(sql: sqlite3.Connection, what: What, articles: Collection[int]) -> list[Ruling]:
    """Return the decisions that stand about two of these articles."""
    rows = sql.execute(
        f"{AMONG} WHERE ours.article_id IN ({', '.join('?' * len(articles))})", (what, *articles)
    )
    return [
        Ruling((at, number), left, right, verb == "merge")
        for at, number, verb, left, right in rows
        if left != right and right in articles
    ]


def all_rulings(sql: sqlite3.Connection, what: What) -> list[Ruling]:
    """Return all decisions that stand about two articles, as one text or as one story."""
    rows = sql.execute(AMONG, (what,))
    return [
        Ruling((at, number), left, right, verb == "merge")
        for at, number, verb, left, right in rows
        if left != right
    ]


def named(sql: sqlite3.Connection, decision: Decision) -> tuple[int | None, int | None]:
    """Return the ids that a decision is about today: of the teaser or the one article, and of the other article."""
    query = "SELECT id FROM teasers WHERE key = ?" if decision.what == "teaser" else ARTICLE_AT
    left = sql.execute(query, (decision.record,)).fetchone()
    right = sql.execute(ARTICLE_AT, (decision.other,)).fetchone()
    return left[0] if left else None, right[0] if right else None


def teasers_decided_about(sql: sqlite3.Connection, article_id: int) -> list[int]:
    """Return the ids of the teasers of whose words people decided whether this article keeps them."""
    rows = sql.execute(
        "SELECT DISTINCT t.id FROM article_urls u JOIN decisions d ON d.other = u.url AND d.what = 'teaser'"
        " AND d.revoked_at IS NULL JOIN teasers t ON t.key = d.record WHERE u.article_id = ?",
        (article_id,),
    ).fetchall()
    return sorted({teaser for (named_one,) in rows for teaser in teasers_alike(sql, named_one)})
