"""A run a day, called by its event date."""

from __future__ import annotations

from typing import Any

from airflow import sdk
from airflow._shared.timezones.timezone import utcnow
from airflow.plugins_manager import get_timetables_plugins
from airflow.timetables.base import DagRunInfo, DataInterval, TimeRestriction
from airflow.timetables.interval import CronDataIntervalTimetable
from airflow.utils.types import DagRunType

MIDNIGHT = "0 0 * * *"


class EventDateTimetable(CronDataIntervalTimetable):
    """
    Runs after midnight for the day that has ended. Airflow names and lists runs by the time from which they may run, which is
    the day after; here the ids have the start of the data interval, which is the event date.
    """

    def generate_run_id(self, *, run_type: DagRunType, run_after: Any, data_interval: DataInterval | None, **extra: Any) -> str:
        """The event date of a scheduled run; of what is triggered by hand only its form knows it."""
        if run_type == DagRunType.MANUAL or data_interval is None:
            return super().generate_run_id(run_type=run_type, run_after=run_after, data_interval=data_interval, **extra)
        return run_type.generate_run_id(suffix=f"{data_interval.start:%Y-%m-%d}")

    def next_dagrun_info(
        self, *, last_automated_data_interval: DataInterval | None, restriction: TimeRestriction
    ) -> DagRunInfo | None:
        """
        The next day. Airflow itself makes the ids of a backfill, from the time after which a run may start: for days that are
        over, which may run at once whatever that time is, it is the event date. Only a backfill asks with ``catchup``.
        """
        info = super().next_dagrun_info(last_automated_data_interval=last_automated_data_interval, restriction=restriction)
        if info is None or info.data_interval is None or not restriction.catchup or info.data_interval.end > utcnow():
            return info
        return info._replace(run_after=info.data_interval.start)


DAILY = EventDateTimetable(MIDNIGHT, timezone="UTC")


def daily() -> EventDateTimetable | sdk.CronDataIntervalTimetable:
    """A run a day in UTC; an Airflow that has not been told of the plugin gets one of its own timetables, and its own ids."""
    registered = f"{EventDateTimetable.__module__}.{EventDateTimetable.__qualname__}" in get_timetables_plugins()
    return DAILY if registered else sdk.CronDataIntervalTimetable(MIDNIGHT, timezone="UTC")
