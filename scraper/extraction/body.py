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
from scraper.extraction.blocks import (
    HEADINGS,
    Block,
    is_named_body,
    is_named_lede,
    is_named_never_text,
    is_named_post,
    is_named_subtitle,
)
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
    r"\[\w+[^\]]*\].{0,200}\[/\w+\]|(?:ссылка|link|шилтеме):.{0,60}|просмотр\w*:?\s*\d*|views:?\s*\d*|\d+\s*(?:views|просмотр\w*|comments?))\W*$",
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
    kept = [
        block
        for block in offered
        if block.element in inside and _belongs(block, site) and not _says(block, heading)
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


RUNNING = frozenset(["p", "div", "section", "article", "main"])
"""Tags of running text, as against lists, tables, headings and quotations, which stand deeper by nature."""


def _without_insets(blocks: list[Block], container: Element) -> list[Block]:
    """Take out running text that stands deeper in the page than most of it: boxes of facts, promotions, cards.

    A deeper element that holds a good part of the text by itself is one of its sections.
    """
    known: dict[Element | None, _Place | None] = {}
    places = [_place(block, container, known) for block in blocks]
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


def _place(block: Block, container: Element, known: dict[Element | None, _Place | None]) -> _Place | None:
    """The place of running text; None for what is none, or stands in a quotation."""
    if block.tag not in RUNNING:
        return None
    node = block.element.getparent() if block.element.tag == "p" else block.element
    if node not in known:
        known[node] = _path(node, container)
    return known[node]


def _path(node: Element | None, container: Element) -> _Place | None:
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


COMMENTS = re.compile(
    r"\b(?:comment(?:s|aires?|ators?)?|kommentar\w*|coment[aá]rios?|yorum\w*|комментари\w*|пикир\w*)\b", re.I
)
RULES = re.compile(
    r"moderat|moderador|aprovad|themenbezogen|respekt|respeito|respect|guidelines|join the conversation|verantwort|\bpings?\b|правил|"
    r"модерат|редакци\w* не несет|kural|эреже",
    re.I,
)


def _is_house_rule(text: str) -> bool:
    """Whether a line says how comments are to be written."""
    return len(text) < LONGEST_RULE and bool(COMMENTS.search(text) and RULES.search(text))


LONGEST_RULE = 1200


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
        if block.tag == "h1" or (_says(block, heading) and not block.is_apart):
            break
        own = set(words(block.text))
        if (
            len(own) < FEWEST_WORDS
            or block.link_density > 0.3
            or own <= first
            or BOILERPLATE.match(block.text)
        ):
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


def judge_apart(blocks: list[Block]) -> None:
    """Believe that an element stands beside the text only where most of the running text is elsewhere.

    Footers, navigation and comments are not the text however long they are, as long as there is any other;
    nor are the cards of other articles. A quoted post is a quotation, whatever its frame is called.
    """
    cards = _cards(blocks)
    weights = [_weight(block) for block in blocks]
    verdicts: dict[tuple[Element, ...], bool] = {}
    never_text: list[bool] = []
    for block in blocks:
        if block.apart not in verdicts:
            verdicts[block.apart] = any(_is_never_text(element) for element in block.apart)
        never_text.append(verdicts[block.apart] or (bool(cards) and _article_of(block.element) in cards))
    elsewhere = sum(weight for weight, never in zip(weights, never_text, strict=True) if not never)
    if elsewhere < LEAST_TEXT:
        never_text = [False] * len(blocks)
        elsewhere = sum(weights)
    mass: dict[Element, float] = {}
    posts: dict[Element, float] = {}
    for block, weight, never in zip(blocks, weights, never_text, strict=True):
        for element in block.apart if not never else ():
            mass[element] = mass.get(element, 0.0) + weight
        if block.apart and (post := _post_of(block)) is not None:
            posts[post] = posts.get(post, 0.0) + weight
    beside = {element for element, weight in mass.items() if weight < MOST * elsewhere or not weight}
    for block, never in zip(blocks, never_text, strict=True):
        framed = posts.get(_post_of(block), 0.0) if posts and block.apart else 0.0  # type: ignore[arg-type]
        block.is_apart = never or any(
            element in beside and not (framed and mass[element] <= FRAME * framed) for element in block.apart
        )


FRAME = 1.2
"""Running text in the frame of a quoted post, as a multiple of the post, when the frame holds nothing else."""
CARDS = 3
"""So many `<article>` elements of one paragraph or none are cards that lead to other articles."""
PARAGRAPH = 60
"""Characters of a line at least that makes a paragraph."""


def _post_of(block: Block) -> Element | None:
    """The quoted post of a social network in which a line stands."""
    for element in (block.element, block.element.getparent()):
        if element is not None and element.tag == "blockquote" and is_named_post(element.get("class") or ""):
            return element
    return None


def _article_of(element: Element) -> Element | None:
    node: Element | None = element
    while node is not None and node.tag != "article":
        node = node.getparent()
    return node


def _cards(blocks: list[Block]) -> set[Element]:
    """The `<article>` elements that only announce other articles."""
    tree = blocks[0].element.getroottree() if blocks else None
    if tree is None or sum(1 for _ in tree.iter("article")) < CARDS:
        return set()
    paragraphs: dict[Element, int] = {}
    for block in blocks:
        article = _article_of(block.element)
        if article is not None:
            is_paragraph = block.chars > PARAGRAPH and block.link_density < 0.5 and block.tag not in HEADINGS
            paragraphs[article] = paragraphs.get(article, 0) + is_paragraph
    small = {article for article, count in paragraphs.items() if count <= 1 and not _holds_article(article)}
    return small if len(small) >= CARDS else set()


def _holds_article(article: Element) -> bool:
    return sum(1 for _ in article.iter("article")) > 1


def _is_never_text(element: Element) -> bool:
    if element.tag in ("footer", "nav"):
        return True
    return is_named_never_text(f"{element.get('class') or ''} {element.get('id') or ''}")


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


def _belongs(block: Block, site: str) -> bool:
    if block.is_apart or block.tag == "h1":
        return False
    if block.link_density > 0.6 and not _is_linked_text(block, site):
        return False
    if block.chars < LONGEST_CREDIT and CREDIT.search(block.text[-100:]):
        return False
    return not (BOILERPLATE.match(block.text) or _invites(block.text))


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
        or _is_appeal(blocks[end - 1].text)
        or _is_house_rule(blocks[end - 1].text)
    ):
        end -= 1
    return blocks[start:end] or blocks


APPEAL = re.compile(
    r"\b(?:get in touch|contact us|e-?mail(?:ing)? us|got a (?:story|tip)|let us know|we.d like to hear|write to us|support us|"
    r"reach the reporters?|is protected by recaptcha|unterstützen sie (?:uns|bitte)|mit einer spende|hier entlang|abonnieren|"
    r"faire un don|нашли ошибку|заметили ошибку|сообщить об ошибке|поддержите (?:нас|редакцию)|пишите нам|присылайте|"
    r"присоединяйтесь|ката тапсаңыз|бизге жазыңыз|bize (?:yazın|ulaşın)|hata bildir)\b|ctrl\s?\+\s?enter|"
    r"^\W*(?:reporting|writing|editing|additional reporting) by\b|\bcontributed to this (?:report|story|article)\b",
    re.I,
)
LONGEST_APPEAL = 320


def _is_appeal(text: str) -> bool:
    """Whether a line at the end of a text asks the reader for something, or names who helped."""
    return len(text) < LONGEST_APPEAL and bool(APPEAL.search(text))


def _is_label(block: Block) -> bool:
    return (
        block.chars < 80
        and block.tag not in HEADINGS
        and block.tag not in ("li", "td", "th")
        and not ENDING.search(block.text)
    )
