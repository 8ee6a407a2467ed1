"""The kinds of events there are: one document each in the folder of schemas."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from airflow.sdk.exceptions import AirflowFailException


@dataclass(frozen=True)
class EventSchema:
    """
    One kind of event.

    :param name: the document's name without its ending
    :param topic: the Kafka topic
    :param is_shop: whether its events come from the simulated shop, which counts in sessions
    :param is_aggregated: whether it asks for a daily table
    """

    name: str
    topic: str
    is_shop: bool
    is_aggregated: bool


def known(folder: Path) -> dict[str, EventSchema]:
    """Every schema of the folder by its topic."""
    schemas = [_read(path) for path in sorted(folder.glob("*.json"))]
    return {schema.topic: schema for schema in schemas}


def readable(folder: Path) -> list[EventSchema]:
    """The schemas of the folder, for a DAG file: a document that cannot be read is left to the run that needs it."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        with contextlib.suppress(AirflowFailException, OSError):
            schema = _read(path)
            found[schema.topic] = schema
    return [found[topic] for topic in sorted(found)]


def chosen(topics: Iterable[str], folder: Path) -> list[EventSchema]:
    """
    The schemas of these topics, each once.

    :raises AirflowFailException: naming every topic that no schema describes
    """
    schemas = known(folder)
    asked = list(dict.fromkeys(topics))
    unknown = [topic for topic in asked if topic not in schemas]
    if unknown:
        raise AirflowFailException(
            f"Cannot use topic {', '.join(unknown)}: no schema in {folder} describes it. There are {', '.join(schemas)}."
        )
    return [schemas[topic] for topic in asked]


def _read(path: Path) -> EventSchema:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
        topic = document.get("x-topic", {}).get("name", path.stem)
        return EventSchema(path.stem, topic, document.get("x-simulation") == "shop", "x-aggregate" in document)
    except (ValueError, AttributeError) as e:
        raise AirflowFailException(f"Cannot use the schema {path}: {e}. Mend it, or move it elsewhere.") from e
