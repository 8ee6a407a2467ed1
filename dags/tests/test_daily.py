"""Every way that a run of the daily DAG can take, in this process; the jobs are scripts that answer as the test says."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re

import psutil
import pytest

from fake_installation import answer, due_date, failure, landed, report
from runs import Outcome, asset_events, labels, note, unwrapped
from streamflow_dags import due, exit_codes

DATE = "2026-01-01"
REFUSED = "trigger it again with values that fit; this run has changed nothing."


@pytest.fixture
def daily(parse, database, monkeypatch):
    dag = parse("streamflow_daily")
    monkeypatch.setattr(dag, "deadline", None)
    monkeypatch.setattr(exit_codes, "WAIT", dt.timedelta(0))
    monkeypatch.setattr(exit_codes, "PAUSE", dt.timedelta(0))
    return dag


@pytest.fixture
def variables(database):
    """Airflow's variables; none is left from another test."""
    # The Task SDK's is for tasks: outside of one there is nobody to ask.
    from airflow.models.variable import Variable

    def clean():
        for name in ("streamflow_told", "streamflow_waived"):
            Variable.delete(name)

    clean()
    yield Variable
    clean()


def test_lands_computes_and_publishes(daily, installation):
    installation.lands(
        user_events=landed("user_events", d2026_01_01=10), transaction_events=landed("transaction_events", d2026_01_01=10)
    ).computes(report(DATE))

    outcome = Outcome.of(daily, {"date": DATE})

    assert outcome.state == "success"
    assert outcome.tasks == {
        "resolve_window": ["success"],
        "ingest.land": ["success", "success"],
        "ingest.check_landing": ["success"],
        "compute.due": ["success"],
        "compute.etl": ["success"],
        "compute.validate_gold": ["success"],
        "publish": ["success"],
    }
    assert installation.alerts == []


def test_hands_the_window_to_the_jobs(daily, installation, monkeypatch):
    monkeypatch.setenv("STREAMFLOW_SPARK_PROPERTIES", "/secrets of/spark.conf")
    installation.lands().computes(report(DATE))

    Outcome.of(daily, {"date": DATE, "lateness": "PT2H", "spark_master": "local[2]", "spark_settings": ["spark.cores.max=2"]})

    land = installation.calls("land")
    assert [call[:7] for call in sorted(land)] == [
        ["land", "--topic", topic, "--through", "2026-01-02T00:00:00Z", "--lateness", "PT2H"]
        for topic in ("transaction_events", "user_events")
    ]
    (etl,) = installation.calls("spark-submit")
    assert etl[:4] == ["--name", f"streamflow etl {DATE} to {DATE}", "--master", "local[2]"]
    assert etl[etl.index("--properties-file") :][:3] == ["--properties-file", "/secrets of/spark.conf", "--load-spark-defaults"]
    assert etl[etl.index("--conf") :][:2] == ["--conf", "spark.cores.max=2"]
    assert etl[etl.index("--from") :][:6] == ["--from", DATE, "--to", DATE, "--topics", "user_events,transaction_events"]
    assert etl[etl.index("--profile") + 1] == "dev"
    (due,) = installation.calls("due")
    assert due[due.index("--from") :][:6] == ["--from", DATE, "--to", DATE, "--topics", "user_events,transaction_events"]
    assert due[due.index("--window") :] == ["--window", "31"]
    assert etl[-1] == "--due"


def test_computes_although_nothing_is_new(daily, installation):
    installation.lands().computes(report(DATE))

    outcome = Outcome.of(daily, {"date": DATE})

    assert outcome.tasks["ingest.land"] == ["skipped", "skipped"]
    assert outcome.tasks["publish"] == ["success"]
    assert outcome.state == "success"


@pytest.mark.parametrize("reason", ["withoutLanding", "upToDate"])
def test_computes_nothing_where_nothing_is_due(daily, installation, reason):
    installation.lands().owes(**{reason: [DATE]})

    outcome = Outcome.of(daily, {"date": DATE})

    assert installation.calls("spark-submit") == []
    assert outcome.tasks["compute.etl"] == ["skipped"]
    assert outcome.tasks["publish"] == ["skipped"]
    assert outcome.state == "success"
    assert note(outcome).startswith(f"Event date {DATE}, nothing to do\n* Nothing to do: ")


def test_the_second_of_two_runs_of_one_date_finds_nothing_to_do_and_says_so(daily, installation):
    """What a trigger from the form does to a paused DAG: the run of the schedule starts beside it."""
    installation.lands().answers("spark-submit", f"{answer()[:-1].replace('[]', json.dumps([DATE]), 1)}'; exit 99")

    outcome = Outcome.of(daily, {"date": DATE})

    assert outcome.tasks["compute.etl"] == ["skipped"]
    assert outcome.tasks["publish"] == ["skipped"]
    assert outcome.state == "success"
    assert (
        note(outcome) == f"Event date {DATE}, nothing to do\n* Nothing to do: {DATE} is up to date: another run has computed it"
    )


def test_computes_all_that_is_due(daily, installation):
    installation.lands().owes("2025-12-28", "2025-12-30", DATE, ranges=[("2025-12-28", "2025-12-28"), ("2025-12-30", DATE)])
    installation.computes(report("2025-12-28"), report("2025-12-30"), report(DATE))

    outcome = Outcome.of(daily, {"date": DATE, "window": 7})

    ranges = [(call[call.index("--from") + 1], call[call.index("--to") + 1]) for call in installation.calls("spark-submit")]
    assert sorted(ranges) == [("2025-12-28", "2025-12-28"), ("2025-12-30", DATE)]
    (due,) = installation.calls("due")
    assert due[due.index("--window") + 1] == "7"
    assert outcome.state == "success"


def test_a_date_that_is_due_and_not_published_is_told(daily, installation):
    installation.lands().owes("2025-12-28", DATE, ranges=[("2025-12-28", DATE)]).computes(report(DATE))

    outcome = Outcome.of(daily, {"date": DATE})

    assert outcome.tasks["compute.validate_gold"] == ["failed"]
    assert installation.alerts[0]["found"] == "['2025-12-28']"


def test_what_is_overdue_is_told_once_a_day_until_it_is_computed_or_waived(daily, installation, variables):
    overdue = [due_date("2025-06-30", purchases=1), due_date("2025-07-01", "more landed since", user_events=1200)]
    installation.lands().owes(upToDate=[DATE], overdue=overdue)

    first = Outcome.of(daily, {"date": DATE})
    assert "* Overdue: 2 dates landed and not computed: 2025-06-30 to 2025-07-01" in note(first)
    assert Outcome.of(daily, {"date": DATE}).state == "success"

    (alert,) = installation.alerts
    assert (alert["kind"], alert["date"], alert["found"]) == ("overdue", "2025-06-30 to 2025-07-01", "2 dates that are not")
    assert (
        "2025-06-30: purchases 1 record landed, never computed; 2025-07-01: user_events 1,200 records landed, more landed since"
        in alert["message"]
    )
    installation.owes(upToDate=[DATE], overdue=[*overdue, due_date("2062-02-01")])
    Outcome.of(daily, {"date": DATE})
    assert [alert["date"] for alert in installation.alerts[1:]] == ["2062-02-01"]
    assert "streamflow_backfill (those in the future in its mode 'ETL only')" in installation.alerts[1]["message"]
    # The next day.
    variables.set("streamflow_told", variables.get("streamflow_told").replace('"on": "20', '"on": "19'))
    Outcome.of(daily, {"date": DATE})
    assert installation.alerts[-1]["date"] == "2025-06-30 to 2062-02-01"


def test_what_is_waived_is_handed_on(daily, installation, variables):
    variables.set("streamflow_waived", "2025-12-30,\n 2025-11-01..2025-11-30 ")
    installation.lands().computes(report(DATE))

    Outcome.of(daily, {"date": DATE})

    (due,) = installation.calls("due")
    assert due[due.index("--waive") + 1] == "2025-12-30,2025-11-01..2025-11-30"


def test_a_date_of_which_nothing_has_landed_though_the_week_had_something_is_told(daily, installation, variables):
    warning = {"check": "within 0.5 of the mean", "of": "user_events", "expected": "100", "found": "0", "rows": []}
    installation.lands().owes(withoutLanding=[DATE], missed=[{"date": DATE, "warnings": [warning]}])

    assert Outcome.of(daily, {"date": DATE}).state == "success"

    (alert,) = installation.alerts
    assert (alert["kind"], alert["date"], alert["expected"], alert["found"]) == ("missing", DATE, "100", "0")
    assert alert["message"] == f"Nothing has landed for {DATE}: user_events is 0, not within 0.5 of the mean"


@pytest.mark.parametrize(
    "case",
    [(True, "", ["missing"]), (True, "2026-01-01", []), (True, "2025-12-01..2026-01-31", []), (False, "", [])],
)
def test_a_day_that_ended_without_records_is_told(daily, installation, variables, monkeypatch, case):
    """Also after more than a week of silence, when there is nothing to compare with; and once."""
    scheduled, waived, kinds = case
    variables.set("streamflow_waived", waived)
    monkeypatch.setattr(due, "is_scheduled", lambda context: scheduled)
    installation.lands().owes(withoutLanding=[DATE])

    outcomes = [Outcome.of(daily, {"date": DATE}) for _ in range(2)]

    assert [outcome.state for outcome in outcomes] == ["success"] * 2
    heads = {note(outcome).splitlines()[0] for outcome in outcomes}
    assert heads == {f"Event date {DATE}{', missing' if kinds else ''}, nothing to do"}
    assert [alert["kind"] for alert in installation.alerts] == kinds
    assert all(alert["message"].startswith(f"Nothing has landed for {DATE}. ") for alert in installation.alerts)


def test_a_topic_that_sends_nothing_is_told_as_missing(daily, installation):
    silent = {"check": "within 0.5 of the mean", "of": "transaction_events", "expected": "810", "found": "0"}
    no_revenue = {**silent, "of": "revenue", "expected": "88510.23"}
    installation.lands().computes(report(DATE, warnings=[silent, no_revenue]))

    assert Outcome.of(daily, {"date": DATE}).state == "success"

    assert [(alert["kind"], alert["check"]) for alert in installation.alerts] == [
        ("missing", "transaction_events: within 0.5 of the mean"),
        ("warning", "revenue: within 0.5 of the mean"),
    ]


def test_late_records_beyond_retention_are_told_once_a_day_and_stop_nothing(daily, installation, variables):
    late = {"date": "2025-01-31", "at": "2026-01-01T03:00:00Z", "before": "2025-06-01", "records": {"user_events": 2}}
    installation.lands().owes(DATE, beyondRetention=[late]).computes(report(DATE))

    assert [Outcome.of(daily, {"date": DATE}).state for _ in range(2)] == ["success"] * 2

    (alert,) = installation.alerts
    assert (alert["kind"], alert["date"], alert["found"]) == ("beyond retention", "2025-01-31", "1 date with some")
    assert "2025-01-31: user_events 2 records. They stay" in alert["message"]


def test_a_date_that_retention_has_deleted_is_nothing_to_do(daily, installation):
    installation.lands().owes(retained=[{"date": DATE, "at": "2026-05-01T03:00:00Z", "before": "2026-03-01", "records": {}}])

    outcome = Outcome.of(daily, {"date": DATE})

    assert (outcome.state, outcome.tasks["compute.etl"]) == ("success", ["skipped"])
    said = f"{DATE} was deleted by retention on 2026-05-01, which kept 2026-03-01 and later"
    assert note(outcome) == f"Event date {DATE}, nothing to do\n* Nothing to do: {said}"
    assert installation.alerts == []


def test_a_date_that_is_deleted_between_the_question_and_the_job_is_settled(daily, installation):
    installation.lands().owes(DATE, "2026-01-02", ranges=[(DATE, "2026-01-02")])
    installation.computes(report("2026-01-02"), retained=[DATE])

    assert Outcome.of(daily, {"date": DATE}).state == "success"


def test_each_run_of_a_backfill_computes_its_own_date(daily, installation):
    from streamflow_dags import window
    from streamflow_dags.settings import Settings

    interval = dt.datetime(2026, 1, 1, tzinfo=dt.timezone.utc)
    for kind, days in (("backfill", 0), ("scheduled", 31)):
        run = type("Run", (), {"conf": {}, "run_type": kind, "data_interval_start": interval})
        context = {"dag_run": run, "dag": daily, "params": daily.params.dump()}
        assert window.daily(context, Settings.read()).days_before == days


def test_a_topic_without_a_daily_table_ends_green(daily, installation):
    installation.lands().computes(report(DATE, tables={}, topics=report(DATE)["topics"][:1]))

    outcome = Outcome.of(daily, {"date": DATE, "topics": ["user_events"]})

    assert outcome.tasks["publish"] == ["success"]
    assert outcome.state == "success"


def test_copies_gold_to_where_people_read_it(daily, installation, monkeypatch, tmp_path):
    installation.lands().computes(report(DATE))
    for table in ("daily_revenue", "product_ranking"):
        (installation.lake / "gold_csv" / table).mkdir(parents=True)
        (installation.lake / f"gold_csv/{table}/{DATE}.csv").write_text(table)
    monkeypatch.setenv("STREAMFLOW_GOLD_CSV", str(tmp_path / "copies"))

    assert Outcome.of(daily, {"date": DATE}).state == "success"
    assert (tmp_path / f"copies/product_ranking/{DATE}.csv").read_text() == "product_ranking"
    assert (tmp_path / f"copies/daily_revenue/{DATE}.csv").read_text() == "daily_revenue"


@pytest.mark.parametrize(
    ("mode", "landed_tasks", "etl"), [("etl_only", ["skipped"], "success"), ("landing_only", None, "skipped")]
)
def test_runs_a_part(daily, installation, mode, landed_tasks, etl):
    installation.lands(user_events=landed("user_events", d2026_01_01=10)).computes(report(DATE))

    outcome = Outcome.of(daily, {"date": DATE, "mode": mode})

    assert outcome.tasks["ingest.land"] == (landed_tasks or ["success", "skipped"])
    assert outcome.tasks["compute.etl"] == [etl]
    assert outcome.tasks["publish"] == [etl]
    assert outcome.state == "success"


def test_waits_for_a_day_that_is_not_over(daily, installation):
    installation.answers("land", *[failure(20, "Cannot land: late records may arrive")] * 6, "exit 99").computes(report(DATE))

    outcome = Outcome.of(daily, {"date": DATE, "topics": ["user_events"]})

    assert len(installation.calls("land")) == 7
    assert outcome.state == "success"
    assert installation.alerts == []


def await_end(pid: int) -> None:
    """Fails after a minute: on a busy machine a process that was killed is there for a while."""
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(pid).wait(timeout=60)


def test_a_job_whose_time_is_over_is_stopped_and_says_so(parse, database, installation, monkeypatch, log):
    monkeypatch.setenv("STREAMFLOW_LAND_HOURS", str(1 / 3600))
    monkeypatch.setattr(exit_codes, "TRIES", 1)
    installation.answers("land", f"echo $$ > {installation.home}/job; exec sleep 300")

    outcome = Outcome.of(parse("streamflow_daily"), {"date": DATE, "topics": ["user_events"]})

    assert outcome.tasks["ingest.land"] == ["failed"]
    assert log.texts("error")[:2] == [
        "Process timed out",
        "Cannot finish ingest.land: it has been stopped after its time limit of 0:00:01",
    ]
    assert not log.tracebacks
    await_end(int((installation.home / "job").read_text()))


def test_tries_again_what_may_help(daily, installation):
    installation.lands().answers("spark-submit", "exit 1", "exit 137", answer(report(DATE)))

    outcome = Outcome.of(daily, {"date": DATE})

    assert len(installation.calls("spark-submit")) == 3
    assert outcome.state == "success"


def test_gives_up_after_a_few_tries(daily, installation):
    installation.lands().answers("spark-submit", failure(1, "Cannot read landing: the disk is gone"))

    outcome = Outcome.of(daily, {"date": DATE})

    assert len(installation.calls("spark-submit")) == 4
    assert outcome.state == "failed"
    (alert,) = installation.alerts
    assert alert["kind"] == "failure"
    assert alert["message"] == "Cannot read landing: the disk is gone (exit code 1)"


@pytest.mark.parametrize(("code", "kind"), [(2, "failure"), (50, "data quality"), (51, "data quality")])
def test_fails_at_once_where_trying_again_is_no_use(daily, installation, code, kind):
    finding = {"check": "revenue", "expected": "10.00", "found": "9.99"} if code != 2 else {}
    says = failure(code, "Cannot publish 2026-01-01: revenue", "Look at the ledger.", **finding)
    installation.lands().answers("spark-submit", says)

    outcome = Outcome.of(daily, {"date": DATE})

    assert len(installation.calls("spark-submit")) == 1
    assert outcome.tasks["compute.etl"] == ["failed"]
    assert outcome.state == "failed"
    (alert,) = installation.alerts
    assert alert["kind"] == kind
    assert alert["message"] == "Cannot publish 2026-01-01: revenue Look at the ledger."
    if finding:
        assert (alert["expected"], alert["found"]) == ("10.00", "9.99")
    assert alert["date"] == DATE
    assert alert["run"] == outcome.run.run_id
    assert "/tasks/compute.etl/mapped/0" in alert["url"]


def test_the_log_of_a_red_task_ends_with_the_reason_and_what_to_do(daily, installation, log):
    finding = {"check": "rows of b.zst", "expected": "10", "found": "9", "rows": ["b.zst", "c.zst"]}
    says = failure(50, "Cannot read user_events/b.zst: it has 9 rows", "`streamflow verify` says what else is wrong.", **finding)
    installation.lands().answers("spark-submit", says)

    outcome = Outcome.of(daily, {"date": DATE})

    folders = f"--landing {installation.landing} --lake {installation.lake}"
    verify = f"{installation.home}/streamflow verify --topic user_events --landing {installation.landing} --bootstrap-servers"
    by_hand = f"{installation.home}/streamflow etl --from {DATE} --to {DATE} --topics user_events,transaction_events {folders}"
    errors = log.texts("error")
    assert unwrapped(errors[:-1]) == (
        f"Cannot read user_events/b.zst: it has 9 rows `{verify} localhost:9092` says what else is wrong. Expected: 10 Found: 9 "
        "Faults: 2, the first: b.zst What to do: the tables of the dates that the reason names are as they were. After a failed "
        f"check find out why the figures differ; then clear the task. By hand: {by_hand}"
    )
    assert errors[-1] == "Task exited"
    assert all(len(line) <= 120 or installation.home.name in line for line in errors)
    assert not log.tracebacks
    (alert,) = installation.alerts
    assert (alert["check"], alert["faults"], alert["first"]) == ("rows of b.zst", 2, "b.zst")
    assert verify in alert["message"]
    assert alert["command"] == by_hand
    assert alert["remedy"].startswith("the tables of the dates")
    assert labels(outcome, "compute.etl") == [f"{DATE}: Cannot read user_events/b.zst: it has 9 rows"]


def test_a_task_that_waits_says_for_what_and_until_when(daily, installation, log):
    installation.answers("land", failure(20, "Cannot land: late records may arrive", "Try again later."), "exit 99")
    installation.computes(report(DATE))

    outcome = Outcome.of(daily, {"date": DATE, "topics": ["user_events"]})

    first, second = log.texts("warning")[:2]
    assert first == "Cannot land: late records may arrive Try again later."
    assert re.fullmatch(r"Next try: \d\d:\d\d UTC", second)
    assert not any("Cannot" in line for line in log.texts("error"))
    assert any(re.fullmatch(r"user_events: Cannot land: .*; next try \d\d:\d\d UTC", label) for label in log.labels)
    # Once it has succeeded or was skipped, nothing of that is left.
    assert labels(outcome, "ingest.land") == ["user_events"]


def test_a_refused_form_has_no_traceback(daily, installation, log):
    outcome = Outcome.of(daily, {"date": DATE, "lateness": "soon"})

    assert note(outcome) == f"Event date {DATE}\n* Red: resolve_window: Cannot use lateness 'soon': it is not a duration"
    assert log.texts("error")[0].startswith("Cannot use lateness 'soon': ")
    assert log.texts("error")[-2:] == [f"What to do: {REFUSED}", "Task exited"]
    assert not log.tracebacks
    assert installation.alerts[0]["remedy"] == REFUSED


def test_what_nobody_expected_keeps_its_traceback(daily, installation, log):
    installation.answers("land", "echo 'no JSON'")

    Outcome.of(daily, {"date": DATE, "topics": ["user_events"]})

    assert log.tracebacks


def test_all_faults_of_the_figures_are_counted(daily, installation):
    audits = [{"check": check, "of": "t", "expected": "1.00", "found": "0.99"} for check in ("c", "d", "e")]
    installation.lands().computes(report(DATE, audits=audits))

    Outcome.of(daily, {"date": DATE})

    (alert,) = installation.alerts
    assert (alert["check"], alert["faults"]) == (f"t of {DATE}: c", 3)
    assert alert["first"] == f"t of {DATE}: c: expected 1.00, found 0.99"
    assert alert["command"].endswith(f"ledger --from {DATE} --to {DATE} --lake {installation.lake}")


@pytest.mark.parametrize(
    ("changes", "expected", "found"),
    [
        ({"landed": 11}, "12", "11"),
        ({"dates": [{"date": DATE, "records": 12}], "rejected": 1}, "12", "13"),
        ({"dates": []}, "12", "0"),
        ({"partitions": [{"partition": 3, "offset": 5, "end": 12}]}, "[]", "[3]"),
    ],
)
def test_refuses_a_landing_that_does_not_balance(daily, installation, changes, expected, found):
    installation.lands(user_events={**landed("user_events", d2026_01_01=12), **changes})

    outcome = Outcome.of(daily, {"date": DATE})

    assert outcome.tasks["ingest.check_landing"] == ["failed"]
    assert installation.calls("spark-submit") == []
    assert [(alert["kind"], alert["expected"], alert["found"]) for alert in installation.alerts] == [
        ("data quality", expected, found)
    ]


@pytest.mark.parametrize(
    ("reports", "expected", "found"),
    [
        ([], "[]", f"['{DATE}']"),
        ([report(DATE, audits=[{"check": "c", "of": "t", "expected": "1.00", "found": "0.99"}])], "1.00", "0.99"),
        ([report(DATE, topics=[{**report(DATE)["topics"][0], "clean": 7}])], "10", "9"),
    ],
)
def test_refuses_gold_that_does_not_balance(daily, installation, reports, expected, found):
    installation.lands().computes(*reports)

    outcome = Outcome.of(daily, {"date": DATE})

    assert outcome.tasks["compute.validate_gold"] == ["failed"]
    assert outcome.tasks["publish"] == ["upstream_failed"]
    assert [(alert["kind"], alert["expected"], alert["found"]) for alert in installation.alerts] == [
        ("data quality", expected, found)
    ]


def test_warns_of_a_drop_and_goes_on(daily, installation):
    drop = {"check": "rows against the last 7 days", "of": "user_events", "expected": "50 to 200", "found": "10"}
    installation.lands().computes(report(DATE, warnings=[drop]))

    outcome = Outcome.of(daily, {"date": DATE})

    assert outcome.state == "success"
    (alert,) = installation.alerts
    assert (alert["kind"], alert["date"], alert["expected"], alert["found"]) == ("warning", DATE, "50 to 200", "10")
    said = f"{DATE}: user_events is 10, not rows against the last 7 days, which is 50 to 200"
    assert alert["message"] == said
    assert note(outcome) == f"Event date {DATE}, 1 warning\n* Warning: {said}"
    assert labels(outcome, "publish")[0].endswith("; 4 gold rows; 1 warning")


def test_reads_what_people_type(daily, installation):
    installation.lands().computes(report(DATE))

    typed = {"topics": ["user_events", " "], "lateness": "90 min", "spark_settings": ["spark.cores.max=2 ", ""], "window": 3.0}
    outcome = Outcome.of(daily, {"date": DATE, "spark_master": " local[2]", **typed})

    assert outcome.state == "success"
    (land,) = installation.calls("land")
    assert land[1:7] == ["--topic", "user_events", "--through", "2026-01-02T00:00:00Z", "--lateness", "PT90M"]
    (etl,) = installation.calls("spark-submit")
    assert [etl[etl.index("--master") + 1], etl[etl.index("--conf") + 1]] == ["local[2]", "spark.cores.max=2"]
    assert etl.count("--conf") == 1
    (due,) = installation.calls("due")
    assert due[due.index("--window") + 1] == "3"


def test_what_landed_for_a_date_in_the_future_is_computed_without_asking_kafka(daily, installation):
    installation.computes(report("2062-02-01"))

    assert Outcome.of(daily, {"date": "2062-02-01", "mode": "etl_only"}).state == "success"


def test_without_a_date_it_is_yesterday(daily, installation):
    yesterday = (dt.datetime.now(dt.timezone.utc).date() - dt.timedelta(days=1)).isoformat()
    installation.lands().owes(upToDate=[yesterday])

    outcome = Outcome.of(daily)

    (due,) = installation.calls("due")
    assert due[due.index("--from") + 1] == yesterday
    assert outcome.state == "success"


def test_takes_the_date_of_the_data_interval(daily, installation):
    installation.lands().computes(report("2026-01-04"))

    Outcome.of(daily, logical_date="2026-01-05")

    (etl,) = installation.calls("spark-submit")
    assert etl[etl.index("--from") + 1] == "2026-01-04"


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        ({"date": DATE, "lateness_": "PT1H"}, "Cannot use parameter lateness_: there are only date,"),
        ({"date": DATE, "topics": ["nowhere"]}, "Cannot use topic nowhere: no schema in"),
        ({"date": "2099-01-01"}, "Cannot compute 2099-01-01: it is in the future, today is 20"),
        ({"date": DATE, "lateness": "soon"}, "Cannot use lateness 'soon': it is not a duration. Write it as 1h,"),
        ({"date": DATE, "window": 3.5}, "Cannot use window 3.5: it does not fit. Whole numbers from 0 to 3,660 fit."),
        ({"date": DATE, "spark_master": "yarn"}, "Cannot use spark_master 'yarn': this installation knows local[*]"),
        ({"date": DATE, "spark_settings": ["spark.jars=x"]}, "Cannot use spark_settings 'spark.jars=x': spark.jars is not"),
    ],
)
def test_refuses_what_it_cannot_use(daily, installation, conf, message):
    outcome = Outcome.of(daily, conf)

    assert outcome.tasks["resolve_window"] == ["failed"]
    assert message in installation.alerts[0]["message"]
    assert installation.calls("land") == []


def test_events_have_the_figures_of_their_date(daily, installation):
    renewed = ["2026-01-02", "2026-01-04"]
    installation.lands(user_events=landed("user_events", d2026_01_01=10)).computes(report(DATE, renewed=renewed))

    outcome = Outcome.of(daily, {"date": DATE})

    told = {name: (key, text) for name, key, text in asset_events(outcome)}
    assert told.keys() == {
        "landing.user_events",
        "streamflow_renewals",
        "streamflow_gold",
        "gold.daily_revenue",
        "gold.product_ranking",
    }
    key, text = told["streamflow_gold"]
    assert (key, text["records"]) == (DATE, {"landed": 20, "clean": 16, "duplicates": 2, "quarantined": 2})
    assert text["tables"] == {"daily_revenue": 1, "product_ranking": 3}
    assert told["gold.product_ranking"] == (
        DATE,
        {"date": DATE, "rows": 3, "publication": 1, "run": "20260102T010000.000000Z", "warnings": []},
    )
    assert told["streamflow_renewals"] == (None, {"renewed": renewed, "with": [DATE]})
    assert told["landing.user_events"][1]["landed"] == 10
    assert labels(outcome, "publish") == [
        f"2026-01-02 to 2026-01-04: trailing columns renewed with {DATE}",
        f"{DATE}: 20 landed, 16 clean, 2 duplicates, 2 quarantined; 4 gold rows",
    ]


def test_a_run_without_anything_new_makes_no_event(daily, installation):
    installation.lands().owes(upToDate=[DATE])

    assert asset_events(Outcome.of(daily, {"date": DATE})) == []
