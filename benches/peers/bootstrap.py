"""Times 1,000 unit resamples of Krippendorff's nominal alpha, 10,000 units by three coders in five categories (the
data of crates/agreement/benches/bootstrap.rs), done in Python: numpy's multinomial over distinct rows, and, ten
resamples only, the package `krippendorff` on resampled units. Runs the Rust bench on the same data, all on one thread,
and prints milliseconds and how many times faster the crate is.

usage: bootstrap.py
needs: numpy, krippendorff, cargo
"""

import os
import re
import subprocess
import time

import krippendorff
import numpy as np

UNITS, CODERS, CATEGORIES, RESAMPLES = 10_000, 3, 5, 1_000

state = 1


def draw(below):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % below


def row():
    own = draw(CATEGORIES)
    return [own if draw(5) < 4 else draw(CATEGORIES) for _ in range(CODERS)]


rows = np.array([row() for _ in range(UNITS)])
generator = np.random.default_rng(1)


def multinomial():
    distinct, times = np.unique(rows, axis=0, return_counts=True)
    counts = np.stack([(distinct == category).sum(axis=1) for category in range(CATEGORIES)], axis=1)
    apart = (CODERS * (CODERS - 1) - (counts * (counts - 1)).sum(axis=1)) / (CODERS - 1)
    drawn = generator.multinomial(UNITS, times / UNITS, size=RESAMPLES)
    total = UNITS * CODERS
    expected = (total**2 - ((drawn @ counts) ** 2).sum(axis=1)) / (total - 1)
    alphas = 1 - (drawn @ apart) / expected
    return np.quantile(alphas, [0.025, 0.975])


def loop():
    for _ in range(RESAMPLES // 100):
        drawn = rows[generator.integers(0, UNITS, UNITS)]
        krippendorff.alpha(reliability_data=drawn.T, level_of_measurement="nominal")


def milliseconds(work, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return sorted(times)[len(times) // 2]


def crate():
    command = ["cargo", "bench", "-p", "qualkit-agreement", "--bench", "bootstrap", "--", "alpha, percentile"]
    output = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "RAYON_NUM_THREADS": "1"})
    median, unit = re.search(r"time:\s+\[\S+ \S+ (\S+) (\S+)", output.stdout).groups()
    return float(median) * {"µs": 0.001, "ms": 1, "s": 1000}[unit]


print("95 % limits:", multinomial())
ours = crate()
print(f"qualkit, one thread: {ours:.1f} ms")
for name, time_taken in [
    ("numpy, multinomial over distinct rows", milliseconds(multinomial, 15)),
    ("krippendorff, resampled units (100 times ten)", 100 * milliseconds(loop, 3)),
]:
    print(f"{name}: {time_taken:.0f} ms, {time_taken / ours:.1f} times as long")
