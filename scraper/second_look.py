"""A second look at a known article: what its page had, and has no more.

New articles differ from each other by nature; the same article does not. Where its author is suddenly gone,
or its words are others, the pages of the site have changed (new markup, a consent wall, a login), and that
shows with the first page that is looked at again, also at night when nothing new appears.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Literal

from storage.articles import TELLERS
from storage.fetches import SHRUNK
from storage.records import Article
from storage.text import nfc

FIELDS = ("summary", "published_at", "authors", "section", "tags", "image_url")
"""Fields whose absence is told; every article has a title and a text."""
WORDS = 20
"""Words from which on a text can be told from another one."""

OPENING = 160
"""Characters at the begin of a text by which texts are called alike."""

What = Literal["kept", "lost", "replaced"]


def second_look(known: Mapping[str, Any], article: Article | None) -> dict[str, What]:
    """Compare what was read of a page with what stood of the same article before.

    Args:
        known: its row in the archive, before the page is saved.
        article: what the page says now; None: the site says that it has not changed.

    Returns:
        For each of `FIELDS`, `language` and `text` that the article had by its page: whether it has it still.
        A text is `lost` when hardly any of its words are left, `replaced` when other ones stand there.
    """
    origins = json.loads(known["provenance"])
    found: dict[str, What] = {
        name: "kept" if article is None or getattr(article, name) else "lost"
        for name in FIELDS
        if known[name] not in (None, "", "[]") and origins.get(name) not in TELLERS
    }
    language = article.language if article else known["language"]
    if known["language"] and language and origins.get("language") not in TELLERS:
        found["language"] = "kept" if language == known["language"] else "lost"
    before = _pairs(known["text"] or "")
    if len(before) >= WORDS:
        found["text"] = _of_text(before, _pairs(article.text)) if article else "kept"
    return found


def opening_of(text: str) -> int:
    """Return a hash of how a text begins."""
    return zlib.crc32(nfc(text[:OPENING]).encode())


def _of_text(before: frozenset[tuple[str, str]], after: frozenset[tuple[str, str]]) -> What:
    together = len(before & after)
    if together >= SHRUNK * len(before):
        return "kept"
    return "replaced" if len(after) >= WORDS and together < SHRUNK * len(after) else "lost"


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(text.casefold().split()))
