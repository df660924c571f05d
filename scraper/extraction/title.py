"""The title of an article: without the site's name, and agreed upon by more than one place of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from storage.records import Origin
from storage.text import words

SEPARATOR = re.compile(r"\s+(?:[-–—―|:*•·»«/]|::|\|\||-\s*\|)+\s+|\s*[|｜》]\s*|：(?=[^：]{2,14}$)|--+")
KICKER_LEAVES = 18
"""Letters of a title at least, when what stands before it is a kicker."""
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
        if head and tail and is_site_name(tail, names):
            return head
    return None


def _without_first(title: str, names: frozenset[str]) -> str | None:
    cut = SEPARATOR.search(title)
    if not cut or cut.start() == 0:
        return None
    head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
    return tail if tail and is_site_name(head, names) and len(words(tail)) > 2 else None


def is_site_name(segment: str, names: frozenset[str]) -> bool:
    """Return whether `segment` is one of the names of a site, or the longer or shorter form of one."""
    letters = _letters(segment)
    if not letters or len(words(segment)) > LONGEST_SITE_NAME:
        return False
    return any(
        letters == name
        or (len(name) >= 4 and (letters.startswith(name) or name.startswith(letters)) and len(letters) >= 3)
        for name in names
    )


WEIGHTS: dict[Origin, float] = {
    "site_rule": 9.0,
    "json_ld": 3.0,
    "opengraph": 2.5,
    "microdata": 0.5,
    "meta": 0.3,
}
HEADING_WEIGHT, WINDOW_WEIGHT = 1.5, 0.6
"""A headline that the page shows (`<h1>`), and the name of its window (`<title>`, always the last claim)."""


def choose_title(claims: Sequence[TitleClaim], names: frozenset[str]) -> TitleClaim | None:
    """Return the title on which most of the trust in `claims` falls, each without the site's name.

    Of a title and the same with a kicker before it ("Floods: Dam breaks near Osh"), the one without wins.
    """
    texts = [claim.text for claim in claims]
    votes: dict[str, float] = {}
    spoken: dict[str, TitleClaim] = {}
    for place, claim in enumerate(claims):
        text = without_site(claim.text, names, [*texts[:place], *texts[place + 1 :]])
        letters = _letters(text)
        if not letters or letters in names:
            continue
        window = WINDOW_WEIGHT if place == len(claims) - 1 else HEADING_WEIGHT
        votes[letters] = votes.get(letters, 0.0) + WEIGHTS.get(claim.origin, window)
        spoken.setdefault(letters, TitleClaim(text, claim.origin))
    if not votes:
        return claims[0] if claims else None
    best = max(votes, key=lambda letters: votes[letters])
    without_kicker = [
        other for other in votes if other != best and best.endswith(other) and len(other) > KICKER_LEAVES
    ]
    return spoken[
        min(without_kicker, key=len) if without_kicker and votes[best] < WEIGHTS["site_rule"] else best
    ]
