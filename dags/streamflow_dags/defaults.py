"""What all DAGs have in common."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

from airflow.sdk import DeadlineAlert, DeadlineReference, SyncCallback

from streamflow_dags.alerts import AlertNotifier
from streamflow_dags.exit_codes import PatientRetries

OWNER = "data-platform"
START = dt.datetime(2010, 1, 1, tzinfo=dt.timezone.utc)
# One slot: two computations of one date never run at the same time, whichever DAG they belong to.
POOL = "streamflow_etl"
SHORT = dt.timedelta(minutes=15)

TASK: dict[str, Any] = {
    "owner": OWNER,
    "retries": 2,
    "retry_policy": PatientRetries(),
    "execution_timeout": SHORT,
    "on_failure_callback": [AlertNotifier()],
}


def hours(name: str, default: float) -> dt.timedelta:
    """A time limit that the installation may set, in hours."""
    return dt.timedelta(hours=float(os.environ.get(name, "").strip() or default))


def deadline(name: str) -> DeadlineAlert | None:
    """
    An alert when a run has not ended so many minutes after it was queued. A backfill's logical dates are long past, so the time
    of queueing is the only reference that works for every run. None by default: Airflow 3.3.2 cannot clear tasks of a run that
    has met such a deadline (it reads the stored interval as a number, which it is not).
    """
    minutes = float(os.environ.get(name, "").strip() or 0)
    if minutes <= 0:
        return None
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=dt.timedelta(minutes=minutes),
        callback=SyncCallback("streamflow_dags.alerts.deadline_missed", kwargs={"minutes": minutes}),
    )
