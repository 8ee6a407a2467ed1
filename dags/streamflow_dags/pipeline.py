"""The way from Kafka to published tables, the same for one date and for a range; and its documentation in the UI."""

from __future__ import annotations

from typing import Any

from airflow.sdk import TaskGroup, TriggerRule, get_current_context, task

from streamflow_dags import alerts, assets, checks, jobs, lake, operators
from streamflow_dags.defaults import POOL, hours
from streamflow_dags.settings import Settings, folder
from streamflow_dags.window import Window

LAND_DOC = """Brings what the topic has and landing has not into files by event date, each record once, and exits.

**Skipped:** nothing new. **Up for retry:** the day is not over, or late records may still arrive; it tries again after 10, 20, 40
and then every 60 minutes. **Red:** the log's last lines start with `Cannot`. Offsets that are gone are named there; `streamflow
verify` says what else is wrong."""
ETL_DOC = """Spark makes silver, quarantine and gold of a range of dates from what has landed, checks the balance and publishes
them: small dates together, a large one by itself. The one slot of the pool `streamflow_etl` sees that no other computation is
under way. A new try goes on after the last published date; clearing the task computes all of them again.

**Red:** the log's last lines start with `Cannot`. A failed check (exit 50) has published nothing of its batch: look at the
figures that it names. Anything else may be tried again: clear the task."""


def resolved(window: Window) -> list[dict[str, str]]:
    """What a resolving task returns: its landings, to map over; the window goes beside them."""
    context = get_current_context()
    context["ti"].xcom_push("window", window.document())
    return jobs.landings(window, context["params"]["lateness"], Settings.read())


def pipeline(landings: Any) -> None:
    """Ingest, compute and publish what a resolving task has found."""
    window = landings["window"]
    with TaskGroup("ingest", tooltip="From Kafka to files by event date"):
        landed = operators.JobOperator.partial(
            **operators.COMMON,
            task_id="land",
            bash_command=jobs.LAND,
            execution_timeout=hours("STREAMFLOW_LAND_HOURS", 3),
            map_index_template="{{ task.env['JOB_TOPIC'] }}",
            doc_md=LAND_DOC,
        ).expand(env=landings)
        computations = check_landing(landed.output, window)
        landed >> computations
    with TaskGroup("compute", tooltip="From files to tables"):
        computed = operators.EtlOperator.partial(
            **operators.COMMON,
            task_id="etl",
            bash_command=jobs.ETL,
            execution_timeout=hours("STREAMFLOW_ETL_HOURS", 6),
            pool=POOL,
            map_index_template="{{ task.env['JOB_FROM'] }} to {{ task.env['JOB_TO'] }}",
            doc_md=ETL_DOC,
        ).expand(env=computations)
        events = validate_gold(computed.output, window)
    publish.expand(event=events)


@task(
    trigger_rule=TriggerRule.NONE_FAILED,
    outlets=[assets.LANDING],
    doc_md="""Every landing must balance (read = landed + rejected + tombstones) and have come to the end of the log. Decides what
to compute: the dates asked for, and every published date for which more has landed since. Where nothing has landed of what was
asked for, there is nothing to compute, and what follows is skipped.

**Red:** the log says which figure, what was expected and what was found.""",
)
def check_landing(results: Any, window: dict[str, Any]) -> list[dict[str, str]]:
    """The Spark applications to start."""
    context = get_current_context()
    landed = [result for result in results or [] if result]
    for result in landed:
        checks.check_landing(result)
    context["outlet_events"][assets.LANDING].extra = {
        result["topic"]: {name: result[name] for name in ("read", "landed", "rejected", "tombstones")} for result in landed
    }
    asked, settings = Window.of(window), Settings.read()
    if asked.mode == "landing_only":
        return []
    landing = folder(settings.landing)
    dates = asked.days if lake.has_landed(landing, asked.topics, asked.days) else []
    stale = lake.stale_dates(landing, folder(settings.lake), asked.topics)
    late = sorted(set(stale) - set(asked.days))
    print(f"Landed of what was asked for: {_said(dates)}; landed since it was computed: {_said(late)}")
    return jobs.computations(lake.ranges([*dates, *late]), asked.topics, context["params"], settings)


def _said(dates: list[str]) -> str:
    return ", ".join(dates) or "nothing"


@task(
    trigger_rule=TriggerRule.NONE_FAILED,
    doc_md="""The ledger's figures of each date must add up: landed = clean + duplicates + quarantined, every audit as expected,
every date published or known to be empty. A drop or jump against the week before sends an alert and stops nothing.

**Red:** the alert and the log say which figure, what was expected and what was found.""",
)
def validate_gold(results: Any, window: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures of each date, once they are known to balance; none where nothing was to be computed or nothing had landed."""
    computed = [result for result in results or [] if result]
    if not computed:
        return []
    reports = checks.check_gold(computed, Window.of(window).days)
    alerts.warn(get_current_context(), checks.warnings(reports))
    return checks.events(reports)


@task(
    outlets=[assets.GOLD],
    map_index_template="{{ headline }}",
    doc_md="""Says that a date is published: an event of the asset `streamflow_gold` with the date as its partition key and the
ledger's figures, for whoever computes on. The list of mapped tasks shows the figures of each date. Where the lake is on HDFS,
the date's CSV files are copied to this machine first, into `STREAMFLOW_GOLD_CSV`.

**Red:** clear it; the tables themselves are published.""",
)
def publish(event: dict[str, Any]) -> None:
    """One event of one date."""
    context = get_current_context()
    context["headline"] = checks.headline(event)  # type: ignore[typeddict-unknown-key]
    settings = Settings.read()
    if settings.gold_csv:
        lake.copy_csv(folder(settings.lake), event["date"], settings.gold_csv)
    published = context["outlet_events"][assets.GOLD]
    published.extra = event
    published.add_partitions(event["date"])
