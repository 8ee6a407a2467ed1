"""What must be true of the container files, as far as they can be read without Docker."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
SECURE = yaml.safe_load((REPOSITORY / "docker/kafka-secure.yml").read_text())["services"]
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


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - ONE_SHOT))
def test_what_stays_up_is_watched_bounded_and_started_again(name):
    service = SERVICES[name]

    assert service["restart"] == "unless-stopped"
    assert service["mem_limit"]
    assert name in PRODUCERS or service["healthcheck"]["test"]


@pytest.mark.parametrize("name", ["postgres", "events-database"])
def test_a_slow_health_check_leaves_no_orphan_to_a_database(name):
    """It would take the end of the orphan for a crash of its own."""
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_container_says_does_not_fill_the_disk(name):
    assert SERVICES[name]["logging"] == {"driver": "json-file", "options": {"max-size": "10m", "max-file": "3"}}


def test_what_spark_writes_of_each_job_is_deleted_one_day():
    assert "-Dspark.worker.cleanup.enabled=true" in SERVICES["spark-worker"]["environment"]["SPARK_WORKER_OPTS"]
    history = SERVICES["spark-history"]
    assert "-Dspark.history.fs.cleaner.enabled=true" in history["environment"]["SPARK_HISTORY_OPTS"]
    assert history["volumes"] == ["./data/spark-events:/opt/streamflow/data/spark-events"]


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
    assert sum(megabytes) <= 7424


def test_every_variable_is_set_and_used():
    files = ("docker-compose.yml", "docker/webhdfs.yml", "docker/kafka-secure.yml")
    used = {name for file in files for name in re.findall(r"\$\{([A-Z_]+)", (REPOSITORY / file).read_text())}

    assert used == set(settings(".env"))
    assert settings("hdfs.env").keys() <= used


@pytest.fixture
def draw(tmp_path, monkeypatch):
    """bin/secrets in a folder of its own, where Docker knows the volumes of a list."""
    for name in ("bin/secrets", "docker-compose.yml"):
        (tmp_path / "home" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, tmp_path / "home" / name)
    (tmp_path / "volumes").touch()
    docker = tmp_path / "docker"
    docker.write_text(f'#!/bin/sh\n[ "$1 $2" = "volume inspect" ] && grep -qx "$3" {tmp_path}/volumes\n')
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("STREAMFLOW_UID", "1234")
    monkeypatch.delenv("KAFKA_SECURE", raising=False)

    def run() -> subprocess.CompletedProcess[str]:
        return subprocess.run([tmp_path / "home/bin/secrets"], capture_output=True, text=True, check=False)

    return run


def drawn(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (folder / "home/secrets").iterdir()}


def test_secrets_are_drawn_once_and_never_committed(draw, tmp_path):
    said = draw()
    first = drawn(tmp_path)
    again = draw()

    assert (said.returncode, again.returncode) == (0, 0)
    assert "secrets/" in said.stderr
    assert not again.stderr
    assert drawn(tmp_path) == first
    assert first.pop("person.env") == "STREAMFLOW_UID=1234\n"
    for path in ((tmp_path / "home/secrets"), *(tmp_path / "home/secrets").iterdir()):
        assert path.stat().st_mode & 0o077 == 0
        assert path.stat().st_uid == (os.getuid() or 1234)
    values = [re.split(r"=| {2,}", line, maxsplit=1)[1] for text in first.values() for line in text.splitlines()]
    assert all(len(value) >= 16 for value in values if value != "true")
    assert len(set(values)) == len(values)
    keys = settings(str(tmp_path / "home/secrets/airflow.env"))
    assert min(len(keys[name]) for name in ("AIRFLOW__API__SECRET_KEY", "AIRFLOW__API_AUTH__JWT_SECRET")) >= 64
    assert len(base64.urlsafe_b64decode(keys["AIRFLOW__CORE__FERNET_KEY"])) == 32
    password = settings(str(tmp_path / "home/secrets/postgres.env"))["POSTGRES_PASSWORD"]
    assert f"airflow:{password}@postgres" in keys["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]
    private = ["secrets/airflow.env", "logs/alerts.jsonl", "data/landing"]
    ignored = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(REPOSITORY), "check-ignore", *private],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ignored.stdout.split() == private


def test_what_is_missing_is_drawn_beside_what_is_there(draw, tmp_path):
    draw()
    first = drawn(tmp_path)
    for name in ("airflow.env", "spark.conf"):
        (tmp_path / "home/secrets" / name).unlink()

    draw()

    again = drawn(tmp_path)
    assert again.keys() == first.keys()
    assert {name for name in first if first[name] != again[name]} == {"airflow.env", "spark.conf"}
    assert again["airflow.env"].splitlines()[0] == first["airflow.env"].splitlines()[0]


@pytest.mark.parametrize("database", ["postgres", "events-database"])
def test_no_password_is_drawn_beside_a_volume_that_has_another(draw, tmp_path, database):
    (tmp_path / "volumes").write_text(f"streamflow_{database}\n")

    refused = draw()

    assert refused.returncode == 1
    assert (
        f"the volume streamflow_{database} was made with another one, and secrets/{database}.env is not there" in refused.stderr
    )
    assert f"docker volume rm streamflow_{database}" in refused.stderr
    assert {path.name for path in (tmp_path / "home").iterdir()} == {"bin", "docker-compose.yml"}


def test_kafkas_passwords_are_drawn_once_they_are_asked_for(draw, tmp_path, monkeypatch):
    folder = tmp_path / "home/secrets"
    draw()
    assert not (folder / "kafka").exists()
    monkeypatch.setenv("KAFKA_SECURE", "1")

    said = draw()

    assert said.returncode == 0, said.stderr
    files = {path.name: path.read_text() for path in (folder / "kafka").iterdir()}
    clients = {"airflow.properties", "producers.properties", "live.properties", "person.properties"}
    assert files.keys() == {"broker.env", "ui.env", *clients}
    assert all(path.stat().st_mode & 0o077 == 0 for path in ((folder / "kafka"), *(folder / "kafka").iterdir()))
    broker = settings(str(folder / "kafka/broker.env"))
    for name, side in [("airflow", "INSIDE"), ("producers", "INSIDE"), ("live", "INSIDE"), ("person", "OUTSIDE")]:
        known = dict(
            re.findall(r'user_(\w+)="(.{32,})"', broker[f"KAFKA_LISTENER_NAME_{side}_PLAIN_SASL_JAAS_CONFIG"].replace(" ", "\n"))
        )
        own = settings(str(folder / f"kafka/{name}.properties"))
        assert f'username="{name}" password="{known[name]}"' in own["sasl.jaas.config"]
        assert own["ssl.truststore.certificates"] == broker["KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN"]
    passwords = set(re.findall(r'(?:password|user_\w+)="(\S+)"', files["broker.env"]))
    assert len(passwords) == 6
    assert all(len([one for one in passwords if one in files[name]]) == 1 for name in ("ui.env", *clients))
    assert all("PRIVATE KEY" not in files[name] for name in ("ui.env", *clients))


def test_what_was_said_of_kafka_last_holds(draw, tmp_path, monkeypatch):
    record, passwords = tmp_path / "home/secrets/kafka.env", tmp_path / "home/secrets/kafka/broker.env"
    monkeypatch.setenv("KAFKA_SECURE", "1")
    draw()
    first = passwords.read_text()
    monkeypatch.delenv("KAFKA_SECURE")
    draw()
    assert record.read_text() == "KAFKA_SECURE=1\n"
    monkeypatch.setenv("KAFKA_SECURE", "0")
    draw()
    assert record.read_text() == "KAFKA_SECURE=0\n"
    assert passwords.read_text() == first
    monkeypatch.setenv("KAFKA_SECURE", "yes")

    refused = draw()

    assert (refused.returncode, "Cannot use KAFKA_SECURE=yes" in refused.stderr) == (2, True)
    assert record.read_text() == "KAFKA_SECURE=0\n"


def test_who_speaks_to_a_closed_kafka_has_a_password_of_its_own():
    given = {
        name: {Path(one["path"]).name for one in service.get("env_file", [])}
        | {one["source"] for one in service.get("secrets", [])}
        for name, service in SECURE.items()
        if name != "prepare"
    }

    assert given == {
        "kafka": {"broker.env"},
        "kafka-ui": {"ui.env"},
        **{name: {"kafka-producers"} for name in {"topics", *PRODUCERS}},
        **{name: {"kafka-live"} for name in ("windows", "purchases")},
        "airflow-scheduler": {"kafka-airflow"},
    }
    clients = {
        name
        for name, service in SERVICES.items()
        if "KAFKA_BOOTSTRAP_SERVERS" in service.get("environment", {})
        # Their tasks run in the scheduler; the Spark job by hand reads files.
        and not name.startswith("airflow-")
        and name != "batch"
    }
    assert clients | {"kafka", "kafka-ui", "airflow-scheduler"} == given.keys()
    for name in clients | {"airflow-scheduler"}:
        assert SECURE[name]["environment"] == {"STREAMFLOW_KAFKA_CONFIG": "/run/secrets/kafka"}
        assert SECURE[name]["secrets"][0]["target"] == "kafka"
    listeners = SECURE["kafka"]["environment"]["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"]
    assert listeners == "INSIDE:SASL_SSL,OUTSIDE:SASL_SSL,CONTROLLER:PLAINTEXT"
    assert "CONTROLLER://localhost:9093" in SERVICES["kafka"]["environment"]["KAFKA_LISTENERS"]


@pytest.mark.parametrize(
    ("recorded", "said", "own", "files"),
    [
        (None, {}, False, []),
        (0, {}, True, []),
        (1, {}, False, ["docker-compose.yml", "docker/kafka-secure.yml"]),
        (0, {"KAFKA_SECURE": "1"}, False, ["docker-compose.yml", "docker/kafka-secure.yml"]),
        (1, {"KAFKA_SECURE": "0"}, False, []),
        (0, {"HDFS": "1"}, False, ["docker-compose.yml", "docker/hdfs.yml"]),
        (
            1,
            {"HDFS": "1", "WEBHDFS": "1"},
            True,
            [
                *("docker-compose.yml", "docker-compose.override.yml"),
                *("docker/hdfs.yml", "docker/webhdfs.yml", "docker/kafka-secure.yml"),
            ],
        ),
    ],
)
def test_compose_gets_the_files_of_this_installation(tmp_path, recorded, said, own, files):
    home = tmp_path / "home"
    for folder in ("bin", "secrets"):
        (home / folder).mkdir(parents=True)
    shutil.copy(REPOSITORY / "bin/compose", home / "bin/compose")
    if recorded is not None:
        (home / "secrets/kafka.env").write_text(f"KAFKA_SECURE={recorded}\n")
    if own:
        (home / "docker-compose.override.yml").touch()
    docker = tmp_path / "docker"
    docker.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    docker.chmod(0o755)
    inherited = {name: value for name, value in os.environ.items() if name not in {"KAFKA_SECURE", "WEBHDFS", "HDFS"}}
    environment = {**inherited, **said, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}

    words = subprocess.run(
        [home / "bin/compose", "ps"], env=environment, capture_output=True, text=True, check=True
    ).stdout.split()

    assert [words[at + 1] for at, word in enumerate(words) if word == "-f"] == files
    assert words[-1] == "ps"


@pytest.mark.parametrize(
    ("said", "profiles"),
    [
        ({}, ""),
        ({"COMPOSE_PROFILES": "dashboard"}, "dashboard"),
        ({"HDFS": "1"}, "hdfs"),
        ({"HDFS": "1", "COMPOSE_PROFILES": "dashboard,streaming"}, "dashboard,streaming,hdfs"),
    ],
)
def test_hdfs_is_started_beside_the_profiles_that_somebody_has_chosen(tmp_path, said, profiles):
    docker = tmp_path / "docker"
    docker.write_text('#!/bin/sh\nprintf "%s" "$COMPOSE_PROFILES"\n')
    docker.chmod(0o755)
    inherited = {name: value for name, value in os.environ.items() if name not in {"COMPOSE_PROFILES", "HDFS"}}
    environment = {**inherited, **said, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}

    command = [REPOSITORY / "bin/compose", "ps"]
    started = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert started == profiles


def test_this_machine_has_no_way_to_hdfs():
    hadoop = {name for name in SERVICES if SERVICES[name]["image"].startswith("apache/hadoop")}
    clients = yaml.safe_load((REPOSITORY / "docker/hdfs.yml").read_text())["services"]

    assert COMPOSE["networks"] == {"hdfs": {"internal": True, "driver_opts": {"com.docker.network.bridge.inhibit_ipv4": "true"}}}
    assert {name for name in SERVICES if SERVICES[name].get("networks") == ["hdfs"]} == hadoop
    assert all(service["networks"].keys() == {"default", "hdfs"} for service in clients.values())
    assert clients.keys() == {name for name in SERVICES if reads_the_lake(name)}


def reads_the_lake(name: str) -> bool:
    """Airflow's tasks run in the scheduler, their executors in the worker."""
    told = "STREAMFLOW_LAKE" in SERVICES[name].get("environment", {})
    return name in {"airflow-scheduler", "spark-worker"} or (told and not name.startswith("airflow-"))


@pytest.mark.parametrize("name", SERVICES)
def test_nobody_becomes_more_than_it_starts_as(name):
    """The image of Hadoop starts by sudo."""
    service = SERVICES[name]
    if service["image"].startswith("apache/hadoop"):
        return

    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "cap_add" not in service or name in {"prepare", "postgres", "events-database"}


def test_each_service_has_its_own_secrets_only():
    given = {
        name: {Path(one["path"]).name for one in service.get("env_file", [])} | {*service.get("secrets", [])}
        for name, service in SERVICES.items()
    }

    assert all(one["required"] is False for service in SERVICES.values() for one in service.get("env_file", []))
    assert {name: secrets for name, secrets in given.items() if secrets} == {
        "prepare": {"person.env", "kafka.env"},
        "kafka-ui": {"kafka-ui.env"},
        "spark-master": {"spark"},
        "spark-worker": {"spark"},
        "batch": {"spark"},
        "postgres": {"postgres.env"},
        "events-database": {"events-database.env"},
        "load": {"events-database.env"},
        "airflow-init": {"airflow.env"},
        "airflow-api-server": {"airflow.env", "admin.env"},
        "airflow-scheduler": {"airflow.env", "spark"},
        "airflow-dag-processor": {"airflow.env"},
        "airflow-triggerer": {"airflow.env"},
        "airflow-housekeeping": {"airflow.env"},
    }


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "prepare"])
def test_nothing_with_secrets_starts_without_them(name):
    """All come after `prepare`, which refuses."""

    def comes_after(service: str) -> set[str]:
        before = set(SERVICES[service].get("depends_on", {}))
        return before.union(*(comes_after(one) for one in before))

    has_secrets = SERVICES[name].get("env_file") or SERVICES[name].get("secrets") or name in SECURE
    assert not has_secrets or "prepare" in comes_after(name)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"STREAMFLOW_UID": ""}, "There are no passwords and keys yet: run bin/secrets"),
        ({"STREAMFLOW_UID": "1234"}, "Say bin/compose in the place of docker compose"),
        ({"KAFKA_SECURE": "1"}, "Kafka would start as for KAFKA_SECURE=0, but this installation has 1 (secrets/kafka.env)."),
        ({"CONTAINER_KAFKA_SECURE": "1"}, "To change the setting: KAFKA_SECURE=1 bin/secrets"),
    ],
)
def test_containers_do_not_start_otherwise_than_is_recorded(environment, said):
    fitting = {"STREAMFLOW_UID": "1000", "CONTAINER_UID": "1000", "KAFKA_SECURE": "", "CONTAINER_KAFKA_SECURE": "0"}
    command = [REPOSITORY / "docker/prepare"]

    refused = subprocess.run(command, env={**os.environ, **fitting, **environment}, capture_output=True, text=True, check=False)

    assert (refused.returncode, said in refused.stderr) == (1, True)


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

    used = set(re.findall(r"/opt/streamflow/(docker/[a-z-]+)", (REPOSITORY / "docker-compose.yml").read_text()))
    assert used <= set(" ".join(copied).split())
    for source in " ".join(copied).split():
        assert (REPOSITORY / source).exists() or "/target/" in source, source
    assert {source for line in copied for source in line.split() if source.endswith(".jar")} == {
        f"{module}/target/{module}.jar" for module in ("producers", "ingest", "etl", "streaming", "dashboard")
    }


def test_the_dashboard_can_write_nowhere():
    dashboard = SERVICES["dashboard"]

    assert dashboard["read_only"]
    assert dashboard["cap_drop"] == ["ALL"]
    assert all(volume.endswith(":ro") for volume in dashboard["volumes"])
