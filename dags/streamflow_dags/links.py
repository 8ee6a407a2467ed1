"""Where an operator goes on from Airflow: pages of other services, by their addresses in the settings."""

from __future__ import annotations

import datetime as dt
import os
from urllib.parse import quote

DASHBOARD = "STREAMFLOW_DASHBOARD_URL"
KAFKA_UI = "STREAMFLOW_KAFKA_UI_URL"
SPARK_HISTORY = "STREAMFLOW_SPARK_HISTORY_URL"
# Whether the dashboard lets Airflow show it in a frame.
FRAMED = "STREAMFLOW_DASHBOARD_FRAMED"
# What Kafka UI calls the cluster.
CLUSTER = "STREAMFLOW_KAFKA_UI_CLUSTER"
# Setting, the name in the menu, and the page.
PAGES = (
    (DASHBOARD, "Health of dates", "/dates"),
    (KAFKA_UI, "Kafka UI", ""),
    (SPARK_HISTORY, "Spark history", ""),
)
# The most dates that a page of the dashboard is about.
MOST_DAYS = 1190


def address(setting: str) -> str:
    """
    A service's address without a slash at its end; nothing where none is set.

    :raises ValueError: if it is no http or https address
    """
    found = os.environ.get(setting, "").rstrip("/")
    if found and not found.startswith(("http://", "https://")):
        raise ValueError(f"Cannot link to {found}: {setting} is no http or https address")
    return found


def external_views() -> list[dict[str, str]]:
    """
    What Airflow's menu shows beside its own pages: a link for each address that is set; the dashboard within Airflow where it
    is set that this works.

    :raises ValueError: if an address is none, or that setting is neither true nor false
    """
    views = []
    for setting, name, page in PAGES:
        if address(setting):
            views.append({"name": name, "href": address(setting) + page, "destination": "nav", "category": "browse"})
            if setting == DASHBOARD and _is_framed():
                views[-1]["url_route"] = "health-of-dates"
    return views


def dates_page(first: str, last: str) -> str:
    """
    The dashboard's page about a date, or about the dates from one to another; of more than it shows at once, that of all dates.
    Nothing where these are no dates, or no range.
    """
    try:
        days = (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
    except ValueError:
        return ""
    if days < 0:
        return ""
    if days == 0:
        return f"{address(DASHBOARD)}/dates/{first}"
    return f"{address(DASHBOARD)}/dates" + (f"?from={first}&to={last}" if days < MOST_DAYS else "")


def topic_page(topic: str) -> str:
    """Kafka UI's page about a topic."""
    cluster = os.environ.get(CLUSTER, "") or "streamflow"
    return f"{address(KAFKA_UI)}/ui/clusters/{quote(cluster, safe='')}/all-topics/{quote(topic, safe='')}"


def _is_framed() -> bool:
    said = os.environ.get(FRAMED, "").lower() or "false"
    if said not in ("true", "false"):
        raise ValueError(f"Cannot use {FRAMED}={said}: it is neither true nor false")
    return said == "true"
