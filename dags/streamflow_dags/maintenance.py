"""The tasks of the maintenance DAG."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from airflow.sdk.exceptions import AirflowFailException

from streamflow_dags import fields, jobs, retention, window
from streamflow_dags.settings import Settings, folder

FIRST_DATE = "0001-01-01"


def verifications(context: Mapping[str, Any]) -> list[dict[str, str]]:
    """
    One per topic.

    :raises AirflowFailException: if landing were kept for a shorter time than the tables that are made of it
    """
    params, settings = context["params"], Settings.read()
    topics = window.topics_of(context, settings)
    landing, lake = fields.days_kept("landing_days", params), fields.days_kept("lake_days", params)
    if landing is not None and (lake is None or lake > landing):
        kept = "for ever" if lake is None else f"for {lake} days"
        raise AirflowFailException(
            f"Cannot keep landing for {landing} days and the tables {kept}: they could not be computed again."
        )
    return jobs.verifications(topics, _first_kept(landing), settings)


def retain(context: Mapping[str, Any]) -> dict[str, int]:
    """Deletes what is too old, or only names it."""
    params, settings = context["params"], Settings.read()
    topics = list(window.topics_of(context, settings))
    old = retention.expired_landing(folder(settings.landing), topics, _first_kept(params["landing_days"]))
    old += retention.expired_lake(folder(settings.lake), _first_kept(params["lake_days"]))
    if settings.gold_csv:
        old += retention.expired_csv(settings.gold_csv, _first_kept(params["lake_days"]))
    total = 0
    for one in old:
        size = one.size()
        total += size
        print(f"{'would delete' if params['dry_run'] else 'deleting'} {one.place} ({size:,} bytes)")
        if not params["dry_run"]:
            one.delete()
    return {"dates": len({one.date for one in old}), "places": len(old), "bytes": total}


def _first_kept(days: int | None) -> str:
    return FIRST_DATE if days is None else retention.cutoff(days, dt.datetime.now(dt.timezone.utc).date())
