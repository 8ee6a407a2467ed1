"""The graph of assets: what the platform is made of, and what flows where."""

from __future__ import annotations

from fake_installation import REPOSITORY
from runs import Outcome
from streamflow_dags import assets, lake

TOPICS = {"user_events", "transaction_events", "purchases", "sales", "card_transactions", "storefront_events", "online_retail"}


def flows(dag) -> set[tuple[str, str]]:
    """From what to what the tasks of a DAG go, as Airflow's graph of assets draws it."""
    pairs = [(inlet.name, outlet.name) for task in dag.tasks for inlet in task.inlets for outlet in task.outlets]
    return set(pairs)


def test_there_is_an_asset_for_every_topic_and_every_table():
    documented = {path.stem for path in (REPOSITORY / "docs/tables").glob("*.md")} - {"README"}

    assert {asset.name for asset in assets.topics()} == {f"kafka.{topic}" for topic in TOPICS}
    assert {asset.name for asset in assets.landings()} == {f"landing.{topic}" for topic in TOPICS}
    tables = {asset.name for asset in assets.tables()}
    assert tables == {f"gold.{table}" for table in documented | {f"daily_{topic}" for topic in TOPICS}}


def test_the_graph_is_the_architecture(dagbag):
    for name in ("streamflow_daily", "streamflow_backfill"):
        found = flows(dagbag.dags[name])
        assert ("kafka.user_events", "landing.user_events") in found
        assert ("landing.user_events", "gold.session_conversion") in found
        assert ("landing.purchases", "gold.daily_purchases") in found
    assert flows(dagbag.dags["streamflow_example"]) == {("gold.product_ranking", "example.best_sellers")}
    (produce,) = [task for task in dagbag.dags["streamflow_sample_data"].tasks if task.task_id == "produce"]
    assert {outlet.name for outlet in produce.outlets} == {f"kafka.{topic}" for topic in TOPICS}


def test_a_consumer_is_told_what_it_lacks(parse, database, installation):
    outcome = Outcome.of(parse("streamflow_example"))

    assert outcome.state == "failed"
    assert installation.alerts[0]["message"] == "Cannot run without a date: it is the partition key, such as 2026-01-01."


def test_a_table_is_read_as_text_by_its_columns(tmp_path):
    (tmp_path / "gold_csv/t").mkdir(parents=True)
    (tmp_path / "gold_csv/t/2026-01-01.csv").write_bytes(b'a,b\r\n1,"two\r\nlines"\r\n')

    assert lake.rows(tmp_path, "t", "2026-01-01") == [{"a": "1", "b": "two\r\nlines"}]
