"""
### An example to copy: what happens when a table has a new date

Runs once for each date that the table `product_ranking` is published for, whichever run published it: the schedule, a form, a
backfill. The event date is the partition key of the run, and of the event that this one makes for whoever comes after it.

It is off until you turn it on; from then on it runs for what is published. **Trigger** it with a partition key, such as
2026-01-01, to have it for one date.

A copy needs: the table in `schedule` and `inlets`, an asset of its own in `outlets`, and what it does. Columns that read earlier
dates (of `daily_revenue` and `user_segments`) also change when one of those is computed again: the asset `streamflow_renewals`
has an event per run with these dates, for a DAG with `schedule=[assets.RENEWALS]`.
"""

from __future__ import annotations

from airflow.sdk import Asset, PartitionedAssetTimetable, dag, get_current_context
from airflow.sdk.exceptions import AirflowFailException

from streamflow_dags import assets, defaults, lake, stops
from streamflow_dags.settings import Settings, folder
from streamflow_dags.tasks import task

TABLE = "product_ranking"
BEST_SELLERS = Asset("example.best_sellers", uri="x-streamflow://example/best_sellers", group="example")


@dag(
    dag_id="streamflow_example",
    dag_display_name="Streamflow: example",
    schedule=PartitionedAssetTimetable(assets=assets.table(TABLE)),
    start_date=defaults.START,
    catchup=False,
    default_args=defaults.TASK,
    tags=["streamflow", "example"],
    doc_md=__doc__,
)
def streamflow_example() -> None:
    """What each date's best sellers were."""
    best_sellers()


@task(
    inlets=[assets.table(TABLE)],
    outlets=[BEST_SELLERS],
    doc_md="""Reads the date's CSV file and keeps the first product of each category, as this task's XCom and its asset's event.

**Red:** trigger it with the partition key of a date that is published; nothing was changed.""",
)
@stops.in_words
def best_sellers() -> dict[str, str]:
    """The product with the highest revenue of each category."""
    context = get_current_context()
    date = context.get("partition_key") or ""
    if not date:
        raise AirflowFailException("Cannot run without a date: it is the partition key, such as 2026-01-01.")
    rows = lake.rows(folder(Settings.read().lake), TABLE, date)
    best = {row["category"]: row["product_name"] or row["product_id"] for row in reversed(rows) if row["revenue_rank"] == "1"}
    context["outlet_events"][BEST_SELLERS].extra = {"date": date, "best": best}
    return best


streamflow_example()
