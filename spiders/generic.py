"""A source that is only configuration: a home page, feed or sitemap, and the generic reading."""

from __future__ import annotations

from scraper.configuration import GenericSource
from spiders.base import SourceSpider


class GenericSpider(SourceSpider):
    """What all sources of `[generic.NAME]` share: nothing is special about them."""

    is_configured = True


def configured_spider(name: str, source: GenericSource) -> type[SourceSpider]:
    """Return the spider class of a configured source.

    Raises:
        WrongFact: a value cannot be (the configuration has checked most of them before).
    """
    listings = source.listings or (() if source.feeds or source.sitemaps else (source.homepage,))
    facts = {
        "name": name,
        "title": source.title or name,
        "kind": source.kind,
        "homepage": source.homepage,
        "country": source.country,
        "languages": source.languages,
        "timezone": source.timezone,
        "listings": listings,
        "feeds": source.feeds,
        "sitemaps": source.sitemaps,
        "article_url": source.article_url,
        "date_order": source.date_order,
        "encoding": source.encoding,
        "__module__": __name__,
    }
    return type(f"Configured_{name}", (GenericSpider,), facts)
