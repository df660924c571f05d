"""A page in a wrong or lying charset is decoded as a browser would, or better."""

from __future__ import annotations

import pytest

from scraper.extraction.charset import decode

RU = "<html><body><p>Министерство культуры сообщило, что в Оше открылась новая школа для детей. Ёлки и объявления.</p></body></html>"
KY = "<html><body><p>Өкмөт үч жылда айылдык мектептерди оңдоону убада кылды. Жаңы жыл.</p></body></html>"
TR = "<html><body><p>İstanbul'da düzenlenen toplantıda işbirliği görüşüldü, çocuklar şarkı söyledi, ağaç.</p></body></html>"


@pytest.mark.parametrize(
    "encoding", ["windows-1251", "koi8-r", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp866"]
)
@pytest.mark.parametrize("declared", [None, "right", "utf-8", "windows-1251", "iso-8859-1"])
def test_russian_comes_back_whatever_is_declared(encoding: str, declared: str | None) -> None:
    content_type = (
        f"text/html; charset={encoding if declared == 'right' else declared}" if declared else "text/html"
    )
    assert decode(RU.encode(encoding), content_type).text == RU


@pytest.mark.parametrize("text", [KY, RU, TR])
def test_utf8_wins_over_a_lying_header(text: str) -> None:
    assert decode(text.encode(), "text/html; charset=windows-1251").text == text


def test_turkish_in_its_own_charset() -> None:
    assert decode(TR.encode("windows-1254"), "text/html").text == TR
    assert decode(TR.encode("windows-1254"), "text/html; charset=iso-8859-9").text == TR


def test_a_meta_tag_is_read_where_the_header_is_silent() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=koi8-r"></head>' + RU
    decoded = decode(page.encode("koi8-r"))
    assert (decoded.text, decoded.how) == (page, "meta")


def test_what_we_know_of_the_source_wins_over_its_claims() -> None:
    decoded = decode("день".encode("cp1251"), "text/html; charset=utf-8", "windows-1251")
    assert (decoded.text, decoded.how) == ("день", "source")


def test_a_page_cut_within_a_character_is_still_utf8() -> None:
    assert decode(RU.encode()[:100]).encoding == "utf-8"


def test_double_encoding_is_undone() -> None:
    broken = RU.encode().decode("latin-1").encode()
    decoded = decode(broken)
    assert (decoded.text, decoded.how) == (RU, "mended")


def test_a_page_about_broken_letters_is_left_alone() -> None:
    page = "<p>Вместо текста видно Ð¿Ñ\u0080Ð¸, сказал читатель.</p>" + RU
    assert decode(page.encode()).text == page


def test_plain_ascii_and_nothing_at_all() -> None:
    assert decode(b"<p>hello</p>").text == "<p>hello</p>"
    assert decode(b"").text == ""
