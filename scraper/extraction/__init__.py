"""One page in, one record out: metadata, body, dates, language, teasers. Needs no running Scrapy."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from scraper.extraction.language import load_model
from scraper.extraction.page import Page, UnreadablePage
from scraper.extraction.reading import Reading, read_page, to_utc
from storage.records import Teaser, Translation

__all__ = ["Page", "Reading", "UnreadablePage", "bench_extract", "extract_article", "read_page"]


def extract_article(html: bytes, url: str) -> dict[str, Any]:
    """Return what the page `html`, fetched from `url`, says, as plain JSON values.

    Keys are the fields of `Reading`, besides `published` (ISO 8601, UTC). A page that cannot be read
    gives only `kind` ("unreadable") and `reason`.
    """
    try:
        reading = read_page(Page.parse(html, url))
    except UnreadablePage as error:
        return {"kind": "unreadable", "reason": str(error)}
    found: dict[str, Any] = {one.name: getattr(reading, one.name) for one in fields(reading)}
    found["teasers"] = [_plain(teaser) for teaser in reading.teasers]
    found["translations"] = [_plain(translation) for translation in reading.translations]
    found["published"] = found["published_at"] = to_utc(reading.published_at)
    found["modified_at"] = to_utc(reading.modified_at)
    found["authors"] = list(reading.authors)
    return found


def _plain(record: Teaser | Translation) -> dict[str, Any]:
    return {one.name: getattr(record, one.name) for one in fields(record)}


def bench_extract(html: bytes, url: str) -> dict[str, Any]:
    """`extract_article` as it is in a crawl of many pages: the model of languages is loaded by the first call."""
    load_model()
    return extract_article(html, url)
