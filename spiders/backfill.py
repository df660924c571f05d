"""The walk of a source into its past: listings page by page, day archives day by day, sitemaps in portions.

It is made in slices, each a run of its own. A page's promises and the place at which the walk goes on are saved
in one transaction, and the articles of a page are fetched before the next page is asked for. So a slice that
ends at any moment, killed or not, has lost nothing, and the next one goes on where it was.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.spidermiddlewares.httperror import HttpError

from scraper.discovery import NotASitemap, read_listing, read_sitemap
from scraper.extraction.page import UnreadablePage
from scraper.items import PastPage, Problem
from spiders.base import (
    CONNECTION_ERRORS,
    DAY,
    SITEMAP_MAX_SIZE,
    WALK,
    Found,
    SourceSpider,
    of_day,
    reason_of,
)
from storage.backfills import BackfillWalk, EndedBy, backfill_of
from storage.records import Teaser
from storage.timestamps import from_text, now, to_text

if TYPE_CHECKING:
    from scrapy.http import Response

DUE_FIRST = 1000
"""Pages that the archive still has to fetch, before the walk goes on."""
SITEMAP_PORTION = 500
"""Entries of a sitemap that are promised at a time: about as many as one slice can fetch."""
PATIENCE = 5
"""How many times in a row a page may fail before its walk ends; a day archive goes on to the day before."""
EMPTY = 3
"""How many times in a row a page must be empty or missing before that is taken for the end of the listing."""
NOT_THERE = (404, 410)


class BackfillSpider(SourceSpider):
    """The facts of a source, with the walk into its past. The argument `since` is the day to come to."""

    run_kind: ClassVar[str] = "backfill"

    def __init__(self, name: str | None = None, **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self.visited: set[str] = set()
        self.page_before: dict[str, tuple[Teaser, ...]] = {}

    async def start(self) -> AsyncIterator[Any]:
        """Yield what the archive still has to fetch, then the next page of each walk."""
        for request in self._due(DUE_FIRST):
            yield request
        found = backfill_of(self.archive.sql, self.name)
        for walk in found.walks if found else ():
            if not walk.ended:
                yield self._past_request(walk)

    def _past_request(self, walk: BackfillWalk) -> Request:
        url = walk.position or walk.url
        if DAY in walk.url:
            url = of_day(walk.url, self._day(walk))
        self.visited.add(self.canonical(url))
        return Request(
            url,
            callback=self.parse_sitemap_portion if walk.kind == "sitemap" else self.parse_past_page,
            errback=self.past_page_failed,
            cb_kwargs={"past": walk},
            meta={"download_maxsize": SITEMAP_MAX_SIZE} if walk.kind == "sitemap" else {},
            priority=WALK,
            dont_filter=True,
        )

    def _day(self, walk: BackfillWalk) -> date:
        return date.fromisoformat(walk.position) if walk.position else self._today().date()

    def parse_past_page(self, response: Response, past: BackfillWalk) -> Iterator[Found]:
        """Read one page of a listing or day archive, and go on to the one before it in time."""
        self.has_answered = True
        at = self._fetched_at(response)
        try:
            page = self._page(response, at)
        except UnreadablePage as error:
            yield from self._stuck(past, response.url, str(error))
            return
        listing = read_listing(page, self.profile, self._day(past) if DAY in past.url else None)
        teasers = self._own(listing.teasers, self.canonical(past.url.replace(DAY, "")))
        fingerprint = _fingerprint(listing.teasers)
        if not listing.teasers and DAY not in past.url:
            yield from self._nothing_there(past, "no article is promised on this page")
            return
        middle = self._middle(listing.teasers, past)
        past = replace(
            past,
            pages=past.pages + 1,
            promised=past.promised + len(teasers),
            reached=min(filter(None, (past.reached, middle)), default=None),
            failures=0,
            last_error=None,
        )
        self.page_before[past.url] = listing.teasers
        if DAY in past.url:
            yield from self._gone_on(self._day_before(past), teasers, at)
            return
        ended: EndedBy | None = None
        next_url = listing.next_url
        if middle and self.since and middle < to_text(self.since):
            ended = "date"
        elif (
            next_url is None
            or fingerprint == past.fingerprint
            or not self._is_own(next_url)
            or self.canonical(next_url) in self.visited
        ):
            ended = "end"
        if ended == "date":
            # It stays at this page, which held older articles too: an earlier day goes on with it.
            past = replace(past, ended=ended, position=response.url, fingerprint=None)
        else:
            past = replace(past, ended=ended, position=next_url or past.position, fingerprint=fingerprint)
        yield from self._gone_on(past, teasers, at)

    def _middle(self, teasers: Sequence[Teaser], past: BackfillWalk) -> str | None:
        """Return the middle of a page's dates: a pinned article or an old "popular" one deceives it less than the
        ends would. A listing without dates is judged by the articles of the page before, which were read by now."""
        dates = sorted(to_text(teaser.published_at) for teaser in teasers if teaser.published_at)
        if not dates:
            rows = [self.archive.article(one.url) for one in self.page_before.get(past.url, ()) if one.url]
            dates = sorted(row["published_at"] for row in rows if row and row["published_at"])
        return dates[len(dates) // 2] if dates else None

    def _day_before(self, past: BackfillWalk) -> BackfillWalk:
        day = self._day(past)
        zone = ZoneInfo(self.timezone)
        reached = to_text(datetime(day.year, day.month, day.day, tzinfo=zone))
        if self.since and day <= self.since.astimezone(zone).date():
            return replace(past, position=day.isoformat(), reached=reached, ended="date")
        return replace(past, position=(day - timedelta(days=1)).isoformat(), reached=reached)

    def parse_sitemap_portion(self, response: Response, past: BackfillWalk) -> Iterator[Found]:
        """Read a sitemap and promise the next portion of what the archive has never heard of; an index becomes walks."""
        self.has_answered = True
        at = self._fetched_at(response)
        try:
            sitemap = read_sitemap(response.body, response.url, self.profile, self.since)
        except NotASitemap as error:
            yield from self._stuck(past, response.url, str(error))
            return
        teasers = self._own(sitemap.teasers, self.canonical(past.url))
        unknown = [one for one in teasers if one.url and self.archive.article(one.url) is None]
        unknown.sort(key=lambda one: to_text(one.published_at) if one.published_at else "", reverse=True)
        portion = tuple(unknown[:SITEMAP_PORTION])
        fingerprint = _fingerprint(portion)
        # The same portion again: the archive refused it, and would for ever.
        is_done = len(unknown) == len(portion) or fingerprint == past.fingerprint
        past = replace(
            past,
            pages=past.pages + 1,
            promised=past.promised + len(portion),
            waiting=len(unknown) - len(portion),
            fingerprint=fingerprint,
            ended="end" if is_done else None,
            failures=0,
            last_error=None,
        )
        children = tuple(url for url in sitemap.children if self._is_own(url))
        yield PastPage(past, portion, at, children)
        yield from self._wanted(portion)

    def _gone_on(self, past: BackfillWalk, teasers: tuple[Teaser, ...], at: datetime) -> Iterator[Found]:
        yield PastPage(past, teasers, at)
        yield from self._wanted(teasers)
        if not past.ended:
            yield self._past_request(past)

    def past_page_failed(self, failure: Any) -> Iterator[Found]:
        """Note a page that could not be fetched (Twisted's `Failure`); a later slice tries it again."""
        past: BackfillWalk = failure.request.cb_kwargs["past"]
        error: BaseException = failure.value
        self._note_connection(error)
        if isinstance(error, HttpError) and error.response.status in NOT_THERE:
            yield from self._nothing_there(past, reason_of(error))
        elif isinstance(error, CONNECTION_ERRORS) and not self.has_answered:
            yield Problem(failure.request.url, "unreachable", reason_of(error), now())
        else:
            yield from self._stuck(past, failure.request.url, reason_of(error))

    def _nothing_there(self, past: BackfillWalk, reason: str) -> Iterator[Found]:
        """A day without news is passed over; elsewhere it is the end of the listing, when it stays so."""
        at = now()
        if DAY in past.url:
            yield from self._gone_on(replace(self._day_before(past), failures=0, last_error=None), (), at)
            return
        failed = past.failed(reason)
        yield PastPage(replace(failed, ended="end" if failed.failures >= EMPTY else None), (), at)

    def _stuck(self, past: BackfillWalk, url: str, reason: str) -> Iterator[Found]:
        at = now()
        self._count("listing_failures")
        yield Problem(url, f"{past.kind} not fetched", reason, at)
        failed = past.failed(reason)
        if failed.failures < PATIENCE:
            yield PastPage(failed, (), at)
        elif DAY in past.url:
            yield from self._gone_on(replace(self._day_before(past), failures=0), (), at)
        else:
            yield PastPage(replace(failed, ended="failures"), (), at)


def _fingerprint(teasers: Sequence[Teaser]) -> str:
    urls = sorted({teaser.url or teaser.title or "" for teaser in teasers})
    return blake2b("\n".join(urls).encode(), digest_size=8).hexdigest()


def backfilling(spider: type[SourceSpider]) -> type[BackfillSpider]:
    """Return a spider with the facts of `spider` that walks into its past."""
    facts = {"name": spider.name, "is_configured": True, "__module__": __name__}
    return type(f"Backfill_{spider.name}", (BackfillSpider, spider), facts)


def progress_of(walk: BackfillWalk, since: str, started_at: str) -> float | None:
    """Return the share of a walk that is done, 0 to 1; None: that cannot be told yet."""
    if walk.ended:
        return 1.0
    if walk.kind == "sitemap":
        entries = walk.promised + walk.waiting
        return walk.promised / entries if entries else None
    if walk.reached is None:
        return None
    start, end, here = (from_text(one).timestamp() for one in (started_at, since, walk.reached))
    return min(1.0, max(0.0, (start - here) / (start - end))) if start > end else None
