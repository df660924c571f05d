"""The archive: the only writer of the SQLite file. Every method is one short transaction and may be repeated.

What the rows say depends on what was saved, not on the order or on how often: first sights are the
earliest, last sights the latest, an older fetch never replaces a newer one.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from storage import revisions
from storage.changes import Change, changes_since, record_change
from storage.connection import Connection
from storage.errors import ArchiveError, Refused
from storage.frontier import FrontierEntry, frontier, pause_after, revisit_after
from storage.listings import Listing, ListingKind, read_listing, write_listing
from storage.matching.fold import (
    Candidate,
    Promise,
    fold_promise,
    index_article,
    index_promise,
    promises_of,
    unindex_article,
)
from storage.records import Article, Fetch, Source, Teaser
from storage.runs import RunCounts, RunOutcome, finish_run, start_run
from storage.text import content_hash, nfc
from storage.timestamps import now, to_text

Outcome = Literal["new", "filled", "updated", "unchanged", "older", "flagged"]

REVISITS = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7), timedelta(days=30))
MISSING_CHECKS = 3
"""A page answered 404 or 410 in so many separate checks before it counts as gone."""
SHRUNK = 0.25
"""A body of less than this share of the old one is taken for a broken page, not for an edit."""
SHRUNK_FROM = 400
"""Characters of the old body from which on it can shrink suspiciously."""
TEASER_RANK = "CASE kind WHEN 'listing' THEN 0 WHEN 'feed' THEN 1 WHEN 'sitemap' THEN 2 ELSE 3 END"


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
class SavedArticle:
    """What became of an article."""

    article_id: int
    outcome: Outcome
    folded: int
    """Teasers that were folded into it by this save."""
    reason: str | None = None


class Archive:
    """The archive of one SQLite file."""

    def __init__(
        self,
        path: Path | str,
        *,
        create: bool = True,
        read_only: bool = False,
        revisits: Sequence[timedelta] = REVISITS,
    ) -> None:
        """Open the archive at `path`; `revisits` says when full articles are looked at again.

        Raises:
            ArchiveError: the file cannot be opened or is of another version.
        """
        self.connection = Connection(path, create=create, read_only=read_only)
        self.sql: sqlite3.Connection = self.connection.sql
        self.db = self.connection.db
        self.path = self.connection.path
        self.revisits = tuple(revisits)
        self._groups: dict[str, str] = {}

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Save several records in one transaction: all of them are kept, or none."""
        with self.connection.transaction():
            yield

    # Sources

    def save_source(self, source: Source) -> None:
        """Write a source's row, or bring it up to date."""
        row = {
            "id": source.id,
            "title": source.title,
            "kind": source.kind,
            "homepage": source.homepage,
            "country": source.country,
            "languages": json.dumps(list(source.languages)),
            "timezone": source.timezone,
            "network": source.network,
        }
        with self.connection.transaction():
            self.db.table("sources").upsert(row, pk="id")
        self._groups.pop(source.id, None)

    def group(self, source: str) -> str:
        """Return the network of a source, or its own id: teasers fold within a group."""
        if source not in self._groups:
            row = self.sql.execute(
                "SELECT coalesce(network, id) FROM sources WHERE id = ?", (source,)
            ).fetchone()
            if row is None:
                raise ArchiveError(f"{self.path}: source {source!r} is not known: call save_source first")
            self._groups[source] = row[0]
        return self._groups[source]

    # Teasers

    def save_teaser(self, teaser: Teaser, seen_at: datetime, run_id: str | None = None) -> SavedTeaser:
        """Save one showing of a promise.

        With a URL it opens the article's row, or joins it; without one it is folded as soon as one
        article alone keeps it.

        Raises:
            Refused: it has neither title nor URL.
        """
        if not teaser.url and not (teaser.title or teaser.snippet):
            raise Refused(f"{teaser.page_url}: a teaser without title, snippet and URL promises nothing")
        seen = to_text(seen_at)
        with self.connection.transaction():
            teaser_id, is_new = self._showing(teaser, seen)
            if teaser.url:
                article_id, opened = self._promised_row(teaser, seen)
                self._join_by_url(teaser_id, article_id, seen)
                self._see(article_id, seen)
                self._tell_promise(article_id)
                if opened:
                    record_change(self.sql, article_id, "promised", seen_at, run_id)
                return SavedTeaser(teaser_id, article_id, is_new, opened, folded=False)
            if is_new:
                index_promise(self.sql, teaser_id, self._promise(teaser_id))
            folded = self._refold(teaser_id, seen_at, run_id)
            row = self.sql.execute("SELECT article_id FROM teasers WHERE id = ?", (teaser_id,)).fetchone()
            return SavedTeaser(teaser_id, row[0], is_new, opened=False, folded=folded)

    def _showing(self, teaser: Teaser, seen: str) -> tuple[int, bool]:
        key = teaser_key(teaser)
        row = self.sql.execute("SELECT id, last_seen_at FROM teasers WHERE key = ?", (key,)).fetchone()
        published = to_text(teaser.published_at) if teaser.published_at else None
        if row:
            position = teaser.position if seen >= row[1] else None
            self.sql.execute(
                "UPDATE teasers SET first_seen_at = min(first_seen_at, ?), last_seen_at = max(last_seen_at, ?),"
                " position = coalesce(?, position),"
                " published_precision = CASE WHEN published_at IS NULL OR ? < published_at"
                " THEN coalesce(?, published_precision) ELSE published_precision END,"
                " published_at = CASE WHEN published_at IS NULL OR ? < published_at THEN coalesce(?, published_at)"
                " ELSE published_at END WHERE id = ?",
                (seen, seen, position, published, teaser.published_precision, published, published, row[0]),
            )
            return row[0], False
        cursor = self.sql.execute(
            "INSERT INTO teasers (key, source, page_url, kind, position, title, snippet, is_truncated, cut_mark, url,"
            " native_id, image_url, language, published_at, published_precision, first_seen_at, last_seen_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                key,
                teaser.source,
                teaser.page_url,
                teaser.kind,
                teaser.position,
                teaser.title,
                teaser.snippet,
                teaser.is_truncated,
                teaser.cut_mark,
                teaser.url,
                teaser.native_id,
                teaser.image_url,
                teaser.language,
                published,
                teaser.published_precision,
                seen,
                seen,
            ),
        )
        return int(cursor.lastrowid or 0), True

    def _promised_row(self, teaser: Teaser, seen: str) -> tuple[int, bool]:
        assert teaser.url
        rows = self._rows_of(teaser.source, [teaser.url], teaser.native_id)
        if rows:
            article_id = self._merged(rows)
            self._add_address(article_id, teaser.url)
            return article_id, False
        cursor = self.sql.execute(
            "INSERT INTO articles (source, url, native_id, state, first_seen_at, last_seen_at)"
            " VALUES (?, ?, ?, 'teaser', ?, ?)",
            (teaser.source, teaser.url, teaser.native_id, seen, seen),
        )
        return int(cursor.lastrowid or 0), True

    def _join_by_url(self, teaser_id: int, article_id: int, seen: str) -> None:
        self.sql.execute(
            "UPDATE teasers SET article_id = ?, match_score = 1.0, matched_at = coalesce(min(matched_at, ?), ?),"
            " matched_by = CASE WHEN url = (SELECT url FROM articles WHERE id = ?) THEN 'url' ELSE 'alias' END"
            " WHERE id = ?",
            (article_id, seen, seen, article_id, teaser_id),
        )

    def _see(self, article_id: int, seen: str) -> None:
        self.sql.execute(
            "UPDATE articles SET first_seen_at = min(first_seen_at, ?), last_seen_at = max(last_seen_at, ?)"
            " WHERE id = ? AND (first_seen_at > ? OR last_seen_at < ?)",
            (seen, seen, article_id, seen, seen),
        )

    def _tell_promise(self, article_id: int) -> None:
        """Let the row say what its teasers promise, as far as no page of its own has said it."""
        state, title, summary, published, own_date = self.sql.execute(
            "SELECT state, title, summary, published_at, provenance FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        provenance = json.loads(own_date)
        if (
            state == "full"
            and published
            and provenance.get("published_at") not in ("listing", "feed", "sitemap")
        ):
            return
        dated = self.sql.execute(
            f"SELECT published_at, published_precision, kind FROM teasers WHERE article_id = ?"
            f" AND published_at IS NOT NULL AND url IS NOT NULL"
            f" ORDER BY published_precision = 'day', {TEASER_RANK}, published_at LIMIT 1",
            (article_id,),
        ).fetchone()
        if dated and dated[0] != published:
            provenance["published_at"] = dated[2] if dated[2] in ("feed", "sitemap") else "listing"
            self.sql.execute(
                "UPDATE articles SET published_at = ?, published_precision = ?, provenance = ? WHERE id = ?",
                (*dated[:2], json.dumps(provenance), article_id),
            )
        if state == "full" or (state == "gone" and provenance.get("title") not in (None, "listing")):
            return
        told = self.sql.execute(
            f"SELECT title, snippet, language, image_url FROM teasers WHERE article_id = ? AND title IS NOT NULL"
            f" AND url IS NOT NULL ORDER BY {TEASER_RANK}, first_seen_at, key LIMIT 1",
            (article_id,),
        ).fetchone()
        if told and (told[0], told[1]) != (title, summary):
            before = self._candidate(article_id)
            self.sql.execute(
                "UPDATE articles SET title = ?, summary = ?, language = ?, image_url = ? WHERE id = ?",
                (*told, article_id),
            )
            self._reindex(article_id, before)

    # Folding

    def _promise(self, teaser_id: int) -> Promise:
        source, *said = self.sql.execute(
            "SELECT source, title, snippet, published_at FROM teasers WHERE id = ?", (teaser_id,)
        ).fetchone()
        return Promise(self.group(source), *said)

    def _candidate(self, article_id: int) -> Candidate:
        source, *said = self.sql.execute(
            "SELECT source, title, summary, text, published_at FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        return Candidate(article_id, self.group(source), *said)

    def _reindex(self, article_id: int, before: Candidate | None) -> Candidate:
        after = self._candidate(article_id)
        if before is None:
            index_article(self.sql, after)
        elif set(before.index_keys()) != set(after.index_keys()):
            unindex_article(self.sql, before)
            index_article(self.sql, after)
        return after

    def _refold(self, teaser_id: int, at: datetime, run_id: str | None) -> bool:
        """Fold a teaser without URL anew; return whether it is now in an article in which it was not."""
        old_id, old_rule = self.sql.execute(
            "SELECT article_id, matched_by FROM teasers WHERE id = ?", (teaser_id,)
        ).fetchone()
        if old_rule == "person":
            return False
        fold = fold_promise(self.sql, self._promise(teaser_id))
        new_id = fold.article_id if fold else None
        self.sql.execute(
            "UPDATE teasers SET article_id = ?, matched_by = ?, match_score = ?,"
            " matched_at = CASE WHEN article_id IS ? THEN matched_at ELSE ? END WHERE id = ?",
            (
                new_id,
                fold.rule if fold else None,
                fold.score if fold else None,
                new_id,
                to_text(at) if fold else None,
                teaser_id,
            ),
        )
        if old_id is not None and new_id != old_id:
            record_change(self.sql, old_id, "unfolded", at, run_id, teaser=teaser_id)
        if fold and new_id != old_id:
            record_change(self.sql, fold.article_id, "folded", at, run_id, teaser=teaser_id, rule=fold.rule)
        return fold is not None and new_id != old_id

    def _refold_around(self, candidates: Sequence[Candidate], at: datetime, run_id: str | None) -> int:
        teasers = {teaser for candidate in candidates for teaser in promises_of(self.sql, candidate)}
        return sum(self._refold(teaser, at, run_id) for teaser in sorted(teasers))

    # Articles

    def save_article(self, article: Article, fetch: Fetch) -> SavedArticle:
        """Save an article as it was read from one fetched page, and the teasers found on that page.

        Raises:
            Refused: it has no title, no text or no URL; nothing was written.
        """
        _demand(article)
        with self.connection.transaction():
            saved = self._save_article(article, fetch)
            for teaser in article.teasers:
                self.save_teaser(teaser, fetch.fetched_at, fetch.run_id)
            return saved

    def _save_article(self, article: Article, fetch: Fetch) -> SavedArticle:
        at = to_text(fetch.fetched_at)
        rows = self._rows_of(article.source, [article.url, fetch.url], article.native_id)
        article_id = self._merged(rows) if rows else self._new_row(article, at)
        before = self._candidate(article_id) if rows else None
        state, fetched_at, old_text, old_hash = self.sql.execute(
            "SELECT state, fetched_at, text, content_hash FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        self._see(article_id, at)
        self._add_address(article_id, fetch.url)
        if old_text and len(old_text) >= SHRUNK_FROM and len(article.text) < SHRUNK * len(old_text):
            return self._flag(
                article_id, f"the body shrank from {len(old_text)} to {len(article.text)} characters", fetch
            )
        content = _content(article, fetch)
        revisions.observe(self.sql, article_id, revisions.Observation(at, content))
        if fetched_at and at < fetched_at:
            return SavedArticle(article_id, "older", 0)
        self._fill(article_id, article, fetch, content.content_hash)
        outcome = _outcome(bool(rows), state, old_hash, content.content_hash)
        if outcome != "unchanged":
            record_change(
                self.sql,
                article_id,
                "updated" if outcome == "updated" else "full",
                fetch.fetched_at,
                fetch.run_id,
            )
        self._rejudge_addresses(article_id)
        after = self._reindex(article_id, before)
        folded = self._refold_around([one for one in (before, after) if one], fetch.fetched_at, fetch.run_id)
        return SavedArticle(article_id, outcome, folded)

    def _new_row(self, article: Article, at: str) -> int:
        cursor = self.sql.execute(
            "INSERT INTO articles (source, url, native_id, state, first_seen_at, last_seen_at)"
            " VALUES (?, ?, ?, 'teaser', ?, ?)",
            (article.source, article.url, article.native_id, at, at),
        )
        return int(cursor.lastrowid or 0)

    def _fill(self, article_id: int, article: Article, fetch: Fetch, digest: str) -> None:
        self._move_address(article_id, article.url)
        first_fetch = self.sql.execute(
            "SELECT min(first_seen_at) FROM revisions WHERE article_id = ?", (article_id,)
        ).fetchone()[0]
        published = to_text(article.published_at) if article.published_at else None
        self.sql.execute(
            "UPDATE articles SET native_id = coalesce(?, native_id), state = 'full', title = ?, summary = ?, text = ?,"
            " language = ?, published_at = ?, published_precision = ?, modified_at = ?, authors = ?, section = ?,"
            " tags = ?, image_url = coalesce(?, image_url), translations = ?, provenance = ?, content_hash = ?,"
            " fetched_at = ?, etag = ?, last_modified = ?, next_check_at = ?, attempts = 0, missing_count = 0,"
            " last_error = NULL, flag = NULL, capture_file = ?, capture_offset = ? WHERE id = ?",
            (
                article.native_id,
                article.title,
                article.summary,
                article.text,
                article.language,
                published,
                article.published_precision,
                to_text(article.modified_at) if article.modified_at else None,
                _json(article.authors),
                article.section,
                _json(article.tags),
                article.image_url,
                _json([{"language": one.language, "url": one.url} for one in article.translations]),
                _json(dict(article.provenance)),
                digest,
                to_text(fetch.fetched_at),
                fetch.etag,
                fetch.last_modified,
                revisit_after(published or first_fetch, to_text(fetch.fetched_at), self.revisits),
                fetch.capture.file if fetch.capture else None,
                fetch.capture.offset if fetch.capture else None,
                article_id,
            ),
        )
        if published is None:
            self._tell_promise(article_id)

    def _flag(self, article_id: int, reason: str, fetch: Fetch) -> SavedArticle:
        at = to_text(fetch.fetched_at)
        flagged = self.sql.execute(
            "UPDATE articles SET flag = ?, next_check_at = ? WHERE id = ? AND fetched_at <= ? AND flag IS NOT ?",
            (reason, pause_after(1, fetch.fetched_at), article_id, at, reason),
        ).rowcount
        if flagged:
            record_change(self.sql, article_id, "flagged", fetch.fetched_at, fetch.run_id, reason=reason)
        return SavedArticle(article_id, "flagged", 0, reason)

    def save_unchanged(self, url: str, fetch: Fetch) -> int | None:
        """Note that the page of `url` was unchanged (HTTP 304); return its article's id, None if it is not known."""
        at = to_text(fetch.fetched_at)
        with self.connection.transaction():
            rows = self._rows_by_url([url])
            if not rows:
                return None
            article_id = rows[0]
            self._see(article_id, at)
            revisions.observe_again(self.sql, article_id, at)
            published, first = self.sql.execute(
                "SELECT published_at, (SELECT min(first_seen_at) FROM revisions WHERE article_id = articles.id)"
                " FROM articles WHERE id = ?",
                (article_id,),
            ).fetchone()
            self.sql.execute(
                "UPDATE articles SET fetched_at = max(fetched_at, ?), next_check_at = ?, attempts = 0,"
                " missing_count = 0, last_error = NULL WHERE id = ? AND fetched_at <= ?",
                (at, revisit_after(published or first or at, at, self.revisits), article_id, at),
            )
            return article_id

    def record_failure(
        self,
        source: str,
        url: str,
        reason: str,
        at: datetime,
        status: int | None = None,
        run_id: str | None = None,
    ) -> None:
        """Note that the page of an article could not be read; it is tried again after a growing pause.

        A page that answered 404 or 410 in three separate checks is `gone`.
        """
        missing = status in (404, 410)
        with self.connection.transaction():
            self.record_problem(source, url, "missing" if missing else "unreadable", reason, at, run_id)
            for article_id in self._rows_by_url([url])[:1]:
                state, attempts, count = self.sql.execute(
                    "UPDATE articles SET attempts = attempts + 1, missing_count = iif(?, missing_count + 1, 0),"
                    " last_error = ? WHERE id = ? RETURNING state, attempts, missing_count",
                    (missing, reason, article_id),
                ).fetchone()
                gone = count >= MISSING_CHECKS
                self.sql.execute(
                    "UPDATE articles SET state = ?, next_check_at = ? WHERE id = ?",
                    ("gone" if gone else state, None if gone else pause_after(attempts, at), article_id),
                )
                if gone and state != "gone":
                    record_change(self.sql, article_id, "gone", at, run_id, reason=reason)

    def record_problem(
        self,
        source: str,
        url: str | None,
        what: str,
        detail: str,
        at: datetime | None = None,
        run_id: str | None = None,
    ) -> None:
        """Note what went wrong, for the operator."""
        with self.connection.transaction():
            self.sql.execute(
                "INSERT INTO problems (run_id, source, url, what, detail, at) VALUES (?, ?, ?, ?, ?, ?)",
                (run_id, source, url, what, detail[:1000], to_text(at or now())),
            )

    # Addresses

    def _rows_by_url(self, urls: Sequence[str]) -> list[int]:
        found: dict[int, None] = {}
        for url in dict.fromkeys(urls):
            row = self.sql.execute(
                "SELECT id FROM articles WHERE url = ?1 UNION ALL SELECT article_id FROM article_urls WHERE url = ?1",
                (url,),
            ).fetchone()
            if row:
                found[row[0]] = None
        return sorted(found)

    def _rows_of(self, source: str, urls: Sequence[str], native_id: str | None) -> list[int]:
        found = set(self._rows_by_url(urls))
        if native_id:
            found.update(
                row[0]
                for row in self.sql.execute(
                    "SELECT id FROM articles WHERE source = ? AND native_id = ?", (source, native_id)
                )
            )
        return sorted(found)

    def _add_address(self, article_id: int, url: str) -> None:
        """Remember one more URL of an article; a promised row goes by the least of its URLs."""
        own, state = self.sql.execute(
            "SELECT url, state FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        if url == own:
            return
        if state == "teaser" and url < own:
            self._move_address(article_id, url)
        else:
            self.sql.execute("INSERT OR IGNORE INTO article_urls VALUES (?, ?)", (url, article_id))

    def _move_address(self, article_id: int, url: str) -> None:
        own = self.sql.execute("SELECT url FROM articles WHERE id = ?", (article_id,)).fetchone()[0]
        if own != url:
            self.sql.execute("DELETE FROM article_urls WHERE url = ?", (url,))
            self.sql.execute("UPDATE articles SET url = ? WHERE id = ?", (url, article_id))
            self.sql.execute("INSERT OR IGNORE INTO article_urls VALUES (?, ?)", (own, article_id))

    def _rejudge_addresses(self, article_id: int) -> None:
        self.sql.execute(
            "UPDATE teasers SET matched_by = iif(url = (SELECT url FROM articles WHERE id = ?1), 'url', 'alias')"
            " WHERE article_id = ?1 AND url IS NOT NULL",
            (article_id,),
        )

    def _merged(self, rows: Sequence[int]) -> int:
        """Make one row of those that turned out to be one article; return its id."""
        keep, *others = rows
        for other in others:
            self._merge(keep, other)
        return keep

    def _merge(self, keep: int, other: int) -> None:
        kept, gone = self._row(keep), self._row(other)
        unindex_article(self.sql, self._candidate(other))
        before = self._candidate(keep)
        observed = [*revisions.observations(self.sql, keep), *revisions.observations(self.sql, other)]
        self.sql.execute("DELETE FROM revisions WHERE article_id = ?", (other,))
        for table in ("teasers", "article_urls"):
            self.sql.execute(f"UPDATE {table} SET article_id = ? WHERE article_id = ?", (keep, other))
        self.sql.execute("DELETE FROM duplicates WHERE ?1 IN (article_id, other_id)", (other,))
        self.sql.execute("UPDATE articles SET duplicate_of = NULL WHERE duplicate_of = ?", (other,))
        self.sql.execute("DELETE FROM articles WHERE id = ?", (other,))
        self.sql.execute("INSERT OR IGNORE INTO article_urls VALUES (?, ?)", (gone["url"], keep))
        if observed:
            revisions.rebuild(self.sql, keep, observed)
        self._see(keep, gone["first_seen_at"])
        self._see(keep, gone["last_seen_at"])
        if (gone["fetched_at"] or "") > (kept["fetched_at"] or ""):
            self._take_over(keep, gone)
        self._reindex(keep, before)
        self._rejudge_addresses(keep)
        record_change(self.sql, other, "merged", now(), None, into=keep)

    def _take_over(self, keep: int, newer: dict[str, Any]) -> None:
        kept_columns = {"id", "url", "first_seen_at", "last_seen_at", "duplicate_of", "story_id", "joined_by"}
        values = {name: value for name, value in newer.items() if name not in kept_columns}
        assignments = ", ".join(f"{name} = ?" for name in values)
        self.sql.execute(f"UPDATE articles SET {assignments} WHERE id = ?", (*values.values(), keep))

    def _row(self, article_id: int) -> dict[str, Any]:
        cursor = self.sql.execute("SELECT * FROM articles WHERE id = ?", (article_id,))
        return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))

    # Reading

    def article(self, id_or_url: int | str) -> dict[str, Any] | None:
        """Return the row of an article, by its id or any of its canonical URLs."""
        rows = [id_or_url] if isinstance(id_or_url, int) else self._rows_by_url([id_or_url])
        found = (
            self.sql.execute("SELECT 1 FROM articles WHERE id = ?", (rows[0],)).fetchone() if rows else None
        )
        return self._row(rows[0]) if found else None

    def frontier(self, source: str, at: datetime, limit: int = -1) -> list[FrontierEntry]:
        """Return what is to be fetched now: promised articles first, then full ones that are due for a revisit."""
        return frontier(self.sql, source, to_text(at), limit)

    def is_known(self, url: str, before: datetime | str) -> bool:
        """Return whether the article of a canonical URL was first seen before that instant."""
        rows = self._rows_by_url([url])
        limit = before if isinstance(before, str) else to_text(before)
        return bool(
            rows
            and self.sql.execute(
                "SELECT first_seen_at < ? FROM articles WHERE id = ?", (limit, rows[0])
            ).fetchone()[0]
        )

    def changes_since(self, seq: int, limit: int = 1000) -> list[Change]:
        """Return up to `limit` changes after `seq`, oldest first."""
        return changes_since(self.sql, seq, limit)

    # Listings and runs

    def listing(self, url: str) -> Listing | None:
        """Return what is known of a listing, feed or sitemap."""
        return read_listing(self.sql, url)

    def save_listing(self, source: str, kind: ListingKind, listing: Listing) -> None:
        """Write what is known of a listing, feed or sitemap."""
        with self.connection.transaction():
            write_listing(self.sql, source, kind, listing)

    def start_run(self, source: str, at: datetime, kind: str = "crawl", run_id: str | None = None) -> str:
        """Open the row of a run; return its id."""
        with self.connection.transaction():
            return start_run(self.sql, source, at, kind, run_id)

    def finish_run(
        self,
        run_id: str,
        at: datetime,
        outcome: RunOutcome,
        reason: str,
        counts: RunCounts,
        stats: dict[str, Any],
    ) -> None:
        """Close the row of a run with its verdict."""
        with self.connection.transaction():
            finish_run(self.sql, run_id, at, outcome, reason, counts, stats)


def teaser_key(teaser: Teaser) -> str:
    """Return what makes a showing the same showing: its page, kind, URL and words."""
    parts = (teaser.page_url, teaser.kind, teaser.url or "", teaser.title or "", teaser.snippet or "")
    return hashlib.blake2b("\0".join(map(nfc, parts)).encode(), digest_size=16).hexdigest()


def _demand(article: Article) -> None:
    for name in ("url", "title", "text"):
        if not str(getattr(article, name) or "").strip():
            raise Refused(f"{article.source}: {article.url or 'a page'} has no {name}")


def _content(article: Article, fetch: Fetch) -> revisions.Content:
    return revisions.Content(
        content_hash(article.title, article.text),
        article.title,
        article.summary,
        article.text,
        to_text(article.modified_at) if article.modified_at else None,
        fetch.capture.file if fetch.capture else None,
        fetch.capture.offset if fetch.capture else None,
    )


def _outcome(known: bool, state: str, old_hash: str | None, new_hash: str) -> Outcome:
    if not known:
        return "new"
    if old_hash is None:
        return "filled"
    if state == "gone":
        return "updated"
    return "unchanged" if old_hash == new_hash else "updated"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
