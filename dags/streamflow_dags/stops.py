"""How a task ends that cannot go on: with its reason as the last lines of its log, and beside its name in the list of tasks."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ParamSpec, TypeVar

from airflow.sdk import get_current_context
from airflow.sdk.definitions.retry_policy import RetryAction
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from streamflow_dags import commands, labels, notes
from streamflow_dags.exit_codes import CheckFailed, JobFailed, NotReady, PatientRetries, TaskStopped

LOG = logging.getLogger("airflow.task")
WIDTH = 120
LONGEST_LABEL = 180
_RED = re.compile(r"\*{0,2}Red:\*{0,2}\s+(.+?)(?:\n\s*\n|\Z)", re.DOTALL)

P = ParamSpec("P")
T = TypeVar("T")


def in_words(function: Callable[P, T]) -> Callable[P, T]:
    """For the function of a task: where it fails as expected, its log ends with the reason."""

    @functools.wraps(function)
    def spoken(*args: P.args, **kwargs: P.kwargs) -> T:
        with told(get_current_context()):
            return function(*args, **kwargs)

    return spoken


@contextlib.contextmanager
def told(context: Mapping[str, Any], env: Mapping[str, str] | None = None) -> Iterator[None]:
    """
    Says in the log why a task cannot go on, without a traceback.

    :param env: what the task's job was called with
    """
    try:
        yield
    except (AirflowFailException, JobFailed) as e:
        e.args = (commands.spelled_out(str(e), env or {}),)
        by_hand = commands.by_hand(env or {})
        again = _next_try(e, context["ti"])
        log = LOG.warning if isinstance(e, NotReady) and again else LOG.error
        for line in _lines(e, again, what_to_do(context["task"]), by_hand):
            log("%s", line)
        labels.add(context, _label(e, again))
        if not again:
            notes.leave(context, [f"Red: {context['task'].task_id}: {_label(e, again)}"])
        raise TaskStopped(e, by_hand) from None


def what_to_do(task: Any) -> str:
    """What the task's documentation says of a red one, in one line: the page of a task in the UI does not show it."""
    found = _RED.search(getattr(task, "doc_md", None) or "")
    return " ".join(found[1].split()) if found else ""


def _lines(failure: AirflowException, again: str, advice: str, by_hand: str) -> Iterator[str]:
    for line in str(failure).splitlines():
        yield from wrapped(line)
    if isinstance(failure, CheckFailed):
        finding = failure.finding
        yield from wrapped(f"Expected: {finding.expected}") if finding.expected else ()
        yield from wrapped(f"Found: {finding.found}") if finding.found else ()
        if finding.faults:
            yield from wrapped(f"Faults: {finding.faults:,}, the first: {finding.first}")
    if again:
        yield f"Next try: {again}"
        return
    yield from wrapped(f"What to do: {advice}") if advice else ()
    # Not wrapped: it is to be copied.
    yield from (f"By hand: {by_hand}",) if by_hand else ()


def wrapped(text: str) -> list[str]:
    """As the log shows it without scrolling; a path that would not fit into a line of its own stays where it is."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > WIDTH and len(word) <= WIDTH // 2:
            lines.append(f"  {word}")
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def _next_try(failure: AirflowException, task: Any) -> str:
    """When Airflow will try again; nothing where it will not."""
    decision = PatientRetries().evaluate(failure, task.try_number, task.max_tries)
    if decision.action != RetryAction.RETRY or task.try_number > task.max_tries:
        return ""
    return f"{dt.datetime.now(dt.timezone.utc) + decision.retry_delay:%H:%M} UTC"


def _label(failure: AirflowException, again: str) -> str:
    # The remedy after the reason is for the log.
    said = " ".join(re.split(r"[.]\s| `", str(failure))[0].split())
    said = said if len(said) <= LONGEST_LABEL else f"{said[:LONGEST_LABEL]} ..."
    return f"{said}; next try {again}" if again else said
