"""The Ministry of Emergency Situations of the Kyrgyz Republic."""

from __future__ import annotations

from scraper.extraction.profile import Layout
from spiders.base import SourceSpider


class MchsGovKgSpider(SourceSpider):
    """Dates are `dd.mm.yyyy hh:mm`. The body shares its column with crumbs and counters, so it is read generically."""

    name = "mchs_gov_kg"
    title = "Министерство чрезвычайных ситуаций Кыргызской Республики"
    kind = "ministry"
    homepage = "https://mchs.gov.kg/"
    country = "KG"
    languages = ("ru", "ky")
    timezone = "Asia/Bishkek"

    listings = ("https://mchs.gov.kg/ru/news/",)
    article_url = r"^https://mchs\.gov\.kg/(?P<lang>ru|ky)/news/(?P<id>[^/?]+)/?$"
    site_names = ("МЧС КР",)
    layouts = (Layout(title="h1.news-title", published="p.me-2"),)
