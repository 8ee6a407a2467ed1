"""A person at the browser: logs in, fills the form, sees the run turn green and reads its figures."""

from __future__ import annotations

import os
import re
import shutil

import pytest
from playwright.sync_api import Page, expect, sync_playwright

DATE = "2026-02-01"
PATIENCE = 600_000
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
# Where the documentation's pictures go, when they are to be made anew.
PICTURES = os.environ.get("PICTURES")


@pytest.fixture(scope="module")
def page(airflow):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC")
        page.set_default_timeout(PATIENCE)
        yield page
        browser.close()


def test_logs_in(airflow, page):
    page.goto(airflow.greeting["url"])
    page.locator("input[name=username]").fill(airflow.greeting["user"])
    page.locator("input[name=password]").fill(airflow.greeting["password"])
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_text("Dags", exact=True).first).to_be_visible(timeout=PATIENCE)
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
    picture(page, "trigger-form")
    trigger(page)

    expect(page.get_by_test_id("header-card").get_by_test_id("state-badge").first).to_have_text("Success", timeout=PATIENCE)
    expect(page.get_by_text(f"Event date {DATE}").first).to_be_visible(timeout=PATIENCE)
    picture(page, "run")
    run = page.url.split("/runs/")[1].split("/")[0]
    conf = airflow.rest.get(f"/dags/streamflow_daily/dagRuns/{run}")["conf"]
    assert (conf["date"], conf["topics"], conf["lateness"]) == (DATE, ["user_events", "transaction_events"], "1h")


def test_reads_the_figures_without_opening_a_log(airflow, page):
    page.goto(page.url.split("?")[0] + "/tasks/publish/mapped")
    expect(page.get_by_text(re.compile(rf"{DATE}: [\d,]+ landed, [\d,]+ clean")).first).to_be_visible(timeout=PATIENCE)
    picture(page, "figures")

    gold = next(asset for asset in airflow.rest.get("/assets")["assets"] if asset["name"] == "streamflow_gold")
    page.goto(f"{airflow.greeting['url']}/assets/{gold['id']}")
    expect(page.get_by_text(re.compile(rf"Partition Key: {DATE}")).first).to_be_visible(timeout=PATIENCE)
    picture(page, "assets")


def test_a_refused_value_says_why_in_the_log(airflow, page):
    page.goto(f"{airflow.greeting['url']}/dags/streamflow_daily")
    page.get_by_role("button", name="Trigger").first.click()
    page.locator("#element_lateness").fill("soon")
    trigger(page)

    expect(page.get_by_test_id("header-card").get_by_test_id("state-badge").first).to_have_text("Failed", timeout=PATIENCE)
    page.goto(page.url.split("?")[0] + "/tasks/resolve_window")
    expect(page.get_by_text(re.compile("Cannot use lateness 'soon': it is not a duration")).first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(re.compile("What to do: ")).first).to_be_visible()
    expect(page.get_by_text(re.compile("task_runner.py"))).to_have_count(0)
    picture(page, "red")


def trigger(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Trigger").last.click()
    page.wait_for_url(re.compile(r"/runs/manual__"))


def picture(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")
