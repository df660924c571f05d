"""A listing page: its items, each a link to an article with what stands around it, and the next page.

An item is the largest part of the page that links to one article only. No selectors are needed: the
title is the longest text that is linked (or a heading, or the image's alternative text), the date is the
first short text that reads as one, the snippet is the longest of the other texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import parse_qsl, urlsplit
from zoneinfo import ZoneInfo

from lxml.etree import _Element as Element

from scraper.extraction.addresses import PAGE_NUMBER, absolute_url, may_be_article, same_site
from scraper.extraction.cards import image_in
from scraper.extraction.dates import DateHabits, ReadDate, read_date
from scraper.extraction.page import Page
from scraper.extraction.profile import SourceProfile
from scraper.extraction.teaser_words import split_cut
from scraper.extraction.teasers import FEWEST_WORDS
from storage.canonical import canonical_url, native_id
from storage.records import Teaser
from storage.text import nfc

SKIPPED = frozenset({"nav", "footer", "script", "style", "noscript", "template", "select", "form", "svg"})
BLOCKS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "time", "li", "td", "a", "small", "b"}
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
LARGEST_ITEM = 40
"""Elements of an item at most; more is a page with a single article on it."""
LONGEST_DATE = 60
SHORTEST_SNIPPET = 25
NEXT_WORDS = re.compile(
    r"^\W*(?:next(?: page)?|older(?: posts| entries)?|следующая(?: страница)?|след|далее|дальше|вперёд|вперед|"
    r"кийинки(?: бет)?|алдыга|sonraki(?: sayfa)?|келесі|keyingi|növbəti)\W*$|^\s*[»›→>]{1,2}\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ListingPage:
    """What one page of a listing promises, and where it goes on."""

    teasers: tuple[Teaser, ...]
    next_url: str | None = None
    """As it is linked, absolute; None: this is the last page."""


@dataclass(frozen=True, slots=True)
class _Link:
    element: Element
    url: str


def read_listing(page: Page, profile: SourceProfile, day: date | None = None) -> ListingPage:
    """Return the teasers of a listing page, in page order, and the URL of the next page.

    `day`: all of its items are of that day (in the source's time zone), so hours alone are dates.
    """
    page_url = canonical_url(page.url)
    by_url: dict[str, list[Element]] = {}
    for link in _article_links(page, profile, page_url):
        by_url.setdefault(link.url, []).append(link.element)
    owners = _owners(by_url)
    teasers: list[Teaser] = []
    for url, elements in by_url.items():
        teaser = _teaser(page, profile, page_url, url, elements, owners, len(teasers), day)
        if teaser:
            teasers.append(teaser)
    return ListingPage(tuple(teasers), _next_url(page, page_url))


def _article_links(page: Page, profile: SourceProfile, page_url: str) -> Iterator[_Link]:
    for element, href in _links(page.tree):
        try:
            url = canonical_url(href, base=page.base_url)
        except ValueError:
            continue
        if url != page_url and may_be_article(url, page_url, profile):
            yield _Link(element, url)


def _links(tree: Element) -> Iterator[tuple[Element, str]]:
    for element in tree.iter("a"):
        href = (element.get("href") or "").strip()
        if href and not href.startswith("#") and not _is_apart(element):
            yield element, href


def _is_apart(element: Element) -> bool:
    return any(ancestor.tag in SKIPPED for ancestor in element.iterancestors())


def _owners(by_url: dict[str, list[Element]]) -> dict[Element, str | None]:
    """Return for each element that holds article links the one URL it leads to, None where there are several."""
    owners: dict[Element, str | None] = {}
    for url, elements in by_url.items():
        for element in elements:
            node: Element | None = element
            while node is not None:
                owners[node] = url if owners.get(node, url) == url else None
                node = node.getparent()
    return owners


def _item(element: Element, owners: dict[Element, str | None], url: str) -> Element:
    """Return the largest element around a link that leads to its article alone."""
    item: Element = element
    for ancestor in element.iterancestors():
        if owners.get(ancestor) != url or ancestor.tag in ("body", "html", "main"):
            break
        if sum(1 for _ in ancestor.iter()) > LARGEST_ITEM:
            break
        item = ancestor
    return item


def _teaser(
    page: Page,
    profile: SourceProfile,
    page_url: str,
    url: str,
    elements: list[Element],
    owners: dict[Element, str | None],
    position: int,
    day: date | None,
) -> Teaser | None:
    items = list(dict.fromkeys(_item(element, owners, url) for element in elements))
    title = _title(elements, items)
    if title is None or (profile.article_url is None and len(title.split()) < FEWEST_WORDS):
        return None
    texts = [text for item in items for text in _texts(item) if text != title]
    shown = _date(items, texts, page, profile) or (_hour_of(day, texts, profile) if day else None)
    cut = split_cut(max((text for text in texts if _is_snippet(text, title)), key=len, default=""))
    return Teaser(
        source=profile.source.id,
        page_url=page_url,
        kind="listing",
        position=position,
        title=title,
        snippet=cut.text or None,
        is_truncated=cut.mark is not None,
        cut_mark=cut.mark,
        url=url,
        native_id=native_id(url, profile.article_url),
        image_url=image_in(items, page.base_url),
        published_at=shown.instant if shown else None,
        published_precision=shown.precision if shown else None,
    )


def _title(elements: list[Element], items: list[Element]) -> str | None:
    linked = [_words(element) for element in elements]
    for element in elements:
        linked += [_words(inner) for tag in HEADINGS for inner in element.iter(tag)][:1]
    headings = [_words(heading) for item in items for tag in HEADINGS for heading in item.iter(tag)]
    named = [nfc(element.get(name) or "").strip() for element in elements for name in ("title", "aria-label")]
    pictured = [nfc(image.get("alt") or "").strip() for item in items for image in item.iter("img")]
    inside = [_words(inner) for element in elements for tag in HEADINGS for inner in element.iter(tag)]
    for texts in (inside, linked, headings, named, pictured):
        found = [text for text in texts if len(text.split()) >= 2 and not NEXT_WORDS.match(text)]
        if found:
            return max(found, key=len)
    return next((text for text in linked if text and not split_cut(text).mark), None)


def _words(element: Element) -> str:
    return " ".join(nfc("".join(map(str, element.itertext()))).split())


def _texts(item: Element) -> list[str]:
    """Return the texts of an item's innermost blocks, in page order."""
    found = []
    for element in item.iter():
        if isinstance(element.tag, str) and element.tag in BLOCKS:
            own = [element.text or "", *(child.tail or "" for child in element)]
            inline = any(part.strip() for part in own)
            if inline:
                found.append(_words(element))
    return [text for text in dict.fromkeys(found) if text]


def _is_snippet(text: str, title: str) -> bool:
    return (
        len(text) >= SHORTEST_SNIPPET
        and len(text.split()) > FEWEST_WORDS
        and title not in text
        and text not in title
    )


def _date(items: list[Element], texts: list[str], page: Page, profile: SourceProfile) -> ReadDate | None:
    habits = DateHabits(profile.source.languages, profile.source.timezone, profile.date_order)
    stamps = [element.get("datetime") or "" for item in items for element in item.iter("time")]
    for text in [*stamps, *(text for text in texts if len(text) <= LONGEST_DATE)]:
        read = read_date(text, habits, page.fetched_at) if text else None
        if read:
            return read
    return None


def _hour_of(day: date, texts: list[str], profile: SourceProfile) -> ReadDate:
    """Return the instant of the first text that is an hour, `18:20`; the day alone where there is none."""
    zone = ZoneInfo(profile.source.timezone)
    for text in texts:
        match = HOUR.fullmatch(text)
        if match:
            clock = time(int(match[1]), int(match[2]), tzinfo=zone)
            return ReadDate(datetime.combine(day, clock).astimezone(UTC), "minute")
    return ReadDate(datetime.combine(day, time(tzinfo=zone)).astimezone(UTC), "day")


def _next_url(page: Page, page_url: str) -> str | None:
    """Return the next page: as `rel=next` says, as a link's words say, or the link with the next number."""
    for element in page.tree.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split() and element.get("href"):
            return absolute_url(element.get("href") or "", page.base_url)
    numbered: list[tuple[int, str]] = []
    for element in page.tree.iter("a"):
        href = (element.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:")):
            continue
        url = absolute_url(href, page.base_url)
        if url is None:
            continue
        words = " ".join("".join(map(str, element.itertext())).split()) or (
            element.get("title") or element.get("aria-label") or ""
        )
        if NEXT_WORDS.match(words) and _is_sibling(url, page_url):
            return url
        number = _number(url)
        if number is not None and words.isdigit() and _is_sibling(url, page_url):
            numbered.append((number, url))
    current = _number(page.url) or 0
    later = [(number, url) for number, url in numbered if number > max(current, 1)]
    return min(later)[1] if later else None


def _number(url: str) -> int | None:
    match = PAGE_NUMBER.search(url)
    return int(match[1]) if match else None


def _is_sibling(url: str, page_url: str) -> bool:
    """Return whether a link leads to another page of the same listing, not to another part of the site."""
    try:
        other = canonical_url(url)
    except ValueError:
        return False
    if other == page_url or not same_site(other, page_url):
        return False
    stems = [_stem(other), _stem(page_url)]
    return stems[0] == stems[1]


def _stem(url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    parts = urlsplit(
        PAGE_NUMBER.sub(lambda match: match[0][0] if match[0].startswith(("?", "&")) else "/", url)
    )
    path = re.sub(r"/+", "/", parts.path).rstrip("/").removesuffix("/index.html")
    fields = tuple(pair for pair in parse_qsl(parts.query) if not pair[1].isdigit())
    return path, fields
