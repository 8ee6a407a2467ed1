# Everything a person does with this repository. `make` alone lists it.
.DEFAULT_GOAL := help
MVN := mvn -B -ntp -q

# The build is up to date when nothing it is made of is newer than this file.
BUILT := build/built
SOURCES := $(shell find pom.xml .mvn bin/train-cds */pom.xml */src/main -type f 2>/dev/null)

.PHONY: help demo build test it lint format docs clean doctor

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## The main job on this machine: broker, producers, landing, ETL (JDK and Maven are enough)
	@./streamflow demo

build: $(BUILT) ## The jars, and class-data archives that make them start faster

$(BUILT): $(SOURCES)
	@bin/doctor > /dev/null || { bin/doctor; exit 1; }
	@echo "Building (the first time also downloads the libraries, some 600 MB) ..."
	@$(MVN) -DskipTests package
	@bin/train-cds
	@mkdir -p build && touch $@

test: ## Every test: unit, integration with real parts, format and static analysis
	mvn -B -ntp verify

it: ## The integration tests alone
	mvn -B -ntp verify -Dsurefire.skip=true

lint: ## Format and static analysis, without the tests
	@$(MVN) -DskipTests verify

format: ## Formats the Java sources
	@$(MVN) spotless:apply

docs: build ## Makes the generated pages of docs/ anew
	@java -cp "$$(cat local/target/classpath)" dev.streamflow.events.DataDictionary schemas docs/data-dictionary.md

clean: ## Deletes build/ and target/; data/ stays (./streamflow clean deletes both)
	@bin/clean --build

doctor: ## What this machine lacks, and how to get it
	@bin/doctor
