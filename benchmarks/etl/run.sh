#!/usr/bin/env bash
# The ETL against DuckDB and against plain PySpark, from the same landing to the same silver and gold.
#
#   benchmarks/etl/run.sh [STEP...]        after `make build`; all steps in this order by default
#
#   landing       made once, through producers, a broker and `land`: DAYS days of 2,000,000 user_events and 400,000
#                 transaction_events, and thirty small days of 2,000 and 400; 1 % of it dirt
#   duckdb        one date; silver.sql and gold.sql: the typed JSON reader, two threads
#   duckdb-days   all DAYS in one process
#   pyspark       one date; pyspark_job.py on local[2]: the DataFrame API and Spark's default settings
#   etl           one date: ./streamflow etl in a new process
#   etl-days      all DAYS in one application
#   etl-small     one small day; etl-small-30: thirty in one application
#   compare       every gold table of these lakes, row by row against DuckDB's
#   report        CPU seconds (user + system, of all processes of a step), wall seconds, ratios
#
# A step that is run again replaces its figures. From the environment:
#   ETL_BENCH     where everything lies (default build/etl-bench)
#   DAYS          full days (default 3), where the landing is not there yet
#   TABLES        only these gold tables are compared (default: all that DuckDB made)
#
# Neither competitor writes what is wrong with a quarantined line, checks its result or publishes it at once; both only look for the
# faults that the producers' dirt has. The ETL does all of it and reads what to look for in the schemas.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
mkdir -p "${ETL_BENCH:=build/etl-bench}"
work=$(realpath "$ETL_BENCH")
days=${DAYS:-3}
products=data/reference/products.csv
venv=$PWD/build/etl-bench-venv
first=2026-01-01
last=$(date -ud "$first + $((days - 1)) days" +%F)
mapfile -t dates < <(for ((i = 0; i < days; i++)); do date -ud "$first + $i days" +%F; done)

# measure STEP COMMAND…: its "cpu wall" into STEP.time, its output into STEP.log
measure() {
  local step=$1
  shift
  TIMEFORMAT='%U %S %R'
  rm -rf "${work:?}/lake-$step" "$work/$step.time"
  { time "$@" >"$work/$step.log" 2>&1; } 2>"$work/time" || { tail -n 20 "$work/$step.log" >&2; exit 1; }
  awk '{ print $1 + $2, $3 }' "$work/time" >"$work/$step.time"
}
etl() { measure "$1" ./streamflow etl --landing "$work/$2" --lake "$work/lake-$1" --from $first --to "$3"; }
duckdb() { measure "$1" "$venv/bin/python" benchmarks/etl/duckdb_job.py "$work/landing" "$work/lake-$1" $products "${@:2}"; }
pyspark() {
  measure pyspark env -u SPARK_HOME PATH="$venv/bin:$PATH" PYSPARK_PYTHON="$venv/bin/python" SPARK_LOCAL_DIRS="$work" \
    spark-submit --master 'local[2]' benchmarks/etl/pyspark_job.py "$work/landing" "$work/lake-pyspark" $products $first
}
landing() {
  benchmarks/etl/landing.sh "$work/landing" "$days" 2000000 400000
  benchmarks/etl/landing.sh "$work/landing-small" 30 2000 400
}
compare() {
  local same=0
  agree() {
    for step in "$@"; do [ -d "$work/lake-$step" ] || { echo "$1 against $2: $step was not run"; return 0; }; done
    "$venv/bin/python" benchmarks/etl/compare.py ${TABLES:+--tables "$TABLES"} "$work/lake-$1" "$work/lake-$2" || same=1
  }
  agree duckdb etl
  agree duckdb pyspark
  agree duckdb-days etl-days
  return $same
}
report() {
  printf '%-14s %8s %8s\n' step "CPU s" "wall s"
  for step in duckdb duckdb-days pyspark etl etl-days etl-small etl-small-30; do
    [ ! -f "$work/$step.time" ] || awk -v step=$step '{ printf "%-14s %8.1f %8.1f\n", step, $1, $2 }' "$work/$step.time"
  done | tee "$work/times"
  awk -v further=$((days - 1)) '
    function ratio(what, a, b) { if (a > 0 && b > 0) printf "%-52s %6.2f\n", what, a / b }
    { cpu[$1] = $2; wall[$1] = $3 }
    END {
      print ""
      ratio("one day: ETL / DuckDB, CPU", cpu["etl"], cpu["duckdb"])
      ratio("one day: ETL / PySpark, CPU", cpu["etl"], cpu["pyspark"])
      ratio("one day: ETL / PySpark, wall", wall["etl"], wall["pyspark"])
      if (further && cpu["etl-days"] && cpu["duckdb-days"]) {
        a = (cpu["etl-days"] - cpu["etl"]) / further
        b = (cpu["duckdb-days"] - cpu["duckdb"]) / further
        ratio(sprintf("a further day: ETL (%.1f s) / DuckDB (%.1f s), CPU", a, b), a, b)
      }
      ratio("thirty small days / one: ETL, CPU", cpu["etl-small-30"], cpu["etl-small"])
      ratio("thirty small days / one: ETL, wall", wall["etl-small-30"], wall["etl-small"])
    }' "$work/times"
}

if [ ! -x "$venv/bin/spark-submit" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q -r benchmarks/etl/requirements.txt
fi
[ $# -gt 0 ] || set -- landing duckdb duckdb-days pyspark etl etl-days etl-small etl-small-30 compare report
for step in "$@"; do
  case $step in
    duckdb) duckdb duckdb $first ;;
    duckdb-days) duckdb duckdb-days "${dates[@]}" ;;
    etl) etl etl landing $first ;;
    etl-days) etl etl-days landing "$last" ;;
    etl-small) etl etl-small landing-small $first ;;
    etl-small-30) etl etl-small-30 landing-small 2026-01-30 ;;
    landing | pyspark | compare | report) $step ;;
    *) sed -n '2,/^set/{/^#/p}' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
done
