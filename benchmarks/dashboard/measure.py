"""Starts the dashboard over a lake and prints what its budgets speak of: python3 measure.py LAKE."""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

QUESTIONS = [
    "/api/tables/daily_revenue/series?figure=sum:revenue&from=2026-01-01&to=2026-12-31&compare=previous",
    "/api/tables/product_ranking/top?figure=sum:revenue&by=product_id&label=product_name&from=2026-01-01&to=2026-12-31"
    "&compare=previous",
    "/api/tables/product_ranking/series?figure=sum:revenue&by=category&from=2026-01-01&to=2026-12-31",
    "/api/tables/hourly_traffic/matrix?figure=sum:events&down=hour&across=weekday&from=2026-01-01&to=2026-12-31",
    "/api/tables/session_conversion/series?figure=mean:minutes_to_purchase&from=2026-01-01&to=2026-12-31",
    "/api/tables/daily_sales/series?figure=mean:avg_amount&by=country&from=2026-01-01&to=2026-12-31",
    "/api/tables/daily_sales/matrix?figure=sum:events&down=kind&across=country&from=2026-01-01&to=2026-12-31",
    "/api/tables/user_activity/rows?from=2026-01-01&to=2026-12-31&sort=events",
    "/api/tables/user_segments/series?figure=value:users&by=segment&from=2026-01-01&to=2026-12-31",
    "/api/ledger",
    "/api/quarantine?days=365",
    "/",
]


def ask(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def started(lake):
    begin = time.monotonic()
    process = subprocess.Popen(
        ["./streamflow", "dashboard", "--only", "batch", "--port", "0", "--lake", lake, "--landing", f"{lake}/landing"],
        stdout=subprocess.PIPE,
        text=True,
    )
    url = json.loads(process.stdout.readline())["batch"]
    ask(url + "/readyz")
    return process, url, time.monotonic() - begin


def resident(process):
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024


def publish(lake, number):
    """One date of one table anew, and everything else linked, as a run publishes."""
    before = (lake / "_current").resolve()
    after = lake / "_versions" / f"{number:06d}"
    shutil.copytree(before, after, copy_function=os.link)
    file = after / "gold/daily_revenue/event_date=2026-12-31/part-00000.parquet"
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content)
    (lake / "_next").symlink_to(f"_versions/{number:06d}")
    (lake / "_next").rename(lake / "_current")
    return time.monotonic()


def main():
    lake = Path(sys.argv[1])
    process, url, ready = started(str(lake))
    try:
        print(f"ready after             {ready:6.2f} s   (budget 3)")
        slowest = []
        for question in QUESTIONS:
            times = []
            for _ in range(20):
                begin = time.monotonic()
                ask(url + question)
                times.append((time.monotonic() - begin) * 1000)
            slowest += times[1:]
            print(f"{max(times[1:]):8.1f} ms at most, {statistics.median(times):6.1f} median  {question[:90]}")
        slowest.sort()
        print(f"all: p95 {slowest[int(len(slowest) * 0.95)]:.1f} ms (budget 50), at most {slowest[-1]:.1f} ms (budget 100)")
        number = int((lake / "_current").resolve().name) + 1
        begin = publish(lake, number)
        while json.loads(ask(url + "/api/state"))["state"] < number:
            time.sleep(0.02)
        seen = time.monotonic()
        print(f"new state after publish {seen - begin:6.2f} s   (budget 3)")
        ask(url + "/")
        print(f"its first look at /     {(time.monotonic() - seen) * 1000:6.1f} ms  (budget 100)")
        print(f"memory at most          {resident(process):6.0f} MB  (budget 384)")
        print(f"dashboard.jar           {os.path.getsize('dashboard/target/dashboard.jar') / 1e6:6.0f} MB  (budget 100)")
    finally:
        process.terminate()
        process.wait(20)


main()
