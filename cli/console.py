"""What people see in a terminal. Text of pages is hostile: nothing of it may act on the terminal."""

from __future__ import annotations

import json
import re
import unicodedata

from rich.console import Console
from rich.markup import escape

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

BIDI_CONTROLS = {"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"}


def plain(text: str | None) -> str:
    """Return text of a page without control characters, escape sequences and overrides of direction."""
    return "".join(
        character if character == "\n" or unicodedata.category(character) != "Cc" else " "
        for character in text or ""
        if character not in BIDI_CONTROLS
    )


def shown(text: str | None) -> str:
    """Return text of a page so that rich prints it as it is: plain, and its markup escaped."""
    escaped = escape(plain(text))
    trailing = len(escaped) - len(escaped.rstrip("\\"))
    return escaped + "\\" if trailing % 2 else escaped  # an odd one would escape the tag that comes after


def json_text(value: object) -> str:
    """Return `value` as JSON for people and machines: what could act on a terminal stands as `\\uXXXX`."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return re.sub(
        "[\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text
    )
