# Everything a person does with this repository. `make` alone lists it.
.DEFAULT_GOAL := help
MVN := mvn -B -ntp -q

# The build is up to date when nothing it is made of is newer than this file.
BUILT := build/built
SOURCES := $(shell find pom.xml .mvn bin/train-cds */pom.xml */src/main -type f 2>/dev/null)

# Where pictures of pages go, when they are to be made anew.
export PICTURES

PYTHON ?= python3
PYTHON_ENV := build/python/ready
# What the test of lineage needs beside it.
LINEAGE_ENV := build/openlineage/ready
SCRIPTS := dags docker docker/first-look dashboard/src/test/python bin/airflow-local bin/mutate bin/test-times
RUFF := build/python/bin/ruff
AIRFLOW_PORTS = $(if $(PORT),--port $(PORT)) $(if $(BROKER_PORT),--broker-port $(BROKER_PORT))
PYTEST := env -u PYTHONDONTWRITEBYTECODE build/python/bin/python -m pytest -c dags/pytest.ini
CHROMIUM := $(shell command -v chromium || command -v google-chrome)
LOCKED := dags/requirements.txt dags/requirements-dev.txt

export HDFS WEBHDFS KAFKA_SECURE
COMPOSE := bin/compose
SERVICES ?=
# What `make up` starts beside the services without a profile.
export COMPOSE_PROFILES ?= dashboard

# The long campaigns of `make soak`: kills of etl, of retention, of a publication and of the live queries, orders of runs, rounds of
# late records in each, seconds of random input, dates of Airflow's backfill, days of the year that an installation lives through.
KILLS ?= 50
ORDERS ?= 60
ROUNDS ?= 3
FUZZ_SECONDS ?= 60
DAYS ?= 7
YEAR_DAYS ?= 366
# A newer Java that the tests run on as well.
JAVA_25 ?= $(firstword $(wildcard /usr/lib/jvm/*25*/bin/java))

.PHONY: help quickstart demo dashboard live airflow up first-look down ps logs batch build check check-java check-python test test-dags it-dags first-hour test-pages soak mutate it it-compose format lock docs clean doctor

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

quickstart: ## Checks this machine for all of it, and says what to do next
	@bin/doctor --quickstart

demo: build ## The main job on this machine: broker, producers, landing, ETL (JDK and Maven are enough)
	@./streamflow demo

dashboard: build ## Pages over what the demo has published, at http://localhost:5000, until Ctrl-C
	@./streamflow dashboard

live: build ## The live side on this machine: events, windows, purchases, files into PostgreSQL, until Ctrl-C
	@./streamflow live

airflow: ## A whole Airflow at http://localhost:8082, with a broker and Spark beside it, until Ctrl-C (PORT= BROKER_PORT=)
	@bin/airflow-local --check $(AIRFLOW_PORTS)
	@$(MAKE) --no-print-directory build $(PYTHON_ENV)
	@bin/airflow-local $(AIRFLOW_PORTS)

up: build ## The whole platform in containers: Kafka and its UI, Spark, Airflow (HDFS=1: with the data on HDFS)
	@bin/doctor --containers > /dev/null || { bin/doctor --containers; exit 1; }
	@bin/secrets
	@$(COMPOSE) up -d --build --wait $(SERVICES)
	@bin/addresses

first-look: ## Sample data and a day of it in the containers, and its revenue: what is up also works
	@$(COMPOSE) exec -T airflow-api-server /opt/streamflow/docker/first-look

down: ## Stops the containers; data/ and the volumes stay
	@$(COMPOSE) --profile '*' down

ps: ## The containers, and how they are
	@$(COMPOSE) ps -a

logs: ## What the containers say, until Ctrl-C (SERVICES=kafka: only that one)
	@$(COMPOSE) logs -f --tail 100 $(SERVICES)

batch: build ## The Spark job alone, on the containers' cluster, with the jar as it is now (DATE=2026-01-01)
	@$(COMPOSE) build -q prepare
	@$(COMPOSE) run --rm batch $(if $(DATE),--date $(DATE),$(error Say which date: make batch DATE=2026-01-01))

build: $(BUILT) ## The jars, and class-data archives that make them start faster

$(BUILT): $(SOURCES)
	@bin/doctor > /dev/null || { bin/doctor; exit 1; }
	@echo "Building (the first time also downloads the libraries, some 600 MB) ..."
	@$(MVN) -DskipTests package
	@bin/train-cds
	@mkdir -p build && touch $@

check: $(PYTHON_ENV) $(LINEAGE_ENV) ## Format, static analysis and unit tests: what to run before each commit
	@bin/mutate --list > build/mutations || { cat build/mutations; exit 1; }
	@bin/side-by-side check-java check-python

check-java:
	mvn -B -ntp -q -T 2 test spotless:check

check-python: $(PYTHON_ENV) $(LINEAGE_ENV)
	@$(RUFF) format --check -q $(SCRIPTS) && $(RUFF) check -q $(SCRIPTS)
	$(PYTEST) -q -n 3 dags/tests --ignore-glob '*/it_*.py'

test: $(PYTHON_ENV) $(LINEAGE_ENV) ## `make check`, the integration tests with real parts, and the pages
	mvn -B -ntp -T 2 verify -DskipITs
	@bin/train-cds && mkdir -p build && touch $(BUILT)
	@PAGES='--ignore dashboard/src/test/python/it_real.py' bin/side-by-side it it-dags 'check-python test-pages'
	@bin/test-times

test-dags: check-python it-dags ## The tests of the DAGs alone: in process, and with a real scheduler, Kafka and Spark

it-dags: $(PYTHON_ENV)
	@[ -f local/target/classpath ] || { echo "The jobs are not built; run make build first"; exit 1; }
	@[ -n "$(CHROMIUM)" ] || echo "skipped: there is no Chromium for the test of Airflow's pages"
	$(PYTEST) --durations 10 $(filter-out $(if $(CHROMIUM),,%/it_ui.py),$(wildcard dags/tests/it_*.py))

first-hour: $(PYTHON_ENV) ## A person's first hour with Airflow, in a browser (PICTURES=docs/airflow makes the pictures anew)
	@[ -f local/target/classpath ] || { echo "The jobs are not built; run make build first"; exit 1; }
	@$(if $(CHROMIUM),$(PYTEST) --durations 10 dags/tests/first_hour.py,echo "skipped: there is no Chromium for the first hour")

test-pages: $(PYTHON_ENV) ## The tests of the dashboard's pages alone, in Chromium (PICTURES=docs/dashboard makes the pictures anew)
	@[ -f dashboard/target/dashboard.jar ] || { echo "The dashboard is not built; run make build first"; exit 1; }
	@$(if $(CHROMIUM),$(PYTEST) --durations 10 $(PAGES) dashboard/src/test/python,echo "skipped: there is no Chromium for the tests of the dashboard's pages")

soak: $(PYTHON_ENV) ## Every test, with long campaigns (KILLS=50 ORDERS=60 ROUNDS=3 FUZZ_SECONDS=60 DAYS=7 YEAR_DAYS=366), on Java 25, and the containers
	@$(if $(JAVA_25),mvn -B -ntp -T 2 verify -Djvm=$(JAVA_25),echo "skipped: there is no Java 25 in /usr/lib/jvm (JAVA_25=)")
	mvn -B -ntp verify -Detl.kills=$(KILLS) -Dversions.kills=$(KILLS) -Dretain.kills=$(KILLS) -Dlive.kills=$(KILLS) -Dlive.files=10000 \
	  -Dparity.values=20000 -Dfuzz.seconds=$(FUZZ_SECONDS) \
	  -Dorder.seeds=$(ORDERS) -Dorder.rounds=$(ROUNDS) -Dorder.tables=all
	@bin/train-cds && mkdir -p build && touch $(BUILT)
	@SOAK_DAYS=$(DAYS) SOAK_YEAR_DAYS=$(YEAR_DAYS) $(MAKE) --no-print-directory test-dags first-hour test-pages
	@$(MAKE) --no-print-directory it-compose
	@echo "$(KILLS) kills of etl, of a publication and of the live queries, $(ORDERS) orders of $(ROUNDS) rounds, $(FUZZ_SECONDS) s of random input, $(DAYS) dates, a year of $(YEAR_DAYS) days"
	@bin/test-times

mutate: ## Breaks one behaviour after the other and runs the tests meant for it (ONLY="Gold Drift": those with a word)
	@bin/mutate $(ONLY)

# Airflow, Spark's launcher and the test tools, as locked; pip compiles them once, which halves the start of every task.
$(PYTHON_ENV): $(LOCKED)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { echo "Python 3.10 or newer is needed: make doctor"; exit 1; }
	@echo "Installing Airflow and Spark's launcher (1 GB, the first time only) ..."
	@bin/python-env $(PYTHON) $(LOCKED)
	@touch $@

$(LINEAGE_ENV): dags/requirements-openlineage.txt $(PYTHON_ENV)
	@rm -rf build/openlineage
	@build/python/bin/python -m pip install -q --no-input --disable-pip-version-check --no-deps --require-hashes \
	  --target build/openlineage -r $<
	@touch $@

lock: ## Chooses the versions of the Python requirements anew (needs uv)
	@cd dags && for name in requirements requirements-dev; do \
	  uv pip compile -q --universal --python-version 3.10 --generate-hashes --no-header --no-emit-index-url -o $$name.txt $$name.in; done
	@cd dags && uv pip compile -q --universal --python-version 3.10 --generate-hashes --no-header --no-emit-index-url --no-deps \
	  -o requirements-openlineage.txt requirements-openlineage.in

# Without the phase that makes the jars anew, which the tests of the DAGs may be using. To the compiler, classes in place of jars are
# changed dependencies, and a reason to compile all of it again.
it: build ## The integration tests alone
	mvn -B -ntp -Dmaven.compiler.useIncrementalCompilation=false test-compile failsafe:integration-test failsafe:verify

it-compose: build $(PYTHON_ENV) ## The containers from end to end, and through the loss of each of four of them (needs Docker)
	@docker info > /dev/null 2>&1 || { echo "skipped: no Docker daemon answers"; exit 0; } \
	  && PYTHONPATH=dags/tests build/python/bin/python -m pytest -c dags/pytest.ini -v -s --durations 0 --durations-min 1 docker/it_compose.py

format: $(PYTHON_ENV) ## Formats the sources
	@$(MVN) spotless:apply
	@$(RUFF) format -q $(SCRIPTS)

docs: build ## Makes the generated pages of docs/ anew
	@java -cp "events/target/*:$$(cat local/target/classpath)" dev.streamflow.events.DataDictionary schemas docs/data-dictionary.md

clean: ## Deletes build/ and target/; data/ stays (./streamflow clean deletes both)
	@bin/clean --build

doctor: ## What this machine lacks, and how to get it
	@bin/doctor
