"""One fetched page, parsed once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from lxml import etree
from lxml.etree import _Element as Element

from scraper.extraction.charset import decode
from storage.timestamps import now

MAX_BYTES = 20_000_000
"""No article is longer; what is longer is a download, or an attack."""
MAX_NODES = 400_000
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
        return cls(url, _tree(text), text, decoded.encoding, fetched_at or now())

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The page for a source's own selectors; made when first asked for."""
        return BeautifulSoup(self.text, "lxml")

    @cached_property
    def base_url(self) -> str:
        """What relative links start from: `<base href>`, or the page's URL."""
        for element in self.tree.iter("base"):
            href = element.get("href")
            if href:
                return str(urljoin(self.url, href.strip()))
        return self.url


def _tree(text: str) -> Element:
    # libxml2 refuses a declared encoding that differs from the string's own, and stops at control characters
    markup = text.encode("utf-8", "replace").translate(None, CONTROLS)
    if markup[:200].lstrip().startswith(b"<?xml"):
        markup = markup[markup.find(b"?>") + 2 :]
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = etree.fromstring(markup, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadablePage(f"the page cannot be parsed as HTML: {error}") from error
    if tree is None:
        raise UnreadablePage("the page holds no elements")
    return tree
