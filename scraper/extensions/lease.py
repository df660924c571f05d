"""The lease of the source that is crawled, however the crawl was started, and the run's pulse."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from scraper.crawl_archive import archive_of, is_crawl
from storage.connection import Connection
from storage.leases import HEARTBEAT, beat, release, take
from storage.runs import RunCounts
from storage.timestamps import now

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

PULSE = HEARTBEAT.total_seconds() / 5


class SourceLease:
    """Takes the lease before the first request; renews it, and the counts in the run's row, while it lasts."""

    def __init__(self, crawler: Crawler) -> None:
        spider: Any = crawler.spider
        archive = archive_of(crawler)
        self.crawler = crawler
        self.path = archive.path
        self.lease = take(archive.connection, spider.name, spider.run_id, now())
        self.pulse = create_looping_call(self.beat)
        self.counted: dict[str, int] = {}
        crawler.signals.connect(self.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signal=signals.spider_closed)
        crawler.signals.connect(self.engine_stopped, signal=signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SourceLease:
        """Return the extension of a crawl; a shell takes no lease.

        Raises:
            SourceIsBusy: another process crawls this source.
        """
        if not is_crawl(crawler):
            raise NotConfigured
        return cls(crawler)

    def spider_opened(self) -> None:
        """Begin to beat."""
        self.pulse.start(PULSE, now=False)

    def beat(self) -> None:
        """Renew the lease, and tell how far the run is."""
        connection = archive_of(self.crawler).connection
        stats = self.crawler.stats.get_stats() if self.crawler.stats else {}
        counted = {one.name: int(stats.get(f"kabarchy/{one.name}", 0)) for one in fields(RunCounts)}
        counted["pages"] = int(stats.get("response_received_count", 0))
        if not beat(connection, self.lease, now()):
            engine, spider = self.crawler.engine, self.crawler.spider
            assert engine is not None and spider is not None
            engine.close_spider(spider, "lease_lost")
            return
        if counted != self.counted:
            self.counted = counted
            assignments = ", ".join(f"{name} = ?" for name in counted)
            with connection.transaction():
                connection.sql.execute(
                    f"UPDATE runs SET {assignments} WHERE id = ? AND outcome = 'running'",
                    (*counted.values(), self.lease.run_id),
                )

    def spider_closed(self) -> None:
        """Beat no more."""
        if self.pulse.running:
            self.pulse.stop()

    def engine_stopped(self) -> None:
        """Give the lease back, after the run's row was closed."""
        connection = Connection(self.path, create=False)
        try:
            release(connection, self.lease)
        finally:
            connection.close()
