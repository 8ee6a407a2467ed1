"""
Notes on the runs, which the lists of the UI show: which event date a run is about, and what came of it.

A task has no access to the note of its run: it leaves what it has to say in an XCom, and the scheduler writes it down
(``run_listener``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from streamflow_dags import labels

KEY = "note"
LONGEST = 1000
KINDS = ("Warning", "Missing", "Overdue", "Nothing to do", "Red")
# What this module writes; other lines of a note are a person's.
_OWN = re.compile(rf"Event dates? |\* (?:{'|'.join(KINDS)}): ")


def leave(context: Mapping[str, Any], lines: Iterable[str]) -> None:
    """
    What a task has to say of its run.

    :param lines: each begins with one of ``KINDS`` and a colon
    """
    said = list(lines)
    if said:
        context["ti"].xcom_push(KEY, said)


def dates_of_run(
    conf: Mapping[str, Any], interval_start: dt.datetime | None, run_after: dt.datetime | None
) -> tuple[str, str] | None:
    """The first and last date that a run is about, as its first task will read them; none of a run without a time."""
    if conf.get("from"):
        return str(conf["from"]), str(conf.get("to"))
    if conf.get("date"):
        return str(conf["date"]), str(conf.get("to") or conf["date"])
    if interval_start:
        date = interval_start.astimezone(dt.timezone.utc).date()
    elif run_after:
        date = run_after.astimezone(dt.timezone.utc).date() - dt.timedelta(days=1)
    else:
        return None
    return date.isoformat(), date.isoformat()


def event_date(conf: Mapping[str, Any], interval_start: dt.datetime | None, run_after: dt.datetime | None) -> str:
    """The same for people; nothing where there is none."""
    dates = dates_of_run(conf, interval_start, run_after)
    return labels.dates(*dates) if dates else ""


def _summary(said: list[str]) -> Iterator[str]:
    counts = Counter(line.split(":", 1)[0] for line in said)
    if counts["Warning"]:
        yield f"{counts['Warning']} warning{'' if counts['Warning'] == 1 else 's'}"
    yield from (kind.lower() for kind in ("Missing", "Overdue", "Nothing to do") if counts[kind])


def text(dates: str, said: list[str], before: str) -> str:
    """A note; the lines that a person has added stay."""
    # The page of a run shows the first line of its note.
    head = ", ".join([f"Event date{'s' if ' to ' in dates else ''} {dates}", *_summary(said)])
    persons = [line for line in before.splitlines() if line.strip() and not _OWN.match(line)]
    written = "\n".join([head, *persons, *(f"* {line}" for line in said)])
    return written if len(written) <= LONGEST else written[: LONGEST - 4] + " ..."
