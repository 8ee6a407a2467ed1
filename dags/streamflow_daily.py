"""
### One event date: from Kafka to published tables

Runs after midnight UTC for the day that has ended, waits until late records have had their time, lands what is new, computes the
date and what else is due in the window of days before it, checks the figures and publishes. What is due outside of the window is
named by an alert, once a day.

* **Now, for one date:** Trigger, fill in the date. The first time this also turns the schedule on, and Airflow at once starts the
  run that it has for yesterday. Where both are about one date, the second finds nothing to do and says so in its note.
* **Again, for one date:** the same; nothing is counted twice. Where nothing is due it says so and ends; the mode *ETL only*
  computes the date all the same.
* **For past dates, one run each:** Backfill (it leaves the form's date empty).
* **For many past dates at once:** the DAG `streamflow_backfill` computes a range in one Spark application, which is much faster.

Red? The log of the red task ends with the reason and with what to do. Every failure is in `alerts.jsonl`, too.
"""

from __future__ import annotations

from airflow.sdk import dag, get_current_context

from streamflow_dags import defaults, params, stops, timetable, window
from streamflow_dags.pipeline import pipeline, resolved
from streamflow_dags.settings import Settings
from streamflow_dags.tasks import task


@dag(
    dag_id="streamflow_daily",
    dag_display_name="Streamflow: daily",
    schedule=timetable.daily(),
    start_date=defaults.START,
    catchup=False,
    max_active_runs=3,
    default_args=defaults.TASK,
    deadline=defaults.deadline("STREAMFLOW_DAILY_DEADLINE_MINUTES"),
    tags=["streamflow", "daily"],
    doc_md=__doc__,
    params={
        "date": params.date("The event date (UTC) to compute. Empty: yesterday; of a scheduled run or a backfill, its own date."),
        "window": params.window(),
        **params.pipeline(),
    },
)
def streamflow_daily() -> None:
    """Ingest, compute and publish one date."""
    pipeline(resolve_window())


@task(retries=0)
@stops.in_words
def resolve_window() -> list[dict[str, str]]:
    """Which date and topics this run is about, from the form or the schedule; refuses what does not fit.

    **Red:** trigger it again with values that fit; this run has changed nothing."""
    return resolved(window.daily(get_current_context(), Settings.read()))


streamflow_daily()
