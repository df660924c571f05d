"""Which URLs may be those of articles, where no fetched page has told yet."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scraper.extraction.profile import SourceProfile

SHORTEST_PATH = 8
"""Characters of an article's path at least, where the source does not say what its articles' URLs look like."""
PAGE_NUMBER = re.compile(r"(?:/page[/_-]?|[?&](?:page|p|start|offset|paged|PAGEN_1)=)(\d+)", re.I)
NOT_ARTICLES = re.compile(
    r"/(?:tags?|category|categories|author|authors|rubric|search|page|login|register|about|contacts?|rss|feed)(?:[/_-]|$)"
    r"|\.(?:jpe?g|png|gif|pdf|docx?|xlsx?|zip|mp[34]|xml)$",
    re.I,
)


def may_be_article(url: str, page_url: str, profile: SourceProfile) -> bool:
    """Return whether a canonical URL on a page may lead to an article: by the source's pattern, else by its look."""
    if profile.article_url is not None:
        return profile.article_url.search(url) is not None
    parts = urlsplit(url)
    return (
        same_site(url, page_url)
        and len(parts.path + parts.query) >= SHORTEST_PATH
        and not NOT_ARTICLES.search(parts.path)
        and not PAGE_NUMBER.search(url)
    )


def same_site(left: str, right: str) -> bool:
    """Return whether two canonical URLs are of one host."""
    return urlsplit(left).hostname == urlsplit(right).hostname
