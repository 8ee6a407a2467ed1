#!/usr/bin/env bash
# A landing made the real way: producers, a Kafka broker, `land`. What is there already stays as it is.
#
#   benchmarks/etl/landing.sh FOLDER DAYS USER_EVENTS TRANSACTIONS      of each day, from 2026-01-01; 1 % of it dirt
set -euo pipefail
folder=$(realpath -m "$1")
days=$2 user_events=$3 transaction_events=$4
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
last=$(date -ud "2026-01-01 + $((days - 1)) days" +%F)
[ ! -e "$folder" ] || exit 0

port=${PORT:-19292}
work=$folder.making
rm -rf "$work"
mkdir -p "$work"
trap 'kill "$broker" 2>/dev/null || true; wait "$broker" 2>/dev/null || true; rm -rf "$work"' EXIT
./streamflow broker --port "$port" --folder "$work/kafka" >"$work/broker.log" 2>&1 &
broker=$!
until (: <"/dev/tcp/localhost/$port") 2>/dev/null; do kill -0 "$broker" || { cat "$work/broker.log" >&2; exit 1; }; done

for topic in user_events transaction_events; do
  ./streamflow produce --schema $topic --from 2026-01-01 --to "$last" --count "${!topic}" --dirt 0.01 --bootstrap-servers "localhost:$port"
  ./streamflow land --topic $topic --landing "$work/landing" --bootstrap-servers "localhost:$port"
done >&2
mv "$work/landing" "$folder"
