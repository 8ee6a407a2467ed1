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
    monkeypatch.delenv(links.FRAMED, raising=False)


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


def test_the_dashboard_is_shown_within_airflow_where_that_is_set(monkeypatch):
    monkeypatch.setenv("STREAMFLOW_DASHBOARD_URL", "http://localhost:5000")
    monkeypatch.setenv("STREAMFLOW_KAFKA_UI_URL", "http://localhost:8080")
    for said in ("", "False"):
        monkeypatch.setenv("STREAMFLOW_DASHBOARD_FRAMED", said)
        assert [view.get("url_route") for view in links.external_views()] == [None, None]

    monkeypatch.setenv("STREAMFLOW_DASHBOARD_FRAMED", "true")
    views = [ExternalViewResponse.model_validate(view) for view in links.external_views()]
    assert [(view.href, view.url_route) for view in views] == [
        ("http://localhost:5000/dates", "health-of-dates"),
        ("http://localhost:8080", None),
    ]

    monkeypatch.setenv("STREAMFLOW_DASHBOARD_FRAMED", "perhaps")
    with pytest.raises(ValueError, match="Cannot use STREAMFLOW_DASHBOARD_FRAMED=perhaps: it is neither true nor false"):
        links.external_views()


def test_the_containers_set_all_of_them():
    compose = (DAGS.parent / "docker-compose.yml").read_text()
    for setting, _, _ in links.PAGES:
        assert f"{setting}: http://localhost:${{" in compose
    assert 'STREAMFLOW_DASHBOARD_FRAMED: "true"' in compose
    assert "STREAMFLOW_FRAME_ANCESTORS: http://localhost:${AIRFLOW_PORT},http://127.0.0.1:${AIRFLOW_PORT}" in compose
    assert f"KAFKA_CLUSTERS_0_NAME: {links.topic_page('x').split('/')[3]}" in compose
