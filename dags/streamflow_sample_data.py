"""
### A day, or several, of a simulated shop, into Kafka

For a first look at the whole story: trigger this one, then `streamflow_daily` with the same date. The same seed and date give the
same events; sent twice, the copies are recognised as duplicates.

A share of the events can be made dirty: malformed, duplicate, late or breaking a rule. The ledger accounts for each of them.
"""

from __future__ import annotations

from airflow.sdk import dag, get_current_context

from streamflow_dags import assets, defaults, fields, jobs, labels, operators, params, stops, window
from streamflow_dags.settings import Settings
from streamflow_dags.tasks import task


@dag(
    dag_id="streamflow_sample_data",
    dag_display_name="Streamflow: sample data",
    schedule=None,
    start_date=defaults.START,
    catchup=False,
    is_paused_upon_creation=False,
    default_args=defaults.TASK,
    tags=["streamflow", "sample"],
    doc_md=__doc__,
    params={
        "date": params.date("The event date (UTC) to make events of, or the first of several. Empty: yesterday."),
        "to": params.date("The last event date (UTC), included, where it is to be several. Empty: one date.", "Last date"),
        "topics": params.topics(),
        "sessions": params.number(2000, "Sessions", "Visits of the shop per date, for its two topics. 0 to 10,000,000."),
        "count": params.number(1000, "Events", "Events of any other topic. 0 to 100,000,000."),
        "dirt": params.number(0.01, "Dirt", "The share of dirty events, 0 to 1: 0.01 is one in a hundred."),
        "seed": params.number(1, "Seed", "Another whole number gives other events."),
    },
)
def streamflow_sample_data() -> None:
    """Produce the dates of each topic."""
    operators.ProduceOperator.partial(
        **operators.COMMON,
        task_id="produce",
        bash_command=jobs.PRODUCE,
        outlets=assets.topics(),
        execution_timeout=defaults.hours("STREAMFLOW_PRODUCE_HOURS", 1),
        map_index_template=labels.SCHEMA,
        doc_md="""Generates the events of a date and sends them to the schema's topic, which it creates where it is not there.

**Red:** see that the broker is there (`KAFKA_BOOTSTRAP_SERVERS`), then clear the task; what is sent twice is a duplicate.""",
    ).expand(env=resolve_sample())


@task(retries=0)
@stops.in_words
def resolve_sample() -> list[dict[str, str]]:
    """What to produce, one topic each; refuses what does not fit. **Red:** trigger it again with
    values that fit; nothing was sent."""
    context, settings = get_current_context(), Settings.read()
    return jobs.productions(window.sample(context, settings), fields.sample(context["params"]), settings)


streamflow_sample_data()
