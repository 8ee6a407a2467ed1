"""
### Proof and retention

Proves that every record of a topic has landed once and every file is as it was written, then names what is older than it has to
be kept. **It deletes nothing unless you clear _Dry run_.** The ledgers of landing and lake always stay.

A date whose landing is gone cannot be computed again, so landing is kept at least as long as the tables.
"""

from __future__ import annotations

from airflow.sdk import Param, dag, get_current_context, task

from streamflow_dags import defaults, jobs, maintenance, operators, params

DAYS = {"type": ["null", "integer"], "maximum": 36500}


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
        "landing_days": Param(
            None, "Days that landing is kept. Empty: for ever.", **DAYS, minimum=7, title="Keep landing for (days)"
        ),
        "lake_days": Param(
            None,
            "Days that silver, quarantine and gold are kept; two months or more, as trailing columns read them. Empty: for ever.",
            **DAYS,
            minimum=62,
            title="Keep tables for (days)",
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
        map_index_template="{{ task.env['JOB_TOPIC'] }}",
        doc_md="""Reads every landed file again and compares it with its commit, and the offsets with the broker's.

**Red:** the log names each fault. Nothing is deleted as long as there is one.""",
    ).expand(env=resolve_maintenance())
    verified >> retain()


@task(retries=0)
def resolve_maintenance() -> list[dict[str, str]]:
    """Which topics to verify, and from which date on files must be there; refuses what does not fit."""
    return maintenance.verifications(get_current_context())


@task(pool=defaults.POOL)
def retain() -> dict[str, int]:
    """Names what is older than it has to be kept, and deletes it where this is no dry run. Red: clear it, it goes on."""
    return maintenance.retain(get_current_context())


streamflow_maintenance()
