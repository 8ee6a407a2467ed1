"""Where an operator goes on from Airflow: pages of other services, by their addresses in the settings."""

from __future__ import annotations

import os

# Setting, the name in the menu, and the page.
PAGES = (
    ("STREAMFLOW_DASHBOARD_URL", "Health of dates", "/dates"),
    ("STREAMFLOW_KAFKA_UI_URL", "Kafka UI", ""),
    ("STREAMFLOW_SPARK_HISTORY_URL", "Spark history", ""),
)


def external_views() -> list[dict[str, str]]:
    """
    What Airflow's menu shows beside its own pages: a link for each address that is set.

    :raises ValueError: if one is no http or https address
    """
    views = []
    for setting, name, page in PAGES:
        address = os.environ.get(setting, "").rstrip("/")
        if address and not address.startswith(("http://", "https://")):
            raise ValueError(f"Cannot link to {address}: {setting} is no http or https address")
        if address:
            views.append({"name": name, "href": address + page, "destination": "nav", "category": "browse"})
    return views
