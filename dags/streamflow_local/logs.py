"""Airflow's logging on one machine: the logs of tasks lie in a folder, and no server has to be asked for them."""

from __future__ import annotations

import copy
from typing import Any

from airflow.config_templates.airflow_local_settings import DEFAULT_LOGGING_CONFIG
from airflow.utils.log.file_task_handler import FileTaskHandler


class LocalTaskHandler(FileTaskHandler):
    """Reads files only. Airflow's own asks the host of a running task as well, and logs a traceback where nobody answers."""

    def _read_from_logs_server(self, ti: Any, worker_log_rel_path: str) -> tuple[list[str], list[Any]]:
        return [], []


LOGGING = copy.deepcopy(DEFAULT_LOGGING_CONFIG)
LOGGING["handlers"]["task"]["class"] = f"{LocalTaskHandler.__module__}.{LocalTaskHandler.__qualname__}"
