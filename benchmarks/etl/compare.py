"""Whether two lakes hold the same gold, row by row: compare.py [--tables A,B] LAKE OTHER

The tables are those of the first lake. Exit code 1 when they differ.
"""

import argparse
import sys
from pathlib import Path

import duckdb


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lake", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--tables", help="only these, joined by commas")
    options = parser.parse_args()
    there = sorted(path.name for path in (options.lake / "gold").iterdir())
    tables = options.tables.split(",") if options.tables else there
    faults = [fault for table in tables for fault in compare(table, options.lake, options.other)]
    print(f"{options.other} against {options.lake}: {len(tables)} tables", *faults or ["agree"], sep="\n  ")
    return 1 if faults else 0


def compare(table: str, lake: Path, other: Path) -> list[str]:
    if not (other / "gold" / table).is_dir():
        return [f"{table}: missing"]
    ours, theirs = (f"read_parquet('{folder}/gold/{table}/*/*.parquet', hive_partitioning = true)" for folder in (lake, other))
    duckdb.execute("SET TimeZone = 'UTC'")
    columns, others = (
        [(name, kind) for name, kind, *_ in duckdb.sql(f"DESCRIBE FROM {rows}").fetchall()] for rows in (ours, theirs)
    )
    if columns != others:
        return [f"{table}: columns {others}, not {columns}"]
    faults = []
    for what, a, b in (("missing", ours, theirs), ("too many", theirs, ours)):
        rows = duckdb.sql(f"FROM {a} EXCEPT ALL FROM {b} ORDER BY ALL").fetchall()
        if rows:
            faults.append(f"{table}: {len(rows)} rows {what}, first {rows[0]}")
    return faults


if __name__ == "__main__":
    sys.exit(main())
