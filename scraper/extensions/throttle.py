"""AutoThrottle that never goes faster than the site's robots.txt allows (`Crawl-delay`)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.extensions.throttle import AutoThrottle

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)


class PoliteThrottle(AutoThrottle):
    """Follows a site's latency, down to the configured delay or the site's own `Crawl-delay`."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.crawl_delays: dict[str, float] = {}
        self.user_agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Keep the delay that a robots.txt asks of us."""
        delay = robotparser.crawl_delay(self.user_agent)
        if not delay or delay <= 0:
            return
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        self.crawl_delays[key] = delay
        self.crawler.stats.max_value("kabarchy/crawl_delay", delay)
        slot = downloader.slots.get(key)
        if slot is not None:
            self._hold(key, slot)
        if delay > self.mindelay:
            logger.info("robots.txt of %s asks for %g seconds between two requests", key, delay)

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if key is not None and slot is not None:
            self._hold(key, slot)

    def _hold(self, key: str, slot: Slot) -> None:
        delay = self.crawl_delays.get(key)
        if delay is not None:
            slot.delay = max(slot.delay, delay)
            # Jitter goes both ways; a delay that was asked for is a floor.
            slot.jitter = 0.0
