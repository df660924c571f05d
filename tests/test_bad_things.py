"""Bad things lose nothing: the quick ones of bench/bad_things.py; the others need minutes or root."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.bad_things import (
    Stage,
    deleted,
    disk_full,
    endless_gzip,
    endless_redirects,
    locked,
    one_byte,
    replaced,
    stage,
)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path, articles=10, pause=0.01, patience=0.03) as made:
        yield made


@pytest.mark.parametrize(
    "bad_thing",
    [deleted, replaced, disk_full, locked, one_byte, endless_redirects, endless_gzip],
    ids=lambda one: one.__name__,
)
def test_a_bad_thing_loses_nothing(scene: Stage, bad_thing: Callable[[Stage], None]) -> None:
    bad_thing(scene)
    assert scene.wrong() == []
