"""Saved pages of a source, and what its spider makes of them. No network, no running Scrapy.

A folder `tests/sites/SOURCE/` holds pages and a `manifest.toml`: when they were saved, and the URL of each.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, date
from pathlib import Path

from scraper.demo import capture_file
from scraper.discovery import FeedPage, ListingPage, read_feed, read_listing
from scraper.extraction.page import Page
from scraper.extraction.reading import read_page
from scraper.warc import CaptureWriter, Exchange, exchanges
from spiders.base import SourceSpider
from spiders.catalogue import spider_classes
from storage.canonical import canonical_url
from storage.records import Article

SITES = Path(__file__).parent / "sites"


@dataclass(frozen=True)
class SavedSite:
    """The saved pages of one source, by URL."""

    spider: type[SourceSpider]
    pages: dict[str, Exchange]

    @classmethod
    def load(cls, name: str) -> SavedSite:
        """Return the pages in `tests/sites/NAME`."""
        folder = SITES / name
        manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
        at = manifest["saved_at"].astimezone(UTC)
        pages = [
            Exchange(
                url=page["url"],
                at=at,
                status=page.get("status", 200),
                headers=(("Content-Type", page.get("content_type", "text/html; charset=utf-8")),),
                body=(folder / page["file"]).read_bytes(),
            )
            for page in manifest["page"]
        ]
        return cls(spider_classes()[name], {page.url: page for page in pages})

    @classmethod
    def of_demo(cls, name: str) -> SavedSite:
        """Return the pages that the demonstration's capture holds of a source."""
        spider = spider_classes()[name]
        return cls(
            spider,
            {
                page.url: page
                for _, page in exchanges(capture_file())
                if any(domain in page.url.split("/")[2] for domain in spider.allowed_domains)
            },
        )

    def page(self, url: str) -> Page:
        """Return the parsed page of a URL."""
        saved = self.pages[url]
        return Page.parse(
            saved.body,
            url,
            content_type=saved.header("Content-Type"),
            encoding=self.spider.encoding,
            fetched_at=saved.at,
        )

    def listing(self, url: str, day: date | None = None) -> ListingPage:
        """Return what a listing page promises; `day`: its items are all of that day."""
        return read_listing(self.page(url), self.spider.profile, day)

    def feed(self, url: str) -> FeedPage:
        """Return what a feed promises."""
        return read_feed(self.pages[url].body, url, self.spider.profile, fetched_at=self.pages[url].at)

    def article(self, url: str) -> Article:
        """Return the record of an article's page."""
        return read_page(self.page(url), self.spider.profile).to_article(self.spider.name)

    def article_urls(self) -> list[str]:
        """Return the URLs of the saved pages that the source's pattern takes for articles."""
        pattern = self.spider.profile.article_url
        assert pattern is not None
        return [url for url in self.pages if pattern.search(canonical_url(url))]

    def capture(self, folder: Path) -> Path:
        """Write the pages to a WARC file, for a replay; return its path."""
        writer = CaptureWriter(folder, self.spider.name)
        places = [writer.write(page) for page in self.pages.values()]
        writer.close()
        return folder / places[0].file
