"""One article has one URL, however it is linked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.canonical import canonical_url, fetchable_url, native_id, slug

CASES = [
    ("fragment", "https://24.kg/sport/1_a/#comments", "https://24.kg/sport/1_a/"),
    ("hashbang", "https://24.kg/sport/1_a/#!top", "https://24.kg/sport/1_a/"),
    ("trailing dot of the host", "https://24.kg./sport/1_a/", "https://24.kg/sport/1_a/"),
    ("trailing dot and www", "http://www.vb.kg./doc/1_a.html", "https://vb.kg/doc/1_a.html"),
    ("www", "https://www.vb.kg/doc/1_a.html", "https://vb.kg/doc/1_a.html"),
    ("m.", "https://m.sputnik.kg/20240403/a-1.html", "https://sputnik.kg/20240403/a-1.html"),
    ("lite.", "https://lite.site.example/a", "https://site.example/a"),
    ("amp.", "https://amp.site.example/a", "https://site.example/a"),
    ("two prefixes", "https://www.m.site.example/a", "https://site.example/a"),
    ("a short domain that looks like a prefix", "https://m.kg/a", "https://m.kg/a"),
    ("a language host stays", "https://ru.kabar.kg/news/a", "https://ru.kabar.kg/news/a"),
    ("http", "http://kenesh.kg/ru/a", "https://kenesh.kg/ru/a"),
    ("default port", "http://kenesh.kg:80/ru/a", "https://kenesh.kg/ru/a"),
    ("default secure port", "https://kenesh.kg:443/ru/a", "https://kenesh.kg/ru/a"),
    ("another port keeps the scheme", "http://127.0.0.1:8080/a", "http://127.0.0.1:8080/a"),
    ("capital scheme and host", "HTTPS://24.KG/Sport", "https://24.kg/Sport"),
    ("no path", "https://24.kg", "https://24.kg/"),
    ("amp suffix", "https://24.kg/obschestvo/1_a/amp", "https://24.kg/obschestvo/1_a/"),
    (
        "amp suffix with slash",
        "https://kloop.kg/blog/2024/01/02/a/amp/",
        "https://kloop.kg/blog/2024/01/02/a/",
    ),
    ("amp suffix after a file", "https://a.example/1-a.html/amp", "https://a.example/1-a.html"),
    ("amp prefix", "https://www.azattyk.org/amp/32000000.html", "https://azattyk.org/32000000.html"),
    ("amp parameter", "https://a.example/1?amp", "https://a.example/1"),
    ("amp file ending", "https://a.example/1.amp.html", "https://a.example/1.html"),
    ("mirror", "https://oper.kaktus.media/doc/1_a.html", "https://kaktus.media/doc/1_a.html"),
    (
        "mirror of the Turkic states",
        "https://demo10.sitefabrikasi.com/en/news/a",
        "https://turkicstates.org/en/news/a",
    ),
    ("from=rss", "https://a.example/1?from=rss", "https://a.example/1"),
    ("from=portal&place=last", "https://a.example/1?from=portal&place=last", "https://a.example/1"),
    ("a from that is a number stays", "https://a.example/list?from=20", "https://a.example/list?from=20"),
    ("utm", "https://kloop.kg/a/?utm_source=rss&utm_medium=rss&utm_campaign=x", "https://kloop.kg/a/"),
    ("click ids", "https://a.example/1?fbclid=x&gclid=y&yclid=z&ysclid=w", "https://a.example/1"),
    ("session", "https://a.example/1?PHPSESSID=abc&id=5", "https://a.example/1?id=5"),
    (
        "an id in the query stays",
        "https://a.example/news.php?id=77&utm_source=x",
        "https://a.example/news.php?id=77",
    ),
    (
        "a day archive stays",
        "https://kaktus.media/?lable=8&date=2024-01-02&order=time",
        "https://kaktus.media/?date=2024-01-02&lable=8&order=time",
    ),
    ("order of parameters", "https://a.example/?b=2&a=1", "https://a.example/?a=1&b=2"),
    ("empty parameters", "https://a.example/1?&&", "https://a.example/1"),
    ("society-mobile", "https://a.example/society-mobile/1-a.html", "https://a.example/society/1-a.html"),
    (
        "escaped colon and comma of a print view",
        "https://open.kg/en/about/print%3Apage%2C1%2C284-a-b.html",
        "https://open.kg/en/about/284-a-b.html",
    ),
    ("print view", "https://open.kg/about/print:page,1,284-a-b.html", "https://open.kg/about/284-a-b.html"),
    ("small hexadecimal escapes", "https://a.example/%d0%b0", "https://a.example/%D0%B0"),
    ("unescaped Cyrillic", "https://a.example/а", "https://a.example/%D0%B0"),
    ("needless escapes", "https://a.example/%7Euser/%61", "https://a.example/~user/a"),
    ("an escaped slash stays", "https://a.example/a%2Fb", "https://a.example/a%2Fb"),
    ("space in the path", "https://a.example/a b", "https://a.example/a%20b"),
    ("plus in the query", "https://a.example/?q=a+b", "https://a.example/?q=a%20b"),
    ("double slashes", "https://a.example//x///y/", "https://a.example/x/y/"),
    ("dots", "https://a.example/x/../y/./z", "https://a.example/y/z"),
    ("international domain", "https://новости.рф/а", "https://xn--b1amnebsh.xn--p1ai/%D0%B0"),
    ("white space around", "  https://a.example/1\n", "https://a.example/1"),
    ("line break inside", "https://a.exa\nmple/1", "https://a.example/1"),
    ("user and password", "https://user:secret@a.example/1", "https://a.example/1"),
]


@pytest.mark.parametrize(
    ("given_url", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_each_variant_becomes_the_one_url(given_url: str, expected: str) -> None:
    assert canonical_url(given_url) == expected


def test_relative_links_are_resolved() -> None:
    assert canonical_url("../a?utm_x=1", "https://www.24.kg/b/c/") == "https://24.kg/b/a"


@pytest.mark.parametrize(
    "url", ["", "mailto:a@b.kg", "javascript:void(0)", "ftp://a.example/", "https://", "/a", "http://./"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="URL"):
        canonical_url(url)


URLS = st.builds(
    "{}://{}{}{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["24.kg", "www.m.a.example.", "a.example:8080", "новости.рф"]),
    st.text(alphabet="/a%2F.ж~-_,:ampprint", max_size=30).map("/{}".format),
    st.text(alphabet="?&=ab+%20ж", max_size=20).map("?{}".format),
    st.sampled_from(["", "#x"]),
)


@given(URLS | st.text())
def test_the_canonical_form_is_stable_and_only_value_errors_are_raised(url: str) -> None:
    try:
        once = canonical_url(url)
    except ValueError:
        return
    assert canonical_url(once) == once


def test_the_site_is_asked_at_the_host_it_answers_to() -> None:
    assert fetchable_url("https://gov.kg/ru/x?a=1", "https://www.gov.kg/") == "https://www.gov.kg/ru/x?a=1"
    assert fetchable_url("https://kenesh.kg/x", "http://kenesh.kg") == "http://kenesh.kg/x"
    assert fetchable_url("https://other.kg/x", "http://kenesh.kg") == "https://other.kg/x"


def test_native_id_is_the_group_of_the_pattern() -> None:
    pattern = re.compile(r"/(?P<id>\d+)-[a-z0-9-]+\.html$")
    assert native_id("https://open.kg/en/news/55641-a-b.html", pattern) == "55641"
    assert native_id("https://open.kg/en/news/", pattern) is None
    assert native_id("https://open.kg/en/news/", None) is None


def test_slug_is_what_sister_sites_share() -> None:
    assert slug("https://open.kg/en/news/55641-v-oshe-otkryli-shkolu.html") == "v-oshe-otkryli-shkolu"
    assert slug("https://24.kg/obschestvo/1_v_oshe_otkryli/") == "v-oshe-otkryli"
    assert slug("https://24.kg/obschestvo/") is None
