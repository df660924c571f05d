"""The rows of `teasers`: one showing of a promise on one page, and the article that keeps the promise."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from storage.addresses import add_address, rows_of
from storage.articles import Articles, promised_row
from storage.changes import record_change
from storage.decisions import fold_decided, named_by_decisions, teasers_alike
from storage.errors import Refused
from storage.gathering import Gathering
from storage.ids import next_id
from storage.matching.fold import fold_promise, index_promise, reindex_promise
from storage.matching.promise import Promise
from storage.promises import Told
from storage.records import Teaser
from storage.text import nfc
from storage.timestamps import to_text

LATEST = ("position", "is_truncated", "cut_mark", "native_id", "image_url", "language")
"""Columns that say what the latest showing said."""
INSERT = (
    "INSERT INTO teasers (id, key, source, page_url, kind, title, snippet, url, published_at, published_precision,"
    f" first_seen_at, last_seen_at, {', '.join(LATEST)})"
    f" VALUES ({next_id('teasers')}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
SELECT = (
    "SELECT id, article_id, first_seen_at, last_seen_at, published_at, published_precision,"
    f" {', '.join(LATEST)} FROM teasers WHERE key = ?"
)
UPDATE = (
    "UPDATE teasers SET first_seen_at = ?, last_seen_at = ?, published_at = ?, published_precision = ?,"
    f" {', '.join(f'{name} = ?' for name in LATEST)} WHERE id = ?"
)


@dataclass(frozen=True, slots=True)
class SavedTeaser:
    """What became of a teaser."""

    teaser_id: int
    article_id: int | None
    is_new: bool
    opened: bool
    """Whether it opened the row of an article that was not known before."""
    folded: bool
    """Whether it was folded, now, into an article by another rule than its URL."""


@dataclass(frozen=True, slots=True)
class Showing:
    """The row of a teaser after a save."""

    id: int
    article_id: int | None
    is_new: bool
    is_changed: bool
    """Whether anything but the time of its last showing is other than before."""
    is_moved: bool
    """Whether its date, or its first sight, is."""


class Teasers:
    """The rows of one archive's teasers; every method runs inside a transaction of the caller."""

    def __init__(self, gathering: Gathering, group: Callable[[str], str]) -> None:
        self.gathering = gathering
        self.sql = gathering.sql
        self.group = group

    def save(self, articles: Articles, teaser: Teaser, at: datetime, run_id: str | None) -> SavedTeaser:
        """Save one showing, and lead it to its article."""
        seen = to_text(at)
        showing = self._show(teaser, seen)
        if teaser.url:
            return self._lead(articles, teaser, showing, at, run_id)
        if showing.is_moved:
            # Keys of a day that another showing has corrected may stay: they only make us look once more.
            index_promise(self.sql, showing.id, self._promise(showing.id))
        folded = showing.is_changed and self.refold(showing.id, at, run_id)
        if showing.is_new and named_by_decisions(self.sql, [teaser_key(teaser)]):
            for other in teasers_alike(self.sql, showing.id):
                self.refold(other, at, run_id)
        article_id = showing.article_id
        if folded or showing.is_changed:
            article_id = self.sql.execute(
                "SELECT article_id FROM teasers WHERE id = ?", (showing.id,)
            ).fetchone()[0]
        return SavedTeaser(showing.id, article_id, showing.is_new, opened=False, folded=folded)

    def _show(self, teaser: Teaser, seen: str) -> Showing:
        key = teaser_key(teaser)
        published = to_text(teaser.published_at) if teaser.published_at else None
        dated = (published, teaser.published_precision if published else None)
        latest = (
            teaser.position,
            int(teaser.is_truncated),
            teaser.cut_mark,
            teaser.native_id,
            teaser.image_url,
            teaser.language,
        )
        row = self.sql.execute(SELECT, (key,)).fetchone()
        if row is None:
            said = (teaser.title, teaser.snippet, teaser.url)
            cursor = self.sql.execute(
                INSERT,
                (key, teaser.source, teaser.page_url, teaser.kind, *said, *dated, seen, seen, *latest),
            )
            return Showing(int(cursor.lastrowid or 0), None, is_new=True, is_changed=True, is_moved=True)
        number, article_id, first, last, *old = row
        old_date, old_latest = tuple(old[:2]), tuple(old[2:])
        # the first sight of relative wording: later it is coarser, and rounded down from a greater age
        date = min((one for one in (old_date, dated) if one[0]), key=_date_rank, default=(None, None))
        newest = max((last, _rank(old_latest), old_latest), (seen, _rank(latest), latest))[2]
        moved = seen < first or date != old_date
        changed = moved or newest != old_latest
        if changed or seen > last:
            self.sql.execute(UPDATE, (min(first, seen), max(last, seen), *date, *newest, number))
        return Showing(number, article_id, is_new=False, is_changed=changed, is_moved=moved)

    def _lead(
        self, articles: Articles, teaser: Teaser, showing: Showing, at: datetime, run_id: str | None
    ) -> SavedTeaser:
        assert teaser.url
        seen = to_text(at)
        article_id, opened = self._row_of(articles, teaser, at, run_id)
        if not opened:
            articles.see(article_id, seen)
        if showing.article_id != article_id:
            self.sql.execute(
                "UPDATE teasers SET article_id = ?1, match_score = 1.0,"
                " matched_by = iif(url = (SELECT url FROM articles WHERE id = ?1), 'url', 'alias') WHERE id = ?2",
                (article_id, showing.id),
            )
        if not opened and (showing.is_changed or showing.article_id != article_id):
            articles.retell(article_id, at, run_id)
        return SavedTeaser(showing.id, article_id, showing.is_new, opened, folded=False)

    def _row_of(
        self, articles: Articles, teaser: Teaser, at: datetime, run_id: str | None
    ) -> tuple[int, bool]:
        assert teaser.url
        rows = rows_of(self.sql, teaser.source, teaser.native_id, teaser.url)
        if rows:
            article_id = articles.merged(rows, at, run_id)
            if add_address(self.sql, article_id, teaser.source, teaser.url, teaser.native_id):
                articles.restate(article_id, at, run_id)
                articles.meet(article_id, [teaser.url], at, run_id)
            return article_id, False
        row = promised_row(_told(teaser), teaser.url, teaser.native_id, teaser.source)
        article_id = articles.promise(row, to_text(at), at, run_id)
        add_address(self.sql, article_id, teaser.source, teaser.url, teaser.native_id)
        articles.meet(article_id, [teaser.url], at, run_id)
        return article_id, True

    def match_group(self, group: str, at: datetime) -> None:
        """Fold the teasers without URL of a group anew, after a source has joined or left it.

        Keys under a former group may stay: they only make us look at a teaser once more.
        """
        rows = self.sql.execute(
            "SELECT t.id FROM teasers t JOIN sources s ON s.id = t.source"
            " WHERE t.url IS NULL AND coalesce(s.network, s.id) = ? ORDER BY t.id",
            (group,),
        ).fetchall()
        for (teaser_id,) in rows:
            index_promise(self.sql, teaser_id, self._promise(teaser_id))
        for (teaser_id,) in rows:
            self.refold(teaser_id, at, None)

    def _promise(self, teaser_id: int) -> Promise:
        source, *said = self.sql.execute(
            "SELECT source, title, snippet, published_at, first_seen_at FROM teasers WHERE id = ?",
            (teaser_id,),
        ).fetchone()
        return Promise(self.group(source), *said)

    def refold(self, teaser_id: int, at: datetime, run_id: str | None) -> bool:
        """Fold a teaser without URL anew; return whether it is now in an article in which it was not."""
        old = self.sql.execute(
            "SELECT article_id, matched_by, match_score FROM teasers WHERE id = ?", (teaser_id,)
        ).fetchone()
        new = self._fold(teaser_id)
        if new == old:
            return False
        self.sql.execute(
            "UPDATE teasers SET article_id = ?, matched_by = ?, match_score = ? WHERE id = ?",
            (*new, teaser_id),
        )
        if new[0] == old[0]:
            return False
        if old[0] is not None:
            record_change(self.gathering, old[0], "unfolded", at, run_id, teaser=teaser_id)
        if new[0] is not None:
            record_change(self.gathering, new[0], "folded", at, run_id, teaser=teaser_id, rule=new[1])
        return new[0] is not None

    def reindex(self, teaser_id: int) -> None:
        """Write the keys of a teaser without URL by today's rules."""
        reindex_promise(self.sql, teaser_id, self._promise(teaser_id))

    def _fold(self, teaser_id: int) -> tuple[int, str, float] | tuple[None, None, None]:
        """Return the article that keeps a promise, the rule and the score: a person's word, else the rules'."""
        decided = fold_decided(self.sql, teaser_id)
        if decided.into is not None:
            return decided.into, "person", 1.0
        fold = fold_promise(self.sql, self._promise(teaser_id), decided.never)
        return (fold.article_id, fold.rule, fold.score) if fold else (None, None, None)


def teaser_key(teaser: Teaser) -> str:
    """Return what makes a showing the same showing: its page, kind, URL and words."""
    parts = (teaser.page_url, teaser.kind, teaser.url or "", teaser.title or "", teaser.snippet or "")
    return hashlib.blake2b("\0".join(map(nfc, parts)).encode(), digest_size=16).hexdigest()


def demand_promise(teaser: Teaser) -> None:
    """Check that a teaser promises something.

    Raises:
        Refused: it has neither URL nor words.
    """
    if not teaser.url and not (teaser.title or teaser.snippet):
        raise Refused(f"{teaser.page_url}: a teaser without title, snippet and URL promises nothing")


def _told(teaser: Teaser) -> Told:
    published = to_text(teaser.published_at) if teaser.published_at else None
    return Told(
        source=teaser.source,
        title=teaser.title,
        summary=teaser.snippet,
        titled_by=teaser.kind,
        published_at=published,
        published_precision=teaser.published_precision if published else None,
        dated_by=teaser.kind,
        language=teaser.language,
        image_url=teaser.image_url,
    )


def _date_rank(date: tuple[object, ...]) -> tuple[bool, str]:
    at, precision = date
    return precision == "day", str(at)


def _rank(values: tuple[object, ...]) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in values)
