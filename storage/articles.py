"""The rows of `articles`: opened by a promise or a page, restated whenever more is known, merged when two are one.

A row is never patched. `restate` works it out anew from everything that is kept of the article (its fetches,
its teasers, its addresses), which is why the order of saving does not matter.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Literal

from storage import fetches
from storage.addresses import INSERT as INSERT_ADDRESS
from storage.changes import record_change
from storage.decisions import decided_about, named_by_decisions, teasers_decided_about
from storage.fetches import INSERT as INSERT_FETCH
from storage.fetches import Fetched, Standing
from storage.frontier import next_check
from storage.full_text import FullText
from storage.gathering import Gathering
from storage.matching import FullArticle, Matcher
from storage.matching.features import Features
from storage.matching.fold import index_article, index_new, promises_of, reindex_article, unindex_article
from storage.matching.promise import Candidate, FoldKeys
from storage.preparation import Opening, Prepared
from storage.promises import Told, origin, told
from storage.readings import INSERT as INSERT_READING
from storage.readings import first_told, is_language_guessed, last_named, read_fields, to_json, urls_of
from storage.revisions import INSERT as INSERT_REVISION
from storage.revisions import Content, read_content, text_lengths, write_revisions
from storage.rows import COLUMNS, INSERT, Row, page_row

Outcome = Literal["new", "filled", "updated", "unchanged", "older", "flagged"]
Refold = Callable[[int, datetime, "str | None"], bool]

SELECT = f"SELECT {', '.join(COLUMNS)} FROM articles WHERE id = ?"
MATCHED_ON = ("title", "summary", "text", "language", "published_at", "source", "translations")
TELLERS = ("listing", "feed", "sitemap")
"""Origins of a field that the article's own page does not say."""
FOLDED_ON = ("title", "summary", "text", "published_at", "source", "url")


class Articles:
    """The rows of one archive's articles; every method runs inside a transaction of the caller."""

    def __init__(
        self,
        gathering: Gathering,
        group: Callable[[str], str],
        revisits: Sequence[timedelta],
        matchers: Sequence[Matcher],
        refold: Refold,
    ) -> None:
        self.gathering = gathering
        self.sql = gathering.sql
        self.group = group
        self.revisits = revisits
        self.matchers = matchers
        self.refold = refold
        self.full_text = FullText(self.sql)

    @contextmanager
    def many(self, coming: Sequence[Prepared]) -> Iterator[None]:
        """Let what is written of new articles wait, at most until the end; it must be inside of one transaction.

        `coming`: those that are about to be saved.
        """
        with self.full_text.gathering.begun(), self.gathering.begun():
            self._expect([one.features for one in coming if one.features])
            yield
            self._expect(())

    def _expect(self, coming: Sequence[Features]) -> None:
        for matcher in self.matchers:
            matcher.expect(coming)

    # Opening

    def promise(self, row: Row, seen: str, at: datetime, run_id: str | None) -> int:
        """Open the row of a promised article; return its id."""
        article_id = self._insert(row, seen)
        record_change(self.gathering, article_id, "promised", at, run_id)
        self._match(article_id, None, row, at, run_id)
        return article_id

    def open_full(self, prepared: Prepared, *, is_alone: bool = False) -> tuple[int, int]:
        """Open the row of an article that nothing was known of; return its id, and how many teasers were folded.

        It is what `restate` would come to, without the questions whose answers are known. `is_alone`: it is known
        that no other article of its source has its native id, in any language.
        """
        at, fetch = prepared.at, prepared.fetched
        opening = prepared.opening or Opening.of(prepared, self.revisits)
        seen = fetch.fetched_at
        article_id = int(self.sql.execute(INSERT, (*opening.row, seen, seen)).lastrowid or 0)
        self.full_text.add_folded(article_id, opening.searched)
        self.gathering.add(INSERT_FETCH, (article_id, *fetch))
        self.gathering.add(INSERT_READING, (article_id, prepared.reading.hash, prepared.reading.json))
        self.gathering.add(INSERT_REVISION, (None, article_id, *opening.revision))
        self._first_addresses(article_id, prepared)
        record_change(self.gathering, article_id, "full", fetch.fetched_at, fetch.run_id)
        article = opening.article(prepared, article_id, self.group(prepared.source), is_alone=is_alone)
        keys = prepared.features.fold_keys if prepared.features else None
        candidate = self._candidate(article_id, opening.row, keys)
        index_new(self.gathering, candidate)
        folded = self._refold_around([candidate], at, fetch.run_id)
        self._ask(article, at, fetch.run_id)
        return article_id, folded

    def _first_addresses(self, article_id: int, prepared: Prepared) -> None:
        url, requested, source = prepared.url, prepared.fetched.url, prepared.source
        self.gathering.add(INSERT_ADDRESS, (url, article_id, source, prepared.native_id))
        if requested != url:
            self.gathering.add(INSERT_ADDRESS, (requested, article_id, source, None))

    def _insert(self, row: Row, seen: str) -> int:
        article_id = int(self.sql.execute(INSERT, (*row, seen, seen)).lastrowid or 0)
        self.full_text.add(article_id, row.texts)
        return article_id

    # Restating

    def see(self, article_id: int, seen: str) -> None:
        """Note a sighting: first sights are the earliest, last sights the latest."""
        self.sql.execute(
            "UPDATE articles SET first_seen_at = min(first_seen_at, ?1), last_seen_at = max(last_seen_at, ?1)"
            " WHERE id = ?2 AND (first_seen_at > ?1 OR last_seen_at < ?1)",
            (seen, article_id),
        )

    def row(self, article_id: int) -> Row:
        """Return the worked-out columns of an article."""
        return Row(*self.sql.execute(SELECT, (article_id,)).fetchone())

    def restate(
        self,
        article_id: int,
        at: datetime,
        run_id: str | None,
        news: Fetched | None = None,
        content: Content | None = None,
        *,
        merged: bool = False,
    ) -> tuple[Row, Row, int]:
        """Work the row out anew; return it as it was, as it is, and how many teasers were folded into it.

        `news` is the fetch that was just written, with its content; `merged`: the fetches are of two rows.
        """
        before = self.row(article_id)
        known = fetches.read_fetches(self.sql, article_id)
        lengths = text_lengths(self.sql, article_id) if known else {}
        if content:
            lengths[content.hash] = len(content.text)
        stands = fetches.standing(known, lengths)
        if content or merged or (stands.spans and news):
            write_revisions(self.sql, article_id, stands.spans, None if merged else news, content)
        after = self._stated(article_id, stands, before, content)
        folded = 0
        if after != before:
            self._write(article_id, before, after)
            self._tell(article_id, before, after, at, run_id)
            folded = self._match(article_id, before, after, at, run_id)
        return before, after, folded

    def retell(self, article_id: int, at: datetime, run_id: str | None) -> None:
        """Restate a row whose teasers have changed, unless its page has said all that they could tell."""
        said, *fields = self.sql.execute(
            "SELECT provenance, text, published_at, image_url, language FROM articles WHERE id = ?",
            (article_id,),
        ).fetchone()
        origins = json.loads(said)
        told_by_page = all(
            origins.get(name) not in TELLERS for name in ("published_at", "image_url", "language")
        )
        if not told_by_page or None in fields:
            self.restate(article_id, at, run_id)

    def _stated(self, article_id: int, stands: Standing, before: Row, news: Content | None) -> Row:
        if stands.current is None:
            return self._promised_row(article_id, stands, before)
        fields = read_fields(self.sql, article_id, stands.current.reading)
        lacks = not (fields["published_at"] and fields["image_url"] and fields["language"])
        digest = stands.current.content_hash
        if news and news.hash == digest:
            content = news
        elif before.content_hash == digest:
            content = Content(digest, before.title or "", before.text or "")
        else:
            content = read_content(self.sql, article_id, digest)
        told_of = told(self.sql, article_id) if lacks else Told()
        return self._page_row(article_id, stands, fields, content, told_of)

    def _native_id(self, article_id: int) -> str | None:
        row = self.sql.execute(
            "SELECT min(native_id) FROM article_urls WHERE article_id = ?", (article_id,)
        ).fetchone()
        return row[0] if row else None

    def _promised_row(self, article_id: int, stands: Standing, before: Row) -> Row:
        said = told(self.sql, article_id)
        url, native_id = self.sql.execute(
            "SELECT min(url), min(native_id) FROM article_urls WHERE article_id = ?", (article_id,)
        ).fetchone()
        row = promised_row(said, url or before.url, native_id, before.source)
        return row._replace(
            state=stands.state,
            next_check_at=next_check(stands, row.published_at, self.revisits),
            attempts=stands.attempts,
            missing_count=stands.missing_count,
            last_error=stands.last_error,
        )

    def _page_row(
        self, article_id: int, stands: Standing, fields: Mapping[str, Any], content: Content, said: Told
    ) -> Row:
        dated = first_told(self.sql, article_id) if fields.get("published_is_relative") else None
        native_id = self._native_id(article_id)
        spoken = None
        if is_language_guessed(fields):
            spoken = last_named(self.sql, article_id, [one.reading for one in stands.trusted])
        return page_row(stands, fields, content, said, native_id, dated, spoken, self.revisits)

    def _write(self, article_id: int, before: Row, after: Row) -> None:
        changed = [name for name in COLUMNS if getattr(before, name) != getattr(after, name)]
        if before.texts != after.texts:
            self.full_text.remove(article_id, before.texts)
            self.full_text.add(article_id, after.texts)
        self.sql.execute(
            f"UPDATE articles SET {', '.join(f'{name} = ?' for name in changed)} WHERE id = ?",
            (*(getattr(after, name) for name in changed), article_id),
        )
        if before.url != after.url:
            self.judge_addresses(article_id)

    def judge_addresses(self, article_id: int) -> None:
        """Say of each teaser with a URL whether it leads straight to the article, or by another of its URLs."""
        self.sql.execute(
            "UPDATE teasers SET matched_by = iif(url = (SELECT url FROM articles WHERE id = ?1), 'url', 'alias')"
            " WHERE article_id = ?1 AND url IS NOT NULL",
            (article_id,),
        )

    def _tell(self, article_id: int, before: Row, after: Row, at: datetime, run_id: str | None) -> None:
        if after.state == "gone" != before.state:
            record_change(self.gathering, article_id, "gone", at, run_id, reason=after.last_error)
        elif before.state == "gone" != after.state:
            record_change(self.gathering, article_id, "back", at, run_id)
        elif before.state == "teaser" != after.state:
            record_change(self.gathering, article_id, "full", at, run_id)
        if before.content_hash and after.content_hash and before.content_hash != after.content_hash:
            record_change(self.gathering, article_id, "updated", at, run_id)
        if after.flag and after.flag != before.flag:
            record_change(self.gathering, article_id, "flagged", at, run_id, reason=after.flag)

    # Matching

    def _candidate(self, article_id: int, row: Row, keys: FoldKeys | None = None) -> Candidate:
        """Return an article as one that may keep a promise; `keys`: its keys, where they were worked out before."""
        return Candidate(
            article_id,
            self.group(row.source),
            row.title,
            row.summary,
            row.text,
            row.published_at,
            row.url,
            keys,
        )

    def _match(
        self, article_id: int, before: Row | None, after: Row, at: datetime, run_id: str | None
    ) -> int:
        folded = 0
        if before is None or _differ(before, after, FOLDED_ON):
            new = self._candidate(article_id, after)
            old = self._candidate(article_id, before) if before else None
            if old is None:
                index_article(self.sql, new)
            elif set(old.index_keys()) != set(new.index_keys()):
                unindex_article(self.sql, old)
                index_article(self.sql, new)
            folded = self._refold_around([new, *([old] if old else [])], at, run_id)
        if after.text is not None and (before is None or _differ(before, after, MATCHED_ON)):
            self.match(article_id, at, run_id)
        return folded

    def match(self, article_id: int, at: datetime, run_id: str | None) -> None:
        """Look for the near-duplicates and the story of an article with a text."""
        self._ask(self.full(article_id), at, run_id)

    def _ask(self, article: FullArticle, at: datetime, run_id: str | None) -> None:
        """Ask every matcher of an article, and tell it of those that the matchers before it have matched otherwise."""
        moved: set[int] = set()
        for matcher in self.matchers:
            more = matcher.add(article, at, run_id)
            self._tell_of(matcher, moved, at, run_id)
            moved.update(more)

    def _tell_of(self, matcher: Matcher, moved: Collection[int], at: datetime, run_id: str | None) -> None:
        if not moved:
            return
        with self.gathering.apart():
            for article_id in sorted(moved):
                matcher.follow(article_id, at, run_id)

    def meet(self, article_id: int, urls: Collection[str], at: datetime, run_id: str | None) -> None:
        """Heed what people decided about an article before it, or these URLs of it, were known."""
        if named_by_decisions(self.sql, urls):
            self.heed(article_id, at, run_id)

    def heed(self, article_id: int, at: datetime, run_id: str | None) -> None:
        """Match everything anew that people decided about an article, after more of its URLs are known."""
        for teaser in teasers_decided_about(self.sql, article_id):
            self.refold(teaser, at, run_id)
        if decided_about(self.sql, "text", article_id) or decided_about(self.sql, "story", article_id):
            self.match_again(article_id, at, run_id)

    def reindex(self, article_id: int) -> None:
        """Write the keys for folding by today's rules."""
        reindex_article(self.sql, self._candidate(article_id, self.row(article_id)))

    def match_again(self, article_id: int, at: datetime, run_id: str | None) -> None:
        """Look for the near-duplicates and the story of an article anew; one that is only promised has none."""
        if self.row(article_id).text is not None:
            self.match(article_id, at, run_id)

    def _refold_around(self, candidates: Sequence[Candidate], at: datetime, run_id: str | None) -> int:
        teasers = {teaser for candidate in candidates for teaser in promises_of(self.gathering, candidate)}
        if not teasers:
            return 0
        with self.gathering.apart():
            return sum(self.refold(teaser, at, run_id) for teaser in sorted(teasers))

    def leave_group(self, source: str) -> None:
        """Take the articles of a source out of the index for folding, before its group changes."""
        for article_id in self._of(source):
            unindex_article(self.sql, self._candidate(article_id, self.row(article_id)))

    def join_group(self, source: str) -> None:
        """Put the articles of a source into the index for folding, after its group has changed."""
        for article_id in self._of(source):
            index_article(self.sql, self._candidate(article_id, self.row(article_id)))

    def _of(self, source: str) -> list[int]:
        return [row[0] for row in self.sql.execute("SELECT id FROM articles WHERE source = ?", (source,))]

    def full(self, article_id: int) -> FullArticle:
        """Return a full article as matchers see it."""
        row = self.sql.execute(
            "SELECT url, native_id, language, title, summary, text, published_at, published_precision,"
            " first_seen_at, authors, tags, translations, source FROM articles WHERE id = ?",
            (article_id,),
        ).fetchone()
        *values, authors, tags, translations, source = row
        values += [tuple(json.loads(authors)), tuple(json.loads(tags)), urls_of(json.loads(translations))]
        return FullArticle(article_id, source, self.group(source), *values)

    # Merging

    def merged(self, rows: Sequence[int], at: datetime, run_id: str | None) -> int:
        """Make one row of those that turned out to be one article; return its id, the least."""
        keep, *others = rows
        for other in others:
            self._merge(keep, other, at, run_id)
        return keep

    def _merge(self, keep: int, other: int, at: datetime, run_id: str | None) -> None:
        lost = self.row(other)
        first_seen, last_seen = self.sql.execute(
            "SELECT first_seen_at, last_seen_at FROM articles WHERE id = ?", (other,)
        ).fetchone()
        moved: set[int] = set()
        for matcher in self.matchers:
            more = matcher.remove(other, keep)
            self._tell_of(matcher, moved, at, run_id)
            moved.update(more)
        old = self._candidate(other, lost)
        unindex_article(self.sql, old)
        self.full_text.remove(other, lost.texts)
        for fetch in fetches.read_fetches(self.sql, other):
            fetches.write_fetch(self.sql, keep, fetch)
        for table in ("teasers", "article_urls", "revisions", "readings"):
            self.sql.execute(
                f"UPDATE OR IGNORE {table} SET article_id = ? WHERE article_id = ?", (keep, other)
            )
        for table in ("revisions", "readings", "fetches"):
            self.sql.execute(f"DELETE FROM {table} WHERE article_id = ?", (other,))
        self.sql.execute("DELETE FROM duplicates WHERE ?1 IN (article_id, other_id)", (other,))
        self.sql.execute("UPDATE articles SET duplicate_of = NULL WHERE duplicate_of = ?", (other,))
        self.sql.execute("DELETE FROM articles WHERE id = ?", (other,))
        self.see(keep, first_seen)
        self.see(keep, last_seen)
        record_change(self.gathering, other, "merged", at, run_id, into=keep, url=lost.url)
        self.restate(keep, at, run_id, merged=True)
        self.judge_addresses(keep)
        self._refold_around([old], at, run_id)
        self.heed(keep, at, run_id)


def promised_row(said: Told, url: str, native_id: str | None, source: str) -> Row:
    """Return the row of an article of which only teasers tell."""
    provenance: dict[str, str] = {}
    for name, kind in (
        ("title", said.titled_by),
        ("summary", said.titled_by),
        ("published_at", said.dated_by),
    ):
        if getattr(said, name):
            provenance[name] = origin(kind)
    return Row(
        source=said.source or source,
        url=url,
        native_id=native_id,
        state="teaser",
        title=said.title,
        summary=said.summary,
        language=said.language,
        published_at=said.published_at,
        published_precision=said.published_precision,
        image_url=said.image_url,
        provenance=to_json(provenance),
    )


def outcome_of(before: Row | None, after: Row, fetch: Fetched) -> Outcome:
    """Return what the save of `fetch` did to a row."""
    if before is None:
        return "new"
    if (
        before.fetched_at
        and fetch.fetched_at < before.fetched_at
        and after.content_hash == before.content_hash
    ):
        return "older"
    if after.flag and after.content_hash != fetch.content_hash:
        return "flagged"
    if before.content_hash is None:
        return "filled"
    same = before.content_hash == after.content_hash and before.state == after.state
    return "unchanged" if same else "updated"


def read_row(sql: sqlite3.Connection, article_id: int) -> dict[str, Any] | None:
    """Return every column of an article by its name, None where there is no such row."""
    cursor = sql.execute("SELECT * FROM articles WHERE id = ?", (article_id,))
    row = cursor.fetchone()
    return dict(zip([column[0] for column in cursor.description], row, strict=True)) if row else None


def _differ(left: Row, right: Row, names: Sequence[str]) -> bool:
    return any(getattr(left, name) != getattr(right, name) for name in names)
