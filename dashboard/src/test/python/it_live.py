"""The live page while its queries publish, pause, and fall silent."""

from __future__ import annotations

import json
import re
import subprocess
import urllib.request

import pytest
from playwright.sync_api import expect

from conftest import JAVA, TARGET
from it_pages import look, open_tooltips


@pytest.fixture(scope="module")
def queries(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    path = f"{TARGET / 'test-classes'}:{TARGET / 'dashboard.jar'}"
    command = [*JAVA, "-cp", path, "dev.streamflow.dashboard.ShopLive", str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "done\n"
        process.folder = folder
        yield process
        process.stdin.close()


@pytest.fixture(scope="module")
def live(queries):
    command = [*JAVA, "-jar", str(TARGET / "dashboard.jar"), "dashboard", "--only", "live"]
    with subprocess.Popen(
        [*command, "--live", str(queries.folder), "--live-port", "0"], stdout=subprocess.PIPE, text=True
    ) as process:
        yield json.loads(process.stdout.readline())["live"]
        process.terminate()


def publish(queries):
    queries.stdin.write("again\n")
    queries.stdin.flush()
    assert queries.stdout.readline() == "done\n"


def test_everybody_can_use_it(live, watched):
    look(watched, live, "live")
    assert watched.faults(live) == []


def test_says_how_queries_are_in_words(live, page):
    page.goto(live)
    expect(page.get_by_role("region", name="windows").get_by_text("running")).to_be_visible()
    waiting = page.get_by_role("region", name="load")
    expect(waiting.get_by_text("waiting")).to_be_visible()
    expect(waiting).to_contain_text("the database <b>does not answer</b>")


def test_figures_are_those_of_the_api_and_follow_it_unless_paused(live, queries, page):
    page.goto(f"{live}/?window=15m")
    newest = page.locator("section[id=windows-events] tbody tr td").last
    assert newest.get_attribute("data-value") == figure(live)
    seen = newest.text_content()
    publish(queries)
    expect(newest).not_to_have_text(seen)
    assert newest.get_attribute("data-value") == figure(live)
    page.get_by_role("button", name="Pause").click()
    seen = newest.text_content()
    publish(queries)
    page.wait_for_function(
        f"async () => (await (await fetch('/api/live/windows?query=windows&minutes=15')).text()).search('{seen}') < 0"
    )
    expect(newest).to_have_text(seen)
    page.get_by_role("button", name="Go on").click()
    expect(newest).not_to_have_text(seen)


def test_an_open_tooltip_stays_while_figures_come(live, queries, page):
    page.goto(live)
    open_tooltips(page)
    shown = page.locator("section[id=windows-sum_amount]")
    expect(shown.locator(".tip")).to_be_visible()
    version = page.locator("#live").get_attribute("data-version")
    publish(queries)
    expect(page.locator("#live")).not_to_have_attribute("data-version", version)
    expect(shown.locator(".tip")).to_be_visible()
    assert page.locator("section.chart").count() == page.locator("section.chart canvas").count()


def test_a_page_that_shows_the_newest_is_left_alone(live, page):
    """The server tells everybody who comes what there is; a page that has it must not be read again."""
    page.goto(live)
    page.evaluate("document.getElementById('live').dataset.mark = 'same'")
    told = "() => new Promise(told => new EventSource('/events').addEventListener('windows', () => setTimeout(told, 0)))"
    page.evaluate(told)
    page.evaluate(told)
    expect(page.locator("#live")).to_have_attribute("data-mark", "same")


def test_a_server_that_is_busy_is_asked_again(live, queries, page):
    page.goto(live)
    refused = []

    def answer(route):
        if refused:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.fulfill(status=503, headers={"Retry-After": "1"})

    page.route(f"{live}/", answer)
    version = page.locator("#live").get_attribute("data-version")
    publish(queries)
    expect(page.locator("#live")).not_to_have_attribute("data-version", version)
    assert len(refused) == 1


def figure(live) -> str:
    with urllib.request.urlopen(f"{live}/api/live/windows?query=windows&minutes=15") as answer:
        return str(json.load(answer)["lines"][0]["values"][-1])


def test_open_windows_are_marked_and_windows_can_be_longer(live, page):
    page.goto(live)
    expect(page.locator("section[id=windows-events] tbody tr").last).to_contain_text("still open")
    page.get_by_role("link", name="6h").click()
    page.wait_for_url(re.compile("window=6h"))
    expect(page.get_by_role("heading", name="Events in the 6 hours before")).to_be_visible()
