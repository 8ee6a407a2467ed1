"""
A year of an installation, a day after the other, on a compressed clock: `year.py FOLDER DAYS BROKER`.

What is real: the scheduler's own loop, which makes the runs from the timetable and says which task is next; tasks in processes
of their own under Airflow's supervisor, with their log files; the metadata database; Kafka, landing and Spark. What is not: the
clock, which `time_machine` sets for this process and those that it forks; the web server, whose execution API the supervisor
calls within the process; and a JVM for each job, as one runs them all. A whole Airflow cannot be told another time, and starts
two processes for each task.

The jobs in Java have the machine's clock. For them all of the story is past, as in a backfill of an old year; nothing in it
depends on more, for Airflow gives them their dates. Files get the time of the story when a night has ended.

The story is `Story`; `told.json` is what came of it, for `it_year.py` to judge.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
UTC = dt.timezone.utc
TOPIC = "readings"
LEAST_DAYS = 10
# The least that maintenance takes.
RETENTION = 62
# Of a leap year.
FIRST = dt.date(2024, 1, 1)

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Readings",
    "description": "What meters say.",
    "type": "object",
    "properties": {
        "id": {"type": "string", "description": "Identifies the reading"},
        "at": {"type": "string", "format": "date-time", "description": "When it was read, UTC"},
        "site": {"type": "string", "description": "Where"},
        "amount": {"type": "integer", "description": "What it said", "minimum": 0, "maximum": 1_000_000},
    },
    "required": ["id", "at", "site", "amount"],
    "x-topic": {"partitions": 1},
    "x-key": "id",
    "x-id": "id",
    "x-event-time": {"field": "at"},
    "x-aggregate": {"dimensions": ["site"], "measures": ["amount"]},
}
ADDED = {"calibration": {"type": "string", "description": "Of which calibration, once meters say so"}}


@dataclass(frozen=True)
class Produced:
    """What was sent of a date: the independent count that its tables are judged by."""

    good: int = 0
    amount: int = 0
    duplicates: int = 0
    bad: int = 0

    def __add__(self, other: Produced) -> Produced:
        return Produced(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def records(self) -> int:
        return self.good + self.duplicates + self.bad


@dataclass(frozen=True)
class Story:
    """
    What happens, in shares of the year. Day *n* is an event date; its night is that of its run, after its end.

    :param days: event dates, the first of which is ``FIRST``
    """

    days: int

    def __post_init__(self) -> None:
        assert self.days >= LEAST_DAYS, f"The story needs {LEAST_DAYS} days"

    @property
    def window(self) -> int:
        """Of so many days dates are computed unasked (STREAMFLOW_WINDOW)."""
        return max(3, self.days // 12)

    @property
    def kept(self) -> int:
        """For so many days Airflow's runs, logs and alerts are kept (STREAMFLOW_AIRFLOW_DAYS)."""
        return max(2, self.days // 12)

    @property
    def short_outage(self) -> range:
        """Nights without Airflow, all of which the window reaches when it is back."""
        return range(self.days // 4, self.days // 4 + self.window - 1)

    @property
    def long_outage(self) -> range:
        """Nights without Airflow, of which the window does not reach the first."""
        return range(self.days // 2, self.days // 2 + self.window + self.window // 10)

    @property
    def nights(self) -> list[int]:
        """Those on which Airflow is at work."""
        return [day for day in range(self.days) if day not in self.short_outage and day not in self.long_outage]

    @property
    def in_the_middle(self) -> int:
        """The last night before the first outage, when the first figures are taken; the others are those of the last night."""
        return self.short_outage.start - 1

    @property
    def silent(self) -> int:
        """A day without a record."""
        return self.long_outage.stop + 1

    @property
    def changed(self) -> int:
        """The first day whose records have a new field."""
        return self.long_outage.start - 1

    @property
    def waived(self) -> int:
        """The day that the operator decides not to compute: the first that the window did not reach."""
        return self.long_outage.start

    @property
    def old(self) -> int:
        """The day of the second burst: outside of the window, and a day younger than what retention would delete."""
        return self.changed - RETENTION + 1

    @property
    def bursts(self) -> dict[int, int]:
        """Late records: the day on which they are sent, and the day of which they tell. The last come after retention."""
        first = self.in_the_middle
        return {first: first - self.window // 2, self.changed: self.old, self.after_retention: self.old}

    @property
    def after_retention(self) -> int:
        """The day of the third burst."""
        return max(self.silent, self.days - 1 - self.kept // 2)

    @property
    def maintained(self) -> set[int]:
        """The nights after which maintenance deletes what is older than ``RETENTION``."""
        return {self.long_outage.stop, *(night for night in self.nights if night % 30 == 29)}

    def records(self, day: int) -> tuple[list[dict[str, Any]], Produced]:
        """What the producers send on a day about itself."""
        if day == self.silent:
            return [], Produced()
        good = [self._record(day, str(number), 10 * day + number) for number in range(3 + day % 4)]
        more = good[:1] if day % 3 == 0 else []
        bad = [self._record(day, "bad", -1)] if day % 5 == 0 else []
        return [*good, *more, *bad], Produced(len(good), sum(one["amount"] for one in good), len(more), len(bad))

    def late(self, sent: int) -> tuple[list[dict[str, Any]], Produced]:
        """What a burst sends on a day about an older one."""
        day = self.bursts[sent]
        records = [self._record(day, f"late-{sent}-{number}", 1 + number, sent) for number in range(2)]
        return records, Produced(len(records), sum(one["amount"] for one in records))

    def _record(self, day: int, name: str, amount: int, sent: int | None = None) -> dict[str, Any]:
        at = f"{date(day)}T12:00:{amount % 60:02d}Z"
        new = {"calibration": "c1"} if (day if sent is None else sent) >= self.changed else {}
        return {"id": f"{day}-{name}", "at": at, "site": f"s{abs(amount) % 2}", "amount": amount, **new}


def date(day: int) -> str:
    """The event date of a day of the story."""
    return (FIRST + dt.timedelta(days=day)).isoformat()


@dataclass
class Year:
    """
    The installation as it lives through the story.

    :param folder: of all that it writes
    :param broker: host and port of Kafka
    """

    folder: Path
    story: Story
    broker: str
    runs: list[tuple[str, str, str]] = field(default_factory=list)
    measures: dict[str, dict[str, int]] = field(default_factory=dict)
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)

    def live(self) -> None:
        """Day after day."""
        import time_machine

        from streamflow_dags import housekeeping

        set_the_clock_of_the_database()
        notice_ends_at_once()
        self.write_schema(SCHEMA)
        backlog: list[dict[str, Any]] = []
        was_on = False
        for day in range(self.story.days):
            backlog += self.of_a_day(day)
            if day not in self.story.nights:
                was_on = False
                continue
            night = dt.datetime.combine(FIRST + dt.timedelta(days=day + 1), dt.time(1, 10), UTC)
            began = time.time()
            with time_machine.travel(night, tick=True):
                if not was_on:
                    # What stands beside the scheduler starts with it, and sees a database of before the outage.
                    housekeeping.tidy(self.story.kept)
                if not was_on or day == self.story.changed:
                    self.parse()
                was_on = True
                self.send(backlog)
                backlog = []
                self.schedule()
                if day == self.story.long_outage.stop:
                    self.operate()
                if day in self.story.maintained:
                    self.trigger("streamflow_maintenance", dry_run=False, landing_days=RETENTION, lake_days=RETENTION)
                self.keep_house(began)
            self.seconds[day] = time.time() - began
            if day in (self.story.in_the_middle, self.story.days - 1):
                self.measures[str(day)] = self.measure()
            print(f"day {day + 1} of {self.story.days}: {self.seconds[day]:.1f} s", file=sys.stderr, flush=True)

    def of_a_day(self, day: int) -> list[dict[str, Any]]:
        if day == self.story.changed:
            self.write_schema({**SCHEMA, "properties": {**SCHEMA["properties"], **ADDED}})
        late = self.story.late(day)[0] if day in self.story.bursts else []
        return [*self.story.records(day)[0], *late]

    def write_schema(self, document: dict[str, Any]) -> None:
        (self.folder / f"home/schemas/{TOPIC}.json").write_text(json.dumps(document))

    def send(self, records: list[dict[str, Any]]) -> None:
        """By the product's own producer."""
        if not records:
            return
        file = self.folder / "records.jsonl"
        file.write_text("".join(json.dumps(record) + "\n" for record in records))
        home = self.folder / "home"
        command = [home / "streamflow", "replay", "--schema", TOPIC, "--schemas", home / "schemas", "--input", file]
        subprocess.run([*command, "--bootstrap-servers", self.broker], check=True, capture_output=True)

    def parse(self) -> None:
        """What the DAG processor does when Airflow starts, and when a schema has changed. At first the schedule is turned on."""
        from airflow.dag_processing.bundles.manager import DagBundlesManager
        from airflow.dag_processing.dagbag import BundleDagBag, sync_bag_to_db
        from airflow.models.dag import DagModel
        from airflow.utils.session import create_session

        manager = DagBundlesManager()
        manager.sync_bundles_to_db()
        (bundle,) = manager.get_all_dag_bundles()
        bundle.initialize()
        bag = BundleDagBag(dag_folder=bundle.path, bundle_path=bundle.path, bundle_name=bundle.name)
        assert bag.import_errors == {}
        with create_session() as session:
            sync_bag_to_db(bag, bundle.name, bundle.version, session=session)
        if not self.runs:
            with create_session() as session:
                session.get(DagModel, "streamflow_daily").is_paused = False

    def schedule(self) -> None:
        """The scheduler's loop, until there is nothing left to do."""
        from airflow.jobs.job import Job, run_job
        from airflow.jobs.scheduler_job_runner import SchedulerJobRunner

        runner = SchedulerJobRunner(
            Job(), num_runs=3, only_idle=True, scheduler_idle_sleep_time=0, executors=[within_this_process()]
        )
        run_job(job=runner.job, execute_callable=runner._execute)
        self.note_runs()

    def note_runs(self) -> None:
        """Runs that the database will have forgotten at the end."""
        known = {run for _, run, _ in self.runs}
        for dag, run, state in self.rows("SELECT dag_id, run_id, state FROM dag_run ORDER BY id"):
            if run not in known:
                self.runs.append((dag, run, state))

    def trigger(self, dag: str, **conf: Any) -> None:
        """A run by hand, to its end."""
        from airflow.api.common.trigger_dag import trigger_dag
        from airflow.utils.types import DagRunTriggeredByType

        trigger_dag(dag, triggered_by=DagRunTriggeredByType.TEST, conf=conf)
        self.schedule()

    def operate(self) -> None:
        """The operator has read the alerts: waives a date, computes the others."""
        from airflow.models.variable import Variable

        overdue = [alert for alert in self.alerts() if alert["kind"] == "overdue"]
        assert overdue, "there is nothing for an operator to do"
        waived = self.story.waived
        Variable.set("streamflow_waived", date(waived))
        self.trigger("streamflow_backfill", **{"from": date(self.story.old), "to": date(self.story.old)})
        window_starts = self.story.long_outage.stop - self.story.window + 1
        if waived + 1 < window_starts:
            self.trigger("streamflow_backfill", **{"from": date(waived + 1), "to": date(window_starts - 1)})

    def keep_house(self, began: float) -> None:
        """What files were written since the night began were written in the story's time; then what is old goes."""
        from streamflow_dags import housekeeping

        now = time.time()
        logs = self.folder / "airflow/logs"
        for path in [logs, *logs.rglob("*")]:
            if path.lstat().st_mtime >= began:
                os.utime(path, (now, now), follow_symlinks=False)
        self.sent |= {alert["at"]: alert for alert in self.alerts()}
        housekeeping.tidy(self.story.kept)

    def alerts(self) -> list[dict[str, Any]]:
        path = self.folder / "alerts.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def measure(self) -> dict[str, int]:
        """Of what there is how much."""
        tables = [name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {f"rows of {name}": self.rows(f"SELECT COUNT(*) FROM {name}")[0][0] for name in tables}
        logs = sum(path.is_file() for path in (self.folder / "airflow/logs").rglob("*"))
        return {**rows, "files in airflow/logs": logs}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.folder / "airflow/airflow.db") as database:
            return database.execute(query).fetchall()

    def outcome(self) -> dict[str, Any]:
        """For the one who judges."""
        kept = self.rows("SELECT run_id, start_date FROM dag_run")
        alerts = list(self.sent.values())
        return {"runs": self.runs, "kept": kept, "alerts": alerts, "measures": self.measures, "seconds": self.seconds}


def set_the_clock_of_the_database() -> None:
    """Airflow asks it for the time, to know which runs are to be made; it has that of the story, too."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "before_cursor_execute", retval=True)
    def tell(connection: Any, cursor: Any, statement: str, parameters: Any, *more: Any) -> tuple[str, Any]:
        now = dt.datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        return statement.replace("CURRENT_TIMESTAMP", f"'{now}'"), parameters


def notice_ends_at_once() -> None:
    """A task ends just after its pipes have closed; the supervisor looks then, and next when a heartbeat is due, after 5 s."""
    from airflow.sdk.execution_time.supervisor import ActivitySubprocess

    look = ActivitySubprocess._check_subprocess_exit

    def wait_and_look(task: Any, **more: Any) -> int | None:
        if not task._open_sockets:
            task._process.wait(timeout=None)
        return look(task, **more)

    ActivitySubprocess._check_subprocess_exit = wait_and_look


def within_this_process() -> Any:
    """An executor that has each task supervised to its end before the scheduler's loop goes on."""
    from airflow.executors.local_executor import LocalExecutor
    from airflow.sdk.execution_time.supervisor import InProcessTestSupervisor, supervise_task

    class OneAfterTheOther(LocalExecutor):
        def start(self) -> None:
            """There are no workers."""

        def sync(self) -> None:
            """What has been started has ended."""

        def end(self) -> None:
            """Nothing is under way."""

        def _process_workloads(self, workload_list: Any) -> None:
            for workload in workload_list:
                del self.queued_tasks[workload.key]
                supervise_task(
                    ti=workload.ti,
                    bundle_info=workload.bundle_info,
                    dag_rel_path=workload.dag_rel_path,
                    token=workload.token,
                    log_path=workload.log_path,
                    client=InProcessTestSupervisor._api_client(),
                )
                self.change_state(workload.key, workload.success_state)

    return OneAfterTheOther()


def main(folder: Path, days: int, broker: str) -> None:
    from airflow.models.pool import Pool
    from airflow.utils import db

    db.initdb()
    Pool.create_or_update_pool("streamflow_etl", slots=1, description="", include_deferred=False)
    year = Year(folder, Story(days), broker)
    year.live()
    (folder / "told.json").write_text(json.dumps(year.outcome()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
