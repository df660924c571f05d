"""Which spiders Scrapy knows: one of each file under `spiders/`, and one of each configured generic source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.spiderloader import SpiderLoader

from scraper.configuration import GenericSource
from spiders.generic import configured_spider

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


class SourceLoader(SpiderLoader):
    """Scrapy's loader, with the generic sources of the configuration."""

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        for name, source in (settings.get("KABARCHY_SOURCES") or {}).items():
            if isinstance(source, GenericSource):
                self._spiders[name] = configured_spider(name, source)
        self._spiders = dict(sorted(self._spiders.items()))
