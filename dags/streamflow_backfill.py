"""
### A range of event dates: one Spark application

Lands what is new, computes every date from the first to the last that is due (with the mode *ETL only*, every one that has
landed), and publishes them: small dates some at a time, a large one by itself, and an event of each of
their tables. Killed or failed half-way, it goes on after the last date that it had published.

Use it for more than a few dates: a further date in a running application costs a fraction of a first one. Use the **Backfill** of
`streamflow_daily` where each date is to have a run of its own, to be watched, cleared and repeated alone. Both give the same
tables, in any order.
"""

from __future__ import annotations

from airflow.sdk import dag, get_current_context

from streamflow_dags import defaults, params, stops, window
from streamflow_dags.pipeline import pipeline, resolved
from streamflow_dags.settings import Settings
from streamflow_dags.tasks import task


@dag(
    dag_id="streamflow_backfill",
    dag_display_name="Streamflow: backfill",
    schedule=None,
    start_date=defaults.START,
    catchup=False,
    max_active_runs=2,
    is_paused_upon_creation=False,
    default_args=defaults.TASK,
    deadline=defaults.deadline("STREAMFLOW_BACKFILL_DEADLINE_MINUTES"),
    tags=["streamflow", "backfill"],
    doc_md=__doc__,
    params={
        "from": params.required_date("From", "The first event date (UTC) to compute."),
        "to": params.required_date("To", "The last event date (UTC) to compute, included."),
        **params.pipeline(),
    },
)
def streamflow_backfill() -> None:
    """Ingest, compute and publish a range of dates."""
    pipeline(resolve_range())


@task(retries=0)
@stops.in_words
def resolve_range() -> list[dict[str, str]]:
    """Which dates and topics this run is about; refuses what does not fit.

    **Red:** trigger it again with values that fit; this run has changed nothing."""
    return resolved(window.date_range(get_current_context(), Settings.read()))


streamflow_backfill()
