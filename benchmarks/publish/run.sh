#!/usr/bin/env bash
# What publishing one date costs beside 1, 1,000 and 10,000 published ones: benchmarks/publish/run.sh [DATES …]. Needs `make build`, and 3 GB of
# room for the folders of the largest.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

[ -f local/target/classpath ] || { echo "Cannot run the benchmark: nothing is built; run \`make build\` first" >&2; exit 1; }
printf -v jars '%s:' "$PWD"/*/target/*-[0-9]*.jar
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

for dates in "${@:-1 1000 10000}"; do
  for count in $dates; do
    java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "local/target/local.jar:$jars$(cat local/target/classpath)" \
      benchmarks/publish/Publish.java "$folder/lake-$count" "$count" 2> "$folder/err" || { cat "$folder/err" >&2; exit 1; }
    rm -rf "$folder/lake-$count"
  done
done
