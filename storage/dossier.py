"""All that the archive knows of one article, gathered for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from storage.archive import Archive
from storage.decisions import Decision, decisions_about, decisions_about_teaser
from storage.retention import retired_at
from storage.timestamps import local_day


@dataclass(frozen=True, slots=True)
class Version:
    """One revision, without its text."""

    number: int
    content_hash: str
    title: str
    characters: int
    first_seen_at: str
    last_seen_at: str
    flag: str | None
    capture_file: str | None
    capture_offset: int | None


@dataclass(frozen=True, slots=True)
class Showing:
    """One teaser of the article."""

    id: int
    kind: str
    page_url: str
    title: str | None
    snippet: str | None
    url: str | None
    first_seen_at: str
    last_seen_at: str
    matched_by: str | None
    match_score: float | None


SHOWING = "id, kind, page_url, title, snippet, url, first_seen_at, last_seen_at, matched_by, match_score"


@dataclass(frozen=True, slots=True)
class Promise:
    """One teaser, and the article that keeps it, if one does."""

    showing: Showing
    article_id: int | None
    article_url: str | None
    article_title: str | None
    decisions: tuple[Decision, ...]
    """What people decided about it, and still stands."""


@dataclass(frozen=True, slots=True)
class Relative:
    """Another article with the same text (`identical`, `near`, `contains`, `person`), or of the same story (`story`)."""

    article_id: int
    relation: str
    score: float | None
    joined_by: str | None
    """Of the same story: what joined it there."""
    source: str
    published_on: str | None
    """The day, where its source is."""
    title: str | None
    url: str
    first_id: int | None
    """With the same text: which of the two was published first."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """An article with everything around it. `article`: its row, by the names of the columns."""

    article: dict[str, Any]
    other_urls: tuple[str, ...]
    revisions: tuple[Version, ...]
    teasers: tuple[Showing, ...]
    relatives: tuple[Relative, ...]
    """Articles with the same text first, then the others of its story, each by date."""
    published_on: str | None
    """The day of its publication, where its source is."""
    story_title: str | None
    story_articles: int
    """How many articles its story has; 0: it is in none."""
    decisions: tuple[Decision, ...]
    """What people decided about it and others, and still stands."""
    capture_retired_at: str | None
    """When the raw response that it was read from was deleted by age or size; None: it is kept."""


def read_promise(archive: Archive, teaser_id: int) -> Promise | None:
    """Return a teaser with the article that keeps it, None where there is no such teaser."""
    with archive.connection.explained():
        row = archive.sql.execute(
            f"SELECT {SHOWING}, article_id FROM teasers WHERE id = ?", (teaser_id,)
        ).fetchone()
    if row is None:
        return None
    *showing, article_id = row
    article = (archive.article(article_id) if article_id is not None else None) or {}
    decided = tuple(decisions_about_teaser(archive.sql, teaser_id))
    return Promise(Showing(*showing), article_id, article.get("url"), article.get("title"), decided)


def read_dossier(archive: Archive, id_or_url: int | str) -> Dossier | None:
    """Return all that is known of an article, None where the archive does not know it."""
    row = archive.article(id_or_url)
    if row is None:
        return None
    number = (row["id"],)
    with archive.connection.explained():
        urls = archive.sql.execute(
            "SELECT url FROM article_urls WHERE article_id = ? AND url != ? ORDER BY url",
            (*number, row["url"]),
        )
        revisions = archive.sql.execute(
            "SELECT number, content_hash, title, length(text), first_seen_at, last_seen_at, flag, capture_file,"
            " capture_offset FROM v1_revisions WHERE article_id = ? ORDER BY number",
            number,
        )
        teasers = archive.sql.execute(
            f"SELECT {SHOWING} FROM teasers WHERE article_id = ? ORDER BY first_seen_at, id",
            number,
        )
        relatives = archive.sql.execute(
            "SELECT a.id, r.relation, r.score, iif(r.relation = 'story', a.joined_by, NULL), a.source, a.published_at,"
            " a.title, a.url, r.first_id, s.timezone FROM"
            " (SELECT other_id AS id, kind AS relation, score, first_id FROM duplicates WHERE article_id = ?1"
            "  UNION ALL SELECT article_id, kind, score, first_id FROM duplicates WHERE other_id = ?1"
            "  UNION ALL SELECT id, 'story', NULL, NULL FROM articles WHERE story_id = ?2 AND id != ?1) r"
            " JOIN articles a ON a.id = r.id JOIN sources s ON s.id = a.source ORDER BY r.relation = 'story', a.published_at, a.id",
            (*number, row["story_id"]),
        ).fetchall()
        story = archive.sql.execute(
            "SELECT title, article_count FROM stories WHERE id = ?", (row["story_id"],)
        ).fetchone() or (None, 0)
        timezone = archive.sql.execute(
            "SELECT timezone FROM sources WHERE id = ?", (row["source"],)
        ).fetchone()[0]
        return Dossier(
            row,
            tuple(url for (url,) in urls),
            tuple(Version(*one) for one in revisions),
            tuple(Showing(*one) for one in teasers),
            tuple(_relative(*one) for one in relatives),
            local_day(row["published_at"], timezone) if row["published_at"] else None,
            story[0],
            story[1],
            tuple(decisions_about(archive.sql, row["id"])),
            retired_at(archive, row["capture_file"]) if row["capture_file"] else None,
        )


def _relative(*row: Any) -> Relative:
    article_id, relation, score, joined_by, source, published_at, title, url, first_id, timezone = row
    day = local_day(published_at, timezone) if published_at else None
    return Relative(article_id, relation, score, joined_by, source, day, title, url, first_id)
