"""From what a spider found to the rows of the archive: the only place where a crawl writes records."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem, NotConfigured
from scrapy.utils.defer import _schedule_coro

from scraper.crawl_archive import archive_of, is_crawl
from scraper.items import FailedPage, PastPage, Problem, ReadPage, Showing, UnchangedPage, Walk
from scraper.second_look import opening_of, second_look
from storage.alarms import Stretch, is_under, under_alarm
from storage.backfills import add_walk, write_walk
from storage.errors import ArchiveError, Refused
from storage.frontier import SECOND_LOOK_AFTER
from storage.listings import Listing
from storage.records import Article, Fetch, Teaser
from storage.timestamps import from_text, to_text

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

COVERED = ("summary", "language", "published_at", "modified_at", "authors", "section", "tags", "image_url")
"""Fields whose coverage is counted; every article has the others."""


class ArchivePipeline:
    """Saves each item in one transaction, and counts what came of it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.stats = crawler.stats
        assert crawler.spider is not None
        self.source: str = crawler.spider.name
        self.run_id: str = getattr(crawler.spider, "run_id", "")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        """Return the pipeline of a crawl."""
        if not is_crawl(crawler):
            raise NotConfigured
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Save one item.

        Raises:
            DropItem: the archive refused the record; the reason is kept as a problem of the source.
        """
        try:
            self._save(item)
        except Refused as refused:
            self._count("refused")
            url = getattr(getattr(item, "article", None), "url", None)
            archive_of(self.crawler).record_problem(
                self.source, url, "refused", str(refused), run_id=self.run_id
            )
            raise DropItem(str(refused)) from refused
        except ArchiveError:
            # Nothing more can be kept: fetching on would only waste the site's time.
            self._count("errors")
            if isinstance(item, Showing):
                item.walk.failed = True
            _schedule_coro(self.crawler.engine.close_spider_async(reason="archive_error"))
            raise
        return item

    def _save(self, item: Any) -> None:
        match item:
            case Showing():
                self._save_showing(item)
            case PastPage():
                self._save_past_page(item)
            case ReadPage():
                self._save_page(item)
            case UnchangedPage():
                self._look_again(item.url, item.fetch, None)
                archive_of(self.crawler).save_unchanged(item.url, item.fetch)
                self._count("unchanged_articles")
            case FailedPage():
                self._save_failure(item)
            case Problem():
                self._count("errors")
                self._record(item.url, item.what, item.detail, item.at)

    def _save_showing(self, showing: Showing) -> None:
        archive = archive_of(self.crawler)
        with archive.transaction():
            self._save_teasers(showing.teasers, showing.seen_at)
            if showing.ends and not showing.walk.failed:
                archive.save_listing(self.source, showing.walk.kind, _walked(showing.walk, showing))
        if not showing.is_unchanged:
            self._count("listing_pages")

    def _save_past_page(self, page: PastPage) -> None:
        archive = archive_of(self.crawler)
        with archive.transaction():
            self._save_teasers(page.teasers, page.seen_at)
            for url in page.children:
                add_walk(archive.sql, self.source, url, "sitemap")
            write_walk(archive.sql, self.source, page.walk)
        if not page.walk.failures:
            self._count("listing_pages")

    def _save_teasers(self, teasers: Sequence[Teaser], seen_at: datetime) -> None:
        archive = archive_of(self.crawler)
        for teaser in teasers:
            try:
                saved = archive.save_teaser(teaser, seen_at, self.run_id)
            except Refused as refused:
                self._count("refused")
                self._record(teaser.page_url, "refused", str(refused), seen_at)
                continue
            self._count("new_teasers", saved.is_new)
            self._count("folded_teasers", saved.folded)
        self._count("shown", len(teasers))

    def _save_page(self, page: ReadPage) -> None:
        self._look_again(page.article.url, page.fetch, page.article)
        saved = archive_of(self.crawler).save_article(page.article, page.fetch)
        match saved.outcome:
            case "new" | "filled":
                self._count("new_articles")
            case "updated":
                self._count("updated_articles")
            case "flagged":
                self._count("flagged")
                self._record(
                    page.article.url, "flagged", saved.reason or "kept as it was", page.fetch.fetched_at
                )
            case _:
                self._count("unchanged_articles")
        self._count("folded_teasers", saved.folded)
        self._count("read")
        for name in COVERED:
            if getattr(page.article, name):
                self.stats.inc_value(f"kabarchy/field/{name}")

    def _look_again(self, url: str, fetch: Fetch, article: Article | None) -> None:
        """Count what an article of yesterday or before has lost, for the alarms of the desk.

        One whose last look was of no use, or fell under an alarm, tells nothing: nobody knows how it should be.
        """
        known = archive_of(self.crawler).article(url)
        if known is None or known["state"] != "full" or known["attempts"]:
            return
        is_old = known["first_seen_at"] <= to_text(fetch.fetched_at - SECOND_LOOK_AFTER)
        if is_old and not is_under(from_text(known["fetched_at"]).timestamp(), self._under_alarm):
            for name, what in second_look(known, article).items():
                self._count(f"{what}/{name}")
                if article and what == "replaced":
                    self._count(f"replaced_by/{opening_of(article.text)}")

    @cached_property
    def _under_alarm(self) -> tuple[Stretch, ...]:
        return under_alarm(archive_of(self.crawler).sql, self.source)

    def _save_failure(self, failed: FailedPage) -> None:
        self._count("errors")
        self._count("page_failures")
        archive_of(self.crawler).record_failure(
            self.source, failed.url, failed.reason, failed.at, failed.status, self.run_id
        )

    def _record(self, url: str | None, what: str, detail: str, at: Any) -> None:
        archive_of(self.crawler).record_problem(self.source, url, what, detail, at, self.run_id)

    def _count(self, what: str, by: int = 1) -> None:
        if by:
            self.stats.inc_value(f"kabarchy/{what}", by)


def _walked(walk: Walk, showing: Showing) -> Listing:
    return Listing(
        url=walk.url,
        etag=walk.etag,
        last_modified=walk.last_modified,
        walked_at=to_text(walk.began_at or showing.seen_at),
        fetched_at=to_text(showing.seen_at),
    )
