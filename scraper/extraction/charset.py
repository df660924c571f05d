"""Bytes to text as a browser would (WHATWG Encoding and HTML standards), and past the claims that lie.

Order: BOM, the source's known charset, HTTP header, `<meta>` in the first bytes, detection. A claim is
believed when the bytes fit it; where they do not, the candidates are judged by the text that they give.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Literal

from w3lib.encoding import resolve_encoding

How = Literal["bom", "source", "header", "meta", "utf-8", "detected", "mended"]

META = re.compile(
    rb"""<(?:meta[^>]{0,400}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
PRESCAN = 4096
"""Browsers look at 1024 bytes; sites put the tag further down behind scripts."""

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
LATIN = ("cp1254", "cp1252")
COMMON_CYRILLIC = frozenset("оеаинтсрвлкмдпуяызьбгйчюжхОЕАИНТСРВЛКМДПУ")
MOJIBAKE = re.compile(
    "[РСТУДЕГ][\u0080-\u00bfЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈ¤Ґ¦§Ё©Є«¬®Ї°±Ііґµ¶·ё№є»јЅѕї]|[ÐÑÒÓÃÄÅÌ][\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
)
MOJIBAKE_LEADS = "РСТУДЕГÐÑÒÓÃÄÅÌ"
"""The first letters of what `MOJIBAKE` finds: looked for first, as pages in Latin letters hold none."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded page: its text, the charset that gave it (Python's name), and how that was found."""

    text: str
    encoding: str
    how: How
    utf8: bytes | None = None
    """The text in UTF-8 where it came so, which saves encoding it again."""


def decode(body: bytes, content_type: str | None = None, source_encoding: str | None = None) -> Decoded:
    """Return the text of `body`, of which `content_type` is the HTTP header and `source_encoding` our own knowledge."""
    for bom, encoding in BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :].decode(encoding, "replace"), encoding, "bom")
    wide = _utf16_without_bom(body)
    if wide:
        return Decoded(body.decode(wide, "replace"), wide, "detected")
    claims = _claims(body, content_type, source_encoding)
    sent = _utf8_part(body)
    if sent is not None:
        part, text = sent
        how: How = next((claim_how for name, claim_how in claims if name == "utf-8"), "utf-8")
        return _mended(Decoded(text, "utf-8", how, part))
    for name, how in claims:
        if how == "source" or (name not in ("utf-8", "utf-16-le", "utf-16-be") and _plausible(body, name)):
            return Decoded(body.decode(name, "replace"), name, how)
    if any(name == "utf-8" for name, _ in claims) and _mostly_utf8(body):
        return Decoded(
            body.decode("utf-8", "replace"), "utf-8", next(how for name, how in claims if name == "utf-8")
        )
    return _detected(body)


def _claims(body: bytes, content_type: str | None, source_encoding: str | None) -> list[tuple[str, How]]:
    header = HEADER.search(content_type or "")
    meta = META.search(body[:PRESCAN])
    named: list[tuple[str | None, How]] = [
        (source_encoding, "source"),
        (header[1] if header else None, "header"),
        (meta[1].decode("ascii", "replace") if meta else None, "meta"),
    ]
    claims: list[tuple[str, How]] = []
    for name, how in named:
        known = resolve_encoding(name) if name else None
        if known and how == "meta" and known.startswith("utf-16"):
            known = "utf-8"  # the tag could not have been read if it were true (WHATWG HTML, 13.2.3.2)
        if known:
            claims.append((known, how))
    return claims


def _utf8_part(body: bytes) -> tuple[bytes, str] | None:
    """The bytes of `body` and their text where it is UTF-8; a page cut by the size limit ends within a character."""
    try:
        return body, body.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.reason == "unexpected end of data" and error.start > 0
        return (body[: error.start], body[: error.start].decode("utf-8")) if is_cut else None


def _mostly_utf8(body: bytes) -> bool:
    """Whether single broken bytes stand in what is UTF-8 otherwise."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 20 < sum(ord(character) > 127 for character in text)


def _utf16_without_bom(body: bytes) -> str | None:
    sample = body[:PRESCAN]
    if len(sample) < 16 or b"\0" not in sample:
        return None
    # the high byte of Latin letters is 0, that of Cyrillic ones 4
    even, odd = (half.count(0) + half.count(4) for half in (sample[0::2], sample[1::2]))
    half = len(sample) // 2
    if odd > half * 0.3 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.3 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _plausible(body: bytes, encoding: str) -> bool:
    """Whether text of `body` in a claimed one-byte charset reads at least nearly as well as in any other."""
    if encoding in CYRILLIC or encoding in LATIN or encoding in ("iso8859-1", "iso8859-9"):
        best = max(_score(body, other) for other in (*CYRILLIC, *LATIN))
        return _score(body, encoding) >= best - 0.15
    try:
        body.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _sample(body: bytes) -> bytes:
    """The words of a page that are not ASCII, as far as they decide."""
    return b" ".join(re.findall(rb"[\x80-\xff]{2,}|\w*[\x80-\xff]+\w*", body[:200_000])[:2000])


def _score(body: bytes, encoding: str) -> float:
    """How much the page's foreign letters look like a language in this charset, from about -1 to 1."""
    text = _sample(body).decode(encoding, "replace")
    letters = [character for character in text if not character.isspace() and not character.isascii()]
    if not letters:
        return 0.0
    good = (
        sum(character in COMMON_CYRILLIC for character in letters)
        + sum(character in "ğüşıöçĞÜŞİÖÇâîûéèáàóäß" for character in letters) * 0.8
    )
    bad = sum(not character.isalpha() and character not in "«»–—“”„…’‘№•·\xa0©" for character in letters)
    swapped = len(re.findall(r"\b[а-яё][А-ЯЁ]+\b|[а-яё][А-ЯЁ]", text))
    mixed = len(re.findall(r"[a-zA-Z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][a-zA-Z]", text))
    return (good - bad - 2 * swapped - 2 * mixed - 2 * text.count("\ufffd")) / len(letters)


def _detected(body: bytes) -> Decoded:
    best = max((*CYRILLIC, *LATIN), key=lambda encoding: (_score(body, encoding), -_order(encoding)))
    return Decoded(body.decode(best, "replace"), best, "detected")


def _order(encoding: str) -> int:
    return (*CYRILLIC, *LATIN).index(encoding)


def _mended(decoded: Decoded) -> Decoded:
    """Undo a double encoding: UTF-8 that was read as windows-1251 or Latin-1 and written as UTF-8 again."""
    sample = decoded.text[:20_000]
    if not any(lead in sample for lead in MOJIBAKE_LEADS) or len(MOJIBAKE.findall(sample)) < 10:
        return decoded
    for wrong in ("cp1251", "cp1252", "latin-1"):
        try:
            text = decoded.text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
        if len(MOJIBAKE.findall(text[:20_000])) < 3:
            return Decoded(text, "utf-8", "mended")
    return decoded
