"""The lines of a page: one pass over the tree collects every run of text that stands on its own lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from lxml.etree import _Attrib
from lxml.etree import _Element as Element

SKIPPED = frozenset(
    """script style noscript template iframe object embed svg canvas math audio video picture source track
    button input select textarea option head map amp-ad amp-social-share""".split()
)
APART = frozenset("nav footer aside form figure figcaption fieldset label menu dialog".split())
"""Elements that stand beside the text by their meaning, unless most of the page is inside (a form around it all)."""
BLOCKS = frozenset(
    """p div section article main li ul ol dl dd dt blockquote pre h1 h2 h3 h4 h5 h6 table tbody thead tfoot tr td th
    header hgroup body html details summary address center figure figcaption hr""".split()
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
STRONG = HEADINGS | {"b", "strong"}
BAD_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|footer|foot|sidebar|side|comment(?:s|list|ary)?|respond|disqus|share(?:d|s|bar|this)?|"
    r"sharing|social|addthis|related|relatedarticles?|recommend(?:ed|ation|ations)?|recirc|more-?stories|read-?more|readmore|also|"
    r"popular|trending|most-?read|mostread|newsletter|subscri(?:be|ption)|signup|sign-up|promo|promotion|advert(?:isement)?|ads?|"
    r"adslot|banner|sponsor(?:ed)?|taboola|outbrain|breadcrumbs?|crumbs|tags?|taglist|keywords|topics|pagination|pager|paging|"
    r"byline|author(?:s|bio|box|info)?|bio|dateline|timestamp|published|pubdate|meta(?:data)?|caption|credits?|copyright|"
    r"cookie|consent|gdpr|popup|modal|overlay|toolbar|widget|teasers?|hidden|sr-only|screen-reader(?:-text)?|visually-?hidden|"
    r"print-?only|noprint|no-print|skip|rating|vote|poll|donate|donation|login|register|search|gallery|slideshow|carousel|"
    r"infobox|factbox-links|toc|table-of-contents|livecomments|reactions?|jp-relatedposts|sharedaddy|feedback|correction-link|"
    r"breaking-?block|prev(?:ious)?|next|factbox|fact-box|faktaboks?|d-none|dis-none|"
    r"email|mailing|contributors?|embed-?caption|app-?download|follow|external-links?|affiliate|buy-?button|disclaimer|syndication)(?:$|[\s_-])",
    re.I,
)
GOOD_NAME = re.compile(
    r"(?:^|[\s_-])(?:article-?(?:body|content|text|main)|articlebody|story-?(?:body|content|text)|storybody|entry-?content|"
    r"post-?(?:body|content|text)|content-?(?:body|text|article)|body-?(?:text|content|copy)|news-?(?:text|body|content|detail)|"
    r"full-?text|itemfulltext|main-?(?:text|content)|paragraphs?|text-?(?:content|block)|wysiwyg|richtext|rich-text|prose|cont)(?:$|[\s_-])",
    re.I,
)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[_-]+")
LEDE_NAME = re.compile(
    r"(?:^|[\s_-])(?:lead(?:in)?|lede|intro(?:text|duction)?|summary|excerpt|standfirst|vorspann|teaser(?:-?text)?|"
    r"preamble|description|abstract|chapo|spot|ingress|lid|header-lead|article-lead)(?:$|[\s_-])",
    re.I,
)
SUBTITLE_NAME = re.compile(
    r"(?:^|[\s_-])(?:sub-?(?:title|line|head(?:ing|line)?)|deck?|kicker|quote|image|img|picture|photo|caption|source|media)(?:$|[\s_-])", re.I
)
"""A second headline, which repeats or sharpens the first, or the words under a picture: neither opens the text."""
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
SPACES = re.compile(r"\s+")


class Run(NamedTuple):
    """A stretch of a line: its text, where it links to, and whether it is set off (bold, heading)."""

    text: str
    href: str | None = None
    strong: bool = False


@dataclass(slots=True)
class Block:
    """A run of text that stands on its own lines."""

    text: str
    element: Element
    tag: str
    runs: list[Run] = field(default_factory=list)
    apart: tuple[Element, ...] = ()
    """The elements around it that look, by name or meaning, as if they stood beside the text."""
    is_apart: bool = False
    link_chars: int = 0

    @property
    def chars(self) -> int:
        return len(self.text)

    @property
    def link_density(self) -> float:
        return self.link_chars / max(1, len(self.text))

    @property
    def href(self) -> str | None:
        """Where the line links to, if it does."""
        return next((run.href for run in self.runs if run.href), None)


def collect_blocks(tree: Element) -> list[Block]:
    """Return the lines of a page in page order; scripts and controls are left out."""
    return _Collector().walk(tree)


_Visit = tuple[Element, bool, tuple[Element, ...], str | None, bool]
"""An element, whether it is being left, what looks apart around it, the link and emphasis it stands in."""


class _Collector:
    """One pass over a tree."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.runs: list[Run] = []

    def walk(self, root: Element) -> list[Block]:
        # an own stack: hostile pages nest deeper than Python recurses
        stack: list[_Visit] = [(root, False, (), None, False)]
        runs = self.runs
        while stack:
            element, leaving, apart, href, strong = stack.pop()
            if leaving:
                if runs and element.tag in BLOCKS:
                    self._flush(element, apart)
            elif self._enter(element, stack, apart, href, strong):
                continue
            if element.tail:
                runs.append(Run(element.tail, href, strong))
        return self.blocks

    def _enter(
        self,
        element: Element,
        stack: list[_Visit],
        apart: tuple[Element, ...],
        href: str | None,
        strong: bool,
    ) -> bool:
        """Read what an element begins with; return whether its children are still to be visited."""
        tag, attributes, runs = element.tag, element.attrib, self.runs
        if tag in SKIPPED or not isinstance(tag, str) or (attributes and _is_hidden(attributes)):
            return False
        inner = (*apart, element) if _looks_apart(attributes, tag) else apart
        is_block = tag in BLOCKS
        if runs and (is_block or tag == "br"):
            self._flush(element.getparent(), apart)
        own_href = str(attributes.get("href") or "") or href if tag == "a" else href
        own_strong = strong or tag in STRONG
        if element.text:
            runs.append(Run(element.text, own_href, own_strong))
        if len(element):
            stack.append((element, True, inner, href, strong))
            stack.extend([(child, False, inner, own_href, own_strong) for child in reversed(element)])
            return True
        if is_block and runs:
            self._flush(element, inner)
        return False

    def _flush(self, element: Element | None, apart: tuple[Element, ...]) -> None:
        text = SPACES.sub(" ", "".join([run.text for run in self.runs])).strip()
        if text and element is not None:
            block = _block_of(element)
            links = sum([len(run.text.strip()) for run in self.runs if run.href])
            self.blocks.append(Block(text, block, str(block.tag), self.runs[:], apart, link_chars=links))
        self.runs.clear()


def _block_of(element: Element) -> Element:
    node = element
    while node.tag not in BLOCKS:
        parent = node.getparent()
        if parent is None:
            break
        node = parent
    return node


def _is_hidden(attributes: _Attrib) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return bool(style and HIDDEN.search(style))


def _looks_apart(attributes: _Attrib, tag: str) -> bool:
    if tag in APART:
        return True
    if not attributes or tag in ("body", "html", "article", "main"):
        return False
    name = attributes.get("class", ""), attributes.get("id", "")
    return name != ("", "") and is_named_apart(f"{name[0]} {name[1]}")


@lru_cache(maxsize=8192)
def is_named_apart(name: str) -> bool:
    """Return whether a class or id says that its element stands beside the text."""
    words = CAMEL.sub("-", name)
    return bool(BAD_NAME.search(words)) and not GOOD_NAME.search(words)


NEVER_TEXT = re.compile(
    r"(?:^|[\s-])(?:footer|foot|comment(?:s|list)?|disqus|cookie|consent|gdpr|copyright|nav(?:bar|igation)?|menu|breadcrumbs?|"
    r"related\w*|popular|trending|most-?read|recommend\w*|taboola|outbrain|newsletter|login|register)(?:$|[\s-])",
    re.I,
)


@lru_cache(maxsize=8192)
def is_named_never_text(name: str) -> bool:
    """Return whether a class or id says that its element is no text of an article however long it is."""
    words = CAMEL.sub("-", name)
    return bool(NEVER_TEXT.search(words)) and not GOOD_NAME.search(words)


@lru_cache(maxsize=8192)
def is_named_lede(name: str) -> bool:
    """Return whether a class or id says that its element holds the lede."""
    return bool(LEDE_NAME.search(CAMEL.sub("-", name)))


@lru_cache(maxsize=8192)
def is_named_subtitle(name: str) -> bool:
    """Return whether a class or id says that its element is a second headline, or belongs to a picture."""
    return bool(SUBTITLE_NAME.search(CAMEL.sub("-", name)))


@lru_cache(maxsize=8192)
def is_named_body(name: str) -> bool:
    """Return whether a class or id says that its element holds the text of an article."""
    return bool(GOOD_NAME.search(CAMEL.sub("-", name)))
