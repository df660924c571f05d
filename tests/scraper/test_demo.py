"""The bundled capture is the one that its sources make."""

from __future__ import annotations

from scraper.demo import SOURCES, capture_file
from scraper.demo.build import SITES, warc


def test_the_capture_is_up_to_date() -> None:
    assert capture_file().read_bytes() == warc(), "run `python -m scraper.demo.build` and commit demo.warc.gz"


def test_each_site_of_the_capture_has_its_spider_named() -> None:
    assert tuple(site.__name__ for site in SITES) == SOURCES
