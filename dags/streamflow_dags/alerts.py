"""One place that every alert goes through, from a failure to a warning."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import smtplib
import threading
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Literal

from airflow.sdk import BaseNotifier

from streamflow_dags import alert_file, checks, labels, stops
from streamflow_dags.exit_codes import CheckFailed, Finding, reason

LOG = logging.getLogger(__name__)
PATIENCE_SECONDS = 15
LONGEST_SECONDS = 45


@dataclass(frozen=True)
class Alert:
    """
    What somebody should know.

    :param kind: how bad it is. A failure: a task has stopped. Data quality: figures are wrong. Warning: published figures are
        unusual. Missing, overdue: nothing has landed, or it was never computed. Beyond retention: late records of deleted dates.
        Deadline: a run takes long
    :param date: the event date or dates it is about, empty where that is not known
    :param expected: what would have been right
    :param found: what is there instead
    :param url: the log, or the run where there is no log
    :param check: the name of the check that has failed or warns
    :param faults: how many faults it has found, and the first of them
    :param remedy: what to do
    :param command: what a person types to look into it
    """

    kind: Literal["failure", "data quality", "warning", "missing", "overdue", "beyond retention", "deadline"]
    dag: str
    run: str
    task: str
    date: str
    message: str
    expected: str
    found: str
    url: str
    check: str = ""
    faults: int = 0
    first: str = ""
    remedy: str = ""
    command: str = ""

    @property
    def subject(self) -> str:
        """One line."""
        about = f" of {self.date}" if self.date else ""
        return " ".join(f"Streamflow: {self.kind} in {self.dag}{about}".split())

    def printable(self) -> Alert:
        """Without what has no UTF-8, which the output of a job may be full of."""
        texts = {name: value for name, value in asdict(self).items() if isinstance(value, str)}
        return replace(self, **{name: text.encode("utf-8", "backslashreplace").decode() for name, text in texts.items()})

    @property
    def text(self) -> str:
        """For people: one line per fact."""
        facts = {name: value for name, value in asdict(self).items() if value and name != "message"}
        return "\n".join([self.message, "", *(f"{name}: {value}" for name, value in facts.items())])


@dataclass(frozen=True)
class Channels:
    """
    Where alerts go: always to the log and a file, and where configured to a webhook and by e-mail.

    :param smtp: ``host:port`` of the mail server
    """

    file: Path
    webhook: str
    email_to: str
    email_from: str
    smtp: str

    @classmethod
    def read(cls) -> Channels:
        """From the environment."""
        variable = os.environ.get
        return cls(
            file=Path(variable("STREAMFLOW_ALERT_FILE") or f"{variable('AIRFLOW_HOME', '.')}/alerts.jsonl"),
            webhook=_web_address(variable("STREAMFLOW_ALERT_WEBHOOK", "")),
            email_to=variable("STREAMFLOW_ALERT_EMAIL", ""),
            email_from=variable("STREAMFLOW_ALERT_EMAIL_FROM") or "streamflow@localhost",
            smtp=variable("STREAMFLOW_SMTP") or "localhost:25",
        )

    def send(self, alert: Alert) -> None:
        """Sends it everywhere; a channel that fails is logged and keeps no other one from its turn."""
        alert = alert.printable()
        LOG.warning("%s\n%s", alert.subject, alert.text)
        ways = [self._to_file]
        ways += [self._to_webhook] if self.webhook else []
        ways += [self._by_email] if self.email_to else []
        for way in ways:
            name = way.__name__.strip("_").replace("_", " ")
            # A server may answer a byte at a time, each in time; no task waits for it.
            sender = threading.Thread(target=self._attempt, args=(way, name, alert), daemon=True)
            sender.start()
            sender.join(LONGEST_SECONDS)
            if sender.is_alive():
                LOG.error("Cannot send the alert %s: no answer within %s s", name, LONGEST_SECONDS)

    def _attempt(self, way: Callable[[Alert], None], name: str, alert: Alert) -> None:
        try:
            way(alert)
        except Exception as e:  # What is wrong with a channel must stop neither the others nor the task.
            # The webhook's address is a secret, and part of some messages.
            said = str(e).replace(self.webhook, "the webhook") if self.webhook else str(e)
            LOG.error("Cannot send the alert %s: %s: %s", name, type(e).__name__, said)

    def _to_file(self, alert: Alert) -> None:
        line = json.dumps({"at": dt.datetime.now(dt.timezone.utc).isoformat(), **asdict(alert)}, ensure_ascii=False)
        alert_file.append(self.file, line)

    def _to_webhook(self, alert: Alert) -> None:
        # `text` is what Slack, Mattermost and Teams show; the rest is for programs.
        body = json.dumps({"text": f"{alert.subject}\n{alert.text}", **asdict(alert)}).encode()
        request = urllib.request.Request(self.webhook, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS):
            LOG.info("The webhook took the alert")

    def _by_email(self, alert: Alert) -> None:
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = alert.subject, self.email_from, self.email_to
        mail.set_content(alert.text)
        host, _, port = self.smtp.rpartition(":")
        with smtplib.SMTP(host, int(port), timeout=PATIENCE_SECONDS) as server:
            if os.environ.get("STREAMFLOW_SMTP_USER"):
                server.starttls()
                server.login(os.environ["STREAMFLOW_SMTP_USER"], os.environ.get("STREAMFLOW_SMTP_PASSWORD", ""))
            server.send_message(mail)


class AlertNotifier(BaseNotifier):
    """Airflow's ``on_failure_callback``: says which task failed, and why."""

    def notify(self, context: Mapping[str, Any]) -> None:  # type: ignore[override]
        """Called once a task has failed for good."""
        failure, task = context.get("exception"), context["task_instance"]
        error = reason(failure)
        quality = isinstance(error, CheckFailed)
        finding = error.finding if quality else Finding()
        Channels.read().send(
            Alert(
                kind="data quality" if quality else "failure",
                dag=task.dag_id,
                run=task.run_id,
                task=_task_name(task),
                date=_date_of(context),
                message=str(error or "The task ended without saying why: its log knows more."),
                expected=finding.expected or "success",
                found=finding.found or type(error).__name__,
                url=task.log_url,
                check=finding.check,
                faults=finding.faults,
                first=finding.first,
                remedy=stops.what_to_do(context.get("task")),
                command=getattr(failure, "by_hand", ""),
            )
        )


def warn(context: Mapping[str, Any], warnings: list[dict[str, Any]]) -> None:
    """Tells of figures that are suspicious but no reason to stop."""
    task = context["task_instance"]
    for warning in warnings:
        # A topic that sent something in the week before, and nothing on this date.
        silent = warning["found"] == "0" and warning["of"] != "revenue"
        alert = Alert(
            kind="missing" if silent else "warning",
            dag=task.dag_id,
            run=task.run_id,
            task=_task_name(task),
            date=warning["date"],
            message=f"{warning['date']}: {checks.warning_text(warning)}",
            expected=str(warning["expected"]),
            found=str(warning["found"]),
            url=task.log_url,
            check=f"{warning['of']}: {warning['check']}",
        )
        Channels.read().send(alert)


def overdue(context: Mapping[str, Any], named: list[str], dates: list[str], window: int) -> None:
    """Tells of dates that have landed, are not computed, and are too old (or too far in the future) to be computed unasked."""
    task = context["task_instance"]
    future = dates[-1] > dt.datetime.now(dt.timezone.utc).date().isoformat()
    how = " (those in the future in its mode 'ETL only')" if future else ""
    Channels.read().send(
        Alert(
            kind="overdue",
            dag=task.dag_id,
            run=task.run_id,
            task=_task_name(task),
            date=labels.dates(dates[0], dates[-1]),
            message=f"Landed and not computed: {'; '.join(named)}. Compute them with streamflow_backfill{how}, or waive them: "
            "the Airflow variable streamflow_waived takes dates and ranges such as 2025-12-01..2025-12-31.",
            expected=f"dates outside of the window of {window} days computed or waived",
            found=f"{len(dates)} date{'' if len(dates) == 1 else 's'} that are not",
            url=task.log_url,
        )
    )


def beyond_retention(context: Mapping[str, Any], named: list[str], dates: list[str]) -> None:
    """Tells of late records of dates that retention has deleted: they are landed, and never computed alone."""
    task = context["task_instance"]
    Channels.read().send(
        Alert(
            kind="beyond retention",
            dag=task.dag_id,
            run=task.run_id,
            task=_task_name(task),
            date=labels.dates(dates[0], dates[-1]),
            message=f"Late records for dates that retention has deleted: {'; '.join(named)}. They stay in landing until the next "
            "retention and are in no table. Waive the dates (streamflow_waived), or keep landing longer from now on.",
            expected="no records of dates beyond retention",
            found=f"{len(dates)} date{'' if len(dates) == 1 else 's'} with some",
            url=task.log_url,
        )
    )


def missing(context: Mapping[str, Any], date: str, warning: Mapping[str, Any]) -> None:
    """Tells of a date of which nothing has landed though the week before had something."""
    task = context["task_instance"]
    Channels.read().send(
        Alert(
            kind="missing",
            dag=task.dag_id,
            run=task.run_id,
            task=_task_name(task),
            date=date,
            message=f"Nothing has landed for {date}: {warning['of']} is {warning['found']}, not {warning['check']}",
            expected=str(warning["expected"]),
            found=str(warning["found"]),
            url=task.log_url,
            check=f"{warning['of']}: {warning['check']}",
        )
    )


def deadline_missed(minutes: float, context: Mapping[str, Any]) -> None:
    """What Airflow calls when a run has not ended in time, with the run as its REST interface shows it."""
    run = context["dag_run"]
    Channels.read().send(
        Alert(
            kind="deadline",
            dag=run["dag_id"],
            run=run["dag_run_id"],
            task="",
            date=_date_of({"params": run["conf"], "data_interval_start": run["data_interval_start"]}),
            message=f"The run has not ended within {minutes:g} minutes.",
            expected=f"an end within {minutes:g} minutes",
            found=f"the run is {run['state']}",
            url=_run_url(run),
        )
    )


def silence(context: Mapping[str, Any], date: str) -> None:
    """Tells of a day that has ended and of which nothing has landed at all."""
    task = context["task_instance"]
    Channels.read().send(
        Alert(
            kind="missing",
            dag=task.dag_id,
            run=task.run_id,
            task=_task_name(task),
            date=date,
            message=f"Nothing has landed for {date}. See that the producers are at work, or waive the date: the Airflow variable "
            "streamflow_waived takes dates and ranges such as 2025-12-01..2025-12-31.",
            expected="records of the day that has ended",
            found="none",
            url=task.log_url,
            check="records of the day",
        )
    )


def _web_address(text: str) -> str:
    """Nothing but http and https: a file would be read, not told."""
    if text and not text.startswith(("https://", "http://")):
        LOG.error("Cannot use STREAMFLOW_ALERT_WEBHOOK: it does not start with https:// or http://")
        return ""
    return text


def _run_url(run: Mapping[str, Any]) -> str:
    base = os.environ.get("AIRFLOW__API__BASE_URL", "http://localhost:8080").rstrip("/")
    return f"{base}/dags/{run['dag_id']}/runs/{run['dag_run_id']}"


def _task_name(task: Any) -> str:
    return task.task_id if task.map_index < 0 else f"{task.task_id}[{task.map_index}]"


def _date_of(context: Mapping[str, Any]) -> str:
    params = context.get("params") or {}
    if params.get("from"):
        return labels.dates(params["from"], params.get("to"))
    start = context.get("data_interval_start") or getattr(context.get("dag_run"), "data_interval_start", None)
    return str(params.get("date") or start or "")[:10]
