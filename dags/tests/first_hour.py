"""
A person's first hour at the browser: sample data of three days, one of them by hand, the others by a backfill, late
records, a check that fails, maintenance. The documentation's pictures are those of this walk.
"""

from __future__ import annotations

import re

from playwright.sync_api import expect

import person
from person import ask, ends, fill, open_form, picture, trigger

pytest_plugins = ["airflow_pages"]

FIRST, MIDDLE, LAST = "2026-01-30", "2026-01-31", "2026-02-01"


def test_logs_in(airflow, page):
    person.log_in(airflow, page)


def test_sends_sample_data_of_three_days(airflow, page):
    ask(airflow, page, "streamflow_sample_data", date=FIRST, to=LAST, sessions="400", dirt="0.02")

    ends(page, "Success")
    expect(page.get_by_text(f"Event dates {FIRST} to {LAST}").first).to_be_visible()
    picture(page, "sample-data")


def test_fills_the_form_and_sees_the_run_turn_green(airflow, page):
    person.computes_a_date(airflow, page, FIRST)


def test_reads_the_figures_without_opening_a_log(airflow, page):
    person.reads_the_figures(airflow, page, FIRST)


def test_tasks_have_buttons_to_their_date_topic_and_application(airflow, dashboard, page):
    person.follows_the_buttons(airflow, dashboard, page, FIRST)


def test_a_backfill_makes_the_other_dates(airflow, page):
    form = open_form(airflow, page, "streamflow_daily")
    form.get_by_text("Run this Dag for a range of dates").click()
    for date in (MIDDLE, LAST):
        # The field's calendar lies over the form, and has a field of its own.
        page.get_by_text("Select date and time").first.click()
        page.get_by_placeholder("YYYY/MM/DD").fill(date.replace("-", "/"))
        page.get_by_placeholder("YYYY/MM/DD").press("Enter")
        form.get_by_text("Date Range").click()
    expect(form.get_by_text("2 runs will be triggered.")).to_be_visible()
    picture(page, "backfill-form")
    form.get_by_role("button", name="Run Backfill").click()
    expect(form).to_be_hidden()
    (backfill,) = airflow.rest.get("/backfills", dag_id="streamflow_daily", active="true")["backfills"]
    airflow.rest.wait_for_backfill(backfill["id"])

    page.goto(f"{airflow.greeting['url']}/dags/streamflow_daily/runs")
    for date in (MIDDLE, LAST):
        expect(page.get_by_role("link", name=f"backfill__{date}")).to_be_visible()
    picture(page, "backfill")
    runs = airflow.rest.get("/dags/streamflow_daily/dagRuns", run_type="backfill")["dag_runs"]
    assert {run["note"].splitlines()[0] for run in runs} >= {f"Event date {date}" for date in (MIDDLE, LAST)}


def test_late_records_have_their_date_computed_again(airflow, page):
    ask(airflow, page, "streamflow_sample_data", date=FIRST, sessions="100", seed="2")
    ends(page, "Success")

    ask(airflow, page, "streamflow_daily", date=LAST)

    ends(page, "Success")
    page.goto(page.url.split("?")[0] + "/tasks/compute.due")
    expect(page.get_by_text(re.compile(f"Due: {FIRST}: .*more")).first).to_be_visible()


def test_the_health_of_dates_is_a_page_of_airflow(airflow, dashboard, page):
    person.looks_at_the_health_of_dates(airflow, page, LAST)


def test_a_check_that_fails_says_why_and_the_run_goes_on_once_it_is_mended(airflow, page):
    landed = next((airflow.folder / f"landing/user_events/dt={LAST}").iterdir())
    content = landed.read_bytes()
    landed.write_bytes(content[:-1])
    form = open_form(airflow, page, "streamflow_daily")
    fill(form, date=LAST)
    form.locator("#element_mode").click()
    page.get_by_role("option", name="ETL only").click()
    trigger(page)

    ends(page, "Failed")
    of_run = page.url.split("?")[0]
    expect(page.get_by_text(f"Event date {LAST}").first).to_be_visible()
    page.goto(f"{of_run}/tasks/compute.etl/mapped/0")
    for said in ("was committed with", "What to do: ", "By hand: "):
        expect(page.get_by_text(re.compile(said)).first).to_be_visible()

    landed.write_bytes(content)
    page.goto(of_run)
    page.get_by_role("button", name="Clear").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    ends(page, "Success")


def test_a_refused_value_says_why_in_the_log(airflow, page):
    person.is_told_why_a_value_is_refused(airflow, page)


def test_maintenance_proves_landing_and_names_what_is_old(airflow, page):
    ask(airflow, page, "streamflow_maintenance", landing_days="100", lake_days="100")

    ends(page, "Success")
    picture(page, "maintenance")
    assert list((airflow.folder / f"landing/user_events/dt={FIRST}").iterdir()), "a dry run deletes nothing"
