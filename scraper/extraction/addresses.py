"""URLs as pages hold them, which may be anything; and which of them may be those of articles."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit

from scraper.extraction.profile import SourceProfile

SHORTEST_PATH = 8
"""Characters of an article's path at least, where the source does not say what its articles' URLs look like."""
PAGE_NUMBER = re.compile(r"(?:/page[/_-]?|[?&](?:page|p|start|offset|paged|PAGEN_1)=)(\d+)", re.I)
NOT_ARTICLES = re.compile(
    r"/(?:tags?|category|categories|author|authors|rubric|search|page|login|register|about|contacts?|rss|feed)(?:[/_-]|$)"
    r"|\.(?:jpe?g|png|gif|pdf|docx?|xlsx?|zip|mp[34]|xml)$",
    re.I,
)


@lru_cache(maxsize=512)
def _host(url: str) -> str | None:
    """The host of a URL, asked for again and again of a page's own."""
    return parts_of(url).hostname


def parts_of(url: str) -> SplitResult:
    """Return the parts of what a page gives for a URL; all empty where it is none."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname is not None or not parts.netloc else SplitResult("", "", "", "", "")
    except ValueError:
        return SplitResult("", "", "", "", "")


def absolute_url(url: str, base: str) -> str | None:
    """Return a URL of a page as an absolute http(s) URL, or None where it is none."""
    try:
        absolute = urljoin(base, url.strip())
    except ValueError:
        return None
    return absolute if parts_of(absolute).scheme in ("http", "https") else None


def may_be_article(url: str, page_url: str, profile: SourceProfile) -> bool:
    """Return whether a canonical URL on a page may lead to an article: by the source's pattern, else by its look."""
    if profile.article_url is not None:
        return profile.article_url.search(url) is not None
    parts = parts_of(url)
    return (
        same_site(url, page_url)
        and len(parts.path + parts.query) >= SHORTEST_PATH
        and not NOT_ARTICLES.search(parts.path)
        and not PAGE_NUMBER.search(url)
    )


def same_site(left: str, right: str) -> bool:
    """Return whether two canonical URLs are of one host."""
    return _host(left) == _host(right)
