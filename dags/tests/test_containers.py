"""What must be true of the container files, as far as they can be read without Docker."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
ONE_SHOT = {"prepare", "topics", "airflow-init", "hdfs-folders", "batch"}
PRODUCERS = {"user-events", "transaction-events", "sales-events", "purchase-events"}


def settings(name: str) -> dict[str, str]:
    lines = (line for line in (REPOSITORY / name).read_text().splitlines() if line and not line.startswith("#"))
    return dict(line.split("=", 1) for line in lines)


def pom(version: str) -> str:
    return re.search(rf"<{version}>(.+)</{version}>", (REPOSITORY / "pom.xml").read_text()).group(1)


def locked(package: str) -> str:
    return re.search(rf"^{package}==(\S+)", (REPOSITORY / "dags/requirements.txt").read_text(), re.MULTILINE).group(1)


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_listens_beyond_this_machine(name):
    for port in SERVICES[name].get("ports", []):
        assert re.fullmatch(r"127\.0\.0\.1:\$\{[A-Z_]+_PORT\}:\d+", port)
    assert "network_mode" not in SERVICES[name] or SERVICES[name]["network_mode"] == "none"
    assert "privileged" not in SERVICES[name]


@pytest.mark.parametrize("name", SERVICES)
def test_every_image_is_built_here_or_has_its_version_in_env(name):
    image = SERVICES[name]["image"]

    tag = re.fullmatch(r"[a-z/-]+:\$\{([A-Z_]+_TAG)\}", image)
    assert image == "streamflow" or tag[1] in settings(".env")


@pytest.mark.parametrize("name", SERVICES.keys() - ONE_SHOT)
def test_what_stays_up_is_watched_bounded_and_started_again(name):
    service = SERVICES[name]

    assert service["restart"] == "unless-stopped"
    assert service["mem_limit"]
    assert name in PRODUCERS or service["healthcheck"]["test"]


def test_what_runs_once_is_waited_for():
    """Or else `up --wait` would take its end for a failure."""
    waited = {
        name
        for service in SERVICES.values()
        for name, how in service.get("depends_on", {}).items()
        if how["condition"] == "service_completed_successfully"
    }
    assert waited == ONE_SHOT - {"batch"}


def test_the_limits_fit_into_8_gb():
    running = [SERVICES[name] for name in SERVICES if "profiles" not in SERVICES[name] and name not in ONE_SHOT]

    megabytes = [float(service["mem_limit"][:-1]) * (1024 if service["mem_limit"].endswith("g") else 1) for service in running]
    assert sum(megabytes) <= 7168


def test_every_variable_is_set_and_used():
    used = set(re.findall(r"\$\{([A-Z_]+)", (REPOSITORY / "docker-compose.yml").read_text()))

    assert used == set(settings(".env"))
    assert settings("hdfs.env").keys() - {"COMPOSE_PROFILES"} <= used


def test_secrets_are_drawn_and_never_committed(tmp_path):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/secrets").write_text((REPOSITORY / "bin/secrets").read_text())
    draw = ["bash", str(tmp_path / "bin/secrets")]

    said = subprocess.run(draw, capture_output=True, text=True, check=True)
    drawn = settings(str(tmp_path / "secrets.env"))
    again = subprocess.run(draw, capture_output=True, text=True, check=True)

    assert "secrets.env" in said.stderr
    assert not again.stderr
    assert settings(str(tmp_path / "secrets.env")) == drawn
    assert (tmp_path / "secrets.env").stat().st_mode & 0o077 == 0
    assert all(len(value) >= 16 for value in drawn.values())
    assert len(set(drawn.values())) == len(drawn)
    assert not any(name in (REPOSITORY / "docker-compose.yml").read_text() for name in drawn.keys() - {"AIRFLOW_ADMIN_PASSWORD"})
    private = ["secrets.env", "logs/alerts.jsonl", "data/landing"]
    ignored = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(REPOSITORY), "check-ignore", *private],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ignored.stdout.split() == private


def test_the_versions_are_those_of_the_jars_and_the_dags():
    tags = settings(".env")

    assert tags["KAFKA_TAG"] == pom("kafka.version")
    assert tags["SPARK_TAG"].startswith(
        f"{pom('spark.version')}-scala{pom('scala.binary.version')}-java{pom('maven.compiler.release')}-"
    )
    assert tags["AIRFLOW_TAG"].startswith(f"{locked('apache-airflow')}-")
    assert locked("pyspark") == pom("spark.version")


def test_the_image_has_what_it_copies():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (REPOSITORY / "Dockerfile.airflow").read_text(), re.MULTILINE)

    for source in " ".join(copied).split():
        assert (REPOSITORY / source).exists() or source.endswith(".jar"), source
    assert {source for line in copied for source in line.split() if source.endswith(".jar")} == {
        f"{module}/target/{module}.jar" for module in ("producers", "ingest", "etl", "streaming", "dashboard")
    }


def test_the_dashboard_can_write_nowhere():
    dashboard = SERVICES["dashboard"]

    assert dashboard["read_only"]
    assert dashboard["cap_drop"] == ["ALL"]
    assert all(volume.endswith(":ro") for volume in dashboard["volumes"])
