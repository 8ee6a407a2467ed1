"""An installation of Streamflow whose jobs are small scripts: each notes its arguments, then says and exits as it was told."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
# Notes its arguments; the n-th call of a job takes its n-th answer, and the last one from then on.
SCRIPT = """#!/bin/bash
job=%s; [ "$job" != streamflow ] || job=$1
for word in "$@"; do case "$word" in due | ledger | retain) job=$word ;; esac; done
folder=%s
calls=$(ls "$folder" | grep -c "^$job-call") ; calls=$((calls + 1))
printf '%%s\\0' "$@" > "$folder/$job-call-$(printf %%03d $calls)-$$"
answer=$(ls "$folder" | grep "^$job-answer" | head -n $calls | tail -n 1)
[ -n "$answer" ] || { echo "no answer for $job" >&2; exit 1; }
. "$folder/$answer"
"""


# Every date that is asked for is due, in one range.
ALL_DUE = r"""while [ "$1" != --from ]; do shift; done
for ((day = 0; ; day++)); do
  date=$(date -u -d "$2 + $day days" +%F)
  due="${due:+$due, }{'date': '$date', 'records': {'user_events': 1}, 'reasons': [{'reason': 'never computed'}]}"
  [ "$date" != "$4" ] || break
done
for list in upToDate withoutLanding retained missed renewed overdue beyondRetention waived; do
  none="${none:+$none, }'$list': []"
done
echo "{'due': [$due], 'ranges': [{'from': '$2', 'to': '$4'}], $none}" | tr \' '"'
"""


# What `due` says beside what is due.
LISTS = ("upToDate", "withoutLanding", "retained", "missed", "renewed", "overdue", "beyondRetention", "waived")


@dataclass(frozen=True)
class Installation:
    home: Path
    calls_folder: Path

    @classmethod
    def create(cls, folder: Path, monkeypatch: Any) -> Installation:
        home, calls, commands = folder / "home", folder / "calls", folder / "bin"
        for new in (home, calls, commands, folder / "landing", folder / "lake"):
            new.mkdir()
        shutil.copytree(REPOSITORY / "schemas", home / "schemas")
        for job, path in (("streamflow", home / "streamflow"), ("spark-submit", commands / "spark-submit")):
            path.write_text(SCRIPT % (job, calls))
            path.chmod(0o755)
        monkeypatch.setenv("PATH", f"{commands}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("STREAMFLOW_HOME", str(home))
        monkeypatch.setenv("STREAMFLOW_LANDING", str(folder / "landing"))
        monkeypatch.setenv("STREAMFLOW_LAKE", str(folder / "lake"))
        monkeypatch.setenv("STREAMFLOW_ALERT_FILE", str(folder / "alerts.jsonl"))
        return cls(home, calls).answers("due", ALL_DUE).answers("ledger", "exit 99")

    @property
    def lake(self) -> Path:
        return self.home.parent / "lake"

    @property
    def landing(self) -> Path:
        return self.home.parent / "landing"

    @property
    def alerts(self) -> list[dict[str, Any]]:
        path = self.home.parent / "alerts.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def answers(self, job: str, *answers: str) -> Installation:
        """Shell lines, one answer per call."""
        for number, answer in enumerate(answers):
            (self.calls_folder / f"{job}-answer-{number:03d}").write_text(answer)
        return self

    def calls(self, job: str) -> list[list[str]]:
        """The arguments of every call, in their order."""
        paths = sorted(self.calls_folder.glob(f"{job}-call-*"))
        return [path.read_bytes().decode().split("\0")[:-1] for path in paths]

    def lands(self, **topics: dict[str, Any]) -> Installation:
        """Landings that succeed, each with its own result; a topic without one has nothing new."""
        cases = "\n".join(f"{topic}) echo {_quoted(result)} ;;" for topic, result in topics.items())
        return self.answers("land", f'case "$3" in\n{cases}\n*) exit 99 ;;\nesac\n')

    def owes(self, *dates: str, **more: Any) -> Installation:
        """What is due, whatever is asked."""
        return self.answers("due", f"echo {_quoted(plan(*dates, **more))}")

    def computes(self, *reports: dict[str, Any], **more: Any) -> Installation:
        return self.answers("spark-submit", answer(*reports, **more))


def answer(*reports: dict[str, Any], without: list[str] | None = None, **more: Any) -> str:
    """What the ETL says at its end."""
    empty: dict[str, Any] = {"upToDate": [], "withoutLanding": without or [], "retained": [], "missed": [], **more}
    result = {"run": "20260102T010000.000000Z", **empty, "dates": list(reports)}
    return f"echo 'a line of a log' >&2; echo {_quoted(result)}"


def failure(code: int, message: str, remedy: str = "", **finding: Any) -> str:
    """How a job fails: in words on standard error, and in figures as the last line of its output."""
    error = {"exitCode": code, "message": message, **({"remedy": remedy} if remedy else {}), **finding}
    return f"echo {_quoted({'said': message})} >&2; echo {_quoted({'error': error})}; exit {code}"


def due_date(date: str, reason: str = "never computed", **records: int) -> dict[str, Any]:
    return {"date": date, "records": records or {"user_events": 1}, "reasons": [{"reason": reason}]}


def plan(*dates: str, ranges: list[tuple[str, str]] | None = None, **more: Any) -> dict[str, Any]:
    """What `due` says at its end; each date is a range of its own."""
    return {
        "due": [due_date(date) for date in dates],
        "ranges": [{"from": first, "to": last} for first, last in ranges or [(date, date) for date in dates]],
        **{name: [] for name in LISTS},
        **more,
    }


def _quoted(document: dict[str, Any]) -> str:
    return "'" + json.dumps(document).replace("'", "'\\''") + "'"


def landed(topic: str, **dates: int) -> dict[str, Any]:
    """The result of a landing; dates as d2026_01_01=10."""
    entries = [{"date": name[1:].replace("_", "-"), "records": records} for name, records in dates.items()]
    total = sum(dates.values())
    return {
        "topic": topic,
        "runs": [1],
        "read": total,
        "landed": total,
        "rejected": 0,
        "tombstones": 0,
        "bytes": 1,
        "complete": True,
        "dates": entries,
        "partitions": [{"partition": 0, "offset": total, "end": total}],
    }


def report(date: str, **changes: Any) -> dict[str, Any]:
    """What the ETL says of a date that is all right."""
    return {
        "date": date,
        "publication": 1,
        "run": "20260102T010000.000000Z",
        "startedAt": "2026-01-02T01:00:00.123456789Z",
        "took": "PT8S",
        "version": 2,
        "parameters": {"topics": "user_events,transaction_events", "from": date, "to": date},
        "topics": [
            {
                "topic": topic,
                "offsets": [{"landingRun": 1, "partition": 0, "first": 0, "last": 9, "records": 10}],
                "landed": 10,
                "clean": 8,
                "duplicates": 1,
                "quarantined": 1,
                "reasons": {"items:type": 1},
            }
            for topic in ("user_events", "transaction_events")
        ],
        "tables": {"daily_revenue": 1, "product_ranking": 3},
        "renewed": [],
        "audits": [
            {
                "check": "revenue in gold is revenue in silver",
                "of": "daily_revenue",
                "expected": "1.00",
                "found": "1.00",
                "rows": [],
            }
        ],
        "warnings": [],
        **changes,
    }
