"""The body of an article: its paragraphs, subheads, quotations, lists and tables, and nothing else.

The container with the most running text wins; blocks of links, captions, shares and promotions are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from scraper.extraction.blocks import HEADINGS, Block, is_named_body
from storage.text import normal

MOST = 0.4
"""Share of a page's running text that cannot be beside the text, whatever its class says."""
BOILERPLATE = re.compile(
    r"^\W*(?:advertisement|anzeige|werbung|реклама|reklam|publicidad|publicité|read (?:also|more)\b.{0,120}|see also\b.{0,120}|"
    r"related(?: articles| stories)?:?.{0,80}|читайте (?:также|ещё|еще|нас)\b.{0,160}|по теме:?.{0,80}|дагы окуңуз.{0,160}|"
    r"ayrıca okuyun.{0,120}|also read\b.{0,160}|lesen sie (?:auch|mehr)\b.{0,160}|lire aussi.{0,160}|leer también.{0,160}|"
    r"follow us\b.{0,160}|subscribe\b.{0,120}|подпис(?:ывайтесь|аться)\b.{0,160}|sign up (?:for|to)\b.{0,200}|"
    r"share (?:this|on|via)\b.{0,60}|поделиться.{0,60}|photo(?: credit)?s?:.{0,100}|image(?: credit)?:.{0,100}|фото:.{0,100}|"
    r"(?:©|\(c\)|copyright\b).{0,200}|all rights reserved.{0,120}|все права защищены.{0,120}|click here\b.{0,100}|"
    r"comments?(?: \(\d+\))?|leave a (?:comment|reply)|write a comment:?|написать комментарий:?|комментарий жазуу:?|"
    r"(?:ссылка|link|шилтеме):.{0,60}|просмотр\w*:?\s*\d*|views:?\s*\d*|\d+\s*(?:views|просмотр\w*|comments?))\W*$",
    re.I | re.S,
)
ENDING = re.compile(r"[.!?…:;»”\"’')\]。！？」』।]\s*$")


@dataclass(slots=True)
class Body:
    """The paragraphs of a body, and the element that holds them."""

    blocks: list[Block] = field(default_factory=list)
    container: HtmlElement | None = None

    @property
    def text(self) -> str:
        return "\n\n".join(block.text for block in self.blocks)


def read_body(blocks: list[Block], left_out: Collection[int] = (), title: str | None = None) -> Body:
    """Return the body of a page, its lines given.

    `left_out` are the places of lines that are known not to belong to it; a line that says the `title`
    again is left out as well.
    """
    judge_apart(blocks)
    offered = [block for place, block in enumerate(blocks) if place not in left_out]
    container = _container(offered)
    if container is None:
        return Body()
    inside = [block for block in offered if _is_in(block.element, container)]
    heading = normal(title) if title else None
    kept = [
        block for block in inside if _belongs(block) and (block.chars > 400 or normal(block.text) != heading)
    ]
    return Body(_trimmed(kept), container)


def judge_apart(blocks: list[Block]) -> None:
    """Believe that an element stands beside the text only where most of the running text is elsewhere."""
    mass: dict[HtmlElement, float] = {}
    total = 0.0
    for block in blocks:
        weight = _weight(block)
        total += weight
        for element in block.apart:
            mass[element] = mass.get(element, 0.0) + weight
    beside = {element for element, weight in mass.items() if weight < MOST * total or not weight}
    for block in blocks:
        block.is_apart = any(element in beside for element in block.apart)


def _is_in(element: HtmlElement, container: HtmlElement) -> bool:
    node: HtmlElement | None = element
    while node is not None:
        if node is container:
            return True
        node = node.getparent()
    return False


def _weight(block: Block) -> float:
    """How much a block speaks for the place where it stands."""
    if block.is_apart or block.link_density > 0.5 or block.tag in HEADINGS:
        return 0.0
    if block.chars < 40 and not ENDING.search(block.text):
        return 0.0
    weight = block.chars * (1 - block.link_density)
    return weight if block.tag in ("p", "blockquote") else weight * 0.7


def _container(blocks: list[Block]) -> HtmlElement | None:
    """The deepest element that holds nearly all the running text of the best region of the page."""
    scores: dict[HtmlElement, float] = {}
    for block in blocks:
        weight = _weight(block)
        if not weight:
            continue
        node: HtmlElement | None = block.element
        if block.tag == "p" and node is not None and node.tag == "p":
            node = node.getparent()
        share = 1.0
        while node is not None and node.tag not in ("html",):
            scores[node] = scores.get(node, 0.0) + weight * share * (1.15 if _is_promising(node) else 1.0)
            share *= 0.92
            node = node.getparent()
    if not scores:
        return None
    return max(scores, key=lambda element: scores[element])


def _is_promising(element: HtmlElement) -> bool:
    if element.tag in ("article", "main") or element.get("itemprop") == "articleBody":
        return True
    return is_named_body(f"{element.get('class') or ''} {element.get('id') or ''}")


def _belongs(block: Block) -> bool:
    if block.is_apart or block.tag == "h1":
        return False
    if block.link_density > 0.6 and (block.chars < 200 or block.tag not in ("p",)):
        return False
    return not BOILERPLATE.match(block.text)


def _trimmed(blocks: list[Block]) -> list[Block]:
    """Take headings without text under them from the end."""
    while blocks and blocks[-1].tag in HEADINGS:
        blocks = blocks[:-1]
    return blocks
