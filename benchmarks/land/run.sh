#!/usr/bin/env bash
# Landing a topic against Kafka's own consumer-perf tool and, where it is installed, kcat writing to a file.
# Prints CPU seconds (user + system), wall seconds and the ratio to consumer-perf, as medians. land-zstd is the launcher's, with its
# options and class-data archive; land-jar is `java -jar` without either.
#
#   benchmarks/land/run.sh [RECORDS] [RUNS]        after `make build`; 5,000,000 records and 5 runs by default
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
records=${1:-5000000}
runs=${2:-5}
port=${PORT:-19192}
topic=user_events
work=$(mktemp -d "${TMPDIR:-/tmp}/streamflow-benchmark.XXXXXX")
trap 'kill "${broker:-}" 2>/dev/null || true; wait "${broker:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

(cd benchmarks/land && mvn -q -B dependency:build-classpath -Dmdep.outputFile="$work/classpath" >/dev/null)
tools=$(cat "$work/classpath"):broker/target/classes:cli/target/classes:$work/classes
mkdir "$work/classes"
javac -proc:none -cp "$tools" -d "$work/classes" benchmarks/land/*.java
quiet=-Dorg.slf4j.simpleLogger.defaultLogLevel=error

java -Xmx1g -Duser.language=en $quiet -cp "$tools" Broker "$work/broker" "$port" >"$work/broker.log" 2>&1 &
broker=$!
until grep -q "$port" "$work/broker.log"; do kill -0 $broker; done
java $quiet -cp "$tools" Fill "localhost:$port" $topic "$records"

perf() {
  java -Xmx512m $quiet -cp "$tools" org.apache.kafka.tools.ConsumerPerformance \
    --bootstrap-server "localhost:$port" --topic $topic --num-records "$records" --group "perf-$1"
}
land() {
  STREAMFLOW_JAVA_OPTIONS=-Xmx256m ./streamflow land --topic $topic --schemas schemas \
    --bootstrap-servers "localhost:$port" --landing "$work/landing-$1" --compression "${2:-zstd}"
}
land_jar() {
  java -Xmx256m -jar ingest/target/ingest.jar land --topic $topic --schemas schemas \
    --bootstrap-servers "localhost:$port" --landing "$work/landing-$1"
}
to_file() {
  kcat -b "localhost:$port" -C -t $topic -o beginning -e -q >"$work/kcat.jsonl"
}

# measure NAME COMMAND…: appends "cpu wall" of one run
measure() {
  local name=$1
  shift
  TIMEFORMAT='%U %S %R'
  { time "$@" >"$work/$name.out" 2>"$work/$name.err"; } 2>"$work/time"
  awk '{ print $1 + $2, $3 }' "$work/time" >>"$work/$name.times"
}

for run in $(seq "$runs"); do
  measure consumer-perf perf "$run"
  measure land-zstd land "$run"
  rm -rf "$work"/landing-*
  measure land-jar land_jar "$run"
  rm -rf "$work"/landing-*
  measure land-none land "$run" none
  rm -rf "$work"/landing-*
  if command -v kcat >/dev/null; then measure kcat to_file; rm -f "$work/kcat.jsonl"; fi
done

median() { sort -n -k"$2","$2" "$work/$1.times" | awk -v column="$2" '{ value[NR] = $column } END { print value[int((NR + 1) / 2)] }'; }
base=$(median consumer-perf 1)
printf '%s records, medians of %s runs\n%-14s %8s %8s %8s\n' "$records" "$runs" what "CPU s" "wall s" "CPU ÷"
for name in consumer-perf land-zstd land-jar land-none kcat; do
  [ -f "$work/$name.times" ] || continue
  cpu=$(median $name 1)
  printf '%-14s %8.1f %8.1f %8.2f\n' "$name" "$cpu" "$(median $name 2)" "$(echo "$cpu $base" | awk '{ print $1 / $2 }')"
done
