"""How a job ended, and what Airflow makes of it: the other half of the commands' contract."""

from __future__ import annotations

import datetime as dt
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


class JobFailed(AirflowException):
    """A job ended with a code that trying again may help; the message is the job's own."""


class NotReady(JobFailed):
    """The day is not over, a transaction is open or another run is at work: trying again later helps."""


class WronglyCalled(AirflowFailException):
    """A job was called wrongly; it would be the next time as well."""


class CheckFailed(AirflowFailException):
    """
    A check of the data failed; somebody has to look.

    :param expected: what would have been right
    :param found: what is there
    """

    def __init__(self, message: str, expected: str = "", found: str = "") -> None:
        super().__init__(message)
        self.expected = expected
        self.found = found


class TooManyRejected(CheckFailed):
    """Data landed, but more of it was rejected than is allowed; it would be the next time as well."""


# What follows from a code; any other is a failure that trying again may help.
MEANINGS: dict[int, type[AirflowException]] = {
    USAGE: WronglyCalled,
    NOT_READY: NotReady,
    CHECK_FAILED: CheckFailed,
    TOO_MANY_REJECTED: TooManyRejected,
}


def error(code: int, message: str, expected: str = "", found: str = "") -> AirflowException:
    """The exception that has Airflow do what the code asks for."""
    meaning = MEANINGS.get(code)
    if meaning is None:
        return JobFailed(f"{message} (exit code {code})")
    if issubclass(meaning, CheckFailed):
        return meaning(message, expected, found)
    return meaning(message)


class PatientRetries(RetryPolicy):
    """Waits long for a day that is not over, a few times and shortly for anything else."""

    def evaluate(self, exception: BaseException, try_number: int, max_tries: int, context: Any = None) -> RetryDecision:
        """Airflow asks this in the task's own process, after a failure that may be tried again."""
        if isinstance(exception, NotReady):
            wait = min(WAIT * 2 ** (try_number - 1), LONGEST_WAIT)
            return RetryDecision.retry(wait, f"not ready: again in {wait}")
        if try_number >= TRIES:
            return RetryDecision.fail(f"failed {try_number} times")
        return RetryDecision.retry(PAUSE * 2 ** (try_number - 1), f"try {try_number} of {TRIES} failed")
