"""Runs a DAG in this process and says how its tasks ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Outcome:
    state: str
    tasks: dict[str, list[str]]
    run: Any

    @classmethod
    def of(cls, dag: Any, conf: dict[str, Any] | None = None, logical_date: str | None = None) -> Outcome:
        date = dt.datetime.fromisoformat(logical_date).replace(tzinfo=dt.timezone.utc) if logical_date else None
        run = dag.test(run_conf=conf or {}, logical_date=date)
        tasks: dict[str, list[str]] = {}
        for instance in sorted(run.get_task_instances(), key=lambda instance: (instance.task_id, instance.map_index)):
            tasks.setdefault(instance.task_id, []).append(str(instance.state))
        return cls(str(run.state), tasks, run)


def xcom(outcome: Outcome, task: str, map_index: int = -1) -> Any:
    from airflow.models.xcom import XComModel
    from airflow.utils.session import create_session

    with create_session() as session:
        query = XComModel.get_many(run_id=outcome.run.run_id, key="return_value", task_ids=task, dag_ids=outcome.run.dag_id)
        rows = [row for row in session.scalars(query).all() if row.map_index == map_index]
        return XComModel.deserialize_value(rows[0]) if rows else None
