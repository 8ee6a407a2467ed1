"""What OpenLineage is told, by its real provider; Airflow runs with it in a process of its own, as it is not installed here."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from conftest import DAGS
from fake_installation import REPOSITORY, landed, report

PROVIDER = REPOSITORY / "build/openlineage"
DATE = "2026-01-01"
RUN = f"""
from airflow.dag_processing.dagbag import DagBag
dag = DagBag("{DAGS}/streamflow_daily.py").dags["streamflow_daily"]
dag.deadline = None
assert str(dag.test(run_conf={{"date": "{DATE}", "topics": ["user_events"]}}).state) == "success"
"""


@pytest.fixture
def told(database, installation, tmp_path):
    """The events of a run, by task and kind."""
    assert PROVIDER.is_dir(), "make build/openlineage/ready installs it"
    audit = {"check": "rows", "of": "daily_revenue", "expected": "1", "found": "1", "rows": []}
    drop = {"check": "within 0.5 of the mean", "of": "quarantined of user_events", "expected": "100", "found": "10", "rows": []}
    installation.lands(user_events=landed("user_events", d2026_01_01=10))
    installation.computes(report(DATE, topics=report(DATE)["topics"][:1], audits=[audit], warnings=[drop]))
    events = tmp_path / "events.jsonl"
    transport = {"type": "file", "log_file_path": str(events), "append": True}
    environment = {
        **os.environ,
        "PYTHONPATH": f"{DAGS}{os.pathsep}{PROVIDER}",
        "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(transport),
        "AIRFLOW__OPENLINEAGE__NAMESPACE": "here",
    }
    done = subprocess.run([sys.executable, "-c", RUN], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found = [json.loads(line) for line in events.read_text().splitlines()]
    return {(event["job"]["name"].removeprefix("streamflow_daily."), event["eventType"]): event for event in found}


def test_the_lineage_of_a_run_has_rows_and_audits(told, installation):
    land = told["ingest.land", "COMPLETE"]
    (topic,), (landing,) = land["inputs"], land["outputs"]
    assert (topic["namespace"], topic["name"]) == ("kafka://localhost:9092", "user_events")
    assert topic["inputFacets"]["inputStatistics"]["rowCount"] == 10
    assert (landing["namespace"], landing["name"]) == ("file", f"{installation.landing}/user_events")
    assert landing["outputFacets"]["outputStatistics"]["rowCount"] == 10

    etl = told["compute.etl", "COMPLETE"]
    read, audited = etl["inputs"]
    assert read["name"] == landing["name"]
    assert read["inputFacets"]["inputStatistics"]["rowCount"] == 10
    assert outcomes(read) == {f"{DATE}: within 0.5 of the mean": False}
    assert audited["name"] == f"{installation.lake}/gold/daily_revenue"
    assert outcomes(audited) == {f"{DATE}: rows": True}
    rows = {table["name"].rsplit("/", 1)[1]: table["outputFacets"]["outputStatistics"]["rowCount"] for table in etl["outputs"]}
    assert rows == {"daily_revenue": 1, "product_ranking": 3}


def outcomes(dataset: dict) -> dict[str, bool]:
    return {one["assertion"]: one["success"] for one in dataset["inputFacets"]["dataQualityAssertions"]["assertions"]}
