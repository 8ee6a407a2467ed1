"""Alerts reach the file, the webhook and the mailbox, and one that cannot be reached keeps none of the others from theirs."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from receivers import mail_server, raw_server, web_server
from streamflow_dags import alerts
from streamflow_dags.alerts import Alert, Channels, deadline_missed

ALERT = Alert(
    kind="data quality",
    dag="streamflow_daily",
    run="manual__1",
    task="compute.etl[0]",
    date="2026-01-01",
    message="Cannot publish 2026-01-01: revenue",
    expected="10.00 €",
    found="9.99 €",
    url="http://localhost:8082/dags/streamflow_daily/runs/manual__1/tasks/compute.etl",
)


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("STREAMFLOW_ALERT_FILE", str(tmp_path / "deep/alerts.jsonl"))
    return lambda: [json.loads(line) for line in (tmp_path / "deep/alerts.jsonl").read_text(encoding="utf-8").splitlines()]


def test_to_the_file_by_default(file):
    Channels.read().send(ALERT)
    Channels.read().send(ALERT)

    first, second = file()
    assert first["expected"] == "10.00 €"
    assert second["url"] == ALERT.url


def test_to_a_webhook(file, monkeypatch):
    with web_server() as (address, received):
        monkeypatch.setenv("STREAMFLOW_ALERT_WEBHOOK", address)
        Channels.read().send(ALERT)

    (body,) = received
    assert body["text"].startswith(
        "Streamflow: data quality in streamflow_daily of 2026-01-01\nCannot publish 2026-01-01: revenue"
    )
    assert (body["run"], body["found"], body["url"]) == (ALERT.run, ALERT.found, ALERT.url)


def test_by_mail(file, monkeypatch):
    with mail_server() as (server, received):
        monkeypatch.setenv("STREAMFLOW_ALERT_EMAIL", "data@example.org")
        monkeypatch.setenv("STREAMFLOW_SMTP", server)
        Channels.read().send(ALERT)

    (mail,) = received
    assert mail["To"] == "data@example.org"
    assert mail["Subject"] == "Streamflow: data quality in streamflow_daily of 2026-01-01"
    text = mail.get_payload(decode=True).decode()
    for fact in (ALERT.message, ALERT.expected, ALERT.found, ALERT.url, ALERT.run):
        assert fact in text


def test_a_channel_that_is_down_does_not_silence_the_others(file, monkeypatch):
    with web_server(status=500) as (address, asked), mail_server() as (server, received):
        monkeypatch.setenv("STREAMFLOW_ALERT_WEBHOOK", address)
        monkeypatch.setenv("STREAMFLOW_ALERT_EMAIL", "data@example.org")
        monkeypatch.setenv("STREAMFLOW_SMTP", server)
        Channels.read().send(ALERT)

    assert len(asked) == len(received) == len(file()) == 1


@pytest.mark.parametrize(
    "answer", [b"garbage\r\n\r\n", b"\0\xff" * 1000, b"HTTP/1.1 200", b"", b"HTTP/1.1 302 x\r\nLocation: file:///x\r\n\r\n"]
)
def test_a_webhook_that_answers_garbage_does_not_silence_the_others(file, monkeypatch, answer):
    with raw_server(answer) as address, mail_server() as (server, received):
        monkeypatch.setenv("STREAMFLOW_ALERT_WEBHOOK", address)
        monkeypatch.setenv("STREAMFLOW_ALERT_EMAIL", "data@example.org")
        monkeypatch.setenv("STREAMFLOW_SMTP", server)
        Channels.read().send(ALERT)

    assert len(received) == len(file()) == 1


def test_no_task_waits_for_a_webhook_that_answers_a_byte_at_a_time(file, monkeypatch):
    monkeypatch.setattr(alerts, "LONGEST_SECONDS", 0.5)
    with raw_server(b"HTTP/1.1 200 OK\r\nX: ", drips=True) as address:
        monkeypatch.setenv("STREAMFLOW_ALERT_WEBHOOK", address)
        begin = time.monotonic()
        Channels.read().send(ALERT)

    assert time.monotonic() - begin < alerts.PATIENCE_SECONDS
    assert len(file()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STREAMFLOW_ALERT_WEBHOOK", "https://"),
        ("STREAMFLOW_ALERT_WEBHOOK", "http://[::1/x"),
        ("STREAMFLOW_ALERT_WEBHOOK", "https://two words/secret"),
        ("STREAMFLOW_SMTP", "mail.example.org"),
        ("STREAMFLOW_SMTP", "localhost:many"),
        ("STREAMFLOW_ALERT_EMAIL", "data@example.org\nBcc: somebody@example.org"),
        ("STREAMFLOW_ALERT_EMAIL_FROM", "a\nb"),
    ],
)
def test_a_channel_that_is_set_wrongly_stops_neither_the_others_nor_the_run(file, monkeypatch, caplog, name, value):
    monkeypatch.setenv("STREAMFLOW_ALERT_EMAIL", "data@example.org")
    monkeypatch.setenv("STREAMFLOW_SMTP", "localhost:1")
    monkeypatch.setenv(name, value)

    Channels.read().send(ALERT)

    assert len(file()) == 1
    said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert any(line.startswith("Cannot send the alert ") for line in said)
    assert not any("secret" in line for line in said)


def test_what_has_no_utf_8_is_told_all_the_same(file, monkeypatch):
    with web_server() as (address, received), mail_server() as (server, mails):
        monkeypatch.setenv("STREAMFLOW_ALERT_WEBHOOK", address)
        monkeypatch.setenv("STREAMFLOW_ALERT_EMAIL", "data@example.org")
        monkeypatch.setenv("STREAMFLOW_SMTP", server)
        Channels.read().send(replace(ALERT, message="Cannot read \udcff", date="2026-01-01\n"))

    assert file()[0]["message"] == received[0]["message"] == "Cannot read \\udcff"
    assert mails[0]["Subject"] == "Streamflow: data quality in streamflow_daily of 2026-01-01"


def test_a_folder_that_cannot_be_written_does_not_silence_the_webhook(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("STREAMFLOW_ALERT_FILE", str(tmp_path / "file/alerts.jsonl"))
    with web_server() as (address, received):
        monkeypatch.setenv("STREAMFLOW_ALERT_WEBHOOK", address)
        Channels.read().send(ALERT)

    assert len(received) == 1


def test_a_file_is_no_webhook(file, monkeypatch):
    monkeypatch.setenv("STREAMFLOW_ALERT_WEBHOOK", "file:///etc/passwd")

    Channels.read().send(ALERT)

    assert len(file()) == 1


def test_a_missed_deadline_names_the_run(file, monkeypatch):
    monkeypatch.setenv("AIRFLOW__API__BASE_URL", "http://localhost:8082")
    run = {"dag_id": "streamflow_daily", "dag_run_id": "manual__1", "state": "running", "conf": {"date": "2026-01-01"}}
    run["data_interval_start"] = None

    deadline_missed(minutes=30, context={"dag_run": run})

    (alert,) = file()
    assert (alert["kind"], alert["date"], alert["run"]) == ("deadline", "2026-01-01", "manual__1")
    assert alert["expected"] == "an end within 30 minutes"
    assert alert["url"] == "http://localhost:8082/dags/streamflow_daily/runs/manual__1"
