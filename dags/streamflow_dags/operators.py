"""How Airflow runs a job: its exit code decides what becomes of the task, its last line is the result."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import deque
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk.exceptions import AirflowException, AirflowSkipException, AirflowTaskTimeout

from streamflow_dags import assets, chunks, due, exit_codes, jobs, lineage, notes, spark, stops
from streamflow_dags.exit_codes import Finding
from streamflow_dags.settings import Settings
from streamflow_dags.window import Window

# What every job's operator is made with.
COMMON: dict[str, Any] = {
    "append_env": True,
    "skip_on_exit_code": exit_codes.NOTHING_TO_DO,
    "output_processor": json.loads,
    "retries": exit_codes.RETRIES,
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

    def result(self) -> dict[str, Any]:
        """The job's last line where it is a result, else nothing."""
        try:
            result = json.loads(self._said()[-1])
        except (IndexError, ValueError):
            return {}
        return result if isinstance(result, dict) else {}

    def failure(self, code: int) -> AirflowException:
        """What went wrong, as the job's last line says it; else, of a job that was killed or never began, its last words."""
        said, result = self._said(), self.result()
        try:
            error = result["error"]
            message, remedy = error["message"], error.get("remedy") or ""
        except (TypeError, KeyError):
            return exit_codes.error(code, (said or ["it said nothing"])[-1], "", Finding())
        return exit_codes.error(code, message, remedy, _finding(error, result.get("done")))

    def _said(self) -> list[str]:
        return [line for line in self._lines if line and not line.startswith("Command exited with")]


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

    #: What the job has said at its end, once it has.
    result: Any = None

    @cached_property
    def subprocess_hook(self) -> TalkingHook:
        """What runs the command."""
        return TalkingHook()

    def execute(self, context: Any) -> Any:
        """Runs it to its end; where it fails, the log says why in its last lines."""
        with stops.told(context, self.env):
            self.result = self.perform(context)
        return self.result

    def perform(self, context: Any) -> Any:
        """
        Runs it to its end.

        :raises AirflowSkipException: for exit code 99
        :raises NotReady: for 20
        :raises AirflowFailException: for 2, 50 and 51
        :raises JobFailed: for any other but 0, and where its time is over
        """
        try:
            return super().execute(context)
        except AirflowTaskTimeout as e:
            # Airflow would do so before it wrote a traceback.
            self.on_kill()
            limit = self.execution_timeout
            raise exit_codes.JobFailed(
                f"Cannot finish {self.task_id}: it has been stopped after its time limit of {limit}"
            ) from e
        except (AirflowSkipException, json.JSONDecodeError):
            raise
        except AirflowException as e:
            process = self.subprocess_hook.sub_process
            if process is None or process.returncode is None:
                raise
            raise self.subprocess_hook.transcript.failure(process.returncode) from e


class LandOperator(JobOperator):
    """Lands what is new of a topic."""

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Any:
        """What the provider of OpenLineage asks for."""
        return lineage.landed(self.env or {}, self.result)


class ProduceOperator(JobOperator):
    """Sends events to a topic, and tells Airflow so."""

    def perform(self, context: Any) -> Any:
        """As any job."""
        result = super().perform(context)
        assets.produced(context, (self.env or {})["JOB_TOPIC"], result)
        return result


class DueOperator(JobOperator):
    """
    Asks what has to be computed, tells of what is overdue or missing, and gives the Spark applications to start.

    :param window: the document of what the run is about
    """

    template_fields = (*JobOperator.template_fields, "window")

    def __init__(self, *, window: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.window = window

    def perform(self, context: Any) -> Any:
        """None where the run is about landing only."""
        window = Window.of(self.window)
        if window.mode == "landing_only":
            context["ti"].xcom_push("dates", [])
            return []
        plan = super().perform(context)
        due.tell(context, plan, window.days_before, self.log)
        context["ti"].xcom_push("dates", [one["date"] for one in plan["due"]])
        settings = Settings.read()
        params = {**context["params"], **spark.chosen(context["params"], settings)}
        # The job leaves out what is not due between ranges that are put together.
        ranges = [{"from": several[0]["from"], "to": several[-1]["to"]} for several in chunks.mappable(plan["ranges"])]
        return jobs.computations(ranges, window.topics, params, settings)


class EtlOperator(JobOperator):
    """
    The Spark job over a range of dates. It publishes them in batches, ascending; when it is tried again it goes on after the last
    date that it had published, and its result has the dates of all tries.
    """

    def perform(self, context: Any) -> Any:
        """As any job; nothing is run where every date had been published."""
        run = context["dag_run"]
        # A run that is cleared starts anew, and so computes all of its dates again.
        env = {**(self.env or {}), "JOB_LABEL": f"{run.run_id} {run.start_date.isoformat()}"}
        done = self._published(env) if context["ti"].try_number > 1 else []
        rest = [day for day in _days(env) if not done or day > done[-1]["date"]]
        if not rest:
            return {"run": done[-1]["run"], "upToDate": [], "withoutLanding": [], "retained": [], "missed": [], "dates": done}
        if done:
            self.log.info("Published before this try: %s", ", ".join(report["date"] for report in done))
        self.env = {**env, "JOB_FROM": rest[0]}
        try:
            result = super().perform(context)
        except AirflowSkipException:
            result = self.subprocess_hook.transcript.result()
            others = [f"Nothing to do: {date} is up to date: another run has computed it" for date in result.get("upToDate", [])]
            notes.leave(context, others)
            if not done:
                raise
            result = {"run": done[-1]["run"], "upToDate": rest, "withoutLanding": [], "retained": [], "missed": [], "dates": []}
        return {**result, "dates": [*done, *result["dates"]]}

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> Any:
        """What the provider of OpenLineage asks for."""
        return lineage.computed(self.env or {}, self.result)

    def _published(self, env: Mapping[str, str]) -> list[dict[str, Any]]:
        """What earlier tries have published, as the ledger has it."""
        answer = SubprocessHook().run_command(["bash", "-c", jobs.LEDGER], env={**os.environ, **env})
        if answer.exit_code == exit_codes.NOTHING_TO_DO:
            return []
        if answer.exit_code != 0:
            raise exit_codes.JobFailed(f"Cannot read the ledger of {env['JOB_LAKE']}: {answer.output}")
        return json.loads(answer.output)["dates"]


def _finding(error: Mapping[str, Any], done: Any) -> Finding:
    """What a check has found: of faults that are listed, their number and the first."""
    faults = (done or {}).get("faults") or error.get("rows") or []
    return Finding(
        error.get("check", ""), error.get("expected", ""), error.get("found", ""), len(faults), str(faults[0]) if faults else ""
    )


def _days(env: Mapping[str, str]) -> list[str]:
    first, last = dt.date.fromisoformat(env["JOB_FROM"]), dt.date.fromisoformat(env["JOB_TO"])
    return Window(first, last, ()).days
