"""How long a run waits before it tries again."""

from __future__ import annotations

import pytest

from streamflow_dags.exit_codes import RETRIES, JobFailed, NotReady, PatientRetries, TaskStopped


def waits(failure: Exception, tries: int) -> list[int]:
    decisions = [PatientRetries().evaluate(failure, number, RETRIES) for number in range(1, tries + 1)]
    return [int(decision.retry_delay.total_seconds() / 60) for decision in decisions]


@pytest.mark.parametrize("how", [lambda failure: failure, TaskStopped])
@pytest.mark.parametrize(
    ("failure", "minutes"),
    [(NotReady("late records may arrive"), [10, 20, 40, 60, 60]), (JobFailed("the broker is away"), [1, 2, 4])],
)
def test_waits_longer_each_time_up_to_an_hour(failure, minutes, how):
    assert waits(how(failure), len(minutes)) == minutes
