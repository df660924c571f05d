"""Where a source promises articles: listings, feeds and sitemaps, each read into teasers."""

from scraper.discovery.feeds import FeedPage, NotAFeed, read_feed
from scraper.discovery.listings import ListingPage, read_listing
from scraper.discovery.sitemaps import NotASitemap, SitemapPage, read_sitemap

__all__ = [
    "FeedPage",
    "ListingPage",
    "NotAFeed",
    "NotASitemap",
    "SitemapPage",
    "read_feed",
    "read_listing",
    "read_sitemap",
]
