"""A real HTTP server on loopback, and a made-up newsroom for it to serve."""

from __future__ import annotations

import gzip
import html
import random
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic


@dataclass(frozen=True)
class Reply:
    """One answer. A body gets an ETag unless `headers` name one."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    stream: Callable[[], Iterable[bytes]] | None = None
    """What is sent instead of the body, piece by piece, however long the client stays."""


@dataclass(frozen=True)
class Asked:
    """One request that came."""

    path: str
    headers: Mapping[str, str]
    at: float
    """Seconds of a monotonic clock."""


Route = Reply | Callable[[Asked], Reply]


@dataclass
class Loopback:
    """A site on a free port of 127.0.0.1: paths (with query) and what they answer; all else is 404."""

    routes: dict[str, Route]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [one.path for one in self.asked]

    def answer(self, asked: Asked) -> Reply:
        """Return the answer to one request."""
        route = self.routes.get(asked.path)
        if route is None:
            return Reply(b"<html><body><h1>404</h1></body></html>", status=404)
        return route if isinstance(route, Reply) else route(asked)


@contextmanager
def serving(routes: dict[str, Route], tls: ssl.SSLContext | None = None) -> Iterator[Loopback]:
    """Serve `routes` until the block ends, over TLS where its context is given."""
    site = Loopback(routes)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            asked = Asked(
                self.path, {name.lower(): value for name, value in self.headers.items()}, monotonic()
            )
            site.asked.append(asked)
            reply = site.answer(asked)
            etag = reply.headers.get("ETag") or f'"{sha256(reply.body).hexdigest()[:16]}"'
            status, body = reply.status, reply.body
            if status == 200 and asked.headers.get("if-none-match") == etag:
                status, body = 304, b""
            self.send_response(status)
            headers = {"Content-Type": reply.content_type, "ETag": etag, **reply.headers}
            length = {"Connection": "close"} if reply.stream else {"Content-Length": str(len(body))}
            for name, value in {**headers, **length}.items():
                self.send_header(name, value)
            self.end_headers()
            for piece in reply.stream() if reply.stream else (body,):
                self.wfile.write(piece)

        def handle(self) -> None:
            with suppress(ConnectionError, ssl.SSLError):  # a client that was killed, or that trusts nobody
                super().handle()

        def log_message(self, *_: object) -> None:
            """Keep the terminal quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


WORDS = """министерство совет город область район жители школа больница дорога вода проект закон депутаты встреча
соглашение развитие работа строительство помощь культура фильм выставка молодёжь университет участники решение
бюджет средства комиссия представители вопросы программа завершение открытие поддержка страна регион партнёры
обсудили приняли сообщили рассмотрели подписали утвердили провели организовали отметили предложили начали""".split()


@dataclass(frozen=True)
class MadeArticle:
    """One article of the made newsroom."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    published: datetime

    @property
    def path(self) -> str:
        """Its path."""
        return f"/news/{self.number}-statja.html"

    @property
    def teaser(self) -> str:
        """Its first words, cut back to a space."""
        return self.paragraphs[0][:100].rsplit(" ", 1)[0] + "..."


def made_articles(count: int, paragraphs: int = 4) -> list[MadeArticle]:
    """Return `count` different articles, newest first; equal calls give equal articles."""
    chance = random.Random(20261101)
    newest = datetime(2026, 11, 1, 18, 0)  # noqa: DTZ001 (written into pages as the site's local time)
    return [
        MadeArticle(
            number=count - place,
            title=_sentence(chance, 8).rstrip(".") + f" № {count - place}",
            paragraphs=tuple(" ".join(_sentence(chance, 12) for _ in range(3)) for _ in range(paragraphs)),
            published=newest - timedelta(minutes=37 * place),
        )
        for place in range(count)
    ]


def _sentence(chance: random.Random, words: int) -> str:
    chosen = " ".join(chance.choices(WORDS, k=words))
    return f"{chosen[0].upper()}{chosen[1:]}."


def newsroom(count: int, on_a_page: int = 10, paragraphs: int = 4) -> dict[str, Route]:
    """Return the routes of a newsroom: listings, a feed, robots.txt, articles with two "Read also" items each.

    One of the two has a URL, the other only words: it folds by its title.
    """
    articles = made_articles(count, paragraphs)
    pages = [articles[start : start + on_a_page] for start in range(0, count, on_a_page)]
    routes: dict[str, Route] = {
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /admin/\n", content_type="text/plain")
    }
    for number, shown in enumerate(pages, 1):
        path = "/news/" if number == 1 else f"/news/page/{number}/"
        following = f"/news/page/{number + 1}/" if number < len(pages) else None
        routes[path] = Reply(_listing(shown, following).encode())
    routes["/rss.xml"] = Reply(
        _feed(articles[:10]).encode(), content_type="application/rss+xml; charset=utf-8"
    )
    for place, article in enumerate(articles):
        others = [articles[(place + 3) % count], articles[(place + 7) % count]]
        routes[article.path] = Reply(_page(article, others).encode())
    return routes


def _listing(shown: list[MadeArticle], following: str | None) -> str:
    items = "".join(
        f'<div class="item"><h3><a href="{one.path}">{html.escape(one.title)}</a></h3>'
        f'<span class="date">{one.published:%d.%m.%Y, %H:%M}</span><p>{html.escape(one.teaser)}</p></div>\n'
        for one in shown
    )
    forward = f'<div class="pages"><a rel="next" href="{following}">Дальше</a></div>' if following else ""
    return (
        '<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Новости</title></head>'
        f"<body><main>{items}{forward}</main><footer>Редакция</footer></body></html>"
    )


def _feed(shown: list[MadeArticle]) -> str:
    items = "".join(
        f"<item><title>{html.escape(one.title)}</title><link>BASE{one.path}?utm_source=rss</link>"
        f"<pubDate>{one.published:%a, %d %b %Y %H:%M:%S} +0600</pubDate></item>\n"
        for one in shown
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Новости</title>{items}</channel></rss>'


def _page(article: MadeArticle, others: list[MadeArticle]) -> str:
    body = "".join(f"<p>{html.escape(one)}</p>\n" for one in article.paragraphs)
    linked, unlinked = others
    also = (
        f'<h4>Читайте также:</h4><ul><li><a href="{linked.path}">{html.escape(linked.title)}</a>'
        f"<div>{html.escape(linked.teaser)}</div></li>"
        f"<li><b>{html.escape(unlinked.title)}</b><div>{html.escape(unlinked.teaser)}</div></li></ul>"
    )
    return (
        f'<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{html.escape(article.title)}</title></head>'
        f"<body><article><h1>{html.escape(article.title)}</h1>"
        f'<time datetime="{article.published:%Y-%m-%dT%H:%M:%S}+06:00">{article.published:%d.%m.%Y %H:%M}</time>'
        f"<div>{body}</div></article><aside>{also}</aside></body></html>"
    )


def packed(reply: Reply) -> Reply:
    """Return the same answer, compressed with gzip."""
    return Reply(
        gzip.compress(reply.body),
        reply.status,
        reply.content_type,
        {**reply.headers, "Content-Encoding": "gzip"},
    )
