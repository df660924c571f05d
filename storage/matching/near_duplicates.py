"""The same text elsewhere: found by the hashes of a few runs of words, judged by what the two texts share.

Every text leaves a row for each of its anchors, keyed by a month and a hash; a text that shares one, and was
published within a fortnight, is compared word by word. What an outlet prints at the ends of its articles again and
again is its boilerplate, and never compared. See docs/matching.md.

A text by itself: `texts.py`; two side by side, and the rules: `text_pairs.py`; here they are found and kept.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from storage.decisions import anything_decided, decided_about
from storage.gathering import Gathering, Numbers
from storage.matching import FullArticle
from storage.matching.absence import Absence
from storage.matching.explanation import Reason, by_person
from storage.matching.text_pairs import Likeness, Pair
from storage.matching.texts import ANCHOR_BITS, DAYS_APART, Prints, Text, remembered_text
from storage.timestamps import to_text

if TYPE_CHECKING:
    from storage.matching.features import Features


TEXT_TABLES = """
CREATE TABLE text_anchors (
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (key, article_id)
) WITHOUT ROWID;

CREATE TABLE text_paragraphs (
    key INTEGER NOT NULL,
    occasion INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (key, occasion, article_id)
) WITHOUT ROWID;

CREATE TABLE text_keys (
    article_id INTEGER PRIMARY KEY,
    occasion INTEGER NOT NULL,
    anchors BLOB NOT NULL,
    paragraphs BLOB NOT NULL
);
"""
OCCASIONS = 4
"""A paragraph at the end of an outlet's texts on so many days of a quarter is its boilerplate."""
SHARED_ANCHORS = 2
"""Anchors that a text must share to be compared: one alone is a turn of phrase in 50 texts of 10,000."""
CANDIDATES = 64
"""No more texts are compared with one: more share an anchor only where there is a template."""

INSERT_ANCHOR = "INSERT OR IGNORE INTO text_anchors VALUES (?, ?)"
INSERT_PARAGRAPH = "INSERT OR IGNORE INTO text_paragraphs VALUES (?, ?, ?)"
INSERT_KEYS = "INSERT OR REPLACE INTO text_keys VALUES (?, ?, ?, ?)"
SHARING = "SELECT article_id FROM text_anchors WHERE key"
ONE_BY_ONE = 12
"""Up to so many keys are looked up one by one: SQLite makes a table of each list that it is given."""

PRINTED, WAITING, PAIRED = "paragraphs that wait", "anchors that wait", "articles with pairs"
"""What a gathering knows of a batch: keys of paragraphs; articles by the keys of their anchors; those with new pairs."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What was written of a text when it was matched."""

    occasion: int
    anchors: tuple[int, ...]
    paragraphs: tuple[int, ...]


class Waiting:
    """The articles of a batch by the keys of their anchors, which are not written yet."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        """Most keys have one article ..."""
        self._before: defaultdict[int, list[int]] = defaultdict(list)
        """... those that have more: all but the last one."""

    def add(self, keys: list[int], article_id: int) -> None:
        """Note an article with its keys, each once."""
        for key in self._last.keys() & keys:
            self._before[key].append(self._last[key])
        self._last.update(dict.fromkeys(keys, article_id))

    def under(self, keys: Iterable[int]) -> list[int]:
        """Return the articles under some keys, one as often as it has them."""
        found = []
        for key in keys:
            if key in self._last:
                found += [*self._before.get(key, ()), self._last[key]]
        return found


@dataclass
class Expected:
    """Keys under which the texts of a batch may find others: it is asked once for all that they look up.

    A key that is written, and was not expected to be, is added.
    """

    anchors: set[int]
    paragraphs: set[int]


class NearDuplicates:
    """The pairs of articles of one archive that are one text, kept true with each article that comes."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self.sql = gathering.sql
        self._anchors = Absence(self.sql, "text_anchors", ANCHOR_BITS, 8_388_593)
        self._paragraphs = Absence(self.sql, "text_paragraphs", ANCHOR_BITS, 2_097_143)
        self._are_told = False
        """Whether both may be asked in this batch."""
        self._expected: Expected | None = None

    def expect(self, coming: Sequence[Features]) -> None:
        """Look for what the texts of a batch may find, before the first of them is added."""
        self._are_told = all([self._anchors.refresh(), self._paragraphs.refresh()])
        prints = [one.prints for one in coming]
        self._expected = self._expectation(prints) if prints and self._are_told else None

    def _expectation(self, coming: Sequence[Prints]) -> Expected:
        anchors = np.frombuffer(b"".join([one.anchors for one in coming]), np.int64)
        looked_up = np.frombuffer(b"".join([one.looked_up for one in coming]), np.int64)
        paragraphs = np.array([key for one in coming for key, _, _ in one.paragraphs], np.int64)
        found = Expected(met(self._anchors, looked_up), met(self._paragraphs, paragraphs))
        self._anchors.note(anchors)
        self._paragraphs.note(paragraphs)
        return found

    def add(self, article: FullArticle, at: datetime, run_id: str | None) -> set[int]:  # noqa: ARG002
        """Find who else printed the text of an article that is new or has changed.

        Returns the other articles whose pairs are other ones now, as a paragraph turned out to be boilerplate, or none.
        """
        text = Text.of(article)
        old = None if article.is_new else self._keys(article.id)
        boilerplate, touched = self._print(article.id, text, old)
        if boilerplate:
            text = replace(text, boilerplate=boilerplate)
        self._match(article.id, text, old, at)
        touched.discard(article.id)
        if not touched:
            return touched
        self.gathering.settle([INSERT_PARAGRAPH, INSERT_ANCHOR, INSERT_KEYS], [PRINTED, WAITING])
        return self._match_again(touched, at)

    def remove(self, article_id: int, into: int) -> set[int]:  # noqa: ARG002
        """Forget an article whose row became part of the row `into`; return what `add` returns."""
        old = self._keys(article_id)
        if old is None:
            return set()
        touched = self._unprint(article_id, old)
        self.sql.executemany(
            "DELETE FROM text_anchors WHERE key = ? AND article_id = ?",
            [(key, article_id) for key in old.anchors],
        )
        self.sql.execute("DELETE FROM text_keys WHERE article_id = ?", (article_id,))
        partners = self._partners(article_id)
        self.sql.execute("DELETE FROM duplicates WHERE ?1 IN (article_id, other_id)", (article_id,))
        self._point(partners)
        return self._match_again(touched - {article_id}, None)

    def follow(self, article_id: int, at: datetime, run_id: str | None) -> None:
        """Nothing that other matchers find bears on texts."""

    # Keys

    def _keys(self, article_id: int) -> Keys | None:
        row = self.sql.execute(
            "SELECT occasion, anchors, paragraphs FROM text_keys WHERE article_id = ?", (article_id,)
        ).fetchone()
        return Keys(row[0], _numbers(row[1]), _numbers(row[2])) if row else None

    def _print(self, article_id: int, text: Text, old: Keys | None) -> tuple[frozenset[int], set[int]]:
        """Write the paragraphs at the ends of a text.

        Returns:
            The keys of those that are boilerplate, and the articles whose boilerplate is another now.
        """
        keys = {key for key, _, _ in text.paragraphs}
        touched: set[int] = set()
        if old is not None and (old.occasion, set(old.paragraphs)) != (text.occasion, keys):
            touched = self._unprint(article_id, old)
        boilerplate = set()
        for key in keys if self._any_printed(text, keys) else ():
            before = _occasions(self.sql, key)
            if len({*before, text.occasion}) >= OCCASIONS:
                boilerplate.add(key)
                if len(before) < OCCASIONS:
                    touched |= self._printers(key)
        if keys:
            written = _blob([*keys])
            self.gathering.add_keys(INSERT_PARAGRAPH, written, text.occasion, article_id)
            if not self._is_expected(text):
                self._paragraphs.note(np.frombuffer(written, np.int64))
                if self._expected:
                    self._expected.paragraphs.update(keys)
        self.gathering.known(PRINTED, set[int]).update(keys)
        return frozenset(boilerplate), touched

    def _any_printed(self, text: Text, keys: set[int]) -> bool:
        """Return whether one of these paragraphs was printed before: mostly none was."""
        if not self.gathering.known(PRINTED, set[int]).isdisjoint(keys):
            self.gathering.settle([INSERT_PARAGRAPH], [PRINTED])
            return True
        if self._expected and self._is_expected(text):
            asked = [*(keys & self._expected.paragraphs)]
        else:
            asked = self._asked(self._paragraphs, np.array([*keys], np.int64)).tolist()
        query = f"SELECT 1 FROM text_paragraphs WHERE key IN ({','.join('?' * len(asked))}) LIMIT 1"
        return bool(asked) and self.sql.execute(query, asked).fetchone() is not None

    def _is_expected(self, text: Text) -> bool:
        """Return whether what a text may find was asked with its batch."""
        return text.prints is not None and self._expected is not None and self.gathering.is_on

    def _asked(self, absence: Absence, keys: Numbers) -> Numbers:
        """Return those of some keys that are looked up: where many articles come, those that may be there."""
        if self.gathering.is_on and self._are_told:
            return absence.left(keys)
        return keys

    def _unprint(self, article_id: int, old: Keys) -> set[int]:
        touched: set[int] = set()
        for key in set(old.paragraphs):
            before = len(_occasions(self.sql, key))
            self.sql.execute(
                "DELETE FROM text_paragraphs WHERE key = ? AND occasion = ? AND article_id = ?",
                (key, old.occasion, article_id),
            )
            if before >= OCCASIONS > len(_occasions(self.sql, key)):
                touched |= self._printers(key)
        return touched

    def _printers(self, key: int) -> set[int]:
        return {
            row[0] for row in self.sql.execute("SELECT article_id FROM text_paragraphs WHERE key = ?", (key,))
        }

    # Matching

    def _match_again(self, articles: Iterable[int], at: datetime | None) -> set[int]:
        """Match some articles anew; return those whose pairs are other ones now."""
        others = set()
        for article_id in sorted(articles):
            text = read_text(self.sql, article_id)
            if text is None:
                continue
            before = self._pairs(article_id)
            self._match(article_id, stripped(self.sql, text), self._keys(article_id), at)
            if self._pairs(article_id) != before:
                others.add(article_id)
        return others

    def _pairs(self, article_id: int) -> set[tuple[int, int, str]]:
        query = "SELECT article_id, other_id, kind FROM duplicates WHERE article_id = ?1"
        return {
            *self.sql.execute(
                f"{query} UNION ALL {query.replace('WHERE article_id', 'WHERE other_id')}", (article_id,)
            )
        }

    def _match(self, article_id: int, text: Text, old: Keys | None, at: datetime | None) -> None:
        anchors = text.anchors()
        before = self._partners(article_id) if old else set()
        found = self._found(article_id, text, anchors, before)
        self._write_keys(article_id, text, anchors, old)
        self._decide(article_id, found)
        if found or before:
            self._write_pairs(article_id, found, before, at)

    def _write_keys(self, article_id: int, text: Text, anchors: Numbers, old: Keys | None) -> None:
        paragraphs = [key for key, _, _ in text.paragraphs]
        if old and old == Keys(text.occasion, tuple(anchors.tolist()), tuple(paragraphs)):
            return
        gone = set(old.anchors).difference(anchors.tolist()) if old else ()
        if gone:
            self.sql.executemany(
                "DELETE FROM text_anchors WHERE key = ? AND article_id = ?",
                [(key, article_id) for key in gone],
            )
        if text.boilerplate or not self._is_expected(text):
            self._anchors.note(anchors)
            if self._expected:
                self._expected.anchors.update(anchors.tolist())
        blob = anchors.tobytes()
        row = (article_id, text.occasion, blob, _blob(paragraphs))
        if old is None:
            self.gathering.add_keys(INSERT_ANCHOR, blob, article_id)
            self.gathering.add(INSERT_KEYS, row)
            if self.gathering.is_on:
                self._waiting().add(anchors.tolist(), article_id)
        else:
            self.sql.executemany(INSERT_ANCHOR, [(key, article_id) for key in anchors.tolist()])
            self.sql.execute(INSERT_KEYS, row)

    def _waiting(self) -> Waiting:
        return self.gathering.known(WAITING, Waiting)

    def _found(
        self, article_id: int, text: Text, anchors: Numbers, before: Collection[int]
    ) -> dict[int, Likeness]:
        found: dict[int, Likeness] = {}
        others = self._candidates(article_id, text, anchors, before)
        if others:
            self.gathering.settle([INSERT_PARAGRAPH], [PRINTED])
        for other in others:
            known = read_text(self.sql, other)
            if known is None or abs(known.day - text.day) > DAYS_APART:
                continue
            known = stripped(self.sql, known)
            pair = Pair.of(text, known)
            if pair.is_same:
                kind = pair.kind
                holder = (other if pair.long is known else article_id) if kind == "contains" else None
                found[other] = Likeness(kind, round(pair.share, 3), holder)
        return found

    def _candidates(
        self, article_id: int, text: Text, anchors: Numbers, before: Collection[int]
    ) -> list[int]:
        """Return the articles that share enough anchors with a text: those that share most, and those that found it.

        `before`: those with which it is a pair so far.
        """
        if not len(anchors):
            return []
        keys = self._met(text, anchors)
        found = sharing(self.sql, keys)
        waiting = self._waiting().under(keys)
        if len(waiting) >= SHARED_ANCHORS:
            common = Counter(waiting)
            found.update({other: count for other, count in common.items() if count >= SHARED_ANCHORS})
        found.pop(article_id, None)
        ranked = sorted(found, key=lambda other: (-found[other], other))
        return ranked[:CANDIDATES] + [other for other in ranked[CANDIDATES:] if other in before]

    def _met(self, text: Text, anchors: Numbers) -> list[int]:
        """Return those of the keys that a text looks up under which other ones may stand or wait."""
        if text.prints and self._expected and self._is_expected(text) and not text.boilerplate:
            return [*self._expected.anchors.intersection(array("q", text.prints.looked_up))]
        # Keys of articles that wait are noted as well, so none of them is among those that surely stand nowhere.
        found: list[int] = self._asked(self._anchors, text.looked_up(anchors)).tolist()
        return found

    def _decide(self, article_id: int, found: dict[int, Likeness]) -> None:
        if not self.gathering.known("texts decided", lambda: anything_decided(self.sql, "text")):
            return
        self.gathering.settle([INSERT_KEYS])
        for other, is_same in decided_about(self.sql, "text", article_id).items():
            if not is_same:
                found.pop(other, None)
            elif self._keys(other) is not None:
                found.setdefault(other, Likeness("person", 1.0))

    # Pairs

    def _partners(self, article_id: int) -> set[int]:
        return {
            row[0]
            for row in self.sql.execute(
                "SELECT other_id FROM duplicates WHERE article_id = ?1"
                " UNION ALL SELECT article_id FROM duplicates WHERE other_id = ?1",
                (article_id,),
            )
        }

    def _write_pairs(
        self, article_id: int, found: dict[int, Likeness], before: set[int], at: datetime | None
    ) -> None:
        for other in before - found.keys():
            self.sql.execute(
                "DELETE FROM duplicates WHERE (article_id, other_id) IN (VALUES (?1, ?2), (?2, ?1))",
                (article_id, other),
            )
        followers = set()
        self.gathering.known(PAIRED, set[int]).update((article_id, *found))
        for other, likeness in found.items():
            first = self._first(article_id, other)
            if first == article_id:
                followers.add(other)
            holder = likeness.holder or (article_id if first == other else other)
            held = other if holder == article_id else article_id
            if other in before:
                self.sql.execute(
                    "DELETE FROM duplicates WHERE article_id = ? AND other_id = ?", (held, holder)
                )
            self.sql.execute(
                "INSERT INTO duplicates VALUES (?, ?, ?, ?, ?, coalesce(?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now')))"
                " ON CONFLICT DO UPDATE SET kind = excluded.kind, score = excluded.score, first_id = excluded.first_id",
                (holder, held, likeness.kind, likeness.score, first, to_text(at) if at else None),
            )
        self._point({article_id} | followers | before)

    def _first(self, left: int, right: int) -> int:
        """Return which of two was published first; where the dates do not tell, the one with the lesser URL."""
        row = self.sql.execute(
            "SELECT id FROM articles WHERE id IN (?, ?) ORDER BY coalesce(published_at, first_seen_at), url LIMIT 1",
            (left, right),
        ).fetchone()
        return int(row[0])

    def _point(self, articles: Iterable[int]) -> None:
        """Let each article point at the earliest other one that has all of its text."""
        for article_id in articles:
            self.sql.execute(
                "UPDATE articles SET duplicate_of = ?2 WHERE id = ?1 AND duplicate_of IS NOT ?2",
                (article_id, self._earliest(article_id)),
            )

    def _earliest(self, article_id: int) -> int | None:
        row = self.sql.execute(
            "SELECT a.id FROM (SELECT other_id AS id FROM duplicates"
            "   WHERE article_id = ?1 AND first_id = other_id AND kind != 'contains'"
            "  UNION ALL SELECT article_id FROM duplicates WHERE other_id = ?1 AND first_id = article_id) d"
            " JOIN articles a USING (id) ORDER BY coalesce(a.published_at, a.first_seen_at), a.url LIMIT 1",
            (article_id,),
        ).fetchone()
        return row[0] if row else None


def met(absence: Absence, keys: Numbers) -> set[int]:
    """Return those of the keys that the texts of a batch look up that the table may hold, or that two of them have."""
    ordered = np.sort(keys)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    return {*absence.left(keys).tolist(), *twice.tolist()}


def sharing(sql: sqlite3.Connection, keys: Sequence[int]) -> dict[int, int]:
    """Return how many anchors each article has of these, as far as it has enough of them to be compared."""
    if len(keys) < SHARED_ANCHORS:
        return {}
    if len(keys) <= ONE_BY_ONE:
        rows = [row for key in keys for row in sql.execute(f"{SHARING} = ?", (key,))]
    else:
        rows = sql.execute(f"{SHARING} IN ({','.join('?' * len(keys))})", keys).fetchall()
    if len(rows) < SHARED_ANCHORS:
        return {}
    found = Counter([article_id for (article_id,) in rows])
    return {article_id: count for article_id, count in found.items() if count >= SHARED_ANCHORS}


def read_text(sql: sqlite3.Connection, article_id: int) -> Text | None:
    """Return the text of an article, None where it has none."""
    row = sql.execute(
        "SELECT source, title, text, published_at, first_seen_at FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    return remembered_text(*row) if row and row[2] is not None else None


def stripped(sql: sqlite3.Connection, text: Text) -> Text:
    """Return a text with its outlet's boilerplate known."""
    known = frozenset(key for key, _, _ in text.paragraphs if len(_occasions(sql, key)) >= OCCASIONS)
    return text if known == text.boilerplate else replace(text, boilerplate=known)


def explain(sql: sqlite3.Connection, left: int, right: int) -> list[Reason]:
    """Return what every rule says of the texts of two articles; a person's decision first, which wins over them."""
    decided = decided_about(sql, "text", left).get(right)
    reasons = [] if decided is None else [by_person("merge" if decided else "split", holds=decided)]
    texts = [read_text(sql, article_id) for article_id in (left, right)]
    if texts[0] is None or texts[1] is None:
        note = "an article that was only promised has no text yet"
        return [*reasons, Reason("both have a text", "no", None, False, note)]
    one, other = (stripped(sql, text) for text in texts if text)
    common = len(np.intersect1d(one.looked_up(one.anchors()), other.anchors()))
    found = Reason(
        "anchors: runs of three words by which texts are found",
        common,
        f">= {SHARED_ANCHORS}",
        common >= SHARED_ANCHORS,
    )
    crowded = _crowded(sql, {left: one, right: other}) if common >= SHARED_ANCHORS else []
    return [*reasons, found, *crowded, *Pair.of(one, other).reasons()]


def _crowded(sql: sqlite3.Connection, texts: dict[int, Text]) -> list[Reason]:
    """Return whether each of two texts has so many others beside it that the other one was not compared with it."""
    (left, one), (right, other) = texts.items()
    before = min(_ahead(sql, left, one, right), _ahead(sql, right, other, left))
    if before < CANDIDATES or pair_of(sql, left, right):
        return []
    firsts = {
        row[0] for row in sql.execute("SELECT duplicate_of FROM articles WHERE id IN (?, ?)", (left, right))
    }
    (first,) = firsts if len(firsts) == 1 else (None,)
    return [
        Reason(
            "texts that share as many anchors, and came before",
            before,
            f"< {CANDIDATES}",
            False,
            f"both are held for prints of article {first}" if first else "",
        )
    ]


def _ahead(sql: sqlite3.Connection, article_id: int, text: Text, other: int) -> int:
    """Return how many texts are compared with one before another one is."""
    counts = sharing(sql, text.looked_up(text.anchors()).tolist())
    ours = counts.get(other, 0)
    return sum((-count, id) < (-ours, other) for id, count in counts.items() if id != article_id)


def pair_of(sql: sqlite3.Connection, left: int, right: int) -> tuple[str, float] | None:
    """Return kind and score by which two articles are held for one text, None where they are not."""
    row = sql.execute(
        "SELECT kind, score FROM duplicates WHERE (article_id, other_id) IN (VALUES (?1, ?2), (?2, ?1))",
        (left, right),
    ).fetchone()
    return (row[0], row[1]) if row else None


def _occasions(sql: sqlite3.Connection, key: int) -> list[int]:
    """Return up to `OCCASIONS` different occasions on which a paragraph was printed."""
    found: list[int] = []
    while len(found) < OCCASIONS:
        row = sql.execute(
            "SELECT occasion FROM text_paragraphs WHERE key = ? AND occasion > ? LIMIT 1",
            (key, found[-1] if found else -(1 << 40)),
        ).fetchone()
        if row is None:
            break
        found.append(row[0])
    return found


def _blob(keys: Sequence[int]) -> bytes:
    return array("q", keys).tobytes()


def _numbers(blob: bytes) -> tuple[int, ...]:
    return tuple(np.frombuffer(blob, np.int64).tolist())
