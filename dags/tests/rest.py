"""Airflow's REST interface, as a program uses it."""

from __future__ import annotations

import http
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

FINISHED = ("success", "failed")


@dataclass(frozen=True)
class Rest:
    url: str
    token: str

    @classmethod
    def log_in(cls, url: str, user: str, password: str) -> Rest:
        answer = cls(url, "").call("POST", "/auth/token", {"username": user, "password": password})
        return cls(url, answer["access_token"])

    def call(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
            return json.loads(text) if text else None

    def get(self, path: str, **query: Any) -> Any:
        return self.call("GET", f"/api/v2{path}?{urllib.parse.urlencode(query)}" if query else f"/api/v2{path}")

    def trigger(self, dag: str, conf: dict[str, Any]) -> str:
        body = {"logical_date": None, "conf": conf}
        return self._create(f"/api/v2/dags/{dag}/dagRuns", body, f"a run of {dag}")["dag_run_id"]

    def unpause(self, dag: str) -> None:
        self.call("PATCH", f"/api/v2/dags/{dag}", {"is_paused": False})

    def wait_for_run(self, dag: str, run: str, seconds: float = 300) -> dict[str, Any]:
        def ended() -> Any:
            found = self.get(f"/dags/{dag}/dagRuns/{run}")
            return found if found["state"] in FINISHED else None

        return wait_until(ended, seconds, f"{dag} {run} to end")

    def tasks(self, dag: str, run: str) -> dict[str, list[str]]:
        states: dict[str, list[str]] = {}
        for task in self.get(f"/dags/{dag}/dagRuns/{run}/taskInstances", limit=200)["task_instances"]:
            states.setdefault(task["task_id"], []).append(task["state"])
        return states

    def log(self, dag: str, run: str, task: str, map_index: int = -1) -> list[dict[str, Any]]:
        """The lines of a task's first try."""
        path = f"/dags/{dag}/dagRuns/{run}/taskInstances/{task}/logs/1"
        return self.get(path, map_index=map_index, full_content=True)["content"]

    def backfill(self, dag: str, first: str, last: str, **more: Any) -> int:
        body = {"dag_id": dag, "from_date": f"{first}T00:00:00Z", "to_date": f"{last}T00:00:00Z", **more}
        return self._create("/api/v2/backfills", body, f"a backfill of {dag}")["id"]

    def _create(self, path: str, body: Any, what: str) -> Any:
        """Where its database is locked, as SQLite's often is, Airflow answers 500 or 503 and takes back what it had begun."""

        def create() -> Any:
            try:
                return self.call("POST", path, body)
            except urllib.error.HTTPError as e:
                if e.code not in (http.HTTPStatus.INTERNAL_SERVER_ERROR, http.HTTPStatus.SERVICE_UNAVAILABLE):
                    raise AssertionError(e.read().decode()) from e
                return None

        return wait_until(create, 60, what)

    def wait_for_backfill(self, backfill: int, seconds: float = 900) -> None:
        wait_until(lambda: self.get(f"/backfills/{backfill}")["completed_at"], seconds, f"backfill {backfill} to end")


def wait_until(condition: Any, seconds: float, what: str) -> Any:
    """What the condition gives as soon as it gives something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError(f"waited {seconds:g} s in vain for {what}")
