"""No value of a form reaches a shell as anything but a value, and the form takes none that could be meant to."""

from __future__ import annotations

import datetime as dt
import os
import subprocess

import pytest
from airflow.sdk.exceptions import ParamValidationError

from streamflow_dags import jobs
from streamflow_dags.settings import Settings
from streamflow_dags.window import Window

CANARY = "canary"
HOSTILE = [
    "$(touch canary)",
    "`touch canary`",
    "; touch canary",
    "' ; touch canary ; '",
    '" ; touch canary ; "',
    "a\ntouch canary",
    "| touch canary",
    "&& touch canary",
    "{{ ''.__class__ }}",
    "{% raw %}",
    "${IFS}",
    "*",
    "--help",
    "\\",
    "äöü€𝄞",
    "",
]
FIELDS = ["date", "topics", "mode", "lateness", "spark_master", "spark_settings"]
# What would be taken by Spark, but is the installation's to say.
POWERFUL = [
    "spark.driver.extraJavaOptions=-XX:OnOutOfMemoryError=touch",
    "spark.jars=http://evil/x.jar",
    "spark.plugins=evil.Plugin",
    "spark.driver.extraClassPath=/tmp/x",
    "spark.sql.extensions=evil.Extensions",
    "spark.hadoop.fs.defaultFS=hdfs://evil",
    "spark.executorEnv.LD_PRELOAD=/tmp/x.so",
    "spark.sql.warehouse.dir=/tmp",
    "spark.submit.pyFiles=/x",
    "spark.sql.shuffle.partitions=1 --class Evil",
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("field", FIELDS)
def test_the_form_refuses_it(parse_once, field, value):
    param = parse_once.params.get_param(field)
    text = [value] if "array" in param.schema["type"] else value

    with pytest.raises(ParamValidationError):
        param.resolve(text)


@pytest.mark.parametrize("value", ["2026-13-01", "2026-02-30", "yesterday", "2026-1-1", "20260101"])
def test_the_form_refuses_what_is_no_date(parse_once, value):
    with pytest.raises(ParamValidationError):
        parse_once.params.get_param("date").resolve(value)


@pytest.mark.parametrize("value", POWERFUL)
def test_the_form_refuses_settings_that_load_code_or_move_files(parse_once, value):
    with pytest.raises(ParamValidationError):
        parse_once.params.get_param("spark_settings").resolve([value])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "2026-01-31"),
        ("date", None),
        ("topics", ["user_events", "a.b-c_d"]),
        ("lateness", "P1DT2H30M"),
        ("lateness", "PT0S"),
        ("spark_master", "local[*]"),
        ("spark_master", "spark://spark-master:7077"),
        ("spark_master", "k8s://https://10.0.0.1:6443"),
        ("spark_settings", ["spark.sql.shuffle.partitions=64", "spark.driver.memory=4g", "spark.executor.cores=2"]),
    ],
)
def test_the_form_takes_what_is_meant(parse_once, field, value):
    assert parse_once.params.get_param(field).resolve(value) == value


@pytest.fixture(scope="module")
def parse_once(dagbag):
    return dagbag.dags["streamflow_daily"]


@pytest.mark.parametrize("value", HOSTILE)
def test_the_shell_hands_it_on_as_it_is(installation, tmp_path, value):
    settings = Settings.read()
    window = Window(dt.date(2026, 1, 1), dt.date(2026, 1, 1), (value,))
    params = {"spark_master": value or None, "spark_settings": [value], "mode": "full"}
    for job in ("land", "due", "ledger", "spark-submit"):
        installation.answers(job, "echo '{}'")

    (land,) = jobs.landings(window, value, settings)
    (compute,) = jobs.computations([{"from": "2026-01-01", "to": "2026-01-01"}], [value], params, settings)
    labelled = {**compute, "JOB_LABEL": value}
    bash(jobs.LAND, land, tmp_path)
    bash(jobs.DUE, jobs.question(window, value, settings), tmp_path)
    bash(jobs.ETL, labelled, tmp_path)
    bash(jobs.LEDGER, labelled, tmp_path)

    (call,) = installation.calls("land")
    assert call[call.index("--topic") + 1] == value
    assert call[call.index("--lateness") + 1] == value
    (call,) = installation.calls("due")
    assert call[call.index("--topics") + 1] == value
    assert call[-2:] == (["--waive", value] if value else ["--window", "0"])
    (call,) = installation.calls("ledger")
    assert call[-2:] == ["--label", value]
    (call,) = installation.calls("spark-submit")
    assert call[call.index("--label") :] == ["--label", value, "--due"]
    assert call[call.index("--master") + 1] == (value or "local[*]")
    assert call[call.index("--topics") + 1] == value
    given = [call[index + 1] for index, word in enumerate(call[: call.index("--class")]) if word == "--conf"]
    assert given == [line for line in value.split("\n") if line]
    assert not list(tmp_path.rglob(CANARY))


def bash(command, env, folder):
    done = subprocess.run(
        ["bash", "-c", command], env={**os.environ, **env}, cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "{}\n"), done.stderr


def test_the_commands_are_constant():
    for command in (jobs.LAND, jobs.DUE, jobs.ETL, jobs.LEDGER, jobs.PRODUCE, jobs.VERIFY):
        assert "{{" not in command
        assert "{%" not in command
        assert "eval" not in command
