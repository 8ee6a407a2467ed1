"""A person at the browser: logs in, fills the form, sees the run turn green and reads its figures. `first_hour.py` goes on."""

from __future__ import annotations

import person

pytest_plugins = ["airflow_pages"]

DATE = "2026-02-01"


def test_logs_in(airflow, page):
    person.log_in(airflow, page)


def test_fills_the_form_and_sees_the_run_turn_green(airflow, page):
    sample = airflow.rest.trigger("streamflow_sample_data", {"date": DATE, "sessions": 400, "dirt": 0.02})
    assert airflow.rest.wait_for_run("streamflow_sample_data", sample)["state"] == "success"

    person.computes_a_date(airflow, page, DATE)


def test_reads_the_figures_without_opening_a_log(airflow, page):
    person.reads_the_figures(airflow, page, DATE)


def test_tasks_have_buttons_to_their_date_topic_and_application(airflow, dashboard, page):
    person.follows_the_buttons(airflow, dashboard, page, DATE)


def test_the_health_of_dates_is_a_page_of_airflow(airflow, dashboard, page):
    person.looks_at_the_health_of_dates(airflow, page, DATE)


def test_a_refused_value_says_why_in_the_log(airflow, page):
    person.is_told_why_a_value_is_refused(airflow, page)
