"""Looking at a source or a page as it is now, and holding it against what the source usually gives."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from desk.usual import REQUIRED, Usual
from scraper.configuration import GenericSource
from scraper.examination import FieldFinding, PageFindings
from spiders.base import SourceSpider
from spiders.checking import Look, Looked, checking
from spiders.generic import configured_spider
from storage.timestamps import to_text

UNKNOWN_SITE = "unknown_site"
"""Name of the source of a page whose site is not watched."""
FROM_TEASER = ("published_at", "summary", "image_url")
"""Fields that the archive takes from a listing where the page does not tell them."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was seen, and what of it is not as usual."""

    source: str
    seen: tuple[Looked, ...]
    missing: tuple[str, ...]
    """Fields that the source normally has, and that no page has that was looked at."""
    faults: tuple[str, ...]
    """What else is wrong, in words: a listing without articles, a page that is no article or did not come."""

    @property
    def is_good(self) -> bool:
        """Whether all is as usual."""
        return not self.missing and not self.faults

    @property
    def came(self) -> bool:
        """Whether any page came at all."""
        return any(looked.at for looked in self.seen)


def look(
    spider: type[SourceSpider], wanted: Look, replay: Sequence[Path] = (), config_file: Path | None = None
) -> None:
    """Fetch (or replay) what is wanted, in this process, and put what was seen into `wanted`. Once a process."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "scraper.settings"
    if config_file is not None:
        os.environ["KABARCHY_CONFIG"] = str(config_file)
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.utils.project import get_project_settings

    settings = get_project_settings()
    settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    arguments = {"replay": ",".join(str(file.resolve()) for file in replay)} if replay else {}
    process.crawl(checking(spider, wanted), **arguments)
    process.start()


def spider_of(url: str, spiders: Sequence[type[SourceSpider]]) -> type[SourceSpider]:
    """Return the spider whose site a URL is of; one that knows nothing where the site is not watched."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    for spider in spiders:
        if any(host == domain or host.endswith(f".{domain}") for domain in spider.allowed_domains):
            return spider
    return configured_spider(UNKNOWN_SITE, GenericSource(homepage=f"{parts.scheme}://{parts.netloc}/"))


def judge(source: str, wanted: Look, usual: Usual) -> Check:
    """Return what of all that was seen is not as usual."""
    pages = [looked for looked in wanted.seen if looked.page is not None]
    faults = [fault for looked in wanted.seen if (fault := _fault(looked)) is not None]
    articles = [looked for looked in pages if looked.page is not None and looked.page.kind == "article"]
    expected = usual.expected(len(articles), with_listing=not wanted.urls) if articles else ()
    missing = [
        name
        for name in expected
        if name not in REQUIRED and not any(value_of(looked, name) for looked in articles)
    ]
    if not wanted.seen:
        faults.append("the crawl ended before any page came")
    elif not wanted.urls and not pages and not faults:
        faults.append("no article could be looked at")
    return Check(source, tuple(wanted.seen), tuple(missing), tuple(faults))


def value_of(looked: Looked, name: str) -> str | None:
    """Return what is known of a field: what the page says, else what the listing promised of it."""
    if looked.page is None:
        return None
    return looked.page.field(name).value or _promised(looked, name)


def _promised(looked: Looked, name: str) -> str | None:
    teaser = looked.promised
    if teaser is None or name not in FROM_TEASER:
        return None
    if name == "published_at":
        return to_text(teaser.published_at) if teaser.published_at else None
    return teaser.snippet if name == "summary" else teaser.image_url


def origin_of(looked: Looked, finding: FieldFinding) -> str | None:
    """Return where the value of a field came from."""
    if finding.value:
        return finding.origin
    return looked.promised.kind if looked.promised and _promised(looked, finding.name) else None


def _fault(looked: Looked) -> str | None:
    if looked.error and looked.is_captured:
        return f"{looked.url}: {looked.error}"
    if looked.listing is not None and not looked.listing.teasers:
        return f"{looked.url}: no article is promised here"
    if looked.page is not None and looked.page.kind != "article":
        return f"{looked.url}: {looked.page.reason or _no_article(looked.page)}"
    return None


def _no_article(page: PageFindings) -> str:
    return f"this is a page of kind {page.kind}"
