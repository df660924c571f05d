"""Kloop, a newsroom and school of journalism."""

from __future__ import annotations

from scraper.extraction.profile import Layout
from spiders.base import SourceSpider


class KloopKgSpider(SourceSpider):
    """WordPress; the links of its feed carry tracking parameters."""

    name = "kloop_kg"
    title = "Kloop"
    kind = "news"
    homepage = "https://kloop.kg/"
    country = "KG"
    languages = ("ru", "ky")
    timezone = "Asia/Bishkek"

    listings = ("https://kloop.kg/",)
    feeds = ("https://kloop.kg/feed/",)
    article_url = r"^https://kloop\.kg/blog/\d{4}/\d{2}/\d{2}/[^/]+/?$"
    site_names = ("KLOOP.KG", "Kloop.kg", "KLOOP.KG - Новости Кыргызстана")
    layouts = (
        Layout(
            title="h1.entry-title",
            published="time.entry-date@datetime",
            text="div.td-post-content",
            authors="div.td-post-author-name a",
        ),
    )
