"""The lines of a page: one pass over the tree collects every run of text that stands on its own lines."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml.etree import _Element as Element
from lxml.etree import iterwalk

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
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")

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
    wysiwyg richtext prose cont texteditor soweditor tinymce""".split()
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
NAMED_FRAME = frozenset("nav navbar navigation menu breadcrumb breadcrumbs cookie consent gdpr".split())
KINDS = {
    "frame": NAMED_FRAME,
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
BEGINNINGS = frozenset(word[:end] for word in KINDS_OF_WORD for end in range(1, len(word)))
CONTINUATIONS = frozenset(
    word[start:end]
    for word in KINDS_OF_WORD
    for start in range(1, len(word))
    for end in range(start + 1, len(word) + 1)
)
"""What neighbouring words that are one of these words together can begin and go on with."""
BYLINE = re.compile(
    r"(?<![a-z])(?:by-?line|authors?(?:-?name|-?line|s)?|autore?n?|authorline|redacte?u?r|yazar)(?![a-z])",
    re.I,
)
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
    article: Element | None = None
    """The innermost `<article>` around it."""

    @property
    def chars(self) -> int:
        return len(self.text)

    @property
    def link_density(self) -> float:
        return self.link_chars / max(1, len(self.text))

    @property
    def is_strong(self) -> bool:
        """Whether all of the line is set off: bold, or a heading."""
        return bool(self.runs) and all(run.strong for run in self.runs if run.text.strip())

    @property
    def href(self) -> str | None:
        """Where the line links to, if it does."""
        return next((run.href for run in self.runs if run.href), None)


class Collected(NamedTuple):
    """The lines of a page in page order, and the elements among them whose class or id says byline or author."""

    blocks: list[Block]
    bylines: list[Element]


def collect_blocks(tree: Element) -> list[Block]:
    """Return the lines of a page in page order: see `collect`."""
    return collect(tree).blocks


def collect(tree: Element) -> Collected:
    """Return the lines of a page, and its bylines; scripts, controls, navigation and the site's footer are left out.

    Where hardly any running text is outside of what is called navigation, that is read as well.
    """
    found = _Collector(FRAME).walk(tree)
    if (
        sum(block.chars for block in found.blocks if block.chars > SENTENCE and block.link_density < 0.5)
        >= LEAST_TEXT
    ):
        return found
    return _Collector(frozenset()).walk(tree)


LEAST_TEXT = 250
"""Characters of running text that a page has at least, when its footer or comments are not all it has."""
SENTENCE = 40
"""Characters of a line at least that is running text."""


class _Collector:
    """One pass over a tree."""

    def __init__(self, frame: Collection[str]) -> None:
        self.frame = frame
        self.contents = 0
        """How many elements around hold an article by their meaning: their footers are not the site's."""
        self.blocks: list[Block] = []
        self.bylines: list[Element] = []
        self.runs: list[Run] = []
        self.apart: tuple[Element, ...] = ()
        self.articles: list[Element | None] = [None]
        self.link: Element | None = None
        self.href: str | None = None
        self.strong: list[Element] = []
        """What the walk stands in."""

    def walk(self, root: Element) -> Collected:
        runs, blocks, strong = self.runs, self.blocks, self.strong
        left_out: Element | None = None
        steps = iterwalk(root, events=("start", "end"))
        for event, element in steps:
            tag = element.tag
            if event == "end":
                if element is not left_out:
                    self._leave(element, tag)
                text = element.tail
            elif tag in SKIPPED or not self._enter(element, tag):
                left_out = element
                steps.skip_subtree()
                continue
            else:
                text = element.text
            if text and (runs or not text.isspace()):
                runs.append(Run(text, self.href, bool(strong)))
            if len(blocks) >= MOST_LINES:
                break
        return Collected(blocks, self.bylines)

    def _enter(self, element: Element, tag: str) -> bool:
        """Note what an element that begins is; return whether it is walked through."""
        marks = 0
        if tag != "img" and (keys := element.keys()):
            if not HIDING.isdisjoint(keys) and _is_hidden(element):
                return False
            marks = _marks_of(element, keys)
        if tag in self.frame:
            if tag != "footer" or not self.contents:
                return False
        elif marks & IS_FRAME and self.frame and tag in NAMED_FRAMES:
            return False
        if marks & IS_BYLINE:
            self.bylines.append(element)
        if self.runs and (tag in BLOCKS or tag == "br"):
            self._flush(element.getparent())
        if tag in APART or (marks & IS_APART and tag not in WHOLE):
            self.apart = (*self.apart, element)
        elif tag in CONTENTS:
            self.contents += 1
            if tag == "article":
                self.articles.append(element)
        if tag == "a":
            self.link, self.href = element, element.get("href") or None
        elif tag in STRONG:
            self.strong.append(element)
        return True

    def _leave(self, element: Element, tag: str) -> None:
        if self.runs and tag in BLOCKS:
            self._flush(element)
        if self.apart and self.apart[-1] is element:
            self.apart = self.apart[:-1]
        elif tag in CONTENTS:
            self.contents -= 1
            if tag == "article":
                self.articles.pop()
        if element is self.link:
            self.link = self.href = None
        elif self.strong and self.strong[-1] is element:
            self.strong.pop()

    def _flush(self, element: Element | None) -> None:
        runs = self.runs
        if element is not None:
            block = _block_of(element)
            if len(runs) == 1 and "\n" not in runs[0].text:
                self._add(runs[:], block)
            else:
                for line in _split_at_newlines(runs) if _keeps_lines(block) else (runs[:],):
                    self._add(line, block)
        runs.clear()

    def _add(self, runs: list[Run], block: Element) -> None:
        text = " ".join((runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])).split())
        if text:
            links = sum([len(run.text.strip()) for run in runs if run.href])
            article = self.articles[-1]
            self.blocks.append(Block(text, block, block.tag, runs, self.apart, False, links, article))


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


HIDING = frozenset(["hidden", "aria-hidden", "style"])
"""Attributes that can hide an element."""


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style and HIDDEN.search(style))


MOST_STEPS = 2_000
"""Beginnings and ends of elements in a headline that are looked at: no headline has a twentieth of it."""


def shown_text(element: Element, longest: int) -> str:
    """Return the text inside an element on one line, cut at `longest` characters: what stands on lines of its own
    as words of its own, and nothing that is hidden or a control."""
    parts: list[str] = []
    length = 0
    steps = iterwalk(element, events=("start", "end"))
    for event, node in islice(steps, MOST_STEPS):
        breaks = node.tag in BLOCKS or node.tag == "br"
        text = (
            node.tail if event == "end" and node is not element else node.text if event == "start" else None
        )
        if event == "start" and (node.tag in SKIPPED or _is_hidden(node)):
            steps.skip_subtree()
            continue
        parts += [" " if breaks else "", text or ""]
        length += len(text or "")
        if length > longest:
            break
    return " ".join("".join(parts).split())[:longest]


IS_FRAME, IS_APART, IS_BYLINE = 1, 2, 4
"""What a class or id says of its element, as far as the walk must know at every step: one look at each for all."""


def _marks_of(element: Element, keys: Sequence[str | bytes]) -> int:
    marks = _marks(element.get("class", "")) if "class" in keys else 0
    return marks | _marks(element.get("id", "")) if "id" in keys else marks


@lru_cache(maxsize=2048)
def _marks(name: str) -> int:
    """Whether classes and ids say navigation or consent (`IS_FRAME`), beside the text (`IS_APART`), or byline."""
    kinds = _kinds(name)
    marks = IS_BYLINE if _may_be_byline(name.lower()) and BYLINE.search(name) else 0
    if not kinds or "body" in kinds:
        return marks
    return marks | IS_FRAME * ("frame" in kinds) | IS_APART * ("apart" in kinds)


def _may_be_byline(name: str) -> bool:
    """Whether a name holds what every name that `BYLINE` finds holds: asked first, as most hold none."""
    return "by" in name or "aut" in name or "redact" in name or "yazar" in name


WHOLE = frozenset(["html", "body", "main", "article"])
"""Elements that hold the article whatever they are called."""
CONTENTS = frozenset(["main", "article"])
FRAME = frozenset(["nav", "menu", "dialog", "footer"])
NAMED_FRAMES = frozenset(["div", "ul", "section", "header", "aside"])
"""What frames every page of a site, by its meaning; and what can be called so."""


@lru_cache(maxsize=2048)
def is_named_never_text(name: str) -> bool:
    """Return whether classes and ids say that their element is no text of an article however long it is."""
    kinds = _kinds(name)
    return "never text" in kinds and "body" not in kinds


@lru_cache(maxsize=2048)
def is_named_lede(name: str) -> bool:
    """Return whether classes and ids say that their element holds the lede."""
    return "lede" in _kinds(name)


@lru_cache(maxsize=2048)
def is_named_subtitle(name: str) -> bool:
    """Return whether classes and ids say that their element is a second headline, or belongs to a picture."""
    return "subtitle" in _kinds(name)


@lru_cache(maxsize=2048)
def is_named_post(name: str) -> bool:
    """Return whether classes say that their quotation is a post of a social network."""
    return "post" in _kinds(name)


@lru_cache(maxsize=2048)
def is_named_body(name: str) -> bool:
    """Return whether classes and ids say that their element holds the text of an article."""
    return "body" in _kinds(name)


NO_KINDS: frozenset[str] = frozenset()
BUILDER = "elementor-widget"
"""What a builder of pages calls each of its parts, the text among them."""


@lru_cache(maxsize=2048)
def _kinds(name: str) -> frozenset[str]:
    """What the classes and ids in `name` say of their element."""
    if not name.islower():
        name = CAMEL.sub(" ", name).lower()
    parts = name.replace(BUILDER, "").replace("-", " ").replace("_", " ").split()
    found = NO_KINDS
    following = third = ""
    for part in reversed(parts):
        if part in KINDS_OF_WORD:
            found |= KINDS_OF_WORD[part]
        if following in CONTINUATIONS and part in BEGINNINGS:
            found |= KINDS_OF_WORD.get(part + following, NO_KINDS)
            found |= KINDS_OF_WORD.get(part + following + third, NO_KINDS)
        following, third = part, following
    return found
