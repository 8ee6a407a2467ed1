#!/usr/bin/env bash
# How much of a core `stream windows` takes while so many events a second come, how long its batches take, and how long it is away when it is
# stopped and started again. Broker and producer run beside it on the same machine.
#
#   benchmarks/streaming/windows.sh [RATE [SECONDS]]      needs `make build`; RATE 10000, SECONDS 300
#
# TRIGGER (10s) and WARMUP (60 s, not measured) change the rest.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

rate=${1:-10000}
seconds=${2:-300}
trigger=${TRIGGER:-10s}
warmup=${WARMUP:-60}
port=${PORT:-19094}
servers=localhost:$port
work=$(mktemp -d)
broker=
producer=
windows=
stop() {
  [ -z "$1" ] || kill "$1" 2>/dev/null || true
  [ -z "$1" ] || wait "$1" 2>/dev/null || true
}
trap 'stop "$windows"; stop "$producer"; stop "$broker"; rm -rf "$work"' EXIT

[ -f local/target/classpath ] || { echo "Cannot run the benchmark: nothing is built; run \`make build\` first" >&2; exit 1; }

status=$work/live/windows/status.json
# A figure of the status; 0 where there is none yet.
figure() { python3 -c 'import json,sys
try: print(json.load(open(sys.argv[1])).get(sys.argv[2], 0))
except OSError: print(0)' "$status" "$1"; }
# CPU seconds of the query so far.
cpu() { awk -v tick="$(getconf CLK_TCK)" '{ print ($14 + $15) / tick }' "/proc/$windows/stat"; }
now() { date +%s.%N; }
start() {
  ./streamflow stream windows --live "$work/live" --bootstrap-servers "$servers" --trigger "$trigger" \
    >"$work/windows.out" 2>>"$work/windows.log" &
  windows=$!
}
# Waits until it has finished a batch after the one given.
await_batch() {
  until [ "$(figure batch)" -gt "$1" ]; do
    kill -0 "$windows" 2>/dev/null || { cat "$work/windows.log" >&2; exit 1; }
    sleep 0.1
  done
}

./streamflow broker --port "$port" --folder "$work/broker" >"$work/broker.log" 2>&1 &
broker=$!
until ./streamflow produce --schema sales --date 2026-01-01 --count 100 --bootstrap-servers "$servers" >"$work/first" 2>&1; do
  kill -0 "$broker" || { cat "$work/broker.log" >&2; exit 1; }
done
./streamflow produce --schema sales --rate "$rate/s" --loop --bootstrap-servers "$servers" >"$work/producer.log" 2>&1 &
producer=$!

start
await_batch 0
sleep "$warmup"
from=$(now)
cpu_from=$(cpu)
read_from=$(figure read)
sleep "$seconds"
to=$(now)
cpu_to=$(cpu)
read_to=$(figure read)

away=$(now)
stop "$windows"
# It ends the batch that it is in.
last=$(figure batch)
start
await_batch "$last"
back=$(now)

python3 - "$work/windows.log" "$from" "$to" "$cpu_from" "$cpu_to" "$read_from" "$read_to" "$away" "$back" "$(figure balanced)" <<'PYTHON'
import json
import sys

log, *figures, balanced = sys.argv[1:]
start, end, cpu_start, cpu_end, read_start, read_end, away, back = map(float, figures)
batches = [json.loads(line) for line in open(log) if line.startswith('{"query"')]
rates = [(b["ofBatch"]["read"], b["rowsProcessedPerSecond"]) for b in batches if b.get("ofBatch", {}).get("read")]
times = sorted(rows / rate for rows, rate in rates if rate > 0)
print(f"events read          {(read_end - read_start) / (end - start):12,.0f} /s")
print(f"cores                {(cpu_end - cpu_start) / (end - start):12.2f}")
print(f"batch, median        {times[len(times) // 2]:12.1f} s")
print(f"batch, longest       {times[-1]:12.1f} s")
print(f"stop to first batch  {back - away:12.1f} s")
print(f"balanced             {balanced:>12}")
PYTHON
