"""A site that asks for a pause gets it: `Retry-After` (RFC 9110, 10.2.3) and 429/503 without it."""

from __future__ import annotations

import logging
from datetime import datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.utils.defer import _schedule_coro

from storage.timestamps import now

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

ASKS_FOR_A_PAUSE = (429, 503)
FIRST_PAUSE = 5.0
"""Seconds of the first pause after a 429 that names none; doubled with each retry."""


def seconds_asked(value: str, at: datetime) -> float | None:
    """Return the seconds that a `Retry-After` header asks for: a number, or an HTTP date seen at `at`.

    None where the header is neither; a date that is past asks for 0.
    """
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=at.tzinfo)
    return max(0.0, (until - at).total_seconds())


class RetryAfter:
    """Pauses the whole site for as long as it asks; a longer wait than the crawl can spare ends the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.longest = crawler.settings.getfloat("KABARCHY_RETRY_AFTER_MAX")
        # This signal comes before the downloader looks for the site's next request; a middleware is too late.
        crawler.signals.connect(self.response_downloaded, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfter:
        """Return the extension of a crawl."""
        return cls(crawler)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Set the pause that a response asks for."""
        if response.status in ASKS_FOR_A_PAUSE:
            pause = self._pause(request, response)
            if pause > self.longest:
                self._leave(response, pause)
            elif pause > 0:
                self._wait(request, pause)

    def _pause(self, request: Request, response: Response) -> float:
        header = response.headers.get(b"Retry-After")
        asked = seconds_asked(header.decode("latin-1"), now()) if header else None
        if asked is not None:
            return asked
        if response.status == 429:
            return min(self.longest, FIRST_PAUSE * 2.0 ** int(request.meta.get("retry_times", 0)))
        return 0.0

    def _wait(self, request: Request, pause: float) -> None:
        downloader = self.crawler.engine.downloader
        slot = downloader.slots.get(downloader.get_slot_key(request))
        if slot is None:
            return
        logger.info("%s asks for a pause of %.0f seconds", request.url, pause)
        self.crawler.stats.inc_value("kabarchy/pauses")
        self.crawler.stats.inc_value("kabarchy/pause_seconds", round(pause))
        # The downloader sends the next request of a slot `delay` seconds after `lastseen`, but looks at
        # neither where the delay is 0.
        slot.lastseen = max(slot.lastseen, monotonic() + pause)
        slot.delay = max(slot.delay, 0.01)

    def _leave(self, response: Response, pause: float) -> None:
        logger.warning("%s asks for a pause of %.0f seconds: this crawl ends", response.url, pause)
        _schedule_coro(self.crawler.engine.close_spider_async(reason="retry_after"))
