"""How texts are compared: normal form, words, and the hash of a content."""

from __future__ import annotations

import hashlib
import re
import unicodedata

WORD = re.compile(r"\w+")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
SEARCH_FOLD = str.maketrans({"ё": "е", "Ё": "Е", "ı": "i", "İ": "i"})
"""Letters that a reader takes for one, but the tokenizer of SQLite does not. One character each, so places stay."""


def nfc(text: str) -> str:
    """Return `text` in Unicode NFC, without soft hyphens and zero-width marks."""
    return unicodedata.normalize("NFC", text.translate(INVISIBLE))


def folded(text: str) -> str:
    """Return `text` as the full-text index sees it: one letter for ё/е and for ı/İ/i; same length."""
    return text.translate(SEARCH_FOLD)


def words(text: str) -> list[str]:
    """Return the words of `text` in one case, ё as е, ı and İ as i, punctuation left out."""
    return WORD.findall(text.translate(SEARCH_FOLD).casefold())


def normal(text: str) -> str:
    """Return the words of `text`, joined by single spaces: equal for texts that differ in case and punctuation."""
    return " ".join(words(text))


def content_hash(title: str, text: str) -> str:
    """Return 32 hexadecimal digits (BLAKE2b) that are equal for readings which differ in white space alone."""
    content = " ".join(title.split()) + "\n" + " ".join(text.split())
    return hashlib.blake2b(content.encode(), digest_size=16).hexdigest()
