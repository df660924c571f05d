"""Kaktus.media, a newsroom: one listing a day."""

from __future__ import annotations

from scraper.extraction.profile import Layout
from spiders.base import SourceSpider


class KaktusMediaSpider(SourceSpider):
    """The day's listing shows hours only; its URL says the day."""

    name = "kaktus_media"
    title = "Kaktus.media"
    kind = "news"
    homepage = "https://kaktus.media/"
    country = "KG"
    languages = ("ru", "ky")
    timezone = "Asia/Bishkek"

    listings = ("https://kaktus.media/?lable=8&date={day}&order=time",)
    article_url = r"^https://kaktus\.media/doc/(?P<id>\d+)_[^/]+\.html$"
    mirrors = ("oper.kaktus.media",)
    layouts = (Layout(text="div.Article--text", authors="a.Article--author"),)
