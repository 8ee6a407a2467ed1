"""The program behind `make airflow`: starts all of it, watches it, and stops all of it."""

from __future__ import annotations

import contextlib
import datetime as dt
import http
import json
import signal
import urllib.error
import urllib.request
from collections.abc import Sequence

from streamflow_local.claims import claimed
from streamflow_local.environment import USER, environment
from streamflow_local.keys import Keys
from streamflow_local.options import HOME, PYTHON, LocalError, Options, shown
from streamflow_local.supervisor import Supervisor, say

# A part that does not stay up ends all of it at once; what is only slow is waited for.
PATIENCE = 1200
PARTS = ("scheduler", "dag_processor", "triggerer")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when it was stopped, 1 when it could not start or stay up."""
    options = Options.of(arguments)
    try:
        with claimed(options) as lock:
            return 0 if options.check else run(options, lock)
    except LocalError as failure:
        say(str(failure))
        return 1


def run(options: Options, lock: int) -> int:
    """Until somebody stops it."""
    keys = Keys.of(options.folder / "secrets.json")
    supervisor = Supervisor(options.folder, environment(options, keys), inherits=[lock])
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    try:
        start(options, supervisor)
        log_in(options, keys)
        greet(options, keys)
        supervisor.run_until(lambda: False)
    except KeyboardInterrupt:
        say("stopping ...")
    finally:
        supervisor.stop()
    say("stopped; the data stays in " + shown(options.folder))
    return 0


def start(options: Options, supervisor: Supervisor) -> None:
    """
    Until all of it says that it is well.

    :raises LocalError: if it does not in time
    """
    airflow = str(PYTHON / "airflow")
    say("preparing the database ...")
    supervisor.once("database", [airflow, "db", "migrate"])
    supervisor.once("pool", [airflow, "pools", "set", "streamflow_etl", "1", "One computation at a time"])
    say("starting ...")
    for name, command in components(options).items():
        supervisor.start(name, command)
    if not supervisor.run_until(lambda: is_healthy(options), PATIENCE):
        raise LocalError(f"Airflow has not started within {PATIENCE} s; {shown(options.folder / 'logs')} says why")
    supervisor.start("housekeeping", [str(PYTHON / "python"), "-m", "streamflow_dags.housekeeping", "--daily"])


def components(options: Options) -> dict[str, list[str]]:
    """What runs, in the order of starting."""
    airflow = str(PYTHON / "airflow")
    broker = [str(HOME / "streamflow"), "broker", f"--port={options.broker_port}", f"--folder={options.folder / 'kafka'}"]
    return {
        **({} if options.bootstrap_servers else {"broker": broker}),
        "api-server": [airflow, "api-server"],
        # Logs are read from the folder: nothing has to serve them, on all interfaces, to a server on the same machine.
        "scheduler": [airflow, "scheduler", "--skip-serve-logs"],
        "dag-processor": [airflow, "dag-processor"],
        "triggerer": [airflow, "triggerer", "--skip-serve-logs"],
    }


def is_healthy(options: Options) -> bool:
    """Whether all parts of Airflow say that they are well."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        with urllib.request.urlopen(f"{options.url}/api/v2/monitor/health", timeout=5) as answer:
            parts = json.load(answer)
        return all(parts[part]["status"] == "healthy" for part in PARTS)
    return False


def log_in(options: Options, keys: Keys) -> None:
    """
    The password that is about to be printed is that of the Airflow that answers.

    :raises LocalError: if it is not
    """
    body = json.dumps({"username": USER, "password": keys.password}).encode()
    request = urllib.request.Request(f"{options.url}/auth/token", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30):
            return
    except urllib.error.HTTPError as e:
        if e.code in (http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN):
            raise LocalError(f"Another Airflow answers at {options.url}; stop it, or choose another --port") from e
        raise LocalError(f"Cannot log in at {options.url}: {e}") from e
    except OSError as e:
        raise LocalError(f"Cannot log in at {options.url}: {e}") from e


def greet(options: Options, keys: Keys) -> None:
    """What a person needs, and as the last line the same for programs."""
    yesterday = dt.datetime.now(dt.timezone.utc).date() - dt.timedelta(days=1)
    lake = shown(options.lake)
    say(f"Airflow is at {options.url}  (user {USER}, password {keys.password})")
    say("First look: trigger 'Streamflow: sample data', then 'Streamflow: daily' with yesterday's date.")
    say(f"Then the tables are in {lake}/gold_csv and {lake}/gold, and their figures in the ledger:")
    say(f"    ./streamflow ledger --date {yesterday} --lake {lake}")
    say(f"Everything else is in {shown(options.folder)}, logs in {shown(options.folder / 'logs')}; Ctrl-C stops all of it.")
    found = {"url": options.url, "user": USER, "password": keys.password, "lake": str(options.lake)}
    print(json.dumps(found), flush=True)
