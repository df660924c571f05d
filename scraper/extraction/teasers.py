"""Teasers on any page: "Read also", related, popular. Found by their words and by their shape, with or without URLs.

Works on the lines of a page, so that headings with paragraphs, list items with links and plain `<br>`
lines are the same thing. A line that ends in a cut mark is the snippet of the title before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from lxml.etree import _Element as Element

from scraper.extraction.blocks import HEADINGS, Block, Run
from scraper.extraction.dates import DateHabits, ReadDate, read_common_date
from scraper.extraction.page import Page
from scraper.extraction.profile import SourceProfile
from storage.canonical import canonical_url, native_id
from storage.records import Teaser, TeaserKind
from storage.text import nfc

MARKER_WORDS: tuple[tuple[TeaserKind, str], ...] = (
    (
        "read_also",
        r"read also|also read|see also|read more on (?:this|the) topic|читайте также|читайте ещё|читайте еще|читать также|"
        r"смотрите также|ещё по теме|еще по теме|дагы окуңуз(?:дар)?|дагы оку(?:ңуздар)?|ушул темада|ayrıca okuyun(?:uz)?|"
        r"bunları da okuyun|bunu da oku(?:yun)?|тағы оқыңыз(?:дар)?|оқи отырыңыз|shuningdek o[ʻ'‘’`]qing|yana o[ʻ'‘’`]qing|"
        r"шунингдек ўқинг|həmçinin oxuyun|lesen sie auch|lire aussi|à lire aussi|lee también|leggi anche",
    ),
    (
        "related",
        r"related(?: (?:news|articles?|stories|posts|topics|content))?|материалы по теме|новости по теме|по теме|"
        r"похожие (?:новости|материалы|статьи)|связанные новости|тема боюнча|окшош (?:жаңылыктар|макалалар)|"
        r"ilgili (?:haberler|yazılar|içerikler)|benzer haberler|more (?:on this (?:story|topic)|stories|news|from .{2,30})",
    ),
    (
        "popular",
        r"popular(?: (?:news|posts|articles|stories))?|most (?:read|popular|viewed)|trending(?: now)?|популярн(?:ое|ые)(?: новости)?|"
        r"самое (?:читаемое|популярное|обсуждаемое)|топ новостей|главные новости|последние новости|лента новостей|"
        r"көп окулган(?:дар)?|популярдуу|акыркы жаңылыктар|çok okunan(?:lar)?|en çok okunanlar|son (?:dakika )?haberler",
    ),
)
MARKERS = tuple(
    (kind, re.compile(rf"^\W*(?:{words})\s*[:：.…»>→]*\s*", re.I)) for kind, words in MARKER_WORDS
)
ANY_MARKER = re.compile(r"^\W*(?:" + "|".join(words for _, words in MARKER_WORDS) + ")", re.I)
ENDS = re.compile(
    r"^\W*(?:write a comment|leave a (?:comment|reply)|comments?\b.{0,20}$|post a comment|add a comment|написать комментарий|"
    r"комментари[ийя]\w*(?:\s*\(\d+\))?\W*$|оставить комментарий|добавить комментарий|комментарий (?:жазуу|калтыр\w*)|пикир (?:жазуу|калтыруу)|"
    r"yorum (?:yaz\w*|yap\w*|bırak\w*)|yorumlar|share\W*$|поделиться|бөлүшүү|paylaş\W*$|tags?:|теги:|тэги:|©|\(c\)|copyright|все права|all rights|"
    r"follow us|подпис\w+|реклама|контакты|о нас|about us|contacts?)",
    re.I,
)
CUT = re.compile(
    r"(?<!\s)\s*(?P<mark>\[\s*(?:\.\.\.|…)\s*\]|\(\s*(?:\.\.\.|…)\s*\)|\.\.\.|…)?\s*"
    r"(?P<more>(?:дальше|далее|подробнее|подробно|читать (?:далее|дальше|полностью)|толугу менен|толук окуу|окуу|read more|continue reading|more|"
    r"devamı(?:nı oku)?|devam[ıi] için|толығырақ|batafsil|ətraflı)\s*(?:»|›|>|→|&raquo;|\.\.\.|…)*)?\s*$",
    re.I,
)
NOISE = re.compile(
    r"^\W*(?:без изображения|no image|нет (?:изображения|фото)|сүрөтсүз|resim yok|image|photo|фото|видео|video|\d+|"
    r"(?:просмотр\w*|views?|көрүүлөр|кароо)\W*\d*|\d+\s*(?:просмотр\w*|views?|min read|мин)|\d+ из \d+)\W*$",
    re.I,
)
LONGEST_TITLE = 300
LONGEST_SNIPPET = 700
FEWEST_WORDS = 3
"""A link of one or two words is a section or a button."""
REPEATED = 3
"""So many title-and-cut-snippet pairs in a row are teasers even where no word announces them."""
TEASER_NAME = re.compile(
    r"(?:^|[\s_-])(?:related\w*|rel-?\w*|read-?(?:also|more|next)|recommend\w*|popular\w*|most-?(?:read|popular)|trending|more-?(?:news|stories)|also|"
    r"latest\w*|teasers?|similar|see-?also)(?:$|[\s_-])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class TeaserBlocks:
    """The teasers of a page, and the places of the lines they stand in, which the body leaves out."""

    teasers: tuple[Teaser, ...] = ()
    lines: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Draft:
    kind: TeaserKind
    title: str | None = None
    snippet: str | None = None
    mark: str | None = None
    href: str | None = None
    date: ReadDate | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A text without its cut mark, and the mark as it was shown."""

    text: str
    mark: str | None


CUT_ENDS = ("...", "…", "]", ")", "»", "›", ">", "→")
CUT_WORDS = frozenset(
    "дальше далее подробнее подробно полностью менен окуу more reading devamı devamını oku için толығырақ batafsil ətraflı".split()
)
"""How a line that was cut can end: looked at before anything dearer."""
TAIL = 60
"""Characters at the end of a line in which a cut mark can stand."""


@lru_cache(maxsize=4096)
def split_cut(text: str) -> Cut:
    """Return `text` without the mark that says it was cut (`...`, `…`, `[...]`, `дальше »`).

    Of four dots the first is an abbreviation's: `T....` leaves `T.`.
    """
    if not text or text.isspace():
        return Cut(text, None)
    if not text.endswith(CUT_ENDS) and text.rsplit(None, 1)[-1].casefold() not in CUT_WORDS:
        return Cut(text, None)
    start = max(0, len(text) - TAIL)
    match = CUT.search(text[start:])
    if not match or not (match["mark"] or match["more"]) or start + match.start() == 0:
        return Cut(text, None)
    more = match["more"]
    if more and not match["mark"] and not re.search(r"[»›>→…]|\.\.\.", more) and len(more.split()) < 2:
        return Cut(text, None)
    mark = " ".join(part for part in (match["mark"], more) if part).strip()
    return Cut(text[: start + match.start()].rstrip(), mark)


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

    def find(self) -> TeaserBlocks:
        place = 0
        while place < len(self.blocks):
            marked = self._marker(place)
            if marked:
                place = self._after_marker(place, *marked)
            elif self._is_pair(place) and self._pairs_from(place) >= REPEATED:
                place = self._section(place, "related")
            else:
                place += 1
        self._named()
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
            if not rest and (kind == "read_also" or block.tag in HEADINGS or len(block.text) < 40):
                return kind, ""
            if rest and kind == "read_also" and (":" in match[0] or block.href) and re.match(r"\W*\w", rest):
                return kind, rest
        return None

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
            self.drafts.append(_Draft(kind, _without_marker(cut.text), mark=cut.mark, href=run.href))
        if not linked:
            cut = split_cut(rest)
            self.drafts.append(_Draft(kind, cut.text, mark=cut.mark, href=block.href))
        return place + 1

    def _section(self, start: int, kind: TeaserKind) -> int:
        """Read teasers from line `start` on, as long as lines look like teasers; return where they end."""
        place, begun = start, len(self.drafts)
        draft: _Draft | None = None
        while place < len(self.blocks):
            block = self.blocks[place]
            if (
                ENDS.match(block.text)
                or self._is_beyond(start, place)
                or (place > start and self._marker(place))
            ):
                break
            if NOISE.match(block.text) or self._is_echo(draft, block):
                place += 1
                continue
            date = self._date(block)
            if date:
                if draft and not draft.date:
                    draft.date = date
                place += 1
                continue
            pair = _title_and_snippet(block)
            if pair:
                draft = self._begin(kind, pair[0], block.href)
                draft.snippet, draft.mark = pair[1].text, pair[1].mark
            elif (
                (cut := split_cut(block.text)).mark
                and draft
                and not draft.snippet
                and len(cut.text) <= LONGEST_SNIPPET
            ):
                draft.snippet, draft.mark = cut.text, cut.mark
                draft.href = draft.href or block.href
            elif self._is_title(place):
                draft = self._begin(kind, block.text, block.href)
            elif cut.mark and not draft and len(cut.text.split()) >= FEWEST_WORDS:
                draft = self._begin(kind, None, block.href)
                draft.snippet, draft.mark = cut.text, cut.mark
            else:
                break
            place += 1
        if len(self.drafts) == begun:
            return start
        self.taken.update(range(start, place))
        return place

    def _begin(self, kind: TeaserKind, title: str | None, href: str | None) -> _Draft:
        draft = _Draft(kind, title, href=href)
        self.drafts.append(draft)
        return draft

    def _is_beyond(self, start: int, place: int) -> bool:
        """Whether a line stands in a footer, navigation or form in which the section did not begin."""
        own = set(map(id, self.blocks[start].apart))
        return any(
            element.tag in ("footer", "nav", "form")
            for element in self.blocks[place].apart
            if id(element) not in own
        )

    def _is_echo(self, draft: _Draft | None, block: Block) -> bool:
        """Whether a line repeats the title before it (the picture's text, then the link)."""
        if draft is None or draft.title is None or nfc(block.text) != nfc(draft.title):
            return False
        draft.href = draft.href or block.href
        return draft.snippet is None

    def _is_title(self, place: int) -> bool:
        block = self.blocks[place]
        if len(block.text) > LONGEST_TITLE or len(block.text.split()) < FEWEST_WORDS - 1:
            return False
        if block.href and block.link_density > 0.6:
            return self._address(block.href) is not None
        if self._is_pair(place):
            return True
        return block.tag in HEADINGS or bool(
            block.runs and all(run.strong for run in block.runs if run.text.strip())
        )

    def _is_pair(self, place: int) -> bool:
        """Whether a title stands here, and the snippet that was cut on one of the next lines."""
        block = self.blocks[place]
        if not any(cut.mark for cut in self.cuts[place + 1 : place + 4]) or self.cuts[place].mark:
            return False
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
            elif NOISE.match(block.text) or self._date(block) or split_cut(block.text).mark:
                place += 1
            else:
                break
        return count

    def _date(self, block: Block) -> ReadDate | None:
        if (
            len(block.text) > 40
            or not re.search(r"\d", block.text)
            or len(re.findall(r"[^\W\d_]{2,}", block.text)) > 3
        ):
            return None
        source = self.profile.source
        return read_common_date(
            block.text,
            DateHabits(source.languages, source.timezone, self.profile.date_order),
            self.page.fetched_at,
        )

    # Links in elements that are called so

    def _named(self) -> None:
        """Lines that link to articles from within elements whose class says related, popular, ..."""
        for place, block in enumerate(self.blocks):
            if place in self.taken or not block.href or block.link_density < 0.8 or not block.apart:
                continue
            name = next((found for element in block.apart if (found := _teaser_name(element))), None)
            if not name or not len(block.text.split()) >= FEWEST_WORDS or len(block.text) > LONGEST_TITLE:
                continue
            if self._address(block.href) is None:
                continue
            cut = split_cut(block.text)
            kind: TeaserKind = "popular" if re.search(r"popular|most|trending", name, re.I) else "related"
            self.drafts.append(_Draft(kind, cut.text, mark=cut.mark, href=block.href))
            self.taken.add(place)

    # Drafts to records

    def _address(self, href: str | None) -> str | None:
        if not href:
            return None
        try:
            return canonical_url(href, self.page.base_url)
        except ValueError:
            return None

    def _teasers(self) -> Iterator[Teaser]:
        page_url = canonical_url(self.page.url)
        counts: dict[TeaserKind, int] = {}
        seen: set[tuple[str | None, str | None, str | None]] = set()
        for draft in self.drafts:
            url = self._address(draft.href)
            title = nfc(draft.title).strip() if draft.title else None
            snippet = nfc(draft.snippet).strip() if draft.snippet else None
            identity = (url, title, snippet)
            if identity in seen or url == page_url or not (title or snippet or url):
                continue
            seen.add(identity)
            position = counts[draft.kind] = counts.get(draft.kind, -1) + 1
            yield Teaser(
                source=self.profile.source.id,
                page_url=page_url,
                kind=draft.kind,
                position=position,
                title=title,
                snippet=snippet,
                is_truncated=draft.mark is not None,
                cut_mark=draft.mark,
                url=url,
                native_id=native_id(url, self.profile.article_url) if url else None,
                published_at=draft.date.instant if draft.date else None,
                published_precision=draft.date.precision if draft.date else None,
            )


def _teaser_name(element: Element) -> str | None:
    return _called_teaser(f"{element.get('class') or ''} {element.get('id') or ''}")


@lru_cache(maxsize=4096)
def _called_teaser(name: str) -> str | None:
    return name if TEASER_NAME.search(name) else None


def _without_marker(text: str) -> str:
    for _, pattern in MARKERS[:1]:
        text = pattern.sub("", text, count=1)
    return text


def _title_and_snippet(block: Block) -> tuple[str, Cut] | None:
    """A line that holds both: a linked or bold title, then the first words with their cut mark."""
    cut = split_cut(block.text)
    if not cut.mark:
        return None
    runs = [run for run in block.runs if run.text.strip()]
    head = 0
    while head < len(runs) and (runs[head].href or runs[head].strong):
        head += 1
    if not 0 < head < len(runs) or _is_button(runs[head:]):
        return None
    title = " ".join("".join(run.text for run in runs[:head]).split())
    rest = split_cut(" ".join("".join(run.text for run in runs[head:]).split()).lstrip(" -–—:|/"))
    if len(title.split()) < FEWEST_WORDS - 1 or not rest.mark or not rest.text:
        return None
    return title, rest


def _is_button(runs: Sequence[Run]) -> bool:
    text = "".join(run.text for run in runs).strip()
    return not re.search(r"\w", CUT.sub("", text)) or len(text.split()) < 2


def same_site(left: str, right: str) -> bool:
    """Return whether two canonical URLs are of one host."""
    return urlsplit(left).hostname == urlsplit(right).hostname
