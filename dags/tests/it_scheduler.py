"""The whole of it on a real scheduler, with real Kafka and real spark-submit; gold is what the commands alone give."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest

from local_airflow import REPOSITORY, LocalAirflow
from ports import free_port
from rest import wait_until

# Each date costs the start of some ten tasks; `make soak` takes a whole week.
DATES = [f"2026-01-0{day}" for day in range(1, 1 + int(os.environ.get("SOAK_DAYS", "3")))]
MIDDLE = DATES[1]
SESSIONS = 60


@pytest.fixture(scope="module")
def alone(airflow, tmp_path_factory):
    """The same dates by the commands alone, from the same topics: what gold must be."""
    folder = tmp_path_factory.mktemp("alone")
    for topic in ("user_events", "transaction_events"):
        airflow.run("land", "--topic", topic, "--landing", f"{folder}/landing", "--bootstrap-servers", airflow.broker)
    airflow.run("etl", "--from", DATES[0], "--to", DATES[-1], "--landing", f"{folder}/landing", "--lake", f"{folder}/lake")
    return folder / "lake"


def test_sample_data_then_one_day(airflow):
    produce(airflow, [day for day in DATES if day != MIDDLE])
    airflow.rest.unpause("streamflow_example")
    airflow.rest.unpause("streamflow_daily")
    # This makes the run of yesterday's schedule, which lands what is there; the day of this test is not yet.
    wait_until(lambda: scheduled_landing(airflow) <= {"success", "skipped", "failed", "up_for_retry"}, 300, "yesterday's landing")
    produce(airflow, [MIDDLE])

    run = airflow.rest.trigger("streamflow_daily", {"date": MIDDLE, "window": 0})

    assert airflow.rest.wait_for_run("streamflow_daily", run)["state"] == "success"
    assert airflow.rest.tasks("streamflow_daily", run) == {
        "resolve_window": ["success"],
        "ingest.land": ["success"] * 2,
        "ingest.check_landing": ["success"],
        "compute.due": ["success"],
        "compute.etl": ["success"],
        "compute.validate_gold": ["success"],
        "publish": ["success"],
    }
    assert csv(airflow.folder / "lake").keys() == {f"{table}/{MIDDLE}.csv" for table in tables(airflow.folder / "lake")}
    assert airflow.rest.get(f"/dags/streamflow_daily/dagRuns/{run}")["note"].startswith(f"Event date {MIDDLE}")
    scheduled = airflow.rest.get("/dags/streamflow_daily/dagRuns", run_type="scheduled")["dag_runs"]
    assert {one["dag_run_id"] for one in scheduled} == {f"scheduled__{one['data_interval_start'][:10]}" for one in scheduled}
    (event,) = [event for event in events(airflow) if event["partition_key"] == MIDDLE]
    assert event["extra"]["records"]["landed"] > SESSIONS
    best_sellers(airflow, MIDDLE)
    # The run of yesterday's schedule has nothing to compute, but names what has landed long before.
    overdue = wait_until(lambda: [one for one in airflow.alerts() if one["kind"] == "overdue"], 120, "the alert of old dates")[0]
    assert DATES[0] in overdue["message"]


def test_a_second_run_of_the_date_finds_nothing_to_do(airflow):
    run = airflow.rest.trigger("streamflow_daily", {"date": MIDDLE, "window": 0})

    assert airflow.rest.wait_for_run("streamflow_daily", run)["state"] == "success"
    assert airflow.rest.tasks("streamflow_daily", run)["compute.etl"] == ["skipped"]


def test_a_day_that_fails_says_why_and_leaves_gold_as_it_was(airflow):
    before = csv(airflow.folder / "lake")
    landed = next((airflow.folder / f"landing/user_events/dt={MIDDLE}").iterdir())
    content = landed.read_bytes()
    landed.write_bytes(content[:-1])

    run = airflow.rest.trigger("streamflow_daily", {"date": MIDDLE, "mode": "etl_only"})

    assert airflow.rest.wait_for_run("streamflow_daily", run)["state"] == "failed"
    assert airflow.rest.tasks("streamflow_daily", run)["compute.etl"] == ["failed"]
    alert = next(one for one in airflow.alerts() if one["run"] == run and one["kind"] == "data quality")
    assert "was committed with" in alert["message"]
    assert (alert["date"], alert["task"]) == (MIDDLE, "compute.etl[0]")
    said = airflow.rest.log("streamflow_daily", run, "compute.etl", 0)
    assert not any("error_detail" in line for line in said)
    note = airflow.rest.get(f"/dags/streamflow_daily/dagRuns/{run}")["note"]
    assert f"Event date {MIDDLE}\n" in note
    assert "* Red: compute.etl: Cannot read " in note
    errors = [line["event"] for line in said if line.get("level") == "error"]
    assert errors[0].startswith("Cannot read ")
    assert any(line.startswith("What to do: ") for line in errors)
    assert any(line.startswith("By hand: ") and line.endswith(f"--lake {airflow.folder}/lake") for line in errors)
    assert csv(airflow.folder / "lake") == before
    landed.write_bytes(content)


def test_a_range_by_native_backfill_in_reverse_order_through_a_killed_scheduler(airflow, alone):
    backfill = airflow.rest.backfill(
        "streamflow_daily", DATES[0], DATES[-1], run_backwards=True, max_active_runs=2, reprocess_behavior="completed"
    )
    wait_until(lambda: len(tables(airflow.folder / "lake", DATES[-1])) > 0, 300, "the first date")

    airflow.kill("scheduler")

    airflow.rest.wait_for_backfill(backfill)
    runs = airflow.rest.get("/dags/streamflow_daily/dagRuns", run_type="backfill", limit=100)["dag_runs"]
    assert [run["state"] for run in runs] == ["success"] * len(DATES)
    assert {run["dag_run_id"] for run in runs} == {f"backfill__{date}T00:00:00+00:00" for date in DATES}
    assert {run["note"].splitlines()[0][:21] for run in runs} == {f"Event date {date}" for date in DATES}
    assert csv(airflow.folder / "lake") == csv(alone)


def test_the_range_by_one_application_gives_the_same(airflow, alone):
    before = len(events(airflow))

    run = airflow.rest.trigger("streamflow_backfill", {"from": DATES[0], "to": DATES[-1], "mode": "etl_only"})

    assert airflow.rest.wait_for_run("streamflow_backfill", run, 600)["state"] == "success"
    assert csv(airflow.folder / "lake") == csv(alone)
    assert {event["partition_key"] for event in events(airflow)[before:]} == set(DATES)
    told = [event for event in events(airflow, "gold.daily_revenue") if event["source_run_id"] == run]
    numbers = [event["extra"]["publication"] for event in told]
    assert len(numbers) == len(DATES)
    assert numbers == sorted(numbers)
    renewed = events(airflow, "streamflow_renewals")
    assert len({event["source_run_id"] for event in renewed}) == len(renewed)


def test_a_run_that_takes_too_long_is_told(airflow):
    alert = wait_until(lambda: [one for one in airflow.alerts() if one["kind"] == "deadline"], 60, "the deadline's alert")[0]

    assert alert["dag"] == "streamflow_backfill"
    assert alert["date"] == f"{DATES[0]} to {DATES[-1]}"
    assert alert["url"].startswith(airflow.greeting["url"])


def test_a_task_that_is_killed_takes_its_spark_driver_with_it_and_can_be_cleared(airflow, alone):
    run = airflow.rest.trigger("streamflow_daily", {"date": DATES[0], "mode": "etl_only"})
    task = f"/api/v2/dags/streamflow_daily/dagRuns/{run}/taskInstances/compute.etl/0"
    wait_until(lambda: drivers(airflow), 300, "a Spark driver")
    assert airflow.rest.log("streamflow_daily", run, "compute.etl", 0)

    airflow.rest.call("PATCH", task, {"new_state": "failed"})

    wait_until(lambda: not drivers(airflow), 60, "the Spark driver to end")
    airflow.rest.wait_for_run("streamflow_daily", run)
    assert airflow.rest.tasks("streamflow_daily", run)["compute.etl"] == ["failed"]
    clear = {"dry_run": False, "dag_run_id": run, "only_failed": True, "include_downstream": True, "task_ids": ["compute.etl"]}
    airflow.rest.call("POST", "/api/v2/dags/streamflow_daily/clearTaskInstances", clear)
    wait_until(lambda: set(airflow.rest.tasks("streamflow_daily", run)["publish"]) == {"success"}, 600, "the cleared run to end")
    assert csv(airflow.folder / "lake") == csv(alone)


def test_a_second_airflow_in_the_same_folder_is_refused(airflow):
    options = [f"--folder={airflow.folder}", "--bootstrap-servers=elsewhere:9092"]
    command = [str(REPOSITORY / "bin/airflow-local"), f"--port={free_port()}", *options]

    refused = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "another Airflow is at work there" in refused.stderr


def test_the_web_server_complains_of_nothing(airflow):
    said = (airflow.folder / "logs/api-server.log").read_text()

    assert "served logs" not in said
    assert "HMAC key" not in said


def test_late_records_have_their_date_computed_again(airflow, tmp_path):
    airflow.rest.trigger("streamflow_sample_data", {"date": DATES[0], "sessions": SESSIONS, "seed": 2})
    wait_until(lambda: landable(airflow), 120, "late records")

    run = airflow.rest.trigger("streamflow_daily", {"date": DATES[-1]})

    assert airflow.rest.wait_for_run("streamflow_daily", run, 600)["state"] == "success"
    published = {event["partition_key"] for event in events(airflow) if event["source_run_id"] == run}
    assert published == {DATES[0]}
    (renewed,) = [event["extra"] for event in events(airflow, "streamflow_renewals") if event["source_run_id"] == run]
    assert renewed == {"renewed": DATES[1:], "with": DATES[:1]}


def test_maintenance_finds_nothing_wrong(airflow):
    run = airflow.rest.trigger("streamflow_maintenance", {})

    assert airflow.rest.wait_for_run("streamflow_maintenance", run)["state"] == "success"
    assert airflow.rest.tasks("streamflow_maintenance", run)["retain"] == ["skipped"]


def test_maintenance_deletes_what_is_old_and_no_run_takes_it_for_a_loss(airflow):
    days = (dt.datetime.now(dt.timezone.utc).date() - dt.date.fromisoformat(MIDDLE)).days
    conf = {"landing_days": days, "lake_days": days, "dry_run": False}

    run = airflow.rest.trigger("streamflow_maintenance", conf)

    assert airflow.rest.wait_for_run("streamflow_maintenance", run)["state"] == "success"
    assert airflow.rest.tasks("streamflow_maintenance", run)["retain"] == ["success"] * 2
    assert tables(airflow.folder / "lake", DATES[0]) == []
    assert len(tables(airflow.folder / "lake", MIDDLE)) > 0
    entry = f"/dags/streamflow_maintenance/dagRuns/{run}/taskInstances/retain/xcomEntries/return_value"
    deleted = airflow.rest.get(entry, map_index=1)["value"]
    assert [topic["dates"][-1]["date"] for topic in deleted["landing"]] == [DATES[0]] * 2
    assert (
        airflow.rest.wait_for_run("streamflow_maintenance", airflow.rest.trigger("streamflow_maintenance", conf))["state"]
        == "success"
    )
    again = airflow.rest.trigger("streamflow_daily", {"date": DATES[0], "mode": "etl_only"})
    assert airflow.rest.wait_for_run("streamflow_daily", again)["state"] == "success"
    assert airflow.rest.tasks("streamflow_daily", again)["compute.etl"] == ["skipped"]


def produce(airflow: LocalAirflow, dates: list[str]) -> None:
    samples = [{"date": date, "sessions": SESSIONS, "dirt": 0.02} for date in dates]
    for run in [airflow.rest.trigger("streamflow_sample_data", sample) for sample in samples]:
        assert airflow.rest.wait_for_run("streamflow_sample_data", run)["state"] == "success"


def scheduled_landing(airflow: LocalAirflow) -> set[str]:
    """The states of its tasks; "none" as long as it has not begun."""
    runs = airflow.rest.get("/dags/streamflow_daily/dagRuns", run_type="scheduled")["dag_runs"]
    tasks = [airflow.rest.tasks("streamflow_daily", run["dag_run_id"]).get("ingest.land", []) for run in runs]
    return {str(state) for states in tasks for state in states} or {"none"}


def drivers(airflow: LocalAirflow) -> list[str]:
    """Spark's processes that write to this lake; what only reads it is none of them."""
    listing = subprocess.run(["ps", "-A", "-ww", "-o", "args="], capture_output=True, text=True, check=True).stdout
    jvms = [line for line in listing.splitlines() if "java" in line.split(" ", 1)[0]]
    return [line for line in jvms if ".jar etl --from" in line and f"{airflow.folder}/lake" in line]


def landable(airflow: LocalAirflow) -> bool:
    runs = airflow.rest.get("/dags/streamflow_sample_data/dagRuns", limit=100)["dag_runs"]
    return all(run["state"] == "success" for run in runs)


def best_sellers(airflow: LocalAirflow, date: str) -> None:
    """The example of a consumer has run for a date by itself, and read its table."""

    def made() -> list[dict]:
        return [one for one in events(airflow, "example.best_sellers") if one["partition_key"] == date]

    (event,) = wait_until(made, 120, "the run of the consumer")
    ranking = (airflow.folder / f"lake/gold_csv/product_ranking/{date}.csv").read_text()
    assert len(event["extra"]["best"]) > 2
    assert all(product in ranking for product in event["extra"]["best"].values())


def events(airflow: LocalAirflow, asset: str = "streamflow_gold") -> list[dict]:
    (found,) = airflow.rest.get("/assets", name_pattern=asset)["assets"]
    return airflow.rest.get("/assets/events", asset_id=found["id"], limit=1000, order_by="timestamp")["asset_events"]


def tables(lake: Path, date: str = "") -> list[str]:
    return sorted(path.parent.name for path in lake.glob(f"gold_csv/*/{date or '*'}.csv"))


def csv(lake: Path) -> dict[str, str]:
    """Every file of the gold of these dates, as people read it."""
    paths = [path for path in sorted(lake.glob("gold_csv/*/*.csv")) if path.stem in DATES]
    return {str(path.relative_to(lake / "gold_csv")): path.read_text() for path in paths}
