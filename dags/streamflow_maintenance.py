"""
### Proof and retention

Proves that every record of a topic has landed once and every file is as it was written, then names what is older than it has to
be kept. **It deletes nothing unless you clear _Dry run_.** The ledgers of landing and lake always stay.

A date whose landing is gone cannot be computed again, so landing is kept at least as long as the tables.
"""

from __future__ import annotations

from airflow.sdk import Param, dag, get_current_context, task

from streamflow_dags import defaults, jobs, labels, maintenance, operators, params, stops
from streamflow_dags.fields import LEAST_DAYS


@dag(
    dag_id="streamflow_maintenance",
    dag_display_name="Streamflow: maintenance",
    schedule=None,
    start_date=defaults.START,
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    default_args=defaults.TASK,
    tags=["streamflow", "maintenance"],
    doc_md=__doc__,
    params={
        "dry_run": Param(True, "Only say what would be deleted.", type="boolean", title="Dry run"),
        "landing_days": params.number(
            None,
            "Keep landing for (days)",
            f"At least {LEAST_DAYS} and at least as long as the tables, which could not be computed again. Empty: for ever.",
        ),
        "lake_days": params.number(
            None,
            "Keep tables for (days)",
            f"Silver, quarantine and gold; at least {LEAST_DAYS}, as trailing columns read two months. Empty: for ever.",
        ),
        "topics": params.topics(),
    },
)
def streamflow_maintenance() -> None:
    """Verify, then name or delete what is too old."""
    verified = operators.JobOperator.partial(
        **operators.COMMON,
        task_id="verify",
        bash_command=jobs.VERIFY,
        execution_timeout=defaults.hours("STREAMFLOW_VERIFY_HOURS", 6),
        map_index_template=labels.TOPIC,
        doc_md="""Reads every landed file again and compares it with its commit, and the offsets with the broker's.

**Red:** nothing is deleted as long as there is a fault. Bring back what is missing or damaged, then clear the task.""",
    ).expand(env=resolve_maintenance())
    retained = operators.JobOperator.partial(
        **operators.COMMON,
        task_id="retain",
        bash_command=jobs.RETAIN,
        execution_timeout=defaults.hours("STREAMFLOW_RETAIN_HOURS", 3),
        pool=defaults.POOL,
        map_index_template="{{ task.env['JOB_ONLY'] }} before {{ task.env['JOB_BEFORE'] }}",
        doc_md="""Names what is older than it has to be kept, and deletes it where this is no dry run: of the lake as a new
version, of landing after an entry of its ledger. Its result has dates, tables, files and bytes.

**Skipped:** nothing is that old.

**Red:** clear the task, it goes on where it stopped.""",
    ).expand(env=resolve_retention())
    verified >> retained


@task(retries=0)
@stops.in_words
def resolve_maintenance() -> list[dict[str, str]]:
    """Which topics to verify; refuses to keep landing for a shorter time than the tables that are made of it."""
    return maintenance.verifications(get_current_context())


@task(retries=0)
@stops.in_words
def resolve_retention() -> list[dict[str, str]]:
    """What of lake and landing is to be deleted; nothing of what is kept for ever."""
    return maintenance.retentions(get_current_context())


streamflow_maintenance()
