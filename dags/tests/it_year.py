"""A year of daily runs with outages, late records, a changed schema and retention; `year.py` lives through it."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from conftest import DAGS
from ports import free_port
from year import RETENTION, TOPIC, Produced, Story, date

REPOSITORY = DAGS.parent
# A night costs some four CPU seconds; `make soak` takes a whole year.
STORY = Story(int(os.environ.get("SOAK_YEAR_DAYS", "10")))
LAST = STORY.days - 1
# What tasks call. `Jobs.java` does what they ask: the start of its JVMs would be most of a night, and `it_scheduler.py` has that.
COMMAND = """#!/usr/bin/env bash
exec 3<> /dev/tcp/127.0.0.1/{port}
printf '%s\n' "$#" "$@" >&3
while IFS= read -r line <&3; do
  case $line in
    e*) echo "${{line:1}}" >&2 ;;
    o*) echo "${{line:1}}" ;;
    x*) exit "${{line:1}}" ;;
  esac
done
exit 1
"""
SUBMIT = """#!/usr/bin/env bash
until [ $# -eq 0 ] || [ "$1" = "$STREAMFLOW_HOME/etl/target/etl.jar" ]; do shift; done
exec "$STREAMFLOW_HOME/streamflow" "${@:2}"
"""


@dataclass(frozen=True)
class Lived:
    """
    What is there at the end.

    :param told: what the year has written down of itself
    """

    folder: Path
    told: dict[str, Any]

    def alerts(self, kind: str, day: int) -> list[dict[str, Any]]:
        """Those of the night after a day."""
        night = date(day + 1)
        return [alert for alert in self.told["alerts"] if alert["kind"] == kind and alert["at"].startswith(night)]

    def asked(self, *command: str) -> dict[str, Any]:
        """What a command says at its end."""
        quick = {**os.environ, "STREAMFLOW_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}
        places = ["--lake", str(self.folder / "lake")]
        done = subprocess.run(
            [REPOSITORY / "streamflow", *command, *places], env=quick, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def year(tmp_path_factory) -> Lived:
    folder = tmp_path_factory.mktemp("year")
    home = folder / "home"
    for made in (home / "schemas", home / "data", *(folder / name for name in ("airflow", "bin", "lake", "landing", "tmp"))):
        made.mkdir(parents=True)
    for name in ("bin", "etl", "data/reference"):
        (home / name).symlink_to(REPOSITORY / name)
    program(folder / "bin/spark-submit", SUBMIT)
    port = free_port()
    broker = [REPOSITORY / "streamflow", "broker", f"--port={port}", f"--folder={folder / 'kafka'}"]
    with beside(broker, folder / "broker.log"), beside(jobs(), folder / "jobs.log", env=environment(folder, port)) as at_work:
        program(home / "streamflow", COMMAND.format(port=at_work.stdout.readline().strip()))
        command = [sys.executable, DAGS / "tests/year.py", folder, str(STORY.days), f"localhost:{port}"]
        with (folder / "year.log").open("w") as said:
            done = subprocess.run(command, env=environment(folder, port), stdout=said, stderr=said, check=False)
        assert done.returncode == 0, (folder / "year.log").read_text()[-5000:]
    return Lived(folder, json.loads((folder / "told.json").read_text()))


@contextlib.contextmanager
def beside(command: list[Any], log: Path, env: dict[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    """A program that runs until the year is over."""
    with log.open("w") as said, subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=said, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


def jobs() -> list[Any]:
    """The commands in one JVM, with the class path of the embedded mode."""
    java = Path(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else "java"
    modules = [str(jar) for jar in sorted(REPOSITORY.glob("*/target/*-[0-9]*.jar"))]
    path = os.pathsep.join([*modules, (REPOSITORY / "local/target/classpath").read_text().strip()])
    options = ["-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dspark.master=local[1]"]
    return [java, f"@{REPOSITORY / 'bin/spark.options'}", *options, "-cp", path, DAGS / "tests/Jobs.java"]


def program(path: Path, text: str) -> None:
    """A file that can be run."""
    path.write_text(text)
    path.chmod(0o755)


def environment(folder: Path, port: int) -> dict[str, str]:
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "STREAMFLOW", "KAFKA"))}
    return {
        **keep,
        "AIRFLOW_HOME": str(folder / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(DAGS / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
        "STREAMFLOW_HOME": str(folder / "home"),
        "STREAMFLOW_LANDING": str(folder / "landing"),
        "STREAMFLOW_LAKE": str(folder / "lake"),
        "STREAMFLOW_DAILY_TOPICS": TOPIC,
        "STREAMFLOW_WINDOW": str(STORY.window),
        "STREAMFLOW_ALERT_FILE": str(folder / "alerts.jsonl"),
        "STREAMFLOW_SPARK_MASTER": "local[1]",
        "KAFKA_BOOTSTRAP_SERVERS": f"localhost:{port}",
        "PATH": os.pathsep.join([str(folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]),
        "PYTHONPATH": os.pathsep.join(sys.path),
        # Whatever jobs and tasks leave behind is found there.
        "TMPDIR": str(folder / "tmp"),
        "JAVA_TOOL_OPTIONS": f"-Djava.io.tmpdir={folder / 'tmp'}",
    }


def produced() -> dict[int, Produced]:
    """Of each day that is to be published what was sent of it."""
    days = {day: STORY.records(day)[1] for day in range(STORY.days) if day not in (STORY.silent, STORY.waived)}
    for sent, day in STORY.bursts.items():
        if sent != STORY.after_retention:
            days[day] = days.get(day, Produced()) + STORY.late(sent)[1]
    return days


def first_kept() -> int:
    """The first day that the last maintenance has kept."""
    return max(STORY.maintained) + 1 - RETENTION


def beyond_retention() -> list[int]:
    """The nights on which records of a deleted date lie in landing: until the next retention."""
    until = min((night for night in STORY.maintained if night >= STORY.after_retention), default=LAST)
    return [night for night in STORY.nights if STORY.after_retention <= night <= until]


def left_over() -> list[str]:
    """The deleted date of which records still lie in landing, unless the last retention came after them."""
    return [date(STORY.old)] if max(STORY.maintained) < STORY.after_retention else []


def test_each_night_has_its_run_and_all_have_ended_well(year):
    runs = year.told["runs"]

    assert [run for dag, run, _ in runs if dag == "streamflow_daily"] == [f"scheduled__{date(day)}" for day in STORY.nights]
    assert {state for _, _, state in runs} == {"success"}
    assert sum(dag == "streamflow_maintenance" for dag, _, _ in runs) == len(STORY.maintained)


def test_every_date_is_published_with_what_was_sent_of_it_or_waived_or_alerted(year):
    days = produced()
    ledger = year.asked("ledger", "--from", date(min(days)), "--to", date(LAST))
    published = {report["date"]: report["topics"] for report in ledger["dates"]}

    assert {date(day): figures(sent) for day, sent in days.items()} == {
        day: {name: topics[0][name] for name in figures(Produced())} for day, topics in published.items()
    }
    without = {day for day in ledger["withoutRun"] if day >= date(0)}
    assert without == {date(STORY.silent), date(STORY.waived)}
    (silence,) = year.alerts("missing", STORY.silent)
    assert silence["date"] == date(STORY.silent)
    assert date(STORY.waived) in year.alerts("overdue", STORY.long_outage.stop)[0]["message"]


def figures(sent: Produced) -> dict[str, int]:
    return {"landed": sent.records, "clean": sent.good, "duplicates": sent.duplicates, "quarantined": sent.bad}


def test_gold_has_the_sums_of_what_was_sent(year):
    found = {}
    for file in (year.folder / f"lake/gold_csv/daily_{TOPIC}").iterdir():
        rows = list(csv.DictReader(file.open()))
        found[file.stem] = (sum(int(row["events"]) for row in rows), sum(int(row["sum_amount"]) for row in rows))

    kept = {day: sent for day, sent in produced().items() if day >= first_kept()}
    assert found == {date(day): (sent.good, sent.amount) for day, sent in kept.items()}


def test_nothing_is_due_at_the_end(year):
    plan = year.asked(
        *("due", "--date", date(LAST), "--window", str(STORY.days), "--waive", date(STORY.waived), "--topics", TOPIC),
        *("--landing", str(year.folder / "landing"), "--schemas", str(year.folder / "home/schemas")),
    )

    assert (plan["due"], plan["overdue"]) == ([], [])
    assert [late["date"] for late in plan["beyondRetention"]] == left_over()


def test_late_records_outside_of_the_window_are_alerted_each_night_until_they_are_computed(year):
    alerted = [night for night in STORY.nights if year.alerts("overdue", night)]

    assert alerted == [STORY.changed, STORY.long_outage.stop]
    assert all(date(STORY.old) in year.alerts("overdue", night)[0]["message"] for night in alerted)


def test_records_of_dates_that_retention_has_deleted_are_alerted_each_night(year):
    alerted = [night for night in STORY.nights if year.alerts("beyond retention", night)]

    assert alerted == beyond_retention()


def test_the_new_field_is_in_the_dates_that_have_it(year):
    silver = year.folder / f"lake/silver/{TOPIC}"
    since = max(STORY.changed, first_kept())
    files = [path for day in produced() if day >= since for path in (silver / f"event_date={date(day)}").iterdir()]

    assert files
    assert all(b"calibration" in path.read_bytes() for path in files)


def test_retention_has_deleted_all_that_was_old_and_nothing_else(year):
    landed = {path.name.removeprefix("dt=") for path in (year.folder / f"landing/{TOPIC}").glob("dt=*")}

    since = {date(day) for day in range(max(0, first_kept()), STORY.days)} - {date(STORY.silent)}
    assert landed == since | set(left_over())


def test_what_is_older_than_it_has_to_be_kept_is_gone(year):
    since = date(LAST + 1 - STORY.kept)
    kept = {run: start[:10] for run, start in year.told["kept"]}
    logs = [path for path in (year.folder / "airflow/logs").rglob("*") if path.is_file()]
    alerts = [json.loads(line)["at"][:10] for line in (year.folder / "alerts.jsonl").read_text().splitlines()]

    assert 0 < len(kept) < len(year.told["runs"])
    assert {run for run, start in kept.items() if start < since} == set()
    assert {path for path in logs if written(path) < since} == set()
    assert len(logs) > len(kept)
    assert min(alerts) >= since
    assert len(alerts) < len(year.told["alerts"])


def written(path: Path) -> str:
    return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.timezone.utc).date().isoformat()


def test_nothing_grows_with_the_days(year):
    middle, end = (year.told["measures"][str(day)] for day in (STORY.in_the_middle, LAST))

    assert end["rows of dag_run"] > 0
    runs = end["rows of dag_run"] / middle["rows of dag_run"]
    # A run has more or fewer rows than another: it computes nothing, or several dates.
    grown = {name: (middle.get(name, 0), count) for name, count in end.items() if count > 1.5 * runs * middle.get(name, 0) + 10}
    assert grown == {}


def test_no_job_and_no_task_leaves_a_file_behind(year):
    assert list((year.folder / "tmp").iterdir()) == []
    assert [path.name for path in (year.folder / "lake/_staging").glob("*")] == []
    assert [path.name for path in (year.folder / f"landing/{TOPIC}/_tmp").glob("*")] == []


def test_a_date_has_its_file_once_and_a_run_its_documents(year):
    """Both ledgers keep what they say for ever, so they grow with the runs: by this much."""
    runs = [run for dag, run, _ in year.told["runs"] if dag != "streamflow_maintenance"]
    landings = list((year.folder / f"landing/{TOPIC}/_ledger").iterdir())
    gold = list((year.folder / f"lake/gold/daily_{TOPIC}").glob("event_date=*/*.parquet"))
    reports = list((year.folder / "lake/ledger").glob("event_date=*/*.json"))

    assert len(landings) <= 2 * len(runs) + len(STORY.maintained)
    assert len(gold) == sum(day >= first_kept() for day in produced())
    # One of each date, and another one of the date that was computed again in the window.
    again = sum(day >= 0 for sent, day in STORY.bursts.items() if sent != STORY.after_retention)
    assert len(reports) == len(produced()) + again
    assert len(list((year.folder / "lake/_versions").iterdir())) <= 3
