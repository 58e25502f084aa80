#!/usr/bin/env bash
# Times whole processes on generated studies, and the same pattern matching in Python. Prints seconds and
# megabytes; takes some minutes. Needs a release build, GNU time, and python3 for the comparison.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --release --quiet
qualkit=target/release/qualkit
generate() { cargo run --release --quiet -p qualkit-testkit --example generate -- "$@"; }
timed() {
  local what=$1; shift
  /usr/bin/time -f "$what: %e s wall, %U s user, %M KB" "$@" >/dev/null 2>"$work/told" || true
  tail -n 1 "$work/told"
}

echo "== check: 1,000 transcripts, 10 million words, 640,000 codings"
generate "$work/big"
for _ in 1 2 3; do timed check "$qualkit" check "$work/big"; done

echo "== one coding in the example study"
cp -r examples/california-mlp "$work/mlp"
for turn in 4 6 8; do
  timed code "$qualkit" code "$work/mlp" --coder a P05 --turn $turn --code gap-reach
done

echo "== apply: 100 patterns on 100 MB"
generate "$work/text" 1600 0
python3 - "$work/text/codebook.csv" <<'PYTHON'
import csv, random, sys
random.seed(1)
syllables = "ba con di fe gar ho in ja ka lo mi nor ó pa que ri sa to un va we ñe yo zu".split()
word = lambda count: "".join(random.choice(syllables) for _ in range(count))
with open(sys.argv[1], "w", newline="", encoding="utf-8") as table:
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["id", "name", "definition", "pattern"])
    for number in range(100):
        rows.writerow([f"p{number}", f"Pattern {number}", "x", rf"\b({word(3)}\w*|{word(2)}|{word(3)})\b"])
PYTHON
timed apply "$qualkit" apply "$work/text" --coder rules --dry-run
RAYON_NUM_THREADS=1 timed "apply, one thread" "$qualkit" apply "$work/text" --coder rules --dry-run
python3 benches/peers/apply.py "$work/text"
