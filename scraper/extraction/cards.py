"""Cards: the part of a page that shows one teaser. Found by what stands beside it, and by siblings of the same shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element as Element

from scraper.extraction.addresses import absolute_url

LEVELS = 5
"""So many elements above a link its siblings of the same shape are looked for."""
REPEATED = 3
"""So many links of the same shape to different articles are cards."""
LARGEST_CARD = 60
"""Elements of a card at most."""
IMAGE_SOURCES = ("data-src", "data-lazy-src", "data-original", "src")


class LinkLine(NamedTuple):
    """A line of the page that is a link: its place, its element, and where it leads."""

    place: int
    element: Element
    url: str


def card_of(element: Element, before: Element | None, after: Element | None) -> Element | None:
    """Return the largest element around `element` that holds neither the line before nor the line after its teaser."""
    foreign: set[Element] = set()
    for neighbour in (before, after):
        if neighbour is not None:
            foreign.update((neighbour, *neighbour.iterancestors()))
    card = None
    node: Element | None = element
    while node is not None and node not in foreign and node.tag not in ("body", "html", "main"):
        if sum(1 for _ in islice(node.iter(), LARGEST_CARD + 1)) > LARGEST_CARD:
            break
        card = node
        node = node.getparent()
    return card


def image_in(elements: Iterable[Element], base_url: str) -> str | None:
    """Return the absolute URL of the first picture in `elements`; one that is loaded late counts, one inside its URL does not."""
    for element in elements:
        for image in element.iter("img"):
            for name in IMAGE_SOURCES:
                source = (image.get(name) or "").strip()
                if source and source[0] != "{" and (url := absolute_url(source, base_url)):
                    return url
    return None


def links_in(element: Element) -> Iterator[str]:
    """Yield where the links in `element`, or the link around it, lead to."""
    for link in (*element.iter("a"), *element.iterancestors("a")):
        href = (link.get("href") or "").strip()
        if href and not href.startswith("#"):
            yield href


def repeated_links(lines: Iterable[LinkLine]) -> set[int]:
    """Return the places of links that stand in siblings of one shape, at least `REPEATED` of them to different articles."""
    groups: dict[tuple[Element, tuple[str, ...]], dict[str, int]] = {}
    for place, element, url in lines:
        path: tuple[str, ...] = (_look(element),)
        for node, _ in zip(element.iterancestors(), range(LEVELS), strict=False):
            groups.setdefault((node, path), {}).setdefault(url, place)
            path = (*path, _look(node))
    return {place for group in groups.values() if len(group) >= REPEATED for place in group.values()}


def _look(element: Element) -> str:
    return f"{element.tag}.{element.get('class') or ''}"
