"""How long articles wait for the next check: the learned rhythm beside fixed intervals and an oracle.

    python -m bench.schedule [--sources N] [--price SECONDS] [--foresight] [--generated | --corpus FILE]

The second half of each source's publication times is replayed. At each check the rhythm knows only
what had appeared by then. Every comparison is made at equal numbers of requests:

* fixed, one for all: every source at the same interval, the same requests over all sources together
  (what one `every = "30m"` does);
* fixed, one a source: every source at its own even interval, the same requests for each source
  (what an operator reaches who tunes each source by hand for the same load);
* with --foresight, instead of the rhythm as it is learned: the same rule with the rates of all times, those
  that are still to come too: what learning the rates better could gain;
* oracle: knows the future; the same requests for each source, placed so that articles wait least.

Real publication times come from the shared corpus beside the project. Left out are sources with fewer
than 100 times, with times that are whole days, and with times that are an importer's and not the
newsroom's (half of them or more within a minute of the one before).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from desk.rhythm import PRICE, Bounds, Instants, learn, plan

CORPUS = Path(__file__).resolve().parents[1] / ".." / "shared" / "corpus" / "matching" / "articles.jsonl.gz"
BOUNDS = Bounds(timedelta(minutes=5), timedelta(hours=12))
DAY = 86400.0
LEARN_EVERY = DAY
FEWEST = 100


@dataclass(frozen=True)
class Replay:
    """One source: its name, all its publication times, and the stretch that is replayed."""

    name: str
    times: Instants
    start: float
    end: float

    @property
    def replayed(self) -> Instants:
        return self.times[(self.times > self.start) & (self.times <= self.end)]


def real_sources(file: Path) -> list[Replay]:
    """Return the sources of the corpus whose times are a newsroom's own, the busiest first."""
    times: dict[str, list[float]] = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            try:
                instant = datetime.fromisoformat((record.get("date") or "").replace("Z", "+00:00"))
            except ValueError:
                continue
            aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
            times[record["src"]].append(aware.timestamp())
    replays = [halved(name, np.sort(np.array(some))) for name, some in times.items() if len(some) >= FEWEST]
    usable = [one for one in replays if is_a_newsrooms(one.times)]
    return sorted(usable, key=lambda one: -len(one.times))


def is_a_newsrooms(times: Instants) -> bool:
    whole_days = np.mean(times % DAY == 0)
    at_once = np.mean(np.diff(times) < 60)
    return bool(whole_days < 0.3 and at_once < 0.5 and (times[-1] - times[0]) < 1000 * DAY)


def halved(name: str, times: Instants) -> Replay:
    return Replay(name, times, float((times[0] + times[-1]) / 2), float(times[-1]))


def generated_sources(seed: int = 5) -> list[Replay]:
    """Return 30 sources of very different rhythm: newsrooms, agencies, ministries, weeklies."""
    random = np.random.default_rng(seed)
    replays = []
    for number in range(30):
        a_day = float(np.exp(random.uniform(np.log(0.4), np.log(120))))
        centre, width = random.uniform(8, 15), random.uniform(2, 7)
        weekend = random.uniform(0.02, 1)
        times: list[float] = []
        for day in range(120):
            busy = random.gamma(6, 1 / 6) * (weekend if day % 7 >= 5 else 1)
            hours = random.normal(centre, width, random.poisson(a_day * busy)) % 24
            times += list((20000 + day) * DAY + hours * 3600)
        if len(times) >= 20:
            replays.append(halved(f"generated {number:02}: {a_day:.1f} a day", np.sort(np.array(times))))
    return replays


def adaptive_checks(replay: Replay, price: float, *, foresight: bool = False) -> Instants:
    """Return when the rhythm looks, learning only from what had appeared by its last check, or from everything."""
    zone = ZoneInfo("UTC")
    checks: list[float] = []
    now, learned = replay.start, -np.inf
    while now < replay.end:
        known = replay.times[: np.searchsorted(replay.times, now, side="right")]
        if now - learned >= LEARN_EVERY:
            rhythm = learn(known, datetime.fromtimestamp(now, UTC), zone)
            learned = now
            if foresight:
                rhythm = learn(replay.times, datetime.fromtimestamp(replay.end, UTC), zone)
                learned = np.inf
        check = plan(rhythm, datetime.fromtimestamp(now, UTC), BOUNDS, known[-500:], price)
        now = check.at.timestamp()
        checks.append(now)
    return np.array(checks)


def fixed_checks(replay: Replay, count: int) -> Instants:
    return replay.start + (np.arange(count) + 1) * (replay.end - replay.start) / count


def oracle_checks(times: Instants, count: int) -> Instants:
    """Return at most `count` checks, each at an article, after which articles have waited least in all.

    The price of a check is bisected until the cheapest series has at most `count` checks.
    """
    if count >= len(np.unique(times)):
        return np.unique(times)
    low, high = 0.0, 1e7
    best = times[-1:]
    for _ in range(40):
        price = (low + high) / 2
        found = _cheapest_series(times, price)
        if len(found) > count:
            low = price
        else:
            high, best = price, found
    return best


def _cheapest_series(times: Instants, price: float, reach: int = 200) -> Instants:
    total = np.concatenate([[0.0], np.cumsum(times - times[0])])
    cost = np.zeros(len(times) + 1)
    before = np.zeros(len(times) + 1, dtype=np.int64)
    for j in range(1, len(times) + 1):
        i = np.arange(max(0, j - reach), j)
        costs = cost[i] + (j - i) * (times[j - 1] - times[0]) - (total[j] - total[i]) + price
        k = int(costs.argmin())
        cost[j], before[j] = costs[k], i[k]
    series, j = [], len(times)
    while j:
        series.append(times[j - 1])
        j = int(before[j])
    return np.array(series[::-1])


def delays(times: Instants, checks: Instants) -> Instants:
    """Return, in minutes, how long each article waits for the first check at or after it."""
    assert checks[-1] >= times[-1] - 1e-3, "the last check must see the last article"
    place = np.minimum(np.searchsorted(checks, times), len(checks) - 1)
    return np.asarray((checks[place] - times) / 60)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sources", type=int, default=1000, help="at most so many, the busiest first")
    parser.add_argument("--price", type=float, default=PRICE, help="seconds of waiting that a check is worth")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="JSON lines, gzip, with src and date")
    parser.add_argument("--foresight", action="store_true", help="let the rhythm know what is to come")
    parser.add_argument("--generated", action="store_true", help="generated rhythms instead of real ones")
    options = parser.parse_args()
    if options.generated or not options.corpus.is_file():
        print(
            "Generated rhythms" if options.generated else f"{options.corpus} is not there: generated rhythms"
        )
        replays = generated_sources()
    else:
        replays = real_sources(options.corpus)
    compare(replays[: options.sources], options.price, foresight=options.foresight)
    return 0


def compare(replays: list[Replay], price: float, *, foresight: bool = False) -> None:
    rows: dict[str, list[Instants]] = defaultdict(list)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        checks = list(pool.map(partial(adaptive_checks, price=price, foresight=foresight), replays))
    requests = sum(map(len, checks))
    interval = sum(one.end - one.start for one in replays) / requests
    print(
        f"{'source':28} {'articles':>8} {'req/day':>8} {'rhythm':>7} {'one/src':>7} {'one':>7} {'oracle':>7}"
    )
    for replay, series in zip(replays, checks, strict=True):
        times = replay.replayed
        same_interval = max(1, round((replay.end - replay.start) / interval))
        found = {
            "rhythm": delays(times, series),
            "fixed, one a source": delays(times, fixed_checks(replay, len(series))),
            "fixed, one for all": delays(times, fixed_checks(replay, same_interval)),
            "oracle": delays(times, oracle_checks(times, len(series))),
        }
        for name, some in found.items():
            rows[name].append(some)
        medians = " ".join(f"{np.median(some):7.1f}" for some in found.values())
        per_day = len(series) / (replay.end - replay.start) * DAY
        print(f"{replay.name[:28]:28} {len(times):8} {per_day:8.1f} {medians}")
    pooled = {name: np.concatenate(some) for name, some in rows.items()}
    print(
        f"\n{len(replays)} sources, {len(pooled['rhythm'])} articles, {requests} requests, minutes of delay:"
    )
    for name, some in pooled.items():
        print(f"  {name:22} median {np.median(some):6.1f}   mean {some.mean():6.1f}")
    for name in ("fixed, one for all", "fixed, one a source"):
        ratio = np.median(pooled["rhythm"]) / np.median(pooled[name])
        print(f"  median of the rhythm / {name}: {ratio:.2f}")


if __name__ == "__main__":
    sys.exit(main())
