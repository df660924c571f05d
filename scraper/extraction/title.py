"""The title of an article: without the site's name, and agreed upon by more than one place of the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from storage.records import Origin
from storage.text import words

SEPARATOR = re.compile(r"\s+(?:[-–—―|:*•·»«/]|::|\|\||-\s*\|)+\s+|\s*[|｜》]\s*|：(?=[^：]{2,14}$)|--+")
KICKER_LEAVES = 18
"""Letters of a title at least, when what stands before it is a kicker."""
LONGEST_SITE_NAME = 8
"""Words of a site's name at most: what is longer is a part of the title."""


Place = Literal["rule", "json_ld", "alternative", "opengraph", "card", "microdata", "heading", "window"]
"""Where a page gives a title: `alternativeHeadline` of JSON-LD, a card for Twitter, `<h1>`, `<title>` ..."""


@dataclass(frozen=True, slots=True)
class TitleClaim:
    """One place of the page that gives a title."""

    text: str
    origin: Origin
    place: Place


@lru_cache(maxsize=1024)
def _letters(text: str) -> str:
    return "".join(words(text))


def site_names(url: str, *claims: str | None) -> frozenset[str]:
    """Return the names of a site in letters alone: from its address, and as it calls itself."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    names = {host, *(label for label in labels[:-1] if len(label) > 2), "".join(labels)}
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
    head, _, tail = title.rpartition(": ")
    if head and _letters(tail) in names and len(words(head)) > 2:
        return head.strip()
    cuts = [match for match in SEPARATOR.finditer(title) if match.start() > 0]
    for cut in cuts:
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        if head and _is_told(_letters(head), known) and _letters(title) != _letters(head):
            return head
        if head and tail and _names_site(tail, names):
            return head
    return None


def _is_told(head: str, known: set[str]) -> bool:
    """Whether another place gives a head as its whole title, or behind a kicker."""
    return head in known or (len(head) > KICKER_LEAVES and any(title.endswith(head) for title in known))


def _without_first(title: str, names: frozenset[str]) -> str | None:
    head, _, tail = title.partition(": ")
    if tail and _letters(head) in names and len(words(tail)) > 2:
        return tail.strip()
    cut = SEPARATOR.search(title)
    if not cut or cut.start() == 0:
        return None
    head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
    return tail if tail and _names_site(head, names) and len(words(tail)) > 2 else None


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


LONG_NAME, FEWEST_INITIALS = 6, 3
"""Letters at least of a name that a longer one ends in (`Die Neue Tageszeitung` of tageszeitung.example), and of one
that is made of initials."""


def _names_site(segment: str, names: frozenset[str]) -> bool:
    """Whether a part of a title is the site's name: also where the known name is its end, or its initials."""
    said = words(segment)
    if is_site_name(segment, names):
        return True
    if len(said) > LONGEST_SITE_NAME or SEPARATOR.search(segment):
        return False
    letters, initials = "".join(said), "".join(word[0] for word in said)
    return (len(initials) >= FEWEST_INITIALS and initials in names) or any(
        len(name) >= LONG_NAME and letters.endswith(name) for name in names
    )


def is_name_alone(heading: str, claims: Sequence[TitleClaim], names: frozenset[str]) -> bool:
    """Return whether an `<h1>` is the name of the site or a section: short, and with no word of the headline that
    another place gives beside the site's name."""
    own = set(words(heading))
    if len(own) >= FEWEST_WORDS:
        return False
    told = [claim.text for claim in claims if without_site(claim.text, names) != claim.text]
    heads = [set(words(without_site(text, names))) for text in told]
    return any(len(head) >= FEWEST_WORDS for head in heads) and own.isdisjoint(
        word for claim in claims for word in words(claim.text)
    )


TRUST: dict[Place, float] = {
    "rule": 9.0,
    "json_ld": 3.0,
    "opengraph": 2.5,
    "alternative": 2.0,
    "heading": 1.5,
    "window": 0.6,
    "microdata": 0.5,
    "card": 0.3,
}


def choose_title(claims: Sequence[TitleClaim], names: frozenset[str], url: str = "") -> TitleClaim | None:
    """Return the title on which most of the trust in `claims` falls, each without the site's name.

    Of a title and the same with a kicker before it ("Floods: Dam breaks near Osh"), the one without wins.
    A headline that the slug of `url` spells is the first one, or the one for search engines: another that
    the page's metadata gives is the editors' own. What JSON-LD and OpenGraph agree on is left as it is.
    """
    claims = _whole(claims)
    ballot = _Ballot(claims, names | _told_by_window(claims))
    best = ballot.best()
    if best is None:
        return claims[0] if claims else None
    if ballot.places[best] & {"rule"}:
        return ballot.spoken[best]
    best = ballot.without_kicker(best)
    return ballot.headline(ballot.newer(best, slug_words(url)))


CUT = re.compile(r"\s*(?:\.{3}|…)\s*$")
SHORTEST_CUT = 20
"""Letters of a cut title at least, to be known in the whole one."""


LONGEST_UNCUT = 90
"""Characters from which a headline may have been cut without a mark: JSON-LD is often held to 110."""
GOES_ON = re.compile(r"[,;]?\s+[\w\"'«“„‘(]")


def _whole(claims: Sequence[TitleClaim]) -> list[TitleClaim]:
    """The claims, what is cut in one place given as another place gives it whole."""
    return [
        _completed(claim, claims)
        if CUT.search(claim.text)
        else _gone_on(claim, claims)
        if len(claim.text) >= LONGEST_UNCUT
        else claim
        for claim in claims
    ]


def _gone_on(claim: TitleClaim, claims: Sequence[TitleClaim]) -> TitleClaim:
    """A long headline as another place gives it with more words: no part behind a mark, which may be the site's name."""
    longer = [
        one.text
        for one in claims
        if one.text.startswith(claim.text) and GOES_ON.match(one.text, len(claim.text))
    ]
    return TitleClaim(min(longer, key=len), claim.origin, claim.place) if longer else claim


def _completed(claim: TitleClaim, claims: Sequence[TitleClaim]) -> TitleClaim:
    start = _letters(claim.text)
    if len(start) < SHORTEST_CUT:
        return claim
    whole = [one for one in claims if not CUT.search(one.text) and _letters(one.text).startswith(start)]
    return (
        TitleClaim(min(whole, key=lambda one: len(one.text)).text, claim.origin, claim.place)
        if whole
        else claim
    )


def _told_by_window(claims: Sequence[TitleClaim]) -> frozenset[str]:
    """The site's name as `<title>` tells it: what another place gives alone, and `<title>` behind a longer title."""
    alone = {_letters(claim.text) for claim in claims if claim.place not in ("window", "rule")}
    found: set[str] = set()
    for claim in claims:
        for cut in SEPARATOR.finditer(claim.text) if claim.place == "window" else ():
            head, tail = words(claim.text[: cut.start()]), words(claim.text[cut.end() :])
            if len(tail) <= LONGEST_SITE_NAME and len(head) > max(2, len(tail)):
                found.add("".join(tail))
    return frozenset(found & alone)


class _Ballot:
    """The claims, gathered by their letters."""

    def __init__(self, claims: Sequence[TitleClaim], names: frozenset[str]) -> None:
        self.places: dict[str, set[Place]] = {}
        self.spoken: dict[str, TitleClaim] = {}
        self.spellings: dict[str, set[str]] = {}
        agreed = _agreed(claims)
        texts = [claim.text for claim in claims]
        for number, claim in enumerate(claims):
            settled = _letters(claim.text) in agreed
            others = () if settled else [*texts[:number], *texts[number + 1 :]]
            text = without_site(claim.text, names, others)
            letters = _letters(text)
            if letters and letters not in names:
                self.places.setdefault(letters, set()).add(claim.place)
                self.spoken.setdefault(letters, TitleClaim(text, claim.origin, claim.place))
                self.spellings.setdefault(letters, set()).add(text)

    def votes(self, letters: str) -> float:
        return sum(TRUST[place] for place in self.places[letters])

    def best(self) -> str | None:
        return max(self.places, key=self.votes, default=None)

    def without_kicker(self, best: str) -> str:
        """The same title without its kicker, where the metadata gives it so."""
        shorter = [
            other
            for other, places in self.places.items()
            if other != best
            and best.endswith(other)
            and len(other) > KICKER_LEAVES
            and not self.places[best] >= METADATA
            and places & METADATA
        ]
        return min(shorter, key=len, default=best)

    def newer(self, best: str, slug: frozenset[str]) -> str:
        """The title that the metadata gives in the place of the one that the slug spells, and the page shows."""
        if "heading" not in self.places[best] or _spelled(self.spoken[best].text, slug) < SPELLED:
            return best
        rivals = [
            other
            for other, places in self.places.items()
            if (("opengraph" in places) or {"json_ld", "window"} <= places)
            and other not in best
            and best not in other
            and _spelled(self.spoken[other].text, slug) < ANOTHER
        ]
        return max(rivals, key=self.votes, default=best)

    def headline(self, best: str) -> TitleClaim:
        """The chosen title; the part behind a kicker that two places of the page join to it with different marks."""
        claim = self.spoken[best]
        if self.places[best] >= METADATA:
            return claim
        kickers = [_kicker_and_rest(text) for text in self.spellings[best]]
        marks = {mark for found in kickers if found for mark in found.mark}
        rest = next((found.rest for found in kickers if found), "")
        if None in kickers or len(marks) < 2 or len(_letters(rest)) <= KICKER_LEAVES:
            return claim
        return TitleClaim(rest, claim.origin, claim.place)


class _Kicker(NamedTuple):
    mark: str
    rest: str


KICKER = re.compile(r"^[^:–—|]{3,40}?(?P<mark>:|\s[-–—|])\s+(?P<rest>\S.*)$")


def _kicker_and_rest(title: str) -> _Kicker | None:
    match = KICKER.match(title)
    return _Kicker(match["mark"].strip(), match["rest"]) if match else None


METADATA: frozenset[Place] = frozenset({"json_ld", "opengraph"})
SPELLED, ANOTHER = 0.95, 0.85
"""Share of a title's words in the slug: of the title that the slug was made of at least, and of another at most."""
LATIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "\u00ad": None, "'": None, "’": None})


def _agreed(claims: Sequence[TitleClaim]) -> set[str]:
    given = [{_letters(one.text) for one in claims if one.place == place} for place in METADATA]
    return set.intersection(*given)


def slug_words(url: str) -> frozenset[str]:
    """Return the words that the path of a URL spells."""
    return frozenset(words(unquote(urlsplit(url).path).replace("_", "-")))


def _spelled(title: str, slug: frozenset[str]) -> float:
    """Return the share of a title's words that a slug spells, in Latin letters without marks."""
    if not slug:
        return 0.0
    marks = unicodedata.normalize("NFKD", title.lower().translate(LATIN))
    own = set(words(marks.encode("ascii", "ignore").decode()))
    return len(own & slug) / len(own) if len(own) >= FEWEST_WORDS else 0.0


FEWEST_WORDS = 4
"""Words of a title at least, for its likeness to a slug to say anything."""
