"""Imports point one way: scheduler, cli -> desk -> spiders -> scraper -> storage."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = {"storage": 0, "scraper": 1, "spiders": 2, "desk": 3, "cli": 4, "scheduler": 4}


def modules() -> list[Path]:
    return sorted(
        path
        for layer in LAYERS
        for path in [*(ROOT / layer).rglob("*.py"), ROOT / f"{layer}.py"]
        if path.is_file()
    )


def imported_layers(path: Path) -> set[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.append(node.module)
    return {name.split(".")[0] for name in names} & LAYERS.keys()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0].removesuffix(".py")
    upwards = {other for other in imported_layers(path) if LAYERS[other] > LAYERS[layer]}
    assert not upwards, f"{path.relative_to(ROOT)} ({layer}) must not import {', '.join(sorted(upwards))}"


def test_layers_are_found() -> None:
    assert {path.relative_to(ROOT).parts[0].removesuffix(".py") for path in modules()} >= {
        "storage",
        "scraper",
    }
