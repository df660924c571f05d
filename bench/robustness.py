"""How well pages are read when they are built otherwise: `python bench/robustness.py [PAGES_DIR] [--only FIELD]`.

Sites that nobody has looked at yet differ from the known ones in how they build their pages, less in what they say.
So real pages with known truth (see `bench/extraction.py`) are rebuilt: without JSON-LD, without class names, with
the site's name in every title, with another byline, with the date in words. What is read from them is compared with
the same truth, or with what was put in.

    title      share of pages whose title stays right; of the pages on which the places that give a title do not
               contradict the true one, as nobody can tell else which of two headlines a rebuilt page would keep
    authors    mean F1 over the set of names, which are made up
    published  share of pages with the right day, in UTC
    body       F1 of the mean precision and the mean recall over the runs of four words
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element as Element

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.extraction import (
    PAGES,
    Extract,
    Page,
    Read,
    f1,
    in_utc,
    kabarchy,
    mean,
    names_f1,
    pages_of,
    plain,
    precision_and_recall,
    sets_in,
)

Rebuild = Callable[[Element, Page], None]
NAME = "Вечерний Вестник"
"""The name of a site, which its address does not spell."""
NAMES = ("Aida Berdieva", "Timur Sadyk")
"""Two people who wrote nothing on any of the pages."""


# Parts of pages


def scripts_of(tree: Element) -> list[Element]:
    """Return the scripts that hold JSON-LD."""
    return [one for one in tree.iter("script") if "ld+json" in (one.get("type") or "").lower()]


def inner_text(element: Element) -> str:
    """Return the text inside an element."""
    return "".join(map(str, element.itertext()))


def remove(elements: Sequence[Element]) -> None:
    """Take elements out of their tree; the text behind them stays."""
    for element in elements:
        parent = element.getparent()
        if parent is None:
            continue
        before = element.getprevious()
        if element.tail and before is not None:
            before.tail = (before.tail or "") + element.tail
        elif element.tail:
            parent.text = (parent.text or "") + element.tail
        parent.remove(element)


def metas_of(tree: Element, pattern: str) -> list[Element]:
    """Return the `<meta>` elements whose property or name matches `pattern`."""
    wanted = re.compile(pattern, re.I)
    return [one for one in tree.iter("meta") if wanted.match(one.get("property") or one.get("name") or "")]


def head_of(tree: Element) -> Element:
    """Return `<head>`, made where there is none."""
    head = tree.find("head")
    if head is None:
        head = etree.Element("head")
        tree.insert(0, head)
    return head


def headline_of(tree: Element, page: Page) -> Element | None:
    """Return the `<h1>` that says the title, or the only one."""
    headings = list(tree.iter("h1"))
    title = plain(page.truth.get("title"))
    said = [one for one in headings if title and title in plain(inner_text(one))]
    return next(iter(said), headings[0] if len(headings) == 1 else None)


def add(parent: Element, tag: str, text: str = "", at: int | None = None, **attributes: str) -> Element:
    """Put a new element into `parent`."""
    element = etree.Element(tag, {name.rstrip("_"): value for name, value in attributes.items()})
    element.text = text or None
    parent.insert(len(parent) if at is None else at, element)
    return element


def add_json_ld(tree: Element, thing: dict[str, object]) -> None:
    """Put JSON-LD into the page."""
    text = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False)
    add(head_of(tree), "script", text, type="application/ld+json")


def change_json_ld(tree: Element, change: Callable[[dict[str, object]], None]) -> None:
    """Change each object of the page's JSON-LD."""
    for script in scripts_of(tree):
        try:
            value = json.loads(script.text or "", strict=False)
        except ValueError:
            continue
        for thing in _objects(value):
            change(thing)
        script.text = json.dumps(value, ensure_ascii=False)


def _objects(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _objects(one)


# Titles


def no_json_ld(tree: Element, _page: Page) -> None:
    """No JSON-LD."""
    remove(scripts_of(tree))


def broken_json_ld(tree: Element, _page: Page) -> None:
    """JSON-LD that cannot be read."""
    for script in scripts_of(tree):
        script.text = (script.text or "")[: len(script.text or "") // 8]


def no_opengraph(tree: Element, _page: Page) -> None:
    """No OpenGraph, and no card for networks."""
    remove(metas_of(tree, "og:|twitter:|article:"))


def no_metadata(tree: Element, page: Page) -> None:
    """Nothing but `<title>` and `<h1>`."""
    no_json_ld(tree, page)
    remove(list(tree.iter("meta")))
    for element in tree.iter(etree.Element):
        for name in ("itemprop", "itemscope", "itemtype"):
            element.attrib.pop(name, "")


def no_h1(tree: Element, _page: Page) -> None:
    """The headline is no `<h1>`."""
    for heading in list(tree.iter("h1")):
        heading.tag = "div"


def logo_as_h1(tree: Element, page: Page) -> None:
    """The site's logo is the only `<h1>`."""
    no_h1(tree, page)
    _add_logo(tree)


def logo_beside_h1(tree: Element, page: Page) -> None:
    """The site's logo is the first `<h1>` of two, and `<title>` and `<h1>` are all there is."""
    no_metadata(tree, page)
    _add_logo(tree)


def teasers_as_h1(tree: Element, page: Page) -> None:
    """Teasers are `<h1>`, too, before and behind the text; no metadata."""
    no_metadata(tree, page)
    body = tree.find("body")
    if body is not None:
        for text in ("Snow closes the pass between the two valleys", "Mountain school gets a new roof"):
            add(body, "h1", text)
        add(body, "h1", "Most read: how the market of the city moves", at=0)


def _add_logo(tree: Element) -> None:
    body = tree.find("body")
    if body is not None:
        add(add(body, "h1", at=0), "a", NAME, href="/")


def named(mark: str, first: bool = False, section: str = "") -> Rebuild:
    """Return what puts the site's name, behind `mark`, into `<title>` and OpenGraph.

    Of a name that stands `first` JSON-LD says that it is one: alone it looks like a kicker.
    """

    def rebuild(tree: Element, page: Page) -> None:
        remove(metas_of(tree, "og:site_name|application-name|twitter:"))
        if first:
            add_json_ld(tree, {"@type": "Organization", "name": NAME})
        name = f"{section}{mark}{NAME}" if section else NAME
        title = page.truth["title"]
        whole = f"{name}{mark}{title}" if first else f"{title}{mark}{name}"
        for element in tree.iter("title"):
            element.text = whole
            break
        for element in metas_of(tree, "og:title"):
            element.set("content", whole)

    return rebuild


def named_alone(mark: str, first: bool = False, known: bool = False) -> Rebuild:
    """Return what leaves of the page's titles nothing but `<title>` with the site's name (`known`: the page tells it)."""

    def rebuild(tree: Element, page: Page) -> None:
        no_metadata(tree, page)
        logo_as_h1(tree, page) if not known else no_h1(tree, page)
        named(mark, first)(tree, page)
        if known:
            add(head_of(tree), "meta", property="og:site_name", content=NAME)

    return rebuild


def kicker_in_h1(tree: Element, page: Page) -> None:
    """A kicker stands within `<h1>`."""
    heading = headline_of(tree, page)
    if heading is not None:
        kicker = add(heading, "span", "Kara-Suu", at=0)
        kicker.tail, heading.text = f"\n{heading.text or ''}", None


def capital_h1(tree: Element, _page: Page) -> None:
    """`<h1>` and OpenGraph are in capitals."""
    for element in tree.iter("h1"):
        for inner in element.iter(etree.Element):
            inner.text = (inner.text or "").upper() or None
            if inner is not element:
                inner.tail = (inner.tail or "").upper() or None
    for element in metas_of(tree, "og:title"):
        element.set("content", (element.get("content") or "").upper())


def cut_metadata(tree: Element, _page: Page) -> None:
    """JSON-LD and OpenGraph give the first 60 characters of the title, and three dots."""

    def cut(text: str) -> str:
        return text if len(text) < 60 else f"{text[:60].rsplit(' ', 1)[0]}..."

    def change(thing: dict[str, object]) -> None:
        if isinstance(headline := thing.get("headline"), str):
            thing["headline"] = cut(headline)

    change_json_ld(tree, change)
    for element in metas_of(tree, "og:title|twitter:title"):
        element.set("content", cut(element.get("content") or ""))


def other_article_first(tree: Element, _page: Page) -> None:
    """JSON-LD of another article stands before the page's own."""
    text = json.dumps({"@type": "NewsArticle", "headline": "Snow closes the pass between the two valleys"})
    add(head_of(tree), "script", text, at=0, type="application/ld+json")


def site_as_headline(tree: Element, page: Page) -> None:
    """JSON-LD gives the site's name as headline, OpenGraph as title; `<title>` has both."""
    for element in tree.iter("title"):
        element.text = f"{page.truth['title']} - {NAME}"
        break
    change_json_ld(tree, lambda thing: thing.update(headline=NAME) if "headline" in thing else None)
    for element in metas_of(tree, "og:title|og:site_name"):
        element.set("content", NAME)


TITLES: dict[str, Rebuild] = {
    "no JSON-LD": no_json_ld,
    "broken JSON-LD": broken_json_ld,
    "no OpenGraph": no_opengraph,
    "no metadata": no_metadata,
    "no h1": no_h1,
    "logo as h1": logo_as_h1,
    "logo as another h1, no metadata": logo_beside_h1,
    "teasers as h1, no metadata": teasers_as_h1,
    **{f"TITLE{mark}NAME": named(mark) for mark in (" - ", " | ", " :: ", " — ", " / ", " » ", ": ")},
    **{f"NAME{mark}TITLE": named(mark, first=True) for mark in (" - ", " | ", ": ")},
    "TITLE | SECTION | NAME": named(" | ", section="Общество"),
    "only TITLE - NAME": named_alone(" - "),
    "only NAME | TITLE": named_alone(" | ", first=True),
    "only TITLE / NAME, name known": named_alone(" / ", known=True),
    "kicker in h1": kicker_in_h1,
    "capitals": capital_h1,
    "metadata cut": cut_metadata,
    "another article's JSON-LD": other_article_first,
    "site's name as headline": site_as_headline,
}


# Authors

AUTHOR_CLASS = re.compile(r"author|byline|autor|redakt|redact|yazar|writer|contributor", re.I)
PLACES = ("author", "creator", "editor", "contributor")


def no_authors(tree: Element, page: Page) -> None:
    """Take every author out of the page that a name gives away, and the short lines that hold one of the true ones."""

    def change(thing: dict[str, object]) -> None:
        for place in PLACES:
            thing.pop(place, None)

    change_json_ld(tree, change)
    remove(metas_of(tree, ".*(?:author|creator|byl|twitter:(?:label|data))"))
    names = [name for one in page.truth["authors"] or () if (name := plain(one))]
    kinds = ("a", "span", "div", "p", "address", "li", "ul", "strong", "b", "i", "em", "h3", "h4", "h5", "h6")
    marked = [
        element
        for element in tree.iter(*kinds)
        if AUTHOR_CLASS.search(f"{element.get('class')} {element.get('id')} {element.get('itemprop')}")
        or element.get("rel") == "author"
        or (len(inner_text(element)) < 100 and any(one in plain(inner_text(element)) for one in names))
    ]
    remove([one for one in marked if len(inner_text(one)) < 400])


def before_text(tree: Element, page: Page, markup: str) -> None:
    """Put `markup` before the first long paragraph."""
    opening = next((one for one in _paragraphs(tree) if _opens(one, page)), None)
    if opening is None or (parent := opening.getparent()) is None:
        return
    made = etree.fromstring(markup, etree.HTMLParser()).find("body")
    for element in list(made if made is not None else ()):
        parent.insert(parent.index(opening), element)


def _paragraphs(tree: Element) -> Iterator[Element]:
    yield from tree.iter("p")
    yield from tree.iter("div")


def _opens(element: Element, page: Page) -> bool:
    text = plain(inner_text(element))
    start = plain(page.truth["text"])[:60]
    return 60 < len(text) < 3000 and (text.startswith(start[:40]) or text[:60] in plain(page.truth["text"]))


@dataclass(frozen=True, slots=True)
class Byline:
    """A way to say who wrote it: JSON-LD or `<meta>`, or what stands before the text."""

    markup: str = ""
    json_ld: object = None
    meta: tuple[str, ...] = ()
    names: tuple[str, ...] = NAMES

    def rebuild(self, tree: Element, page: Page) -> None:
        no_authors(tree, page)
        if self.json_ld is not None:
            no_json_ld(tree, page)
            thing = {"@type": "NewsArticle", "headline": page.truth["title"], "author": self.json_ld}
            add_json_ld(tree, {**thing, "publisher": {"@type": "Organization", "name": "Evening Herald"}})
        for text in self.meta:
            add(head_of(tree), "meta", name="author", content=text)
        if self.markup:
            before_text(tree, page, self.markup)


ONE, TWO = NAMES
PERSON, OTHER = {"@type": "Person", "name": ONE}, {"@type": "Person", "name": TWO}
BYLINES: dict[str, Byline] = {
    "By X and Y": Byline(f"<p>By {ONE} and {TWO}</p>"),
    "By X, ROLE": Byline(f"<p>By {ONE}, Political Editor</p>", names=(ONE,)),
    "Author: X": Byline(f"<div>Author: {ONE}</div>", names=(ONE,)),
    "Автор: X": Byline(f"<div>Автор: {ONE}</div>", names=(ONE,)),
    "Авторы: X, Y": Byline(f"<p><b>Авторы: {ONE}, {TWO}</b></p>"),
    "Автору: X": Byline(f"<p>Автору: {ONE}</p>", names=(ONE,)),
    "Текст: X": Byline(f"<p>Текст: {ONE}</p>", names=(ONE,)),
    "Yazar: X": Byline(f"<p>Yazar: {ONE}</p>", names=(ONE,)),
    "Haber: X": Byline(f"<p>Haber: {ONE}</p>", names=(ONE,)),
    "rel=author": Byline(
        f'<p><a rel="author" href="/a/1">{ONE}</a> <a rel="author" href="/a/2">{TWO}</a></p>'
    ),
    "link to /author/": Byline(f'<div class="css-1q2"><a href="/author/aida">{ONE}</a></div>', names=(ONE,)),
    "class author": Byline(f'<div class="post-author__name">{ONE}</div>', names=(ONE,)),
    "class byline, with handle and mail": Byline(
        f'<div class="byline">By <a href="/p/1">{ONE}</a>, Senior Editor | @aidab | aida@site.example</div>',
        names=(ONE,),
    ),
    "class byline, with a date": Byline(
        f'<div class="byline"><span>By {ONE} and {TWO}</span> <time>12 May</time></div>'
    ),
    "JSON-LD: a list": Byline(json_ld=[PERSON, OTHER]),
    "JSON-LD: X and Y in one name": Byline(json_ld={"@type": "Person", "name": f"{ONE} and {TWO}"}),
    "JSON-LD: text": Byline(json_ld=f"{ONE}, {TWO}"),
    "JSON-LD: By X": Byline(json_ld={"@type": "Person", "name": f"By {ONE}"}, names=(ONE,)),
    "JSON-LD: X, ROLE": Byline(json_ld={"@type": "Person", "name": f"{ONE}, Political Editor"}, names=(ONE,)),
    "JSON-LD: the site, X shown": Byline(
        f'<p class="byline">By {ONE}</p>',
        json_ld={"@type": "Organization", "name": "Evening Herald"},
        names=(ONE,),
    ),
    "JSON-LD: Staff, X shown": Byline(
        f'<p class="byline">By {ONE}</p>', json_ld={"@type": "Person", "name": "Staff"}, names=(ONE,)
    ),
    "JSON-LD: an address, X shown": Byline(
        f'<p class="byline">By {ONE}</p>', json_ld="https://site.example/author/aida", names=(ONE,)
    ),
    "JSON-LD: Редакция, X shown": Byline(
        f"<p>Автор: {ONE}</p>", json_ld={"@type": "Person", "name": "Редакция"}, names=(ONE,)
    ),
    "meta: an address, X shown": Byline(
        f'<p class="author">{ONE}</p>', meta=("https://www.facebook.com/site",), names=(ONE,)
    ),
    "meta: X; Y": Byline(meta=(f"{ONE}; {TWO}",)),
    "meta: X (Agency)": Byline(meta=(f"{ONE} (Reuters)",), names=(ONE,)),
    "meta: mail (X)": Byline(meta=(f"aida@site.example ({ONE})",), names=(ONE,)),
    "meta: admin, nobody shown": Byline(meta=("admin",), names=()),
    "nobody": Byline(names=()),
}


# Published

DATE_CLASS = re.compile(
    r"date|time|publish|posted|created|meta|datum|tarih|uhrzeit|day|stamp|modified|updated", re.I
)
MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "ky": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split(),
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def no_dates(tree: Element) -> None:
    """Take every date out of the page that a name gives away."""

    def change(thing: dict[str, object]) -> None:
        for key in [key for key in thing if "date" in key.lower()]:
            del thing[key]

    change_json_ld(tree, change)
    remove(metas_of(tree, ".*(?:date|time|publish|modified|updated)"))
    for element in tree.iter(etree.Element):
        if (element.get("itemprop") or "").startswith("date"):
            del element.attrib["itemprop"]
    marked = [
        element
        for element in tree.iter("time", "span", "div", "p", "li", "small", "em", "i", "td", "h5", "h6")
        if element.tag == "time" or DATE_CLASS.search(f"{element.get('class')} {element.get('id')}")
    ]
    remove([one for one in marked if len(inner_text(one)) < 120])


Dated = Callable[[datetime], str]


def shown(markup: Dated, json_ld: Callable[[datetime], dict[str, object]] | None = None) -> Rebuild:
    """Return what says the true date in no other way than before the text (and in JSON-LD)."""

    def rebuild(tree: Element, page: Page) -> None:
        moment = in_utc(page.truth["published"])
        if moment is None:
            return
        no_dates(tree)
        if text := markup(moment):
            before_text(tree, page, text)
        if json_ld:
            no_json_ld(tree, page)
            thing = {"@type": "NewsArticle", "headline": page.truth["title"], **json_ld(moment)}
            add_json_ld(tree, thing)

    return rebuild


def _in_words(language: str, form: str) -> Dated:
    def text(moment: datetime) -> str:
        month = MONTHS[language][moment.month - 1]
        return form.format(m=month, d=moment.day, y=moment.year, t=f"{moment:%H:%M}")

    return text


def _later(moment: datetime) -> str:
    return (moment + timedelta(days=3)).isoformat()


DATES: dict[str, Rebuild] = {
    "ru: 12 мая 2025, 14:35": shown(_in_words("ru", "<div>{d} {m} {y}, {t}</div>")),
    "ru: Опубликовано: 12 мая 2025": shown(_in_words("ru", "<p>Опубликовано: {d} {m} {y}</p>")),
    "ru: 12.05.2025 14:35": shown(lambda moment: f"<span>{moment:%d.%m.%Y %H:%M}</span>"),
    "ky: 2025-жылдын 12-майы": shown(_in_words("ky", '<div class="x1">{y}-жыл, {d}-{m}, {t}</div>')),
    "en: May 12, 2025 at 14:35": shown(_in_words("en", "<div>{m} {d}, {y} at {t}</div>")),
    "en: Published 12 May 2025": shown(_in_words("en", "<p>Published {d} {m} {y} {t}</p>")),
    "tr: 12 Mayıs 2025 14:35": shown(_in_words("tr", "<div>{d} {m} {y} {t}</div>")),
    "class date: 12 May 2025": shown(_in_words("en", '<div class="post-date">{d} {m} {y} {t}</div>')),
    "time with datetime": shown(lambda moment: f'<time datetime="{moment.isoformat()}">a while ago</time>'),
    "time, in another zone": shown(
        lambda moment: f'<time datetime="{(moment + timedelta(hours=6)):%Y-%m-%dT%H:%M:%S}+06:00">x</time>'
    ),
    "updated before published": shown(
        lambda moment: (
            f"<div>Updated: {moment + timedelta(days=3):%d %B %Y %H:%M}</div>"
            f"<div>Published: {moment:%d %B %Y %H:%M}</div>"
        )
    ),
    "time of update before published": shown(
        lambda moment: (
            f'<p>Updated <time datetime="{_later(moment)}">x</time></p>'
            f'<p>Published <time datetime="{moment.isoformat()}">x</time></p>'
        )
    ),
    "JSON-LD: modified alone, published shown": shown(
        _in_words("en", "<div>{d} {m} {y} {t}</div>"), lambda moment: {"dateModified": _later(moment)}
    ),
    "JSON-LD: modified first": shown(
        lambda _moment: "",
        lambda moment: {"dateModified": _later(moment), "datePublished": moment.isoformat()},
    ),
    "JSON-LD: with a zone": shown(
        lambda _moment: "",
        lambda moment: {"datePublished": f"{moment + timedelta(hours=9):%Y-%m-%dT%H:%M:%S}+0900"},
    ),
}


# Bodies


def no_names(tree: Element, _page: Page) -> None:
    """No class, no id."""
    for element in tree.iter(etree.Element):
        element.attrib.pop("class", "")
        element.attrib.pop("id", "")


def hashed_names(tree: Element, _page: Page) -> None:
    """Each class and id is a hash, as build tools make them: equal ones stay equal."""
    for element in tree.iter(etree.Element):
        for name in ("class", "id"):
            if value := element.get(name):
                element.set(name, " ".join(map(_hashed, value.split())))


def _hashed(name: str) -> str:
    return f"css-{hashlib.sha256(name.encode()).hexdigest()[:7]}"


def only_divs(tree: Element, _page: Page) -> None:
    """No element says by its tag what it is for."""
    for element in tree.iter(
        "article", "main", "section", "header", "footer", "aside", "nav", "figure", "figcaption", "hgroup"
    ):
        element.tag = "div"


def nothing_told(tree: Element, page: Page) -> None:
    """Hashed names, `<div>` for all that has a meaning, and no metadata."""
    hashed_names(tree, page)
    only_divs(tree, page)
    no_metadata(tree, page)


def paragraphs_as_divs(tree: Element, _page: Page) -> None:
    """`<div>` for `<p>`."""
    for element in tree.iter("p"):
        element.tag = "div"


def in_a_form(tree: Element, _page: Page) -> None:
    """A form around the whole page."""
    body = tree.find("body")
    if body is not None:
        form = etree.Element("form")
        form.extend(list(body))
        body.append(form)


def with_asides(tree: Element, page: Page) -> None:
    """Between paragraphs: a link to another article, an invitation, an advertisement."""
    paragraphs = [one for one in tree.iter("p") if _opens(one, page)]
    inserts = (
        '<p><strong>Read also:</strong> <a href="/x/17">Snow closes the pass between the two valleys again</a></p>',
        '<div class="css-1x"><h4>Stay informed</h4><p>Subscribe to our newsletter and get the news of the day.</p></div>',
        '<div class="css-2y">ADVERTISEMENT</div>',
        '<p><em>Читайте также:</em> <a href="/x/18">Перевал между долинами снова закрыт из-за снега</a></p>',
    )
    for paragraph, markup in zip(paragraphs[1::2], inserts, strict=False):
        parent = paragraph.getparent()
        made = etree.fromstring(markup, etree.HTMLParser()).find("body")
        if parent is not None and made is not None:
            parent.insert(parent.index(paragraph), made[0])


BODIES: dict[str, Rebuild] = {
    "no classes and ids": no_names,
    "hashed classes and ids": hashed_names,
    "only div": only_divs,
    "no metadata": no_metadata,
    "hashed, only div, no metadata": nothing_told,
    "div for p": paragraphs_as_divs,
    "a form around it all": in_a_form,
    "asides between paragraphs": with_asides,
}


# Measuring


def parsed(page: Page) -> Element | None:
    """Return the tree of a page."""
    return etree.fromstring(page.html, etree.HTMLParser(encoding=_charset(page.html), huge_tree=False))


def _charset(html: bytes) -> str:
    try:
        html.decode()
    except UnicodeDecodeError:
        declared = re.search(rb"charset=[\"']?([\w-]+)", html[:4000])
        return declared[1].decode() if declared else "utf-8"
    return "utf-8"


def is_settled(tree: Element, page: Page) -> bool:
    """Whether all places of the page that give a title give the true one, alone or with more."""
    title = plain(page.truth.get("title"))
    given = [inner_text(one) for one in list(tree.iter("h1"))[:1]]
    given += [one.get("content") or "" for one in metas_of(tree, "og:title")[:1]]
    told: list[str] = []
    change_json_ld(
        deepcopy(tree),
        lambda thing: told.append(thing["headline"]) if isinstance(thing.get("headline"), str) else None,  # type: ignore[arg-type]
    )
    given += told[:1]
    return bool(title) and len(given) >= 2 and all(title in plain(one) for one in given)


@dataclass(slots=True)
class Table:
    """The figures of one field."""

    title: str
    rows: list[tuple[str, int, float]]

    def lines(self) -> list[str]:
        whole = mean([figure for _, _, figure in self.rows]) or 0.0
        return [
            f"\n| {self.title} | pages | |",
            "|---|---|---|",
            *(f"| {name} | {count} | {figure:.3f} |" for name, count, figure in self.rows),
            f"| **mean** | | **{whole:.3f}** |",
        ]


Score = Callable[[Page, Read], float]
Rebuilt = tuple[Element, Page]


def read_rebuilt(extract: Extract, original: Rebuilt, rebuild: Rebuild, url: str) -> Read:
    """Return what is read from a page that was rebuilt."""
    tree, page = original
    changed = deepcopy(tree)
    rebuild(changed, page)
    return extract(etree.tostring(changed, encoding="utf-8", method="html", doctype="<!DOCTYPE html>"), url)


def same(_tree: Element, _page: Page) -> None:
    """The page as it is."""


def shares(
    title: str,
    extract: Extract,
    pages: Sequence[Rebuilt],
    rebuilds: Mapping[str, Rebuild],
    score: Callable[[str, Page, Read], float],
    url: Callable[[Page], str] = lambda page: page.url,
    show: str = "",
) -> Table:
    """Return the mean score over `pages` for each way to rebuild them; print what misses, of ways that match `show`."""
    rows = []
    for name, rebuild in rebuilds.items():
        figures = []
        for one in pages:
            read = read_rebuilt(extract, one, rebuild, url(one[1]))
            figure = score(name, one[1], read)
            figures.append(figure)
            if show and figure < 1 and re.search(show, name):
                print(f"{name}: {one[1].url[:90]}\n    {read.title!r} {read.authors} {read.published}")
        rows.append((name, len(figures), mean(figures) or 0.0))
    return Table(title, rows)


def without_date(page: Page) -> str:
    """Return a URL of the same site without a date in it."""
    return f"https://{urlsplit(page.url).hostname}/news/article"


def bodies(title: str, extract: Extract, pages: Sequence[Rebuilt]) -> Table:
    """Return the F1 for each way to rebuild the pages."""
    rows = []
    for name, rebuild in {"as it is": same, **BODIES}.items():
        pairs = [
            precision_and_recall(
                page.truth["text"], read_rebuilt(extract, (tree, page), rebuild, page.url).text
            )
            for tree, page in pages
        ]
        precision = mean([one for one, _ in pairs if one is not None]) or 0.0
        recall = mean([one or 0.0 for _, one in pairs]) or 0.0
        rows.append((f"{name} (P {precision:.3f}, R {recall:.3f})", len(pairs), f1(precision, recall)))
    return Table(title, rows)


def tables(
    extract: Extract, pages: Sequence[Page], fields: Sequence[str], name: str, show: str = ""
) -> Iterator[Table]:
    """Measure all fields for which the truth is known."""
    trees = [(tree, page) for page in pages if (tree := parsed(page)) is not None]
    titled = [(tree, page) for tree, page in trees if page.truth.get("title") and is_settled(tree, page)]
    if titled and "title" in fields:
        yield shares(
            f"{name}: title",
            extract,
            titled,
            {"as it is": same, **TITLES},
            lambda _, page, read: float(plain(page.truth["title"]) == plain(read.title)),
            show=show,
        )
    signed = [one for one in trees if "authors" in one[1].truth and one[1].truth.get("text")]
    if signed and "authors" in fields:
        ways = {way: byline.rebuild for way, byline in BYLINES.items()}
        yield shares(
            f"{name}: authors",
            extract,
            signed,
            ways,
            lambda way, _, read: names_f1(BYLINES[way].names, read.authors),
            show=show,
        )
    dated = [one for one in trees if in_utc(one[1].truth.get("published")) and one[1].truth.get("text")]
    if dated and "published" in fields:
        yield shares(
            f"{name}: published",
            extract,
            dated,
            DATES,
            lambda _, page, read: float(_day(page.truth["published"]) == _day(read.published)),
            without_date,
            show,
        )
    texts = [one for one in trees if one[1].truth.get("text")]
    if texts and "body" in fields:
        yield bodies(f"{name}: body", extract, texts)


def _day(moment: str | datetime | None) -> str | None:
    found = in_utc(moment)
    return f"{found.astimezone(UTC):%Y-%m-%d}" if found else None


FIELDS = ("title", "authors", "published", "body")


def main() -> int:
    """Print a table a field; return 3 where the pages are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path, nargs="?", default=PAGES, metavar="PAGES_DIR")
    parser.add_argument("--only", action="append", default=[], choices=FIELDS, metavar="FIELD")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every Nth page only")
    parser.add_argument("--show", default="", metavar="PATTERN", help="print what misses")
    chosen = parser.parse_args()
    folders = sets_in(chosen.pages)
    if not folders:
        return 3
    logging.disable(logging.CRITICAL)
    extract = kabarchy()
    for folder in folders:
        pages = pages_of(folder)[:: chosen.every]
        for table in tables(extract, pages, chosen.only or FIELDS, folder.name, chosen.show):
            print("\n".join(table.lines()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
