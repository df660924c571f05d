"""What a crawl found, on its way from the spider to the archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from storage.backfills import BackfillWalk
from storage.listings import ListingKind
from storage.records import Article, Fetch, Teaser


@dataclass(slots=True)
class Walk:
    """One walk through a listing, feed or sitemap: what it is compared with, and how far it came."""

    url: str
    """As it is fetched."""
    page_url: str
    """Canonical; stands for all pages of the listing."""
    kind: ListingKind
    known_before: str | None = None
    """UTC text of the moment at which the last complete walk began; None: there was none."""
    began_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    pages: int = 0
    visited: set[str] = field(default_factory=set)
    failed: bool = False
    """Whether something of it could not be fetched, read or kept: then it is not complete."""

    def forget_validators(self) -> None:
        """Ask for the page itself the next time: it showed nothing, and "unchanged" would hide that."""
        self.etag = self.last_modified = None


@dataclass(frozen=True, slots=True)
class Showing:
    """The promises of one page of a listing, feed or sitemap. `ends` says that the walk is over with it."""

    walk: Walk
    teasers: tuple[Teaser, ...]
    seen_at: datetime
    ends: bool
    is_unchanged: bool = False
    """Whether the site said (HTTP 304) that it is as it was when last walked; then no teasers are told."""


@dataclass(frozen=True, slots=True)
class PastPage:
    """The promises of one page of a walk into the past, and the place at which the walk goes on."""

    walk: BackfillWalk
    teasers: tuple[Teaser, ...]
    seen_at: datetime
    children: tuple[str, ...] = ()
    """Sitemaps that an index names: walks of their own."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """An article as it was read from its page."""

    article: Article
    fetch: Fetch


@dataclass(frozen=True, slots=True)
class UnchangedPage:
    """An article whose page has not changed since it was last fetched (HTTP 304)."""

    url: str
    fetch: Fetch


@dataclass(frozen=True, slots=True)
class FailedPage:
    """An article whose page could not be fetched or read. `status` is the HTTP status, where there was one."""

    url: str
    reason: str
    at: datetime
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What an operator should know about a source: `what` in a word or two, `detail` in a sentence."""

    url: str | None
    what: str
    detail: str
    at: datetime
