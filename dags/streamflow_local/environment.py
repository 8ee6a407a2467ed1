"""The settings of a whole Airflow on one machine."""

from __future__ import annotations

import json
import os

from streamflow_dags.files import write_whole
from streamflow_local.keys import Keys
from streamflow_local.options import HOME, PYTHON, Options

USER = "admin"
# What makes it quick on a small machine; the caller's environment goes before it.
UNLESS_SET = {
    "AIRFLOW__API__WORKERS": "1",
    "AIRFLOW__CORE__PARALLELISM": "4",
    "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC": "1",
    # A scheduler that was killed is noticed within a minute.
    "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "20",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "20",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC": "5",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "60",
    "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "1",
    "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "10",
    # A busy machine may need more than the default's 50 and 30 seconds to read a DAG file.
    "AIRFLOW__DAG_PROCESSOR__DAG_FILE_PROCESSOR_TIMEOUT": "600",
    "AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT": "300",
    # Jobs of this size end before the second compiler has paid for itself.
    "STREAMFLOW_SPARK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}


def environment(options: Options, keys: Keys) -> dict[str, str]:
    """Of all processes; it also writes the file of passwords that they name."""
    passwords = options.folder / "passwords.json"
    write_whole(passwords, json.dumps({USER: keys.password}))
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {
        **_airflow(options),
        **_streamflow(options),
        "PATH": f"{PYTHON}{os.pathsep}{os.environ.get('PATH', '')}",
        "PYTHONPATH": str(HOME / "dags"),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
        "AIRFLOW__API__SECRET_KEY": keys.session_key,
        "AIRFLOW__API_AUTH__JWT_SECRET": keys.jwt_secret,
    }
    return {**UNLESS_SET, **inherited, **own}


def _airflow(options: Options) -> dict[str, str]:
    return {
        "AIRFLOW_HOME": str(options.folder),
        "AIRFLOW__CORE__DAGS_FOLDER": str(HOME / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(HOME / "dags/plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{options.url}/execution/",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{options.folder / 'airflow.db'}",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(options.port),
        "AIRFLOW__API__BASE_URL": options.url,
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(options.folder / "logs"),
        "AIRFLOW__LOGGING__LOGGING_CONFIG_CLASS": "streamflow_local.logs.LOGGING",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        # A Spark job may take longer than the ten minutes that a task's token is good for otherwise.
        "AIRFLOW__EXECUTION_API__JWT_EXPIRATION_TIME": "86400",
    }


def _streamflow(options: Options) -> dict[str, str]:
    return {
        "STREAMFLOW_HOME": str(HOME),
        "STREAMFLOW_LANDING": str(options.folder / "landing"),
        "STREAMFLOW_LAKE": str(options.lake),
        "STREAMFLOW_ALERT_FILE": str(options.folder / "alerts.jsonl"),
        "KAFKA_BOOTSTRAP_SERVERS": options.bootstrap_servers or f"localhost:{options.broker_port}",
    }
