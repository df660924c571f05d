"""The lines of a page: one pass over the tree collects every run of text that stands on its own lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

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
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[_-]+")

# A class or id is compared word by word, and by two and three neighbouring words written as one: `read-more`, `readMore`
# and `readmore` are the same.
NAMED_APART = frozenset(
    """nav navbar navigation menu footer foot sidebar side comment comments commentlist commentary respond disqus
    share shared shares sharebar sharethis sharing social addthis related relatedarticle relatedarticles recommend
    recommended recommendation recommendations recirc morestories readmore also popular trending mostread newsletter
    subscribe subscription signup promo promotion advert advertisement ad ads adslot banner sponsor sponsored taboola
    outbrain breadcrumb breadcrumbs crumbs tag tags taglist keywords topics pagination pager paging byline author
    authors authorbio authorbox authorinfo bio dateline timestamp published pubdate meta metadata caption credit
    credits copyright cookie consent gdpr popup modal overlay toolbar widget teaser teasers hidden sronly screenreader
    screenreadertext visuallyhidden printonly noprint skip rating vote poll donate donation login register search
    gallery slideshow carousel infobox factboxlinks toc tableofcontents livecomments reaction reactions
    jprelatedposts sharedaddy feedback correctionlink breakingblock prev previous next factbox faktabok faktaboks
    dnone disnone email mailing contributor contributors embedcaption appdownload follow externallink externallinks
    affiliate buybutton disclaimer syndication""".split()
)
NAMED_NEVER_TEXT = frozenset(
    """footer foot comment comments commentlist disqus cookie consent gdpr copyright nav navbar navigation menu
    breadcrumb breadcrumbs related relatedarticle relatedarticles relatednews relatedposts relatedstories
    relatedcontent relatedlinks popular trending mostread recommend recommended recommendation recommendations
    taboola outbrain newsletter login register""".split()
)
NAMED_BODY = frozenset(
    """articlebody articlecontent articletext articlemain storybody storycontent storytext entrycontent postbody
    postcontent posttext contentbody contenttext contentarticle bodytext bodycontent bodycopy newstext newsbody
    newscontent newsdetail fulltext itemfulltext maintext maincontent paragraph paragraphs textcontent textblock
    wysiwyg richtext prose cont""".split()
)
NAMED_LEDE = frozenset(
    """lead leadin lede intro introtext introduction summary excerpt standfirst vorspann teaser teasertext preamble
    description abstract chapo spot ingress lid headerlead articlelead""".split()
)
NAMED_SUBTITLE = frozenset(
    """subtitle subline subhead subheading subheadline dek deck kicker quote image img picture photo caption source
    media""".split()
)
"""A second headline, which repeats or sharpens the first, or the words under a picture: neither opens the text."""
NAMED_POST = frozenset(
    "tweet twittertweet instagrammedia tiktokembed blueskyembed telegrampost fbpost".split()
)
KINDS = {
    "apart": NAMED_APART,
    "never text": NAMED_NEVER_TEXT,
    "body": NAMED_BODY,
    "lede": NAMED_LEDE,
    "subtitle": NAMED_SUBTITLE,
    "post": NAMED_POST,
}
KINDS_OF_WORD = {
    word: frozenset(kind for kind, names in KINDS.items() if word in names)
    for word in frozenset().union(*KINDS.values())
}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
PREFORMATTED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)


MOST_LINES = 20_000
"""Lines of a page that are read: what is longer is a list or a trap, and each line is judged by all that is around it."""


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
        while stack and len(self.blocks) < MOST_LINES:
            element, leaving, apart, href, strong = stack.pop()
            if leaving:
                if runs and element.tag in BLOCKS:
                    self._flush(element, apart)
            elif self._enter(element, stack, apart, href, strong):
                continue
            tail = element.tail
            if tail and (runs or not tail.isspace()):
                runs.append(Run(tail, href, strong))
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
        tag, runs = element.tag, self.runs
        if tag in SKIPPED or not isinstance(tag, str):
            return False
        names = element.keys()
        if names and _is_hidden(element, names):
            return False
        is_apart = tag in APART or (bool(names) and _is_called_apart(element, names))
        inner = (*apart, element) if is_apart else apart
        is_block = tag in BLOCKS
        if runs and (is_block or tag == "br"):
            self._flush(element.getparent(), apart)
        own_href = (element.get("href") or href) if tag == "a" else href
        own_strong = strong or tag in STRONG
        text = element.text
        if text and (runs or not text.isspace()):
            runs.append(Run(text, own_href, own_strong))
        if len(element):
            stack.append((element, True, inner, href, strong))
            stack.extend([(child, False, inner, own_href, own_strong) for child in reversed(element)])
            return True
        if is_block and runs:
            self._flush(element, inner)
        return False

    def _flush(self, element: Element | None, apart: tuple[Element, ...]) -> None:
        if element is not None:
            block = _block_of(element)
            for runs in _split_at_newlines(self.runs) if _keeps_lines(block) else (self.runs[:],):
                self._add(runs, block, apart)
        self.runs.clear()

    def _add(self, runs: list[Run], block: Element, apart: tuple[Element, ...]) -> None:
        text = " ".join((runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])).split())
        if text:
            links = sum([len(run.text.strip()) for run in runs if run.href])
            self.blocks.append(Block(text, block, str(block.tag), runs, apart, link_chars=links))


def _keeps_lines(block: Element) -> bool:
    """Whether the line breaks of the markup are shown as they are."""
    style = block.get("style")
    return block.tag == "pre" or bool(style and PREFORMATTED.search(style))


def _split_at_newlines(runs: list[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(run._replace(text=first))
        lines += [[run._replace(text=text)] for text in others]
    return lines


def _block_of(element: Element) -> Element:
    node = element
    while node.tag not in BLOCKS:
        parent = node.getparent()
        if parent is None:
            break
        node = parent
    return node


def _is_hidden(element: Element, names: Collection[str | bytes]) -> bool:
    if "hidden" in names or ("aria-hidden" in names and element.get("aria-hidden") == "true"):
        return True
    return "style" in names and bool(HIDDEN.search(element.get("style") or ""))


def _is_called_apart(element: Element, names: Collection[str | bytes]) -> bool:
    if element.tag in WHOLE:
        return False
    return ("class" in names and is_named_apart(element.get("class") or "")) or (
        "id" in names and is_named_apart(element.get("id") or "")
    )


WHOLE = frozenset(["html", "body", "main", "article"])
"""Elements that hold the article whatever they are called."""


def is_named_apart(name: str) -> bool:
    """Return whether classes and ids say that their element stands beside the text."""
    kinds = _kinds(name)
    return "apart" in kinds and "body" not in kinds


def is_named_never_text(name: str) -> bool:
    """Return whether classes and ids say that their element is no text of an article however long it is."""
    kinds = _kinds(name)
    return "never text" in kinds and "body" not in kinds


def is_named_lede(name: str) -> bool:
    """Return whether classes and ids say that their element holds the lede."""
    return "lede" in _kinds(name)


def is_named_subtitle(name: str) -> bool:
    """Return whether classes and ids say that their element is a second headline, or belongs to a picture."""
    return "subtitle" in _kinds(name)


def is_named_post(name: str) -> bool:
    """Return whether classes say that their quotation is a post of a social network."""
    return "post" in _kinds(name)


def is_named_body(name: str) -> bool:
    """Return whether classes and ids say that their element holds the text of an article."""
    return "body" in _kinds(name)


NO_KINDS: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def _kinds(name: str) -> frozenset[str]:
    """What the classes and ids in `name`, set apart by spaces, say of their element."""
    found = NO_KINDS
    for one in name.split():
        if kinds := _kinds_of_one(one):
            found = found | kinds
    return found


@lru_cache(maxsize=16384)
def _kinds_of_one(name: str) -> frozenset[str]:
    parts = CAMEL.sub(" ", name).lower().split()
    said = parts
    if len(parts) > 1:
        said = [
            *parts,
            *map("".join, itertools.pairwise(parts)),
            *map("".join, zip(parts, parts[1:], parts[2:], strict=False)),
        ]
    return NO_KINDS.union(*[KINDS_OF_WORD[word] for word in said if word in KINDS_OF_WORD])
