"""A run is judged by what it did, not by how the process ended."""

from __future__ import annotations

import pytest

from scraper.commands.crawl import exit_code
from scraper.extensions.run_record import judge


@pytest.mark.parametrize(
    ("reason", "counted", "outcome"),
    [
        ("finished", {"listing_pages": 3, "shown": 30, "read": 5}, "ok"),
        ("finished", {"listings_unchanged": 2}, "ok"),
        ("finished", {"listing_pages": 3}, "empty"),
        ("finished", {"listing_pages": 1, "shown": 9, "page_failures": 9}, "failed"),
        ("finished", {"listing_pages": 1, "shown": 9, "page_failures": 1, "read": 8}, "ok"),
        ("finished", {"listing_failures": 1}, "failed"),
        ("finished", {"listing_pages": 1, "shown": 9, "item_errors": 1}, "failed"),
        ("closespider_pagecount", {"listing_pages": 1, "shown": 9, "read": 9}, "stopped"),
        ("shutdown", {"listing_pages": 1, "shown": 9}, "stopped"),
        ("closespider_errorcount", {"read": 9}, "failed"),
        ("unreachable", {}, "failed"),
        ("something new", {"read": 9}, "failed"),
    ],
)
def test_verdicts(reason: str, counted: dict[str, int], outcome: str) -> None:
    assert judge(reason, {f"kabarchy/{name}": value for name, value in counted.items()}).outcome == outcome


def test_an_exception_in_a_callback_is_a_failure() -> None:
    assert judge("finished", {"spider_exceptions/count": 1, "kabarchy/read": 5}).outcome == "failed"


@pytest.mark.parametrize(
    ("outcome", "finish_reason", "code"),
    [("ok", "finished", 0), ("stopped", "closespider_timeout", 0), ("empty", "finished", 1), ("failed", "x", 1),
     ("stopped", "shutdown", 3), (None, None, 3)],
)  # fmt: skip
def test_exit_codes(outcome: str | None, finish_reason: str | None, code: int) -> None:
    assert exit_code(outcome, finish_reason) == code
