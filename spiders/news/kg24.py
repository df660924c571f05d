"""24.kg, a news agency: Russian in the sections, English under `/english/`, Kyrgyz under `/kyrgyzcha/`."""

from __future__ import annotations

from scraper.extraction.profile import Layout
from spiders.base import SourceSpider


class Kg24Spider(SourceSpider):
    """A clock and exchange rates stand in the header of every page. Ids differ between languages."""

    name = "kg24"
    title = "24.kg"
    kind = "news"
    homepage = "https://24.kg/"
    country = "KG"
    languages = ("ru", "ky", "en")
    timezone = "Asia/Bishkek"

    listings = ("https://24.kg/",)
    article_url = r"^https://24\.kg/[a-z_]+/(?P<id>\d+)(?:_[^/]*)?/?$"
    mirrors = ("uzsushi.com",)
    site_names = ("24.KG", "24.kg news agency", "ИА «24.kg»")
    date_order = "YMD"
    layouts = (
        Layout(
            title="h1.newsTitle",
            published='span[itemprop="datePublished"]',
            text="div.cont",
        ),
    )
