"""How a job ended, and what Airflow makes of it: the other half of the commands' contract."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from airflow.sdk import RetryPolicy
from airflow.sdk.definitions.retry_policy import RetryDecision
from airflow.sdk.exceptions import AirflowException, AirflowFailException

USAGE = 2
NOT_READY = 20
CHECK_FAILED = 50
TOO_MANY_REJECTED = 51
NOTHING_TO_DO = 99

WAIT = dt.timedelta(minutes=10)
LONGEST_WAIT = dt.timedelta(hours=1)
PAUSE = dt.timedelta(minutes=1)
TRIES = 4
# Ten minutes, twenty, forty, then every hour: nearly twelve hours in all.
RETRIES = 14


@dataclass(frozen=True)
class Finding:
    """
    What a failed check has found.

    :param check: its name
    :param expected: what would have been right
    :param found: what is there
    :param faults: how many there are
    :param first: the first of them
    """

    check: str = ""
    expected: str = ""
    found: str = ""
    faults: int = 0
    first: str = ""


class JobFailed(AirflowException):
    """A job ended with a code that trying again may help; the message is the job's own."""


class NotReady(JobFailed):
    """The day is not over, a transaction is open or another run is at work: trying again later helps."""


class WronglyCalled(AirflowFailException):
    """A job was called wrongly; it would be the next time as well."""


class CheckFailed(AirflowFailException):
    """A check of the data failed; somebody has to look."""

    def __init__(self, message: str, finding: Finding) -> None:
        super().__init__(message)
        self.finding = finding


class TooManyRejected(CheckFailed):
    """Data landed, but more of it was rejected than is allowed; it would be the next time as well."""


class TaskStopped(SystemExit):
    """
    Ends a task whose log has said why: of this exception alone does Airflow write no traceback.

    :param reason: what Airflow would have been told otherwise
    :param by_hand: the command that a person types to look into it, or nothing
    """

    def __init__(self, reason: AirflowException, by_hand: str = "") -> None:
        super().__init__(1)
        self.reason = reason
        self.by_hand = by_hand


# What follows from a code; any other is a failure that trying again may help.
MEANINGS: dict[int, type[AirflowException]] = {
    USAGE: WronglyCalled,
    NOT_READY: NotReady,
    CHECK_FAILED: CheckFailed,
    TOO_MANY_REJECTED: TooManyRejected,
}


def error(code: int, message: str, remedy: str, finding: Finding) -> AirflowException:
    """The exception that has Airflow do what the code asks for; its message is that of the job, then the remedy."""
    meaning = MEANINGS.get(code, JobFailed)
    said = f"{message} {remedy}".strip()
    if meaning is JobFailed:
        return JobFailed(f"{said} (exit code {code})")
    if issubclass(meaning, CheckFailed):
        return meaning(said, finding)
    return meaning(said)


def reason(failure: BaseException | None) -> BaseException | None:
    """What really happened to a task that failed."""
    return failure.reason if isinstance(failure, TaskStopped) else failure


class PatientRetries(RetryPolicy):
    """Waits long for a day that is not over, a few times and shortly for anything else."""

    def evaluate(self, exception: BaseException, try_number: int, max_tries: int, context: Any = None) -> RetryDecision:
        """Airflow asks this in the task's own process, after a failure that may be tried again."""
        happened = reason(exception)
        if isinstance(happened, NotReady):
            wait = min(WAIT * 2 ** (try_number - 1), LONGEST_WAIT)
            return RetryDecision.retry(wait, f"not ready: again in {wait}")
        if isinstance(happened, AirflowFailException):
            return RetryDecision.fail("trying again does not help")
        if try_number >= TRIES:
            return RetryDecision.fail(f"failed {try_number} times")
        return RetryDecision.retry(PAUSE * 2 ** (try_number - 1), f"try {try_number} of {TRIES} failed")
