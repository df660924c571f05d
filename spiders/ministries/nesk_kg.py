"""The National Electrical Grid of Kyrgyzstan: news and press releases of the state's grid company."""

from __future__ import annotations

from spiders.base import SourceSpider


class NeskKgSpider(SourceSpider):
    """Dates are `2 января 2025 г.`; how article URLs look is not known beyond their folder."""

    name = "nesk_kg"
    title = "Национальная электрическая сеть Кыргызстана"
    kind = "ministry"
    homepage = "https://nesk.kg/"
    country = "KG"
    languages = ("ru", "ky")
    timezone = "Asia/Bishkek"

    listings = ("https://nesk.kg/ru/press-centr/novosti-i-press-relizy/",)
    article_url = r"^https://nesk\.kg/(?P<lang>ru|ky|kg)/press-centr/novosti-i-press-relizy/(?P<id>[^/?]+)/?$"
