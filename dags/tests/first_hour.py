"""
A person's first hour at the browser: sample data of three days, one of them by hand, the others by a backfill, late
records, a check that fails, maintenance. The documentation's pictures are those of this walk.
"""

from __future__ import annotations

import os
import re

from playwright.sync_api import Locator, Page, expect

from local_airflow import LocalAirflow

pytest_plugins = ["airflow_pages"]

FIRST, MIDDLE, LAST = "2026-01-30", "2026-01-31", "2026-02-01"
# Where the documentation's pictures go, when they are to be made anew.
PICTURES = os.environ.get("PICTURES")


def test_logs_in(airflow, page):
    page.goto(airflow.greeting["url"])
    page.locator("input[name=username]").fill(airflow.greeting["user"])
    page.locator("input[name=password]").fill(airflow.greeting["password"])
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_text("Dags", exact=True).first).to_be_visible()
    assert "login" not in page.url


def test_sends_sample_data_of_three_days(airflow, page):
    ask(airflow, page, "streamflow_sample_data", date=FIRST, to=LAST, sessions="400", dirt="0.02")

    ends(page, "Success")
    expect(page.get_by_text(f"Event dates {FIRST} to {LAST}").first).to_be_visible()
    picture(page, "sample-data")


def test_fills_the_form_and_sees_the_run_turn_green(airflow, page):
    airflow.rest.unpause("streamflow_daily")
    form = open_form(airflow, page, "streamflow_daily")
    fill(form, date=FIRST, lateness="1h")
    expect(form.get_by_role("button", name="Spark")).to_be_visible()
    for topic in ("user_events", "transaction_events"):
        form.locator("#element_topics input[role=combobox]").fill(topic)
        page.get_by_role("option", name=topic).click()
    picture(page, "trigger-form")
    run = trigger(page)

    ends(page, "Success")
    expect(page.get_by_text(f"Event date {FIRST}").first).to_be_visible()
    picture(page, "run")
    conf = airflow.rest.get(f"/dags/streamflow_daily/dagRuns/{run}")["conf"]
    assert (conf["date"], conf["topics"], conf["lateness"]) == (FIRST, ["user_events", "transaction_events"], "1h")


def test_reads_the_figures_without_opening_a_log(airflow, page):
    page.goto(page.url.split("?")[0] + "/tasks/publish/mapped")
    expect(page.get_by_text(re.compile(rf"{FIRST}: [\d,]+ landed, [\d,]+ clean")).first).to_be_visible()
    picture(page, "figures")

    gold = next(asset for asset in airflow.rest.get("/assets")["assets"] if asset["name"] == "streamflow_gold")
    page.goto(f"{airflow.greeting['url']}/assets/{gold['id']}")
    expect(page.get_by_text(re.compile(rf"Partition Key: {FIRST}")).first).to_be_visible()
    picture(page, "assets")


def test_tasks_have_buttons_to_their_date_topic_and_application(airflow, dashboard, page):
    run = airflow.rest.get("/dags/streamflow_daily/dagRuns", run_type="manual", order_by="-run_after")["dag_runs"][0]
    tasks = f"{airflow.greeting['url']}/dags/streamflow_daily/runs/{run['dag_run_id']}/tasks"
    date = page.get_by_role("link", name="Event date on the dashboard")

    page.goto(f"{tasks}/ingest.land/mapped/0/details")
    expect(page.get_by_role("link", name="Topic in Kafka UI")).to_have_attribute(
        "href", "http://localhost:1/kafka-ui/ui/clusters/streamflow/all-topics/user_events"
    )
    expect(date).to_have_attribute("href", f"{dashboard}/dates/{FIRST}")
    page.goto(f"{tasks}/compute.etl/mapped/0/details")
    expect(page.get_by_role("link", name="Spark history")).to_have_attribute("href", "http://localhost:1/spark-history/")
    expect(date).to_be_visible()
    picture(page, "buttons")
    # The run also publishes dates that were due beside it.
    published = airflow.rest.get(f"/dags/streamflow_daily/dagRuns/{run['dag_run_id']}/taskInstances/publish/listMapped")
    index = next(one["map_index"] for one in published["task_instances"] if FIRST in (one["rendered_map_index"] or ""))
    page.goto(f"{tasks}/publish/mapped/{index}/details")
    with page.expect_popup() as opened:
        date.click()
    expect(opened.value.get_by_role("heading", name=FIRST)).to_be_visible()
    expect(opened.value.get_by_text(re.compile(r"Publication \d+"))).to_be_visible()
    opened.value.close()


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
    page.goto(airflow.greeting["url"])
    page.get_by_role("button", name="Browse").click()
    for name, href in (("Kafka UI", "http://localhost:1/kafka-ui"), ("Spark history", "http://localhost:1/spark-history")):
        expect(page.get_by_role("menuitem", name=name)).to_have_attribute("href", href)
    page.get_by_role("menuitem", name="Health of dates").click()

    page.wait_for_url(re.compile("/plugin/health-of-dates"))
    inside = page.frame_locator("iframe[title='Health of dates']")
    expect(inside.get_by_role("heading", name="Dates", exact=True)).to_be_visible()
    inside.get_by_role("link", name="7 days").click()
    expect(inside.locator("main .wide tbody tr")).to_have_count(7)
    expect(inside.locator("main .wide tbody tr").first).to_contain_text(LAST)
    # Not once it is idle: the page in the frame looks for a new state every two seconds.
    screenshot(page, "health-of-dates")
    inside.locator("main .wide").get_by_role("link", name=LAST).click()
    expect(inside.get_by_role("heading", name=LAST)).to_be_visible()


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
    ask(airflow, page, "streamflow_daily", lateness="soon")

    ends(page, "Failed")
    page.goto(page.url.split("?")[0] + "/tasks/resolve_window")
    expect(page.get_by_text(re.compile("Cannot use lateness 'soon': it is not a duration")).first).to_be_visible()
    expect(page.get_by_text(re.compile("What to do: ")).first).to_be_visible()
    expect(page.get_by_text(re.compile("task_runner.py"))).to_have_count(0)


def test_maintenance_proves_landing_and_names_what_is_old(airflow, page):
    ask(airflow, page, "streamflow_maintenance", landing_days="100", lake_days="100")

    ends(page, "Success")
    picture(page, "maintenance")
    assert list((airflow.folder / f"landing/user_events/dt={FIRST}").iterdir()), "a dry run deletes nothing"


def open_form(airflow: LocalAirflow, page: Page, dag: str) -> Locator:
    page.goto(f"{airflow.greeting['url']}/dags/{dag}")
    page.get_by_role("button", name="Trigger").first.click()
    return page.get_by_role("dialog").first


def fill(form: Locator, **fields: str) -> None:
    for name, value in fields.items():
        form.locator(f"input[name=element_{name}]").fill(value)


def trigger(page: Page) -> str:
    """Presses the form's button; the page becomes that of the run, whose id this gives."""
    page.get_by_role("dialog").get_by_role("button", name="Trigger").last.click()
    page.wait_for_url(re.compile(r"/runs/manual__"))
    return page.url.split("/runs/")[1].split("/")[0].split("?")[0]


def ask(airflow: LocalAirflow, page: Page, dag: str, **fields: str) -> str:
    """Triggers a DAG by its form."""
    fill(open_form(airflow, page, dag), **fields)
    return trigger(page)


def ends(page: Page, state: str) -> None:
    expect(page.get_by_test_id("header-card").get_by_test_id("state-badge").first).to_have_text(state)


def picture(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    screenshot(page, name)


def screenshot(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")
