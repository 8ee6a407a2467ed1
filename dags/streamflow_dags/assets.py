"""What the pipeline makes, as Airflow shows it: the assets' last events carry the figures of the ledger."""

from __future__ import annotations

from airflow.sdk import Asset

LANDING = Asset(
    "streamflow_landing",
    uri="x-streamflow://landing",
    group="streamflow",
    extra={"what": "records as they came, by event date; an event per landing, with its counts"},
)
GOLD = Asset(
    "streamflow_gold",
    uri="x-streamflow://lake/gold",
    group="streamflow",
    extra={"what": "the daily tables; an event per published date, which is its partition key"},
)
