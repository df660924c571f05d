"""A crawl that is killed loses nothing (the long version is `python -m bench.kill`)."""

from __future__ import annotations

from pathlib import Path

from bench.kill import kill_repeatedly


def test_three_kills_lose_nothing(tmp_path: Path) -> None:
    kills = list(kill_repeatedly(tmp_path, times=3, seed=3, fresh_every=3, early=0))
    assert all(kill.integrity in ("ok", "no archive yet") for kill, _ in kills)
    assert [remained for _, remained in kills] == [None, None, None]
    assert any(kill.was_running and kill.full for kill, _ in kills)
