"""The fields of the trigger forms. The web server refuses a value that does not fit; so does the run itself."""

from __future__ import annotations

from airflow.sdk import Param

from streamflow_dags.window import MODES

TOPIC = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,248}$"
DURATION = r"^P(?=\d|T\d)(\d{1,4}D)?(T(?=\d)(\d{1,4}H)?(\d{1,4}M)?(\d{1,5}S)?)?$"
MASTER = r"^(local(\[(\*|[0-9]{1,3})\])?|spark://[A-Za-z0-9._:,-]{1,250}|yarn|k8s://(https?://)?[A-Za-z0-9._:-]{1,250})$"
# Settings that shape a job. What loads code, opens ports or says where things are is the installation's, not a form's.
SPARK_SETTING = (
    r"^spark\.(sql\.(adaptive|shuffle|autoBroadcastJoinThreshold|files|parquet|codegen|join)[A-Za-z0-9.]*"
    r"|default\.parallelism|cores\.max|task\.(cpus|maxFailures)|speculation[A-Za-z0-9.]*"
    r"|memory\.(fraction|storageFraction|offHeap\.enabled|offHeap\.size)"
    r"|dynamicAllocation\.[A-Za-z0-9.]+|locality\.wait|reducer\.[A-Za-z0-9.]+|shuffle\.[A-Za-z0-9.]+"
    r"|(driver|executor)\.(memory|memoryOverhead|cores|instances|maxResultSize|heartbeatInterval)"
    r"|network\.timeout)=[A-Za-z0-9._:+-]{1,100}$"
)


def date(description: str) -> Param:
    """A date that may be left out."""
    return Param(None, description, type=["null", "string"], format="date", title="Date")


def required_date(title: str, description: str) -> Param:
    """A date without a default: the form asks for it."""
    return Param(None, description, type="string", format="date", title=title)


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
    """Kafka topics, one in a line."""
    return Param(
        None,
        "One topic in a line; each needs a document in the folder of schemas. Empty: the installation's daily topics "
        "(STREAMFLOW_DAILY_TOPICS, at first user_events and transaction_events).",
        type=["null", "array"],
        items={"type": "string", "pattern": TOPIC},
        maxItems=50,
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
        "PT1H",
        "How long after midnight UTC records of the day may still arrive, as an ISO 8601 duration such as PT1H or PT30M. "
        "Before that the landing waits and tries again.",
        type="string",
        pattern=DURATION,
        maxLength=30,
        title="Lateness",
    )


def window() -> Param:
    """How far back a daily run looks for what is due."""
    return Param(
        None,
        "Days, back from the date, whose dates are computed as well where they are due: late records, days on which Airflow was "
        "off. Dates outside are named by an alert. Empty: as installed (STREAMFLOW_WINDOW, at first 31); 0: the date alone.",
        type=["null", "integer"],
        minimum=0,
        maximum=3660,
        title="Window (days)",
    )


def spark_master() -> Param:
    """Where the Spark job runs."""
    return Param(
        None,
        "local[*], local[2], spark://host:7077, yarn or k8s://https://host:443. "
        "Empty: as installed (STREAMFLOW_SPARK_MASTER, else this machine).",
        type=["null", "string"],
        pattern=MASTER,
        title="Spark master",
    )


def spark_settings() -> Param:
    """Extra settings of the Spark job."""
    return Param(
        None,
        "One name=value in a line, such as spark.sql.shuffle.partitions=64 or spark.driver.memory=4g. "
        "Settings that load code or say where files are, are not taken: they belong to the installation.",
        type=["null", "array"],
        items={"type": "string", "pattern": SPARK_SETTING},
        maxItems=50,
        title="Extra Spark settings",
    )
