"""Times gamma of one continuum in qualkit and in pygamma-agreement, and prints both and their ratio.

usage: gamma.py QUALKIT [SEGMENTS ...]

QUALKIT is the binary. Each number of segments per coder (default: 30 100) is one run: three coders, thirty random
continua; pygamma-agreement exactly up to 200 segments, and with its `fast` windows beyond. The first run makes a
virtual environment beside the temporary files and installs pygamma-agreement 0.5.9 into it. Both run on all processors;
pygamma-agreement is timed without its import.
"""

import csv
import random
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

PEER = """
import sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np
from pyannote.core import Segment
from pygamma_agreement import CombinedCategoricalDissimilarity, Continuum, ShuffleContinuumSampler
import csv
continuum = Continuum()
with open(sys.argv[1], newline="") as table:
    for row in csv.DictReader(table):
        continuum.add(row["coder"], Segment(int(row["start"]), int(row["end"])), row["code"])
np.random.seed(1)
dissimilarity = CombinedCategoricalDissimilarity()
# The first call compiles.
small = Continuum()
for coder in "ab":
    small.add(coder, Segment(0, 5), "x")
small.compute_gamma(dissimilarity, n_samples=2, sampler=ShuffleContinuumSampler())
start = time.perf_counter()
fast = sys.argv[2] == "fast"
gamma = continuum.compute_gamma(dissimilarity, n_samples=30, sampler=ShuffleContinuumSampler(), fast=fast).gamma
print("RESULT", time.perf_counter() - start, gamma)
"""


def segments(number, seed):
    """Reference segments 5 to 25 long, gaps up to 10; ends shift by up to 2, 10 % are dropped, 15 % recoded."""
    draw = random.Random(seed)
    end = 2
    for _ in range(number):
        start = end + draw.randint(0, 10)
        end = start + draw.randint(5, 25)
        code = draw.randint(1, 5)
        for coder in ("a", "b", "c"):
            if draw.random() >= 0.1:
                own = draw.randint(1, 5) if draw.random() < 0.15 else code
                yield coder, start + draw.randint(-2, 2), end + draw.randint(-2, 2), own


def peer_python(folder):
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "pygamma-agreement==0.5.9"], check=True)
    return python


def main():
    qualkit, numbers = sys.argv[1], [int(number) for number in sys.argv[2:]] or [30, 100]
    folder = Path(tempfile.gettempdir()) / "qualkit-peers-gamma"
    folder.mkdir(exist_ok=True)
    python = peer_python(folder)
    (folder / "peer.py").write_text(PEER, encoding="utf-8")
    for number in numbers:
        spans = folder / f"spans-{number}.csv"
        with open(spans, "w", newline="", encoding="utf-8") as table:
            writer = csv.writer(table)
            writer.writerow(["coder", "start", "end", "code"])
            writer.writerows(segments(number, 1))
        command = [qualkit, "agree", spans, "--layout", "spans", "--measure", "gamma", "--samples", "30"]
        start = time.perf_counter()
        ours = subprocess.run(command, check=True, capture_output=True, text=True)
        own = time.perf_counter() - start
        mode = "exact" if number <= 200 else "fast"
        output = subprocess.run([python, folder / "peer.py", spans, mode], check=True, capture_output=True, text=True)
        result = next(line for line in output.stdout.splitlines() if line.startswith("RESULT"))
        seconds, gamma = (float(word) for word in result.split()[1:])
        print(f"{number} segments, 3 coders: qualkit {own:.3f} s, pygamma-agreement ({mode}) {seconds:.1f} s")
        print(f"  {seconds / own:.0f} times as fast; pygamma-agreement's gamma {gamma:.4f}, qualkit's:")
        print("  " + ours.stdout.strip().replace("\n", "\n  "))


main()
