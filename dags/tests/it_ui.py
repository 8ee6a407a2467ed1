"""A person at the browser: logs in, fills the form, sees the run turn green and reads its figures. `first_hour.py` goes on."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

pytest_plugins = ["airflow_pages"]

DATE = "2026-02-01"


def test_logs_in(airflow, page):
    page.goto(airflow.greeting["url"])
    page.locator("input[name=username]").fill(airflow.greeting["user"])
    page.locator("input[name=password]").fill(airflow.greeting["password"])
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_text("Dags", exact=True).first).to_be_visible()
    assert "login" not in page.url


def test_fills_the_form_and_sees_the_run_turn_green(airflow, page):
    sample = airflow.rest.trigger("streamflow_sample_data", {"date": DATE, "sessions": 400, "dirt": 0.02})
    assert airflow.rest.wait_for_run("streamflow_sample_data", sample)["state"] == "success"
    airflow.rest.unpause("streamflow_daily")

    page.goto(f"{airflow.greeting['url']}/dags/streamflow_daily")
    page.get_by_role("button", name="Trigger").first.click()
    page.locator("#element_date").fill(DATE)
    page.locator("#element_lateness").fill("1h")
    expect(page.get_by_role("dialog").get_by_role("button", name="Spark")).to_be_visible()
    for topic in ("user_events", "transaction_events"):
        page.locator("#element_topics input[role=combobox]").fill(topic)
        page.get_by_role("option", name=topic).click()
    trigger(page)

    expect(page.get_by_test_id("header-card").get_by_test_id("state-badge").first).to_have_text("Success")
    expect(page.get_by_text(f"Event date {DATE}").first).to_be_visible()
    run = page.url.split("/runs/")[1].split("/")[0]
    conf = airflow.rest.get(f"/dags/streamflow_daily/dagRuns/{run}")["conf"]
    assert (conf["date"], conf["topics"], conf["lateness"]) == (DATE, ["user_events", "transaction_events"], "1h")


def test_reads_the_figures_without_opening_a_log(airflow, page):
    page.goto(page.url.split("?")[0] + "/tasks/publish/mapped")
    expect(page.get_by_text(re.compile(rf"{DATE}: [\d,]+ landed, [\d,]+ clean")).first).to_be_visible()

    gold = next(asset for asset in airflow.rest.get("/assets")["assets"] if asset["name"] == "streamflow_gold")
    page.goto(f"{airflow.greeting['url']}/assets/{gold['id']}")
    expect(page.get_by_text(re.compile(rf"Partition Key: {DATE}")).first).to_be_visible()


def test_tasks_have_buttons_to_their_date_topic_and_application(airflow, dashboard, page):
    run = airflow.rest.get("/dags/streamflow_daily/dagRuns", run_type="manual", order_by="-run_after")["dag_runs"][0]
    tasks = f"{airflow.greeting['url']}/dags/streamflow_daily/runs/{run['dag_run_id']}/tasks"
    date = page.get_by_role("link", name="Event date on the dashboard")

    page.goto(f"{tasks}/ingest.land/mapped/0/details")
    expect(page.get_by_role("link", name="Topic in Kafka UI")).to_have_attribute(
        "href", "http://localhost:1/kafka-ui/ui/clusters/streamflow/all-topics/user_events"
    )
    expect(date).to_have_attribute("href", f"{dashboard}/dates/{DATE}")
    page.goto(f"{tasks}/compute.etl/mapped/0/details")
    expect(page.get_by_role("link", name="Spark history")).to_have_attribute("href", "http://localhost:1/spark-history/")
    expect(date).to_be_visible()
    # The run also publishes dates that were due beside it.
    published = airflow.rest.get(f"/dags/streamflow_daily/dagRuns/{run['dag_run_id']}/taskInstances/publish/listMapped")
    index = next(one["map_index"] for one in published["task_instances"] if DATE in (one["rendered_map_index"] or ""))
    page.goto(f"{tasks}/publish/mapped/{index}/details")
    with page.expect_popup() as opened:
        date.click()
    expect(opened.value.get_by_role("heading", name=DATE)).to_be_visible()
    expect(opened.value.get_by_text(re.compile(r"Publication \d+"))).to_be_visible()
    opened.value.close()


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
    expect(inside.locator("main .wide tbody tr").first).to_contain_text(DATE)
    inside.locator("main .wide").get_by_role("link", name=DATE).click()
    expect(inside.get_by_role("heading", name=DATE)).to_be_visible()


def test_a_refused_value_says_why_in_the_log(airflow, page):
    page.goto(f"{airflow.greeting['url']}/dags/streamflow_daily")
    page.get_by_role("button", name="Trigger").first.click()
    page.locator("#element_lateness").fill("soon")
    trigger(page)

    expect(page.get_by_test_id("header-card").get_by_test_id("state-badge").first).to_have_text("Failed")
    page.goto(page.url.split("?")[0] + "/tasks/resolve_window")
    expect(page.get_by_text(re.compile("Cannot use lateness 'soon': it is not a duration")).first).to_be_visible()
    expect(page.get_by_text(re.compile("What to do: ")).first).to_be_visible()
    expect(page.get_by_text(re.compile("task_runner.py"))).to_have_count(0)


def trigger(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Trigger").last.click()
    page.wait_for_url(re.compile(r"/runs/manual__"))
