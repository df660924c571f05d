"""The body of an article: its paragraphs, subheads, quotations, lists and tables, and nothing else.

The container with the most running text wins; blocks of links, captions, shares and promotions are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element as Element

from scraper.extraction.blocks import HEADINGS, Block, is_named_body, is_named_lede, is_named_never_text, is_named_subtitle
from storage.text import normal, words

LEAST_TEXT = 250
"""Characters of running text that a page has at least, when its footer or comments are not all it has."""
MOST = 0.6
"""Share of a page's running text that cannot be beside the text, whatever its class says."""
BOILERPLATE = re.compile(
    r"^\W*(?:have a tip\b.{0,200}|like this story\b.{0,100}|get the latest\b.{0,160}|email .{0,60}@.{0,160}|"
    r"advertisement|anzeige|werbung|реклама|reklam|publicidad|publicité|read (?:also|more)\b.{0,120}|see also\b.{0,120}|"
    r"related(?: articles| stories)?:?.{0,80}|читайте (?:также|ещё|еще|нас)\b.{0,160}|по теме:?.{0,80}|дагы окуңуз.{0,160}|"
    r"ayrıca okuyun.{0,120}|also read\b.{0,160}|lesen sie (?:auch|mehr)\b.{0,160}|lire aussi.{0,160}|leer también.{0,160}|"
    r"follow us\b.{0,160}|subscribe\b.{0,120}|подпис(?:ывайтесь|аться)\b.{0,160}|sign up (?:for|to)\b.{0,200}|"
    r"share (?:this|on|via)\b.{0,60}|поделиться.{0,60}|photo(?: credit)?s?:.{0,100}|image(?: credit)?:.{0,100}|фото:.{0,100}|"
    r"(?:©|\(c\)|copyright\b).{0,200}|all rights reserved.{0,120}|все права защищены.{0,120}|click here\b.{0,100}|"
    r"comments?(?: \(\d+\))?|leave a (?:comment|reply)|write a comment:?|написать комментарий:?|комментарий жазуу:?|"
    r"(?:ссылка|link|шилтеме):.{0,60}|просмотр\w*:?\s*\d*|views:?\s*\d*|\d+\s*(?:views|просмотр\w*|comments?))\W*$",
    re.I | re.S,
)
CREDIT = re.compile(
    r"\((?:image|photo|foto|picture|pic|фото|сүрөт|credit|reuters|getty)\W[^()]{0,80}\)\W*$|(?:/|\|)\s*(?:getty images|reuters|afp|ap photo|shutterstock|epa|dpa)\W*$",
    re.I,
)
LONGEST_CREDIT = 250
DIGITS = re.compile(r"\d+")
ENDING = re.compile(r"[.!?…:;»”\"’')\]。！？」』।]\s*$")


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
) -> Body:
    """Return the body of a page, its lines given.

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
    inside = [place for place, block in enumerate(offered) if _is_in(block.element, container)]
    kept = [
        offered[place] for place in inside if _belongs(offered[place]) and not _says(offered[place], heading)
    ]
    kept = _trimmed(_without_insets(kept, container))
    above = offered[: offered.index(kept[0])] if kept else []
    lede = _lede(above, kept, heading, description)
    return Body([*lede, *kept], container)


RUNNING = frozenset(["p", "div", "section", "article", "main"])
"""Tags of running text, as against lists, tables, headings and quotations, which stand deeper by nature."""


def _without_insets(blocks: list[Block], container: Element) -> list[Block]:
    """Take out running text that stands deeper in the page than most of it: boxes of facts, promotions, captions.

    A deeper place that is called the body, and holds a good part of the text, is one of its sections.
    """
    places = [_place(block, container) for block in blocks]
    chars: dict[_Place, int] = {}
    for block, place in zip(blocks, places, strict=True):
        if place is not None:
            chars[place] = chars.get(place, 0) + block.chars
    if not chars:
        return blocks
    usual = max(chars, key=lambda place: chars[place])
    kept = {
        place
        for place, count in chars.items()
        if len(place.path) <= len(usual.path) or (place.is_named_body and count > SECTION * chars[usual])
    }
    return [block for block, place in zip(blocks, places, strict=True) if place is None or place in kept]


SECTION = 0.25
"""Characters of a section of the body, as a share of its largest one."""


class _Place(NamedTuple):
    """Where running text stands: tags and classes from its parent up to the container, digits in classes apart."""

    path: tuple[str, ...]
    is_named_body: bool


def _place(block: Block, container: Element) -> _Place | None:
    """The place of running text; None for what is none, or stands in a quotation."""
    if block.tag not in RUNNING:
        return None
    node = block.element.getparent() if block.element.tag == "p" else block.element
    path: list[str] = []
    named = False
    while node is not None and node is not container:
        name = node.get("class") or ""
        if node.tag == "blockquote":
            return None
        named = named or bool(name and is_named_body(name))
        path.append(f"{node.tag}.{DIGITS.sub('', name)}")
        node = node.getparent()
    return _Place(tuple(path), named)


PROMOTED = re.compile(
    r"newsletter|whats\s?app|telegram|телеграм|google news|instagram|facebook|youtube|\bviber\b|\bapp\b|приложени",
    re.I,
)
INVITED = re.compile(
    r"follow|subscribe|sign up|join|download|get the|abonn|folgen|melden sie|подпис|читайте|следите|присоедин|жазыл|кошул|окуп тур|"
    r"takip|abone|kanal|ikuti|suscr|s'abonner|inscri",
    re.I,
)
LONGEST_INVITATION = 320


def _invites(text: str) -> bool:
    """Whether a line asks the reader to follow, subscribe or install."""
    return len(text) < LONGEST_INVITATION and bool(PROMOTED.search(text) and INVITED.search(text))


def _says(block: Block, heading: str | None) -> bool:
    return block.chars < 400 and normal(block.text) == heading


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
        if block.tag == "h1" or _says(block, heading):
            break
        own = set(words(block.text))
        if len(own) < FEWEST_WORDS or block.link_density > 0.3 or own <= first or BOILERPLATE.match(block.text):
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
    parent = lede.element.getparent()
    if lede.element.tag != "p" or parent is None or not is_named_lede(f"{parent.get('class') or ''}"):
        return [lede]
    return [block for block in above if block.element.getparent() is parent and block.tag == "p"]


def _names_around(block: Block) -> str:
    parent = block.element.getparent()
    around = [block.element] + ([parent] if parent is not None else [])
    return " ".join(f"{element.get('class') or ''} {element.get('id') or ''}" for element in around)


def _is_caption(block: Block) -> bool:
    return any(element.tag in ("figure", "figcaption", "aside", "nav", "footer") for element in block.apart)


def judge_apart(blocks: list[Block]) -> None:
    """Believe that an element stands beside the text only where most of the running text is elsewhere.

    Footers, navigation and comments are not the text however long they are, as long as there is any other.
    """
    weights = [_weight(block) for block in blocks]
    apart_by_kind = [any(_is_never_text(element) for element in block.apart) for block in blocks]
    elsewhere = sum(weight for weight, never in zip(weights, apart_by_kind, strict=True) if not never)
    if elsewhere < LEAST_TEXT:
        apart_by_kind = [False] * len(blocks)
        elsewhere = sum(weights)
    mass: dict[Element, float] = {}
    for block, weight, never in zip(blocks, weights, apart_by_kind, strict=True):
        for element in block.apart if not never else ():
            mass[element] = mass.get(element, 0.0) + weight
    beside = {element for element, weight in mass.items() if weight < MOST * elsewhere or not weight}
    for block, never in zip(blocks, apart_by_kind, strict=True):
        block.is_apart = never or any(element in beside for element in block.apart)


def _is_never_text(element: Element) -> bool:
    if element.tag in ("footer", "nav"):
        return True
    return is_named_never_text(f"{element.get('class') or ''} {element.get('id') or ''}")


def _is_in(element: Element, container: Element) -> bool:
    node: Element | None = element
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


def _container(blocks: list[Block]) -> Element | None:
    """The deepest element that holds nearly all the running text of the best region of the page."""
    scores: dict[Element, float] = {}
    for block in blocks:
        weight = _weight(block)
        if not weight:
            continue
        node: Element | None = block.element
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


def _is_promising(element: Element) -> bool:
    if element.tag in ("article", "main") or element.get("itemprop") == "articleBody":
        return True
    return is_named_body(f"{element.get('class') or ''} {element.get('id') or ''}")


def _belongs(block: Block) -> bool:
    if block.is_apart or block.tag == "h1":
        return False
    if block.link_density > 0.6 and (block.chars < 200 or block.tag not in ("p",)):
        return False
    if block.chars < LONGEST_CREDIT and CREDIT.search(block.text[-100:]):
        return False
    return not BOILERPLATE.match(block.text) and not _invites(block.text)


def _trimmed(blocks: list[Block]) -> list[Block]:
    """Take stamps and labels from the start, headings and labels from the end: the text begins and ends with sentences."""
    start, end = 0, len(blocks)
    while start < end and _is_label(blocks[start]):
        start += 1
    lowest = end - LAST_LABELS
    while end > start and (blocks[end - 1].tag in HEADINGS or (end > lowest and _is_label(blocks[end - 1]))):
        end -= 1
    return blocks[start:end] or blocks


def _is_label(block: Block) -> bool:
    return (
        block.chars < 80
        and block.tag not in HEADINGS
        and block.tag not in ("li", "td", "th")
        and not ENDING.search(block.text)
    )
