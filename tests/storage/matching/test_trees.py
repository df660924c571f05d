"""What trees say of a row, and why."""

from __future__ import annotations

import json

import pytest

from storage.matching.trees import parsed_trees

FEATURES = ("shared", "days")
WRITTEN = json.dumps(
    {
        "features": FEATURES,
        "usual": [1, 0],
        "base": -1.0,
        "trees": [
            {"asked": [0, 1], "above": [2.5, 0.5], "points": [0, 4, -3, 1]},
            {"asked": [0, 0], "above": [7.5, 2.5], "points": [0, 0, 0.5, 2]},
        ],
    }
)


@pytest.mark.parametrize(
    ("row", "points"),
    [((0, 0), -1.0), ((3, 0), 3.5), ((3, 1), 0.5), ((0, 1), -4.0), ((8, 0), 5.0), ((2.5, 0.5), -1.0)],
)
def test_a_row_gets_the_points_of_the_leaf_to_which_its_answers_lead(
    row: tuple[float, ...], points: float
) -> None:
    assert parsed_trees(WRITTEN, FEATURES).scores([row]) == pytest.approx([points])


def test_many_rows_are_scored_as_each_alone() -> None:
    trees = parsed_trees(WRITTEN, FEATURES)
    rows = [(0, 0), (3, 1), (8, 1)]
    assert trees.scores(rows).tolist() == [trees.scores([row])[0] for row in rows]


def test_an_effect_is_what_the_row_loses_were_the_feature_as_usual() -> None:
    assert parsed_trees(WRITTEN, FEATURES).effects((3, 1)) == pytest.approx({"shared": 4.5, "days": -3.0})


def test_trees_over_other_features_are_refused() -> None:
    with pytest.raises(ValueError, match="fit_folding"):
        parsed_trees(WRITTEN, ("shared", "weeks"))
