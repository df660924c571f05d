"""Scrapy commands in child processes that need not import everything anew.

`python -m tests.nursery` imports what a crawl needs, and then forks one child for each line that it is
given. A child is a process of its own, with its own settings, reactor and archive; it only starts
two seconds sooner.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMPORTED_BEFORE = (
    "scrapy.cmdline",
    "scrapy.crawler",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.pipelines",
    "twisted.internet.asyncioreactor",
    "scraper.pipelines",
    "scraper.middlewares.captures",
    "spiders.loader",
    "spiders.reextract",
)


@cache
def _nursery() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.nursery"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def leave() -> None:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        process.stdout.close()
        process.wait()

    atexit.register(leave)
    return process


def scrapy(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run one Scrapy command to its end, in `folder`; return its exit code and what it wrote."""
    process = _nursery()
    assert process.stdin is not None and process.stdout is not None
    with tempfile.TemporaryDirectory() as kept:
        out, err = Path(kept) / "out", Path(kept) / "err"
        wish = [list(arguments), str(folder), dict(environment), str(out), str(err)]
        process.stdin.write(json.dumps(wish) + "\n")
        process.stdin.flush()
        code = int(process.stdout.readline())
        return subprocess.CompletedProcess(
            list(arguments), code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
        )


def _be_a_child(arguments: list[str], folder: str, environment: dict[str, str], out: str, err: str) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for name, descriptor in ((out, 1), (err, 2)):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
    from scrapy.cmdline import execute

    sys.argv = ["scrapy", *arguments]
    code: object = 1
    try:
        execute()
    except SystemExit as end:
        code = end.code
    except BaseException:
        import traceback

        traceback.print_exc()
        raise
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


def main() -> None:
    """Fork a child for each line of the standard input; answer with its exit code."""
    for name in IMPORTED_BEFORE:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _be_a_child(*json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
