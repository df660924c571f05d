"""Builds the demonstration's capture from `sites/*.toml`: `python -m scraper.demo.build`.

Every word of these pages is our own; the markup follows what is known of the real sites, with their
noise: clocks and exchange rates in headers, share bars, view counters, "Read also" blocks, footers.
"""

from __future__ import annotations

import html
import io
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

CAPTURED_AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class MadePage:
    """One response of the capture."""

    url: str
    body: bytes
    content_type: str = "text/html; charset=utf-8"


def robots(base: str) -> MadePage:
    return MadePage(f"{base}/robots.txt", b"User-agent: *\nDisallow: /admin/\n", "text/plain")


def paragraphs(text: str) -> list[str]:
    return [html.escape(part.strip(), quote=False) for part in text.strip().split("\n\n")]


def articles(site: str) -> list[dict[str, Any]]:
    entries = tomllib.loads((HERE / "sites" / f"{site}.toml").read_text(encoding="utf-8"))["article"]
    return [dict(entry) for entry in entries]


def listed(entries: Sequence[dict[str, Any]]) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    for number in sorted({entry["listed"] for entry in entries}):
        yield number, [entry for entry in entries if entry["listed"] == number]


def cut(text: str, length: int = 100) -> str:
    """Cut as open.kg does: the first characters, back to the last space, three dots."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "..."


OPEN_KG = "https://open.kg"
OPEN_KG_WORDS = {
    "en": ("/en", "Read also:", "Write a comment:", "Home", "Local news"),
    "ru": ("", "Читайте также:", "Написать комментарий:", "Главная", "Местные новости"),
    "ky": ("/ky", "Дагы окуңуз:", "Комментарий жазуу:", "Башкы бет", "Жергиликтүү кабарлар"),
}


def open_kg_url(entry: dict[str, Any]) -> str:
    return (
        f"{OPEN_KG}{OPEN_KG_WORDS[entry['language']][0]}/news/local-news/{entry['id']}-{entry['slug']}.html"
    )


def open_kg() -> Iterator[MadePage]:
    yield robots(OPEN_KG)
    entries = articles("open_kg")
    by_id = {entry["id"]: entry for entry in entries}
    for language, (prefix, *_) in OPEN_KG_WORDS.items():
        own = [entry for entry in entries if entry["language"] == language]
        pages = list(listed(own))
        for number, shown in pages:
            url = f"{OPEN_KG}{prefix}/news" + (f"/page/{number}" if number > 1 else "")
            last = number == pages[-1][0]
            yield MadePage(url, open_kg_listing(language, shown, None if last else number + 1).encode())
    for entry in entries:
        yield MadePage(open_kg_url(entry), open_kg_article(entry, by_id).encode())


def open_kg_listing(language: str, shown: list[dict[str, Any]], following: int | None) -> str:
    prefix, _, _, home, section = OPEN_KG_WORDS[language]
    items = "".join(
        f"""<div class="short-item"><a class="short-img" href="{open_kg_url(entry)}"><img src="/uploads/posts/2026-11/{entry["id"]}.jpg" alt="{html.escape(entry["title"])}"></a>
<div class="short-date">{entry["date"]}</div>
<a class="short-title" href="{open_kg_url(entry)}">{html.escape(entry["title"])}</a>
<div class="short-text">{html.escape(cut(entry["text"].strip().replace(chr(10), " ")))}</div></div>\n"""
        for entry in shown
    )
    forward = f'<a href="{prefix}/news/page/{following}">{following}</a>' if following else ""
    return f"""<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{section} » OPEN.KG</title></head>
<body><header><a href="{prefix}/">OPEN.KG</a><nav><a href="{prefix}/">{home}</a> <a href="{prefix}/news">{section}</a></nav></header>
<main id="dle-content">{items}<div class="navigation"><span>1</span> {forward}</div></main>
<footer>© 2013-2026 OPEN.KG</footer></body></html>"""


def open_kg_article(entry: dict[str, Any], by_id: dict[int, dict[str, Any]]) -> str:
    prefix, read_also, comment, home, section = OPEN_KG_WORDS[entry["language"]]
    body = "<br><br>".join(paragraphs(entry["text"]))
    items = "".join(
        (
            f'<a href="{open_kg_url(by_id[target])}"><b>{html.escape(title)}</b></a>'
            if target
            else f"<b>{html.escape(title)}</b>"
        )
        + f"<div>{html.escape(snippet)}</div>\n"
        for title, snippet, target in entry["read_also"]
    )
    block = f'<div class="rel-head">{read_also}</div>{items}' if items else ""
    share = "VK X OK WhatsApp Telegram"
    return f"""<!DOCTYPE html><html lang="{entry["language"]}"><head><meta charset="utf-8">
<title>{html.escape(entry["title"])} » OPEN.KG</title></head>
<body><header><a href="{prefix}/">OPEN.KG</a><nav><a href="{prefix}/">{home}</a> <a href="{prefix}/news">{section}</a></nav></header>
<main id="dle-content"><h1>{html.escape(entry["title"])}</h1>
<div class="meta">{entry["author"]} {section} / {home}</div><div class="share">{share}</div>
<div class="full-text">{body}</div><div class="share">{share}</div>
{block}
<div class="comments-head">{comment}</div><form><textarea></textarea></form></main>
<footer>© 2013-2026 OPEN.KG</footer></body></html>"""


KG24 = "https://24.kg"
KG24_HEAD = '<header><div class="clock">12:00, 20 ноября 2026</div><div class="rates">USD 87.45 EUR 101.20 RUB 1.08</div></header>'


def kg24_url(entry: dict[str, Any]) -> str:
    return f"{KG24}/{entry['section']}/{entry['id']}_{entry['slug']}/"


def kg24() -> Iterator[MadePage]:
    yield robots(KG24)
    entries = articles("kg24")
    pages = list(listed(entries))
    for number, shown in pages:
        url = f"{KG24}/" + (f"page_{number}/" if number > 1 else "")
        forward = (
            f'<li class="next"><a href="/page_{number + 1}/">»</a></li>' if number < pages[-1][0] else ""
        )
        cards = "".join(
            f'<div class="one"><div class="time">{entry["date"][-5:]}</div>'
            f'<div class="title"><a href="{kg24_url(entry)[len(KG24) :]}"><span>{html.escape(entry["title"])}</span></a></div></div>\n'
            for entry in shown
        )
        page = f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>24.kg — новости Кыргызстана</title></head>
<body>{KG24_HEAD}<div class="row lineNews">{cards}</div><ul class="pagination">{forward}</ul><footer>ИА «24.kg»</footer></body></html>"""
        yield MadePage(url, page.encode())
    for entry in entries:
        yield MadePage(kg24_url(entry), kg24_article(entry).encode())


def kg24_article(entry: dict[str, Any]) -> str:
    body = "".join(f"<p>{part}</p>\n" for part in paragraphs(entry["text"]))
    words = {"ru": "ссылка: просмотров:", "en": "link: views:", "ky": "Шилтеме: Кароо:"}[entry["language"]]
    stamp = entry["date"].replace(" ", "T") + ":00+06:00"
    return f"""<!DOCTYPE html><html lang="{entry["language"]}"><head><meta charset="utf-8">
<title>{html.escape(entry["title"])} - | 24.KG</title><meta property="og:title" content="{html.escape(entry["title"])}">
<meta property="og:type" content="article"><link rel="canonical" href="{kg24_url(entry)}"></head>
<body>{KG24_HEAD}<div class="newsContent"><h1 class="newsTitle" itemprop="headline">{html.escape(entry["title"])}</h1>
<div class="newsDate"><span itemprop="datePublished" content="{stamp}">{entry["date"]}</span>, Бишкек - 24.kg,
<span itemprop="author">{entry["author"]}</span></div>
<div class="cont" itemprop="articleBody">{body}</div>
<div class="link">{words} 214 <a href="{kg24_url(entry)}print/">Print</a></div>
<div class="popular"><h3>Популярные новости</h3><ul></ul></div></div><footer>ИА «24.kg»</footer></body></html>"""


GOV_KG = "https://www.gov.kg"


def gov_kg() -> Iterator[MadePage]:
    yield robots(GOV_KG)
    entries = articles("gov_kg")
    pages = list(listed(entries))
    for number, shown in pages:
        url = f"{GOV_KG}/ru/post/c/press" + (f"?page={number}" if number > 1 else "")
        forward = (
            f'<a rel="next" href="/ru/post/c/press?page={number + 1}">›</a>' if number < pages[-1][0] else ""
        )
        items = "".join(
            f'<div class="section-item"><div class="section-item__title"><a href="/ru/post/s/{entry["id"]}">'
            f"{html.escape(entry['title'])}</a></div></div>\n"
            for entry in shown
        )
        page = f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Пресс-служба</title></head><body>
<nav><a href="/ru">Кабинет министров</a> <a href="/ky">Кыргызча</a></nav><section>{items}</section><div class="pager">{forward}</div></body></html>"""
        yield MadePage(url, page.encode())
    for entry in entries:
        day, month, year = entry["date"]
        body = "".join(
            f'<p><span style="font-size:14px">{part}</span></p>\n' for part in paragraphs(entry["text"])
        )
        page = f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Кабинет Министров Кыргызской Республики</title></head><body>
<nav><a href="/ru">Кабинет министров</a> <a href="/ru/post/c/press">Пресс-служба</a></nav>
<div class="heavy-lg-black">{html.escape(entry["title"])}</div>
<div class="news-date"><div class="news-date-number">{day}</div><div class="medium-sm-black">{month}</div><div class="medium-sm-black">{year}</div></div>
<div class="post-body">{body}</div><footer>Дом правительства, 720003, Бишкек</footer></body></html>"""
        yield MadePage(f"{GOV_KG}/ru/post/s/{entry['id']}", page.encode())


MCHS = "https://mchs.gov.kg"


def mchs_gov_kg() -> Iterator[MadePage]:
    yield robots(MCHS)
    entries = articles("mchs_gov_kg")
    pages = list(listed(entries))
    for number, shown in pages:
        url = f"{MCHS}/ru/news/" + (f"?page={number}" if number > 1 else "")
        forward = (
            f'<a class="page-link" href="?page={number + 1}">{number + 1}</a>'
            if number < pages[-1][0]
            else ""
        )
        cards = "".join(
            f'<div class="newsCard-wrap"><img src="/media/{entry["id"]}.jpg" alt=""><p class="news-date">{entry["date"]}</p>'
            f'<a class="newsCard__title" href="/ru/news/{entry["id"]}/">{html.escape(entry["title"])}</a></div>\n'
            for entry in shown
        )
        page = f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Новости - МЧС КР</title></head><body>
<nav><a href="/ru/">МЧС</a></nav><div class="row">{cards}</div><nav><ul class="pagination"><li>{forward}</li></ul></nav></body></html>"""
        yield MadePage(url, page.encode())
    for entry in entries:
        body = "".join(f"<p>{part}</p>\n" for part in paragraphs(entry["text"]))
        page = f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Новости - МЧС КР</title></head><body>
<nav><a href="/ru/">МЧС</a> <a href="/ru/news/">Новости</a></nav><div class="container"><div class="row"><div class="col-xl-10">
<p class="crumbs">Главная / Новости</p><p class="me-2">{entry["date"]}</p><p class="views">Просмотров: 57</p>
<h1 class="news-title">{html.escape(entry["title"])}</h1>{body}</div></div></div><footer>Телефон спасения 112</footer></body></html>"""
        yield MadePage(f"{MCHS}/ru/news/{entry['id']}/", page.encode())


VESTI = "https://vesti.kg"


def vesti_kg() -> Iterator[MadePage]:
    yield robots(VESTI)
    entries = articles("vesti_kg")
    pages = list(listed(entries))
    for number, shown in pages:
        start = (number - 1) * 10
        url = f"{VESTI}/itemlist.html?start={start}"
        forward = (
            f'<li><a title="Вперёд" href="/itemlist.html?start={start + 10}">Вперёд</a></li>'
            if number < pages[-1][0]
            else ""
        )
        items = "".join(
            f'<div class="itemBlock"><div class="itemHeader"><h3 class="catItemTitle"><a href="{vesti_path(entry)}">{html.escape(entry["title"])}</a></h3>'
            f'<span class="catItemDateCreated">{entry["date"]}</span></div><div class="itemBody"><img data-src="/media/k2/{entry["id"]}.jpg" alt=""></div></div>\n'
            for entry in shown
        )
        page = f"""<html lang="ru-ru"><head><title>Вести.kg</title></head><body><div class="menu">Menu RSS Мы в социальных сетях</div>
<div id="itemListLeading">{items}</div><ul class="pagination">{forward}</ul></body></html>"""
        yield MadePage(url, page.encode("windows-1251"), "text/html; charset=windows-1251")
    for entry in entries:
        body = "".join(f"<p>{part}</p>\n" for part in paragraphs(entry["text"]))
        page = f"""<html lang="ru-ru"><head><title>{html.escape(entry["title"])} - Вести.kg</title></head><body>
<div class="menu">Menu RSS Мы в социальных сетях</div><div class="itemView"><span class="itemDateCreated">{entry["date"]}</span>
<h2 class="itemTitle">{html.escape(entry["title"])}</h2><span class="itemAuthor">{entry["author"]}</span>
<div class="itemBody"><div class="itemFullText">{body}<p>Читайте нас в Telegram</p></div></div></div></body></html>"""
        yield MadePage(f"{VESTI}{vesti_path(entry)}", page.encode("windows-1251"), "text/html")


def vesti_path(entry: dict[str, Any]) -> str:
    return f"/{entry['section']}/item/{entry['id']}-{entry['slug']}.html"


KLOOP = "https://kloop.kg"


def kloop_url(entry: dict[str, Any]) -> str:
    return f"{KLOOP}/blog/{entry['date'][:10].replace('-', '/')}/{entry['id']}/"


def kloop_kg() -> Iterator[MadePage]:
    yield robots(KLOOP)
    entries = articles("kloop_kg")
    yield MadePage(f"{KLOOP}/feed/", kloop_feed(entries[:3]).encode(), "application/rss+xml; charset=UTF-8")
    pages = list(listed(entries))
    for number, shown in pages:
        url = f"{KLOOP}/" + (f"page/{number}/" if number > 1 else "")
        forward = (
            f'<a class="next page-numbers" href="{KLOOP}/page/{number + 1}/">Next</a>'
            if number < pages[-1][0]
            else ""
        )
        items = "".join(
            f'<article class="post"><h3 class="entry-title td-module-title"><a href="{kloop_url(entry)}" rel="bookmark">'
            f'{html.escape(entry["title"])}</a></h3><time class="entry-date" datetime="{entry["date"]}">{entry["date"][:10]}</time></article>\n'
            for entry in shown
        )
        page = f"""<!DOCTYPE html><html lang="ru-RU"><head><meta charset="UTF-8"><title>KLOOP.KG</title></head><body><main>{items}</main>
<div class="page-nav td-pb-padding-side">{forward}</div></body></html>"""
        yield MadePage(url, page.encode())
    for entry in entries:
        yield MadePage(kloop_url(entry), kloop_article(entry).encode())


def kloop_feed(entries: list[dict[str, Any]]) -> str:
    items = "".join(
        f"<item><title>{html.escape(entry['title'])}</title>"
        f"<link>{kloop_url(entry)}?utm_source=rss&amp;utm_medium=rss&amp;utm_campaign=feed</link>"
        f"<pubDate>{format_datetime(datetime.fromisoformat(entry['date']))}</pubDate>"
        f"<description>{html.escape(cut(entry['text'].strip().replace(chr(10), ' '), 200))}</description></item>\n"
        for entry in entries
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>KLOOP.KG</title><link>{KLOOP}</link>{items}</channel></rss>'


def kloop_article(entry: dict[str, Any]) -> str:
    body = "".join(f"<p>{part}</p>\n" for part in paragraphs(entry["text"]))
    title = html.escape(entry["title"])
    return f"""<!DOCTYPE html><html lang="{entry["language"]}"><head><meta charset="UTF-8"><title>{title} - KLOOP.KG</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="KLOOP.KG"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{entry["date"]}"><link rel="canonical" href="{kloop_url(entry)}"></head>
<body><article><header><h1 class="entry-title">{title}</h1><div class="td-post-author-name">By <a href="{KLOOP}/author/x/">{entry["author"]}</a></div>
<time class="entry-date" datetime="{entry["date"]}">{entry["date"][:10]}</time></header>
<div class="td-post-content">{body}<div class="share">Поделиться: Facebook Telegram</div></div></article>
<aside><h4>Популярное</h4></aside></body></html>"""


SITES: tuple[Callable[[], Iterator[MadePage]], ...] = (gov_kg, kg24, kloop_kg, mchs_gov_kg, open_kg, vesti_kg)


def warc() -> bytes:
    """Return the whole capture; equal sources give equal bytes."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=True)
    date = CAPTURED_AT.strftime("%Y-%m-%dT%H:%M:%SZ")
    for site in SITES:
        for page in site():
            headers = StatusAndHeaders("200 OK", [("Content-Type", page.content_type)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                page.url,
                "response",
                payload=io.BytesIO(page.body),
                http_headers=headers,
                warc_headers_dict={
                    "WARC-Date": date,
                    "WARC-Record-ID": f"<urn:uuid:{uuid5(NAMESPACE_URL, page.url)}>",
                },
            )
            writer.write_record(record)
    return stream.getvalue()


if __name__ == "__main__":
    (HERE / "demo.warc.gz").write_bytes(warc())
