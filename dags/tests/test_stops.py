"""What is said of a job that has failed, without running one."""

from __future__ import annotations

import json
import logging

import pytest

from streamflow_dags import commands, stops
from streamflow_dags.exit_codes import CheckFailed, JobFailed, NotReady, TaskStopped, WronglyCalled, reason
from streamflow_dags.operators import Transcript

ENV = {
    "STREAMFLOW_HOME": "/opt/streamflow",
    "JOB_COMMAND": "etl",
    "JOB_FROM": "2026-01-01",
    "JOB_TO": "2026-01-01",
    "JOB_TOPICS": "events,user_events",
    "JOB_LANDING": "hdfs://namenode:8020/my landing",
    "JOB_LAKE": "/lake",
    "JOB_BROKERS": "kafka:9092",
}


def failed(code: int, *lines: str):
    transcript = Transcript(logging.getLogger("quiet"))
    for line in lines:
        transcript.info(line)
    return transcript.failure(code)


@pytest.mark.parametrize(
    ("code", "kind"), [(1, JobFailed), (2, WronglyCalled), (20, NotReady), (50, CheckFailed), (137, JobFailed)]
)
def test_the_exit_code_decides(code, kind):
    error = failed(code, "a log line", json.dumps({"error": {"exitCode": code, "message": "Cannot go on"}}))

    assert type(error) is kind
    assert str(error).startswith("Cannot go on")
    assert reason(TaskStopped(error)) is error
    assert reason(None) is None


def test_faults_are_counted_and_the_first_is_named():
    faults = ["dt=2026-01-01/a.zst is missing", "dt=2026-01-02/b.zst is missing"]
    error = {"exitCode": 50, "message": "Cannot trust events", "check": "files", "expected": "0", "found": "2", "rows": ["cut"]}

    found = failed(50, json.dumps({"error": error, "done": {"topic": "events", "faults": faults}})).finding
    listed = failed(50, json.dumps({"error": error})).finding

    assert (found.check, found.expected, found.found) == ("files", "0", "2")
    assert (found.faults, found.first) == (2, faults[0])
    assert (listed.faults, listed.first) == (1, "cut")


@pytest.mark.parametrize("last", ["Killed", "[1]", '"text"', '{"error": null}', '{"error": {}}', '{"error": "text"}', "{"])
def test_a_job_that_ends_without_a_result_is_quoted(last):
    error = failed(137, "a log line", last, "", "Command exited with return code 137")

    assert str(error) == f"{last} (exit code 137)"
    assert str(failed(1)) == "it said nothing (exit code 1)"


def test_the_log_is_wrapped_and_a_long_path_stays_beside_its_verb():
    path = "/" + "x" * 119

    assert stops.wrapped(f"Cannot read {path}: it is gone") == [f"Cannot read {path}:", "  it is gone"]
    lines = stops.wrapped("word " * 100)
    assert max(map(len, lines)) <= 120
    assert all(line.startswith("  word") for line in lines[1:])
    assert " ".join(" ".join(lines).split()) == " ".join(["word"] * 100)


def test_a_recommended_command_gets_the_options_of_the_installation():
    said = commands.spelled_out("Cannot read user_events/x. `streamflow verify` says more, `streamflow nonsense` nothing.", ENV)

    assert said == (
        "Cannot read user_events/x. `/opt/streamflow/streamflow verify --topic user_events --landing "
        "'hdfs://namenode:8020/my landing' --bootstrap-servers kafka:9092` says more, `streamflow nonsense` nothing."
    )
    assert commands.spelled_out("`streamflow verify`", {}) == "`streamflow verify`"


def test_the_command_by_hand_reaches_a_kafka_that_asks_for_a_password():
    env = {**ENV, "JOB_COMMAND": "verify", "JOB_TOPIC": "events", "JOB_KAFKA_CONFIG": "/run/secrets/kafka"}

    assert commands.by_hand(env).endswith(" --bootstrap-servers kafka:9092 --kafka-config /run/secrets/kafka")


def test_the_command_by_hand_has_what_the_job_had():
    assert commands.by_hand(ENV) == (
        "/opt/streamflow/streamflow etl --from 2026-01-01 --to 2026-01-01 --topics events,user_events "
        "--landing 'hdfs://namenode:8020/my landing' --lake /lake"
    )
    assert commands.by_hand({}) == ""
