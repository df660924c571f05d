"""Feeds: RSS, Atom (feedparser) and JSON Feed (jsonfeed.org), each entry a teaser."""

from __future__ import annotations

import calendar
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser
from lxml.html import fragment_fromstring

from scraper.extraction.dates import DateHabits, read_date
from scraper.extraction.profile import SourceProfile
from scraper.extraction.teaser_words import split_cut
from storage.canonical import canonical_url, native_id
from storage.records import Teaser
from storage.text import nfc

LONGEST_SNIPPET = 700
"""Characters; a feed that carries whole articles is a promise all the same."""


class NotAFeed(Exception):
    """The response is no feed: names the URL and says what it is instead."""


@dataclass(frozen=True, slots=True)
class FeedPage:
    """What a feed promises."""

    teasers: tuple[Teaser, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    link: str
    snippet: str
    date: datetime | str | None
    image: str | None = None


def read_feed(
    body: bytes, url: str, profile: SourceProfile, fetched_at: datetime, content_type: str | None = None
) -> FeedPage:
    """Return the teasers of an RSS, Atom or JSON feed.

    Raises:
        NotAFeed: the body is none of these, such as an HTML page of a site that answers by User-Agent.
    """
    entries = _json_entries(body, url) if body.lstrip()[:1] == b"{" else _xml_entries(body, url, content_type)
    habits = DateHabits(profile.source.languages, profile.source.timezone, profile.date_order)
    page_url = canonical_url(url)
    teasers: list[Teaser] = []
    for entry in entries:
        try:
            link = canonical_url(entry.link, base=url) if entry.link else None
        except ValueError:
            link = None
        if not link and not entry.title:
            continue
        cut = split_cut(entry.snippet)
        instant, is_day = entry.date, False
        if isinstance(instant, str):
            read = read_date(instant, habits, fetched_at)
            instant, is_day = (read.instant, read.precision == "day") if read else (None, False)
        teasers.append(
            Teaser(
                source=profile.source.id,
                page_url=page_url,
                kind="feed",
                position=len(teasers),
                title=entry.title or None,
                snippet=cut.text or None,
                is_truncated=cut.mark is not None,
                cut_mark=cut.mark,
                url=link,
                native_id=native_id(link, profile.article_url) if link else None,
                image_url=entry.image,
                published_at=instant,
                published_precision=None if instant is None else "day" if is_day else "second",
            )
        )
    return FeedPage(tuple(teasers))


def _xml_entries(body: bytes, url: str, content_type: str | None) -> Iterator[_Entry]:
    headers = {"content-type": content_type} if content_type else {}
    feed: Any = feedparser.parse(
        body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not feed.get("version"):
        start = " ".join(body[:80].decode("utf-8", "replace").split())
        raise NotAFeed(f"{url} is neither RSS, Atom nor JSON Feed; it begins with {start!r}")
    for entry in feed.entries:
        parsed = entry.get("published_parsed") or entry.get("updated_parsed")
        date = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else entry.get("published")
        yield _Entry(
            title=_plain(entry.get("title", "")),
            link=entry.get("link", ""),
            snippet=_plain(entry.get("summary", ""))[:LONGEST_SNIPPET],
            date=date,
            image=next(
                (one.get("href") for one in entry.get("enclosures", ()) if "image" in one.get("type", "")),
                None,
            ),
        )


def _json_entries(body: bytes, url: str) -> Iterator[_Entry]:
    try:
        feed = json.loads(body)
    except ValueError as error:
        raise NotAFeed(f"{url} is no valid JSON: {error}") from error
    if not str(feed.get("version", "")).startswith("https://jsonfeed.org/version/"):
        raise NotAFeed(f"{url} is JSON, but no JSON Feed")
    for item in feed.get("items") or ():
        words = item.get("summary") or item.get("content_text") or item.get("content_html") or ""
        yield _Entry(
            title=_plain(item.get("title") or ""),
            link=item.get("url") or item.get("external_url") or "",
            snippet=_plain(words)[:LONGEST_SNIPPET],
            date=item.get("date_published"),
            image=item.get("image"),
        )


def _plain(markup: str) -> str:
    """Return the words of a feed's text, which may be HTML."""
    text = markup
    if "<" in markup or "&" in markup:
        text = fragment_fromstring(markup, create_parent="div").text_content()
    return " ".join(nfc(text).split())
