"""How texts are compared: normal form, words, and the hash of a content."""

from __future__ import annotations

import hashlib
import re
import unicodedata

WORD = re.compile(r"\w+")
ASCII_WORDS = bytes(ord(chr(byte).lower()) if WORD.match(chr(byte)) else 0x20 for byte in range(128)) + bytes(
    128
)
"""What each byte of an ASCII text becomes, for `words`: four times as quick as looking for words."""
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\0"
INVISIBLE = re.compile(f"[{UNSEEN}]")
TYPESET = "\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u00a0\u00ab\u00bb\u20b9\u02bb\u02bc"
"""What stands between words of texts that are ASCII otherwise, and apostrophes that are letters by Unicode."""
STACKED = 30
MARK = r"[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
STACK = re.compile(f"{MARK}{{{STACKED + 1},}}")
A_MARK = re.compile(MARK)
ACCENTS = re.compile("[\u0300-\u036f]")
SEARCH_LETTERS = (("ё", "е"), ("Ё", "Е"), ("ı", "i"), ("İ", "i"))
"""Letters that a reader takes for one, but the tokenizer of SQLite does not. One character each, so places stay."""
APOSTROPHES = "'\u02bb\u02bc\u2018\u2019`\u00b4"
"""What is typed for the mark of Uzbek oʻ and gʻ."""
ASCII_APOSTROPHES = "'`"
MARKED = {mark: tuple(f"{letter}{mark}" for letter in "oOgG") for mark in APOSTROPHES}
"""Each with the letters that it may be a part of."""
UZBEK_LETTER = "\u02bb"
"""The mark that is a letter by Unicode."""
UZBEK_MARK = re.compile(rf"[{APOSTROPHES}](?<=[oOgG].)(?=[^\W\d_])(?!s\b)")
"""It is a part of the letter, which slugs and hurried typists write without; `dog's` are two words, though."""


def nfc(text: str) -> str:
    """Return `text` in Unicode NFC, without soft hyphens, zero-width marks and NUL.

    Of more than 30 combining marks in a row the first 30 stay, as in the Stream-Safe Text Format (UAX 15):
    putting them into order takes quadratic time, and no language stacks so many.
    """
    if any(letter in text for letter in UNSEEN):
        text = INVISIBLE.sub("", text)
    if text.isascii():
        return text
    every_31st = text[:: STACKED + 1]
    if A_MARK.search(every_31st):  # 31 in a row would show there
        text = STACK.sub(lambda stack: stack[0][:STACKED], text)
    return unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """Return `text` as the full-text index sees it: one letter for ё/е and for ı/İ/i; same length."""
    for letter, base in SEARCH_LETTERS:
        if letter in text:
            text = text.replace(letter, base)
    return text


def without_accents(text: str) -> str:
    """Return `text` with bare letters: ç as c, й as и; what has no letter of its own below (ı, ø) stays."""
    return ACCENTS.sub("", unicodedata.normalize("NFD", text))


def words(text: str) -> list[str]:
    """Return the words of `text` in one case, ё as е, ı and İ as i, oʻ and gʻ as o and g, punctuation left out."""
    if text.isascii():
        if ("'" in text or "`" in text) and _may_be_uzbek(text, ASCII_APOSTROPHES):
            text = UZBEK_MARK.sub("", text)
        return text.encode().translate(ASCII_WORDS).decode().split()
    if _may_be_uzbek(text, APOSTROPHES):
        text = UZBEK_MARK.sub("", text)
    text = without_typeset(text)
    if not text.isascii():
        return WORD.findall(folded(text).casefold())
    return text.encode().translate(ASCII_WORDS).decode().split()


def without_typeset(text: str) -> str:
    """Return `text` with spaces for typeset punctuation, which leaves ASCII of most English texts."""
    for mark in TYPESET:
        text = text.replace(mark, " ")
    return text


def with_uzbek_letters(text: str) -> str:
    """Return `text` of the same length, with oʻ and gʻ as letters of words however their mark was typed."""
    return UZBEK_MARK.sub(UZBEK_LETTER, text)


def _may_be_uzbek(text: str, marks: str) -> bool:
    """Return whether one of these apostrophes may be the mark of a letter: several times as quick as looking for it."""
    for mark in marks:
        if mark in text:
            for letter in MARKED[mark]:
                if letter in text:
                    return True
    return False


def first_words(text: str, count: int) -> list[str]:
    """Return the first `count` words of `text`, or all where there are fewer, as `words` gives them."""
    found = words(text[: 16 * count])
    return found[:count] if len(found) > count or len(text) <= 16 * count else words(text)[:count]


def normal(text: str) -> str:
    """Return the words of `text`, joined by single spaces: equal for texts that differ in case and punctuation."""
    return " ".join(words(text))


def single_line(text: str) -> str:
    """Return `text` in NFC as one line, every run of white space as one space."""
    return " ".join(nfc(text).split())


def paragraphs(text: str) -> str:
    """Return `text` in NFC with one blank line between paragraphs, and no other stray white space."""
    kept: list[str] = []
    for line in nfc(text).split("\n"):
        words = line if _is_tidy(line) else " ".join(line.split())
        if words or (kept and kept[-1]):
            kept.append(words)
    return "\n".join(kept).rstrip()


def _is_tidy(line: str) -> bool:
    """Return whether words are parted by single spaces: of all white space a space alone is printable."""
    return line.isprintable() and "  " not in line and line[:1] != " " != line[-1:]


def content_hash(title: str, text: str) -> str:
    """Return 32 hexadecimal digits (BLAKE2b) of a title and a text in normal form."""
    return hashlib.blake2b(f"{title}\n{text}".encode(), digest_size=16).hexdigest()
