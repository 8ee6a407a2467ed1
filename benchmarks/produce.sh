#!/usr/bin/env bash
# Generating and sending against Kafka's own ProducerPerformance, which sends lines of a file of such events: the same broker, machine,
# payloads, acks=all and lz4.
# Prints the median CPU seconds (user and system, start of the JVM included) and wall seconds of each, and the ratios.
#
#   benchmarks/produce.sh [EVENTS [RUNS]]         needs `make build`; EVENTS 500000, RUNS 3
#
# KAFKA_BOOTSTRAP_SERVERS names a broker that is there already; without it one is started for the while.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."

events=${1:-500000}
runs=${2:-3}
servers=${KAFKA_BOOTSTRAP_SERVERS:-localhost:19092}
work=$(mktemp -d)
broker=
stop() {
  [ -z "$broker" ] || kill "$broker" 2>/dev/null || true
  [ -z "$broker" ] || wait "$broker" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

jar=producers/target/producers.jar
[ -f "$jar" ] || { echo "Cannot run the benchmark: $jar is not built; run \`make build\` first" >&2; exit 1; }
mvn -q -B -f benchmarks/kafka-tools.xml dependency:build-classpath -Dmdep.outputFile="$work/tools"
if [ -z "${KAFKA_BOOTSTRAP_SERVERS:-}" ]; then
  ./streamflow broker --port "${servers##*:}" --folder "$work/broker" >"$work/broker.log" 2>&1 &
  broker=$!
fi
java -jar "$jar" generate --schema user_events --n 20000 --output-dir "$work" >"$work/first"
size=$(($(wc -c <"$work/user_events.jsonl") / 20000 - 1))
# The first run waits for the broker and creates the topic.
until java -jar "$jar" produce --schema user_events --date 2026-01-01 --count 1000 --bootstrap-servers "$servers" >"$work/first" 2>"$work/error"; do
  [ -n "$broker" ] && kill -0 "$broker" || { cat "$work/error" "$work/broker.log" >&2; exit 1; }
done

measure() {
  local name=$1
  shift
  TIMEFORMAT='%U %S %R'
  { time "$@" >"$work/out" 2>&1; } 2>>"$work/$name"
}

for ((run = 1; run <= runs; run++)); do
  measure ours ./streamflow produce --schema user_events --date 2026-01-0$((1 + run % 9)) --count "$events" --bootstrap-servers "$servers"
  measure kafka java -cp "$(cat "$work/tools")" org.apache.kafka.tools.ProducerPerformance \
    --topic user_events --num-records "$events" --payload-file "$work/user_events.jsonl" --throughput -1 \
    --bootstrap-server "$servers" --command-property acks=all compression.type=lz4 linger.ms=20 batch.size=262144 || {
    cat "$work/out" >&2
    exit 1
  }
done

python3 - "$work" "$events" "$size" <<'PYTHON'
import statistics, sys
work, events, size = sys.argv[1], int(sys.argv[2]), sys.argv[3]
def medians(name):
    rows = [[float(number) for number in line.split()] for line in open(f"{work}/{name}")]
    return statistics.median(u + s for u, s, _ in rows), statistics.median(r for _, _, r in rows)
(cpu, wall), (their_cpu, their_wall) = medians("ours"), medians("kafka")
print(f"{events} events of {size} bytes      CPU s   wall s   events/s")
print(f"produce (generates and sends)  {cpu:8.2f} {wall:8.2f} {events / wall:10.0f}")
print(f"Kafka's ProducerPerformance    {their_cpu:8.2f} {their_wall:8.2f} {events / their_wall:10.0f}")
print(f"ratio                          {cpu / their_cpu:8.2f} {wall / their_wall:8.2f}")
PYTHON
