"""The way from Kafka to published tables, the same for one date and for a range; and its documentation in the UI."""

from __future__ import annotations

from typing import Any

from airflow.sdk import TaskGroup, TriggerRule, get_current_context

from streamflow_dags import alerts, assets, checks, chunks, due, fields, jobs, labels, lake, notes, operators, spark, stops
from streamflow_dags.defaults import POOL, SHORT, hours
from streamflow_dags.settings import Settings, folder
from streamflow_dags.tasks import task
from streamflow_dags.window import Window

LAND_DOC = """Brings what the topic has and landing has not into files by event date, each record once, and exits.

**Skipped:** nothing new. **Up for retry:** the day is not over, or late records may still arrive; it tries again after 10, 20, 40
and then every 60 minutes. **Red:** what has landed stays. Mend what the
reason names, then clear the task: it goes on where it was."""
DUE_DOC = """Asks both ledgers which dates have to be computed, and why: never computed, more landed since, a table is missing.
Those are the dates asked for, and for a daily run those of the window before its date. Dates outside of the window, and dates of
which nothing has landed though the week before had something, are alerted, each once a day until it is computed or waived (the
variable `streamflow_waived`). Where nothing is due it says so, and what follows is skipped.

**Red:** nothing was changed. Mend what the reason names, then clear the task."""
ETL_DOC = """Spark makes silver, quarantine and gold of a range of dates from what has landed, checks the balance and publishes
them: small dates together, a large one by itself. The one slot of the pool `streamflow_etl` sees that no other computation is
under way. A new try goes on after the last published date; clearing the task computes all of them again.

**Red:** the tables of the dates that the reason names are as they were. After a failed check find out why the figures differ;
then clear the task."""


def resolved(window: Window) -> list[dict[str, str]]:
    """What a resolving task returns: its landings, to map over; the window and the question what is due go beside them."""
    context, settings = get_current_context(), Settings.read()
    params = context["params"]
    spark.chosen(params, settings)
    landings = jobs.landings(window, fields.lateness(params["lateness"]), settings)
    context["ti"].xcom_push("window", window.document())
    context["ti"].xcom_push("question", jobs.question(window, due.waived(), settings))
    return landings


def pipeline(landings: Any) -> None:
    """Ingest, compute and publish what a resolving task has found."""
    with TaskGroup("ingest", tooltip="From Kafka to files by event date"):
        landed = operators.LandOperator.partial(
            **operators.COMMON,
            task_id="land",
            bash_command=jobs.LAND,
            inlets=assets.topics(),
            execution_timeout=hours("STREAMFLOW_LAND_HOURS", 3),
            map_index_template=labels.TOPIC,
            doc_md=LAND_DOC,
        ).expand(env=landings)
        checked = check_landing.override(inlets=assets.topics(), outlets=assets.landings())(landed.output)
        landed >> checked
    with TaskGroup("compute", tooltip="From files to tables"):
        asked = operators.DueOperator(
            **operators.COMMON,
            task_id="due",
            bash_command=jobs.DUE,
            env=landings["question"],
            window=landings["window"],
            execution_timeout=SHORT,
            doc_md=DUE_DOC,
        )
        checked >> asked
        computed = operators.EtlOperator.partial(
            **operators.COMMON,
            task_id="etl",
            bash_command=jobs.ETL,
            inlets=assets.landings(),
            execution_timeout=hours("STREAMFLOW_ETL_HOURS", 6),
            pool=POOL,
            map_index_template=labels.DATES,
            doc_md=ETL_DOC,
        ).expand(env=asked.output)
        events = validate_gold(computed.output, asked.output["dates"])
    made = [*assets.tables(), assets.GOLD, assets.RENEWALS]
    publish.override(inlets=assets.landings(), outlets=made).expand(events=events)


@task(
    trigger_rule=TriggerRule.NONE_FAILED,
    doc_md="""Every landing must balance (read = landed + rejected + tombstones) and have come to the end of the log. Then it is
told, as an event of the topic's asset.

**Red:** what has landed stays, nothing was computed. Verify the topic: it names every offset and file that is wrong.""",
)
def check_landing(results: Any) -> None:
    """Checks each landing and says what it has brought."""
    context, settings = get_current_context(), Settings.read()
    landed = [result for result in results or [] if result]
    for result in landed:
        with stops.told(context, jobs.proof(result["topic"], settings)):
            checks.check_landing(result)
    assets.landed(context, landed)


@task(
    trigger_rule=TriggerRule.NONE_FAILED,
    doc_md="""The ledger's figures of each date must add up: landed = clean + duplicates + quarantined, every audit as expected,
every date that was due published. A drop or jump against the week before stops nothing: it sends an alert, and the run's note and
the label of its `publish` task count it.

**Red:** the tables are published, but no event says so. Look at the figures of the date in the ledger; then clear the task.""",
)
def validate_gold(results: Any, dates: list[str]) -> list[list[dict[str, Any]]]:
    """The figures of each date, once they are known to balance; none where nothing was to be computed or nothing had landed."""
    computed = [result for result in results or [] if result]
    if not computed:
        return []
    context = get_current_context()
    with stops.told(context, jobs.record(dates, Settings.read())):
        reports = checks.check_gold(computed, dates)
    warnings = checks.warnings(reports)
    alerts.warn(context, warnings)
    notes.leave(context, [f"Warning: {one['date']}: {checks.warning_text(one)}" for one in warnings])
    renewals = checks.renewals(reports)
    before = [[renewals]] if renewals else []
    return [*before, *chunks.mappable(reports, beside=len(before))]


@task(
    # One after the other: the newest event of a table is its newest publication.
    max_active_tis_per_dagrun=1,
    map_index_template="{{ headline }}",
    doc_md="""Says that a date is published, for whoever computes on: an event of each of its tables, and one of the asset
`streamflow_gold`, with the date as partition key and the ledger's figures. Dates whose trailing columns were renewed are told
together, as one event of `streamflow_renewals`. The list of mapped tasks shows the figures of each date. Where the lake is on
HDFS, the CSV files of these dates are copied to this machine first, into `STREAMFLOW_GOLD_CSV`.

**Red:** clear the task; the tables themselves are published.""",
)
@stops.in_words
def publish(events: list[dict[str, Any]]) -> None:
    """One date; several, where there are more dates than Airflow maps a task to; or the renewals of the run."""
    context, settings = get_current_context(), Settings.read()
    context["headline"] = checks.headline(events)  # type: ignore[typeddict-unknown-key]
    changed = [date for event in events for date in checks.dates_of(event)] if settings.gold_csv else []
    for date in changed:
        lake.copy_csv(folder(settings.lake), date, settings.gold_csv)
    assets.published(context, events)
