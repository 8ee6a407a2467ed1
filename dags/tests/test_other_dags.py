"""The range, the sample data and the maintenance, in this process."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from fake_installation import answer, failure, landed, report
from runs import Outcome, asset_events, labels, note
from streamflow_dags import exit_codes

DAYS = ["2026-01-01", "2026-01-02", "2026-01-03"]
LATER = "2026-01-05"


@pytest.fixture
def backfill(parse, database, monkeypatch):
    dag = parse("streamflow_backfill")
    monkeypatch.setattr(dag, "deadline", None)
    monkeypatch.setattr(exit_codes, "PAUSE", dt.timedelta(0))
    return dag


def test_a_range_is_one_application_and_one_event_per_date(backfill, installation):
    installation.lands(user_events=landed("user_events", d2026_01_02=1)).computes(*(report(day) for day in DAYS))

    outcome = Outcome.of(backfill, {"from": DAYS[0], "to": DAYS[-1]})

    (etl,) = installation.calls("spark-submit")
    assert etl[etl.index("--from") :][:4] == ["--from", DAYS[0], "--to", DAYS[-1]]
    assert outcome.tasks["publish"] == ["success"] * 3
    assert outcome.state == "success"
    assert labels(outcome, "compute.etl") == [f"{DAYS[0]} to {DAYS[-1]}"]
    assert note(outcome) == f"Event dates {DAYS[0]} to {DAYS[-1]}"


def test_more_dates_than_airflow_maps_a_task_to_are_published_several_at_a_time(backfill, installation, monkeypatch):
    monkeypatch.setenv("AIRFLOW__CORE__MAX_MAP_LENGTH", "2")
    installation.lands().owes(*DAYS)
    both = answer(report(DAYS[0]), report(DAYS[1]))
    installation.answers("spark-submit", f'case "$*" in *"--from {DAYS[0]}"*) {both} ;; *) {answer(report(DAYS[2]))} ;; esac')

    outcome = Outcome.of(backfill, {"from": DAYS[0], "to": DAYS[-1]})

    assert outcome.state == "success"
    calls = installation.calls("spark-submit")
    assert sorted(call[call.index("--to") + 1] for call in calls) == DAYS[1:]
    assert labels(outcome, "publish") == [
        f"{DAYS[0]} to {DAYS[1]}: 2 dates: 40 landed, 32 clean, 4 duplicates, 4 quarantined",
        f"{DAYS[2]}: 20 landed, 16 clean, 2 duplicates, 2 quarantined; 4 gold rows",
    ]
    assert partitions(outcome) == DAYS


@pytest.mark.parametrize("published", [DAYS[:1], [DAYS[0], DAYS[2]]])
def test_a_range_with_an_empty_date_stays_green_after_a_retry(backfill, installation, published):
    rest = {"run": "r", "upToDate": [], "withoutLanding": [DAYS[1]], "retained": [], "missed": [], "dates": [report(DAYS[2])]}
    installation.lands().owes(DAYS[0], DAYS[2], ranges=[(DAYS[0], DAYS[2])], withoutLanding=[DAYS[1]])
    installation.answers("spark-submit", "kill -9 $$", f"echo '{json.dumps(rest)}'")
    installation.answers("ledger", answer(*(report(day) for day in published)))

    outcome = Outcome.of(backfill, {"from": DAYS[0], "to": DAYS[-1]})

    assert outcome.state == "success"
    assert partitions(outcome) == [DAYS[0], DAYS[2]]


def test_a_range_goes_on_after_the_last_date_that_it_had_published(backfill, installation):
    installation.lands().answers("spark-submit", "kill -9 $$", answer(report(DAYS[2])))
    installation.answers("ledger", answer(report(DAYS[1])))

    outcome = Outcome.of(backfill, {"from": DAYS[0], "to": DAYS[-1]})

    calls = installation.calls("spark-submit")
    assert [call[call.index("--from") :][:4] for call in calls] == [
        ["--from", DAYS[0], "--to", DAYS[2]],
        ["--from", DAYS[2], "--to", DAYS[2]],
    ]
    labels = {call[call.index("--label") + 1] for call in [*calls, *installation.calls("ledger")]}
    assert len(labels) == 1
    assert outcome.run.run_id in labels.pop()
    # Of the first date there is no report and no word that it is empty: that must not pass for published.
    assert outcome.tasks["compute.validate_gold"] == ["failed"]
    assert installation.alerts[0]["found"] == f"['{DAYS[0]}']"


def test_a_range_that_was_published_whole_before_the_kill_is_not_computed_again(backfill, installation):
    installation.lands().answers("spark-submit", "kill -9 $$")
    installation.answers("ledger", answer(report(DAYS[0]), report(DAYS[1])))

    outcome = Outcome.of(backfill, {"from": DAYS[0], "to": DAYS[1]})

    assert len(installation.calls("spark-submit")) == 1
    assert outcome.tasks["publish"] == ["success"] * 2
    assert outcome.state == "success"


def test_a_range_whose_rest_another_run_has_computed_publishes_what_it_had(backfill, installation):
    others = json.dumps({"upToDate": DAYS[1:], "withoutLanding": [], "dates": []})
    installation.lands().answers("spark-submit", "kill -9 $$", f"echo '{others}'; exit 99")
    installation.answers("ledger", answer(report(DAYS[0])))

    outcome = Outcome.of(backfill, {"from": DAYS[0], "to": DAYS[-1]})

    assert outcome.tasks["publish"] == ["success"]
    assert outcome.state == "success"
    assert f"* Nothing to do: {DAYS[2]} is up to date: another run has computed it" in note(outcome)


def test_the_newest_event_of_a_table_is_its_newest_publication(backfill, installation):
    """Ranges end as they like; a date that is computed again is published after later ones."""
    reports = [report(DAYS[0], publication=9), report(DAYS[1], publication=7), report(DAYS[2], publication=8, renewed=[LATER])]
    installation.lands().computes(*reports)

    outcome = Outcome.of(backfill, {"from": DAYS[0], "to": DAYS[-1]})

    told = asset_events(outcome)
    published = [(key, text["publication"]) for name, key, text in told if name == "gold.daily_revenue"]
    assert published == [(DAYS[1], 7), (DAYS[2], 8), (DAYS[0], 9)]
    assert [text for name, _, text in told if name == "streamflow_renewals"] == [{"renewed": [LATER], "with": DAYS}]


def test_a_killed_range_that_had_published_nothing_starts_again(backfill, installation):
    installation.lands().answers("spark-submit", "kill -9 $$", answer(*(report(day) for day in DAYS)))
    installation.answers("ledger", "exit 99")

    assert Outcome.of(backfill, {"from": DAYS[0], "to": DAYS[-1]}).state == "success"


def test_a_range_computes_what_is_due_of_it_and_nothing_before_it(backfill, installation):
    overdue = [{"date": "2020-01-01", "records": {"user_events": 1}, "reasons": [{"reason": "never computed"}]}]
    installation.lands().owes(DAYS[0], DAYS[2], upToDate=[DAYS[1]], overdue=overdue)
    installation.answers(
        "spark-submit", f'case "$*" in *"--from {DAYS[0]}"*) {answer(report(DAYS[0]))} ;; *) {answer(report(DAYS[2]))} ;; esac'
    )

    outcome = Outcome.of(backfill, {"from": DAYS[0], "to": DAYS[-1]})

    (asked,) = installation.calls("due")
    assert asked[asked.index("--window") + 1] == "0"
    assert outcome.tasks["publish"] == ["success"] * 2
    assert installation.alerts == []


@pytest.mark.parametrize(("mode", "again"), [("full", False), ("etl_only", True)])
def test_a_range_is_computed_in_the_mode_of_the_form(backfill, installation, mode, again):
    installation.lands().computes(*(report(day) for day in DAYS))

    outcome = Outcome.of(backfill, {"from": DAYS[0], "to": DAYS[-1], "mode": mode})

    assert ("--again" in installation.calls("due")[0]) is again
    assert len(installation.calls("land")) == (0 if again else 2)
    assert outcome.state == "success"


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        ({"from": "2026-01-02", "to": "2026-01-01"}, "the last date comes first"),
        ({"from": "1990-01-01", "to": "2026-01-01"}, "more than 3660 dates"),
        ({"from": "2026-01-01", "to": "2026-01-02", "date": "2026-01-01"}, "Cannot use parameter date"),
        ({"from": "2099-01-01", "to": "2099-01-02"}, "Cannot compute 2099-01-02: it is in the future"),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(backfill, installation, conf, message):
    outcome = Outcome.of(backfill, conf)

    assert outcome.state == "failed"
    assert message in installation.alerts[0]["message"]
    assert installation.calls("spark-submit") == []


def test_sample_data_counts_the_shop_in_sessions_and_the_rest_in_events(parse, database, installation):
    installation.answers("produce", "echo '{\"sent\":1}'")

    outcome = Outcome.of(
        parse("streamflow_sample_data"),
        {"date": DAYS[0], "topics": ["user_events", "purchases"], "sessions": 7, "count": 9, "dirt": 0.5},
    )

    assert outcome.state == "success"
    assert {name: text for name, _, text in asset_events(outcome)} == {
        "kafka.purchases": {"sent": 1},
        "kafka.user_events": {"sent": 1},
    }
    assert sorted(call[:9] for call in installation.calls("produce")) == [
        ["produce", "--schema", "purchases", "--date", DAYS[0], "--count", "9", "--dirt", "0.5"],
        ["produce", "--schema", "user_events", "--date", DAYS[0], "--sessions", "7", "--dirt", "0.5"],
    ]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("sessions", -1, "Cannot use sessions -1: it does not fit. Whole numbers from 0 to 10,000,000 fit."),
        ("dirt", 5, "Cannot use dirt 5: it is a share. Numbers from 0 to 1 fit, such as 0.01"),
        ("seed", 0.5, "Cannot use seed 0.5: it does not fit. Whole numbers from 0"),
        ("date", "2099-01-01", "Cannot make events of 2099-01-01: it is in the future"),
        ("to", "2020-01-01", " to 2020-01-01: the last date comes first."),
    ],
)
@pytest.mark.usefixtures("database")
def test_sample_data_that_makes_no_sense_is_refused(parse, installation, field, value, said):
    outcome = Outcome.of(parse("streamflow_sample_data"), {field: value})

    assert outcome.state == "failed"
    assert said in installation.alerts[0]["message"]
    assert installation.calls("produce") == []


def test_a_field_that_was_emptied_counts_as_its_default(parse, database, installation):
    installation.answers("produce", "echo '{}'")
    empty = dict.fromkeys(("date", "to", "topics", "sessions", "count", "dirt", "seed"))

    assert Outcome.of(parse("streamflow_sample_data"), empty).state == "success"
    assert {tuple(call[5:11]) for call in installation.calls("produce")} == {
        ("--sessions", "2000", "--dirt", "0.01", "--seed", "1")
    }


def test_sample_data_of_several_dates_is_one_call_per_topic(parse, database, installation):
    installation.answers("produce", "echo '{}'")

    outcome = Outcome.of(parse("streamflow_sample_data"), {"date": DAYS[0], "to": DAYS[2], "topics": ["user_events"]})

    assert outcome.state == "success"
    (call,) = installation.calls("produce")
    assert call[:7] == ["produce", "--schema", "user_events", "--from", DAYS[0], "--to", DAYS[2]]
    assert note(outcome) == f"Event dates {DAYS[0]} to {DAYS[2]}"


def test_a_new_topic_needs_a_schema_and_nothing_else(parse, database, installation):
    (installation.home / "schemas/new_events.json").write_text('{"title": "New", "x-topic": {"name": "brand-new"}}')
    installation.answers("produce", "echo '{}'")

    outcome = Outcome.of(parse("streamflow_sample_data"), {"topics": ["brand-new"]})

    assert outcome.state == "success"
    (call,) = installation.calls("produce")
    assert call[2] == "new_events"


@pytest.mark.parametrize("text", ['{"title": ', '["a list"]'])
def test_a_schema_that_cannot_be_read_is_named(parse, database, installation, text):
    (installation.home / "schemas/broken.json").write_text(text)

    outcome = Outcome.of(parse("streamflow_sample_data"), {})

    assert outcome.state == "failed"
    assert f"Cannot use the schema {installation.home}/schemas/broken.json: " in installation.alerts[0]["message"]


def test_a_schema_may_begin_with_a_byte_order_mark(parse, database, installation):
    (installation.home / "schemas/marked.json").write_text('{"title": "Marked"}', encoding="utf-8-sig")
    installation.answers("produce", "echo '{}'")

    assert Outcome.of(parse("streamflow_sample_data"), {"topics": ["marked"]}).state == "success"


def test_maintenance_only_names_what_is_too_old_until_it_is_told_to_delete(parse, database, installation, monkeypatch):
    installation.answers("verify", "echo '{\"faults\":[]}'").answers("retain", 'echo \'{"dates":1,"files":2}\'')
    monkeypatch.setenv("STREAMFLOW_GOLD_CSV", "/copies")
    conf = {"landing_days": 90, "lake_days": 62, "topics": ["user_events"]}

    dry = Outcome.of(parse("streamflow_maintenance"), conf)
    wet = Outcome.of(parse("streamflow_maintenance"), {**conf, "dry_run": False})

    assert (dry.state, dry.tasks["retain"], wet.state) == ("success", ["success"] * 2, "success")
    calls = [call[call.index("retain") + 1 :] for call in installation.calls("retain")]
    today = dt.datetime.now(dt.timezone.utc).date()
    for call, zone, days in zip(calls, ["lake", "landing"] * 2, [62, 90] * 2, strict=True):
        assert call[:6] == ["--before", f"{today - dt.timedelta(days)}", "--only", zone, "--topics", "user_events"]
        assert call[6:10] == ["--landing", str(installation.landing), "--lake", str(installation.lake)]
    assert [call[10:] for call in calls] == [["--dry-run", "--copies", "/copies"]] * 2 + [["--copies", "/copies"]] * 2
    assert "--since" not in installation.calls("verify")[0]


def test_maintenance_leaves_alone_what_is_kept_for_ever(parse, database, installation):
    installation.answers("verify", "echo '{\"faults\":[]}'").answers("retain", "exit 99")

    every = Outcome.of(parse("streamflow_maintenance"), {"dry_run": False})
    tables = Outcome.of(parse("streamflow_maintenance"), {"lake_days": 62, "dry_run": False})

    assert (every.state, every.tasks["retain"]) == ("success", ["skipped"])
    assert (tables.state, tables.tasks["retain"]) == ("success", ["skipped"])
    assert [call[call.index("--only") + 1] for call in installation.calls("retain")] == ["lake"]


def test_maintenance_deletes_nothing_as_long_as_there_is_a_fault(parse, database, installation):
    installation.answers("verify", "echo 'missing: dt=2026-01-01/x' >&2; exit 50")

    outcome = Outcome.of(parse("streamflow_maintenance"), {"lake_days": 62, "dry_run": False})

    assert outcome.state == "failed"
    assert installation.calls("retain") == []


def test_a_retention_waits_for_the_run_that_is_at_work(parse, database, installation, monkeypatch):
    monkeypatch.setattr(exit_codes, "WAIT", dt.timedelta(0))
    installation.answers("verify", "echo '{\"faults\":[]}'")
    installation.answers("retain", failure(20, "Cannot publish: another run is at work"), "echo '{\"dates\":1}'")

    outcome = Outcome.of(parse("streamflow_maintenance"), {"lake_days": 62, "dry_run": False})

    assert (outcome.state, len(installation.calls("retain"))) == ("success", 2)


@pytest.mark.parametrize("conf", [{"landing_days": 3}, {"landing_days": 61}, {"lake_days": 30}])
def test_maintenance_says_for_how_long_data_is_kept_at_least(parse, database, installation, conf):
    outcome = Outcome.of(parse("streamflow_maintenance"), conf)

    assert outcome.state == "failed"
    ((field, value),) = conf.items()
    assert f"Cannot use {field} {value}: " in installation.alerts[0]["message"]
    assert "Whole numbers from 62 to 36,500 fit." in installation.alerts[0]["message"]
    assert installation.calls("verify") == []


@pytest.mark.parametrize("conf", [{"landing_days": 30}, {"landing_days": 70}, {"landing_days": 70, "lake_days": 80}])
def test_maintenance_keeps_landing_as_long_as_the_tables(parse, database, installation, conf):
    outcome = Outcome.of(parse("streamflow_maintenance"), {**conf, "dry_run": False})

    assert outcome.state == "failed"
    assert "they could not be computed again" in installation.alerts[0]["message"]


def partitions(outcome):
    return sorted(key for name, key, _ in asset_events(outcome) if name == "streamflow_gold")
