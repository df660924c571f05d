"""Who wrote an article: single names, without "By", roles, addresses and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from lxml.etree import _Element as Element

from scraper.extraction.blocks import Block
from scraper.extraction.boilerplate import opens_what_follows
from scraper.extraction.metadata import Json, text_of, words_of

BY = re.compile(
    r"^\W*(?:(?:written|reported|story|text|photos?|words|posted|published|analysis|opinion|commentary|review(?:ed)?|"
    r"interview|compiled|curated)\s+by|by|von|par|por|di|de|da|av|af|door|przez|"
    r"автор(?:ы|у|дар[ыу])?|текст|подготовил[аи]?|беседовал[аи]?|yazan|yazar|haber|muallif|авторы)\s*[:：]?\s+(?=\S)",
    re.I,
)
LABEL = re.compile(r"^\W*(?:author|автор|автору|yazar|автору|byline)s?\s*[:：]\s*", re.I)
SPLIT = re.compile(
    r"\s*[;|•·]\s*|\s+(?:and|und|et|y|e|og|och|i|и|жана|ve|en|va)\s+(?=[^\W\d_])|\s*&\s*|\s*,\s*(?=[^\W\d_])|\s+/\s+|\n"
)
ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|journalist|producer|redakteur\w*|korrespondent\w*|writer|chief|director|"
    r"columnist|contributors?|photographer|корреспондент|редактор|журналист|кабарчы|muhabir\w*|editör\w*|staff|in\s+[A-Z]\w+$)\b",
    re.I,
)
DEGREE = re.compile(r"(?:M\.?D|Ph\.?D|M\.?Sc?|B\.?Sc?|R\.?D|R\.?N|MPH|MBA|CPA|Esq|Jr|Sr|II|III)\.?")
"""What stands behind a name and its comma."""
JUNK = re.compile(
    r"https?:|www\.|@|\d{3,}|[{}<>\[\]=]|^(?:admin|administrator|editor|user|root|webmaster|none|null|undefined|super\s*user)$",
    re.I,
)
BUTTON = re.compile(
    r"(?:(?:twitter|facebook|x|instagram|telegram|linkedin|whatsapp|youtube|e-?mail|share|follow|print|поделиться|подписаться|paylaş)$|"
    r"(?:folgen|ich\s+folge|suivre|seguir|takip\s+et|жазылуу)$|(?:view|see|read|show)\s+(?:more|all|full|authors?)\b|more\s+(?:articles|stories|posts|from|by)\b|все\s+(?:статьи|материалы|публикации)\b)",
    re.I,
)
NOBODY = re.compile(
    r"^\W*(?:(?:the\s+)?(?:editorial\s+)?(?:staff|team|desk|newsroom|editors?|newsdesk)(?:\s+(?:reporters?|writers?|report))?|"
    r"(?:web|news|online)\s*(?:desk|team|staff)|редакция(?:\s.{0,30})?|редакциясы|(?:haber\s+)?merkezi|redaktion|redacci[oó]n|"
    r"redazione|r[eé]daction|anonymous|guest|(?:posted\s+|written\s+|published\s+|reported\s+)?by|von|par|por|author|autor|автор|yazar|text|текст)\W*$",
    re.I,
)
"""What stands in the place of a name where nobody is named."""
AUTHOR_PATH = re.compile(
    r"/(?:authors?|autor(?:en|es|i)?|avtor[yi]?|yazar(?:lar)?|reporters?|journalists?)(?:/|$)", re.I
)
"""Addresses of the pages of authors."""
FEED_NAME = re.compile(r"^\S+@\S+\s*\((?P<name>[^()]+)\)$")
"""An address with its bearer's name, as in feeds."""
LONGEST_NAME = 60
LONGEST_BYLINE = 160
MOST_PARTS = 500
"""Pieces of text of a byline, blank ones counted: an element that is called author may hold the page."""
META_NAMES = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "article.author",
)
WRITTEN_BY = re.compile(
    r"written|by|verfasst|geschrieben|автор|yazan|écrit|escrito|autor|scritto|skrevet|geschreven", re.I
)
BYLINE_TAGS = frozenset(["a", "span", "div", "p", "address", "li", "ul", "strong", "h4", "h5", "h6"])
NAME_AND_DATE = re.compile(r"^(?P<name>[^|•·,\d]{5,40}?)\s*[|•·]\s*(?=\d)")
"""A line that stamps an article with its author and the date."""
CAPITALISED = re.compile(r"^(?:[^\W\d_a-zа-я][\w.'’-]*\s*/?\s*){2,5}$")


def from_json_ld(value: Any, things: Mapping[str, Json]) -> list[str]:
    """Return the names in a JSON-LD `author`; references by `@id` are looked up in `things`."""
    if isinstance(value, list):
        return [name for one in value for name in from_json_ld(one, things)]
    if isinstance(value, dict):
        if "name" not in value and isinstance(value.get("@id"), str):
            value = things.get(value["@id"], value)
        name = value.get("name")
        if isinstance(name, list):
            return [found for one in name for found in from_text(words_of(one), split=False)]
        return from_text(words_of(name), split=True)
    return from_text(words_of(value), split=True)


def from_text(text: str | None, split: bool = True) -> list[str]:
    """Return the names in a byline; roles beside names are left out."""
    if not text:
        return []
    text = " ".join(text.split())
    in_feed = FEED_NAME.match(text)
    text = LABEL.sub("", BY.sub("", in_feed["name"] if in_feed else text))
    parts = SPLIT.split(text) if split else [text]
    names = [name for part in parts if (name := _name(part))]
    return [name for name in names if not ROLE.search(name) and not DEGREE.fullmatch(name)] or names


def is_nobody(name: str) -> bool:
    """Return whether `name` says that nobody is named: "Staff", "Редакция"."""
    return bool(NOBODY.match(name))


def _name(part: str) -> str | None:
    name = BY.sub("", part.strip(" \t,.;:|-–—/•·*")).strip()
    name = re.sub(r"\s*\([^)]*\)\s*$", "", name)
    if not name or len(name) > LONGEST_NAME or JUNK.search(name) or not re.search(r"[^\W\d_]", name):
        return None
    if len(name.split()) > 6:
        return None
    return name


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names, each once (case and spaces apart), in order."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault("".join(name.casefold().split()), name)
    return tuple(found.values())


def full_names(names: Sequence[str]) -> list[str]:
    """Return the names of two words and more where there are any: the others in a byline are places and roles."""
    return [name for name in names if is_full_name(name)] or list(names)


def completed(names: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return `others` where they begin with all of `names` and name more people, else `names`.

    Metadata often holds the first author alone, while the page shows them all.
    """
    own = distinct(names)
    more = distinct(others)
    added = more[len(own) :]
    is_longer = len(added) > 0 and len(more) <= MOST_AUTHORS
    begins_alike = [name.casefold() for name in more[: len(own)]] == [name.casefold() for name in own]
    return list(more) if is_longer and begins_alike and all(map(is_full_name, added)) else list(own)


def is_full_name(name: str) -> bool:
    """Return whether a name has two to five words, each with a capital."""
    return 2 <= len(name.split()) <= 5 and all(word[0].isupper() for word in name.split())


MOST_AUTHORS = 6
"""Authors of one article that a page shows at most: more names are a list of staff."""


def from_label(label: str | None, value: str | None) -> list[str]:
    """Return the names in a card's labelled value ("Written by": "...")."""
    return from_text(value) if label and WRITTEN_BY.search(label) else []


def from_microdata(elements: Sequence[Element]) -> list[str]:
    """Return the names in the `itemprop=author` elements of the first item that has any: the page's own article."""
    if not elements:
        return []
    own = _item_of(elements[0])
    return [name for element in elements if _item_of(element) is own for name in from_text(_name_in(element))]


def _item_of(element: Element) -> Element | None:
    node = element.getparent()
    while node is not None and node.get("itemscope") is None:
        node = node.getparent()
    return node


def _name_in(element: Element) -> str:
    for inner in element.iter():
        if inner.get("itemprop") == "name":
            return str(inner.get("content") or text_of(inner))
    return str(element.get("content") or text_of(element))


def from_links(tree: Element) -> list[str]:
    """Return the names that link to their bearers (`rel=author`)."""
    links = [element for element in tree.iter("a") if "author" in (element.get("rel") or "").split()]
    return [name for link in links[:6] for name in from_text(text_of(link))]


def from_class(named: Sequence[Element]) -> list[str]:
    """Return the names in the first of the elements whose class says byline or author."""
    for element in named[:MOST_BYLINES]:
        if element.tag not in BYLINE_TAGS or _is_of_readers(element):
            continue
        parts = [" ".join(str(part).split()) for part in islice(element.itertext(), MOST_PARTS)]
        if 3 < sum(map(len, parts)) <= LONGEST_BYLINE:
            names = [one for part in parts for one in from_text(part) if _is_person(one)]
            if names:
                return names
    return []


MOST_BYLINES = 50
"""Elements called byline or author that are looked at: each is held against all that is in it and around it."""
FIELDS = frozenset(["input", "label", "textarea"])
COMMENTS = re.compile(r"(?<![a-z])comments?(?![a-z])|commentlist", re.I)
LONGEST_CLASS = 300
"""Characters of a class or id that are looked through."""


def _is_of_readers(element: Element) -> bool:
    """Whether a byline is a reader's: a field of a form, or the name above a comment."""
    if any(one.tag in FIELDS for one in islice(element.iter(), MOST_PARTS)):
        return True
    around = [element, *element.iterancestors("div", "section", "ul", "ol", "li", "form", "aside")]
    names = (one.get(name, "")[:LONGEST_CLASS] for one in around for name in ("class", "id"))
    return any(map(COMMENTS.search, names))


def _is_person(name: str) -> bool:
    """Whether a part of a byline is a name: words with capitals, no role, no time, no button of a network."""
    known = [word for word in name.split() if word[:1].isalpha()]
    return (
        bool(known)
        and len(name) > 1
        and not name.islower()
        and not any(letter.isdigit() for letter in name)
        and not ROLE.search(name)
        and not BUTTON.match(name)
        and not NOBODY.match(name)
        and known[0][0].upper() == known[0][0]
    )


def from_lines(lines: Sequence[Block], text: str) -> list[str]:
    """Return the names in a line before the text: after "By", before a date, or alone and set off.

    The byline may stand between the lede and the text.
    """
    openings = [part for part in text.split("\n\n") if len(part) > PARAGRAPH][:2]
    starts = [place for place, line in enumerate(lines) if line.text in openings]
    for start in starts[: len(openings)]:
        before = [line for line in lines[max(0, start - REACH) : start] if len(line.text) <= LONGEST_NAME]
        names = _signed(before, is_next=bool(before) and before[-1] is lines[start - 1])
        if names:
            return names
    return []


PARAGRAPH = 80
"""Characters of a paragraph at least."""
REACH = 12
"""So many lines above a paragraph its byline is looked for."""


def from_signature(lines: Sequence[Block], text: str) -> list[str]:
    """Return the names that sign the text below it: behind a label, or alone and set off."""
    last = text.rpartition("\n\n")[2]
    end = next((place for place in range(len(lines) - 1, -1, -1) if lines[place].text == last), None)
    if end is None:
        return []
    for line in lines[end : end + BELOW]:
        if len(line.text) > LONGEST_NAME or line.link_chars:
            continue
        if LABEL.match(line.text):
            return [name for name in from_text(line.text) if _is_person(name)]
        if line.tag == "p" and (names := _set_off_names(line)):
            return names
    return []


BELOW = 3
"""So many lines from the last one of a text on its signature is looked for."""


def _set_off_names(line: Block) -> list[str]:
    """The full names in a line that is all bold, and holds nothing but them."""
    if not CAPITALISED.match(line.text) or opens_what_follows(line.text) or not line.is_strong:
        return []
    names = from_text(line.text.replace("/", ","))
    return names if all(is_full_name(name) and _is_person(name) for name in names) else []


def _signed(before: Sequence[Block], is_next: bool) -> list[str]:
    """The names in the short lines before a paragraph; the last of them stands right above it if it `is_next`."""
    for line in before:
        if (BY.match(line.text) or LABEL.match(line.text)) and (names := from_text(line.text)):
            return [name for name in names if _is_person(name)]
        dated = NAME_AND_DATE.match(line.text)
        if dated and is_full_name(dated["name"]) and _is_person(dated["name"]):
            return from_text(dated["name"])
    last = before[-1] if is_next else None
    if last and (names := _set_off_names(last)):
        return names
    return next((names for line in before if (names := _linked(line))), [])


def _linked(line: Block) -> list[str]:
    """The names in a line that link to pages of authors."""
    names = [run.text.strip() for run in line.runs if run.href and AUTHOR_PATH.search(run.href)]
    return [one for name in names for one in from_text(name)] if all(map(is_full_name, names)) else []
