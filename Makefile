# What the README names. Everything else is a step of one of these.
SHELL := /bin/bash
.DEFAULT_GOAL := help
CARGO ?= cargo

help: ## this list
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

run: ## build, start a server with a demo log, print the link
	$(CARGO) build --release --locked -p activity-log
	$(CARGO) run --release --locked -q -p activity-log -- serve --demo --listen 127.0.0.1:0

test: setup lint unit php e2e ## everything CI runs

setup: ## install what the tests need (Debian packages), if it is missing
	tools/setup

lint: ## formatting and clippy, warnings are errors
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

unit: ## unit, property, store suite, HTTP, command line, crash tests
	$(CARGO) test --workspace --exclude e2e --locked

php: ## the plugin's own tests, in a small host that replays a recording
	tools/test-plugin

e2e: ## browser, plugin and server together; with MATOMO_URL=… MATOMO_DIR=… on that Matomo
	$(CARGO) build --locked -p activity-log
	tools/axe
	MATOMO_URL="$(MATOMO_URL)" MATOMO_DIR="$(MATOMO_DIR)" $(CARGO) test --locked -p e2e -- --test-threads=1

bench: ## figures and ratios against MariaDB and plain SQLite; ENTRIES=10000000 for the large run
	tools/bench $(ENTRIES)

generate: ## write again what is generated from the catalogue and the code
	UPDATE_GENERATED=1 $(CARGO) test --workspace --exclude e2e --locked generated

.PHONY: help run test setup lint unit php e2e bench generate
