"""A source's own selectors, applied to a page: BeautifulSoup over lxml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from scraper.extraction.page import Page
from scraper.extraction.profile import Layout, SourceProfile

FIELDS = ("title", "summary", "text", "published", "modified", "authors", "section", "tags", "image")
BLOCK_TAGS = ["p", "li", "blockquote", "h2", "h3", "h4", "h5", "h6", "td", "pre"]


@dataclass(frozen=True, slots=True)
class LayoutReading:
    """What the selectors of one layout found."""

    layout: Layout | None = None
    title: str | None = None
    summary: str | None = None
    paragraphs: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    image: str | None = None
    unmatched: tuple[str, ...] = ()
    """Fields that have a selector which matched nothing."""


def read_layout(page: Page, profile: SourceProfile) -> LayoutReading:
    """Return what the layout that fits the page best finds on it; nothing where the source has no layout."""
    if not profile.layouts:
        return LayoutReading()
    day = page.fetched_at.date()
    valid = [
        layout
        for layout in profile.layouts
        if (not layout.valid_from or layout.valid_from <= day)
        and (not layout.valid_until or day <= layout.valid_until)
    ]
    readings = [_apply(page.soup, layout) for layout in valid or profile.layouts]
    return min(readings, key=lambda reading: len(reading.unmatched))


def _apply(soup: BeautifulSoup, layout: Layout) -> LayoutReading:
    found = {
        name: _select(soup, getattr(layout, name))
        for name in FIELDS
        if getattr(layout, name) and name != "text"
    }
    paragraphs = _paragraphs(soup, layout)
    unmatched = [name for name, texts in found.items() if not texts]
    if layout.text and not paragraphs:
        unmatched.append("text")

    def first(name: str) -> str | None:
        return next(iter(found.get(name, ())), None)

    def joined(name: str) -> str | None:
        return " ".join(found.get(name, ())) or None

    return LayoutReading(
        layout=layout,
        title=first("title"),
        summary=first("summary"),
        paragraphs=paragraphs,
        published=joined("published"),
        modified=joined("modified"),
        authors=tuple(found.get("authors", ())),
        section=first("section"),
        tags=tuple(found.get("tags", ())),
        image=first("image"),
        unmatched=tuple(unmatched),
    )


def _select(soup: BeautifulSoup, selector: str) -> list[str]:
    css, _, attribute = selector.partition("@")
    texts = [
        str(element.get(attribute) or "") if attribute else element.get_text(" ", strip=True)
        for element in soup.select(css)
    ]
    return [" ".join(text.split()) for text in texts if text.strip()]


def _paragraphs(soup: BeautifulSoup, layout: Layout) -> tuple[str, ...]:
    if not layout.text:
        return ()
    elements = soup.select(layout.text)
    unwanted = {id(one) for selector in layout.remove for one in soup.select(selector)}
    found: list[str] = []
    for element in elements:
        found += _texts(element, unwanted)
    return tuple(found)


def _texts(element: Tag, unwanted: set[int]) -> list[str]:
    """The paragraphs of an element: its blocks, or its own lines where it has none."""
    if id(element) in unwanted or any(id(parent) in unwanted for parent in element.parents):
        return []
    blocks = [one for one in element.find_all(BLOCK_TAGS) if not one.find(BLOCK_TAGS)]
    chosen: Sequence[Tag] = blocks or [element]
    texts: list[str] = []
    for block in chosen:
        if id(block) in unwanted or any(id(parent) in unwanted for parent in block.parents):
            continue
        for line in _lines(block, unwanted):
            text = " ".join(line.split())
            if text:
                texts.append(text)
    return texts


def _lines(block: Tag, unwanted: set[int]) -> list[str]:
    lines, current = [], ""
    for node in block.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                following = node.next_sibling
                while following is not None and not isinstance(following, Tag) and not str(following).strip():
                    following = following.next_sibling
                if isinstance(following, Tag) and following.name == "br":
                    lines.append(current)
                    current = ""
                else:
                    current += " "
        elif not any(id(parent) in unwanted or parent.name in ("script", "style") for parent in node.parents):
            current += str(node)
    return [*lines, current]
