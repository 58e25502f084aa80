"""Times coefficients of agreement side by side: plain counting in numpy, the programs people use, and this crate.

usage: agreement.py [FOLDER]

Makes a virtual environment and the data in FOLDER (default: a new one in the temporary folder), installs the peers into
it, builds the counterpart with cargo, runs all on one thread, and prints seconds and how many times faster the crate is.
A peer that cannot be installed is left out and said so. Last come the ratios between tasks of the crate itself.

With many distinct values there are two floors: what counting five values costs (a comparison with each value, which no
longer works for many), and the fastest way known in numpy for that level: sums and sums of squares for the interval
level, the same of mid-ranks for the ordinal one, comparisons of columns for the nominal one.
"""

import os
import subprocess
import sys
import tempfile
import time
import venv
import warnings
from pathlib import Path

PEERS = ["numpy", "krippendorff", "scikit-learn", "irrCAC"]
THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
REPEATS = 7


def prepare(folder):
    """Makes the environment, and starts this script again in it."""
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    for peer in PEERS:
        installed = subprocess.run([python, "-m", "pip", "install", "-q", peer], capture_output=True, text=True)
        if installed.returncode != 0:
            print(f"# {peer} could not be installed, and is left out")
    subprocess.run([python, __file__, str(folder), "--run"], check=True, env={**os.environ, **THREADS})


def make_data(folder):
    import numpy as np

    draw = np.random.default_rng(1)
    first = draw.integers(0, 5, 10_000_000)
    second = np.where(draw.random(first.size) < 0.8, first, draw.integers(0, 5, first.size))
    first.astype(np.uint8).tofile(folder / "kappa_first.u8")
    second.astype(np.uint8).tofile(folder / "kappa_second.u8")
    for coders in (3, 10):
        truth = draw.integers(1, 6, (1_000_000, 1))
        copied = draw.random((truth.size, coders)) < 0.7
        table = np.where(copied, truth, draw.integers(1, 6, copied.shape))
        table[draw.random(table.shape) < 0.3] = 0
        table.astype(np.uint8).tofile(folder / f"alpha_{coders}.u8")
    for values in (1_000, 1_000_000):
        truth = draw.integers(1, values + 1, (1_000_000, 1))
        copied = draw.random((truth.size, 3)) < 0.7
        table = np.where(copied, truth, draw.integers(1, values + 1, copied.shape))
        table[draw.random(table.shape) < 0.3] = 0
        table.astype(np.uint32).tofile(folder / f"alpha_{values}.u32")


def median_seconds(task, repeats=REPEATS):
    """Of the processor, as in the counterpart: other programs on the machine do not count."""
    task()
    seconds = []
    for _ in range(repeats):
        start = time.process_time()
        task()
        seconds.append(time.process_time() - start)
        if seconds[-1] > 5:
            break
    return sorted(seconds)[len(seconds) // 2]


def counted_kappa(first, second):
    import numpy as np

    table = np.bincount(first * 5 + second, minlength=25).reshape(5, 5)
    n = table.sum()
    chance = (table.sum(0) * table.sum(1)).sum() / n**2
    return (np.trace(table) / n - chance) / (1 - chance)


def counted_alpha(table):
    """Nominal alpha of a float table, coders by units, NaN missing: what counting costs in numpy."""
    import numpy as np

    counts = np.stack([(table == value).sum(0) for value in range(1, 6)])
    ratings = counts.sum(0)
    counts, ratings = counts[:, ratings > 1], ratings[ratings > 1]
    observed = ((counts * (counts - 1)).sum(0) / (ratings - 1)).sum()
    totals = counts.sum(1)
    n = totals.sum()
    return 1 - (n - 1) * (n - observed) / (n * n - (totals**2).sum())


def paired(table):
    """The columns of a table of codes, coders by units, 0 missing, in which a unit has two ratings; how many it has."""
    given = (table > 0).sum(0)
    return table[:, given > 1], given[given > 1]


def summed_alpha(places, given):
    """Alpha of squared differences of places, 0 where missing: sums and sums of squares, no distinct values."""
    sums, squares, n = places.sum(0), (places * places).sum(0), given.sum()
    within = (2 * (given * squares - sums * sums) / (given - 1)).sum()
    return 1 - (n - 1) * within / (2 * (n * squares.sum() - sums.sum() ** 2))


def totals_of(table):
    import numpy as np

    totals = np.bincount(table.ravel())
    totals[0] = 0
    return totals


def interval_alpha(table):
    pairs, given = paired(table)
    return summed_alpha(pairs.astype(float), given)


def ordinal_alpha(table):
    import numpy as np

    pairs, given = paired(table)
    totals = totals_of(pairs)
    ranks = np.cumsum(totals) - totals / 2
    ranks[0] = 0
    return summed_alpha(ranks[pairs], given)


def nominal_alpha(table):
    pairs, given = paired(table)
    columns = [(one, other) for place, one in enumerate(pairs) for other in pairs[:place]]
    alike = sum(((one == other) & (one > 0)).astype(int) for one, other in columns)
    n = given.sum()
    within = ((given * (given - 1) - 2 * alike) / (given - 1)).sum()
    return 1 - (n - 1) * within / (n * n - (totals_of(pairs) ** 2).sum())


def ratio_alpha(table):
    import numpy as np

    pairs, given = paired(table)
    within = 0
    for place, one in enumerate(pairs):
        for other in pairs[:place]:
            both = (one > 0) & (other > 0)
            a, b = one[both], other[both]
            within += (2 * ((a - b) / (a + b)) ** 2 / (given[both] - 1)).sum()
    totals = totals_of(pairs)
    values = np.nonzero(totals)[0]
    counts, places = totals[values], values.astype(float)
    distances = ((places[:, None] - places) / (places[:, None] + places)) ** 2
    return 1 - (given.sum() - 1) * within / (counts @ distances @ counts)


def run(folder):
    import numpy as np

    warnings.simplefilter("ignore")

    if not (folder / "alpha_1000000.u32").exists():
        make_data(folder)
    results = {}
    first, second = (np.fromfile(folder / f"kappa_{name}.u8", np.uint8).astype(np.int64) for name in ("first", "second"))
    results["kappa, 10 million"] = {"numpy counting": median_seconds(lambda: counted_kappa(first, second))}
    try:
        from sklearn.metrics import cohen_kappa_score

        results["kappa, 10 million"]["scikit-learn"] = median_seconds(lambda: cohen_kappa_score(first, second), 1)
    except ImportError:
        pass
    for coders in (3, 10):
        symbols = np.fromfile(folder / f"alpha_{coders}.u8", np.uint8).reshape(-1, coders)
        table = symbols.T.astype(float)
        table[table == 0] = np.nan
        task = f"units by {coders}"
        results[task] = {"numpy counting": median_seconds(lambda: counted_alpha(table))}
        try:
            import krippendorff

            results[task]["krippendorff"] = median_seconds(
                lambda: krippendorff.alpha(table, level_of_measurement="nominal"), 3
            )
        except ImportError:
            pass
        try:
            import pandas
            from irrCAC.raw import CAC

            frame = pandas.DataFrame(table.T)
            results[task]["irrCAC"] = median_seconds(lambda: CAC(frame).krippendorff(), 1)
        except ImportError:
            pass
    for values in (1_000, 1_000_000):
        symbols = np.fromfile(folder / f"alpha_{values}.u32", np.uint32).reshape(-1, 3)
        table = np.ascontiguousarray(symbols.T).astype(np.int64)
        levels = {"nominal": nominal_alpha, "ordinal": ordinal_alpha, "interval": interval_alpha, "ratio": ratio_alpha}
        for level, task in levels.items():
            if level == "ratio" and values > 1_000:
                continue
            results[f"{level}, 1 million units by 3, {values} values"] = {
                "numpy counting of five values": results["units by 3"]["numpy counting"],
                "numpy": median_seconds(lambda: task(table)),
            }
    command = ["cargo", "bench", "-q", "-p", "qualkit-agreement", "--bench", "counterpart", "--", str(folder), "9"]
    ours = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent).stdout
    print(f"{'task':<95}{'seconds':>9}  times faster than")
    seconds_of = {}
    for line in ours.splitlines():
        name, median, *_ = line.split("\t")
        seconds_of[name] = float(median)
        # The longest name is the closest.
        matching = max((task for task in results if task in name), key=len, default=None)
        peers = results.get(matching, {})
        ratios = ", ".join(f"{peer} {seconds / float(median):.1f}" for peer, seconds in peers.items())
        print(f"{name:<95}{float(median):9.4f}  {ratios}")
    alone = seconds_of["alpha nominal with interval, 1 million units by 10"]
    for name, seconds in seconds_of.items():
        if " + " in name and "by 10" in name:
            print(f"# {name}: {seconds / alone:.2f} times alpha with its interval alone")
    for task, peers in results.items():
        print(f"# {task}: " + ", ".join(f"{peer} {seconds:.3f} s" for peer, seconds in peers.items()))


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--run"]
    folder = Path(arguments[0]) if arguments else Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    if "--run" in sys.argv:
        run(folder)
    else:
        prepare(folder)
