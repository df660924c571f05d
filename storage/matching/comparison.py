"""What the words of a promise and of an article have in common, and in what they differ.

Each measure is a share or a count that a reader can check by hand. What they are worth together, and beside the
other articles that may be meant, `trees` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from operator import methodcaller
from typing import NamedTuple
from urllib.parse import unquote

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from storage.lazy import Remembered, cached_property
from storage.text import folded, without_accents, without_typeset, words

STEM = 6
"""Letters by which words are compared: forms of one word share them."""
OPENING = 400
"""Characters of an article's opening that a snippet is compared with."""
GROUPED = re.compile(r"[1-9](?<![\d.,].)\d{0,2}(?:[,.' \u00a0\u202f\u2019]\d{3})+(?!\d)")
"""A large number in groups: `11,000`, `11.000`, `11 000`. What stands before it is asked behind its first digit, as that
is four times as quick."""
NO_DIGITS = bytes(byte for byte in range(256) if chr(byte) not in "0123456789")
"""All bytes of a text but those of its digits."""
NUMBER = re.compile(r"[\d.]+")
ONLY_NUMBERS = bytes(byte if chr(byte) in "0123456789." else 0x20 for byte in range(128)) + bytes(128)
"""What each byte of an ASCII text without commas becomes, for `numbers`: three times as quick as looking for them."""
SITE_NAME = re.compile(r"\s+[-|–—]\s+([^-|–—]{2,40})$")
"""What a site adds to its titles: ` - The Daily`, ` | Sports News - The Daily`."""
LONGEST_NAME = 60
"""Characters at the end of a title in which it stands."""
LEAST_BARE = 25
"""Letters of a title that has such an end: what is shorter may be a title of parts."""
HEAD = re.compile(r"\(?[\w.]{2,20}\)?(?::|\s+[-–—])\s+(?=.{25})")
"""What listings put before titles, an agency or a kicker of one word: `Kabar: `, `(Reuters) - `."""
LABELS = frozenset(
    "video videos видео видеолор photo photos фото foto fotoğraf сүрөт сүрөттөр audio аудио"
    " gallery галерея galeri infographic инфографика program programme программа".split()
)
"""What listings put behind titles, after a stop or in brackets: `. Видео`, ` (photos)`."""
LABEL_MARKS = ".|:–—-"
ADDED = 3
"""Ends that are taken from a title, at most: a label, a section, a site."""
CUT_END = re.compile(r"(\.\.+|…)\s*$")
SLUG_END = re.compile(r"\.(html?|php|aspx?|cms)$")
SERIAL_DIGITS, SERIAL_DIGITS_ASIDE = 6, 4
"""A number of so many digits in a slug is the site's own id; before or behind all words, one of fewer that the title
does not name."""
DIGITS_OF_GROUP = 3
"""A number of more is large, and may be written in groups."""
FUNCTION_WORDS = (
    "the and for from with are was were but not his her its their this that has have had who what how why when"
    " here you your after over out about into than more will can says said new today amid"
    " ile için bir olan daha çok ama gibi oldu kadar",
    "что как для при над под про или его она они это был была были есть уже еще все так где"
    " жана менен үчүн боюнча деп эмес бул анын",
)
"""Words that tell nothing, in Latin letters and in Cyrillic ones."""
LATIN = str.maketrans(
    dict(
        zip(
            "абвгдезийклмнопрстуфхцыэңөүіқғұһәёўҳ",
            "a b v g d e z i i k l m n o p r s t u f kh ts y e n o u i k g u h a e o h".split(),
            strict=True,
        )
    )
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
    | {"ə": "e", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae"}
)
"""Letters as most slugs write them; accents are taken off afterwards (ç, ğ, ö, ş, ü)."""
CYRILLIC = re.compile("[\u0400-\u04ff]")
WAYS = (
    ("shch", "sh"), ("sch", "sh"), ("shh", "sh"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("gh", "j"), ("kh", "h"),
    ("x", "h"), ("tz", "c"), ("ts", "c"), ("yo", "e"), ("jo", "e"), ("io", "e"), ("ye", "e"), ("je", "e"), ("ie", "e"),
    ("yu", "u"), ("ju", "u"), ("iu", "u"), ("ya", "a"), ("ja", "a"), ("ia", "a"), ("yi", "i"), ("w", "v"), ("y", "i"),
    ("u", "i"), ("q", "k"), ("ij", "i"), ("aj", "ai"), ("ej", "ei"), ("oj", "oi"),
)  # fmt: skip
"""Ways in which sites write Cyrillic letters, each made one in turn: щ is shch, sch or shh there; ж zh, j or gh; я ya,
ja or ia; у u or y; қ k or q. What is left of two words may be the same; of one word it is the same however it was written."""
DOUBLED = re.compile(r"([a-z])\1+")
EDITED, FOREIGN = 0.9, 0.35
"""A title that shares less than this with its slug was edited; with a slug of which it shares less than that it has
nothing to do, as the slug is in another language, or no title at all."""
REMEMBERED = 1 << 15
"""Words of which it is remembered what they become: a few megabytes."""


class Comparison(NamedTuple):
    """A promise held against one article: shares from 0 to 1 (-1: there is nothing to compare), and counts of words.

    Words are stems that tell something (`telling`) where their order does not matter, else whole words.
    """

    title_letters: float
    """The titles letter by letter."""
    title_set: float
    """The titles as sets of words: 1 where one has all words of the other."""
    title_sorted: float
    """The titles with their words in order of the alphabet."""
    slug_set: float
    """Title and slug as sets of words."""
    slug_sorted: float
    """Title and slug with their words in order of the alphabet."""
    headline_slug: float
    """The article's own title and slug as sets of words: less where the title was edited."""
    title_equal: float
    title_order: float
    """The longest common subsequence of words, of the longer title."""
    slug_order: float
    """The same of title and slug, of the slug."""
    snippet_order: float
    """The same of snippet and opening, of the snippet."""
    title_lost: float
    """Words of the promised title that the article lacks."""
    title_share: float
    """Share of the words of the promised title that the article has."""
    headline_foreign: float
    """Words of the article's title that the promise lacks."""
    headline_share: float
    """Share of the words of the article's title that the promise has."""
    slug_foreign: float
    """Words of the slug that the promise lacks."""
    slug_share: float
    """Share of the words of the slug that the promise has."""
    snippet_lost: float
    """Words of the snippet that the article lacks."""
    snippet_share: float
    """Share of the words of the snippet that the article has."""
    shared: float
    """Words on both sides."""
    numbers_lost: float
    """Numbers of the promise that the article lacks."""
    numbers_foreign: float
    """Numbers of the article that the promise lacks."""
    numbers_shared: float
    same_beginning: float
    """Whether the first three words of the titles are the same."""
    site: float
    """1: the site that the promised title names is the article's; -1: it is another one; 0: it names none."""
    other_filling: float
    """Whether the titles are one template with other fillings."""
    days_later: float
    """Days from the date of the promise to that of the article."""


@dataclass(eq=False)
class Titled:
    """What both sides have: a title, and an opening (a snippet; or a summary and first paragraphs).

    Not frozen, as setting the fields of frozen ones takes four times as long; nothing changes them.
    """

    title: str
    opening: str

    @cached_property
    def bare_title(self) -> str:
        return bare_title(self.title)

    @cached_property
    def plain_title_list(self) -> list[str]:
        """The words of the bare title in the letters of the text."""
        return words_of_title(self.bare_title)

    @cached_property
    def plain_opening_list(self) -> list[str]:
        return words(self.opening[:OPENING])

    @cached_property
    def title_list(self) -> list[str]:
        return in_latin(self.plain_title_list)

    @cached_property
    def title_line(self) -> str:
        return " ".join(self.title_list)

    @cached_property
    def title_words(self) -> Set[str]:
        return telling(self.title_list)

    @cached_property
    def opening_list(self) -> list[str]:
        return in_latin(self.plain_opening_list)

    @cached_property
    def opening_words(self) -> Set[str]:
        return telling(self.opening_list)

    @cached_property
    def site(self) -> str:
        """The letters of the site's name behind the title, or none."""
        named = _site_name(self.title)
        return "".join(map(_LATIN_WORDS.__getitem__, words(named[1]))) if named else ""


@dataclass(eq=False)
class Told(Titled):
    """What a promise says."""

    day: int | None = None
    """Days since 1970-01-01."""

    @property
    def is_cut(self) -> bool:
        """Return whether the title is a beginning alone: `Ministers discussed the prospects of...`"""
        return _may_be_cut(self.title) and self.title[len(self.bare_title) :].lstrip().startswith(("..", "…"))

    @cached_property
    def plain_headless_list(self) -> list[str]:
        """The words of the bare title without the agency or kicker before it, in the letters of the text."""
        headless = headless_title(self.bare_title)
        return self.plain_title_list if headless == self.bare_title else words_of_title(headless)

    @property
    def headless_title_list(self) -> list[str]:
        """These words as slugs have them."""
        return in_latin(self.plain_headless_list)

    @cached_property
    def words(self) -> Set[str]:
        return self.title_words | self.opening_words

    @cached_property
    def numbers(self) -> Set[str]:
        return numbers(f"{self.title} {self.opening}")


@dataclass(eq=False)
class Kept(Titled):
    """What an article says, as far as it is compared."""

    url: str = ""
    day: int | None = None

    def has_title_of(self, told: Told) -> None:
        """Take over what is read of a title that is the same letter by letter."""
        self.bare_title = told.bare_title
        self.plain_title_list = told.plain_title_list
        self.title_list = told.title_list
        self.title_line = told.title_line
        self.title_words = told.title_words

    @cached_property
    def host(self) -> str:
        """The letters of the URL's host."""
        return "".join(words(_split(self.url)[0].replace("-", " ")))

    @cached_property
    def slug_list(self) -> list[str]:
        """The words of the slug, spelled as the title's are."""
        found = in_latin(slug_words(self.url), was_cyrillic=_is_cyrillic(self.title))
        for end in (0, -1):
            if found and found[end].isdigit() and self._is_serial(found[end]):
                del found[end]
        large = [word for word in self.title_list if len(word) > DIGITS_OF_GROUP and word.isdigit()]
        return _in_one_piece(found, large) if large else found

    def _is_serial(self, number: str) -> bool:
        return len(number) >= SERIAL_DIGITS_ASIDE and number not in self.title_list

    @cached_property
    def slug_line(self) -> str:
        return " ".join(self.slug_list)

    @cached_property
    def slug(self) -> Set[str]:
        return telling(self.slug_list)

    @cached_property
    def headline_slug(self) -> float:
        """How much of the title stands in the slug, or the other way round; -1: there is no slug."""
        return self.slug_has(self)

    def slug_has(self, of: Titled) -> float:
        """Return how much of a title stands in the slug, or the other way round; -1: there is no slug."""
        slug = self.slug_line
        return fuzz.token_set_ratio(of.title_line, slug) / 100 if slug else -1

    @cached_property
    def words(self) -> Set[str]:
        found = {*telling(self.opening_list)}
        found.update(self.title_words, self.slug)
        return found

    @cached_property
    def found_by(self) -> Set[str]:
        """The words under which promises find it: of its title as it is, and as its URL remembers it."""
        return self.title_words | self.slug

    @cached_property
    def numbers(self) -> Set[str]:
        return numbers(f"{self.title} {self.opening[:OPENING]}") | {w for w in self.slug if w[0].isdigit()}


def bare_title(title: str) -> str:
    """Return a title without the cut mark, and without what a site adds behind it: names and labels."""
    if not (_may_be_cut(title) or _has_dash(title) or _is_label(title[title.rfind(" ") + 1 :])):
        return title
    bare = _uncut(title)
    for _ in range(ADDED):
        shorter = _unlabelled(_unsigned(bare))
        if shorter == bare:
            break
        bare = _uncut(shorter)
    return bare


def _uncut(title: str) -> str:
    """Return a title without the mark of a cut."""
    return CUT_END.sub("", title) if _may_be_cut(title) else title


def _may_be_cut(title: str) -> bool:
    return ".." in title or "…" in title


def _has_dash(title: str) -> bool:
    """Return whether there may be a `SITE_NAME`: many times as quick as looking for it."""
    return "- " in title or "|" in title or "–" in title or "—" in title


def _unsigned(title: str) -> str:
    """Return a title without the name behind its last dash or bar."""
    named = _site_name(title)
    return title[: named.start()] if named and named.start() >= LEAST_BARE else title


def _site_name(title: str) -> re.Match[str] | None:
    return SITE_NAME.search(title, max(0, len(title) - LONGEST_NAME)) if _has_dash(title) else None


def _unlabelled(title: str) -> str:
    """Return a title without the label behind it."""
    place = title.rfind(" ") + 1
    last = title[place:]
    if not _is_label(last):
        return title
    before = title[:place].rstrip()
    bare = before.rstrip(f" {LABEL_MARKS}")
    return bare if bare and (last[0] in "([" or bare != before) else title


def _is_label(word: str) -> bool:
    return folded(word.strip("()[]")).casefold() in LABELS


def words_of_title(title: str) -> list[str]:
    """Return the words of a title; a number is one, whether or not it is written in groups."""
    return words(ungrouped(title))


def ungrouped(text: str) -> str:
    """Return a text with its large numbers in one piece, as `11000`."""
    return GROUPED.sub(_joined, text) if _has_digit(text) else text


def _has_digit(text: str) -> bool:
    """Return whether there is one of 0 to 9: many times as quick as looking for numbers."""
    return bool(text.encode(errors="surrogatepass").translate(None, NO_DIGITS))


def _joined(number: re.Match[str]) -> str:
    return "".join(digit for digit in number[0] if digit.isdigit())


def headless_title(title: str) -> str:
    """Return a title without the agency or kicker before it."""
    head = HEAD.match(title) if ":" in title or _has_dash(title) else None
    return title[head.end() :] if head else title


def telling(found: Iterable[str]) -> Set[str]:
    """Return the stems of the words that tell something: numbers, and what is no short or function word."""
    return {
        word[:STEM] if word[0] > "9" else word
        for word in found
        if word[0] <= "9" or (len(word) > 2 and word not in _FUNCTION_WORDS)
    }


def numbers(text: str) -> Set[str]:
    """Return the numbers of a text, without thousands separators; in ASCII, which is English mostly, these are commas."""
    if not text.isascii():
        text = without_typeset(ungrouped(text))
    text = text.replace(",", "")
    is_ascii = text.isascii()
    found = text.encode().translate(ONLY_NUMBERS).decode().split() if is_ascii else NUMBER.findall(text)
    stripped = {number.strip(".") for number in found}
    stripped.discard("")
    return stripped


def slug_words(url: str) -> list[str]:
    """Return the words of the URL's slug: the title as it was when the article was first published."""
    if url.count("-") + url.count("_") < 2:
        return []
    parts = _split(url)[1].replace("_", "-").split("/")
    longest = max(parts, key=methodcaller("count", "-")) if len(parts) > 1 else parts[0]
    if longest.count("-") < 2:
        return []
    if "%" in longest:
        longest = unquote(longest)
    found = words(SLUG_END.sub("", longest) if "." in longest else longest)
    return [word for word in found if len(word) < SERIAL_DIGITS or not word.isdigit()]


def _in_one_piece(slug: list[str], numbers: list[str]) -> list[str]:
    """Return the words of a slug, in which these numbers may stand in groups, with each as one word."""
    line = f" {' '.join(slug)} "
    for number in numbers:
        line = line.replace(f" {int(number):,} ".replace(",", " "), f" {number} ")
    return line.split()


def _split(url: str) -> tuple[str, str]:
    """Return host and path of a canonical URL: many times as quick as `urllib.parse.urlsplit`."""
    host, _, path = url.partition("://")[2].partition("/")
    return host, path.partition("?")[0].partition("#")[0]


def in_latin(found: list[str], *, was_cyrillic: bool = False) -> list[str]:
    """Return words in English letters as slugs have them, those left out that have none.

    Cyrillic words, and all beside them, are in one spelling, as no two sites transliterate alike; with `was_cyrillic`
    what somebody transliterated is, too.
    """
    letters = "".join(found)
    latin: Iterable[str] = found
    if not letters.isascii():
        latin = map(_LATIN_WORDS.__getitem__, found)
        was_cyrillic = was_cyrillic or _is_cyrillic(letters)
    elif not was_cyrillic:
        return found
    return [word for word in (map(_SPELLED.__getitem__, latin) if was_cyrillic else latin) if word]


def _is_cyrillic(text: str) -> bool:
    return not text.isascii() and CYRILLIC.search(text) is not None


def _in_latin(word: str) -> str:
    latin = word.translate(LATIN)
    return latin if latin.isascii() else without_accents(latin)


def _spelled(latin: str) -> str:
    for way, one in WAYS:
        if way in latin:
            latin = latin.replace(way, one)
    return DOUBLED.sub(r"\1", latin)


_LATIN_WORDS = Remembered(_in_latin, REMEMBERED)
_SPELLED = Remembered(_spelled, REMEMBERED)
_FUNCTION_WORDS = frozenset(word for some in FUNCTION_WORDS for word in in_latin(some.split()))
_LABEL_STEMS = telling(stem for label in LABELS for stem in in_latin([label]))


class SetRatios(NamedTuple):
    """How much of the promised title stands in the article's title, and in its slug, or the other way round."""

    title: float
    slug: float
    """-1: there is no slug."""


def set_ratios(told: Told, kept: Kept) -> SetRatios:
    """Return what tells at once whether a promise and an article may be one at all."""
    return SetRatios(fuzz.token_set_ratio(told.title_line, kept.title_line) / 100, kept.slug_has(told))


def compare(told: Told, kept: Kept, ratios: SetRatios) -> Comparison:
    """Return what a promise and an article have in common; `ratios`: their `set_ratios`."""
    title, headline, slug = told.title_line, kept.title_line, kept.slug_line
    title_kept = len(told.title_words & kept.words)
    headline_told = len(kept.title_words & told.words)
    slug_told = len(kept.slug & told.words)
    snippet_kept = len(told.opening_words & kept.words)
    numbers_shared = len(told.numbers & kept.numbers)
    return Comparison(
        title_letters=fuzz.ratio(title, headline) / 100,
        title_set=ratios.title,
        title_sorted=fuzz.token_sort_ratio(title, headline) / 100,
        slug_set=ratios.slug,
        slug_sorted=fuzz.token_sort_ratio(title, slug) / 100 if slug else -1,
        headline_slug=kept.headline_slug,
        title_equal=title == headline,
        title_order=LCSseq.normalized_similarity(told.title_list, kept.title_list),
        slug_order=_in_order(kept.slug_list, told.title_list) if slug else -1,
        snippet_order=_in_order(told.opening_list, kept.opening_list),
        title_lost=len(told.title_words) - title_kept,
        title_share=_share(title_kept, told.title_words),
        headline_foreign=len(kept.title_words) - headline_told,
        headline_share=_share(headline_told, kept.title_words),
        slug_foreign=len(kept.slug) - slug_told,
        slug_share=_share(slug_told, kept.slug) if slug else -1,
        snippet_lost=len(told.opening_words) - snippet_kept,
        snippet_share=_share(snippet_kept, told.opening_words),
        shared=len(told.words & kept.words),
        numbers_lost=len(told.numbers) - numbers_shared,
        numbers_foreign=len(kept.numbers) - numbers_shared,
        numbers_shared=numbers_shared,
        same_beginning=told.title_list[:3] == kept.title_list[:3],
        site=_same_site(told, kept),
        other_filling=other_filling(told, kept),
        days_later=(kept.day or 0) - (told.day or 0),
    )


def _in_order(of: Sequence[str], known: Sequence[str]) -> float:
    return LCSseq.similarity(of, known) / (len(of) + 1)


def _same_site(told: Told, kept: Kept) -> int:
    if not told.site:
        return 0
    return 1 if told.site == kept.site or told.site in kept.host else -1


def _share(known: int, of: Set[str]) -> float:
    return known / (len(of) + 1)


def other_filling(told: Told, kept: Kept) -> bool:
    """Return whether two titles are one template with other fillings.

    The same words at both ends, and between them each names what the other side nowhere speaks of:
    "... in the Field of Cinematography", "... in the Field of Media and Communications". What listings put before or
    behind a title names nothing.
    """
    left, right = told.title_list, kept.title_list
    if left == right:
        return False
    if left[:1] != right[:1]:
        left = told.headless_title_list
    ours, theirs = fillings(left, right)
    here = telling(left[ours]) - kept.words - _LABEL_STEMS
    there = telling(right[theirs]) - told.words - _LABEL_STEMS
    return _names_other(here, there) and _names_other(there, here)


def fillings(left: Sequence[str], right: Sequence[str]) -> tuple[slice, slice]:
    """Return where two titles differ between the same words at both ends; nowhere, where these are less than half."""
    begin = _common(left, right)
    end = min(_common(left[::-1], right[::-1]), len(left) - begin, len(right) - begin)
    if begin + end < min(len(left), len(right)) / 2:
        return slice(0), slice(0)
    return slice(begin, len(left) - end), slice(begin, len(right) - end)


def _names_other(here: Set[str], there: Set[str]) -> bool:
    """Return whether a word of one side is more than a form of one of the other side: `nurse`, `nurses`; `Viv`, `Vivian`."""
    return any(not any(_is_form(*sorted((word, other), key=len)) for other in there) for word in here)


def _is_form(shorter: str, longer: str) -> bool:
    return len(shorter) > 2 and longer.startswith(shorter) and not longer[-1].isdigit()


def _common(left: Sequence[str], right: Sequence[str]) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
