"""What `bin/doctor` finds, on a machine whose Docker is as the test says."""

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
  ps*) echo "%(running)s" ;;
esac
"""


@dataclass(frozen=True)
class Finding:
    code: int
    said: str


@pytest.fixture
def diagnosed(tmp_path, monkeypatch):
    def run(
        *,
        option="--containers",
        server="28.2.2",
        compose="2.26.1-4",
        megabytes=8000,
        running="",
        maven="3.9.9",
        java="17.0.15",
        **environment,
    ) -> Finding:
        docker = tmp_path / "docker"
        docker.write_text(DOCKER % {"server": server, "compose": compose, "megabytes": megabytes, "running": running})
        docker.chmod(0o755)
        # This machine's own take seconds to ask.
        says(tmp_path / "mvn", f"Apache Maven {maven}")
        says(tmp_path / "java", f'openjdk version "{java}" 2025-04-15')
        says(tmp_path / "javac", f"javac {java}")
        # This machine's disk is not what is under test.
        df = tmp_path / "df"
        df.write_text("#!/bin/sh\necho Filesystem\necho disk 0 0 $((100 << 20)) 0% /\n")
        df.chmod(0o755)
        own = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "JAVA_HOME": "", **environment}
        doctor = [str(REPOSITORY / "bin/doctor"), option]
        done = subprocess.run(doctor, env={**os.environ, **free_ports(), **own}, capture_output=True, text=True, check=False)
        return Finding(done.returncode, done.stdout)

    return run


def says(command: Path, line: str) -> None:
    command.write_text(f"#!/bin/sh\necho '{line}'\n")
    command.chmod(0o755)


def free_ports() -> dict[str, str]:
    names = [line.split("=")[0] for line in (REPOSITORY / ".env").read_text().splitlines() if "_PORT=" in line]
    return dict.fromkeys(names, str(free_port()))


def test_a_newcomer_is_told_what_to_do_next(diagnosed):
    whole = diagnosed(option="--quickstart")
    without_docker = diagnosed(option="--quickstart", server="")
    without_java = diagnosed(option="--quickstart", java="11.0.2")

    assert whole.code == 0
    assert "Next:\n  make live " in whole.said
    assert "make up " in whole.said
    assert without_docker.code == 0
    assert "make up " not in without_docker.said.split("Next:")[1]
    assert without_java.code == 1
    assert without_java.said.endswith("First get what is missing, then: make quickstart\n")


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


@pytest.mark.parametrize(
    ("tools", "line"),
    [
        ({"java": "17.0.15"}, "ok      JDK            17.0.15"),
        ({"java": "25"}, "ok      JDK            25"),
        ({"java": "16.0.2"}, "missing JDK            Java 16.0.2 is too old"),
        ({"java": "1.8.0_432"}, "missing JDK            Java 1.8.0_432 is too old"),
        ({"maven": "3.8.1"}, "ok      Maven          3.8.1"),
        ({"maven": "4.0.0"}, "ok      Maven          4.0.0"),
        ({"maven": "3.6.3"}, "missing Maven          3.6.3 is too old"),
    ],
)
def test_java_and_maven(diagnosed, tools, line):
    found = diagnosed(**tools)

    assert line in found.said
    assert found.code == (1 if line.startswith("missing") else 0)


def test_a_port_that_somebody_else_has(diagnosed):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])

        found = diagnosed(AIRFLOW_PORT=port)
        ours = diagnosed(AIRFLOW_PORT=port, running=f"127.0.0.1:{port}->8080/tcp")
        beside_ours = diagnosed(AIRFLOW_PORT=port, running=f"127.0.0.1:1{port}->8080/tcp, 8974/tcp")

    assert f"missing port {port}" in found.said
    assert "export AIRFLOW_PORT=" in found.said
    assert found.code == 1
    assert ours.code == 0
    assert f"missing port {port}" in beside_ours.said
