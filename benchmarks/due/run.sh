#!/usr/bin/env bash
# What `due` costs beside a young and an old installation: benchmarks/due/run.sh [RUNS] [DATES]. Without the sums every document of
# both ledgers is read, as `--full` does as well, which fails where the sums say something else.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

measure() {
  local TIMEFORMAT="$1: %R s, %U + %S CPU s" data=$2
  shift 2
  time "$home/streamflow" due --date 2026-01-31 --landing "$data/landing" --lake "$data/lake" "$@" > "$folder/out" 2>&1 || {
    cat "$folder/out"
    exit 1
  }
}

for size in "200 15" "${1:-20000} ${2:-1500}"; do
  data=$folder/${size// /-}
  # shellcheck disable=SC2086 # two arguments
  python3 "$home/benchmarks/due/made.py" "$data" $size
  mv "$data/lake/ledger/published.json" "$folder/sum"
  measure "$size runs and dates, without the sums" "$data"
  mv "$folder/sum" "$data/lake/ledger/published.json"
  measure "$size runs and dates, with the sums" "$data"
  measure "$size runs and dates, --full" "$data" --full
done
