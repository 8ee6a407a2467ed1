"""The buttons on a task's page lead to what the task was about: its own date or topic where it is mapped, else the run's date."""

from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from airflow import plugins_manager

from conftest import DAGS
from fake_installation import answer, landed, report
from runs import Outcome
from streamflow_dags import exit_codes, links, task_links

DATE, BEFORE, AFTER = "2026-01-02", "2026-01-01", "2026-01-03"
ADDRESSES = {
    links.DASHBOARD: "http://localhost:5000/",
    links.KAFKA_UI: "https://kafka.example.org",
    links.SPARK_HISTORY: "http://localhost:18080",
}
ON_DASHBOARD, IN_KAFKA_UI, OF_SPARK = "Event date on the dashboard", "Topic in Kafka UI", "Spark history"
TOPIC_PAGES = "https://kafka.example.org/ui/clusters/streamflow/all-topics"


@pytest.fixture(autouse=True)
def addresses(monkeypatch):
    """As an API server has them that was started with these settings."""
    for setting, address in ADDRESSES.items():
        monkeypatch.setenv(setting, address)
    monkeypatch.setattr(plugins_manager, "get_operator_extra_links", task_links.configured)
    monkeypatch.setattr(exit_codes, "PAUSE", dt.timedelta(0))


@pytest.fixture
def dag(parse, database, monkeypatch):
    def named(name):
        found = parse(name)
        monkeypatch.setattr(found, "deadline", None)
        return found

    return named


def served(dag):
    """The DAG as the web server reads it from its database."""
    from airflow.serialization.serialized_objects import DagSerialization

    return DagSerialization.from_dict(DagSerialization.to_dict(dag))


def buttons(dag, outcome, task: str, map_index: int = -1) -> dict[str, str]:
    """What the page of a task shows; a link without an address is none."""
    operator = served(dag).get_task(task)
    (instance,) = [one for one in outcome.run.get_task_instances() if (one.task_id, one.map_index) == (task, map_index)]
    found = {name: operator.get_extra_links(instance, name) for name in operator.extra_links}
    return {name: url for name, url in found.items() if url}


@contextlib.contextmanager
def change(outcome):
    """The run as the database has it."""
    from airflow.models.dagrun import DagRun
    from airflow.utils.session import create_session

    with create_session() as session:
        yield session.get(DagRun, outcome.run.id)


def on(date: str) -> dict[str, str]:
    return {ON_DASHBOARD: f"http://localhost:5000/dates/{date}"}


def test_tasks_of_a_daily_run_lead_to_their_date_topic_and_application(dag, installation):
    daily = dag("streamflow_daily")
    lands_both(installation).owes(BEFORE, DATE)
    installation.answers("spark-submit", answer(report(BEFORE)), answer(report(DATE)))

    outcome = Outcome.of(daily, {"date": DATE})

    assert outcome.state == "success"
    for task in ("resolve_window", "ingest.check_landing", "compute.due", "compute.validate_gold"):
        assert buttons(daily, outcome, task) == on(DATE)
    for number, topic in enumerate(("user_events", "transaction_events")):
        assert buttons(daily, outcome, "ingest.land", number) == {**on(DATE), IN_KAFKA_UI: f"{TOPIC_PAGES}/{topic}"}
    # The run also computes a date of its window that was due.
    for number, date in enumerate((BEFORE, DATE)):
        assert buttons(daily, outcome, "compute.etl", number) == {**on(date), OF_SPARK: "http://localhost:18080/"}
        assert buttons(daily, outcome, "publish", number) == on(date)


def test_a_run_of_a_backfill_is_about_the_date_of_its_interval(dag, installation):
    daily = dag("streamflow_daily")
    lands_both(installation).owes(DATE).computes(report(DATE))

    outcome = Outcome.of(daily, logical_date=AFTER)
    # As a backfill makes it: of the interval that Airflow gives this logical date, and it may start at once.
    with change(outcome) as run:
        run.run_type, run.logical_date, run.run_after = "backfill", run.data_interval_start, run.data_interval_start

    assert buttons(daily, outcome, "compute.due") == buttons(daily, outcome, "publish", 0) == on(DATE)
    assert buttons(daily, outcome, "ingest.land", 0) == {**on(DATE), IN_KAFKA_UI: f"{TOPIC_PAGES}/user_events"}


def test_a_range_leads_to_its_dates(dag, installation):
    backfill = dag("streamflow_backfill")
    lands_both(installation).owes(DATE, AFTER, ranges=[(DATE, AFTER)])
    installation.computes(report(DATE), report(AFTER, renewed=["2026-01-04", "2026-01-05"]))

    outcome = Outcome.of(backfill, {"from": BEFORE, "to": AFTER})

    def several(first, last):
        return {ON_DASHBOARD: f"http://localhost:5000/dates?from={first}&to={last}"}

    assert buttons(backfill, outcome, "resolve_range") == several(BEFORE, AFTER)
    assert buttons(backfill, outcome, "compute.etl", 0) == {**several(DATE, AFTER), OF_SPARK: "http://localhost:18080/"}
    assert buttons(backfill, outcome, "publish", 0) == several("2026-01-04", "2026-01-05")
    assert [buttons(backfill, outcome, "publish", number) for number in (1, 2)] == [on(DATE), on(AFTER)]


def test_sample_data_lead_to_the_date_and_the_topic(dag, installation):
    sample = dag("streamflow_sample_data")
    installation.answers("produce", 'echo "{}"')

    outcome = Outcome.of(sample, {"date": DATE, "topics": ["purchases"]})

    assert buttons(sample, outcome, "produce", 0) == {**on(DATE), IN_KAFKA_UI: f"{TOPIC_PAGES}/purchases"}


def test_a_consumer_leads_to_the_date_of_its_partition(dag, installation):
    example = dag("streamflow_example")
    outcome = Outcome.of(example)
    with change(outcome) as run:
        run.partition_key = DATE

    assert buttons(example, outcome, "best_sellers") == on(DATE)


def test_a_refused_form_leads_nowhere(dag, installation):
    backfill = dag("streamflow_backfill")

    outcome = Outcome.of(backfill, {"from": AFTER, "to": DATE})

    assert outcome.tasks["resolve_range"] == ["failed"]
    assert buttons(backfill, outcome, "resolve_range") == buttons(backfill, outcome, "ingest.land") == {}


@pytest.mark.parametrize(
    ("first", "last", "page"),
    [
        (DATE, DATE, f"/dates/{DATE}"),
        (BEFORE, DATE, f"/dates?from={BEFORE}&to={DATE}"),
        ("2000-01-01", DATE, "/dates"),
        (DATE, BEFORE, None),
        (DATE, "None", None),
    ],
)
def test_ranges_that_the_dashboard_does_not_show_at_once_lead_to_all_dates(first, last, page):
    assert links.dates_page(first, last) == ("" if page is None else f"http://localhost:5000{page}")


def test_the_cluster_may_have_another_name_in_kafka_ui(monkeypatch):
    monkeypatch.setenv(links.CLUSTER, "shop / north")
    assert links.topic_page("a.b-c") == "https://kafka.example.org/ui/clusters/shop%20%2F%20north/all-topics/a.b-c"


def test_what_is_not_set_has_no_buttons(dag, monkeypatch):
    monkeypatch.setenv(links.SPARK_HISTORY, "")
    monkeypatch.delenv(links.KAFKA_UI)
    daily = served(dag("streamflow_daily"))
    assert daily.get_task("ingest.land").extra_links == daily.get_task("compute.etl").extra_links == [ON_DASHBOARD]

    monkeypatch.delenv(links.DASHBOARD)
    daily = served(dag("streamflow_daily"))
    assert [task.task_id for task in daily.tasks if task.extra_links] == []


def test_tasks_without_a_date_and_those_of_others_have_no_buttons(dag):
    from airflow import sdk

    with sdk.DAG("somebody_elses") as other:

        @sdk.task
        def mine() -> None:
            """Airflow's own kind of task."""

        mine()

    assert served(other).get_task("mine").extra_links == []
    assert [task.task_id for task in served(dag("streamflow_maintenance")).tasks if task.extra_links] == []


def test_the_plugin_brings_the_buttons():
    plugin = (DAGS / "plugins/streamflow_plugin.py").read_text()
    assert "operator_extra_links: ClassVar[list[Any]] = task_links.configured()" in plugin


def lands_both(installation):
    return installation.lands(**{topic: landed(topic, d2026_01_02=10) for topic in ("user_events", "transaction_events")})
