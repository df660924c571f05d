"""What a page says of itself: JSON-LD, OpenGraph and other `<meta>`, microdata, `<link>`. Read once, in one pass."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from lxml.etree import XPath
from lxml.etree import _Element as Element

from scraper.extraction.page import Page

ARTICLE_TYPES = frozenset(
    """article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle
    reviewnewsarticle advertisercontentarticle satiricalarticle scholarlyarticle techarticle blogposting
    liveblogposting socialmediaposting report review claimreview""".split()
)
PAGE_TYPES = frozenset(["webpage", "itempage", "medicalwebpage", "videoobject", "creativework"])
SITE_TYPES = frozenset(
    ["website", "organization", "newsmediaorganization", "governmentorganization", "corporation"]
)
FEED = re.compile(r"application/(?:rss|atom)\+xml", re.I)
LONGEST_FEED_NAME = 4
"""Words before the mark in the title of a feed or a search that name the site."""
LONGEST_JSON = 2_000_000
LONGEST_VALUE = 2_000
"""Characters of a title, a name or a date in the markup, white space and all."""
LONGEST_CONTENT = 20_000
"""Characters of one `<meta>`."""
DEEPEST = 12
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
CDATA = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")

WITH_ITEMPROP = XPath("descendant::*/@itemprop/parent::*[not(self::meta)]")
"""By way of the attribute, which takes two thirds of the time of `//*[@itemprop]`."""

Json = Mapping[str, Any]
JSON_AS_WRITTEN: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: TRAILING_COMMA.sub(r"\1", text),
    html.unescape,
)
"""What is tried in turn to read a script as JSON: as it is, and with common faults mended."""


def text_of(element: Element) -> str:
    """Return the text inside an element, cut at `LONGEST_VALUE`: elements of names and dates nest, and may hold the page."""
    parts, length = [], 0
    for part in element.itertext():
        parts.append(str(part))
        length += len(part)
        if length > LONGEST_VALUE:
            break
    return "".join(parts)[:LONGEST_VALUE]


@dataclass(slots=True)
class Metadata:
    """The page's claims about itself, unjudged."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    """`property`, `name` or `itemprop` of `<meta>`, in small letters -> contents in page order."""
    articles: list[Json] = field(default_factory=list)
    """JSON-LD objects of an article type, in page order."""
    pages: list[Json] = field(default_factory=list)
    """JSON-LD objects of a page type."""
    site_names: list[str] = field(default_factory=list)
    """Names of the organisations and sites that JSON-LD tells of."""
    things: dict[str, Json] = field(default_factory=dict)
    """JSON-LD objects by their `@id`."""
    microdata: dict[str, list[Element]] = field(default_factory=dict)
    """Elements of the body by `itemprop`."""
    title: str | None = None
    """`<title>`."""
    canonical: str | None = None
    alternates: list[tuple[str, str]] = field(default_factory=list)
    """(hreflang, href) of `<link rel=alternate>`."""
    language: str | None = None
    """`lang` of `<html>`."""

    def first(self, *names: str) -> str | None:
        """Return the first non-empty content of the first of these metas that has one."""
        return next((value for name in names for value in self.metas.get(name, ()) if value), None)


def read_metadata(page: Page) -> Metadata:
    """Return what a page says of itself."""
    tree, landmarks = page.tree, page.landmarks
    found = Metadata(
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or None)
    )
    for element in landmarks["meta"]:
        _meta(element, found)
    for element in landmarks["link"]:
        _link(element, found)
    titles = (" ".join(text_of(one).split()) for one in landmarks["title"] if not _in_svg(one))
    found.title = next(filter(None, titles), None)
    for element in landmarks["script"]:
        if "ld+json" in (element.get("type") or "").lower():
            for thing in _things(parse_json_ld(element.text or "")):
                _sort_in(thing, found)
    for element in cast(list[Element], WITH_ITEMPROP(tree)):
        for one in element.get("itemprop", "").split():
            found.microdata.setdefault(one, []).append(element)
    return found


def _in_svg(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag not in ("head", "html", "body")


def _meta(element: Element, found: Metadata) -> None:
    content = element.get("content")
    if content is None:
        return
    content = content[:LONGEST_CONTENT]
    value = " ".join(html.unescape(content).split()) if "&" in content else " ".join(content.split())
    for key in ("property", "name", "itemprop", "http-equiv"):
        name = element.get(key)
        if name:
            found.metas.setdefault(name.strip().lower(), []).append(value)


def _link(element: Element, found: Metadata) -> None:
    rel, href = (element.get("rel") or "").lower().split(), (element.get("href") or "").strip()
    if not href:
        return
    title = element.get("title")
    if title and ("search" in rel or FEED.search(element.get("type") or "")):
        name = title[:LONGEST_VALUE].partition("»")[0].strip()
        if 0 < len(name.split()) <= LONGEST_FEED_NAME:
            found.site_names.append(name)
    if "canonical" in rel and found.canonical is None:
        found.canonical = href
    elif "alternate" in rel and element.get("hreflang"):
        found.alternates.append((element.get("hreflang", "").strip(), href))


def parse_json_ld(text: str) -> Any:
    """Return the value of a JSON-LD script, or None; common faults (comments, trailing commas) are mended."""
    if "<!" in text or "->" in text or "]>" in text:
        text = CDATA.sub("", CDATA.sub("", text))
    text = text.strip().rstrip(";")
    if not text or len(text) > LONGEST_JSON:
        return None
    for mended in JSON_AS_WRITTEN:
        try:
            return json.loads(mended(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return _first_value(text)


def _first_value(text: str) -> Any:
    """The first object of a script that holds more than one, or ends in garbage."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _things(value: Any, depth: int = 0) -> Iterator[Json]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _things(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in (
            "@graph",
            "mainEntity",
            "mainEntityOfPage",
            "hasPart",
            "itemListElement",
            "item",
            "review",
        ):
            if isinstance(value.get(key), dict | list):
                yield from _things(value[key], depth + 1)


def types_of(thing: Json) -> set[str]:
    """Return the types of a JSON-LD object, in small letters, without the vocabulary's address."""
    types = thing.get("@type") or thing.get("type") or ()
    names = [types] if isinstance(types, str) else types if isinstance(types, list) else []
    return {str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for name in names}


def _sort_in(thing: Json, found: Metadata) -> None:
    types = types_of(thing)
    if types & ARTICLE_TYPES:
        found.articles.append(thing)
    elif types & PAGE_TYPES:
        found.pages.append(thing)
    elif types & SITE_TYPES and (name := words_of(thing.get("name"))):
        found.site_names.append(name)
    identity = thing.get("@id")
    if isinstance(identity, str) and len(thing) > 1:
        found.things.setdefault(identity, thing)


def words_of(value: Any) -> str | None:
    """Return a JSON-LD value as plain text: entities and tags undone, white space single; None where there is none."""
    if isinstance(value, list):
        return next((text for one in value if (text := words_of(one))), None)
    if isinstance(value, dict):
        return words_of(value.get("@value") or value.get("name"))
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    text = html.unescape(html.unescape(str(value)))
    text = re.sub(r"</?[a-zA-Z][^<>]*>", " ", text) if "<" in text else text
    return " ".join(text.split()) or None
