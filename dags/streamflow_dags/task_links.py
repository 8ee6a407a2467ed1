"""
Buttons on the pages of tasks: the event date on the dashboard, the topic in Kafka UI, Spark's history.

The web server asks for them when somebody opens the page of a task, in whatever state that is, and finds in its database what
the task is about. (Links that operators have themselves are there only once the task has ended.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from airflow.models.dagrun import DagRun
from airflow.models.xcom import XComModel
from airflow.sdk import BaseOperatorLink
from airflow.utils.session import create_session
from sqlalchemy import select
from sqlalchemy.orm import Session

from streamflow_dags import checks, links, notes
from streamflow_dags.operators import DueOperator, EtlOperator, LandOperator, ProduceOperator
from streamflow_dags.tasks import PythonTask


class EventDateLink(BaseOperatorLink):
    """To what the dashboard says of the date or dates that a task is about, else of those of its run."""

    name = "Event date on the dashboard"
    operators: ClassVar[list[Any]] = [LandOperator, ProduceOperator, DueOperator, EtlOperator, PythonTask]

    def get_link(self, operator: Any, *, ti_key: Any) -> str:
        """The page; nothing where there is no date, as of a run whose form was refused."""
        with create_session() as session:
            dates = _dates(_mapped_over(operator, ti_key, session)) or _dates_of_run(ti_key, session)
        return links.dates_page(*dates) if dates else ""


class TopicLink(BaseOperatorLink):
    """To the topic that a task reads or fills."""

    name = "Topic in Kafka UI"
    operators: ClassVar[list[Any]] = [LandOperator, ProduceOperator]

    def get_link(self, operator: Any, *, ti_key: Any) -> str:
        """The page; nothing of tasks that are not mapped yet."""
        with create_session() as session:
            given = _mapped_over(operator, ti_key, session)
        return links.topic_page(given["JOB_TOPIC"]) if given is not None else ""


class SparkHistoryLink(BaseOperatorLink):
    """To the list of Spark's applications, each of which is called by its dates."""

    name = "Spark history"
    operators: ClassVar[list[Any]] = [EtlOperator]

    def get_link(self, operator: Any, *, ti_key: Any) -> str:
        """The page."""
        return f"{links.address(links.SPARK_HISTORY)}/"


def configured() -> list[BaseOperatorLink]:
    """Those whose address is set."""
    kinds = {links.DASHBOARD: EventDateLink, links.KAFKA_UI: TopicLink, links.SPARK_HISTORY: SparkHistoryLink}
    return [kind() for setting, kind in kinds.items() if links.address(setting)]


def _mapped_over(operator: Any, ti_key: Any, session: Session) -> Any:
    """What this one of a mapped task was given: an entry of the result of the task before it."""
    if ti_key.map_index < 0:
        return None
    found = session.scalars(
        XComModel.get_many(
            run_id=ti_key.run_id, key="return_value", dag_ids=ti_key.dag_id, task_ids=sorted(operator.upstream_task_ids)
        )
    ).all()
    results = [result for row in found if isinstance(result := XComModel.deserialize_value(row), list)]
    return next((result[ti_key.map_index] for result in results if len(result) > ti_key.map_index), None)


def _dates(given: Any) -> tuple[str, str] | None:
    """The first and last date of a job's environment, or of events of published dates."""
    if isinstance(given, Mapping):
        first = given.get("JOB_FROM") or given.get("JOB_DATE")
        return (first, given.get("JOB_TO") or first) if first else None
    events = [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
    dates = sorted(date for event in events if "date" in event or checks.is_renewal(event) for date in checks.dates_of(event))
    return (dates[0], dates[-1]) if dates else None


def _dates_of_run(ti_key: Any, session: Session) -> tuple[str, str] | None:
    run = session.scalar(select(DagRun).where(DagRun.dag_id == ti_key.dag_id, DagRun.run_id == ti_key.run_id))
    if run is None:
        return None
    if run.partition_key:
        return run.partition_key, run.partition_key
    return notes.dates_of_run(run.conf or {}, run.data_interval_start, run.run_after)
