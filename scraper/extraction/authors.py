"""Who wrote an article: single names, without "By", roles, addresses and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from lxml.etree import _Element as Element

from scraper.extraction.blocks import Block
from scraper.extraction.metadata import Json, text_of, words_of

BY = re.compile(
    r"^\W*(?:(?:written|reported|story|text|photos?|words|posted|published)\s+by|by|von|par|por|di|de|da|av|af|door|przez|"
    r"автор(?:ы|у|дар[ыу])?|текст|подготовил[аи]?|беседовал[аи]?|yazan|yazar|haber|muallif|авторы)\s*[:：]?\s+(?=\S)",
    re.I,
)
LABEL = re.compile(r"^\W*(?:author|автор|автору|yazar|автору|byline)s?\s*[:：]\s*", re.I)
SPLIT = re.compile(
    r"\s*[;|•·]\s*|\s+(?:and|und|et|y|e|og|och|i|и|жана|ve|en|va)\s+(?=[^\W\d_])|\s*&\s*|\s*,\s*(?=[^\W\d_])|\s+/\s+|\n"
)
ROLE = re.compile(
    r"\b(?:editor|reporter|correspondent|journalist|producer|redakteur\w*|korrespondent\w*|writer|chief|director|"
    r"корреспондент|редактор|журналист|кабарчы|muhabir\w*|editör\w*|staff|in\s+[A-Z]\w+$)\b",
    re.I,
)
JUNK = re.compile(
    r"https?:|www\.|@|\d{3,}|[{}<>\[\]=]|^(?:admin|administrator|editor|user|root|webmaster|none|null|undefined|super\s*user)$",
    re.I,
)
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
BYLINE_CLASS = re.compile(
    r"(?<![a-z])(?:by-?line|authors?(?:-?name|-?line|s)?|autore?n?|authorline|redacte?u?r|yazar)(?![a-z])",
    re.I,
)
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
    """Return the names in a byline."""
    if not text:
        return []
    text = LABEL.sub("", BY.sub("", " ".join(text.split())))
    parts = SPLIT.split(text) if split else [text]
    return [name for part in parts if (name := _name(part))]


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


def from_class(tree: Element) -> list[str]:
    """Return the names in the first element whose class says byline or author."""
    for element in tree.iter("a", "span", "div", "p", "address", "li", "ul", "strong", "h4", "h5", "h6"):
        attributes = element.attrib
        name = f"{attributes.get('class', '')} {attributes.get('id', '')}"
        if len(name) < 5 or not BYLINE_CLASS.search(name):
            continue
        parts = [" ".join(str(part).split()) for part in islice(element.itertext(), MOST_PARTS)]
        if 3 < sum(map(len, parts)) <= LONGEST_BYLINE:
            names = [one for part in parts for one in from_text(part) if _is_person(one)]
            if names:
                return names
    return []


def _is_person(name: str) -> bool:
    """Whether a part of a byline is a name: words with capitals, no role."""
    known = [word for word in name.split() if word[:1].isalpha()]
    return (
        bool(known)
        and len(name) > 1
        and not name.islower()
        and not ROLE.search(name)
        and known[0][0].upper() == known[0][0]
    )


def from_lines(lines: Sequence[Block], text: str) -> list[str]:
    """Return the names in a line that begins with "By", or stands alone and set off before the first paragraph."""
    opening = next((part for part in text.split("\n\n") if len(part) > 80), "")
    for place, line in enumerate(lines):
        if line.text == opening:
            before = lines[max(0, place - 12) : place]
            for one in before:
                if len(one.text) <= 60 and BY.match(one.text) and (names := from_text(one.text)):
                    return [name for name in names if _is_person(name)]
            last = before[-1] if before else None
            if (
                last
                and len(last.text) <= 60
                and all(run.strong for run in last.runs if run.text.strip())
                and CAPITALISED.match(last.text)
            ):
                return from_text(last.text.replace("/", ","))
            return []
    return []
