"""Dates, their ranges, and what the ledgers say of them."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from streamflow_dags import lake
from streamflow_dags.settings import folder
from streamflow_dags.window import Window


@pytest.mark.parametrize(
    ("dates", "ranges"),
    [
        ([], []),
        (["2026-01-01"], [("2026-01-01", "2026-01-01")]),
        (["2026-03-01", "2026-02-28", "2026-02-28"], [("2026-02-28", "2026-03-01")]),
        (["2024-02-28", "2024-03-01"], [("2024-02-28", "2024-02-28"), ("2024-03-01", "2024-03-01")]),
        (["2025-12-31", "2026-01-01", "2026-01-03"], [("2025-12-31", "2026-01-01"), ("2026-01-03", "2026-01-03")]),
    ],
)
def test_puts_neighbours_together(dates, ranges):
    assert lake.ranges(dates) == ranges


def test_a_window_ends_where_the_next_day_begins():
    window = Window(dt.date(2026, 12, 30), dt.date(2026, 12, 31), ("t",))

    assert window.end == "2027-01-01T00:00:00Z"
    assert window.days == ["2026-12-30", "2026-12-31"]
    assert Window.of(json.loads(json.dumps(window.document()))) == window


def test_a_date_is_stale_once_a_run_has_landed_that_no_report_of_it_has_read(tmp_path):
    commit(tmp_path, "a", 1, ["2026-01-01", "2026-01-02", "2026-01-03"])
    commit(tmp_path, "a", 2, ["2026-01-02", "2026-01-04"])
    commit(tmp_path, "b", 1, ["2026-01-03"])
    published(tmp_path, "2026-01-01", "run1", a=[1])
    published(tmp_path, "2026-01-02", "run1", a=[1])
    published(tmp_path, "2026-01-03", "run1", a=[1])

    assert stale(tmp_path) == ["2026-01-02", "2026-01-03"]

    published(tmp_path, "2026-01-02", "run2", a=[1, 2])
    # A later report without the topic does not undo what an earlier one has read.
    published(tmp_path, "2026-01-03", "run2", b=[1])

    assert stale(tmp_path) == []


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


def test_a_date_that_retention_has_taken_is_not_stale(tmp_path):
    commit(tmp_path, "a", 1, ["2020-01-01"])
    published(tmp_path, "2020-01-01", "run1", b=[1])
    assert stale(tmp_path) == ["2020-01-01"]

    (tmp_path / "lake/gold/daily_revenue/event_date=2020-01-01").rmdir()

    assert stale(tmp_path) == []


def test_reports_are_those_of_this_run_and_these_topics(tmp_path):
    published(tmp_path, "2026-01-01", "20260105T000000", "2026-01-05T00:00:00.000001Z", a=[1], b=[1])
    published(tmp_path, "2026-01-02", "20260105T000100", "2026-01-05T00:01:00.123456789Z", a=[1], b=[1])
    published(tmp_path, "2026-01-02", "20260105T000200", "2026-01-05T00:02:00Z", a=[1])
    published(tmp_path, "2026-01-03", "20260105T000100", "2026-01-05T00:03:00Z", a=[1], b=[1])
    since = dt.datetime(2026, 1, 5, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))

    found = lake.reports(tmp_path / "lake", ["2026-01-01", "2026-01-02"], ["b", "a"], since)

    assert [(report["date"], report["run"]) for report in found] == [("2026-01-02", "20260105T000100")]


def test_an_empty_installation_has_nothing_stale(tmp_path):
    assert stale(tmp_path) == []
    assert lake.reports(tmp_path / "lake", ["2026-01-01"], ["a"], dt.datetime.now(dt.timezone.utc)) == []


def test_a_uri_is_read_as_well(tmp_path):
    commit(tmp_path, "a", 1, ["2026-01-01"])

    assert lake.landed_runs(folder(f"file://{tmp_path}/landing"), "a") == {"2026-01-01": {1}}


def stale(root):
    return lake.stale_dates(root / "landing", root / "lake", ["a", "b"])


def commit(root, topic, run, dates):
    path = root / "landing" / topic / "_ledger" / f"commit-{run:06d}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"run": run, "dates": [{"date": date, "records": 1} for date in dates]}))


def published(root, date, run, started_at="2026-01-05T00:00:00Z", **topics):
    (root / "lake/gold/daily_revenue" / f"event_date={date}").mkdir(parents=True, exist_ok=True)
    path = root / "lake/ledger" / f"event_date={date}" / f"{run}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    reports = [{"topic": topic, "offsets": [{"landingRun": run} for run in runs]} for topic, runs in topics.items()]
    parameters = {"topics": ",".join(sorted(topics))}
    path.write_text(json.dumps({"date": date, "run": run, "startedAt": started_at, "topics": reports, "parameters": parameters}))
