"""The jobs as Airflow runs them: constant commands, with every value handed over in the environment."""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk.exceptions import AirflowException, AirflowSkipException

from streamflow_dags import exit_codes, lake, schemas
from streamflow_dags.settings import Settings, folder
from streamflow_dags.window import Window

# The log has what a job says on standard error; its result is the last line of standard output, which becomes the XCom.
_RESULT = ") || exit\nprintf '%s\\n' \"$result\" | tail -n 1"

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
result=$(spark-submit --master "$JOB_MASTER" --driver-memory "$JOB_DRIVER_MEMORY" \\
  --driver-java-options "@$STREAMFLOW_HOME/bin/spark.options ${STREAMFLOW_SPARK_JAVA_OPTIONS:-}" "${settings[@]}" \\
  --class dev.streamflow.etl.EtlProgram "$STREAMFLOW_HOME/etl/target/etl.jar" \\
  etl --from "$JOB_FROM" --to "$JOB_TO" --topics "$JOB_TOPICS" --landing "$JOB_LANDING" --lake "$JOB_LAKE" \\
  --schemas "$STREAMFLOW_HOME/schemas" --products "$STREAMFLOW_HOME/data/reference/products.csv" \\
  --profile "$JOB_PROFILE\""""
    + _RESULT
)
PRODUCE = (
    'result=$("$STREAMFLOW_HOME/streamflow" produce --schema "$JOB_SCHEMA" --date "$JOB_DATE" '
    '"--$JOB_UNIT" "$JOB_AMOUNT" --dirt "$JOB_DIRT" --seed "$JOB_SEED" --bootstrap-servers "$JOB_BROKERS" '
    '--schemas "$STREAMFLOW_HOME/schemas"' + _RESULT
)
VERIFY = (
    'result=$("$STREAMFLOW_HOME/streamflow" verify --topic "$JOB_TOPIC" --landing "$JOB_LANDING" '
    '--since "$JOB_SINCE" --bootstrap-servers "$JOB_BROKERS"' + _RESULT
)

# What every job's operator is made with.
OPERATOR: dict[str, Any] = {
    "append_env": True,
    "skip_on_exit_code": exit_codes.NOTHING_TO_DO,
    "output_processor": json.loads,
    "retries": exit_codes.RETRIES,
    "retry_policy": exit_codes.PatientRetries(),
}


class Transcript:
    """A logger that remembers the last things said."""

    def __init__(self, log: Any) -> None:
        self._log = log
        self._lines: deque[str] = deque(maxlen=50)

    def info(self, message: str, *args: Any) -> None:
        """Passes it on."""
        self._lines.append(message % args if args else message)
        self._log.info(message, *args)

    def complaint(self) -> str:
        """What the job said of its failure: from its last ``Cannot …`` on, else its last line."""
        said = [line for line in self._lines if line and not line.startswith("Command exited with")]
        begins = [number for number, line in enumerate(said) if line.startswith("Cannot ")]
        return " ".join(said[begins[-1] :][:5]) if begins else (said or ["it said nothing"])[-1]


class TalkingHook(SubprocessHook):
    """Runs a process and can say what it complained about."""

    @cached_property
    def transcript(self) -> Transcript:
        """What it has said."""
        return Transcript(super().log)

    @property
    def log(self) -> Any:
        """All that the process prints goes through here."""
        return self.transcript


class JobOperator(BashOperator):
    """
    Runs a job: its exit code decides between done, skipped, tried again and failed for good; its result, a JSON object, is the
    task's XCom.
    """

    @cached_property
    def subprocess_hook(self) -> TalkingHook:
        """What runs the command."""
        return TalkingHook()

    def execute(self, context: Any) -> Any:
        """
        Runs it to its end.

        :raises AirflowSkipException: for exit code 99
        :raises NotReady: for 20
        :raises AirflowFailException: for 2 and 50
        :raises JobFailed: for any other but 0
        """
        try:
            return super().execute(context)
        except (AirflowSkipException, json.JSONDecodeError):
            raise
        except AirflowException as e:
            process = self.subprocess_hook.sub_process
            if process is None or process.returncode is None:
                raise
            raise exit_codes.error(process.returncode, self.subprocess_hook.transcript.complaint()) from e


class EtlOperator(JobOperator):
    """
    The Spark job over a range of dates. It publishes date by date, ascending; when it is tried again it goes on after the last
    date that it had published, and its result has the dates of all tries.
    """

    def execute(self, context: Any) -> Any:
        """As any job; nothing is run where every date had been published."""
        env = self.env or {}
        done = self._done(context, env) if context["ti"].try_number > 1 else []
        rest = [day for day in _days(env) if not done or day > done[-1]["date"]]
        if not rest:
            return {"run": done[-1]["run"], "withoutLanding": [], "dates": done}
        if done:
            self.log.info("Published before this try: %s", ", ".join(report["date"] for report in done))
        self.env = {**env, "JOB_FROM": rest[0]}
        result = super().execute(context)
        return {**result, "dates": [*done, *result["dates"]]}

    def _done(self, context: Any, env: Mapping[str, str]) -> list[dict[str, Any]]:
        """What earlier tries have published, as the ledger has it."""
        return lake.reports(folder(env["JOB_LAKE"]), _days(env), env["JOB_TOPICS"].split(","), context["dag_run"].start_date)


def _days(env: Mapping[str, str]) -> list[str]:
    first, last = dt.date.fromisoformat(env["JOB_FROM"]), dt.date.fromisoformat(env["JOB_TO"])
    return Window(first, last, ()).days


def landings(window: Window, lateness: str, settings: Settings) -> list[dict[str, str]]:
    """One landing per topic; none where the mode leaves Kafka alone."""
    if window.mode == "etl_only":
        return []
    return [
        {
            **_installation(settings),
            "JOB_TOPIC": topic,
            "JOB_THROUGH": window.end,
            "JOB_LATENESS": lateness,
            "JOB_LANDING": settings.landing,
        }
        for topic in window.topics
    ]


def computations(
    ranges: Iterable[tuple[str, str]], topics: Iterable[str], params: Mapping[str, Any], settings: Settings
) -> list[dict[str, str]]:
    """One Spark application per range of dates."""
    master = params["spark_master"] or settings.spark_master
    job = {
        **_installation(settings),
        "JOB_MASTER": master,
        "JOB_PROFILE": "dev" if master.startswith("local") else "prod",
        "JOB_DRIVER_MEMORY": settings.driver_memory,
        "JOB_SPARK_SETTINGS": "\n".join(params["spark_settings"] or []),
        "JOB_TOPICS": ",".join(topics),
        "JOB_LANDING": settings.landing,
        "JOB_LAKE": settings.lake,
    }
    return [{**job, "JOB_FROM": first, "JOB_TO": last} for first, last in ranges]


def productions(window: Window, params: Mapping[str, Any], settings: Settings) -> list[dict[str, str]]:
    """One producer per topic: the shop's count in sessions, so that both of its topics tell of the same visits."""
    return [
        {
            **_installation(settings),
            "JOB_SCHEMA": schema.name,
            "JOB_DATE": window.first.isoformat(),
            "JOB_UNIT": "sessions" if schema.is_shop else "count",
            "JOB_AMOUNT": str(params["sessions" if schema.is_shop else "count"]),
            "JOB_DIRT": str(params["dirt"]),
            "JOB_SEED": str(params["seed"]),
        }
        for schema in schemas.chosen(window.topics, settings.schemas)
    ]


def verifications(topics: Iterable[str], since: str, settings: Settings) -> list[dict[str, str]]:
    """One proof per topic; files of earlier dates may be gone."""
    job = {**_installation(settings), "JOB_LANDING": settings.landing, "JOB_SINCE": since}
    return [{**job, "JOB_TOPIC": topic} for topic in topics]


def _installation(settings: Settings) -> dict[str, str]:
    return {
        "STREAMFLOW_HOME": str(settings.home),
        "JOB_BROKERS": settings.bootstrap_servers,
        # A task's standard input is a socket, so bash takes itself for a remote shell and would read ~/.bashrc, which may change
        # PATH; it does not where it is not the first shell.
        "SHLVL": "1",
    }
