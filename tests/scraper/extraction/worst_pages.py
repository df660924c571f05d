"""Pages made to exhaust whoever reads them. Run as a program: reads each within a memory limit, one JSON line a page."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable

MEMORY = 1_500 * 1024 * 1024
"""Bytes of address space in which all pages are read, one after the other."""
TITLE = "Новая школа открыта в Оше"
PARAGRAPH = (
    "В Оше открыли новую школу для детей, сообщила мэрия города, и подробно рассказала о ней в понедельник."
)
ARTICLE = f"<p>{PARAGRAPH}</p>" * 5


def page(body: str, head: str = "") -> str:
    """Return a page with a title, `head` in its head, and `body` under its heading."""
    return f"<html><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{body}</body></html>"


def ld(text: str) -> str:
    """Return `text` as a JSON-LD script."""
    return f'<script type="application/ld+json">{text}</script>'


def links(count: int, form: str) -> str:
    """Return `count` links to articles."""
    return "".join(form.format(n, f"Школа номер {n} открыта в городе Ош") for n in range(count))


LINK = '<li><a href="/news/{0}-novaya-shkola.html">{1}</a></li>'
PAGES: dict[str, Callable[[], str]] = {
    "50 MB": lambda: page(ARTICLE * (50_000_000 // len(ARTICLE.encode()))),
    "200,000 nested tags": lambda: page(ARTICLE + "<div>" * 200_000 + "x"),
    "200,000 nested tags before the text": lambda: page("<div>" * 200_000 + ARTICLE + "</div>" * 200_000),
    "10,000 links": lambda: page(ARTICLE + links(10_000, LINK)),
    "10,000 links in a line": lambda: page(ARTICLE + links(10_000, '<a href="/n/{0}-a.html">{1}</a> ')),
    "a null byte": lambda: page(ARTICLE.replace("школу", "шко\0лу")),
    "null bytes alone": lambda: "\0" * 1_000_000,
    "no tags": lambda: "Просто текст без тегов. " * 1000,
    "700,000 tags": lambda: page(ARTICLE + "<br>" * 700_000),
    "100,000 unclosed tags": lambda: page(ARTICLE + "<b>" * 50_000 + "<i>" * 50_000),
    "100,000 unclosed paragraphs": lambda: page(ARTICLE + "<p>слово" * 100_000),
    "a text of 9 MB": lambda: page("<p>" + "слово " * 800_000 + "</p>"),
    "a text of 11 MB": lambda: page("<p>" + "слово " * 1_000_000 + "</p>"),
    "50,000 siblings": lambda: page(ARTICLE + "<i></i>" * 50_000 + "<div>слово дня</div>" * 50_000),
    "7,500 deep paragraphs": lambda: page('<div class="date">' * 250 + ARTICLE * 1500),
    "a huge attribute": lambda: page(f'<div class="{"related " * 500_000}">{ARTICLE}</div>'),
    "50,000 attributes": lambda: page(f"<div {' '.join(f'a{n}=1' for n in range(50_000))}>{ARTICLE}</div>"),
    "giant JSON-LD": lambda: page(ARTICLE, ld(json.dumps({"@graph": [{"@type": "NewsArticle"}] * 80_000}))),
    "deep JSON-LD": lambda: page(ARTICLE, ld('{"a":' * 100_000 + "1" + "}" * 100_000)),
    "broken JSON-LD": lambda: page(ARTICLE, ld('{"@type":"NewsArticle","headline":"x\n' + "\\" * 1_000_000)),
    "a title of separators": lambda: page(ARTICLE).replace("<title>", "<title>" + " | слово" * 200_000),
    "long metas": lambda: page(
        ARTICLE,
        f'<meta name="author" content="{"and " * 250_000}"><meta name="date" content="{"1 " * 250_000}">',
    ),
    "dates that are none": lambda: page(
        ARTICLE
        + "".join(f"<time>{text * 40}</time>" for text in ("1 ", "12:", "1января", "12/", "1 h ") * 400)
    ),
    "stamps in headers": lambda: page(
        "<header>" * 100 + "<time></time><i class='date'></i>" * 50_000 + "</header>" * 100 + ARTICLE
    ),
    "headlines within headlines": lambda: page(ARTICLE + "<h1>" * 200 + "<i></i>" * 100_000 + "</h1>" * 200),
    "authors within authors": lambda: page(
        "<div class='author'>" * 200 + "<span class='author'></span>" * 50_000 + "</div>" * 200 + ARTICLE
    ),
    "teasers that are none": lambda: page(
        ARTICLE + "<p>Читайте также:</p><h4>Новая школа в Оше</h4>" + ("<p>" + ". " * 3000 + "x</p>") * 300
    ),
    "stacked marks": lambda: page("<p>" + "a" + "\u0301\u0323" * 500_000 + "</p>" + ARTICLE),
    "broken URLs": lambda: page(
        ARTICLE
        + '<p>Читайте также:</p><p><a href="http://[::1">Новая школа в Оше</a></p><img src="http://[">',
        '<base href="http://[x"><link rel="canonical" href="http://[bad"><meta property="og:image" content="http://[">'
        + ld('{"@type":"NewsArticle","url":"http://[","author":{"url":"http://["}}'),
    ),
}


def read(name: str) -> dict[str, object]:
    """Return what came of a page: its kind, reason, number of paragraphs and of teasers."""
    from scraper.discovery import read_listing
    from scraper.extraction import Page, read_page
    from scraper.extraction.page import UnreadablePage
    from scraper.extraction.profile import Layout, SourceProfile
    from storage.records import Source

    source = Source("osh", "Ош", "news", "https://osh.example/", languages=("ru",), timezone="Asia/Bishkek")
    try:
        parsed = Page.parse(PAGES[name]().encode(), "https://osh.example/news/1-a.html")
    except UnreadablePage as error:
        return {"kind": "unreadable", "reason": str(error)}
    listing = read_listing(parsed, SourceProfile(source))
    reading = read_page(parsed, SourceProfile(source, layouts=(Layout(published=".no-such-class"),)))
    return {
        "kind": reading.kind,
        "reason": reading.reason or "",
        "title": reading.title,
        "paragraphs": reading.text.count(PARAGRAPH),
        "teasers": len(reading.teasers),
        "listed": len(listing.teasers),
    }


def main() -> None:
    """Read every page; a line for each, written at once, so that the one that was fatal is known."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name in PAGES:
        sys.stdout.write(json.dumps({"page": name, **read(name)}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.path.insert(0, ".")
    main()
