"""What can be said on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
PYTHON = HOME / "build/python/bin"


class LocalError(Exception):
    """Something that a person has to look at; the message says what."""


@dataclass(frozen=True)
class Options:
    """
    What to start, and where.

    :param folder: for everything that it writes
    :param port: of Airflow's web server
    :param broker_port: of the broker that it starts
    :param bootstrap_servers: another Kafka; then no broker is started
    :param check: only look whether it could start
    """

    folder: Path
    port: int
    broker_port: int
    bootstrap_servers: str
    check: bool

    @classmethod
    def of(cls, arguments: Sequence[str] | None = None) -> Options:
        """From the command line; where that is wrong, the program ends with its usage."""
        parser = argparse.ArgumentParser(
            prog="airflow-local", description="A whole Airflow on this machine, with a broker and Spark beside it, until Ctrl-C."
        )
        parser.add_argument("--folder", type=Path, default=HOME / "data/airflow", help="for everything it writes (data/airflow)")
        parser.add_argument("--port", type=int, default=8082, help="of Airflow's web server (8082)")
        parser.add_argument("--broker-port", type=int, default=9092, help="of the broker that it starts (9092)")
        parser.add_argument("--bootstrap-servers", default="", help="another Kafka; then no broker is started")
        parser.add_argument("--check", action="store_true", help="only look whether ports and folder are free")
        found = parser.parse_args(arguments)
        return cls(found.folder.resolve(), found.port, found.broker_port, found.bootstrap_servers, found.check)

    @property
    def url(self) -> str:
        """Where Airflow is."""
        return f"http://localhost:{self.port}"

    @property
    def ports(self) -> dict[str, int]:
        """The ports that it listens on, by the option that changes them."""
        broker = {} if self.bootstrap_servers else {"--broker-port": self.broker_port}
        return {"--port": self.port, **broker}

    @property
    def lake(self) -> Path:
        """Where the tables are."""
        return self.folder / "lake"


def shown(path: Path) -> str:
    """A path as people write it."""
    return str(path.relative_to(HOME)) if path.is_relative_to(HOME) else str(path)
