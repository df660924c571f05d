"""A second look at a known article tells what its page has lost, and takes no edit for a loss."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from scraper.second_look import second_look
from storage.records import Article

STORY = " ".join(f"word{number} of a story" for number in range(60))
WALL = " ".join(f"agree {number} to cookies" for number in range(30))
PAGE = Article("open_kg", "https://open.kg/1", "A title", STORY, authors=("A. Author",), language="ky")


def row(**values: Any) -> dict[str, Any]:
    """The row of `PAGE` as it stands in the archive."""
    stands = dict.fromkeys(("summary", "published_at", "section", "image_url"))
    told = {"authors": '["A. Author"]', "tags": "[]", "language": "ky", "text": STORY, "provenance": "{}"}
    return {**stands, **told, **values}


def test_what_a_page_still_has_is_kept_and_what_it_never_had_is_not_told_of() -> None:
    assert second_look(row(), PAGE) == {"authors": "kept", "language": "kept", "text": "kept"}


def test_a_page_that_the_site_calls_unchanged_has_kept_everything() -> None:
    assert second_look(row(), None) == {"authors": "kept", "language": "kept", "text": "kept"}


@pytest.mark.parametrize(
    ("change", "name", "what"),
    [
        ({"authors": ()}, "authors", "lost"),
        ({"language": "en"}, "language", "lost"),
        ({"text": ""}, "text", "lost"),
        ({"text": STORY[:200]}, "text", "lost"),
        ({"text": WALL}, "text", "replaced"),
        ({"text": STORY[:700]}, "text", "kept"),
        ({"text": f"{WALL} {STORY}"}, "text", "kept"),
    ],
)
def test_what_has_changed(change: dict[str, Any], name: str, what: str) -> None:
    assert second_look(row(), replace(PAGE, **change))[name] == what


def test_what_a_listing_told_cannot_be_lost_by_the_page() -> None:
    told = row(image_url="https://open.kg/1.jpg", provenance=json.dumps({"image_url": "listing"}))
    assert "image_url" not in second_look(told, PAGE)


def test_a_text_of_a_few_words_cannot_be_told_from_another() -> None:
    assert "text" not in second_look(row(text="Photo report."), replace(PAGE, text=WALL))
