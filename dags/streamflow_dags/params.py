"""
The fields of the trigger forms: what they look like. What they hold is checked by the first task of a run (``fields``), which
can say what is wrong with it.
"""

from __future__ import annotations

from airflow.sdk import Param

from streamflow_dags import schemas
from streamflow_dags.fields import DEFAULT_LATENESS
from streamflow_dags.settings import Settings
from streamflow_dags.window import MODES

TEXT = ["null", "string"]
NUMBER = ["null", "number"]
LIST = {"type": ["null", "array"], "items": {"type": "string"}}
SPARK = "Spark"


def date(description: str, title: str = "Date") -> Param:
    """A date that may be left out."""
    return Param(None, description, type=TEXT, format="date", title=title)


def required_date(title: str, description: str) -> Param:
    """A date without a default: the form asks for it."""
    return Param(None, description, type="string", format="date", title=title)


def number(default: float | None, title: str, description: str) -> Param:
    """A number; which ones fit is in its description."""
    return Param(default, description, type=NUMBER, title=title)


def pipeline() -> dict[str, Param]:
    """What every run of the pipeline is asked, beside its dates."""
    return {
        "topics": topics(),
        "mode": mode(),
        "lateness": lateness(),
        "spark_master": spark_master(),
        "spark_settings": spark_settings(),
    }


def topics() -> Param:
    """Kafka topics, chosen from those that have a schema."""
    settings = Settings.read()
    return Param(
        None,
        f"Those that the folder of schemas describes. Empty: the installation's daily topics, {', '.join(settings.topics)} "
        "(STREAMFLOW_DAILY_TOPICS).",
        **LIST,
        examples=[schema.topic for schema in schemas.readable(settings.schemas)],
        title="Topics",
    )


def mode() -> Param:
    """Which part of the pipeline runs."""
    return Param(
        "full",
        "Full: land what is new, compute what is due, check, publish. ETL only: compute again from what has landed, "
        "without asking Kafka, also where nothing is due. Landing only: bring the files in and stop.",
        type="string",
        enum=list(MODES),
        values_display={"full": "Full", "etl_only": "ETL only", "landing_only": "Landing only"},
        title="Mode",
    )


def lateness() -> Param:
    """How long late records are waited for."""
    return Param(
        DEFAULT_LATENESS,
        "How long after midnight UTC records of the day may still arrive: 1h, 30m, 1d 2h or PT1H30M. "
        "Before that the landing waits and tries again. Empty: an hour.",
        type=TEXT,
        title="Lateness",
    )


def window() -> Param:
    """How far back a daily run looks for what is due."""
    return number(
        None,
        "Window (days)",
        "Days, back from the date, whose dates are computed as well where they are due: late records, days on which Airflow was "
        "off. Dates outside are named by an alert. 0 to 3660; 0: the date alone. Empty: as installed, "
        f"{Settings.read().window} (STREAMFLOW_WINDOW).",
    )


def spark_master() -> Param:
    """Where the Spark job runs."""
    settings = Settings.read()
    return Param(
        None,
        f"One of the installation's: {', '.join(settings.spark_masters)} (STREAMFLOW_SPARK_MASTERS), or local[2] for two "
        f"cores of this machine. Empty: {settings.spark_master}.",
        type=TEXT,
        examples=list(settings.spark_masters),
        title="Spark master",
        section=SPARK,
    )


def spark_settings() -> Param:
    """Extra settings of the Spark job."""
    return Param(
        None,
        "One name=value in a line, such as spark.sql.shuffle.partitions=64 or spark.driver.memory=4g. "
        "Settings that load code or say where files are, are not taken: they belong to the installation.",
        **LIST,
        title="Extra Spark settings",
        section=SPARK,
    )
