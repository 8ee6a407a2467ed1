"""Airflow's menu leads to the dashboard, Kafka UI and Spark's history where their addresses are set."""

from __future__ import annotations

import pytest
from airflow.api_fastapi.core_api.datamodels.plugins import ExternalViewResponse

from conftest import DAGS
from streamflow_dags import links


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    for setting, _, _ in links.PAGES:
        monkeypatch.delenv(setting, raising=False)


def test_what_is_not_set_is_absent(monkeypatch):
    assert links.external_views() == []
    monkeypatch.setenv("STREAMFLOW_KAFKA_UI_URL", "")
    assert links.external_views() == []


def test_what_is_set_is_a_link_that_airflow_understands(monkeypatch):
    monkeypatch.setenv("STREAMFLOW_DASHBOARD_URL", "http://localhost:5000/")
    monkeypatch.setenv("STREAMFLOW_SPARK_HISTORY_URL", "https://spark.example.org/history")

    views = [ExternalViewResponse.model_validate(view) for view in links.external_views()]

    assert [(view.name, view.href, view.destination) for view in views] == [
        ("Health of dates", "http://localhost:5000/dates", "nav"),
        ("Spark history", "https://spark.example.org/history", "nav"),
    ]


def test_what_is_no_address_is_refused(monkeypatch):
    monkeypatch.setenv("STREAMFLOW_DASHBOARD_URL", "javascript:alert(1)")
    with pytest.raises(ValueError, match=r"Cannot link to javascript:alert\(1\): STREAMFLOW_DASHBOARD_URL is no http"):
        links.external_views()


def test_the_containers_set_all_of_them():
    compose = (DAGS.parent / "docker-compose.yml").read_text()
    for setting, _, _ in links.PAGES:
        assert f"{setting}: http://localhost:${{" in compose
