"""How installations take being killed: `python tests/bench/killed_downloads.py [--kills 20] [--seed 1]`.

For each kind of source a process that installs is ended with SIGKILL at random moments, then another run finishes.
The clients are the real ones (pip, huggingface_hub, jgo); index, hub and Maven repository are a slow server on
loopback. Prints a table; the exit code is 1 when one run did not end clean. About ten minutes.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.killing import Trial, duration_s, killed, made
from tests.support.registries import MODELS, open_registry

RATE = 150_000
"""Bytes a second of one download."""

MOST = 3
"""Trials for each kill asked for, where many come too late."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20, help="that interrupt something, for each kind of source")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for name in [name for name in os.environ if name.startswith(("PIP_", "HF_"))]:
        del os.environ[name]
    found = {kind: trials(kind, options.kills, random.Random(f"{options.seed} {kind}")) for kind in MODELS}
    print_table(found)
    return 1 if any(one.wrong for many in found.values() for one in many) else 0


def trials(kind: str, count: int, rng: random.Random) -> list[Trial]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made(kind, folder / "registry")
        with open_registry(folder / "registry", RATE) as (registry, environment):
            os.environ.update(environment, NO_PROXY="*")
            longest_s = min(duration_s(folder / "registry", folder / f"whole {n}", environment) for n in range(3))
            found: list[Trial] = []
            # A kill that came when all was done proves nothing: it is drawn again.
            while sum(not one.whole for one in found) < count and len(found) < MOST * count:
                at_s = rng.uniform(0.2, longest_s - 0.2)  # it needs that to start and to end
                found.append(killed(registry, folder / str(len(found)), environment, [at_s]))
            return found


def print_table(found: Mapping[str, Sequence[Trial]]) -> None:
    print("source            kills  clean  came too late  fetched again: median  at most  of")
    for kind, many in found.items():
        cut = [one for one in many if not one.whole]
        again = [one.again for one in cut]
        clean, late = sum(not one.wrong for one in cut), len(many) - len(cut)
        print(
            f"{kind:<17} {len(cut):>5} {clean:>6} {late:>14} {statistics.median(again) / 1000:>17.0f} kB"
            f" {max(again) / 1000:>5.0f} kB {many[0].total / 1000:.0f} kB"
        )
    for kind, many in found.items():
        for one in many:
            if one.wrong:
                print(f"{kind}, killed after {one.moments} s: {'; '.join(one.wrong)}")


if __name__ == "__main__":
    sys.exit(main())
