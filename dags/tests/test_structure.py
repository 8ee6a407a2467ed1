"""What must be true of every DAG file."""

from __future__ import annotations

import builtins
import runpy
import socket
from pathlib import Path

import pytest
from airflow.timetables.interval import CronDataIntervalTimetable

from conftest import DAGS

SCHEMAS = DAGS.parent / "schemas"
FILES = sorted(path.stem for path in DAGS.glob("streamflow_*.py"))


def test_every_file_is_one_dag_of_its_name(dagbag):
    assert sorted(dagbag.dags) == FILES
    assert len(FILES) == 5


@pytest.mark.parametrize("name", FILES)
def test_says_whose_it_is_and_what_it_does(dagbag, name):
    dag = dagbag.dags[name]

    assert "streamflow" in dag.tags
    assert dag.owner == "data-platform"
    assert dag.doc_md
    assert dag.dag_display_name.startswith("Streamflow: ")
    for task in dag.tasks:
        assert task.owner == "data-platform"
        assert len(task.doc_md or "") > 60, task.task_id


@pytest.mark.parametrize("name", FILES)
def test_no_task_runs_for_ever_or_fails_in_silence(dagbag, name):
    for task in dagbag.dags[name].tasks:
        assert task.execution_timeout, task.task_id
        assert task.on_failure_callback, task.task_id


@pytest.mark.parametrize("name", FILES)
def test_every_field_of_the_form_has_a_title_and_help(dagbag, name):
    params = dagbag.dags[name].params
    for field in params:
        param = params.get_param(field)
        assert param.schema["title"], field
        assert len(param.description) > 15, field
        assert param.schema["type"], field


@pytest.mark.parametrize("name", FILES)
def test_the_form_takes_what_people_type(dagbag, name):
    """What breaks the schema of a field is a "Bad Request" on the page; what is wrong with it a run can say in a sentence."""
    params = dagbag.dags[name].params
    for field in params:
        schema = params.get_param(field).schema
        assert not schema.keys() & {"pattern", "minimum", "maximum", "maxLength", "maxItems"}, field
        assert schema.get("items", {"type": "string"}) == {"type": "string"}, field
        assert "integer" not in schema["type"], field


@pytest.mark.parametrize("name", [name for name in FILES if name != "streamflow_example"])
def test_topics_are_chosen_from_those_that_have_a_schema(dagbag, name):
    topics = dagbag.dags[name].params.get_param("topics").schema

    assert {"user_events", "transaction_events", "purchases"} <= set(topics["examples"])


def test_the_fields_of_spark_are_a_section_of_their_own(dagbag):
    for name in ("streamflow_daily", "streamflow_backfill"):
        params = dagbag.dags[name].params
        sections = {field: params.get_param(field).schema.get("section") for field in params}
        assert {field for field, section in sections.items() if section == "Spark"} == {"spark_master", "spark_settings"}


def test_a_schema_that_cannot_be_read_leaves_the_forms_as_they_are(installation):
    from airflow.dag_processing.dagbag import DagBag

    (installation.home / "schemas/broken.json").write_text('{"title": ')

    bag = DagBag(str(DAGS / "streamflow_daily.py"))

    assert bag.import_errors == {}
    assert "purchases" in bag.dags["streamflow_daily"].params.get_param("topics").schema["examples"]


@pytest.mark.parametrize("name", FILES)
def test_runs_nothing_twice_at_a_time_that_must_not(dagbag, name):
    for task in dagbag.dags[name].tasks:
        changes_the_lake = task.task_id in ("compute.etl", "retain")
        assert task.pool == ("streamflow_etl" if changes_the_lake else "default_pool")


def test_the_daily_interval_is_the_day(dagbag):
    assert isinstance(dagbag.dags["streamflow_daily"].timetable, CronDataIntervalTimetable)
    assert dagbag.dags["streamflow_daily"].catchup is False


@pytest.mark.parametrize("name", FILES)
def test_reads_nothing_but_schemas_and_asks_nothing_when_it_is_imported(dagbag, name, monkeypatch):
    opened = Path.open

    def refuse(*args, **kwargs):
        if isinstance(args[0], Path) and args[0].parent == SCHEMAS:
            return opened(*args, **kwargs)
        raise AssertionError(f"I/O at import: {args}")

    for module in (builtins, Path):
        monkeypatch.setattr(module, "open", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(Path, "iterdir", refuse)

    # runpy itself opens the file in another way; what the file does comes through here.
    runpy.run_path(str(DAGS / f"{name}.py"))
