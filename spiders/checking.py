"""A crawl that only looks: the listings of a source and some of its articles, or single pages; nothing is kept.

The requests go the way of every crawl: robots.txt, pauses, addresses, replay.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Request

from scraper.discovery import NotAFeed, NotASitemap, read_feed, read_listing, read_sitemap
from scraper.examination import ListingFindings, PageFindings, examine_listing, examine_page
from scraper.extraction.page import UnreadablePage
from scraper.middlewares.captures import NotCaptured
from spiders.base import DAY, SourceSpider, of_day, reason_of
from storage.listings import ListingKind
from storage.records import Teaser

if TYPE_CHECKING:
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

KEEPING = ("scraper.extensions.run_record.RunRecord", "scraper.extensions.lease.SourceLease")
"""Extensions that write into the archive."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One URL that was asked for, and what it gave: findings, or why there are none."""

    url: str
    kind: ListingKind | None
    """None: it was read as an article."""
    at: datetime | None = None
    """When the response came; None: there was none."""
    error: str | None = None
    is_captured: bool = True
    """Whether a replay holds it: what it does not hold is no fault of the site."""
    listing: ListingFindings | None = None
    page: PageFindings | None = None
    promised: Teaser | None = None
    """What the listing said of this article."""


@dataclass(slots=True)
class Look:
    """What is to be looked at, and what was seen."""

    urls: tuple[str, ...] = ()
    """Single pages; none: the source's listings, then some articles."""
    articles: int = 3
    """How many of the newest articles of a source."""
    seen: list[Looked] = field(default_factory=list)


class CheckingSpider(SourceSpider):
    """The facts of a source, without its walk."""

    look: ClassVar[Look]

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Leave out what writes into the archive or the captures."""
        super().update_settings(settings)
        extensions = {**settings.getdict("EXTENSIONS"), **dict.fromkeys(KEEPING)}
        settings.set("EXTENSIONS", extensions, priority="spider")
        settings.set("ITEM_PIPELINES", {}, priority="spider")
        settings.set("KABARCHY_CAPTURE", False, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """Yield requests for the pages that are to be looked at, or for the source's feeds, sitemaps and listings."""
        for url in self.look.urls:
            yield self._request(url, self._kind_of(url))
        if self.look.urls:
            return
        kinds: tuple[tuple[ListingKind, tuple[str, ...]], ...] = (
            ("listing", self.listings),
            ("feed", self.feeds),
            ("sitemap", self.sitemaps),
        )
        for kind, urls in kinds:
            for url in urls:
                yield self._request(of_day(url, self._today()) if DAY in url else url, kind)

    def spider_idle(self) -> None:
        """End when all that was asked for has come."""

    def _kind_of(self, url: str) -> ListingKind | None:
        """What a URL is read as: one of the source's listings, feeds or sitemaps, else an article."""
        own: tuple[tuple[ListingKind, tuple[str, ...]], ...] = (
            ("feed", self.feeds),
            ("sitemap", self.sitemaps),
            ("listing", (*self.listings, self.homepage)),
        )
        canonical = self.canonical(url)
        return next((kind for kind, urls in own if canonical in map(self.canonical, urls)), None)

    def _request(self, url: str, kind: ListingKind | None, promised: Teaser | None = None) -> Request:
        return Request(
            url,
            callback=self.look_at,
            errback=self.not_seen,
            cb_kwargs={"looked": Looked(url, kind, promised=promised)},
            dont_filter=True,
        )

    def look_at(self, response: Response, looked: Looked) -> Iterator[Request]:
        """Put down what a response gives; a listing leads on to its newest articles."""
        looked = replace(looked, at=self._fetched_at(response))
        try:
            if looked.kind is None:
                page = self._page(response, self._fetched_at(response))
                looked = replace(looked, page=examine_page(page, self.profile))
            else:
                looked = replace(looked, listing=self._listing(response, looked.kind))
        except (UnreadablePage, NotAFeed, NotASitemap) as error:
            looked = replace(looked, error=str(error))
        self.look.seen.append(looked)
        if looked.listing is not None and not self.look.urls:
            yield from self._newest(looked.listing)

    def _listing(self, response: Response, kind: ListingKind) -> ListingFindings:
        bare = replace(self.profile, article_url=None)
        at = self._fetched_at(response)
        if kind == "feed":
            teasers = otherwise = read_feed(response.body, response.url, self.profile, fetched_at=at).teasers
        elif kind == "sitemap":
            teasers = otherwise = read_sitemap(response.body, response.url, self.profile).teasers
        else:
            page = self._page(response, at)
            day = self._today().date() if any(DAY in url for url in self.listings) else None
            teasers = read_listing(page, self.profile, day).teasers
            otherwise = read_listing(page, bare, day).teasers
        return examine_listing(response.url, self._own(teasers), otherwise, self.profile)

    def _newest(self, listing: ListingFindings) -> Iterator[Request]:
        """Yield requests for the first articles of a listing; each listing gets its share of the number asked for."""
        sources = len((*self.listings, *self.feeds, *self.sitemaps))
        share = max(1, self.look.articles // sources)
        for teaser in listing.teasers:
            if share == 0 or len(self.requested) >= self.look.articles:
                return
            if teaser.url and teaser.url not in self.requested:
                share -= 1
                self.requested.add(teaser.url)
                yield self._request(teaser.url, None, teaser)

    def not_seen(self, failure: Any) -> None:
        """Put down why a page did not come (Twisted's `Failure`)."""
        looked: Looked = failure.request.cb_kwargs["looked"]
        captured = not isinstance(failure.value, NotCaptured)
        self.look.seen.append(replace(looked, error=reason_of(failure.value), is_captured=captured))


def checking(spider: type[SourceSpider], look: Look) -> type[CheckingSpider]:
    """Return a spider with the facts of `spider` that looks as `look` says, and puts what it saw into it."""
    facts = {"name": spider.name, "look": look, "is_configured": True, "__module__": __name__}
    return type(f"Checking_{spider.name}", (CheckingSpider, spider), facts)
