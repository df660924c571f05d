"""What stands beside the text of a page: judged by names and meaning, and by where most of the running text is."""

from __future__ import annotations

import re

from lxml.etree import _Element as Element

from scraper.extraction.blocks import (
    HEADINGS,
    LEAST_TEXT,
    SENTENCE,
    Block,
    is_named_never_text,
    is_named_post,
)

MOST = 0.6
"""Share of a page's running text that cannot be beside the text, whatever its class says."""
ENDING = re.compile(r"[.!?…:;»”\"’')\]。！？」』।]\s*$")


def judge_apart(blocks: list[Block]) -> None:
    """Believe that an element stands beside the text only where most of the running text is elsewhere.

    Footers, navigation and comments are not the text however long they are, as long as there is any other;
    nor are the cards of other articles. A quoted post is a quotation, whatever its frame is called.
    """
    weights = [weight_of(block) for block in blocks]
    never_text = _never_text(blocks)
    elsewhere = sum(weight for weight, never in zip(weights, never_text, strict=True) if not never)
    if elsewhere < LEAST_TEXT:
        never_text = [False] * len(blocks)
        elsewhere = sum(weights)
    mass: dict[Element, float] = {}
    for block, weight, never in zip(blocks, weights, never_text, strict=True):
        for element in block.apart if not never else ():
            mass[element] = mass.get(element, 0.0) + weight
    beside = {element for element, weight in mass.items() if weight < MOST * elsewhere or not weight}
    framed = _framed(blocks, weights)
    verdicts: dict[tuple[Element, ...], bool] = {(): False}
    for place, (block, never) in enumerate(zip(blocks, never_text, strict=True)):
        if not never and place in framed:
            post = FRAME * framed[place]
            block.is_apart = any(element in beside and mass[element] > post for element in block.apart)
            continue
        if block.apart not in verdicts:
            verdicts[block.apart] = not beside.isdisjoint(block.apart)
        block.is_apart = never or verdicts[block.apart]


def _never_text(blocks: list[Block]) -> list[bool]:
    """Whether each line stands in a footer, navigation, comments, or in the card of another article."""
    cards = _cards(blocks)
    named: dict[Element, bool] = {}
    verdicts: dict[tuple[Element, ...], bool] = {(): False}
    found: list[bool] = []
    for block in blocks:
        if block.apart not in verdicts:
            for element in block.apart:
                if element not in named:
                    named[element] = _is_never_text(element)
            verdicts[block.apart] = any(named[element] for element in block.apart)
        found.append(verdicts[block.apart] or block.article in cards)
    return found


def _framed(blocks: list[Block], weights: list[float]) -> dict[int, float]:
    """The places of the lines of quoted posts in frames, each with the running text of its post."""
    posts: dict[Element, float] = {}
    places: dict[int, Element] = {}
    for place, block in enumerate(blocks):
        if block.apart and (post := _post_of(block)) is not None:
            posts[post] = posts.get(post, 0.0) + weights[place]
            places[place] = post
    return {place: posts[post] for place, post in places.items() if posts[post]}


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


def _cards(blocks: list[Block]) -> set[Element]:
    """The `<article>` elements that only announce other articles."""
    paragraphs: dict[Element, int] = {}
    for block in blocks:
        article = block.article
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


def weight_of(block: Block) -> float:
    """Return how much a block speaks for the place where it stands: its running text, in characters."""
    if block.is_apart or block.link_density > 0.5 or block.tag in HEADINGS:
        return 0.0
    if block.chars < SENTENCE and not ENDING.search(block.text):
        return 0.0
    weight = block.chars * (1 - block.link_density)
    return weight if block.tag in ("p", "blockquote") else weight * 0.7
