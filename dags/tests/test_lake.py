"""The window of a run, and the copies that people read."""

from __future__ import annotations

import datetime as dt
import json

from streamflow_dags import lake
from streamflow_dags.window import Window


def test_a_window_ends_where_the_next_day_begins():
    window = Window(dt.date(2026, 12, 30), dt.date(2026, 12, 31), ("t",))

    assert window.end == "2027-01-01T00:00:00Z"
    assert window.days == ["2026-12-30", "2026-12-31"]
    assert Window.of(json.loads(json.dumps(window.document()))) == window


def test_copies_the_tables_of_a_date_and_replaces_older_copies(tmp_path):
    for table in ("a", "b"):
        for date in ("2026-01-01", "2026-01-02"):
            (tmp_path / f"lake/gold_csv/{table}").mkdir(parents=True, exist_ok=True)
            (tmp_path / f"lake/gold_csv/{table}/{date}.csv").write_text(f"{table} {date}")
    copies = tmp_path / "copies"
    (copies / "a").mkdir(parents=True)
    (copies / "a/2026-01-02.csv").write_text("old")

    lake.copy_csv(tmp_path / "lake", "2026-01-02", copies)

    copied = {str(path.relative_to(copies)): path.read_text() for path in copies.rglob("*.*")}
    assert copied == {"a/2026-01-02.csv": "a 2026-01-02", "b/2026-01-02.csv": "b 2026-01-02"}


def test_a_date_in_several_files_is_copied_whole_and_read_in_order(tmp_path):
    table, copies = tmp_path / "lake/gold_csv/a", tmp_path / "copies"
    table.mkdir(parents=True)
    (copies / "a").mkdir(parents=True)
    for name in ("2026-01-02.csv", "2026-01-02-00003.csv", "2026-01-01.csv"):
        (copies / "a" / name).write_text("old")
    for part in (2, 1):
        (table / f"2026-01-02-{part:05}.csv").write_text(f"n\n{part}\n")

    lake.copy_csv(tmp_path / "lake", "2026-01-02", copies)

    assert sorted(copy.name for copy in (copies / "a").iterdir()) == [
        "2026-01-01.csv",
        "2026-01-02-00001.csv",
        "2026-01-02-00002.csv",
    ]
    assert lake.rows(tmp_path / "lake", "a", "2026-01-02") == [{"n": "1"}, {"n": "2"}]
