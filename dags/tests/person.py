"""What a person does and sees at Airflow's pages; whatever is said of a page is waited for."""

from __future__ import annotations

import os
import re

from playwright.sync_api import Locator, Page, expect

from local_airflow import LocalAirflow

# Where the documentation's pictures go, when they are to be made anew.
PICTURES = os.environ.get("PICTURES")


def log_in(airflow: LocalAirflow, page: Page) -> None:
    page.goto(airflow.greeting["url"])
    page.locator("input[name=username]").fill(airflow.greeting["user"])
    page.locator("input[name=password]").fill(airflow.greeting["password"])
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_text("Dags", exact=True).first).to_be_visible()
    assert "login" not in page.url


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
    badge = page.get_by_test_id("header-card").get_by_test_id("state-badge").first
    expect(badge).to_have_text(state)
    # The grid beside it looks less often.
    page.reload()
    expect(badge).to_have_text(state)


def computes_a_date(airflow: LocalAirflow, page: Page, date: str) -> None:
    """Fills the form of the daily DAG, with every kind of field, and sees its run turn green."""
    airflow.rest.unpause("streamflow_daily")
    form = open_form(airflow, page, "streamflow_daily")
    fill(form, date=date, lateness="1h")
    expect(form.get_by_role("button", name="Spark")).to_be_visible()
    for topic in ("user_events", "transaction_events"):
        form.locator("#element_topics input[role=combobox]").fill(topic)
        page.get_by_role("option", name=topic).click()
    picture(page, "trigger-form")
    run = trigger(page)

    ends(page, "Success")
    expect(page.get_by_text(f"Event date {date}").first).to_be_visible()
    picture(page, "run")
    conf = airflow.rest.get(f"/dags/streamflow_daily/dagRuns/{run}")["conf"]
    assert (conf["date"], conf["topics"], conf["lateness"]) == (date, ["user_events", "transaction_events"], "1h")


def reads_the_figures(airflow: LocalAirflow, page: Page, date: str) -> None:
    """On the page of a run: those of a date, and the events of the asset that the date has renewed."""
    page.goto(page.url.split("?")[0] + "/tasks/publish/mapped")
    expect(page.get_by_text(re.compile(rf"{date}: [\d,]+ landed, [\d,]+ clean")).first).to_be_visible()
    picture(page, "figures")

    gold = next(asset for asset in airflow.rest.get("/assets")["assets"] if asset["name"] == "streamflow_gold")
    page.goto(f"{airflow.greeting['url']}/assets/{gold['id']}")
    expect(page.get_by_text(re.compile(rf"Partition Key: {date}")).first).to_be_visible()
    picture(page, "assets")


def follows_the_buttons(airflow: LocalAirflow, dashboard: str, page: Page, date: str) -> None:
    """Of the tasks of the last run by hand, which computed a date, to Kafka UI, Spark's history and the date's page."""
    run = airflow.rest.get("/dags/streamflow_daily/dagRuns", run_type="manual", order_by="-run_after")["dag_runs"][0]
    tasks = f"{airflow.greeting['url']}/dags/streamflow_daily/runs/{run['dag_run_id']}/tasks"
    to_date = page.get_by_role("link", name="Event date on the dashboard")

    page.goto(f"{tasks}/ingest.land/mapped/0/details")
    expect(page.get_by_role("link", name="Topic in Kafka UI")).to_have_attribute(
        "href", "http://localhost:1/kafka-ui/ui/clusters/streamflow/all-topics/user_events"
    )
    expect(to_date).to_have_attribute("href", f"{dashboard}/dates/{date}")
    page.goto(f"{tasks}/compute.etl/mapped/0/details")
    expect(page.get_by_role("link", name="Spark history")).to_have_attribute("href", "http://localhost:1/spark-history/")
    expect(to_date).to_be_visible()
    picture(page, "buttons")
    # The run also publishes dates that were due beside it.
    published = airflow.rest.get(f"/dags/streamflow_daily/dagRuns/{run['dag_run_id']}/taskInstances/publish/listMapped")
    index = next(one["map_index"] for one in published["task_instances"] if date in (one["rendered_map_index"] or ""))
    page.goto(f"{tasks}/publish/mapped/{index}/details")
    with page.expect_popup() as opened:
        to_date.click()
    expect(opened.value.get_by_role("heading", name=date)).to_be_visible()
    expect(opened.value.get_by_text(re.compile(r"Publication \d+"))).to_be_visible()
    opened.value.close()


def looks_at_the_health_of_dates(airflow: LocalAirflow, page: Page, last: str) -> None:
    """The dashboard's page of dates within Airflow, the last of which it opens."""
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
    expect(inside.locator("main .wide tbody tr").first).to_contain_text(last)
    # Not once it is idle: the page in the frame looks for a new state every two seconds.
    screenshot(page, "health-of-dates")
    inside.locator("main .wide").get_by_role("link", name=last).click()
    expect(inside.get_by_role("heading", name=last)).to_be_visible()


def is_told_why_a_value_is_refused(airflow: LocalAirflow, page: Page) -> None:
    ask(airflow, page, "streamflow_daily", lateness="soon")

    ends(page, "Failed")
    page.goto(page.url.split("?")[0] + "/tasks/resolve_window")
    expect(page.get_by_text(re.compile("Cannot use lateness 'soon': it is not a duration")).first).to_be_visible()
    expect(page.get_by_text(re.compile("What to do: ")).first).to_be_visible()
    expect(page.get_by_text(re.compile("task_runner.py"))).to_have_count(0)


def picture(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    screenshot(page, name)


def screenshot(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")
