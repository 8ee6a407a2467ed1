"""Runs a DAG in this process and says how its tasks ended."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from typing import Any
from unittest import mock


@dataclass(frozen=True)
class Outcome:
    state: str
    tasks: dict[str, list[str]]
    run: Any

    @classmethod
    def of(cls, dag: Any, conf: dict[str, Any] | None = None, logical_date: str | None = None) -> Outcome:
        date = dt.datetime.fromisoformat(logical_date).replace(tzinfo=dt.timezone.utc) if logical_date else None
        # Before it looks for tasks that have just become mapped ones it would wait for a second.
        with mock.patch("time.sleep", lambda seconds, sleep=time.sleep: sleep(seconds / 100)):
            run = dag.test(run_conf=conf or {}, logical_date=date)
        tasks: dict[str, list[str]] = {}
        for instance in sorted(run.get_task_instances(), key=lambda instance: (instance.task_id, instance.map_index)):
            tasks.setdefault(instance.task_id, []).append(str(instance.state))
        return cls(str(run.state), tasks, run)


def labels(outcome: Outcome, task: str) -> list[str]:
    instances = [one for one in outcome.run.get_task_instances() if one.task_id == task]
    return [one.rendered_map_index for one in sorted(instances, key=lambda one: one.map_index)]


def note(outcome: Outcome) -> str:
    """What the lists of the UI show beside the run."""
    from airflow.models.dagrun import DagRun
    from airflow.utils.session import create_session

    with create_session() as session:
        return session.get(DagRun, outcome.run.id).note or ""


def unwrapped(lines: list[str]) -> str:
    """One text of lines that were wrapped for people."""
    return " ".join(line.strip() for line in lines)


class Log:
    """What tasks and Airflow said of them, but for what the jobs printed."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.labels: list[str] = []

    def texts(self, level: str) -> list[str]:
        return [entry["event"] for entry in self.entries if entry["log_level"] == level]

    @property
    def tracebacks(self) -> list[dict[str, Any]]:
        return [entry for entry in self.entries if entry.get("exc_info")]


def asset_events(outcome: Outcome) -> list[tuple[str, str | None, Any]]:
    """Asset, partition key and text of each event of a run, in their order."""
    from airflow.models.asset import AssetEvent, AssetModel
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        query = select(AssetModel.name, AssetEvent.partition_key, AssetEvent.extra).where(
            AssetModel.id == AssetEvent.asset_id, AssetEvent.source_run_id == outcome.run.run_id
        )
        return [tuple(row) for row in session.execute(query.order_by(AssetEvent.id))]


def xcom(outcome: Outcome, task: str, map_index: int = -1) -> Any:
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session

    with create_session() as session:
        query = XComModel.get_many(run_id=outcome.run.run_id, key="return_value", task_ids=task, dag_ids=outcome.run.dag_id)
        rows = [row for row in session.scalars(query).all() if row.map_index == map_index]
        return XComModel.deserialize_value(rows[0]) if rows else None
