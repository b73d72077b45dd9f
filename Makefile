# The front door of Comptoir. "make" alone lists what can be done.
SHELL := /bin/bash
.DEFAULT_GOAL := help

BINARY := .build/release/comptoir
PRINTER := .build/release/comptoir-document
PACKAGES := libncurses-dev libsqlite3-dev libpq-dev nettle-dev libpango1.0-dev fonts-open-sans \
  fonts-dejavu-core poppler-utils postgresql tmux
ARGS ?=

PREFIX ?= /usr/local
.PHONY: help demo run check test lint format snapshots bench install packages build

help: ## list these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

packages:
	@./.packages $(PACKAGES)

build: packages
	@swift build -c release --product comptoir
	@swift build -c release --product comptoir-document

demo: build ## install what is missing, build, open the workstation on the demo company
	@$(BINARY) demo --open $(ARGS)

run: build ## open your own database
	@$(BINARY) $(ARGS)

check: build ## prove the invariants of your own database
	@$(BINARY) check $(ARGS)

test: packages lint ## run every test
	@SWIFT_BACKTRACE=enable=no swift test

lint: ## check the layout of the code
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests Resources

format: ## lay the code out
	@swift format --in-place --recursive --parallel Package.swift Sources Tests Resources

snapshots: packages ## record the frames of the screens anew, to be looked at
	@COMPTOIR_RECORD=1 swift test --filter WorkstationTests
	@git --no-pager diff --stat -- Tests/WorkstationTests/Golden

bench: packages ## measure the budgets on a large demo company
	@swift build -c release
	@.build/release/comptoir-bench $(ARGS)

install: build ## install under PREFIX (/usr/local)
	@install -D -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/comptoir
	@install -D -m 755 $(PRINTER) $(DESTDIR)$(PREFIX)/bin/comptoir-document
	@mkdir -p $(DESTDIR)$(PREFIX)/share/comptoir
	@cp -R Resources/Migrations Resources/Texts Resources/Profiles Resources/Demo \
	  $(DESTDIR)$(PREFIX)/share/comptoir/
	@$(BINARY) --generate-completion-script bash > .build/comptoir.bash
	@install -D -m 644 .build/comptoir.bash \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/comptoir
	@echo "Installed $(DESTDIR)$(PREFIX)/bin/comptoir"
