"""What Airflow writes of itself does not grow for ever; `it_year.py` sees it in a year's course."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import DAGS
from streamflow_dags import alert_file, housekeeping

NOW = dt.datetime(2026, 3, 1, tzinfo=dt.timezone.utc)
OLD = NOW - dt.timedelta(days=1)


def written(path, at):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("said")
    for one in (path, *path.parents[:2]):
        os.utime(one, (at.timestamp(), at.timestamp()))
    return path


def alert(at, message):
    return json.dumps({"at": at.isoformat(), "message": message})


def test_files_that_are_old_go_with_the_folders_that_this_empties(tmp_path):
    old = written(tmp_path / "dag_id=a/run_id=1/attempt=1.log", OLD)
    new = written(tmp_path / "dag_id=a/run_id=2/attempt=1.log", NOW)

    assert housekeeping.delete_old(tmp_path, NOW) == 1

    assert not old.parent.exists()
    assert new.read_text() == "said"


def test_a_folder_that_something_was_added_to_stays_for_what_comes(tmp_path):
    young = tmp_path / "dag_id=a/run_id=3"
    young.mkdir(parents=True)
    os.utime(tmp_path / "dag_id=a", (OLD.timestamp(), OLD.timestamp()))

    assert housekeeping.delete_old(tmp_path, NOW) == 0

    assert young.is_dir()


def test_a_link_goes_and_what_it_points_at_stays(tmp_path):
    elsewhere = written(tmp_path / "elsewhere/a/b.log", OLD)
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "latest").symlink_to(elsewhere.parent)
    os.utime(logs / "latest", (OLD.timestamp(), OLD.timestamp()), follow_symlinks=False)

    assert housekeeping.delete_old(logs, NOW) == 1

    assert elsewhere.exists()


def test_old_alerts_leave_the_file_and_what_is_none_stays(tmp_path):
    path = tmp_path / "alerts.jsonl"
    for line in (alert(OLD, "old"), "not an alert", "[]", alert(NOW, "new")):
        alert_file.append(path, line)
    path.chmod(0o640)

    assert alert_file.drop_before(path, NOW) == 1

    assert path.read_text().splitlines() == ["not an alert", "[]", alert(NOW, "new")]
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["alerts.jsonl"]  # noqa: PTH208
    assert alert_file.drop_before(tmp_path / "none.jsonl", NOW) == 0


def test_no_alert_is_lost_that_is_sent_while_old_ones_leave(tmp_path):
    path = tmp_path / "alerts.jsonl"

    def send(number):
        alert_file.append(path, alert(OLD, "old"))
        alert_file.append(path, alert(NOW, str(number)))
        alert_file.drop_before(path, NOW)

    with ThreadPoolExecutor(8) as senders:
        list(senders.map(send, range(200)))

    alert_file.drop_before(path, NOW)
    assert sorted(int(json.loads(line)["message"]) for line in path.read_text().splitlines()) == list(range(200))


@pytest.mark.parametrize("days", ["0", "-1", "a week", "1.5"])
def test_it_says_how_many_days_fit(days, capsys):
    with pytest.raises(SystemExit) as ended:
        housekeeping.main([f"--days={days}"])

    assert ended.value.code == 2
    assert "is not a whole number of days, from 1 on" in capsys.readouterr().err


def test_what_it_cannot_delete_it_tells_as_any_failure(tmp_path):
    changed = {
        "AIRFLOW_HOME": str(tmp_path),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{tmp_path}/nowhere/airflow.db",
        "STREAMFLOW_ALERT_FILE": str(tmp_path / "alerts.jsonl"),
        "STREAMFLOW_AIRFLOW_DAYS": "7",
    }

    command = [sys.executable, "-m", "streamflow_dags.housekeeping"]
    ended = subprocess.run(command, env={**os.environ, **changed}, cwd=DAGS, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    (said,) = [json.loads(line) for line in (tmp_path / "alerts.jsonl").read_text().splitlines()]
    assert (said["kind"], said["dag"]) == ("failure", "housekeeping")
    assert said["message"].startswith("Cannot delete old records of Airflow: ")
