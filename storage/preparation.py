"""What is done with an article before the archive sees it: its normal form, its hashes, what its words say.

None of it reads the archive, so it may be done beforehand and in another process (`storage.bulk`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from storage.addresses import own_address
from storage.errors import Refused
from storage.fetches import Fetched
from storage.matching import FullArticle
from storage.matching.features import Features
from storage.readings import Reading, urls_of
from storage.records import Article, Fetch, Teaser
from storage.revisions import Content


@dataclass(frozen=True)
class Prepared:
    """An article as it is saved."""

    source: str
    url: str
    """The URL that it goes by."""
    native_id: str | None
    at: datetime
    """When it was fetched."""
    fetched: Fetched
    content: Content
    reading: Reading
    teasers: tuple[Teaser, ...]
    features: Features | None = None
    """What matching compares, if it was worked out: only an article that is new or has changed needs it."""


def prepare(article: Article, fetch: Fetch) -> Prepared:
    """Return an article, as it was read from one fetched page, ready to be saved.

    Raises:
        Refused: it has no title or no URL.
    """
    demand_record(article)
    url = own_address(article.url, fetch.url)
    content, reading = Content.of(article.title, article.text), Reading.of(article, url)
    fetched = Fetched.of("read", fetch, content.hash, reading.hash)
    return Prepared(
        article.source, url, article.native_id, fetch.fetched_at, fetched, content, reading, article.teasers
    )


def prepare_with_features(article: Article, fetch: Fetch) -> Prepared:
    """Return an article ready to be saved, with all that matching compares, in case that it is new.

    Raises:
        Refused: it has no title or no URL.
    """
    prepared = prepare(article, fetch)
    return replace(prepared, features=Features.of(full_article(prepared, 0, "")))


def full_article(prepared: Prepared, article_id: int, group: str) -> FullArticle:
    """Return an article that nothing was known of before as matchers see it, under the id of its new row."""
    fields, content = prepared.reading.fields, prepared.content
    return FullArticle(
        article_id,
        prepared.source,
        group,
        prepared.url,
        prepared.native_id,
        fields["language"],
        content.title,
        fields["summary"],
        content.text,
        fields["published_at"],
        fields["published_precision"],
        prepared.fetched.fetched_at,
        tuple(fields["authors"]),
        tuple(fields["tags"]),
        urls_of(fields["translations"]),
        prepared.features,
        is_new=True,
    )


def demand_record(article: Article) -> None:
    """Check that an article has what every record must have.

    Raises:
        Refused: it has no title or no URL.
    """
    for name in ("url", "title"):
        if not str(getattr(article, name) or "").strip():
            raise Refused(f"{article.source}: {article.url or 'a page'} has no {name}")
