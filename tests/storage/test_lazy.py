"""Words are worked out once, those that come all the time for good, and no more of them are held than was said."""

from __future__ import annotations

from collections import Counter

from storage.lazy import Remembered


class Asked:
    """Works out what a word becomes, nothing for short ones, and counts how often it had to."""

    def __init__(self) -> None:
        self.times: Counter[str] = Counter()

    def __call__(self, word: str) -> str | None:
        self.times[word] += 1
        return word.upper() if len(word) > 3 else None


def test_a_word_that_comes_all_the_time_is_worked_out_once() -> None:
    asked = Asked()
    remembered = Remembered(asked, 10)
    for number in range(100):
        assert remembered["bishkek"] == "BISHKEK"
        assert remembered["the"] is None
        assert remembered[f"word{number}"] == f"WORD{number}"
    assert asked.times["bishkek"] == asked.times["the"] == 1


def test_words_that_were_not_met_for_long_are_forgotten() -> None:
    asked = Asked()
    remembered = Remembered(asked, 10)
    for word in ["first", *map(str, range(30)), "first"]:
        assert remembered[word] == (word.upper() if len(word) > 3 else None)
        assert len(remembered) <= 10
    assert asked.times["first"] == 2
