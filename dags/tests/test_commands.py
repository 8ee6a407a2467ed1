"""The scripts that a person starts, in a folder where nothing is built."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
COMMANDS = [
    "produce",
    "replay",
    "generate",
    "land",
    "extract",
    "verify",
    "etl",
    "due",
    "ledger",
    "broker",
    "demo",
    "live",
    "stream",
    "doctor",
    "clean",
]


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """The scripts alone, beside what the commands would have made."""
    home = tmp_path / "streamflow"
    (home / "bin").mkdir(parents=True)
    for script in ("streamflow", "bin/clean", "docker-compose.yml"):
        shutil.copy(REPOSITORY / script, home / script)
    for made in ("data/lake/gold", "data/reference", "logs/run", "build/cds", "etl/target"):
        (home / made).mkdir(parents=True)
        (home / made / "file").write_text("something")
    docker = tmp_path / "docker"
    docker.write_text("#!/bin/sh\n")
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return home


def run(*command: object, folder: Path) -> subprocess.CompletedProcess[str]:
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


def tree(home: Path) -> set[str]:
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}


def test_the_launcher_lists_its_commands(home):
    listed = run(home / "streamflow", "--help", folder=home)

    assert listed.returncode == 0
    assert all(f"  {command} " in listed.stdout for command in COMMANDS)


def test_an_unknown_command_is_usage(home):
    unknown = run(home / "streamflow", "prodce", folder=home)

    assert unknown.returncode == 2
    assert unknown.stderr.endswith("streamflow: there is no command prodce\n")
    assert json.loads(unknown.stdout) == {"error": {"exitCode": 2, "message": "there is no command prodce"}}


@pytest.mark.parametrize(("command", "file"), [("land", "ingest/target/ingest.jar"), ("etl", "local/target/classpath")])
def test_what_is_not_built_is_said(home, command, file):
    missing = run(home / "streamflow", command, folder=home)

    assert missing.returncode == 1
    assert missing.stderr == f"streamflow: Cannot run {command}: {file} is not built; run `make build` first\n"
    assert json.loads(missing.stdout)["error"]["exitCode"] == 1


def test_the_launcher_finds_its_home_through_a_link(home, tmp_path):
    link = tmp_path / "sf"
    link.symlink_to(home / "streamflow")

    cleaned = run(link, "clean", "--dry-run", folder=home)

    assert cleaned.returncode == 0, cleaned.stderr


def test_cleaning_says_first_what_it_would_delete(home):
    before = tree(home)

    said = run(home / "streamflow", "clean", "--dry-run", folder=home)

    assert said.returncode == 0
    assert [line.split(" (")[0] for line in said.stdout.splitlines()] == [
        f"would delete {path}" for path in ("data/lake", "logs/run", "build", "etl/target")
    ]
    assert tree(home) == before


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ([], set()),
        (["--data"], {"build/cds/file", "etl/target/file"}),
        (["--build"], {"data/lake/gold/file", "logs/run/file"}),
    ],
)
def test_cleaning_deletes_what_the_commands_have_made_and_nothing_else(home, options, left):
    assert run(home / "streamflow", "clean", *options, folder=home).returncode == 0

    assert tree(home) == {"streamflow", "bin/clean", "docker-compose.yml", "data/reference/file"} | left


@pytest.mark.parametrize("options", [["--everything"], ["--data", "--build"]])
def test_cleaning_does_not_guess(home, options):
    before = tree(home)

    refused = run(home / "streamflow", "clean", *options, folder=home)

    assert refused.returncode == 2
    assert tree(home) == before


def test_make_alone_lists_what_there_is():
    alone = run("make", "-n", folder=REPOSITORY)

    assert alone.stdout == run("make", "-n", "help", folder=REPOSITORY).stdout
    listed = run("make", "help", folder=REPOSITORY).stdout
    targets = ("demo", "check", "test", "soak", "build", "it", "format", "clean", "doctor")
    assert all(f"  make {target} " in listed for target in targets)
