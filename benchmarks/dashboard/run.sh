#!/usr/bin/env bash
# The dashboard's budgets over a year of fourteen tables: benchmarks/dashboard/run.sh [FOLDER]
# Needs what `make build` makes; leaves nothing behind unless a folder is given.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=${1:-$(mktemp -d "${TMPDIR:-/tmp}/streamflow-dashboard.XXXXXX")}
[ $# -gt 0 ] || trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder"
if [ ! -e "$folder/_current" ]; then
  java -cp dashboard/target/dashboard.jar benchmarks/dashboard/Lake.java "$folder"
fi
python3 benchmarks/dashboard/measure.py "$folder"
