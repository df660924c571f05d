"""The row of a run: opened when the spider starts, closed with a verdict when it ends.

Scrapy's own exit code says nothing about success, so each run is judged here.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import NotConfigured

from scraper.crawl_archive import archive_of, close_archive_of, is_crawl
from storage.outlets import learn_habits
from storage.runs import RunCounts, RunOutcome
from storage.timestamps import now

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

BUDGETS = {
    "closespider_timeout": "the time budget was spent",
    "closespider_pagecount": "the page budget was spent",
    "limit": "as many articles were fetched as were asked for",
    "shutdown": "it was told to stop",
    "retry_after": "the site asked for a longer pause than a crawl can wait",
}
"""Reasons for which a healthy crawl ends before it is complete."""
FAILURES = {
    "closespider_errorcount": "too many errors",
    "memusage_exceeded": "the memory budget was spent",
    "unreachable": "the site could not be reached",
    "lease_lost": "another process took over the source",
    "archive_error": "the archive could not be written",
    "capture_error": "captures could not be written",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a run is judged, and why, in words."""

    outcome: RunOutcome
    reason: str


def judge(reason: str, stats: dict[str, Any]) -> Verdict:
    """Judge a run by Scrapy's finish reason and stats.

    An exception in a callback or pipeline, a site that could not be reached, articles of which none could be
    read, and listings that showed nothing are each not `ok`.
    """

    def count(name: str) -> int:
        return int(stats.get(f"kabarchy/{name}", 0))

    exceptions = int(stats.get("spider_exceptions/count", 0)) + count("item_errors")
    pages, listings = count("page_failures"), count("listing_failures")
    failures = (
        (reason in FAILURES, FAILURES.get(reason, "")),
        (exceptions, f"{exceptions} exceptions in the spider or its pipeline"),
        (
            pages and not (count("read") + count("unchanged_articles")),
            f"none of {pages} articles could be fetched and read",
        ),
        (
            listings and not (count("listing_pages") + count("listings_unchanged")),
            "no listing, feed or sitemap could be fetched and read",
        ),
        (
            stats.get("offsite/filtered") and not count("listing_pages") + count("listings_unchanged"),
            "its listings lead to another site",
        ),
        (
            reason not in BUDGETS and reason != "finished" and reason not in FAILURES,
            f"it ended with {reason}",
        ),
    )
    for holds, words in failures:
        if holds:
            return Verdict("failed", words)
    if count("listing_pages") and not count("shown"):
        return Verdict("empty", "the listings showed no article")
    return Verdict("stopped", BUDGETS[reason]) if reason in BUDGETS else Verdict("ok", "complete")


class RunRecord:
    """Writes the run's row; its verdict is also left in the stats, for the exit code."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        for handler, signal in (
            (self.spider_opened, signals.spider_opened),
            (self.spider_error, signals.spider_error),
            (self.item_error, signals.item_error),
            (self.spider_closed, signals.spider_closed),
        ):
            crawler.signals.connect(handler, signal=signal)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RunRecord:
        """Return the extension of a crawl; a shell is none."""
        if not is_crawl(crawler):
            raise NotConfigured
        return cls(crawler)

    def spider_opened(self, spider: Any) -> None:
        """Open the row, and bring the source's own row up to date."""
        archive = archive_of(self.crawler)
        archive.save_source(spider.source_record())
        archive.start_run(spider.name, now(), spider.run_kind, spider.run_id)

    def spider_error(self, failure: Failure, response: Response) -> None:
        """Keep an exception of a callback as a problem of the source."""
        self._problem(getattr(response, "url", None), failure)

    def item_error(self, response: Response | None, failure: Failure) -> None:
        """Keep an exception of the pipeline as a problem of the source."""
        self.crawler.stats.inc_value("kabarchy/item_errors")
        self._problem(getattr(response, "url", None), failure)

    def _problem(self, url: str | None, failure: Failure) -> None:
        self.crawler.stats.inc_value("kabarchy/errors")
        spider: Any = self.crawler.spider
        archive_of(self.crawler).record_problem(
            spider.name,
            url,
            "exception",
            f"{type(failure.value).__name__}: {failure.value}",
            run_id=spider.run_id,
        )

    def spider_closed(self, spider: Any, reason: str) -> None:
        """Judge the run, close its row; learn what the source does with its titles; close the archive."""
        stats = self.crawler.stats.get_stats()
        verdict = judge(getattr(spider, "end_reason", None) or reason, stats)
        self.crawler.stats.set_value("kabarchy/outcome", verdict.outcome)
        self.crawler.stats.set_value("kabarchy/reason", verdict.reason)
        counted = {one.name: int(stats.get(f"kabarchy/{one.name}", 0)) for one in fields(RunCounts)}
        counts = RunCounts(**{**counted, "pages": int(stats.get("response_received_count", 0))})
        try:
            archive_of(self.crawler).finish_run(
                spider.run_id, now(), verdict.outcome, verdict.reason, counts, _kept(stats)
            )
            if verdict.outcome == "ok":
                learn_habits(archive_of(self.crawler), now(), source=spider.name)
        finally:
            close_archive_of(self.crawler)
        logger.info(
            "%s: %s (%s); %d listing pages, %d new, %d updated, %d unchanged, %d teasers new, %d errors",
            spider.name,
            verdict.outcome,
            verdict.reason,
            counts.listing_pages,
            counts.new_articles,
            counts.updated_articles,
            counts.unchanged_articles,
            counts.new_teasers,
            counts.errors,
        )


def _kept(stats: dict[str, Any]) -> dict[str, Any]:
    """Return the stats that a run's row keeps: HTTP histogram, exceptions, field coverage, pauses, memory."""
    kept = (
        "kabarchy/",
        "downloader/response_status_count/",
        "downloader/exception",
        "spider_exceptions",
        "robotstxt/",
        "retry/",
        "memusage/",
        "offsite/",
    )
    return {name: value for name, value in sorted(stats.items()) if name.startswith(kept)} | {
        "finish_reason": stats.get("finish_reason")
    }
