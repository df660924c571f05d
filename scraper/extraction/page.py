"""One fetched page, parsed once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bs4 import BeautifulSoup
from lxml import etree
from lxml.etree import _Element as Element

from scraper.extraction.addresses import absolute_url
from scraper.extraction.charset import decode
from storage.timestamps import now

MAX_BYTES = 20_000_000
"""No article is longer; what is longer is a download, or an attack."""
MAX_TAGS = 600_000
"""No page of an article has a tenth of it, and each takes memory."""
LONG = 300_000
"""Bytes from which a page is looked through for tags that are traps."""
LONGEST_TAG = 32_768
"""Bytes of a tag: the parser compares each attribute of a tag with each, and names are matched by patterns."""
TAG = re.compile(rb"<((script|style)\b|[a-zA-Z][\w-]{0,30}+)(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>?", re.I)
RAW_END = {name: re.compile(b"</" + name, re.I) for name in (b"script", b"style")}
LANDMARKS = ("meta", "link", "script", "title", "base", "h1", "time")
"""Elements that are looked for wherever they stand."""
DEEPEST = 256
"""Elements inside each other: the limit of libxml2."""
CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
MARKUP = re.compile(
    r"<\s*(?:!doctype|html|head|body|p|div|article|a|br|table|span|h[1-6]|ul|li|meta|title|section|main)\b",
    re.I,
)


class UnreadablePage(Exception):
    """The page cannot be read as HTML; the message says why."""


@dataclass(frozen=True)
class Page:
    """A parsed page. `tree` is shared by all that read it: nobody changes it."""

    url: str
    tree: Element
    text: str
    """The decoded HTML."""
    encoding: str
    fetched_at: datetime
    damage: str | None = None
    """Why the parser gave up before the end of the page, where it did."""

    @classmethod
    def parse(
        cls,
        body: bytes,
        url: str,
        content_type: str | None = None,
        encoding: str | None = None,
        fetched_at: datetime | None = None,
    ) -> Page:
        """Return the parsed page of `body`.

        Raises:
            UnreadablePage: it is too long, empty, no HTML at all, or binary.
        """
        if len(body) > MAX_BYTES:
            raise UnreadablePage(f"the page has {len(body):,} bytes, more than {MAX_BYTES:,}")
        decoded = decode(body, content_type, encoding)
        text = decoded.text
        if not text or text.isspace():
            raise UnreadablePage("the page is empty")
        if not MARKUP.search(text[:200_000]):
            raise UnreadablePage("the page holds no HTML tags")
        if len(text) > MAX_TAGS and (tags := text.count("<")) > MAX_TAGS:
            raise UnreadablePage(f"the page has {tags:,} tags, more than {MAX_TAGS:,}")
        utf8 = decoded.utf8 if decoded.utf8 is not None else text.encode("utf-8", "replace")
        markup = _without_traps(utf8)
        tree, damage = _tree(markup)
        if markup is not utf8:
            text = markup.decode("utf-8", "replace")
        return cls(url, tree, text, decoded.encoding, fetched_at or now(), damage)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page for a source's own selectors; made when first asked for."""
        return BeautifulSoup(self.text, "lxml")

    @cached_property
    def landmarks(self) -> Mapping[str, list[Element]]:
        """The elements that readers look for wherever they stand, by tag: found in one pass for all, as a pass
        over the tree takes a fiftieth of the whole reading."""
        found: dict[str, list[Element]] = {tag: [] for tag in LANDMARKS}
        for element in self.tree.iter(*LANDMARKS):
            found[element.tag].append(element)
        return found

    @cached_property
    def base_url(self) -> str:
        """What relative links start from: `<base href>`, or the page's URL."""
        for element in self.landmarks["base"]:
            href = element.get("href")
            if href:
                return absolute_url(href, self.url) or self.url
        return self.url


def _without_traps(markup: bytes) -> bytes:
    """The markup with tags so long that parsing them takes quadratic time bare of their attributes; what scripts
    hold are no tags."""
    if len(markup) < LONG:
        return markup
    kept, begin, place = [], 0, 0
    while (tag := TAG.search(markup, place)) is not None:
        start, place = tag.span()
        if place - start > LONGEST_TAG:
            kept += [markup[begin:start], b"<", tag[1], b">"]
            begin = place
        if tag[2]:
            end = RAW_END[tag[2].lower()].search(markup, place)
            if end is None:
                break
            place = end.end()
    return b"".join([*kept, markup[begin:]]) if kept else markup


def _tree(utf8: bytes) -> tuple[Element, str | None]:
    # libxml2 refuses a declared encoding that differs from the string's own, and stops at control characters
    markup = utf8.translate(None, CONTROLS)
    if markup[:200].lstrip().startswith(b"<?xml"):
        markup = markup[markup.find(b"?>") + 2 :]
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, collect_ids=False
    )
    try:
        tree = etree.fromstring(markup, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadablePage(f"the page cannot be parsed as HTML: {error}") from error
    if tree is None:
        raise UnreadablePage("the page holds no elements")
    return tree, _damage(parser)


def _damage(parser: etree.HTMLParser) -> str | None:
    """Why the parser stopped before the end: its own limits against pages that take all memory."""
    for entry in parser.error_log.filter_from_fatals():
        if "depth" in entry.message:
            return f"what nests deeper than {DEEPEST} elements was not read (line {entry.line})"
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            return (
                f"what follows a single text or attribute of more than 10 MB was not read (line {entry.line})"
            )
    return None
