"""Who wrote an article: single names, without "By", roles, addresses and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from scraper.extraction.metadata import Json, words_of

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
