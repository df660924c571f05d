"""The walk that all sources share; a source itself is facts, stated as class attributes.

First what the archive still has to fetch; then feeds, sitemaps and listings, whose teasers are saved and
whose new articles are fetched before the walk goes deeper; last what the fetched articles promised. The
archive is the frontier, so a crawl that ends at any moment has lost nothing.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from scrapy import Request, Spider, signals
from scrapy.exceptions import (
    CannotResolveHostError,
    CloseSpider,
    DontCloseSpider,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.spidermiddlewares.httperror import HttpError

from scraper.crawl_archive import archive_of
from scraper.discovery import NotAFeed, NotASitemap, read_feed, read_listing, read_sitemap
from scraper.extraction.page import Page, UnreadablePage
from scraper.extraction.profile import DateOrder, Layout, SourceProfile
from scraper.extraction.reading import read_page
from scraper.items import FailedPage, PastPage, Problem, ReadPage, Showing, UnchangedPage, Walk
from scraper.middlewares.captures import CAPTURE, FETCHED_AT, NotCaptured
from spiders.facts import check_facts
from storage.archive import Archive
from storage.canonical import MIRRORS, canonical_url, fetchable_url, native_id
from storage.listings import ListingKind
from storage.records import Article, Fetch, Source, SourceKind, Teaser
from storage.runs import new_run_id
from storage.timestamps import now, to_text

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

NOT_MODIFIED = 304
FRONTIER_FIRST, ARTICLE, WALK = 300, 200, 100
"""Priorities of requests: a deeper listing page has less than `WALK`, so articles go before it."""
SITEMAP_MAX_SIZE = 64 * 1024 * 1024
"""Bytes of a sitemap: the protocol allows 50 MB uncompressed (sitemaps.org)."""
UNREACHED_MAX = 3
"""Connections that may fail before the site has answered at all; then the crawl ends."""
CONNECTION_ERRORS = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError)
ARGUMENTS = ("since", "limit", "run_id", "archive", "capture", "replay")
SHORTEST_DELAY = 0.001
"""Seconds. Without any delay Scrapy's downloader may open two connections to a site where one is allowed."""
DAY = "{day}"
"""Stands in a listing's URL for a day, `YYYY-MM-DD`: such a listing is walked day by day, backwards."""

Found = Request | Showing | PastPage | ReadPage | UnchangedPage | FailedPage | Problem


class SourceSpider(Spider):
    """A source: its facts, and the walk.

    Spider arguments (`scrapy crawl NAME -a ARGUMENT=VALUE`): `since` (a day or an instant; listings are
    walked back to it), `limit` (articles to fetch), `run_id`, `archive` (path), `capture` (a folder, or
    `no`), `replay` (WARC files, separated by commas, that answer instead of the network).
    """

    title: ClassVar[str]
    kind: ClassVar[SourceKind]
    homepage: ClassVar[str]
    country: ClassVar[str | None] = None
    languages: ClassVar[tuple[str, ...]] = ()
    timezone: ClassVar[str] = "UTC"
    network: ClassVar[str | None] = None
    """Sister sites name the same network."""

    listings: ClassVar[tuple[str, ...]] = ()
    """Listing pages; `{day}` in one stands for a day."""
    feeds: ClassVar[tuple[str, ...]] = ()
    sitemaps: ClassVar[tuple[str, ...]] = ()
    listing_pages: ClassVar[int | None] = None
    """How deep one walk goes; None: as the configuration says."""
    article_url: ClassVar[str | None] = None
    """Searched in the canonical URL; groups `id` and `lang` make the native id."""
    mirrors: ClassVar[tuple[str, ...]] = ()
    """Other hosts that serve the same articles under the same paths."""

    layouts: ClassVar[tuple[Layout, ...]] = ()
    site_names: ClassVar[tuple[str, ...]] = ()
    """Names that the site appends to titles, beside `title`."""
    date_order: ClassVar[DateOrder] = "DMY"
    encoding: ClassVar[str | None] = None
    """Its charset, where its own claim is wrong."""
    verify_certificates: ClassVar[bool] = True

    is_configured: ClassVar[bool] = False
    """Whether the facts come from the configuration instead of a file."""
    run_kind: ClassVar[str] = "crawl"
    """What `runs.kind` says of its runs."""
    allowed_domains: list[str] = []  # noqa: RUF012 (Scrapy's own attribute, made from the facts)
    profile: ClassVar[SourceProfile]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if not vars(cls).get("name"):
            return
        check_facts(cls)
        cls.profile = _profile(cls)
        cls.allowed_domains = _domains(cls)

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        """Take the spider arguments.

        Raises:
            ValueError: one is unknown or cannot be read.
        """
        super().__init__(name)
        self.check_arguments(arguments)
        since, limit = arguments.get("since"), arguments.get("limit")
        self.since = instant(since, self.timezone) if since else None
        self.remaining = int(limit) if limit not in (None, "") else None
        self.run_id: str = arguments.get("run_id") or new_run_id(self.name, now()) + secrets.token_hex(1)
        self.requested: set[str] = set()
        self.has_answered = False
        self.unreached = 0

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, Any]) -> None:
        """Check spider arguments before a crawl is begun with them.

        Raises:
            ValueError: one is unknown or cannot be read.
        """
        unknown = [name for name in arguments if name not in ARGUMENTS]
        if unknown:
            raise ValueError(
                f"{cls.name} takes no argument {', '.join(map(repr, unknown))}; it takes {', '.join(ARGUMENTS)}"
            )
        if arguments.get("since"):
            instant(arguments["since"], cls.timezone)
        limit = arguments.get("limit")
        if limit not in (None, "") and not re.fullmatch(r"[1-9]\d*", str(limit)):
            raise ValueError(f"limit is {limit!r}; expected a whole number above 0")

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Put what the operator set for this source over what holds for all."""
        super().update_settings(settings)
        settings.set("DOWNLOAD_VERIFY_CERTIFICATES", cls.verify_certificates, priority="spider")
        if cls.listing_pages is not None:
            settings.set("KABARCHY_LISTING_PAGES", cls.listing_pages, priority="spider")
        own = (settings.get("KABARCHY_SOURCES") or {}).get(cls.name)
        if own is None:
            return
        for name, value in (
            ("DOWNLOAD_DELAY", max(own.delay, SHORTEST_DELAY) if own.delay is not None else None),
            ("AUTOTHROTTLE_START_DELAY", own.delay),
            ("CLOSESPIDER_PAGECOUNT", own.page_budget),
            ("CLOSESPIDER_TIMEOUT", own.time_budget.total_seconds() if own.time_budget else None),
            ("KABARCHY_LISTING_PAGES", own.listing_pages),
        ):
            if value is not None:
                settings.set(name, value, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SourceSpider:
        """Make the spider of a crawl; `archive`, `capture` and `replay` become settings of the crawl."""
        spider: SourceSpider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        if kwargs.get("archive"):
            settings.set("KABARCHY_ARCHIVE", kwargs["archive"], priority="cmdline")
        if kwargs.get("replay"):
            settings.set("KABARCHY_REPLAY", kwargs["replay"], priority="cmdline")
        capture = kwargs.get("capture")
        if capture is not None and str(capture).lower() in ("no", "false", "0"):
            settings.set("KABARCHY_CAPTURE", False, priority="cmdline")
        elif capture:
            settings.set("KABARCHY_CAPTURE", True, priority="cmdline")
            if str(capture).lower() not in ("yes", "true", "1"):
                settings.set("KABARCHY_CAPTURE_FOLDER", str(capture), priority="cmdline")
        crawler.signals.connect(spider.spider_idle, signal=signals.spider_idle)
        return spider

    @classmethod
    def source_record(cls) -> Source:
        """Return the source as the archive keeps it."""
        return cls.profile.source

    @cached_property
    def archive(self) -> Archive:
        """The archive of the crawl. A spider only asks it; what it found is saved by the pipeline."""
        return archive_of(self.crawler)

    @property
    def end_reason(self) -> str | None:
        """Why the crawl ended, where the spider knows it better than Scrapy."""
        if self.unreached and not self.has_answered:
            return "unreachable"
        return "limit" if self.remaining == 0 else None

    # What is to be fetched

    async def start(self) -> AsyncIterator[Any]:
        """Yield the first requests: what the archive still has to fetch, a second look at one known article,
        then feeds, sitemaps and listings.

        The frontier gets at most half of the page budget before the listings are looked at, so that a
        long backlog does not hide today's news; the rest of it follows when the walks are done.
        """
        for request in self._due(self.settings.getint("CLOSESPIDER_PAGECOUNT") // 2):
            yield request
        for request in self._second_look():
            yield request
        for url in self.feeds:
            yield self._first_page(url, "feed")
        for url in self.sitemaps:
            yield self._first_page(url, "sitemap")
        for url in self.listings:
            yield self._first_page(url, "listing")

    def spider_idle(self) -> None:
        """Go on with what the archive has to fetch by now: the promises that the fetched articles made."""
        engine = self.crawler.engine
        assert engine is not None
        due = list(self._due(100))
        for request in due:
            engine.crawl(request)
        if due:
            raise DontCloseSpider

    def _due(self, at_most: int) -> Iterator[Request]:
        if not at_most or self.remaining == 0 or (self.unreached and not self.has_answered):
            return
        for entry in self.archive.frontier(self.name, now(), at_most + len(self.requested)):
            if at_most <= 0 or self.remaining == 0:
                return
            if entry.url not in self.requested and self.is_article_url(entry.url):
                at_most -= 1
                validators = (entry.etag, entry.last_modified) if entry.state == "full" else (None, None)
                yield self._article_request(entry.url, FRONTIER_FIRST, *validators)

    def _second_look(self) -> Iterator[Request]:
        """Yield a conditional request for one known article: it shows whether the pages are as they were."""
        if self.remaining is not None or self.settings.get("KABARCHY_REPLAY"):
            return
        entry = self.archive.for_second_look(self.name, now())
        if entry and entry.url not in self.requested and self.is_article_url(entry.url):
            yield self._article_request(entry.url, FRONTIER_FIRST, entry.etag, entry.last_modified)

    def _wanted(self, teasers: Iterable[Teaser]) -> Iterator[Request]:
        """Yield requests for the promised articles that the archive neither holds nor has to wait for."""
        at = now()
        for teaser in teasers:
            if self.remaining == 0:
                return
            if teaser.url and teaser.url not in self.requested and self._is_due(teaser.url, at):
                yield self._article_request(teaser.url, ARTICLE)

    def _is_due(self, url: str, at: datetime) -> bool:
        row = self.archive.article(url)
        if row is None:
            return True
        waits_until = row["next_check_at"]
        return row["state"] == "teaser" and (waits_until is None or waits_until <= to_text(at))

    def _article_request(
        self, url: str, priority: int, etag: str | None = None, last_modified: str | None = None
    ) -> Request:
        self.requested.add(url)
        if self.remaining is not None:
            self.remaining -= 1
        return Request(
            fetchable_url(url, self.homepage),
            callback=self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"url": url},
            headers=_conditional(etag, last_modified),
            meta={"handle_httpstatus_list": [NOT_MODIFIED]},
            priority=priority,
        )

    # Listings, feeds and sitemaps

    def _first_page(self, url: str, kind: ListingKind) -> Request:
        known = self.archive.listing(url)
        walk = Walk(
            url=url,
            page_url=self.canonical(url.replace(DAY, "")),
            kind=kind,
            known_before=known.walked_at if known else None,
            etag=known.etag if known else None,
            last_modified=known.last_modified if known else None,
        )
        if DAY in url:
            return self._walk_request(of_day(url, self._today()), walk)
        # A walk back to a date needs the page itself, also where it has not changed.
        validators = (walk.etag, walk.last_modified) if self.since is None else (None, None)
        return self._walk_request(url, walk, *validators)

    def _walk_request(
        self, url: str, walk: Walk, etag: str | None = None, last_modified: str | None = None
    ) -> Request:
        walk.visited.add(self.canonical(url))
        callback = {"listing": self.parse_listing, "feed": self.parse_feed, "sitemap": self.parse_sitemap}
        meta: dict[str, Any] = {"handle_httpstatus_list": [NOT_MODIFIED]}
        if walk.kind == "sitemap":
            meta["download_maxsize"] = SITEMAP_MAX_SIZE
        return Request(
            url,
            callback=callback[walk.kind],
            errback=self.walk_failed,
            cb_kwargs={"walk": walk},
            headers=_conditional(etag, last_modified),
            meta=meta,
            priority=WALK - walk.pages,
        )

    def parse_listing(self, response: Response, walk: Walk) -> Iterator[Found]:
        """Read one page of a listing, and go on to the next while there is something new."""
        if response.status == NOT_MODIFIED:
            yield self._unchanged(response, walk)
            return
        at = self._arrived(response, walk)
        try:
            page = self._page(response, at)
        except UnreadablePage as error:
            yield self._broken(walk, response.url, "unreadable", str(error), at)
            return
        listing = read_listing(page, self.profile, self._day_of(walk))
        teasers = self._own(listing.teasers, walk.page_url)
        if not teasers and walk.pages == 1:
            walk.forget_validators()
            yield Problem(response.url, "empty listing", "no article is promised on this page", at)
        next_url = self._next_page(walk, listing.next_url)
        goes_on = next_url is not None and self._goes_on(walk, teasers)
        yield from self._wanted(teasers)
        yield Showing(walk, teasers, at, ends=not goes_on)
        if goes_on and next_url is not None:
            yield self._walk_request(next_url, walk)

    def parse_feed(self, response: Response, walk: Walk) -> Iterator[Found]:
        """Read a feed."""
        if response.status == NOT_MODIFIED:
            yield self._unchanged(response, walk)
            return
        at = self._arrived(response, walk)
        try:
            feed = read_feed(response.body, response.url, self.profile, fetched_at=at)
        except NotAFeed as error:
            yield self._broken(walk, response.url, "not a feed", str(error), at)
            return
        teasers = self._own(feed.teasers, walk.page_url)
        if not teasers:
            walk.forget_validators()
        yield from self._wanted(teasers)
        yield Showing(walk, teasers, at, ends=True)

    def parse_sitemap(self, response: Response, walk: Walk) -> Iterator[Found]:
        """Read a sitemap; an index leads on to its sitemaps."""
        if response.status == NOT_MODIFIED:
            yield self._unchanged(response, walk)
            return
        at = self._arrived(response, walk)
        try:
            sitemap = read_sitemap(response.body, response.url, self.profile)
        except NotASitemap as error:
            yield self._broken(walk, response.url, "not a sitemap", str(error), at)
            return
        for child in sitemap.children:
            if self.canonical(child) not in walk.visited and self._is_own(child):
                walk.visited.add(self.canonical(child))
                yield self._first_page(child, "sitemap")
        teasers = self._own(sitemap.teasers, walk.page_url)
        if not teasers and not sitemap.children:
            walk.forget_validators()
        yield from self._wanted(teasers)
        yield Showing(walk, teasers, at, ends=True)

    def walk_failed(self, failure: Any) -> Iterator[Found]:
        """Report a listing, feed or sitemap that could not be fetched (Twisted's `Failure`)."""
        walk: Walk = failure.request.cb_kwargs["walk"]
        walk.failed = True
        self._note_connection(failure.value)
        if isinstance(failure.value, NotCaptured):
            self.logger.info("%s", failure.value)
            return
        self._count("listing_failures")
        yield Problem(failure.request.url, f"{walk.kind} not fetched", reason_of(failure.value), now())

    def _unchanged(self, response: Response, walk: Walk) -> Showing:
        """Return what a 304 says: the first page is as it was when the listing was last walked to its end."""
        self.has_answered = True
        self._count("listings_unchanged")
        walk.began_at = self._fetched_at(response)
        return Showing(walk, (), walk.began_at, ends=True, is_unchanged=True)

    def _arrived(self, response: Response, walk: Walk) -> datetime:
        self.has_answered = True
        at = self._fetched_at(response)
        if not walk.pages:
            walk.began_at = at
            walk.etag, walk.last_modified = _validators(response)
        walk.pages += 1
        return at

    def _broken(self, walk: Walk, url: str, what: str, detail: str, at: datetime) -> Problem:
        walk.failed = True
        self._count("listing_failures")
        return Problem(url, what, detail, at)

    def _goes_on(self, walk: Walk, teasers: tuple[Teaser, ...]) -> bool:
        """Return whether the page after this one may hold something new."""
        if self.remaining == 0:
            walk.failed = True
            return False
        if self.since is not None:
            dates = [teaser.published_at for teaser in teasers if teaser.published_at]
            return bool(teasers) and (not dates or max(dates) >= self.since)
        if walk.pages >= self.settings.getint("KABARCHY_LISTING_PAGES"):
            return False
        return any(not self._is_known(teaser.url, walk) for teaser in teasers if teaser.url)

    def _is_known(self, url: str, walk: Walk) -> bool:
        return walk.known_before is not None and self.archive.is_known(url, walk.known_before)

    def _next_page(self, walk: Walk, next_url: str | None) -> str | None:
        if DAY in walk.url:
            return of_day(walk.url, self._today() - timedelta(days=walk.pages))
        if next_url is None or not self._is_own(next_url) or self.canonical(next_url) in walk.visited:
            return None
        return next_url

    def _day_of(self, walk: Walk) -> date | None:
        """Return the day of the page that a walk is at, where its listing goes by days."""
        return (self._today() - timedelta(days=walk.pages - 1)).date() if DAY in walk.url else None

    def _own(self, teasers: Iterable[Teaser], page_url: str | None = None) -> tuple[Teaser, ...]:
        """Return the teasers that promise articles of this source, completed with what only it knows."""
        kept = []
        for teaser in teasers:
            if teaser.url and not self.is_article_url(teaser.url):
                continue
            if self.since and teaser.published_at and teaser.published_at < self.since:
                continue
            known_id = native_id(teaser.url, self.profile.article_url) if teaser.url else None
            kept.append(
                replace(
                    teaser,
                    source=self.name,
                    page_url=page_url or teaser.page_url,
                    native_id=teaser.native_id or known_id,
                )
            )
        return tuple(kept)

    # Articles

    def parse_article(self, response: Response, url: str) -> Iterator[Found]:
        """Read the page of an article."""
        self.has_answered = True
        fetch = self._fetch(response, url)
        if response.status == NOT_MODIFIED:
            yield UnchangedPage(url, fetch)
            return
        try:
            page = self._page(response, fetch.fetched_at)
        except UnreadablePage as error:
            yield FailedPage(url, str(error), fetch.fetched_at)
            return
        try:
            article = read_page(page, self.profile).to_article(self.name)
        except ValueError as error:
            yield FailedPage(url, str(error), fetch.fetched_at)
            return
        yield ReadPage(self._completed(article), fetch)

    def _completed(self, article: Article) -> Article:
        return replace(
            article,
            source=self.name,
            teasers=self._own(article.teasers),
            native_id=article.native_id or native_id(article.url, self.profile.article_url),
        )

    def article_failed(self, failure: Any) -> Iterator[Found]:
        """Report an article that could not be fetched. What a replay does not hold is no fault of the site."""
        error: BaseException = failure.value
        self._note_connection(error)
        if isinstance(error, NotCaptured):
            self.logger.info("%s", error)
            return
        url = failure.request.cb_kwargs["url"]
        if isinstance(error, CONNECTION_ERRORS) and not self.has_answered:
            yield Problem(url, "unreachable", reason_of(error), now())
            return
        status = error.response.status if isinstance(error, HttpError) else None
        yield FailedPage(url, reason_of(error), now(), status)

    def _note_connection(self, error: BaseException) -> None:
        """Count connections that failed before the site ever answered; enough of them end the crawl.

        Raises:
            CloseSpider: the site cannot be reached.
        """
        if isinstance(error, HttpError | NotCaptured):
            self.has_answered = True
        elif isinstance(error, CONNECTION_ERRORS):
            self.unreached += 1
            if self.unreached >= UNREACHED_MAX and not self.has_answered:
                raise CloseSpider("unreachable")

    # The source's own

    def canonical(self, url: str) -> str:
        """Return the canonical form of a URL, this source's mirrors applied."""
        return canonical_url(url, mirrors=_mirror_table(type(self)))

    def is_article_url(self, url: str) -> bool:
        """Return whether a canonical URL may be an article of this source."""
        if not self._is_own(url) or self.canonical(url) in self._listing_urls:
            return False
        pattern = self.profile.article_url
        return pattern is None or pattern.search(url) is not None

    @cached_property
    def _listing_urls(self) -> frozenset[str]:
        return frozenset(
            self.canonical(url) for url in (self.homepage, *self.listings, *self.feeds, *self.sitemaps)
        )

    def _is_own(self, url: str) -> bool:
        host = urlsplit(url).hostname or ""
        return any(host == domain or host.endswith(f".{domain}") for domain in self.allowed_domains)

    def _today(self) -> datetime:
        return now().astimezone(ZoneInfo(self.timezone))

    def _page(self, response: Response, fetched_at: datetime) -> Page:
        content_type = response.headers.get(b"Content-Type")
        return Page.parse(
            response.body,
            response.url,
            content_type=content_type.decode("latin-1") if content_type else None,
            encoding=self.encoding,
            fetched_at=fetched_at,
        )

    def _fetched_at(self, response: Response) -> datetime:
        at: datetime = response.meta.get(FETCHED_AT) or now()
        return at

    def _fetch(self, response: Response, url: str) -> Fetch:
        etag, last_modified = _validators(response)
        return Fetch(
            url=url,
            fetched_at=self._fetched_at(response),
            status=response.status,
            etag=etag,
            last_modified=last_modified,
            capture=response.meta.get(CAPTURE),
            run_id=self.run_id,
        )

    def _count(self, what: str) -> None:
        self.crawler.stats.inc_value(f"kabarchy/{what}")


def _profile(cls: type[SourceSpider]) -> SourceProfile:
    return SourceProfile(
        source=Source(
            id=cls.name,
            title=cls.title,
            kind=cls.kind,
            homepage=cls.homepage,
            country=cls.country,
            languages=cls.languages,
            timezone=cls.timezone,
            network=cls.network,
        ),
        date_order=cls.date_order,
        encoding=cls.encoding,
        layouts=cls.layouts,
        article_url=re.compile(cls.article_url) if cls.article_url else None,
        site_names=cls.site_names,
        mirrors=cls.mirrors,
    )


def _domains(cls: type[SourceSpider]) -> list[str]:
    hosts = [urlsplit(url).hostname or "" for url in (cls.homepage, *cls.listings, *cls.feeds, *cls.sitemaps)]
    return list(dict.fromkeys(host.removeprefix("www.") for host in (*hosts, *cls.mirrors)))


def _mirror_table(cls: type[SourceSpider]) -> dict[str, str]:
    home = urlsplit(canonical_url(cls.homepage)).hostname or ""
    return {**MIRRORS, **dict.fromkeys(cls.mirrors, home)}


def instant(text: str | datetime, timezone: str) -> datetime:
    """Return a day or an instant as aware UTC; one without zone is meant in `timezone`.

    Raises:
        ValueError: it cannot be read.
    """
    try:
        found = text if isinstance(text, datetime) else datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"since is {text!r}; expected a day such as 2026-01-31") from error
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(timezone))).astimezone(UTC)


def of_day(url: str, day: date) -> str:
    """Return the URL of a listing's page of one day."""
    return url.replace(DAY, f"{day:%Y-%m-%d}")


def _conditional(etag: str | None, last_modified: str | None) -> dict[str, str]:
    headers = {}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    return headers


def _validators(response: Response) -> tuple[str | None, str | None]:
    found = (response.headers.get(name) for name in (b"ETag", b"Last-Modified"))
    etag, last_modified = (value.decode("latin-1") if value else None for value in found)
    return etag, last_modified


def reason_of(error: BaseException) -> str:
    """Return in words why a page was not fetched."""
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    if isinstance(error, IgnoreRequest):
        return str(error) or "refused"
    if isinstance(error, DownloadCancelledError):  # by the header, or as it came, where Scrapy says no more
        return "the page is longer than is fetched of one (DOWNLOAD_MAXSIZE)"
    return f"{type(error).__name__}: {error}".rstrip(": ")
