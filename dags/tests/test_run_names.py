"""Run ids and notes say the event date."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from airflow import sdk

from conftest import DAGS
from streamflow_dags import notes, timetable

UTC = dt.timezone.utc


@pytest.mark.parametrize("file", ["docker-compose.yml", "dags/streamflow_local/environment.py"])
def test_the_installations_of_this_repository_have_the_plugin(file):
    assert re.search(r"AIRFLOW__CORE__PLUGINS_FOLDER.*dags/plugins", (DAGS.parent / file).read_text())
    assert (DAGS / "plugins/streamflow_plugin.py").exists()


@pytest.fixture(scope="module")
def scheduled(dagbag):
    """The DAG as the scheduler reads it from its database."""
    from airflow.serialization.serialized_objects import DagSerialization

    return DagSerialization.from_dict(DagSerialization.to_dict(dagbag.dags["streamflow_daily"]))


def test_a_scheduled_run_is_called_by_its_event_date(scheduled):
    from airflow.timetables.base import DataInterval
    from airflow.utils.types import DagRunType

    day, after = dt.datetime(2026, 11, 21, tzinfo=UTC), dt.datetime(2026, 11, 22, tzinfo=UTC)
    interval = DataInterval(day, after)

    def named(kind: DagRunType, interval: DataInterval | None) -> str:
        return scheduled.timetable.generate_run_id(run_type=kind, run_after=after, data_interval=interval)

    assert named(DagRunType.SCHEDULED, interval) == "scheduled__2026-11-21"
    assert named(DagRunType.MANUAL, interval) == named(DagRunType.MANUAL, None) == "manual__2026-11-22T00:00:00+00:00"


def test_runs_of_a_backfill_are_called_by_their_event_dates(scheduled):
    from airflow.models.dagrun import DagRun
    from airflow.utils.types import DagRunType

    infos = list(scheduled.iter_dagrun_infos_between(dt.datetime(2026, 1, 1, tzinfo=UTC), dt.datetime(2026, 1, 3, tzinfo=UTC)))

    # As Airflow's backfill does.
    named = [
        DagRun.generate_run_id(run_type=DagRunType.BACKFILL_JOB, logical_date=info.logical_date, run_after=info.run_after)
        for info in infos
    ]
    assert named == [f"backfill__2026-01-0{day}T00:00:00+00:00" for day in (1, 2, 3)]
    assert [info.data_interval.start.day for info in infos] == [1, 2, 3]


def test_a_day_that_is_not_over_is_waited_for(scheduled):
    today = dt.datetime.combine(dt.datetime.now(UTC).date(), dt.time(), UTC)

    (info,) = scheduled.iter_dagrun_infos_between(today, today)

    assert info.run_after == today + dt.timedelta(days=1)


def test_the_schedule_starts_runs_when_the_day_has_ended(scheduled):
    from airflow.timetables.base import TimeRestriction

    info = scheduled.timetable.next_dagrun_info(
        last_automated_data_interval=None, restriction=TimeRestriction(dt.datetime(2010, 1, 1, tzinfo=UTC), None, catchup=False)
    )

    assert info.run_after == info.data_interval.end


def test_without_the_plugin_the_dag_has_a_timetable_of_airflow(monkeypatch):
    monkeypatch.setattr(timetable, "get_timetables_plugins", dict)

    assert type(timetable.daily()) is sdk.CronDataIntervalTimetable


@pytest.mark.parametrize(
    ("conf", "interval_start", "dates"),
    [
        ({"date": "2026-01-01"}, dt.datetime(2026, 2, 2, tzinfo=UTC), "2026-01-01"),
        ({"date": None}, dt.datetime(2026, 2, 2, tzinfo=UTC), "2026-02-02"),
        ({}, None, "2026-03-02"),
        ({"from": "2026-01-01", "to": "2026-01-07"}, None, "2026-01-01 to 2026-01-07"),
        ({"from": "2026-01-01", "to": "2026-01-01"}, None, "2026-01-01"),
        ({"date": "2026-01-01", "to": "2026-01-03"}, None, "2026-01-01 to 2026-01-03"),
    ],
)
def test_a_note_is_about_the_date_that_the_run_computes(conf, interval_start, dates):
    assert notes.event_date(conf, interval_start, dt.datetime(2026, 3, 3, 14, tzinfo=UTC)) == dates


def test_a_note_keeps_what_a_person_has_added_and_nothing_of_an_earlier_try():
    first = notes.text("2026-01-01", ["Red: compute.etl: Cannot read landing"], "asked for by finance")
    again = notes.text("2026-01-01", [], first)
    ended = notes.text("2026-01-01", ["Warning: 2026-01-01: a is 1", "Warning: 2026-01-01: b is 2"], again)

    assert first == "Event date 2026-01-01\nasked for by finance\n* Red: compute.etl: Cannot read landing"
    assert again == "Event date 2026-01-01\nasked for by finance"
    assert ended == (
        "Event date 2026-01-01, 2 warnings\nasked for by finance\n* Warning: 2026-01-01: a is 1\n* Warning: 2026-01-01: b is 2"
    )


def test_a_note_fits_into_its_column():
    note = notes.text("2026-01-01", [f"Warning: {number}: {'x' * 100}" for number in range(20)], "")

    assert len(note) == 1000
    assert note.startswith("Event date 2026-01-01, 20 warnings")
