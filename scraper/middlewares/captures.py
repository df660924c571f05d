"""Capture: every response goes to a WARC file. Replay: every request is answered from such files."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Headers as ScrapyHeaders
from scrapy.responsetypes import responsetypes
from scrapy.utils.defer import _schedule_coro

from scraper.crawl_archive import is_crawl
from scraper.warc import CaptureReader, CaptureWriter, Exchange, Headers
from storage.records import Capture
from storage.timestamps import now

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

CAPTURE, FETCHED_AT = "kabarchy_capture", "kabarchy_fetched_at"
"""Keys of `Request.meta`: where the response is kept (`Capture`), and when it came (aware UTC)."""


class NotCaptured(IgnoreRequest):
    """A replay was asked for a URL that its files do not hold."""


class CaptureMiddleware:
    """Writes what comes over the wire, before anything is decompressed or decoded."""

    def __init__(self, writer: CaptureWriter, crawler: Crawler) -> None:
        self.writer = writer
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CaptureMiddleware:
        """Return the middleware of a crawl; a replay is not captured again, nor is what a shell fetches."""
        settings = crawler.settings
        if (
            not is_crawl(crawler)
            or not settings.getbool("KABARCHY_CAPTURE")
            or settings.getlist("KABARCHY_REPLAY")
        ):
            raise NotConfigured
        assert crawler.spider is not None
        middleware = cls(
            CaptureWriter(Path(settings["KABARCHY_CAPTURE_FOLDER"]), crawler.spider.name), crawler
        )
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the response, and note on the request where."""
        at = now()
        request.meta[FETCHED_AT] = at
        exchange = Exchange(
            url=request.url,
            at=at,
            status=response.status,
            headers=_plain(response.headers),
            body=response.body,
            method=request.method,
            request_headers=_plain(request.headers),
        )
        try:
            request.meta[CAPTURE] = self.writer.write(exchange)
        except OSError as error:
            # A full disk is no fault of the page; what could not be kept as it came is not fetched further.
            logger.error("%s: captures cannot be written: %s", self.writer.folder, error)
            _schedule_coro(self.crawler.engine.close_spider_async(reason="capture_error"))
        return response

    def spider_closed(self) -> None:
        """Close the file."""
        self.writer.close()


class ReplayMiddleware:
    """Answers every request from WARC files, as the site would: also with 304 where nothing has changed."""

    def __init__(self, crawler: Crawler) -> None:
        files = [Path(file) for file in crawler.settings.getlist("KABARCHY_REPLAY")]
        if not files:
            raise NotConfigured
        self.reader = CaptureReader(files)
        self.folder = Path(crawler.settings["KABARCHY_CAPTURE_FOLDER"])
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReplayMiddleware:
        """Return the middleware of a crawl that replays."""
        return cls(crawler)

    def process_request(self, request: Request) -> Response:
        """Return the captured response; nothing is ever asked of the network.

        Raises:
            NotCaptured: the files hold no response of this URL.
        """
        found = self.reader.find(request.url)
        if found is None:
            self.crawler.stats.inc_value("kabarchy/not_captured")
            raise NotCaptured(f"{request.url} is not in the capture")
        exchange, file, offset = found
        request.meta[FETCHED_AT] = exchange.at
        request.meta[CAPTURE] = Capture(self._named(file), offset)
        headers = ScrapyHeaders([(name, value) for name, value in exchange.headers])
        status, body = exchange.status, exchange.body
        if _is_unchanged(request, exchange):
            status, body = 304, b""
            headers.pop(b"Content-Encoding", None)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(url=request.url, status=status, headers=headers, body=body, request=request)

    def _named(self, file: Path) -> str:
        """Return the file's name in the capture folder, or its whole path where it lies elsewhere."""
        whole = file.resolve()
        folder = self.folder.resolve()
        return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else whole.as_posix()


def _is_unchanged(request: Request, exchange: Exchange) -> bool:
    for asked, given in ((b"If-None-Match", "ETag"), (b"If-Modified-Since", "Last-Modified")):
        validator = request.headers.get(asked)
        if validator is not None:
            return validator.decode("latin-1") == exchange.header(given)
    return False


def _plain(headers: ScrapyHeaders) -> Headers:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers.items()
        for value in values
    )
