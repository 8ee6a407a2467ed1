"""The jobs as Airflow runs them: constant commands, with every value handed over in the environment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from streamflow_dags import schemas
from streamflow_dags.settings import Settings
from streamflow_dags.window import Window

# The log has what a job says on standard error; its result, or what went wrong, is the last line of standard output.
_RESULT = ")\ncode=$?\nprintf '%s\\n' \"$result\" | tail -n 1\nexit $code"

LAND = (
    'result=$("$STREAMFLOW_HOME/streamflow" land --topic "$JOB_TOPIC" --through "$JOB_THROUGH" '
    '--lateness "$JOB_LATENESS" --landing "$JOB_LANDING" --bootstrap-servers "$JOB_BROKERS" '
    '--schemas "$STREAMFLOW_HOME/schemas"' + _RESULT
)
ETL = (
    """settings=()
while IFS= read -r setting; do
  [ -z "$setting" ] || settings+=(--conf "$setting")
done <<< "$JOB_SPARK_SETTINGS"
result=$(spark-submit --name "streamflow etl $JOB_FROM to $JOB_TO" --master "$JOB_MASTER" --driver-memory "$JOB_DRIVER_MEMORY" \\
  ${STREAMFLOW_SPARK_PROPERTIES:+--properties-file "$STREAMFLOW_SPARK_PROPERTIES" --load-spark-defaults} \\
  --driver-java-options "@$STREAMFLOW_HOME/bin/spark.options ${STREAMFLOW_SPARK_JAVA_OPTIONS:-}" "${settings[@]}" \\
  --class dev.streamflow.etl.EtlProgram "$STREAMFLOW_HOME/etl/target/etl.jar" \\
  etl --from "$JOB_FROM" --to "$JOB_TO" --topics "$JOB_TOPICS" --landing "$JOB_LANDING" --lake "$JOB_LAKE" \\
  --schemas "$STREAMFLOW_HOME/schemas" --products "$STREAMFLOW_HOME/data/reference/products.csv" \\
  --profile "$JOB_PROFILE" --label "$JOB_LABEL" ${JOB_ONLY_DUE:+--due}"""
    + _RESULT
)
# Commands without a Spark session; they reach landing and lake by the settings that spark-submit knows.
_SUBMIT = (
    'result=$(spark-submit --master "local[1]" --deploy-mode client --driver-memory 1g '
    '--driver-java-options "@$STREAMFLOW_HOME/bin/spark.options -XX:TieredStopAtLevel=1 -XX:+UseSerialGC" '
    '--class dev.streamflow.etl.EtlProgram "$STREAMFLOW_HOME/etl/target/etl.jar" '
)
DUE = (
    """options=()
[ -z "$JOB_WAIVED" ] || options+=(--waive "$JOB_WAIVED")
[ -z "$JOB_AGAIN" ] || options+=(--again)
"""
    + _SUBMIT
    + 'due --from "$JOB_FROM" --to "$JOB_TO" --topics "$JOB_TOPICS" --landing "$JOB_LANDING" --lake "$JOB_LAKE" '
    '--schemas "$STREAMFLOW_HOME/schemas" --window "$JOB_WINDOW" "${options[@]}"' + _RESULT
)
LEDGER = _SUBMIT + 'ledger --from "$JOB_FROM" --to "$JOB_TO" --lake "$JOB_LAKE" --label "$JOB_LABEL"' + _RESULT
RETAIN = (
    """options=()
[ -z "$JOB_DRY_RUN" ] || options+=(--dry-run)
[ -z "$JOB_COPIES" ] || options+=(--copies "$JOB_COPIES")
"""
    + _SUBMIT
    + 'retain --before "$JOB_BEFORE" --only "$JOB_ONLY" --topics "$JOB_TOPICS" --landing "$JOB_LANDING" --lake "$JOB_LAKE" '
    '"${options[@]}"' + _RESULT
)
PRODUCE = (
    'result=$("$STREAMFLOW_HOME/streamflow" produce --schema "$JOB_SCHEMA" '
    '${JOB_DATE:+--date "$JOB_DATE"} ${JOB_FROM:+--from "$JOB_FROM"} ${JOB_TO:+--to "$JOB_TO"} '
    '"--$JOB_UNIT" "$JOB_AMOUNT" --dirt "$JOB_DIRT" --seed "$JOB_SEED" --bootstrap-servers "$JOB_BROKERS" '
    '--schemas "$STREAMFLOW_HOME/schemas"' + _RESULT
)
VERIFY = (
    'result=$("$STREAMFLOW_HOME/streamflow" verify --topic "$JOB_TOPIC" --landing "$JOB_LANDING" '
    '--bootstrap-servers "$JOB_BROKERS"' + _RESULT
)


def landings(window: Window, lateness: str, settings: Settings) -> list[dict[str, str]]:
    """One landing per topic; none where the mode leaves Kafka alone."""
    if window.mode == "etl_only":
        return []
    return [
        {
            **_installation(settings, "land"),
            "JOB_TOPIC": topic,
            "JOB_THROUGH": window.end,
            "JOB_LATENESS": lateness,
            "JOB_LANDING": settings.landing,
        }
        for topic in window.topics
    ]


def question(window: Window, waived: str, settings: Settings) -> dict[str, str]:
    """What is to be computed for a run."""
    return {
        **_installation(settings, "due"),
        "JOB_FROM": window.first.isoformat(),
        "JOB_TO": window.last.isoformat(),
        "JOB_TOPICS": ",".join(window.topics),
        "JOB_LANDING": settings.landing,
        "JOB_LAKE": settings.lake,
        "JOB_WINDOW": str(window.days_before),
        "JOB_WAIVED": waived,
        "JOB_AGAIN": "yes" if window.mode == "etl_only" else "",
    }


def computations(
    ranges: Iterable[Mapping[str, str]], topics: Iterable[str], params: Mapping[str, Any], settings: Settings
) -> list[dict[str, str]]:
    """One Spark application per range of dates."""
    master = params["spark_master"] or settings.spark_master
    job = {
        **_installation(settings, "etl"),
        "JOB_MASTER": master,
        "JOB_PROFILE": "dev" if master.startswith("local") else "prod",
        "JOB_DRIVER_MEMORY": settings.driver_memory,
        "JOB_SPARK_SETTINGS": "\n".join(params["spark_settings"] or []),
        "JOB_TOPICS": ",".join(topics),
        "JOB_LANDING": settings.landing,
        "JOB_LAKE": settings.lake,
        # Another run may have computed a date since it was found to be due.
        "JOB_ONLY_DUE": "" if params["mode"] == "etl_only" else "yes",
    }
    return [{**job, "JOB_FROM": one["from"], "JOB_TO": one["to"]} for one in ranges]


def productions(window: Window, params: Mapping[str, Any], settings: Settings) -> list[dict[str, str]]:
    """One producer per topic: the shop's count in sessions, so that both of its topics tell of the same visits."""
    return [
        {
            **_installation(settings, "produce"),
            "JOB_SCHEMA": schema.name,
            "JOB_TOPIC": schema.topic,
            **_produced(window),
            "JOB_UNIT": "sessions" if schema.is_shop else "count",
            "JOB_AMOUNT": str(params["sessions" if schema.is_shop else "count"]),
            "JOB_DIRT": str(params["dirt"]),
            "JOB_SEED": str(params["seed"]),
        }
        for schema in schemas.chosen(window.topics, settings.schemas)
    ]


def _produced(window: Window) -> dict[str, str]:
    if window.first == window.last:
        return {"JOB_DATE": window.first.isoformat()}
    return {"JOB_FROM": window.first.isoformat(), "JOB_TO": window.last.isoformat()}


def verifications(topics: Iterable[str], settings: Settings) -> list[dict[str, str]]:
    """One proof per topic."""
    return [proof(topic, settings) for topic in topics]


def retentions(
    cuts: Mapping[str, dt.date | None], topics: Iterable[str], dry_run: bool, settings: Settings
) -> list[dict[str, str]]:
    """
    One deletion for the lake and one for landing; none of what is kept for ever.

    :param cuts: the first date that is kept, of ``lake`` and of ``landing``
    """
    job = {
        **_installation(settings, "retain"),
        "JOB_TOPICS": ",".join(topics),
        "JOB_LANDING": settings.landing,
        "JOB_LAKE": settings.lake,
        "JOB_COPIES": str(settings.gold_csv or ""),
        "JOB_DRY_RUN": "yes" if dry_run else "",
    }
    return [{**job, "JOB_ONLY": zone, "JOB_BEFORE": cut.isoformat()} for zone, cut in cuts.items() if cut]


def proof(topic: str, settings: Settings) -> dict[str, str]:
    """What a person asks of a topic whose landing does not balance."""
    return {**_installation(settings, "verify"), "JOB_TOPIC": topic, "JOB_LANDING": settings.landing}


def record(dates: Sequence[str], settings: Settings) -> dict[str, str]:
    """What a person asks of dates whose figures do not balance."""
    between = {"JOB_FROM": dates[0], "JOB_TO": dates[-1]} if dates else {}
    return {**_installation(settings, "ledger"), **between, "JOB_LAKE": settings.lake}


def _installation(settings: Settings, command: str) -> dict[str, str]:
    return {
        "STREAMFLOW_HOME": str(settings.home),
        "JOB_COMMAND": command,
        "JOB_BROKERS": settings.bootstrap_servers,
        "JOB_KAFKA_CONFIG": settings.kafka_config,
        # A task's standard input is a socket, so bash takes itself for a remote shell and would read ~/.bashrc, which may change
        # PATH; it does not where it is not the first shell.
        "SHLVL": "1",
    }
