"""A score that was learned from examples: oblivious decision trees, evaluated with numpy.

Each tree asks the same few questions of every row ("is `shared` above 4.5?"); the answers, read as a binary
number, name the leaf whose points the row gets. The score is the sum over all trees: log odds.

Sources: J. Friedman, "Greedy Function Approximation: A Gradient Boosting Machine" (2001); L. Prokhorenkova et al.,
"CatBoost: unbiased boosting with categorical features" (2018), for the form of the trees.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from storage.lazy import cached_property


@dataclass(frozen=True)
class Trees:
    """Trees of one depth, eight at most, over named features."""

    features: tuple[str, ...]
    """What the columns of a row are."""
    usual: NDArray[np.float32]
    """The median of each feature among the examples: what an effect is measured from."""
    base: float
    """Points of every row."""
    asked: NDArray[np.intp]
    """The feature of each question; a row a tree, the question of the lowest bit first."""
    above: NDArray[np.float32]
    """What the feature must exceed for a yes; shape as `asked`. As narrow as when they were fitted."""
    points: NDArray[np.float64]
    """The points of each leaf; a row a tree."""

    @cached_property
    def _bytes_asked(self) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The questions in one line, eight a tree; those that no tree asks are answered with no."""
        more = ((0, 0), (0, 8 - self.asked.shape[1]))
        above = np.pad(self.above, more, constant_values=np.inf)
        return np.pad(self.asked, more).ravel(), above.ravel()

    @cached_property
    def _first_leaves(self) -> NDArray[np.intp]:
        return np.arange(0, self.points.size, self.points.shape[1], dtype=np.intp)

    def scores(self, rows: ArrayLike) -> NDArray[np.float64]:
        """Return the score of each row; `rows`: shape (any, features)."""
        values = np.asarray(rows, dtype=np.float32)
        asked, above = self._bytes_asked
        answers = np.packbits(values.take(asked, axis=1) > above, axis=1, bitorder="little")
        leaves = answers + self._first_leaves
        scores: NDArray[np.float64] = self.base + self.points.take(leaves).sum(axis=1)
        return scores

    def effects(self, row: Sequence[float]) -> dict[str, float]:
        """Return by how much the score of a row would be less, were a feature as usual: for each feature."""
        as_usual = np.tile(np.asarray(row, dtype=np.float32), (len(self.features) + 1, 1))
        places = np.arange(len(self.features))
        as_usual[places, places] = self.usual
        scores = self.scores(as_usual)
        return dict(zip(self.features, (scores[-1] - scores[:-1]).tolist(), strict=True))


def parsed_trees(written: str, features: tuple[str, ...]) -> Trees:
    """Return the trees of a JSON text, which must be over these features.

    Raises ValueError where they were fitted on other features.
    """
    told = json.loads(written)
    if tuple(told["features"]) != features:
        raise ValueError("the trees were fitted on other features; run python -m bench.fit_folding --write")
    trees = told["trees"]
    return Trees(
        features=features,
        usual=np.array(told["usual"], dtype=np.float32),
        base=told["base"],
        asked=np.array([tree["asked"] for tree in trees], dtype=np.intp),
        above=np.array([tree["above"] for tree in trees], dtype=np.float32),
        points=np.array([tree["points"] for tree in trees], dtype=np.float64),
    )
