"""Stories as a function of links: whatever their order, and without chains."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.decisions import Heeded, Ruling
from storage.matching.clusters import clusters

PAIRS = st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1])


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(PAIRS, st.integers(500, 1000), max_size=25), st.lists(PAIRS, max_size=3), st.randoms())
def test_the_order_of_the_links_does_not_matter(
    links: dict[tuple[int, int], int], bound: list[tuple[int, int]], chance: random.Random
) -> None:
    shuffled = list(links.items())
    chance.shuffle(shuffled)
    again = list(bound)
    chance.shuffle(again)
    groups = clusters(9, links, bound)
    assert groups == clusters(9, dict(shuffled), again)
    assert sorted(number for group in groups for number in group) == list(range(9))
    for left, right in bound:
        assert any(left in group and right in group for group in groups)


def test_a_chain_of_links_does_not_make_one_story() -> None:
    chain = {(number, number + 1): 600 for number in range(11)}
    assert max(len(group) for group in clusters(12, chain)) <= 3


def test_all_reports_of_one_event_are_one_story() -> None:
    links = {(left, right): 700 for right in range(6) for left in range(right)}
    assert clusters(6, links) == [[0, 1, 2, 3, 4, 5]]


def test_one_report_of_two_events_does_not_make_them_one() -> None:
    links = {(left, right): 900 for right in range(4) for left in range(right)}
    links |= {(4 + left, 4 + right): 900 for right in range(4) for left in range(right)}
    links |= {(0, 8): 600, (4, 8): 600}
    groups = clusters(9, links)
    assert [0, 1, 2, 3] in groups and [4, 5, 6, 7] in groups


def test_what_a_person_set_apart_stays_apart() -> None:
    links = {(0, 1): 900, (1, 2): 900, (0, 2): 900}
    groups = clusters(3, links, apart=[(0, 2)])
    assert not any(0 in group and 2 in group for group in groups)


def test_who_binds_two_reports_binds_the_groups_that_they_are_in() -> None:
    links = {(left, right): 900 for right in range(3) for left in range(right)}
    links |= {(3 + left, 3 + right): 600 for right in range(3) for left in range(right)}
    assert clusters(7, links) == [[0, 1, 2], [3, 4, 5], [6]]
    assert clusters(7, links, bound=[(1, 4)]) == [[0, 1, 2, 3, 4, 5], [6]]
    assert clusters(7, links, bound=[(4, 6)]) == [[0, 1, 2], [3, 4, 5, 6]]


def test_what_is_bound_parts_a_group_only_where_some_of_it_is_to_stay_apart() -> None:
    links = {(0, 1): 900, (2, 3): 900}
    assert clusters(4, links, bound=[(0, 2)], apart=[(1, 2)]) == [[0, 2, 3], [1]]
    found = clusters(4, links, bound=[(0, 2)], apart=[(1, 3)])
    assert len(found) == 2 and any({0, 2} < set(group) for group in found)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(PAIRS, st.integers(500, 1000), max_size=25),
    st.lists(PAIRS, max_size=4),
    st.lists(PAIRS, max_size=4),
)
def test_people_are_heeded_whatever_the_links_are(
    links: dict[tuple[int, int], int], same: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> None:
    said = [*((pair, True) for pair in same), *((pair, False) for pair in apart)]
    heeded = Heeded.of(Ruling(("", number), *pair, is_same) for number, (pair, is_same) in enumerate(said))
    groups = clusters(
        9,
        links,
        [(one.left, one.right) for one in heeded.same],
        [(one.left, one.right) for one in heeded.apart],
    )
    where = {number: place for place, group in enumerate(groups) for number in group}
    assert len(where) == 9
    assert all(where[one.left] == where[one.right] for one in heeded.same)
    assert all(where[one.left] != where[one.right] for one in heeded.apart)
    assert {one.number for one in heeded.overruled} <= set(range(len(said) - 1))


def test_a_report_in_other_words_joins_a_text_that_was_printed_again_and_again() -> None:
    """They are few voices: a weaker link to all of them is not worth more than to one, and a stronger one not less."""
    prints = {(left, right): 1000 for right in range(40) for left in range(right)}
    assert clusters(41, prints | {(number, 40): 400 for number in range(40)}) == [list(range(41))]
    assert clusters(41, prints | {(number, 40): 300 for number in range(40)}) == [list(range(40)), [40]]
    assert clusters(41, prints | {(number, 40): 800 for number in range(2)}) == [list(range(40)), [40]]
    others = {(40, 41): 990, (40, 42): 900, (41, 42): 900, **{(number, 42): 600 for number in range(40)}}
    told = others | {(number, one): 900 for number in range(40) for one in (40, 41)} | {(42, 43): 650}
    assert clusters(44, prints | told)[0] == [*range(44)][:43], (
        "those in other words count beside forty prints"
    )
    few = {(left, right): 1000 for right in range(4) for left in range(right)}
    assert len(clusters(5, few | {(0, 4): 800})) == 2
