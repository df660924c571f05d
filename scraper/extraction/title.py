"""The title of an article: without the site's name, and agreed upon by more than one place of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from storage.records import Origin
from storage.text import words

SEPARATOR = re.compile(r"\s+(?:[-–—―|:*•·»«/]|::|\|\||-\s*\|)+\s+|\s*[|｜》]\s*|：(?=[^：]{2,14}$)|--+")
LONGEST_SITE_NAME = 8
"""Words of a site's name at most: what is longer is a part of the title."""


@dataclass(frozen=True, slots=True)
class TitleClaim:
    """One place of the page that gives a title."""

    text: str
    origin: Origin


def _letters(text: str) -> str:
    return "".join(words(text))


def site_names(url: str, *claims: str | None) -> frozenset[str]:
    """Return the names of a site in letters alone: from its address, and as it calls itself."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    names = {host, *(label for label in labels if len(label) > 2), "".join(labels)}
    names |= {claim for claim in claims if claim}
    return frozenset(letters for name in names if (letters := _letters(name)))


def without_site(title: str, names: frozenset[str], others: Iterable[str] = ()) -> str:
    """Return `title` without what a site appends to it.

    A last (or first) segment goes when it is the site's name, or when another place of the page gives
    the rest as the whole title.
    """
    known = {_letters(other) for other in others}
    title = title.strip()
    while True:
        shorter = _without_last(title, names, known) or _without_first(title, names)
        if not shorter:
            return title
        title = shorter


def _without_last(title: str, names: frozenset[str], known: set[str]) -> str | None:
    cuts = [match for match in SEPARATOR.finditer(title) if match.start() > 0]
    for cut in cuts:
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        if head and _letters(head) in known and _letters(title) != _letters(head):
            return head
        if head and tail and _is_site(tail, names):
            return head
    return None


def _without_first(title: str, names: frozenset[str]) -> str | None:
    cut = SEPARATOR.search(title)
    if not cut or cut.start() == 0:
        return None
    head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
    return tail if tail and _is_site(head, names) and len(words(tail)) > 2 else None


def _is_site(segment: str, names: frozenset[str]) -> bool:
    letters = _letters(segment)
    if not letters or len(words(segment)) > LONGEST_SITE_NAME:
        return False
    return any(
        letters == name
        or (len(name) >= 4 and (letters.startswith(name) or name.startswith(letters)) and len(letters) >= 3)
        for name in names
    )


def choose_title(claims: Sequence[TitleClaim], names: frozenset[str]) -> TitleClaim | None:
    """Return the title, of claims in the order of our trust in them.

    The first claim wins unless it stands alone and two later ones agree with each other against it,
    letter by letter.
    """
    texts = [claim.text for claim in claims]
    clean = [
        TitleClaim(without_site(claim.text, names, [*texts[:place], *texts[place + 1 :]]), claim.origin)
        for place, claim in enumerate(claims)
    ]
    clean = [claim for claim in clean if _letters(claim.text) and _letters(claim.text) not in names] or clean
    return clean[0] if clean else None
