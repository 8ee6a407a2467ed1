"""How Airflow runs a job: its exit code decides what becomes of the task, its last line is the result."""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk.exceptions import AirflowException, AirflowSkipException

from streamflow_dags import exit_codes, lake
from streamflow_dags.settings import folder
from streamflow_dags.window import Window

# What every job's operator is made with.
COMMON: dict[str, Any] = {
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
    The Spark job over a range of dates. It publishes them in batches, ascending; when it is tried again it goes on after the last
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
