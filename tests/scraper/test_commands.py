"""What anyone who knows Scrapy expects: list, shell, genspider."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.crawls import ROOT, Crawl
from tests.loopback import newsroom, serving


def scrapy(crawl: Crawl, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=crawl.folder,
        env=crawl.environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_list_names_the_spiders_and_the_configured_sources(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    crawl.configure("http://127.0.0.1:9")
    names = scrapy(crawl, "list").stdout.split()
    assert {"open_kg", "kg24", "gov_kg", "nesk_kg", "newsroom"} <= set(names)
    assert names == sorted(names)


def test_a_wrong_configuration_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "kabarchy.toml").write_text("[crawl]\ndelai = 3\n")
    done = scrapy(Crawl(tmp_path), "list")
    assert done.returncode == 2
    assert "kabarchy.toml, line 2: crawl.delai" in done.stderr
    assert "Traceback" not in done.stderr


def test_shell_fetches_a_page_and_records_no_run(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path)
    with serving(newsroom(3)) as site:
        crawl.configure(site.url)
        done = scrapy(crawl, "shell", f"{site.url}/news/", "-c", "response.status")
    assert done.stdout.strip().endswith("200"), done.stderr
    assert not crawl.archive.exists()
    assert not (tmp_path / "captures").exists()


def test_genspider_writes_a_source_whose_test_passes(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for folder in ("scraper", "spiders", "storage"):
        shutil.copytree(ROOT / folder, project / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "scrapy.cfg", "tests/saved_sites.py"):
        (project / file).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / file, project / file)
    crawl = Crawl(project)
    crawl.configure("http://127.0.0.1:9")
    environment = {**crawl.environment(), "PYTHONPATH": str(project)}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=project,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    written = run(
        "scrapy", "genspider", "-t", "source", "--kind", "ministry", "water_kg", "www.water.example"
    )
    assert written.returncode == 0, written.stderr
    assert (project / "spiders/ministries/water_kg.py").exists()
    tested = run("pytest", "-q", "-p", "no:cacheprovider", "tests/spiders/test_water_kg.py")
    assert tested.returncode == 0, tested.stdout
    again = run("scrapy", "genspider", "-t", "source", "water_kg", "water.example")
    assert again.returncode == 1
    assert "is there already" in again.stderr
