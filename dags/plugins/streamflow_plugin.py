"""What Airflow's own processes need of Streamflow: run ids that say the event date, notes on the runs, and links."""

from __future__ import annotations

from typing import Any, ClassVar

from airflow.plugins_manager import AirflowPlugin

from streamflow_dags import links, run_listener, task_links, timetable


class StreamflowPlugin(AirflowPlugin):
    """Found in ``AIRFLOW__CORE__PLUGINS_FOLDER``."""

    name = "streamflow"
    timetables: ClassVar[list[Any]] = [timetable.EventDateTimetable]
    listeners: ClassVar[list[Any]] = [run_listener]
    external_views: ClassVar[list[dict[str, str]]] = links.external_views()
    operator_extra_links: ClassVar[list[Any]] = task_links.configured()
