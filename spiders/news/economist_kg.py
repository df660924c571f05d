"""Economist.kg, a business newsroom."""

from __future__ import annotations

from spiders.base import SourceSpider


class EconomistKgSpider(SourceSpider):
    """Ghost; the rubric and the day stand in the URL of an article."""

    name = "economist_kg"
    title = "Economist.kg"
    kind = "news"
    homepage = "https://economist.kg/"
    country = "KG"
    languages = ("ru", "ky")
    timezone = "Asia/Bishkek"

    listings = ("https://economist.kg/",)
    feeds = ("https://economist.kg/rss",)
    article_url = r"^https://economist\.kg/[a-z0-9-]+/\d{4}/\d{2}/\d{2}/[^/]+/?$"
    site_names = ("Economist.kg",)
