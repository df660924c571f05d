"""The body of an article: its paragraphs, subheads, quotations, lists and tables, and nothing else.

The container with the most running text wins; blocks of links, captions, shares and promotions are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from scraper.extraction.addresses import parts_of
from scraper.extraction.beside import ENDING, judge_apart, weight_of
from scraper.extraction.blocks import (
    HEADINGS,
    Block,
    is_named_body,
    is_named_lede,
    is_named_subtitle,
)
from scraper.extraction.boilerplate import ends_no_text, is_boilerplate, opens_what_follows
from storage.text import WORD, normal, words

DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Body:
    """The paragraphs of a body, and the element that holds them."""

    blocks: list[Block] = field(default_factory=list)
    container: Element | None = None

    @property
    def text(self) -> str:
        return "\n\n".join(block.text for block in self.blocks)


def read_body(
    blocks: list[Block],
    left_out: Collection[int] = (),
    title: str | None = None,
    description: str | None = None,
    url: str = "",
) -> Body:
    """Return the body of the page at `url`, its lines given.

    `left_out` are the places of lines that are known not to belong to it; a line that says the `title`
    again is left out as well. A lede that stands between the title and the body's container is found by
    the page's own `description`, or by its name.
    """
    judge_apart(blocks)
    offered = [block for place, block in enumerate(blocks) if place not in left_out]
    container = _container(offered)
    if container is None:
        return Body()
    heading = normal(title) if title else None
    site = _site(url)
    inside = _inside(offered, container)
    within = [block for block in offered if block.element in inside and not block.is_apart]
    kept = [
        block
        for block in _without_what_follows(within)
        if _belongs(block, site) and not _says(block, heading)
    ]
    kept = _trimmed(_without_insets(kept, container))
    return Body([*_lede(_above(offered, kept), kept, heading, description), *kept], container)


def _inside(blocks: list[Block], container: Element) -> set[Element]:
    """The elements of `blocks` that stand in `container`; each way up the tree is gone once."""
    known: dict[Element, bool] = {container: True}
    for block in blocks:
        way: list[Element] = []
        node: Element | None = block.element
        while node is not None and node not in known:
            way.append(node)
            node = node.getparent()
        is_in = node is not None and known[node]
        known.update(dict.fromkeys(way, is_in))
    return {element for element, is_in in known.items() if is_in}


def _above(offered: list[Block], kept: list[Block]) -> list[Block]:
    """The lines before the first one that is kept."""
    if not kept:
        return []
    return offered[: next(place for place, block in enumerate(offered) if block is kept[0])]


DEEPER = frozenset(["blockquote", "td", "th"])
"""What stands in these stands deeper by nature."""
LIST = frozenset(["ul", "ol", "li"])
"""A paragraph in a list stands where the list stands."""
RUNNING = frozenset(["p", "div", "section", "article", "main"])
"""Tags of running text, as against lists, tables, headings and quotations, which stand deeper by nature."""


def _without_insets(blocks: list[Block], container: Element) -> list[Block]:
    """Take out running text that stands deeper in the page than most of it: boxes of facts, promotions, cards.

    A deeper element that holds a good part of the text by itself is one of its sections.
    """
    find = _Places(container)
    places = [find.of(block) for block in blocks]
    chars: dict[_Place, int] = {}
    together: dict[Element | None, int] = {}
    for block, place in zip(blocks, places, strict=True):
        if place is not None:
            chars[place] = chars.get(place, 0) + block.chars
            parent = block.element.getparent()
            together[parent] = together.get(parent, 0) + block.chars
    if not chars:
        return blocks
    usual = max(chars, key=lambda place: chars[place])

    def stays(block: Block, place: _Place | None) -> bool:
        if place is None or len(place.path) <= len(usual.path):
            return True
        if place.is_named_body and chars[place] > SECTION * chars[usual]:
            return True
        return together[block.element.getparent()] > BY_ITSELF * chars[usual]

    return [block for block, place in zip(blocks, places, strict=True) if stays(block, place)]


SECTION, BY_ITSELF = 0.25, 0.35
"""Characters of a section as a share of the usual place: all those that are called the body, or one element's."""


class _Place(NamedTuple):
    """Where running text stands: tags and classes from its parent up to the container, digits in classes apart."""

    path: tuple[str, ...]
    is_named_body: bool


@dataclass(slots=True)
class _Places:
    """Finds the places of running text in a container."""

    container: Element
    known: dict[Element | None, _Place | None] = field(default_factory=dict)
    wrappers: dict[Element, bool] = field(default_factory=dict)

    def of(self, block: Block) -> _Place | None:
        """Return the place of running text; None for what is none, or stands in a quotation."""
        if block.tag not in RUNNING:
            return None
        node = block.element.getparent() if block.element.tag == "p" else block.element
        if node not in self.known:
            self.known[node] = self._above(node)
        return self.known[node]

    def _above(self, node: Element | None) -> _Place | None:
        path: list[str] = []
        named = False
        while node is not None and node is not self.container:
            name = node.get("class") or ""
            if node.tag in DEEPER:
                return None
            named = named or bool(name and is_named_body(name))
            if node.tag not in LIST and not self._is_wrapper(node):
                path.append(f"{node.tag}.{DIGITS.sub('', name)}")
            node = node.getparent()
        return _Place(tuple(path), named)

    def _is_wrapper(self, node: Element) -> bool:
        """Whether an element is a nameless `div` around paragraphs alone, as editors of text leave them: no box."""
        if node not in self.wrappers:
            self.wrappers[node] = _is_bare(node) and all(
                child.tag in ("p", "br") or _is_bare(child) for child in node
            )
        return self.wrappers[node]


def _is_bare(node: Element) -> bool:
    if node.tag != "div" or not PLAIN_ATTRIBUTES.issuperset(node.attrib):
        return False
    return not BOXED.search(node.get("style") or "")


PLAIN_ATTRIBUTES = frozenset(("style", "dir", "lang", "align"))
"""What says how a text is set, not what it is."""
BOXED = re.compile(r"float|border|background|width|position|shadow", re.I)
"""What a style says of a box."""


def _says(block: Block, heading: str | None) -> bool:
    if heading is None or block.chars >= LONGEST_HEADING:
        return False
    first = WORD.search(block.text)
    return first is not None and heading.startswith(normal(first[0])) and normal(block.text) == heading


LONGEST_HEADING = 400
"""Characters of a line at most that says the headline again."""
LAST_LABELS = 3
"""More short lines at the end than this are a list that belongs to the text."""
LEDE_REACH = 40
"""So many lines above the body the lede is looked for, and not above the title."""


def _lede(above: list[Block], kept: list[Block], heading: str | None, description: str | None) -> list[Block]:
    """The lines above the body that the page itself gives as its description, or names as a lede."""
    told = set(words(description or ""))
    first = set(words(kept[0].text)) if kept else set()
    named: Block | None = None
    for block in reversed(above[-LEDE_REACH:]):
        if block.tag == "h1" or (_says(block, heading) and not block.is_apart):
            break
        own = set(words(block.text))
        if len(own) < FEWEST_WORDS or block.link_density > 0.3 or own <= first or is_boilerplate(block.text):
            continue
        around = _names_around(block)
        if is_named_subtitle(around) or _is_caption(block):
            continue
        if told and len(told & own) > max(0.8 * len(own), 6) and not _is_subtitle(block, around):
            return _siblings(block, above)
        if named is None and is_named_lede(around):
            named = block
    return _siblings(named, above) if named else []


FEWEST_WORDS = 8
"""Words of a lede at least."""
LONGEST_SUBTITLE = 140


def _is_subtitle(block: Block, around: str) -> bool:
    """Whether a line is a second headline by its tag and length, and nothing calls it a lede."""
    return block.tag in HEADINGS and block.chars < LONGEST_SUBTITLE and not is_named_lede(around)


def _siblings(lede: Block, above: list[Block]) -> list[Block]:
    """The paragraphs of a lede's element."""
    parent, own = lede.element.getparent(), lede.element.get("class")
    if lede.element.tag != "p" or parent is None or not is_named_lede(parent.get("class") or ""):
        return [lede]
    return [
        block
        for block in above
        if block.element.getparent() is parent and block.tag == "p" and block.element.get("class") == own
    ]


def _names_around(block: Block) -> str:
    parent = block.element.getparent()
    around = [block.element] + ([parent] if parent is not None else [])
    return " ".join(f"{element.get('class') or ''} {element.get('id') or ''}" for element in around)


def _is_caption(block: Block) -> bool:
    return any(element.tag in ("figure", "figcaption", "aside", "nav", "footer") for element in block.apart)


def _container(blocks: list[Block]) -> Element | None:
    """The deepest element that holds nearly all the running text of the best region of the page."""
    scores: dict[Element, float] = {}
    promise: dict[Element, float] = {}
    for block in blocks:
        weight = weight_of(block)
        if not weight:
            continue
        node: Element | None = block.element
        if block.tag == "p" and node is not None and node.tag == "p":
            node = node.getparent()
        while node is not None and node.tag != "html":
            if node not in promise:
                promise[node] = PROMISING if _is_promising(node) else 1.0
                scores[node] = 0.0
            scores[node] += weight * promise[node]
            weight *= A_LEVEL
            node = node.getparent()
    if not scores:
        return None
    return max(scores, key=lambda element: scores[element])


PROMISING, A_LEVEL = 1.15, 0.92
"""What running text counts in an element that is called the body, and how much less a level further up."""


def _is_promising(element: Element) -> bool:
    if element.tag in ("article", "main") or element.get("itemprop") == "articleBody":
        return True
    return is_named_body(f"{element.get('class') or ''} {element.get('id') or ''}")


def _belongs(block: Block, site: str) -> bool:
    if block.tag == "h1":
        return False
    if block.link_density > 0.6 and not _is_linked_text(block, site):
        return False
    return not is_boilerplate(block.text)


def _is_linked_text(block: Block, site: str) -> bool:
    """Whether a line that is mostly a link is text all the same: a sentence around it, or a source on another site."""
    if block.tag == "p" and block.chars >= 200:
        return True
    if block.tag in ("p", "li") and block.chars - block.link_chars >= LEAST_UNLINKED:
        return True
    host = parts_of(block.href or "").hostname if (block.href or "").startswith("http") else None
    return bool(host and site and _site(block.href or "") != site and host.split(".")[-2:][0] not in NETWORKS)


LEAST_UNLINKED = 30
"""Characters outside of links in a sentence that holds a long one."""
NETWORKS = frozenset(
    """facebook twitter x instagram t telegram whatsapp wa youtube youtu vk ok google apple pinterest linkedin tiktok
    reddit threads addtoany viber""".split()
)
"""Hosts (without their last label) where a site's own channels are: a line that leads there is an invitation."""


def _site(url: str) -> str:
    """The last two labels of a URL's host."""
    try:
        return ".".join((urlsplit(url).hostname or "").split(".")[-2:])
    except ValueError:
        return ""


def _trimmed(blocks: list[Block]) -> list[Block]:
    """Take stamps, labels and headings from the start, and these and appeals from the end.

    The text begins and ends with sentences: a heading before all of them is the headline, said again.
    """
    start, end = 0, len(blocks)
    while start < end and (blocks[start].tag in HEADINGS or _is_label(blocks[start])):
        start += 1
    lowest = end - LAST_LABELS
    while end > start and (
        blocks[end - 1].tag in HEADINGS
        or (end > lowest and _is_label(blocks[end - 1]))
        or ends_no_text(blocks[end - 1].text)
    ):
        end -= 1
    return blocks[start:end] or blocks


MOST_OF_IT = 0.5
"""Share of the text that stands before the label of what follows an article, at least."""
RUNNING_ON = 120
"""Characters of a paragraph at least with which an article goes on behind such a label."""


def _without_what_follows(blocks: list[Block]) -> list[Block]:
    """Cut at the label of comments or of other articles that stands behind most of the text, unless that goes on."""
    whole, behind = sum(block.chars for block in blocks), 0
    end, paragraphs = len(blocks), 0
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        behind += block.chars
        paragraphs += block.chars > RUNNING_ON and block.link_density < 0.3
        if paragraphs > 1 or behind > MOST_OF_IT * whole:
            break
        if opens_what_follows(block.text):
            end = place
    return blocks[:end]


def _is_label(block: Block) -> bool:
    return (
        block.chars < 80
        and block.tag not in HEADINGS
        and block.tag not in ("li", "td", "th")
        and not ENDING.search(block.text)
    )
