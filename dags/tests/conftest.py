"""A small Airflow of our own in a temporary folder, and an installation whose jobs are scripts that the tests write."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

DAGS = Path(__file__).resolve().parents[1]
# As the JVMs of Maven's tests: what makes one of a few seconds cheap.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote"
HOME = Path(tempfile.mkdtemp(prefix="streamflow-airflow-"))

# Airflow reads these when it is imported, so they come first.
for name in [name for name in os.environ if name.startswith(("AIRFLOW", "STREAMFLOW", "KAFKA"))]:
    del os.environ[name]
os.environ |= {
    "AIRFLOW_HOME": str(HOME),
    "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
    "AIRFLOW__CORE__PLUGINS_FOLDER": str(DAGS / "plugins"),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
    "PYTHONPATH": str(DAGS),
    "TZ": "Pacific/Kiritimati",
}
sys.path.insert(0, str(DAGS))

from fake_installation import Installation  # noqa: E402
from local_airflow import local_airflow  # noqa: E402
from ports import free_port  # noqa: E402
from runs import Log  # noqa: E402


def pytest_unconfigure() -> None:
    """Also in a worker of several, whose process ends without its own farewell."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def dagbag():
    """Every DAG file, as the DAG processor reads it."""
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(str(DAGS))
    assert bag.import_errors == {}
    return bag


@pytest.fixture
def parse():
    """Reads one DAG file anew: a run in this process leaves its parameters in the DAG."""
    from airflow.dag_processing.dagbag import DagBag

    return lambda name: DagBag(str(DAGS / f"{name}.py")).dags[name]


@pytest.fixture(scope="session")
def database():
    """An empty Airflow database with the pool that the DAGs need."""
    from airflow.models.pool import Pool
    from airflow.models.taskinstance import TaskInstance
    from airflow.utils import db

    # The scheduler starts mapped tasks by their index; dag.test takes them in the order of a set, which is this one's then.
    TaskInstance.__hash__ = lambda instance: instance.map_index + 1
    db.initdb()
    Pool.create_or_update_pool("streamflow_etl", slots=1, description="", include_deferred=False)


@pytest.fixture(scope="session", autouse=True)
def known_schemas():
    """Airflow checks the schema of each parameter against JSON Schema's own whenever it looks at the parameter: once will do."""
    from jsonschema import Draft202012Validator

    check, known = Draft202012Validator.check_schema, set()

    def check_once(schema, *args, **kwargs) -> None:
        if (text := repr(schema)) not in known:
            check(schema, *args, **kwargs)
            known.add(text)

    Draft202012Validator.check_schema = check_once
    yield
    Draft202012Validator.check_schema = check


@pytest.fixture(scope="session")
def airflow(tmp_path_factory):
    """One real Airflow for all tests that need it: they follow each other, as the days of an installation do."""
    settings = {
        "STREAMFLOW_BACKFILL_DEADLINE_MINUTES": "0.02",
        "STREAMFLOW_SPARK_JAVA_OPTIONS": QUICK,
        # Nobody answers there unless a test starts it.
        "STREAMFLOW_DASHBOARD_URL": f"http://localhost:{free_port()}",
        "STREAMFLOW_DASHBOARD_FRAMED": "true",
        "STREAMFLOW_KAFKA_UI_URL": "http://localhost:1/kafka-ui",
        "STREAMFLOW_SPARK_HISTORY_URL": "http://localhost:1/spark-history",
    }
    with local_airflow(
        tmp_path_factory.mktemp("local"), **settings, STREAMFLOW_JAVA_OPTIONS="-XX:TieredStopAtLevel=1"
    ) as started:
        yield started


@pytest.fixture
def log(monkeypatch) -> Iterator[Log]:
    """What the tasks of this test say."""
    import structlog
    from airflow.sdk.execution_time import comms, supervisor

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.entries.append(
                {"event": record.getMessage(), "log_level": record.levelname.lower(), "exc_info": record.exc_info}
            )

    said, handler, logger = Log(), Handler(), logging.getLogger("airflow.task")
    handle = supervisor.InProcessTestSupervisor._handle_request

    def note(self, message, *args):
        said.labels += [message.rendered_map_index] if isinstance(message, comms.SetRenderedMapIndex) else []
        return handle(self, message, *args)

    monkeypatch.setattr(supervisor.InProcessTestSupervisor, "_handle_request", note)
    logger.addHandler(handler)
    with structlog.testing.capture_logs() as entries:
        said.entries = entries
        yield said
    logger.removeHandler(handler)


@pytest.fixture
def installation(tmp_path, monkeypatch) -> Installation:
    """Jobs that do what the test says."""
    return Installation.create(tmp_path, monkeypatch)
