"""The supervisor of `make airflow`, with small processes in the place of Airflow's."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from fake_installation import REPOSITORY
from ports import free_port
from rest import wait_until
from streamflow_local import supervisor as supervision
from streamflow_local.claims import claimed
from streamflow_local.keys import KEY_BYTES, Keys
from streamflow_local.options import LocalError, Options
from streamflow_local.supervisor import Supervisor

# Ignores the polite signal, has a child in a session of its own, and says where both are.
STUBBORN = """
import os, signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen(["sleep", "300"], start_new_session=True)
open(sys.argv[1], "w").write(f"{os.getpid()} {child.pid}\\n")
signal.pause()
"""
HOLDS = """
import sys
from streamflow_local.claims import claimed
from streamflow_local.options import Options
with claimed(Options.of(sys.argv[1:])):
    print("held", flush=True)
    sys.stdin.read()
"""


def options(folder: Path, **more: int) -> list[str]:
    ports = {"port": free_port(), "broker_port": free_port(), **more}
    return [f"--folder={folder}", *(f"--{name.replace('_', '-')}={port}" for name, port in ports.items())]


@pytest.fixture
def elsewhere():
    """Another process that holds a folder and ports."""
    held = []

    def hold(arguments: list[str]) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDS, *arguments]
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "dags")}
        held.append(subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        assert held[-1].stdout.readline() == "held\n"
        return held[-1]

    yield hold
    for process in held:
        process.kill()
        process.communicate()


@pytest.fixture
def supervisor(tmp_path, monkeypatch):
    monkeypatch.setattr(supervision, "GRACE", 0.5)
    monkeypatch.setattr(supervision, "LOOK_SECONDS", 0.05)
    kept = signal.getsignal(signal.SIGINT)
    started = Supervisor(tmp_path, dict(os.environ))
    yield started
    started.stop()
    signal.signal(signal.SIGINT, kept)


def test_folder_and_ports_are_taken_before_anything_starts(tmp_path, elsewhere):
    mine = options(tmp_path / "a")
    process = elsewhere(mine)
    port = int(mine[1].split("=")[1])

    def refused(*arguments: str) -> str:
        done = subprocess.run([REPOSITORY / "bin/airflow-local", *arguments], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr

    (tmp_path / "a/processes.json").write_text('{"scheduler": 123, "triggerer": 124}')
    assert "another Airflow is at work there; stop it with Ctrl-C in its terminal; where there is none: kill 123 124" in refused(
        *options(tmp_path / "a")
    )
    assert f"Cannot listen on port {port}: another Airflow of yours is starting there" in refused(
        *options(tmp_path / "b", port=port)
    )
    assert not (tmp_path / "b").exists()

    process.communicate("")
    with claimed(Options.of(mine)):
        pass


@pytest.mark.parametrize("option", ["port", "broker_port"])
@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])
def test_a_port_that_somebody_listens_on_is_named_with_the_option_that_changes_it(tmp_path, option, address):
    with socket.socket() as other:
        other.bind((address, 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(LocalError, match=rf"Cannot listen on port {port}: something does already; stop it .lsof -i :{port}"):
            claimed(Options.of(options(tmp_path, **{option: port}))).__enter__()


def test_what_cannot_be_a_port_or_a_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    cases = [
        (options(tmp_path, port=5, broker_port=5), "Cannot use port 5 twice"),
        (options(tmp_path, port=65536), "Cannot listen on port 65536: "),
        (options(tmp_path / "file"), "Cannot write into .*/file: File exists; choose another --folder"),
    ]
    for arguments, said in cases:
        with pytest.raises(LocalError, match=said):
            claimed(Options.of(arguments)).__enter__()


def test_another_broker_leaves_the_port_of_ours_alone(tmp_path):
    with socket.socket() as other:
        other.bind(("localhost", 0))
        other.listen()
        arguments = [*options(tmp_path, broker_port=other.getsockname()[1]), "--bootstrap-servers=elsewhere:9092"]

        with claimed(Options.of(arguments)):
            pass


def test_a_process_that_is_left_behind_holds_the_folder(tmp_path, supervisor):
    """Whoever kills the supervisor alone is not to start a second Airflow beside the first one's processes."""
    arguments = Options.of(options(tmp_path))
    with claimed(arguments) as lock:
        supervisor.inherits = [lock]
        supervisor.start("part", ["sleep", "300"])

    with pytest.raises(LocalError, match=r"another Airflow is at work there; .* where there is none: kill \d+$"):
        claimed(arguments).__enter__()

    supervisor.stop()
    with claimed(arguments):
        pass


def test_keys_are_drawn_once_and_are_long_enough(tmp_path):
    path = tmp_path / "secrets.json"

    keys = Keys.of(path)

    assert Keys.of(path) == keys
    assert path.stat().st_mode & 0o077 == 0
    assert min(len(keys.jwt_secret), len(keys.session_key)) >= KEY_BYTES
    assert len({keys.password, keys.jwt_secret, keys.session_key}) == 3
    assert [one.name for one in tmp_path.iterdir()] == ["secrets.json"]


@pytest.mark.parametrize(
    "text", ["", '{"password": "x', '["x", "y", "z"]', '{"password": "p", "jwt_secret": "j", "session_key": "s"}']
)
def test_keys_that_are_not_whole_are_drawn_again(tmp_path, text):
    path = tmp_path / "secrets.json"
    path.write_text(text)

    keys = Keys.of(path)

    assert len(keys.password) >= 16
    assert Keys.of(path) == keys


def test_what_ends_by_itself_is_started_again(tmp_path, supervisor, capsys):
    supervisor.start("part", ["bash", "-c", f"echo x >> {tmp_path}/starts; [ $(wc -l < {tmp_path}/starts) -lt 3 ] || sleep 300"])

    assert supervisor.run_until(lambda: (tmp_path / "starts").exists() and len((tmp_path / "starts").read_text()) == 6, 30)

    assert capsys.readouterr().err == "  the part has ended (0); starting it again\n" * 2
    (pid,) = json.loads((tmp_path / "processes.json").read_text()).values()
    assert psutil.Process(pid).cmdline()[0] == "bash"


@pytest.mark.parametrize(("command", "starts"), [("exit 1", 6), ("exit 2", 1)])
def test_what_does_not_stay_up_is_given_up(tmp_path, supervisor, command, starts):
    supervisor.start("part", ["bash", "-c", f"echo start; {command}"])

    with pytest.raises(LocalError, match=r"The part does not stay up: .*/logs/part\.log says why"):
        supervisor.run_until(lambda: False, 30)

    assert (tmp_path / "logs/part.log").read_text() == "start\n" * starts


def test_a_log_that_has_become_long_is_kept_once_and_goes_on_empty(tmp_path, supervisor, monkeypatch):
    monkeypatch.setattr(supervision, "MOST_LOG_BYTES", 1000)
    script = f"printf '%02000d\\n' 7; until [ -e {tmp_path}/go ]; do sleep 0.05; done; echo last; sleep 300"
    supervisor.start("part", ["bash", "-c", script])
    logs = tmp_path / "logs"
    assert supervisor.run_until((logs / "part.log.1").exists, 30)
    (tmp_path / "go").touch()

    assert supervisor.run_until(lambda: (logs / "part.log").read_text() == "last\n", 30)

    assert (logs / "part.log.1").stat().st_size == 2001


def test_a_condition_that_does_not_come_ends_the_waiting(supervisor):
    assert not supervisor.run_until(lambda: False, 0.1)


def test_a_preparation_that_fails_names_its_log(supervisor):
    supervisor.once("database", ["true"])
    with pytest.raises(LocalError, match=r"Cannot prepare the database: .*logs/database\.log says why"):
        supervisor.once("database", ["false"])


def test_all_of_it_ends_also_what_is_stubborn_or_in_a_session_of_its_own(tmp_path, supervisor):
    supervisor.start("stubborn", [sys.executable, "-c", STUBBORN, str(tmp_path / "pids")])
    said = wait_until(lambda: (tmp_path / "pids").exists() and (tmp_path / "pids").read_text(), 30, "its children")

    supervisor.stop()

    assert not [pid for pid in map(int, said.split()) if is_at_work(pid)]


def is_at_work(pid: int) -> bool:
    """What has ended may be listed until its new parent takes notice."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False
