#!/usr/bin/env bash
# What a publication of one date, and a look at one date, cost beside 1, 1,000 and 10,000 published ones: benchmarks/publish/run.sh [DATES …]. Needs
# `make build`, and 3 GB of room for the folders of the largest. The looks are at ledgers without data, each date of which was published twice.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

[ -f local/target/classpath ] || { echo "Cannot run the benchmark: nothing is built; run \`make build\` first" >&2; exit 1; }
printf -v jars '%s:' "$PWD"/*/target/*-[0-9]*.jar
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

program() {
  java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "local/target/local.jar:$jars$(cat local/target/classpath)" "$@" 2>"$folder/err" ||
    { cat "$folder/err" >&2; exit 1; }
}
# look DATES COMMAND…: the second call, when what has landed is summed up
look() {
  local TIMEFORMAT="$1 dates: $2 --date, %U + %S CPU s, %R s"
  shift
  ./streamflow "$@" --date 2026-01-31 --lake "$folder/made/lake" >"$folder/out" 2>&1 || { cat "$folder/out" >&2; exit 1; }
  time ./streamflow "$@" --date 2026-01-31 --lake "$folder/made/lake" >"$folder/out" 2>&1
}

for dates in "${@:-1 1000 10000}"; do
  for count in $dates; do
    program benchmarks/publish/Publish.java "$folder/lake" "$count"
    python3 benchmarks/due/made.py "$folder/made" "$count" "$count"
    look "$count" ledger
    look "$count" due --landing "$folder/made/landing"
    program benchmarks/publish/Read.java "$folder/made/lake" "$folder/made/landing"
    rm -rf "$folder/lake" "$folder/made"
  done
done
