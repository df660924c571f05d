"""The archive: the only writer of the SQLite file. Every method is one short transaction and may be repeated.

What the rows say depends on what was saved, not on the order or on how often: first sights are the
earliest, last sights the latest, an older fetch never replaces a newer one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from storage.addresses import Strangers, add_address, rows_at, rows_of
from storage.articles import Articles, Outcome, outcome_of, read_row
from storage.changes import Change, changes_since
from storage.connection import Connection
from storage.decisions import (
    Decision,
    Verb,
    What,
    named,
    read_decision,
    record_decision,
    revoke_decision,
    teasers_alike,
    urls_decided_about,
)
from storage.errors import ArchiveError, Refused
from storage.fetches import Fetched, FetchOutcome, write_fetch
from storage.frontier import REVISITS, SECOND_LOOK_AFTER, FrontierEntry, frontier, longest_unseen
from storage.gathering import Gathering
from storage.listings import Listing, ListingKind, read_listing, write_listing
from storage.matching import Matcher
from storage.matching.near_duplicates import NearDuplicates
from storage.matching.rarity import Rarity
from storage.matching.stories import Stories
from storage.preparation import Prepared, Terms, prepare
from storage.problems import record_problem
from storage.readings import write_reading
from storage.records import Article, Fetch, Source, Teaser
from storage.runs import RunCounts, RunOutcome, finish_run, start_run
from storage.teasers import SavedTeaser, Teasers, demand_promise
from storage.timestamps import now, to_text

__all__ = ["REVISITS", "Archive", "Outcome", "SavedArticle", "SavedTeaser"]


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
        matchers: Sequence[Matcher] | None = None,
        migrate: bool = False,
    ) -> None:
        """Open the archive at `path`.

        Args:
            path: the SQLite file.
            create: make the file where there is none.
            read_only: open it for reading alone.
            revisits: how long after its publication a full article is looked at again.
            matchers: what is asked of every full article; left out, all that there are.
            migrate: bring an older file up to date instead of refusing it.

        Raises:
            ArchiveError: the file cannot be opened or is of another version.
        """
        self.connection = Connection(path, create=create, read_only=read_only, migrate=migrate)
        self.sql: sqlite3.Connection = self.connection.sql
        self.db = self.connection.db
        self.path = self.connection.path
        self._groups: dict[str, str] = {}
        self._gathering = Gathering(self.sql)
        asked = () if read_only else all_matchers(self._gathering)
        self.matchers = tuple(asked if matchers is None else matchers)
        self._teasers = Teasers(self._gathering, self.group)
        rarity = next((one.rarity for one in self.matchers if isinstance(one, Stories)), Rarity())
        self.terms = Terms(rarity, tuple(revisits))
        self._articles = Articles(
            self._gathering, self.group, self.terms.revisits, self.matchers, self._teasers.refold
        )

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
        """Write a source's row, or bring it up to date.

        Where it joins or leaves a network, the teasers of both groups are folded anew.
        """
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
            known = self.sql.execute(
                "SELECT coalesce(network, id) FROM sources WHERE id = ?", (source.id,)
            ).fetchone()
            moved = known is not None and known[0] != (source.network or source.id)
            if moved:
                self._articles.leave_group(source.id)
            self.db.table("sources").upsert(row, pk="id")
            self._groups.pop(source.id, None)
            if moved:
                self._articles.join_group(source.id)
                for group in (self.group(source.id), known[0]):
                    self._teasers.match_group(group, now())

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
            Refused: it has neither title nor URL; nothing was written.
        """
        demand_promise(teaser)
        self.group(teaser.source)
        with self.connection.transaction():
            return self._teasers.save(self._articles, teaser, seen_at, run_id)

    # Articles

    def save_article(self, article: Article, fetch: Fetch, *, reread: bool = False) -> SavedArticle:
        """Save an article as it was read from one fetched page, and the teasers found on that page.

        `reread`: the same fetch was saved before, and this better reading of it stands instead.

        A body that shrank to nothing, or nearly, does not replace the standing one: it is kept as a flagged
        revision, and the outcome is `flagged`.

        Raises:
            Refused: it has no title or no URL; nothing was written.
        """
        return self.save_prepared(prepare(article, fetch), reread=reread)

    def save_prepared(self, prepared: Prepared, *, reread: bool = False) -> SavedArticle:
        """Save an article that was prepared, as `save_article` does."""
        self.group(prepared.source)
        with self.connection.transaction():
            if reread:
                self._forget_reading(prepared.fetched)
            saved = self._save(prepared)
            for teaser in prepared.teasers:
                if teaser.url or teaser.title or teaser.snippet:
                    self.save_teaser(teaser, prepared.at, prepared.fetched.run_id)
            return saved

    def save_batch(self, batch: Sequence[Prepared | Refused]) -> list[SavedArticle | Refused]:
        """Save many articles that were prepared for this archive, in one transaction, as `save_prepared` saves each.

        Returns:
            What became of each; those that were refused beforehand are handed back.
        """
        given = [one for one in batch if isinstance(one, Prepared)]
        for one in given:
            self.group(one.source)
        with self.connection.transaction(), self._articles.many(given):
            strangers = Strangers(self.sql, [(one.source, one.native_id, one.urls) for one in given])
            return [
                self._save_one_of_many(one, strangers) if isinstance(one, Prepared) else one for one in batch
            ]

    def _save_one_of_many(self, prepared: Prepared, strangers: Strangers) -> SavedArticle:
        names = (prepared.source, prepared.native_id, prepared.urls)
        decided = self._gathering.known("URLs decided about", lambda: urls_decided_about(self.sql))
        meets_none = not prepared.teasers and not (prepared.opening and prepared.opening.translations)
        meets_none &= decided.isdisjoint(prepared.urls)
        if meets_none and strangers.is_one(*names):
            saved = self._opened(prepared, is_alone=True)
        else:
            with self._gathering.apart():
                saved = self.save_prepared(prepared)
            for teaser in prepared.teasers:
                strangers.meet(teaser.source, teaser.native_id, [teaser.url])
        strangers.meet(*names)
        return saved

    def _forget_reading(self, fetched: Fetched) -> None:
        for article_id in rows_at(self.sql, fetched.url):
            self.sql.execute(
                "DELETE FROM fetches WHERE article_id = ? AND fetched_at = ? AND outcome = 'read'",
                (article_id, fetched.fetched_at),
            )

    def _save(self, prepared: Prepared) -> SavedArticle:
        fetched, at, url = prepared.fetched, prepared.at, prepared.url
        run_id = fetched.run_id
        rows = rows_of(self.sql, prepared.source, prepared.native_id, url, fetched.url)
        if not rows:
            return self._opened(prepared)
        article_id = self._articles.merged(rows, at, run_id)
        if self._add_addresses(article_id, prepared):
            self._articles.meet(article_id, prepared.urls, at, run_id)
        self._articles.see(article_id, fetched.fetched_at)
        write_reading(self.sql, article_id, prepared.reading)
        if not write_fetch(self.sql, article_id, fetched):
            return SavedArticle(article_id, "unchanged", 0)
        before, after, folded = self._articles.restate(article_id, at, run_id, fetched, prepared.content)
        outcome = outcome_of(before, after, fetched)
        if outcome != "flagged":
            return SavedArticle(article_id, outcome, folded)
        record_problem(self.sql, prepared.source, url, "flagged", after.flag or "", at, run_id)
        return SavedArticle(article_id, outcome, folded, after.flag)

    def _opened(self, prepared: Prepared, *, is_alone: bool = False) -> SavedArticle:
        article_id, folded = self._articles.open_full(prepared, is_alone=is_alone)
        if not is_alone:
            self._articles.meet(article_id, prepared.urls, prepared.at, prepared.fetched.run_id)
        return SavedArticle(article_id, "new", folded)

    def _add_addresses(self, article_id: int, prepared: Prepared) -> bool:
        """Remember the URLs of an article; return whether one of them was not known before."""
        is_new = add_address(self.sql, article_id, prepared.source, prepared.url, prepared.native_id)
        if prepared.fetched.url != prepared.url:
            is_new |= add_address(self.sql, article_id, prepared.source, prepared.fetched.url)
        return is_new

    def save_unchanged(self, url: str, fetch: Fetch) -> int | None:
        """Note that the page of `url` was unchanged (HTTP 304); return its article's id, None if it is not known."""
        with self.connection.transaction():
            for article_id in rows_at(self.sql, url):
                self._articles.see(article_id, to_text(fetch.fetched_at))
                self._fetch_again(article_id, Fetched.of("unchanged", fetch), fetch.fetched_at)
                return article_id
            return None

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

        A page that answered 404 or 410 in three separate checks, and never anything of use in between, is `gone`.
        """
        outcome: FetchOutcome = "missing" if status in (404, 410) else "failed"
        with self.connection.transaction():
            self.record_problem(
                source, url, "missing" if outcome == "missing" else "unreadable", reason, at, run_id
            )
            for article_id in rows_at(self.sql, url):
                failed = Fetched(to_text(at), outcome, url=url, status=status, reason=reason, run_id=run_id)
                self._fetch_again(article_id, failed, at)

    def _fetch_again(self, article_id: int, fetched: Fetched, at: datetime) -> None:
        if write_fetch(self.sql, article_id, fetched):
            self._articles.restate(article_id, at, fetched.run_id, fetched)

    def record_problem(
        self,
        source: str,
        url: str | None,
        what: str,
        detail: str,
        at: datetime | None = None,
        run_id: str | None = None,
    ) -> None:
        """Note what went wrong, for the operator; the same of the same moment is told once."""
        with self.connection.transaction():
            record_problem(self.sql, source, url, what, detail, at or now(), run_id)

    # Decisions

    def decide(
        self,
        verb: Verb,
        what: What,
        left: int,
        right: int,
        at: datetime,
        by: str | None = None,
        note: str | None = None,
    ) -> Decision:
        """Keep what a person decided about two records, and match them accordingly at once.

        Args:
            verb: `fold` or `unfold` (a teaser), `merge` or `split` (a text or a story).
            what: as what the two are one, or are not.
            left: id of the teaser, or of the one article.
            right: id of the other article.
            at: when it was decided.
            by: who decided.
            note: why.

        Raises:
            Refused: there is no such record, or nothing to decide about it; nothing was written.
        """
        with self.connection.transaction():
            decision = record_decision(self.sql, verb, what, left, right, at, by, note)
            self._heed(decision, at)
            return decision

    def revoke(self, number: int, at: datetime, by: str | None = None) -> Decision | None:
        """Take a decision back, and let the rules match its records; return it as it is now, None if there is none."""
        with self.connection.transaction():
            if revoke_decision(self.sql, number, at, by):
                decision = read_decision(self.sql, number)
                assert decision
                self._heed(decision, at)
            return read_decision(self.sql, number)

    def heed(self, number: int, at: datetime) -> None:
        """Match the records of a decision, as far as they are there, by what people and rules say of them."""
        with self.connection.transaction():
            decision = read_decision(self.sql, number)
            if decision:
                self._heed(decision, at)

    def _heed(self, decision: Decision, at: datetime) -> None:
        left, right = named(self.sql, decision)
        if decision.what == "teaser":
            for teaser_id in teasers_alike(self.sql, left) if left is not None else ():
                self._teasers.refold(teaser_id, at, None)
            return
        for article_id in (left, right):
            if article_id is not None:
                self._articles.match_again(article_id, at, None)

    # Matching again

    @contextmanager
    def settling(self, at: datetime) -> Iterator[None]:
        """Match everything again inside of this: what hangs on very many records is put in order once, at the end."""
        with ExitStack() as stack:
            waited = [one for one in self.matchers if isinstance(one, Stories)]
            for matcher in waited:
                stack.enter_context(matcher.settling())
            yield
        for matcher in waited:
            for story in matcher.large():
                with self.connection.transaction():
                    matcher.settle(story, at)

    def match_again(self, article_id: int, at: datetime) -> None:
        """Match an article by today's rules: its keys for folding, its near-duplicates, its story."""
        with self.connection.transaction():
            self._articles.reindex(article_id)
            self._articles.match_again(article_id, at, None)

    def fold_again(self, teaser_id: int, at: datetime) -> None:
        """Fold a teaser without URL by today's rules."""
        with self.connection.transaction():
            self._teasers.reindex(teaser_id)
            self._teasers.refold(teaser_id, at, None)

    # Reading

    def article(self, id_or_url: int | str) -> dict[str, Any] | None:
        """Return the row of an article, by its id or any of its canonical URLs."""
        with self.connection.explained():
            rows = [id_or_url] if isinstance(id_or_url, int) else rows_at(self.sql, id_or_url)
            return read_row(self.sql, rows[0]) if rows else None

    def frontier(self, source: str, at: datetime, limit: int = -1) -> list[FrontierEntry]:
        """Return what is to be fetched now: promised articles first, then full ones that are due for a revisit."""
        with self.connection.explained():
            return frontier(self.sql, source, to_text(at), limit)

    def for_second_look(self, source: str, at: datetime) -> FrontierEntry | None:
        """Return the known article by which a crawl sees whether the pages of the site are as they were."""
        with self.connection.explained():
            return longest_unseen(self.sql, source, to_text(at - SECOND_LOOK_AFTER))

    def is_known(self, url: str, before: datetime | str) -> bool:
        """Return whether the article of a canonical URL was first seen before that instant."""
        limit = before if isinstance(before, str) else to_text(before)
        with self.connection.explained():
            return any(
                self.sql.execute(
                    "SELECT first_seen_at < ? FROM articles WHERE id = ?", (limit, article_id)
                ).fetchone()[0]
                for article_id in rows_at(self.sql, url)
            )

    def changes_since(self, seq: int, limit: int = 1000) -> list[Change]:
        """Return up to `limit` changes after `seq`, oldest first."""
        with self.connection.explained():
            return changes_since(self.sql, seq, limit)

    # Listings and runs

    def listing(self, url: str) -> Listing | None:
        """Return what is known of a listing, feed or sitemap."""
        with self.connection.explained():
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


def all_matchers(gathering: Gathering) -> list[Matcher]:
    """Return what is asked of every full article."""
    return [NearDuplicates(gathering), Stories(gathering)]
