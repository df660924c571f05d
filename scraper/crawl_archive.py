"""The one archive that all parts of a crawl share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from storage.archive import REVISITS, Archive

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_open: WeakKeyDictionary[Crawler, Archive] = WeakKeyDictionary()


def archive_of(crawler: Crawler) -> Archive:
    """Return the archive that the setting `KABARCHY_ARCHIVE` names, opened on first use.

    Raises:
        ArchiveError: it cannot be opened.
    """
    if crawler not in _open:
        path = Path(crawler.settings["KABARCHY_ARCHIVE"])
        _open[crawler] = Archive(path, revisits=crawler.settings.get("KABARCHY_REVISITS", REVISITS))
    return _open[crawler]


def close_archive_of(crawler: Crawler) -> None:
    """Close the crawl's archive, if it was opened."""
    archive = _open.pop(crawler, None)
    if archive is not None:
        archive.close()


def is_crawl(crawler: Crawler) -> bool:
    """Return whether a source is being crawled: `scrapy shell` and `scrapy fetch` leave no trace in the archive."""
    return hasattr(crawler.spider, "source_record") and not crawler.settings.getbool("KEEP_ALIVE")
