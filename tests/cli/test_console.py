"""Text of a page cannot act on the terminal."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.text import Text

from cli.console import plain, shown


@given(st.text())
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    assert not any(
        (ord(character) < 32 and character != "\n") or 127 <= ord(character) < 160
        for character in plain(text)
    )


def test_escape_sequences_and_overrides_of_direction_are_taken_out() -> None:
    assert plain("\x1b]0;owned\x07 a\u202eb") == " ]0;owned  ab"


@given(st.text(alphabet="[]/boldred \\x"))
@example("\\" * 3)
def test_markup_of_a_page_is_shown_and_does_nothing(text: str) -> None:
    rendered = Text.from_markup(f"[bold]{shown(text)}[/bold]")
    assert rendered.plain.replace("\\", "") == text.replace("\\", "")
    assert {str(span.style) for span in rendered.spans} <= {"bold"}
