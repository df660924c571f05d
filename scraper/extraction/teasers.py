"""Teasers on any page: "Read also", related, popular. Found by their words and by their shape, with or without URLs.

Works on the lines of a page, so that headings with paragraphs, list items with links and plain `<br>`
lines are the same thing. A line that ends in a cut mark is the snippet of the title before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice

from lxml.etree import _Element as Element

from scraper.extraction.addresses import may_be_article
from scraper.extraction.blocks import HEADINGS, Block, Run
from scraper.extraction.cards import LinkLine, card_of, image_in, links_in, repeated_links
from scraper.extraction.dates import A_DIGIT, DateHabits, ReadDate, read_common_date
from scraper.extraction.page import Page
from scraper.extraction.profile import SourceProfile
from scraper.extraction.teaser_words import (
    ANY_MARKER,
    BUTTON,
    CUT,
    ENDS,
    MARKERS,
    NOISE,
    TEASER_NAME,
    Cut,
    split_cut,
)
from storage.canonical import canonical_url, native_id
from storage.records import Teaser, TeaserKind
from storage.text import nfc

LINKED = 0.6
"""Share of a line's text from which it is a link."""
LONGEST_TITLE = 300
LONGEST_SNIPPET = 700
LONGEST_WHOLE = 300
"""Characters of a snippet that no mark says was cut: longer text is an article's own."""
LONGEST_LABEL = 30
"""Characters of a section's name on a card."""
FEWEST_WORDS = 3
"""A link of one or two words is a section or a button."""
REPEATED = 3
"""So many title-and-cut-snippet pairs in a row are teasers even where no word announces them."""
MOST = 500
"""Teasers of a page at most: no page promises more, and a hostile one shall not fill the archive."""
LONGEST_DATE, MOST_DATE_WORDS = 40, 3
"""Characters and words of a card's date at most."""
LONGEST_WORD = 12
"""Characters of a date without figures at most: `yesterday`."""
A_WORD = re.compile(r"[^\W\d_]{2,}")
RUNNING, PARAGRAPHS = 80, 2
"""Characters of a paragraph of running text at least; so many of them make a text."""
LEVELS_AMONG = 3
"""The elements around a line in which its text may stand: `ul > li > p`, and the text's own."""
LONGEST_AMONG = 200
"""Characters of a link from which it is a paragraph of the text itself."""
LONGEST_HEADING = 40
"""Characters of a label before links."""
LINES_OF_CARD = 2
"""Lines below a heading in which the first link stands: a section's name may be above it."""
CARD_REACH = 6
"""So many lines before and after its title a card is looked through."""


@dataclass(frozen=True, slots=True)
class TeaserBlocks:
    """The teasers of a page, and the places of the lines they stand in, which the body leaves out."""

    teasers: tuple[Teaser, ...] = ()
    lines: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Draft:
    kind: TeaserKind
    first: int
    """Place of its first line."""
    last: int
    title: str | None = None
    snippet: str | None = None
    mark: str | None = None
    href: str | None = None
    date: ReadDate | None = None
    image_url: str | None = None
    is_link: bool = False
    """Whether it was found as a single link, of which only the card can tell more."""


@dataclass(slots=True)
class _Section:
    """A stretch of lines that holds teasers, while it is being read."""

    kind: TeaserKind
    drafts: list[_Draft] = field(default_factory=list)
    waiting: ReadDate | None = None
    """A date that stands before the title it belongs to."""
    whole: set[tuple[str, str]] = field(default_factory=set)
    """Looks of the lines that were uncut snippets."""

    @property
    def draft(self) -> _Draft | None:
        return self.drafts[-1] if self.drafts else None


def find_teasers(blocks: Sequence[Block], page: Page, profile: SourceProfile) -> TeaserBlocks:
    """Return the teasers in the lines of a page, each once, in page order."""
    return _Finder(blocks, page, profile, cuts=[split_cut(block.text) for block in blocks]).find()


@dataclass(slots=True)
class _Finder:
    blocks: Sequence[Block]
    page: Page
    profile: SourceProfile
    drafts: list[_Draft] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    cuts: list[Cut] = field(default_factory=list)
    """The cut of each line."""
    habits: DateHabits = field(default_factory=DateHabits)
    addresses: dict[str, str | None] = field(default_factory=dict)
    names: dict[Element, str | None] = field(default_factory=dict)
    """What the elements around links are called, where that says teasers."""
    small: dict[int, bool] = field(default_factory=dict)
    """Whether lines are counters, dates, buttons or labels."""
    paragraphs: Counter[Element] | None = None
    """How many paragraphs of running text each element holds, itself or as its children, once it was asked."""
    page_url: str = ""

    def find(self) -> TeaserBlocks:
        source = self.profile.source
        self.habits = DateHabits(source.languages, source.timezone, self.profile.date_order)
        self.page_url = canonical_url(self.page.url)
        place = 0
        while place < len(self.blocks):
            marked = self._marker(place)
            if marked:
                place = self._after_marker(place, *marked)
            elif self._is_pair(place) and self._pairs_from(place) >= REPEATED:
                place = self._section(place, "related")
            else:
                place += 1
        self._linked()
        self.drafts.sort(key=lambda draft: draft.first)
        self._look_at_cards()
        return TeaserBlocks(tuple(self._teasers()), frozenset(self.taken))

    # Where a section begins and ends

    def _marker(self, place: int) -> tuple[TeaserKind, str] | None:
        """The kind a line announces, and what stands behind the announcement on the same line."""
        block = self.blocks[place]
        if len(block.text) > LONGEST_TITLE + 40 or not ANY_MARKER.match(block.text):
            return None
        for kind, pattern in MARKERS:
            match = pattern.match(block.text)
            if not match:
                continue
            rest = block.text[match.end() :].strip()
            if rest and self._heads_links(place):
                return kind, ""
            if not rest and (kind == "read_also" or block.tag in HEADINGS or len(block.text) < 40):
                return kind, ""
            with_colon = ":" in match[0]
            announced = (with_colon or block.href) if kind == "read_also" else (with_colon and block.href)
            if rest and announced and re.match(r"\W*\w", rest):
                return kind, rest
        return None

    def _heads_links(self, place: int) -> bool:
        """Whether a line is a heading right above a link: `Most read in the region`."""
        block, following = self.blocks[place], self.blocks[place + 1 : place + 1 + LINES_OF_CARD]
        if block.tag not in HEADINGS or block.href or len(block.text) > LONGEST_HEADING:
            return False
        return any(line.href and line.link_density > LINKED for line in following)

    def _after_marker(self, place: int, kind: TeaserKind, rest: str) -> int:
        if rest:
            return self._inline(place, kind, rest)
        following = self._section(place + 1, kind)
        if following > place + 1:
            self.taken.add(place)
        return following

    def _inline(self, place: int, kind: TeaserKind, rest: str) -> int:
        """`Read also: TITLE` on one line, inside or after the text."""
        block = self.blocks[place]
        if block.href is None and len(rest.split()) < FEWEST_WORDS:
            return place + 1
        linked = [run for run in block.runs if run.href and len(run.text.split()) >= FEWEST_WORDS]
        self.taken.add(place)
        for run in linked:
            cut = split_cut(" ".join(run.text.split()))
            self.drafts.append(
                _Draft(kind, place, place, _without_marker(cut.text), mark=cut.mark, href=run.href)
            )
        if not linked:
            cut = split_cut(rest)
            self.drafts.append(_Draft(kind, place, place, cut.text, mark=cut.mark, href=block.href))
        return place + 1

    def _section(self, start: int, kind: TeaserKind) -> int:
        """Read teasers from line `start` on, as long as lines look like teasers; return where they end."""
        section = _Section(kind)
        place = start
        while place < len(self.blocks) and len(section.drafts) < MOST:
            if ENDS.match(self.blocks[place].text) or self._is_beyond(start, place):
                break
            if self._marker(place) or (self.blocks[place].tag == "h1" and not self.blocks[place].href):
                break
            if not (self._is_beside(place, section) or self._is_teaser(place, section)):
                break
            place += 1
        if not section.drafts:
            return start
        self.drafts += section.drafts
        self.taken.update(range(start, place))
        return place

    def _is_beyond(self, start: int, place: int) -> bool:
        """Whether a line stands in a footer, navigation or form in which the section did not begin."""
        own = set(map(id, self.blocks[start].apart))
        return any(
            element.tag in ("footer", "nav", "form")
            for element in self.blocks[place].apart
            if id(element) not in own
        )

    # What a line of a section is

    def _is_beside(self, place: int, section: _Section) -> bool:
        """Whether a line is a card's counter, date, label or button, or says its title again."""
        block, draft = self.blocks[place], section.draft
        if NOISE.match(self.cuts[place].text) or self._is_echo(draft, block):
            return True
        date = self._date(block)
        if date:
            if draft and not draft.date and section.waiting is None:
                draft.date = date
            else:
                section.waiting = date
            return True
        if BUTTON.match(block.text):
            if draft:
                draft.mark = draft.mark or block.text
                draft.href = draft.href or block.href
            return True
        return (
            len(block.text) <= LONGEST_LABEL and len(block.text.split()) <= 2 and self._title_follows(place)
        )

    def _is_echo(self, draft: _Draft | None, block: Block) -> bool:
        """Whether a line repeats the title before it (the picture's text, then the link)."""
        if draft is None or draft.title is None or nfc(block.text) != nfc(draft.title):
            return False
        draft.href = draft.href or block.href
        return draft.snippet is None

    def _is_teaser(self, place: int, section: _Section) -> bool:
        """Whether a line is a title, a snippet, or both; it is put down in the section's drafts."""
        block, cut, draft = self.blocks[place], self.cuts[place], section.draft
        pair = _title_and_snippet(block)
        if pair:
            draft = self._begin(section, place, pair[0])
            draft.snippet, draft.mark = pair[1].text, pair[1].mark
        elif draft and not draft.snippet and self._is_snippet(place, section, draft):
            draft.snippet, draft.mark = cut.text, cut.mark
            draft.href, draft.last = draft.href or block.href, place
        elif self._is_title(place) and not self._is_heading_behind_links(place, section):
            self._begin(section, place, _without_noise(block))
        elif cut.mark and not draft and len(cut.text.split()) >= FEWEST_WORDS:
            draft = self._begin(section, place, None)
            draft.snippet, draft.mark = cut.text, cut.mark
        else:
            return False
        return True

    def _is_heading_behind_links(self, place: int, section: _Section) -> bool:
        """Whether a line is no link, where all titles before it are: what comes next on the page begins there."""
        if (
            section.kind == "read_also"
            or not section.drafts
            or self.blocks[place].href
            or self._is_pair(place)
        ):
            return False
        return all(self.blocks[draft.first].href for draft in section.drafts)

    def _begin(self, section: _Section, place: int, title: str | None) -> _Draft:
        draft = _Draft(section.kind, place, place, title, href=self.blocks[place].href, date=section.waiting)
        if section.waiting is None and not section.drafts:
            draft.date = None
        section.drafts.append(draft)
        section.waiting = None
        return draft

    def _is_snippet(self, place: int, section: _Section, draft: _Draft) -> bool:
        """Whether a line is the snippet of the title before it: it is cut, or stands where those of other cards do."""
        cut, block = self.cuts[place], self.blocks[place]
        if cut.mark:
            return len(cut.text) <= LONGEST_SNIPPET and not self._leads_elsewhere(block, draft)
        look = _look(block)
        if (
            len(block.text) > LONGEST_WHOLE
            or len(block.text.split()) <= FEWEST_WORDS
            or draft.href is None
            or block.href not in (None, draft.href)
            or look == _look(self.blocks[draft.first])
        ):
            return False
        following = next(
            (one for one in range(place + 1, min(place + 4, len(self.blocks))) if not self._is_small(one)),
            None,
        )
        if look in section.whole or (
            following is not None
            and (
                BUTTON.match(self.blocks[following].text)
                or (
                    _look(self.blocks[following]) == _look(self.blocks[draft.first])
                    and self._is_title(following)
                )
            )
        ):
            section.whole.add(look)
            return True
        return False

    def _leads_elsewhere(self, block: Block, draft: _Draft) -> bool:
        """Whether a line is a link to another page than the title before it: a title that was cut, of its own."""
        if draft.href is None or block.href is None or block.link_density <= LINKED:
            return False
        return self._address(block.href) != self._address(draft.href)

    def _is_small(self, place: int) -> bool:
        """Whether a line is a counter, a date, a button or a label."""
        if place not in self.small:
            text = self.blocks[place].text
            is_label = len(text) <= LONGEST_LABEL and len(text.split()) <= 2
            self.small[place] = bool(
                is_label or NOISE.match(text) or BUTTON.match(text) or self._date(self.blocks[place])
            )
        return self.small[place]

    def _title_follows(self, place: int) -> bool:
        following = range(place + 1, min(place + 3, len(self.blocks)))
        return any(self._is_title(one) for one in following)

    def _is_title(self, place: int) -> bool:
        block = self.blocks[place]
        if len(block.text) > LONGEST_TITLE or len(block.text.split()) < FEWEST_WORDS - 1:
            return False
        if block.href and block.link_density > LINKED:
            return self._address(block.href) is not None
        if self._is_pair(place):
            return True
        return block.tag in HEADINGS or block.is_strong

    def _is_pair(self, place: int) -> bool:
        """Whether a title stands here, and the snippet that was cut on one of the next lines."""
        if self.cuts[place].mark or all(cut.mark is None for cut in self.cuts[place + 1 : place + 4]):
            return False
        block = self.blocks[place]
        if len(block.text) > LONGEST_TITLE or len(block.text.split()) < FEWEST_WORDS - 1:
            return False
        for following, cut in zip(
            self.blocks[place + 1 : place + 4], self.cuts[place + 1 : place + 4], strict=True
        ):
            if NOISE.match(following.text) or nfc(following.text) == nfc(block.text) or self._date(following):
                continue
            return (
                bool(cut.mark) and len(cut.text) <= LONGEST_SNIPPET and len(cut.text.split()) >= FEWEST_WORDS
            )
        return False

    def _pairs_from(self, place: int) -> int:
        count = 0
        while place < len(self.blocks) and count < REPEATED:
            block = self.blocks[place]
            if self._is_pair(place):
                count, place = count + 1, place + 2
            elif NOISE.match(block.text) or self._date(block) or self.cuts[place].mark:
                place += 1
            else:
                break
        return count

    def _date(self, block: Block) -> ReadDate | None:
        return self._date_in(block.text)

    def _date_in(self, text: str) -> ReadDate | None:
        if (
            len(text) > LONGEST_DATE
            or (len(text) > LONGEST_WORD and not A_DIGIT.search(text))
            or len(A_WORD.findall(text)) > MOST_DATE_WORDS
        ):
            return None
        return read_common_date(text, self.habits, self.page.fetched_at)

    # Links that are teasers by the name of what they stand in, or by the shape they share

    def _linked(self) -> None:
        """Lines that link to articles from elements called related, popular, ..., or from siblings of one shape."""
        named: dict[int, TeaserKind] = {}
        links: list[LinkLine] = []
        for place, block in enumerate(self.blocks):
            if not block.link_chars or place in self.taken or len(block.text) > LONGEST_TITLE:
                continue
            if block.link_density < 0.8 and not self._is_stamped(block) and not _is_labelled(block):
                continue
            length = len(block.text.split())
            if length < FEWEST_WORDS:
                continue
            name = next((found for element in block.apart if (found := self._teaser_name(element))), None)
            if name is None and (length == FEWEST_WORDS or _is_of_the_site(block.element)):
                continue
            url = self._address(block.href)
            if url is None:
                continue
            if name:
                named[place] = "popular" if re.search(r"popular|most|trending", name, re.I) else "related"
            elif url != self.page_url and may_be_article(url, self.page_url, self.profile):
                links.append(LinkLine(place, block.element, url))
        among = {line.place for line in links if self._is_among_paragraphs(line.place)}
        shaped: dict[int, TeaserKind] = dict.fromkeys(repeated_links(links), "related")
        for place, kind in (shaped | named).items():
            self._link_line(place, kind)
        for place in sorted(among - shaped.keys() - named.keys()):
            self._link_line(place, "related", in_card=False)
        for place in among | shaped.keys():
            if self._is_heading_of_links(place - 1):
                self.taken.add(place - 1)

    def _is_among_paragraphs(self, place: int) -> bool:
        """Whether a link that is a line of its own stands among the paragraphs of a text, or behind them."""
        block = self.blocks[place]
        if block.chars >= LONGEST_AMONG or len(_text(_linked_runs(block)).split()) <= FEWEST_WORDS:
            return False
        around = islice(chain((block.element,), block.element.iterancestors()), LEVELS_AMONG)
        return any(self._paragraphs()[element] >= PARAGRAPHS for element in around)

    def _paragraphs(self) -> Counter[Element]:
        if self.paragraphs is None:
            running = [one for one in self.blocks if one.chars >= RUNNING and one.link_density < 0.3]
            parents = (block.element.getparent() for block in running)
            self.paragraphs = Counter(block.element for block in running)
            self.paragraphs.update(parent for parent in parents if parent is not None)
        return self.paragraphs

    def _is_heading_of_links(self, place: int) -> bool:
        """Whether a line announces the links below it, in whatever words: short, no sentence, set off or with a colon."""
        if place < 0 or place in self.taken:
            return False
        block = self.blocks[place]
        if block.chars > LONGEST_HEADING or block.href:
            return False
        return block.text.endswith(":") or (block.tag not in HEADINGS and block.is_strong)

    def _teaser_name(self, element: Element) -> str | None:
        if element not in self.names:
            self.names[element] = _called_teaser(f"{element.get('class') or ''} {element.get('id') or ''}")
        return self.names[element]

    def _is_stamped(self, block: Block) -> bool:
        """Whether a line is a title that links and its date."""
        return len(_text(_linked_runs(block)).split()) >= FEWEST_WORDS and self._stamp(block) is not None

    def _stamp(self, block: Block) -> ReadDate | None:
        """The date that stands beside the link of a line."""
        beside = _text(_unlinked_runs(block)).strip(SEPARATORS)
        return self._date_in(beside) if beside else None

    def _link_line(self, place: int, kind: TeaserKind, *, in_card: bool = True) -> None:
        block, cut = self.blocks[place], self.cuts[place]
        date = self._stamp(block) if block.link_density < 1 else None
        if date or _is_labelled(block) or not A_WORD.search(_text(_unlinked_runs(block))):
            cut = split_cut(_text(_linked_runs(block)))
        self.drafts.append(
            _Draft(kind, place, place, cut.text, mark=cut.mark, href=block.href, date=date, is_link=in_card)
        )
        self.taken.add(place)

    # The cards around the teasers

    def _look_at_cards(self) -> None:
        """Take from the card around each teaser what its own lines did not tell: picture, link, snippet, date."""
        edges = {edge for draft in self.drafts for edge in (draft.first, draft.last)}
        for draft in self.drafts[:MOST]:
            before = self._neighbour(draft, draft.first, -1, edges)
            after = self._neighbour(draft, draft.last, +1, edges)
            card = card_of(self.blocks[draft.first].element, before, after)
            if card is None:
                continue
            draft.image_url = image_in([card], self.page.base_url)
            if self._address(draft.href) is None:
                draft.href = next((href for href in links_in(card) if self._address(href)), None)
            if draft.is_link:
                self._read_card(draft, card)

    def _neighbour(self, draft: _Draft, place: int, step: int, edges: set[int]) -> Element | None:
        """The element of the next line that is not of the same card: counters, dates and labels may be,
        and behind a link one line of its snippet."""
        spare = 1 if draft.is_link and step > 0 else 0
        for _ in range(CARD_REACH):
            place += step
            if not 0 <= place < len(self.blocks):
                return None
            if place not in edges and self._is_small(place):
                continue
            if place not in edges and spare:
                spare -= 1
                continue
            break
        return self.blocks[place].element

    def _read_card(self, draft: _Draft, card: Element) -> None:
        """Read the lines of a card that was found by its link alone: dates and counters may stand before it."""
        for place in range(draft.first - 1, max(draft.first - 1 - CARD_REACH, -1), -1):
            if place in self.taken or not self._is_small(place) or not _is_in(self.blocks[place], card):
                break
            draft.date = draft.date or self._date(self.blocks[place])
            self.taken.add(place)
        for place in range(draft.last + 1, min(draft.last + 1 + CARD_REACH, len(self.blocks))):
            block = self.blocks[place]
            if place in self.taken or not _is_in(block, card):
                return
            cut = self.cuts[place]
            if date := self._date(block):
                draft.date = draft.date or date
            elif not self._is_small(place):
                if draft.snippet or len(cut.text) > (LONGEST_SNIPPET if cut.mark else LONGEST_WHOLE):
                    return
                if block.href == draft.href and block.tag in HEADINGS and block.text != draft.title:
                    draft.title = cut.text  # what was taken for the title is the kicker above it
                elif block.text != draft.title:
                    draft.snippet, draft.mark = cut.text, cut.mark
            self.taken.add(place)

    # Drafts to records

    def _address(self, href: str | None) -> str | None:
        if not href:
            return None
        if href not in self.addresses:
            try:
                self.addresses[href] = canonical_url(href, self.page.base_url)
            except ValueError:
                self.addresses[href] = None
        return self.addresses[href]

    def _teasers(self) -> Iterator[Teaser]:
        counts: dict[TeaserKind, int] = {}
        for draft in self._distinct()[:MOST]:
            url = self._address(draft.href)
            position = counts[draft.kind] = counts.get(draft.kind, -1) + 1
            yield Teaser(
                source=self.profile.source.id,
                page_url=self.page_url,
                kind=draft.kind,
                position=position,
                title=draft.title,
                snippet=draft.snippet,
                is_truncated=draft.mark is not None,
                cut_mark=draft.mark,
                url=url,
                native_id=native_id(url, self.profile.article_url) if url else None,
                image_url=draft.image_url,
                published_at=draft.date.instant if draft.date else None,
                published_precision=draft.date.precision if draft.date else None,
            )

    def _distinct(self) -> list[_Draft]:
        """The drafts that promise anything, each once: what a card shows twice, and what is shown in two cards, is one."""
        found: dict[tuple[str | None, str | None, str | None], _Draft] = {}
        for draft in self.drafts:
            url = self._address(draft.href)
            draft.title = nfc(draft.title).strip() or None if draft.title else None
            draft.snippet = nfc(draft.snippet).strip() or None if draft.snippet else None
            if url == self.page_url or not (draft.title or draft.snippet or url):
                continue
            first = found.setdefault((url, draft.title, None if url else draft.snippet), draft)
            if first is not draft:
                first.snippet, first.mark = first.snippet or draft.snippet, first.mark or draft.mark
                first.image_url, first.date = first.image_url or draft.image_url, first.date or draft.date
        return list(found.values())


@lru_cache(maxsize=4096)
def _called_teaser(name: str) -> str | None:
    return name if TEASER_NAME.search(name) else None


def _without_marker(text: str) -> str:
    for _, pattern in MARKERS[:1]:
        text = pattern.sub("", text, count=1)
    return text


def _look(block: Block) -> tuple[str, str]:
    """What the element of a line looks like: its tag and class."""
    return str(block.element.tag), block.element.get("class") or ""


def _is_in(block: Block, card: Element) -> bool:
    return block.element is card or card in block.element.iterancestors()


def _is_of_the_site(element: Element) -> bool:
    """Whether an element stands in what frames every page of a site: header, navigation, footer."""
    return next(element.iterancestors("header", "nav", "footer", "menu"), None) is not None


def _text(runs: Sequence[Run]) -> str:
    return " ".join("".join(run.text for run in runs).split())


def _linked_runs(block: Block) -> list[Run]:
    return [run for run in block.runs if run.href]


def _unlinked_runs(block: Block) -> list[Run]:
    return [run for run in block.runs if not run.href]


def _without_noise(block: Block) -> str:
    """The text of a line without labels such as "no image" before it."""
    runs = _telling(block)
    return _text(runs) if runs else block.text


def _telling(block: Block) -> list[Run]:
    """The runs of a line from the first on that says something."""
    runs = block.runs
    for start, run in enumerate(runs):
        if re.search(r"\w", run.text) and not NOISE.match(run.text.strip()):
            return runs[start:]
    return []


def _is_labelled(block: Block) -> bool:
    """Whether a line is a label with a colon or a bar, and then a link: `On this: TITLE`, whatever the words."""
    if block.link_density >= 1:
        return False
    runs = [run for run in block.runs if run.text.strip()]
    first = next((place for place, run in enumerate(runs) if run.href), 0)
    label = _text(runs[:first])
    return (
        label.endswith((":", "|")) and len(label) <= LONGEST_HEADING and all(run.href for run in runs[first:])
    )


SEPARATORS = " \u00a0-–—:|/·•"


def _title_and_snippet(block: Block) -> tuple[str, Cut] | None:
    """A line that holds both: a linked or bold title, then the first words with their cut mark."""
    if not split_cut(block.text).mark:
        return None
    runs = [run for run in _telling(block) if run.text.strip(SEPARATORS)]
    if len(runs) < 2:
        return None
    head = 0
    while head < len(runs) and (runs[head].href or runs[head].strong):
        head += 1
    if not 0 < head < len(runs):
        head = _plain_head(runs)
    if not head or _is_button(runs[head:]):
        return None
    title = _text(runs[:head]).strip(SEPARATORS)
    rest = split_cut(_text(runs[head:]).strip(SEPARATORS))
    if len(title.split()) < FEWEST_WORDS - 1 or not rest.mark or not rest.text:
        return None
    return title, rest


def _plain_head(runs: Sequence[Run]) -> int:
    """How many runs are the title where nothing sets it off: one of exactly two, when the other begins anew."""
    if len(runs) != 2 or len(runs[0].text) > LONGEST_TITLE:
        return 0
    first = re.search(r"\w", runs[1].text)
    return 1 if first and not first[0].islower() else 0


def _is_button(runs: Sequence[Run]) -> bool:
    text = "".join(run.text for run in runs).strip()
    return not re.search(r"\w", CUT.sub("", text)) or len(text.split()) < 2
