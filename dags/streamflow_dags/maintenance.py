"""What the maintenance DAG is asked: which topics to verify, and what to keep for how long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from airflow.sdk.exceptions import AirflowFailException

from streamflow_dags import fields, jobs, window
from streamflow_dags.settings import Settings


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
    return jobs.verifications(topics, settings)


def retentions(context: Mapping[str, Any]) -> list[dict[str, str]]:
    """The lake's, then landing's: no table outlives what it was made of."""
    params, settings = context["params"], Settings.read()
    cuts = {zone: _first_kept(fields.days_kept(f"{zone}_days", params)) for zone in ("lake", "landing")}
    # An emptied field is no word to delete.
    return jobs.retentions(cuts, window.topics_of(context, settings), params["dry_run"] is not False, settings)


def _first_kept(days: int | None) -> dt.date | None:
    return None if days is None else dt.datetime.now(dt.timezone.utc).date() - dt.timedelta(days=days)
