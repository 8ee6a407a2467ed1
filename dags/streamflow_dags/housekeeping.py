"""
Keeps what Airflow writes of itself from growing for ever: runs with all that its database has of them, logs and alerts leave when
they are older than so many days.

A task has no access to Airflow's database, so this is a program beside the scheduler and no DAG::

    python -m streamflow_dags.housekeeping --daily      at once, and then every day until it is stopped
    python -m streamflow_dags.housekeeping              once, for a timer of the system's
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import io
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

# What lineage and audits of a quarter look back to.
DEFAULT_DAYS = 90
DAY_SECONDS = 86_400
# Rows in a transaction: whoever else writes into the database waits for no more.
BATCH = 1000
# Airflow would take the DAGs themselves, with their switches, for old where it was off for so long.
NOT_CLEANED = ("dag",)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when it is done, 1 when something could not be deleted."""
    parser = argparse.ArgumentParser(
        prog="python -m streamflow_dags.housekeeping", description="Deletes old runs, logs and alerts of this Airflow."
    )
    parser.add_argument(
        "--days",
        type=_days,
        default=os.environ.get("STREAMFLOW_AIRFLOW_DAYS", "").strip() or str(DEFAULT_DAYS),
        help=f"keep so many days (STREAMFLOW_AIRFLOW_DAYS, else {DEFAULT_DAYS})",
    )
    parser.add_argument("--daily", action="store_true", help="every day, until it is stopped")
    found = parser.parse_args(arguments)
    if found.daily:
        _daily(found.days)
    try:
        print(tidy(found.days))
    except Exception as e:
        _alert(f"Cannot delete old records of Airflow: {e}")
        raise
    return 0


def tidy(days: int) -> str:
    """
    Deletes once.

    :param days: how many days are kept, back from now
    :return: a line for people
    """
    # Only here: the process that waits for the next day needs none of Airflow.
    from airflow.configuration import conf  # noqa: PLC0415

    from streamflow_dags import alert_file, alerts  # noqa: PLC0415

    before = dt.datetime.now(dt.timezone.utc) - dt.timedelta(days=days)
    _clean_database(before)
    logs = sum(delete_old(folder, before) for folder in _folders(Path(conf.get("logging", "base_log_folder"))))
    dropped = alert_file.drop_before(alerts.Channels.read().file, before)
    return f"Kept what is of {before:%Y-%m-%d %H:%M} UTC or later: {logs} log files and {dropped} alerts deleted"


def delete_old(folder: Path, before: dt.datetime) -> int:
    """
    Deletes the files below a folder that have not been written since an instant, and folders that this empties. A folder to which
    something was added since then stays: somebody may be about to write into it.

    :return: how many files have gone
    """
    is_old = folder.lstat().st_mtime < before.timestamp()
    deleted = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                deleted += delete_old(Path(entry.path), before)
            elif entry.stat(follow_symlinks=False).st_mtime < before.timestamp():
                Path(entry.path).unlink(missing_ok=True)
                deleted += 1
    if is_old:
        # It may hold newer files.
        with contextlib.suppress(OSError):
            folder.rmdir()
    return deleted


def _folders(logs: Path) -> list[Path]:
    """Those of runs, of the DAG processor and the like; files beside them are open for as long as their writers run."""
    return [path for path in sorted(logs.iterdir()) if path.is_dir() and not path.is_symlink()] if logs.is_dir() else []


def _clean_database(before: dt.datetime) -> None:
    """What `airflow db clean` does; the newest scheduled run of each DAG stays, from which its next one follows."""
    from airflow import settings  # noqa: PLC0415
    from airflow.utils import db_cleanup  # noqa: PLC0415
    from sqlalchemy import inspect  # noqa: PLC0415

    # It warns of each that another kind of executor would have.
    there = set(inspect(settings.engine).get_table_names())
    # It prints a dozen lines a table; what goes wrong it raises.
    with contextlib.redirect_stdout(io.StringIO()):
        db_cleanup.run_cleanup(
            clean_before_timestamp=before,  # type: ignore[arg-type]
            table_names=sorted((db_cleanup.config_dict.keys() & there) - set(NOT_CLEANED)),
            confirm=False,
            skip_archive=True,
            batch_size=BATCH,
            error_on_cleanup_failure=True,
        )


def _daily(days: int) -> None:
    while True:
        # A process of its own: what Airflow takes of memory is back when it ends, and a failure has been said.
        subprocess.run([sys.executable, "-m", "streamflow_dags.housekeeping", "--days", str(days)], check=False)
        time.sleep(DAY_SECONDS)


def _alert(message: str) -> None:
    from streamflow_dags.alerts import Alert, Channels  # noqa: PLC0415

    said = {"dag": "housekeeping", "run": "", "task": "", "date": "", "url": ""}
    found = {"expected": "old runs, logs and alerts deleted", "found": "they grow"}
    Channels.read().send(Alert(kind="failure", message=message, **said, **found))


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of days, from 1 on")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
