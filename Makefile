# The front door of Comptoir. "make" alone lists what can be done.
SHELL := /bin/bash
.DEFAULT_GOAL := help

BINARY := .build/release/comptoir
PACKAGES := libncurses-dev libsqlite3-dev tmux
ARGS ?=

.PHONY: help demo run test lint format bench snapshots install docs check packages build

help: ## list these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

packages:
	@./.packages $(PACKAGES)

build: packages
	@swift build -c release --product comptoir

demo: build ## install what is missing, build, open the workstation on the demo company
	@$(BINARY) demo --open $(ARGS)

run: build ## open your own database
	@$(BINARY) $(ARGS)

test: packages lint ## run every test
	@SWIFT_BACKTRACE=enable=no swift test

lint: ## check the layout of the code
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests Resources

format: ## lay the code out
	@swift format --in-place --recursive --parallel Package.swift Sources Tests Resources

bench: packages ## measure the budgets on a large demo company
	@swift build -c release
	@.build/release/comptoir-bench $(ARGS)
