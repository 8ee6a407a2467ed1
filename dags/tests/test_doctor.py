"""What `bin/doctor --containers` finds, on a machine whose Docker is as the test says."""

from __future__ import annotations

import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from ports import free_port

REPOSITORY = Path(__file__).resolve().parents[2]
DOCKER = """#!/bin/bash
case "$*" in
  version*) echo %(server)s ;;
  "compose version --short") echo %(compose)s ;;
  *MemTotal*) echo $((%(megabytes)s << 20)) ;;
  *DockerRootDir*) echo / ;;
  "compose ps -q") echo %(running)s ;;
esac
"""


@dataclass(frozen=True)
class Finding:
    code: int
    said: str


@pytest.fixture
def diagnosed(tmp_path, monkeypatch):
    def run(server="28.2.2", compose="2.26.1-4", megabytes=8000, running="", **environment) -> Finding:
        docker = tmp_path / "docker"
        docker.write_text(DOCKER % {"server": server, "compose": compose, "megabytes": megabytes, "running": running})
        docker.chmod(0o755)
        # Nothing to do with Docker, and seconds to ask.
        maven = tmp_path / "mvn"
        maven.write_text("#!/bin/sh\necho Apache Maven 3.9.9\n")
        maven.chmod(0o755)
        # This machine's disk is not what is under test.
        df = tmp_path / "df"
        df.write_text("#!/bin/sh\necho Filesystem\necho disk 0 0 $((100 << 20)) 0% /\n")
        df.chmod(0o755)
        own = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", **environment}
        doctor = [str(REPOSITORY / "bin/doctor"), "--containers"]
        done = subprocess.run(doctor, env={**os.environ, **free_ports(), **own}, capture_output=True, text=True, check=False)
        return Finding(done.returncode, done.stdout)

    return run


def free_ports() -> dict[str, str]:
    names = [line.split("=")[0] for line in (REPOSITORY / ".env").read_text().splitlines() if "_PORT=" in line]
    return dict.fromkeys(names, str(free_port()))


def test_a_docker_that_will_do(diagnosed):
    found = diagnosed()

    assert "ok      Docker         28.2.2, compose 2.26.1-4" in found.said
    assert "ok      Docker memory  8000 MB" in found.said
    assert "ok      ports" in found.said
    assert found.code == 0


@pytest.mark.parametrize(
    ("docker", "what", "remedy"),
    [
        ({"server": ""}, "no daemon answers", "start Docker Desktop"),
        ({"server": "24.0.9"}, "24.0.9 is too old", "Docker 25"),
        ({"compose": ""}, "with compose missing", "2.24 or newer"),
        ({"compose": "v2.23.9"}, "with compose v2.23.9", "2.24 or newer"),
        ({"compose": "1.29.2"}, "with compose 1.29.2", "2.24 or newer"),
        ({"megabytes": 3900}, "3900 MB", "Resources, Memory"),
    ],
)
def test_what_is_missing_is_said_with_what_to_do(diagnosed, docker, what, remedy):
    found = diagnosed(**docker)

    assert what in found.said
    assert remedy in found.said
    assert found.code == 1


def test_a_port_that_somebody_else_has(diagnosed):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])

        found = diagnosed(AIRFLOW_PORT=port)
        while_ours_run = diagnosed(AIRFLOW_PORT=port, running="0123456789ab")

    assert f"missing port {port}" in found.said
    assert "export AIRFLOW_PORT=" in found.said
    assert found.code == 1
    assert while_ours_run.code == 0
