#!/usr/bin/env bash
# Four years of a topic with one event a day, by one application: what a date costs that has nearly nothing in it, and what all the
# publications of a range cost beside each other.
#
#   benchmarks/etl/range.sh [DAYS]        after `make build`; 1,461 days by default
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
days=${1:-1461}
port=${PORT:-19392}
first=2022-01-01
last=$(date -ud "$first + $((days - 1)) days" +%F)
work=$(mktemp -d "${TMPDIR:-/tmp}/streamflow-range.XXXXXX")
trap 'kill "${broker:-}" 2>/dev/null || true; wait "${broker:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

mkdir "$work/schemas"
sed "s#\"\.\./data#\"$PWD/data#" schemas/sales.json >"$work/schemas/sales.json"
./streamflow broker --port "$port" --folder "$work/kafka" >"$work/broker.log" 2>&1 &
broker=$!
until (: <"/dev/tcp/localhost/$port") 2>/dev/null; do kill -0 "$broker" || { cat "$work/broker.log" >&2; exit 1; }; done
./streamflow produce --schema sales --from $first --to "$last" --count 1 --bootstrap-servers "localhost:$port" >"$work/log" 2>&1
./streamflow land --topic sales --landing "$work/landing" --bootstrap-servers "localhost:$port" >"$work/log" 2>&1

TIMEFORMAT="$days dates: %R s, %U CPU s of the program, %S of the system"
time ./streamflow etl --landing "$work/landing" --lake "$work/lake" --schemas "$work/schemas" --from $first --to "$last" >"$work/log" 2>&1 ||
  { tail -n 20 "$work/log" >&2; exit 1; }
TIMEFORMAT="the last of them once more: %R s, %U CPU s of the program, %S of the system"
time ./streamflow etl --landing "$work/landing" --lake "$work/lake" --schemas "$work/schemas" --date "$last" >"$work/log" 2>&1
