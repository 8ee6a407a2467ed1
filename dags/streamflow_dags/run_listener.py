"""What the scheduler calls when a run begins or ends: it notes on the run what it is about and what came of it."""

from __future__ import annotations

from airflow.listeners import hookimpl
from airflow.models.dagrun import DagRun
from airflow.models.xcom import XComModel
from airflow.utils.session import create_session
from sqlalchemy.orm import Session, object_session

from streamflow_dags import notes

ABOUT_DATES = ("streamflow_daily", "streamflow_backfill", "streamflow_sample_data")


@hookimpl
def on_dag_run_running(dag_run: DagRun, msg: str) -> None:
    """Says which date it is about."""
    _note(dag_run, is_over=False)


@hookimpl
def on_dag_run_success(dag_run: DagRun, msg: str) -> None:
    """Adds what the tasks have said."""
    _note(dag_run, is_over=True)


@hookimpl
def on_dag_run_failed(dag_run: DagRun, msg: str) -> None:
    """Adds what the tasks have said."""
    _note(dag_run, is_over=True)


def _note(dag_run: DagRun, is_over: bool) -> None:
    if dag_run.dag_id not in ABOUT_DATES:
        return
    session = object_session(dag_run)
    if session is not None:
        # The scheduler's own, which it commits with the state of the run.
        _write(dag_run, _said(dag_run, session) if is_over else [])
        return
    with create_session() as session:
        found = session.get(DagRun, dag_run.id)
        if found is not None:
            _write(found, _said(found, session) if is_over else [])


def _write(dag_run: DagRun, said: list[str]) -> None:
    dates = notes.event_date(dag_run.conf or {}, dag_run.data_interval_start, dag_run.run_after)
    note = notes.text(dates, said, dag_run.note or "")
    if dag_run.dag_run_note is None:
        dag_run.note = note
    else:
        dag_run.dag_run_note.content = note


def _said(dag_run: DagRun, session: Session) -> list[str]:
    found = session.scalars(XComModel.get_many(run_id=dag_run.run_id, key=notes.KEY, dag_ids=dag_run.dag_id)).all()
    lines = [line for row in sorted(found, key=lambda row: row.timestamp) for line in XComModel.deserialize_value(row)]
    return list(dict.fromkeys(lines))
