"""Which URL a page goes by: its `rel=canonical` is believed, unless that names another page or article."""

from __future__ import annotations

import re

import pytest

from scraper.extraction.page import Page
from scraper.extraction.profile import SourceProfile
from scraper.extraction.reading import read_page
from storage.records import Source

TEXT = (
    "<p>"
    + "</p><p>".join(f"Абзац {number} о поливе, урожае и дорогах района." * 3 for number in range(4))
    + "</p>"
)


@pytest.mark.parametrize(
    ("requested", "canonical", "believed"),
    [
        ("https://a.example/ky/101-slug.html", "https://a.example/ky/101-new-slug.html", True),
        ("https://a.example/101-slug.html", "https://a.example/ru/101-slug.html", True),
        ("https://a.example/ky/101-slug.html", "https://a.example/ru/101-slug.html", False),
        ("https://a.example/ky/102-slug.html", "https://a.example/ky/101-slug.html", False),
        ("https://a.example/ky/101-slug.html", "https://a.example/", False),
        ("https://a.example/ky/101-slug.html", "https://b.example/ky/101-slug.html", False),
    ],
)
def test_canonical_link(requested: str, canonical: str, believed: bool) -> None:
    html = f'<html><head><link rel="canonical" href="{canonical}"></head><body><h1>Полив</h1>{TEXT}</body></html>'
    profile = SourceProfile(
        Source("a", "A", "news", "https://a.example/", languages=("ky", "ru")),
        article_url=re.compile(r"https://[ab]\.example/(?:(?P<lang>ky|ru|en)/)?(?P<id>\d+)-[\w-]+\.html"),
    )
    reading = read_page(Page.parse(html.encode(), requested), profile)
    assert reading.url == (canonical if believed else requested)
