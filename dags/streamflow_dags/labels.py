"""What a mapped task is called in the lists of the UI, instead of 0 and 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from airflow.sdk.execution_time import task_runner
from airflow.sdk.execution_time.comms import SetRenderedMapIndex

LONGEST = 250
TOPIC = "{{ task.env['JOB_TOPIC'] }}"
SCHEMA = "{{ task.env['JOB_SCHEMA'] }}"
# One date is a date, not a range.
DATES = "{{ task.env['JOB_FROM'] }}{{ '' if task.env['JOB_FROM'] == task.env['JOB_TO'] else ' to ' ~ task.env['JOB_TO'] }}"


def dates(first: str, last: str) -> str:
    """One date or a range, for people."""
    return first if first == last else f"{first} to {last}"


def add(context: Mapping[str, Any], text: str) -> None:
    """Adds to the label of a mapped task that waits or has failed; Airflow renders its template for those that succeed."""
    task = context["ti"]
    if task.map_index is None or task.map_index < 0:
        return
    before = task.rendered_map_index
    label = (f"{before}: {text}" if before else text)[:LONGEST]
    task.rendered_map_index = label
    task_runner.SUPERVISOR_COMMS.send(msg=SetRenderedMapIndex(rendered_map_index=label))
