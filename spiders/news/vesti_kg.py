"""Vesti.kg, a newsroom."""

from __future__ import annotations

from scraper.extraction.profile import Layout
from spiders.base import SourceSpider


class VestiKgSpider(SourceSpider):
    """Joomla with K2; behind Cloudflare, but reachable."""

    name = "vesti_kg"
    title = "Вести.kg"
    kind = "news"
    homepage = "https://vesti.kg/"
    country = "KG"
    languages = ("ru", "ky")
    timezone = "Asia/Bishkek"

    listings = ("https://vesti.kg/itemlist.html?start=0",)
    feeds = ("https://vesti.kg/rss",)
    article_url = r"^https://vesti\.kg/(?:[a-z0-9-]+/)+item/(?P<id>\d+)-[^/]+\.html$"
    site_names = ("Вести.kg", "Vesti.kg")
    layouts = (Layout(text=".itemFullText"),)
