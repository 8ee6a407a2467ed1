"""
What the pipeline reads and makes, as Airflow's graph of assets shows it: a Kafka topic, what has landed of it, a table of gold.

Tasks name all of them as inlets and outlets, from which the graph is drawn; a run tells only of those that it has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from airflow.sdk import Asset

from streamflow_dags import checks, schemas
from streamflow_dags.settings import Settings

GROUP = "streamflow"
# The tables of the two core topics; every topic whose schema asks for it has one more.
CORE_TABLES = (
    "cart_abandonment",
    "daily_revenue",
    "hourly_traffic",
    "product_ranking",
    "session_conversion",
    "user_activity",
    "user_segments",
)
GOLD = Asset(
    "streamflow_gold",
    uri="x-streamflow://gold",
    group=GROUP,
    extra={"what": "published dates, whatever tables they have; an event per date, which is its partition key"},
)
RENEWALS = Asset(
    "streamflow_renewals",
    uri="x-streamflow://renewals",
    group=GROUP,
    extra={"what": "dates whose trailing columns were made again with an earlier date; an event per run, with all of them"},
)


def topic(name: str) -> Asset:
    """A Kafka topic."""
    return Asset(f"kafka.{name}", uri=f"x-streamflow://kafka/{name}", group=GROUP)


def landing(name: str) -> Asset:
    """What has landed of a topic: an event per run that brought something, with its counts."""
    return Asset(f"landing.{name}", uri=f"x-streamflow://landing/{name}", group=GROUP)


def table(name: str) -> Asset:
    """A table of gold: an event per published date, which is its partition key."""
    return Asset(f"gold.{name}", uri=f"x-streamflow://gold/{name}", group=GROUP)


def topics() -> list[Asset]:
    """Every topic that has a schema."""
    return [topic(schema.topic) for schema in schemas.readable(Settings.read().schemas)]


def landings() -> list[Asset]:
    """What has landed of every topic that has a schema."""
    return [landing(schema.topic) for schema in schemas.readable(Settings.read().schemas)]


def tables() -> list[Asset]:
    """Every table of gold."""
    aggregated = [f"daily_{schema.topic}" for schema in schemas.readable(Settings.read().schemas) if schema.is_aggregated]
    return [table(name) for name in (*CORE_TABLES, *aggregated)]


def landed(context: Mapping[str, Any], results: Iterable[Mapping[str, Any]]) -> None:
    """An event for each topic that something has landed of."""
    counts = ("read", "landed", "rejected", "tombstones", "dates")
    _tell(context, {landing(one["topic"]): [("", {name: one[name] for name in counts})] for one in results})


def produced(context: Mapping[str, Any], name: str, result: Mapping[str, Any]) -> None:
    """An event of the topic that events were sent to."""
    _tell(context, {topic(name): [("", dict(result))]})


def published(context: Mapping[str, Any], events: Iterable[Mapping[str, Any]]) -> None:
    """
    An event for each date, and one for each of its tables.

    :param events: figures of published dates, or the renewals of a run
    """
    told: dict[Asset, list[tuple[str, dict[str, Any]]]] = {}
    for event in events:
        if checks.is_renewal(event):
            told[RENEWALS] = [("", dict(event))]
            continue
        told.setdefault(GOLD, []).append((event["date"], dict(event)))
        for name, rows in event["tables"].items():
            figures = {"rows": rows, **{key: event[key] for key in ("date", "publication", "run", "warnings")}}
            told.setdefault(table(name), []).append((event["date"], figures))
    _tell(context, told)


def _tell(context: Mapping[str, Any], told: Mapping[Asset, Sequence[tuple[str, dict[str, Any]]]]) -> None:
    """
    The events of a task, and no others: Airflow itself makes one of every outlet.

    :param told: partition keys, or nothing, with what to say of them
    """
    context["task"].outlets = list(told)
    for asset, parts in told.items():
        event = context["outlet_events"][asset]
        event.add_partitions([key for key, _ in parts if key])
        # Airflow has one text for all the events that a task makes of an asset.
        event.extra = parts[0][1] if len(parts) == 1 else {"dates": [figures for _, figures in parts]}
