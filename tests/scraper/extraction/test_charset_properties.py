"""Any ordinary Kyrgyz, Russian or Turkish text comes back from any charset, whatever the page declares."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scraper.extraction.charset import decode

WORDS = {
    "ru": "министерство сообщило что новая школа открылась городе Ош президент подписал указ Бишкек дети врачи объявили ёлка съезд".split(),
    "ky": "өкмөт айылдык мектептерди оңдоону убада кылды жаңы жыл үчүн Бишкек шаарында жыйын өттү коомдук билдирди".split(),
    "tr": "İstanbul düzenlenen toplantıda işbirliği görüşüldü çocuklar şarkı söyledi ağaç bakanlığı açıklama yaptı".split(),
}
CHARSETS = {
    "ru": ("utf-8", "windows-1251", "koi8-r", "cp866", "iso8859-5", "utf-16", "utf-16-le", "utf-16-be"),
    "ky": ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
    "tr": ("utf-8", "windows-1254", "utf-16", "utf-16-le", "utf-16-be"),
}
DECLARED = (None, "utf-8", "windows-1251", "iso-8859-1", "windows-1254", "koi8-r", "no-such-charset")


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, str]:
    language = draw(st.sampled_from(sorted(WORDS)))
    words = draw(st.lists(st.sampled_from(WORDS[language]), min_size=12, max_size=60))
    return f"<html><body><p>{' '.join(words)}.</p></body></html>", draw(st.sampled_from(CHARSETS[language]))


@given(pages(), st.sampled_from(DECLARED))
def test_the_text_comes_back(page: tuple[str, str], declared: str | None) -> None:
    text, encoding = page
    header = f"text/html; charset={declared}" if declared else "text/html"
    assert decode(text.encode(encoding), header).text == text


@given(pages(), st.sampled_from(("cp1252", "latin-1", "cp1251")))
def test_double_encoding_is_undone_wherever_it_could_be_made(page: tuple[str, str], wrong: str) -> None:
    text, _ = page
    try:
        broken = text.encode().decode(wrong).encode()
    except UnicodeDecodeError:
        return
    assert decode(broken).text == text


@given(st.binary(max_size=400), st.sampled_from(DECLARED))
def test_no_bytes_make_it_fail(body: bytes, declared: str | None) -> None:
    assert isinstance(decode(body, f"text/html; charset={declared}").text, str)
