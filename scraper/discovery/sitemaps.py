"""Sitemaps (sitemaps.org): indexes, plain and gzip, with the news extension; text sitemaps too."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from lxml import etree

from scraper.extraction.dates import DateHabits, read_date
from scraper.extraction.profile import SourceProfile
from scraper.extraction.reading import date_in_url
from storage.canonical import canonical_url, native_id
from storage.records import Teaser
from storage.text import nfc
from storage.timestamps import now

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of an unpacked sitemap: the protocol allows 50 MB."""
A_DAY = timedelta(days=1)
"""What is told of days may have been later on that day."""
MAX_ENTRIES = 60_000
"""Entries that are read; the protocol allows 50,000."""


class NotASitemap(Exception):
    """The response is no sitemap: names the URL and says why."""


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """What a sitemap promises, and the sitemaps that it leads to."""

    teasers: tuple[Teaser, ...]
    children: tuple[str, ...] = ()


def read_sitemap(body: bytes, url: str, profile: SourceProfile, since: datetime | None = None) -> SitemapPage:
    """Return the teasers of a sitemap, or the sitemaps of an index.

    Only the news extension tells when an article was published; `lastmod` is about its page, not about it.
    What was last touched before `since`, or has an earlier day in its URL, was published before it, and is left out.

    Raises:
        NotASitemap: the body is no sitemap, damaged, or unpacks to more than a sitemap may hold.
    """
    text = _unpacked(body, url)
    start = text.lstrip()[:1]
    if start == b"<":
        return _read_xml(text, url, profile, since)
    lines = [line.strip() for line in text.decode("utf-8-sig", "replace").splitlines() if line.strip()]
    if lines and all(line.startswith(("http://", "https://")) for line in lines):
        return _page([_Entry(line) for line in lines[:MAX_ENTRIES]], url, profile, since)
    raise NotASitemap(f"{url} is no sitemap; it begins with {text[:60].decode('utf-8', 'replace')!r}")


@dataclass(slots=True)
class _Entry:
    url: str = ""
    title: str | None = None
    date: str | None = None
    touched: str | None = None


def _unpacked(body: bytes, url: str) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    inflater = zlib.decompressobj(wbits=31)
    try:
        text = inflater.decompress(body, MAX_BYTES)
    except zlib.error as error:
        raise NotASitemap(f"{url} is a damaged gzip file: {error}") from error
    if inflater.unconsumed_tail:
        raise NotASitemap(f"{url} unpacks to more than {MAX_BYTES:,} bytes")
    return text


def _read_xml(text: bytes, url: str, profile: SourceProfile, since: datetime | None) -> SitemapPage:
    entries: list[_Entry] = []
    children: list[_Entry] = []
    root: str | None = None
    parsing = etree.iterparse(
        BytesIO(text),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
    )
    try:
        for event, element in parsing:
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if event == "start":
                root = root or name
                continue
            if name == "url" and root == "urlset":
                entries.append(_entry(element))
                element.clear()
            elif name == "sitemap" and root == "sitemapindex":
                children.append(_entry(element))
                element.clear()
            if len(entries) + len(children) >= MAX_ENTRIES:
                break
    except etree.XMLSyntaxError as error:
        if not entries and not children:
            raise NotASitemap(f"{url} is no valid XML: {error}") from error
    if root not in ("urlset", "sitemapindex"):
        raise NotASitemap(f"{url} is no sitemap: its root element is <{root}>")
    return _page(entries, url, profile, since, children)


def _entry(element: etree._Element) -> _Entry:
    entry = _Entry()
    for part in element.iter():
        name = etree.QName(part).localname if isinstance(part.tag, str) else ""
        text = (part.text or "").strip()
        if name == "loc" and not entry.url and "image" not in str(part.tag) and "video" not in str(part.tag):
            entry.url = text
        elif name == "title" and "news" in str(part.tag):
            entry.title = " ".join(nfc(text).split()) or None
        elif name == "publication_date":
            entry.date = text
        elif name == "lastmod":
            entry.touched = text
    return entry


def _page(
    entries: list[_Entry],
    url: str,
    profile: SourceProfile,
    since: datetime | None = None,
    children: Sequence[_Entry] = (),
) -> SitemapPage:
    habits = DateHabits(profile.source.languages, profile.source.timezone, profile.date_order)
    page_url, at = canonical_url(url), now()
    teasers: list[Teaser] = []
    for entry in entries:
        if not entry.url or _is_before(entry, since, habits, at):
            continue
        try:
            link = canonical_url(entry.url, base=url)
        except ValueError:
            continue
        if profile.article_url is not None and not profile.article_url.search(link):
            continue
        read = read_date(entry.date, habits, at) if entry.date else None
        teasers.append(
            Teaser(
                source=profile.source.id,
                page_url=page_url,
                kind="sitemap",
                position=len(teasers),
                title=entry.title,
                url=link,
                native_id=native_id(link, profile.article_url),
                published_at=read.instant if read else None,
                published_precision=read.precision if read else None,
            )
        )
    wanted = (one.url for one in children if one.url and not _is_before(one, since, habits, at))
    return SitemapPage(tuple(teasers), tuple(wanted))


def _is_before(entry: _Entry, since: datetime | None, habits: DateHabits, at: datetime) -> bool:
    """Return whether an entry, or the file of an index, holds nothing from `since` on."""
    if since is None:
        return False
    for told in (entry.touched, date_in_url(entry.url)):
        read = read_date(told, habits, at) if told else None
        if read and read.instant + A_DAY <= since:
            return True
    return False
