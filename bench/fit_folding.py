"""What the measures of folding are worth together, learned: `python -m bench.fit_folding [SETS_DIR] [--write]`.

Boosted oblivious trees (CatBoost; `pip install catboost`) over what a teaser and an article have in common and how
the article stands among its rivals. The examples are what the rules of `storage/matching/fold_rules.py` leave undecided,
five times over: as they are, without the habits of outlets (of a new source nothing is known), without the articles'
slugs (many sites have none), without snippets (many listings have none), and with the outlet withheld; each also as
if the true article were not there. The habits are learned before, with trees of the examples without them. Prints the
curve of every teaser judged by trees that never saw its article (five parts); the last curve is of teasers whose day is
withheld, first seen on it or up to a week later. With --write, trees that saw all are written to
`storage/matching/folding.json`.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import xxhash
from numpy.typing import NDArray

from bench.folding import Row, archive_of, figures, learn_outlets, promise_of, rows
from bench.near_duplicates import SETS
from storage.matching.fold import pairs_at_sight, pairs_of
from storage.matching.fold_rules import (
    CLOSE,
    CLOSE_ANYWHERE,
    FEATURES,
    LEARNED,
    Fold,
    Pair,
    Rival,
    by_likeness,
    decide,
    rivals_among,
    rows_of,
)
from storage.matching.promise import Promise
from storage.matching.trees import Trees, parsed_trees

PARTS = 5
CURVE = tuple(sorted({0.25 * step for step in range(4, 19)} | {CLOSE, CLOSE_ANYWHERE}))
WEIGHTS = {
    "outlet_known": 1.0,
    "without_habits": 0.3,
    "without_slugs": 0.3,
    "without_snippets": 0.3,
    "outlet_withheld": 1.0,
}
"""What an example of each kind counts."""
CURVE_AT_SIGHT = (3.0, 3.5, 4.0, 4.25, 4.5, 4.75, 5.0, 6.0)
LATEST_SIGHT = 7
"""Days after its own on which a teaser without a date is seen first, at most; the day is drawn from its words."""
GONE = 0.3
"""What it counts where the true article was taken away."""
WITHHELD_STEP = 3
"""Every so many-th teaser is an example with its outlet withheld."""
DEPTH = 6
NEVER_LESS_LIKELY = (
    "title_letters title_set title_sorted title_equal title_order title_share"
    " headline_share slug_set slug_sorted slug_order slug_share snippet_order snippet_share shared"
    " same_beginning site words_ahead alike_ahead title_rule snippet_rule outlet_edits"
).split()
"""The more of these, the likelier, or as likely: what is more alike must not lose points by it. Counts of what one
side alone has are left free, as they tell how long the texts are, too."""
NEVER_LIKELIER = ("outlet_twins",)
"""The more of these, the less likely: where the same news stands at two addresses, what is like a promise says less."""
SETTINGS: dict[str, Any] = {"iterations": 200, "depth": DEPTH, "learning_rate": 0.2, "random_seed": 1}


@dataclass(frozen=True, slots=True)
class Example:
    """An article that may be meant."""

    row: tuple[float, ...]
    right: bool
    weight: float


@dataclass(frozen=True)
class Asked:
    """A teaser, what may be meant by it, and what is right."""

    teaser: Row
    promise: Promise
    pairs: list[Pair]
    right: int | None
    """The id of the true article, where it is in the archive."""

    @property
    def part(self) -> int:
        """The part that its article, and so all its teasers, belong to."""
        return xxhash.xxh32_intdigest(self.teaser["id"].encode()) % PARTS

    def examples(self, weight: float) -> Iterator[Example]:
        """Yield what is seen of each article that can be compared; then the same as if the true one were not there."""
        rivals = rivals_among(self.promise, self.pairs)
        for rival, row in _seen(self.promise, rivals):
            yield Example(row, rival.pair.article.id == self.right, weight)
        others = [one for one in rivals if one.pair.article.id != self.right]
        if len(others) < len(rivals):
            for _, row in _seen(self.promise, others):
                yield Example(row, False, weight * GONE)


def _seen(promise: Promise, rivals: list[Rival]) -> Iterator[tuple[Rival, tuple[float, ...]]]:
    return zip(rivals, rows_of(promise, rivals), strict=True) if rivals else iter(())


def asked(
    archive: tuple[sqlite3.Connection, list[str]],
    teasers: list[Row],
    *,
    outlet: bool = True,
    snippet: bool = True,
) -> Iterator[Asked]:
    """Yield each teaser with the articles that may be meant, its outlet or its snippet withheld."""
    sql, names = archive
    ids = {name: id for id, name in enumerate(names)}
    for teaser in teasers:
        promise = promise_of(teaser, outlet=outlet)
        if not snippet:
            promise = replace(promise, snippet=None)
        yield Asked(teaser, promise, pairs_of(sql, promise), ids.get(teaser["id"]))


def fitted(examples: list[Example]) -> str:
    """Return trees that were fitted on examples, as JSON."""
    from catboost import CatBoostClassifier

    values = np.array([example.row for example in examples], dtype=np.float64)
    rising = [(name in NEVER_LESS_LIKELY) - (name in NEVER_LIKELIER) for name in FEATURES]
    model = CatBoostClassifier(**SETTINGS, monotone_constraints=rising, verbose=0, allow_writing_files=False)
    weights = [example.weight for example in examples]
    model.fit(values, [example.right for example in examples], sample_weight=weights)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        model.save_model(str(path), format="json")
        written = as_json(json.loads(path.read_text()), np.median(values, axis=0))
    raw = model.predict(values, prediction_type="RawFormulaVal")
    apart = np.abs(parsed_trees(written, FEATURES).scores(values) - raw)
    print(f"read back: {apart.max():.4f} points apart at most", file=sys.stderr)
    return written


def as_json(model: dict[str, Any], usual: NDArray[np.float64]) -> str:
    """Return a model of CatBoost as the text that `parsed_trees` reads, a line a tree."""
    scale, (bias,) = model["scale_and_bias"]
    trees = []
    for tree in model["oblivious_trees"]:
        splits = tree["splits"] or []
        unused = DEPTH - len(splits)
        asked = [split["float_feature_index"] for split in splits] + [0] * unused
        above = [split["border"] for split in splits] + [1e9] * unused
        points = [round(scale * value, 4) for value in tree["leaf_values"]]
        trees.append({"asked": asked, "above": above, "points": points + [0] * (2**DEPTH - len(points))})
    lines = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    head = json.dumps({"features": FEATURES, "usual": np.round(usual, 4).tolist(), "base": round(bias, 4)})
    return f'{head[:-1]}, "trees": [\n{lines}\n]}}\n'


def judged(cases: list[Asked], trees: list[Trees]) -> list[dict[str, Any]]:
    """Return the curve of teasers, each judged by the trees of its part."""
    return [
        told(close, cases, [decide(case.promise, case.pairs, close, trees[case.part]) for case in cases])
        for close in CURVE
    ]


def told(close: float, cases: list[Asked], folds: list[Fold | None]) -> dict[str, Any]:
    """Return a point of a curve."""
    names = [
        None if fold is None else case.teaser["id"] if fold.article_id == case.right else "another"
        for case, fold in zip(cases, folds, strict=True)
    ]
    at = figures([case.teaser for case in cases], names)
    return (
        {"points": close, "precision": at["precision"], "recall": at["recall"]}
        | {"recall_title_edit": at["recall_by_kind"].get("real_title_edit")}
        | {"wrong_on_absent_hard": at["wrong_on_absent_hard"]}
    )


def judged_at_sight(sql: sqlite3.Connection, cases: list[Asked], trees: list[Trees]) -> list[dict[str, Any]]:
    """Return the curve of teasers without their day, as `fold_promise` folds them."""
    without = [replace(case, promise=_undated(case)) for case in cases]
    plain: list[Fold | None] = []
    seen: list[tuple[Promise, list[Pair]] | None] = []
    for case in without:
        plain.append(decide(case.promise, pairs_of(sql, case.promise), None, trees[case.part]))
        at_sight = None if plain[-1] else case.promise.at_sight()
        seen.append((at_sight, pairs_at_sight(sql, at_sight)) if at_sight else None)
    return [
        told(
            close,
            without,
            [
                fold or (by_likeness(*held, close, trees[case.part]) if held else None)
                for case, fold, held in zip(without, plain, seen, strict=True)
            ],
        )
        for close in CURVE_AT_SIGHT
    ]


def _undated(case: Asked) -> Promise:
    if not case.promise.published_at:
        return case.promise
    drawn = xxhash.xxh32_intdigest("".join(case.teaser[name] for name in ("id", "title", "kind")).encode())
    first = date.fromisoformat(case.promise.published_at[:10]) + timedelta(drawn % (LATEST_SIGHT + 1))
    return replace(case.promise, published_at=None, first_seen_at=first.isoformat())


def main() -> None:
    """Fit, and print the curves."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path, nargs="?", default=SETS, metavar="SETS_DIR")
    parser.add_argument("--write", action="store_true", help=f"write {LEARNED.name}")
    chosen = parser.parse_args()
    articles = list(rows(chosen.sets / "articles.jsonl.gz"))
    teasers = list(rows(chosen.sets / "teasers.jsonl.gz"))
    archive = archive_of(articles, len(articles))
    slugless = archive_of(articles, len(articles), slugs=False)
    strange = list(asked(archive, teasers))
    for_twins = parsed_trees(
        fitted([example for case in strange for example in case.examples(1.0)]), FEATURES
    )
    for sql, _ in (archive, slugless):
        learn_outlets(sql, for_twins)
    views = {
        "outlet_known": list(asked(archive, teasers)),
        "without_habits": strange,
        "without_slugs": list(asked(slugless, teasers)),
        "without_snippets": list(asked(archive, teasers, snippet=False)),
        "outlet_withheld": list(asked(archive, teasers[::WITHHELD_STEP], outlet=False)),
    }
    examples = [
        (case.part, example)
        for name, cases in views.items()
        for case in cases
        for example in case.examples(WEIGHTS[name])
    ]
    print(f"{len(examples)} examples", file=sys.stderr)
    trees = [
        parsed_trees(fitted([example for part, example in examples if part != left]), FEATURES)
        for left in range(PARTS)
    ]
    curves = {name: judged(cases, trees) for name, cases in views.items()}
    curves["at_first_sight"] = judged_at_sight(archive[0], views["outlet_known"], trees)
    print(json.dumps(curves, indent=2))
    if chosen.write:
        LEARNED.write_text(fitted([example for _, example in examples]), encoding="utf-8")


if __name__ == "__main__":
    main()
