"""Times a Python `re` loop over the transcripts of a study with the patterns of its codebook: what a
researcher would write. Prints seconds and matches.

usage: apply.py STUDY
"""

import csv
import re
import sys
import time
from pathlib import Path

study = Path(sys.argv[1])
with open(study / "codebook.csv", newline="", encoding="utf-8") as table:
    patterns = [re.compile(row["pattern"], re.IGNORECASE) for row in csv.DictReader(table) if row["pattern"]]
texts = [path.read_text(encoding="utf-8") for path in sorted((study / "transcripts").glob("*.txt"))]

start = time.perf_counter()
matches = 0
for text in texts:
    for pattern in patterns:
        for match in pattern.finditer(text):
            matches += 1
seconds = time.perf_counter() - start
megabytes = sum(len(text.encode()) for text in texts) / 1e6
print(f"python re: {seconds:.2f} s, {len(patterns)} patterns, {megabytes:.0f} MB, {matches} matches")
