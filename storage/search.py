"""Full-text search over title, summary and text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.archive import Archive
from storage.query import LETTERS, Query, Term, index_form, read_query
from storage.records import ArticleState
from storage.timestamps import to_text

TITLE_WEIGHT, SUMMARY_WEIGHT, TEXT_WEIGHT = 8.0, 2.0, 1.0
SNIPPET_WORDS = 32
WORDS_BEFORE = 6
"""Words of the snippet that stand before the first found one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that was looked for, or was not."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """An original text, or a part of it, that knows which of its words were looked for."""

    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def marked(self, before: str, after: str, shown: Callable[[str], str] = str) -> str:
        """Return the text with the found words between `before` and `after`; `shown` escapes each piece."""
        return "".join(
            f"{before}{shown(piece.text)}{after}" if piece.is_found else shown(piece.text)
            for piece in self.pieces
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that was found. Times are UTC text; the higher `score`, the better."""

    article_id: int
    source: str
    url: str
    state: str
    language: str | None
    published_at: str | None
    first_seen_at: str
    timezone: str
    """Of the source."""
    title: Marked
    snippet: Marked
    score: float


def search(
    archive: Archive,
    words: str,
    *,
    source: str | None = None,
    language: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    state: ArticleState | None = None,
    limit: int = 20,
    offset: int = 0,
    forms: bool = True,
) -> list[Hit]:
    """Return the articles that hold `words`, best first; `storage.query` tells how they may be typed.

    Args:
        archive: where to look.
        words: what a person typed; any text will do, and nothing to look for finds nothing.
        source: only articles of this source.
        language: only this language, a BCP 47 tag; `tr` finds `tr-TR` as well.
        since: published (or, where no date is known, first seen) at this instant or later.
        until: published or first seen before this instant.
        state: only `teaser`, `full` or `gone`.
        limit: so many at most.
        offset: leave so many of the best out.
        forms: find other forms of the words too (Russian, English, Turkish, Kazakh, Uzbek, Azerbaijani).
    """
    query = read_query(words, forms=forms)
    expression = query.expression()
    if not expression:
        return []
    conditions: list[tuple[str, Sequence[Any]]] = [("articles_fts MATCH ?", (expression,))]
    if source:
        conditions.append(("a.source = ?", (source,)))
    if language:
        conditions.append(("(a.language = ? OR a.language LIKE ?)", (language, f"{language}-%")))
    if since:
        conditions.append(("coalesce(a.published_at, a.first_seen_at) >= ?", (to_text(since),)))
    if until:
        conditions.append(("coalesce(a.published_at, a.first_seen_at) < ?", (to_text(until),)))
    if state:
        conditions.append(("a.state = ?", (state,)))
    with archive.connection.explained():
        rows = archive.sql.execute(
            "WITH found AS MATERIALIZED (SELECT a.id AS id, bm25(articles_fts, ?, ?, ?) AS rank"
            " FROM articles_fts JOIN articles a ON a.id = articles_fts.rowid"
            f" WHERE {' AND '.join(text for text, _ in conditions)}"
            " ORDER BY rank, a.published_at DESC, a.id LIMIT ? OFFSET ?)"
            " SELECT a.id, a.source, a.url, a.state, a.language, a.published_at, a.first_seen_at, s.timezone, a.title,"
            " a.summary, a.text, found.rank FROM found JOIN articles a ON a.id = found.id JOIN sources s ON s.id = a.source"
            " ORDER BY found.rank, a.published_at DESC, a.id",
            (
                *(TITLE_WEIGHT, SUMMARY_WEIGHT, TEXT_WEIGHT),
                *(value for _, values in conditions for value in values),
                *(limit, offset),
            ),
        ).fetchall()
    return [_hit(query, *row) for row in rows]


def _hit(query: Query, *row: Any) -> Hit:
    *told, title, summary, text, rank = row
    terms = query.terms
    values = [*told, mark(title or "", terms), snippet(summary, text, terms), -rank]
    return Hit(*values)


def mark(text: str, terms: Sequence[Term]) -> Marked:
    """Return the whole of `text` with its found words marked."""
    return Marked(_pieces(text, _found(text, terms), 0, len(text)))


def snippet(summary: str | None, text: str | None, terms: Sequence[Term]) -> Marked:
    """Return the stretch of the text, or of the summary, that holds most of what is looked for."""
    candidates = [part for part in (text, summary) if part]
    for part in candidates:
        if found := _found(part, terms):
            return _cut(part, found)
    return _cut(candidates[0], []) if candidates else Marked(())


@dataclass(frozen=True, slots=True)
class _Found:
    """A term in a text: the places of its first and last character, its word's number, and which term it is."""

    start: int
    end: int
    word: int
    term: int


def _found(text: str, terms: Sequence[Term]) -> list[_Found]:
    spans = [match.span() for match in LETTERS.finditer(text)]
    words = [index_form(text[start:end]) for start, end in spans]
    found, at = [], 0
    while at < len(words):
        lengths = [(term.matches(words, at), number) for number, term in enumerate(terms)]
        length, number = max(lengths, default=(0, 0), key=lambda one: one[0])
        if length:
            found.append(_Found(spans[at][0], spans[at + length - 1][1], at, number))
        at += max(length, 1)
    return found


def _cut(text: str, found: Sequence[_Found]) -> Marked:
    spans = [match.span() for match in LETTERS.finditer(text)]
    first = _best_window(found) if found else 0
    first = max(0, min(first - WORDS_BEFORE, len(spans) - SNIPPET_WORDS))
    last = min(first + SNIPPET_WORDS, len(spans)) - 1
    start = spans[first][0] if first else 0
    end = spans[last][1] if last + 1 < len(spans) else len(text)
    pieces = _pieces(text, found, start, end)
    before = (Piece("… ", False),) if start else ()
    after = (Piece(" …", False),) if end < len(text) else ()
    return Marked((*before, *pieces, *after))


def _best_window(found: Sequence[_Found]) -> int:
    """Return the number of the word at which the stretch with most different terms begins."""

    def worth(one: _Found) -> tuple[int, int]:
        inside = [
            other for other in found if one.word <= other.word < one.word + SNIPPET_WORDS - WORDS_BEFORE
        ]
        return len({other.term for other in inside}), len(inside)

    return max(found[:200], key=worth).word


def _pieces(text: str, found: Sequence[_Found], start: int, end: int) -> tuple[Piece, ...]:
    def stretches() -> Iterator[Piece]:
        at = start
        for one in found:
            if one.start < at or one.end > end:
                continue
            yield Piece(text[at : one.start], False)
            yield Piece(text[one.start : one.end], True)
            at = one.end
        yield Piece(text[at:end], False)

    pieces = (Piece(re.sub(r"\s+", " ", piece.text), piece.is_found) for piece in stretches())
    return tuple(piece for piece in pieces if piece.text)
