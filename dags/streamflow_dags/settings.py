"""What differs between installations, read from the environment when a task runs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from airflow.sdk import ObjectStoragePath
from airflow.sdk.exceptions import AirflowFailException
from upath import UPath

REPOSITORY = Path(__file__).resolve().parents[2]
DEFAULT_TOPICS = "user_events,transaction_events"
DEFAULT_WINDOW = "31"
WEBHDFS_PORT = 9870

Folder = Path | UPath


@dataclass(frozen=True)
class Settings:
    """
    Where the jobs and their data are.

    :param home: the folder that has the launcher, the jars and the schemas
    :param landing: a folder or a URI that the jobs understand
    :param lake: a folder or a URI that the jobs understand
    :param gold_csv: a folder of this machine that gold is copied to as CSV; none where the lake is on it
    :param kafka_config: a file of properties of Kafka's clients; or nothing; the jobs read the same variable
    :param topics: what a run is about when its form names no topics
    :param spark_master: where Spark runs when the form does not say
    :param spark_masters: those that a form may name; they are separated by blanks, as an address may have commas
    :param window: of so many days before its date, a daily run computes what is due
    :param driver_memory: of the Spark driver, such as ``2g``
    """

    home: Path
    landing: str
    lake: str
    gold_csv: Path | None
    bootstrap_servers: str
    kafka_config: str
    topics: tuple[str, ...]
    spark_master: str
    spark_masters: tuple[str, ...]
    window: int
    driver_memory: str

    @classmethod
    def read(cls) -> Settings:
        """The settings of this process; an empty variable counts as none."""
        home = Path(_variable("STREAMFLOW_HOME", str(REPOSITORY)))
        gold_csv = _variable("STREAMFLOW_GOLD_CSV", "")
        master = _variable("STREAMFLOW_SPARK_MASTER", "local[*]")
        return cls(
            home=home,
            landing=_variable("STREAMFLOW_LANDING", str(home / "data/landing")),
            lake=_variable("STREAMFLOW_LAKE", str(home / "data/lake")),
            gold_csv=Path(gold_csv) if gold_csv else None,
            bootstrap_servers=_variable("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
            kafka_config=_variable("STREAMFLOW_KAFKA_CONFIG", ""),
            topics=tuple(
                topic.strip() for topic in _variable("STREAMFLOW_DAILY_TOPICS", DEFAULT_TOPICS).split(",") if topic.strip()
            ),
            spark_master=master,
            spark_masters=tuple(dict.fromkeys([master, *_variable("STREAMFLOW_SPARK_MASTERS", "local[*]").split()])),
            window=_whole("STREAMFLOW_WINDOW", DEFAULT_WINDOW),
            driver_memory=_variable("STREAMFLOW_DRIVER_MEMORY", "2g"),
        )

    @property
    def schemas(self) -> Path:
        """The folder with a document per kind of event."""
        return self.home / "schemas"


def folder(location: str) -> Folder:
    """
    A place that Python can read: a folder of this machine, HDFS, or whatever Airflow has a file system for. HDFS is read over its
    web interface, at the usual port of the NameNode: that needs no Hadoop here.
    """
    parts = urlsplit(location)
    if parts.scheme == "hdfs":
        return UPath(f"webhdfs://{parts.hostname}:{WEBHDFS_PORT}{parts.path}")
    return ObjectStoragePath(location) if parts.scheme else Path(location)


def children(folder: Folder) -> list[Any]:
    """What is in a folder; nothing where there is none."""
    return list(folder.iterdir()) if folder.exists() else []


def _whole(name: str, default: str) -> int:
    text = _variable(name, default)
    if not text.isascii() or not text.isdigit():
        raise AirflowFailException(f"Cannot use {name} {text!r}: it is not a whole number such as {default}.")
    return int(text)


def _variable(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default
