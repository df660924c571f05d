"""OPEN.KG, an information portal: Russian at the root, English and Kyrgyz under `/en/` and `/ky/`."""

from __future__ import annotations

from spiders.base import SourceSpider


class OpenKgSpider(SourceSpider):
    """DataLife Engine. The date stands on the listings only; no selector is known, so pages are read generically.

    The first paragraph may stand outside the container of the body, so a teaser is not always found in it.
    """

    name = "open_kg"
    title = "OPEN.KG"
    kind = "news"
    homepage = "https://open.kg/"
    country = "KG"
    languages = ("ru", "ky", "en")
    timezone = "Asia/Bishkek"
    network = "open_kg"

    listings = ("https://open.kg/news", "https://open.kg/ky/news", "https://open.kg/en/news")
    article_url = r"^https://open\.kg/(?:(?P<lang>en|ky)/)?(?:[a-z0-9-]+/)+(?P<id>\d+)-[^/]+\.html$"
    site_names = ("Информационно-туристический интернет-портал «OPEN.KG»", "OPEN.KG")
