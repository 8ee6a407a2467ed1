"""A real Airflow, as `make airflow` starts it: scheduler with LocalExecutor, DAG processor, web server, triggerer and broker."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from ports import free_port
from rest import Rest, wait_until

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class LocalAirflow:
    folder: Path
    rest: Rest
    broker: str
    greeting: dict[str, str]
    process: subprocess.Popen[str]

    def pid(self, name: str) -> int:
        return json.loads((self.folder / "processes.json").read_text())[name]

    def kill(self, name: str) -> None:
        """As a machine that runs out of memory does; it is started again."""
        old = self.pid(name)
        os.kill(old, signal.SIGKILL)
        wait_until(lambda: self.pid(name) != old, 60, f"another {name}")

    def alerts(self) -> list[dict[str, str]]:
        path = self.folder / "alerts.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def run(self, *command: str, exit_code: int = 0) -> str:
        """One of Streamflow's commands by itself."""
        quick = {**os.environ, "STREAMFLOW_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}
        whole = [str(REPOSITORY / "streamflow"), *command]
        done = subprocess.run(whole, env=quick, capture_output=True, text=True, check=False)
        assert done.returncode == exit_code, done.stderr
        return done.stdout


@contextlib.contextmanager
def local_airflow(folder: Path, **settings: str) -> Iterator[LocalAirflow]:
    port, broker = free_port(), free_port()
    home = folder / "person"
    home.mkdir(parents=True)
    # What a task's shell must not read.
    (home / ".bashrc").write_text("export PATH=/nowhere\n")
    command = [str(REPOSITORY / "bin/airflow-local"), f"--folder={folder / 'airflow'}", f"--port={port}"]
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "STREAMFLOW", "KAFKA"))}
    process = subprocess.Popen(
        [*command, f"--broker-port={broker}"],
        env={**keep, "HOME": str(home), **settings},
        stdout=subprocess.PIPE,
        stderr=(folder / "airflow-local.log").open("w"),
        text=True,
    )
    try:
        line = process.stdout.readline()
        assert line, (folder / "airflow-local.log").read_text()
        greeting = json.loads(line)
        rest = Rest.log_in(greeting["url"], greeting["user"], greeting["password"])
        yield LocalAirflow(folder / "airflow", rest, f"localhost:{broker}", greeting, process)
    finally:
        assert inhabitants(folder / "airflow"), "the check below would find nothing"
        process.send_signal(signal.SIGINT)
        assert process.wait(90) == 0
        process.stdout.close()
        left = inhabitants(folder / "airflow")
        assert not left, f"one signal must stop all of it: {left}"


def inhabitants(folder: Path) -> list[psutil.Process]:
    """The processes at work in this folder, whoever their parents are."""
    return [one for one in psutil.process_iter(["cwd"]) if one.info["cwd"] == str(folder)]
