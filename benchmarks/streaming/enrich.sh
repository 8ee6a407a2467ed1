#!/usr/bin/env bash
# Latency of `stream enrich` from one topic to the next, against itself in micro-batches of 1 s and against a consumer-producer loop written by hand that
# neither checks nor remembers anything: the same events, broker and machine, which all parts share.
# Prints milliseconds from when a record was to be sent until a consumer has it: over everything, and without the 2 s around each end of a batch, when
# real-time mode notes its offsets. Then the highest rate of those tried at which the 99th percentile stays below 100 ms.
#
#   benchmarks/streaming/enrich.sh [RATE [SECONDS [TRIGGER]]]      needs `make build`; RATE 10000, SECONDS 930, TRIGGER 5m: three checkpoints
#
# PARTITIONS (1), WARMUP (30 s), RATES ("10000 20000 30000 40000 60000 80000") and STEP (60 s each) change the rest; RATES="" leaves the search out.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

rate=${1:-10000}
seconds=${2:-930}
trigger=${3:-5m}
partitions=${PARTITIONS:-1}
warmup=${WARMUP:-30}
rates=${RATES-10000 20000 30000 40000 60000 80000}
step=${STEP:-60}
port=${PORT:-19093}
servers=localhost:$port
topic=purchases
work=$(mktemp -d)
broker=
subject=
stop() {
  [ -z "$1" ] || kill "$1" 2>/dev/null || true
  [ -z "$1" ] || wait "$1" 2>/dev/null || true
}
trap 'stop "$subject"; stop "$broker"; rm -rf "$work"' EXIT

[ -f local/target/classpath ] || { echo "Cannot run the benchmark: nothing is built; run \`make build\` first" >&2; exit 1; }
libraries=$(printf '%s:' "$PWD"/*/target/*-[0-9]*.jar)$(cat local/target/classpath)
mkdir "$work/classes" "$work/schemas"
javac -proc:none -nowarn -cp "$libraries" -d "$work/classes" benchmarks/streaming/enrich/*.java
sed "s/\"partitions\": [0-9]*/\"partitions\": $partitions/; s#\"\.\./data#\"$PWD/data#" schemas/$topic.json >"$work/schemas/$topic.json"

./streamflow broker --port "$port" --folder "$work/broker" >"$work/broker.log" 2>&1 &
broker=$!
./streamflow generate --schema $topic --schemas "$work/schemas" --n 20000 --date 2026-01-01 --output-dir "$work" >"$work/first"
until ./streamflow produce --schema $topic --schemas "$work/schemas" --date 2026-01-01 --count 100 --bootstrap-servers "$servers" >"$work/first" 2>"$work/error"; do
  kill -0 "$broker" || { cat "$work/error" "$work/broker.log" >&2; exit 1; }
done

# In place of the shell that it is started in, so that whoever kills that ends it.
run_last() { exec java -Xmx1g -Dorg.slf4j.simpleLogger.defaultLogLevel=error -Dlog4j2.level=ERROR -cp "$work/classes:$libraries" "$@"; }
run() { (run_last "$@"); }

# begin NAME: starts what is measured and waits until it has caught up
begin() {
  status=-
  case $1 in
    loop) (run_last Loop "$servers" $topic data/reference/products.csv >"$work/$1.log" 2>&1) & ;;
    *)
      local interval=1s
      [ "$1" = microbatch ] || interval=$trigger
      rm -rf "$work/live"
      status=$work/live/enrich-$topic/status.json
      ./streamflow stream enrich --schema $topic --schemas "$work/schemas" --mode "$1" --trigger "$interval" --live "$work/live" \
        --bootstrap-servers "$servers" >"$work/$1.log" 2>&1 &
      ;;
  esac
  subject=$!
  until run Latency "$servers" $topic "$work/$topic.jsonl" 100 0 5 - ready >"$work/ready" 2>"$work/error" && ! grep -q missing "$work/ready"; do
    kill -0 "$subject" || { cat "$work/$1.log" "$work/error" >&2; exit 1; }
  done
}
end() { stop "$subject"; subject=; }
measure() { run Latency "$servers" $topic "$work/$topic.jsonl" "$2" "$3" "$4" "$status" "$1"; }

echo "ms                                    all of it                     between checkpoints"
echo "what          rate/s ends      p50      p99    p99.9      max        p99      max"
for name in realtime microbatch loop; do
  begin $name
  measure $name "$rate" "$warmup" "$seconds" | tee -a "$work/results"
  end
done

[ -n "$rates" ] || exit 0
echo
echo "highest rate with p99 < 100 ms, $step s each"
for name in realtime loop; do
  begin $name
  highest=none
  for next in $rates; do
    line=$(measure $name "$next" 10 "$step")
    echo "$line"
    awk '{ exit !($5 < 100 && $0 !~ /missing/) }' <<<"$line" || break
    highest=$next
  done
  end
  echo "$name: $highest"
done
