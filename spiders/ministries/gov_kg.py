"""The Cabinet of Ministers of the Kyrgyz Republic: its press service."""

from __future__ import annotations

from scraper.extraction.profile import Layout
from spiders.base import SourceSpider


class GovKgSpider(SourceSpider):
    """Day, month (nominative) and year stand in separate nodes."""

    name = "gov_kg"
    title = "Кабинет Министров Кыргызской Республики"
    kind = "ministry"
    homepage = "https://www.gov.kg/"
    country = "KG"
    languages = ("ru", "ky")
    timezone = "Asia/Bishkek"

    listings = ("https://www.gov.kg/ru/post/c/press",)
    article_url = r"^https://gov\.kg/(?P<lang>ru|ky)/post/s/(?P<id>[^/?]+)$"
    layouts = (Layout(title=".heavy-lg-black", published=".news-date-number, .medium-sm-black"),)
