# CampusKeeper (校安台账). `make run` opens it, `make test` tests it; `make` lists the rest.

GO ?= go

# The one place where build flags are set: every build, test and check uses the
# same, so that they share one build cache.
#   x11              Linux input methods work; fewer libraries to install
#   no_emoji         4 MB smaller
#   no_animations    nothing repaints the window while it waits
#   migrated_fynedo  widgets are touched on the window's thread only
export GOFLAGS := -trimpath -buildvcs=false -tags=x11,no_emoji,no_animations,migrated_fynedo

VERSION := $(shell sed -n 's/^Version = "\(.*\)"$$/\1/p' FyneApp.toml)
LDFLAGS := -s -w -X main.version=$(VERSION)
BINARY  := campuskeeper
TOOLS   := out/tools
SCRIPTS := .ci/run $(wildcard packaging/*.sh)
TIMED   := 15m
HOW     := plain

.DEFAULT_GOAL := help
.PHONY: help run build demo test check bench peers manual e2e windows windows-vet wine clean \
	packages-build packages-run packages-test packages-windows \
	format scripts vet staticcheck errcheck imports complexity licences vulnerabilities race

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- the two commands of the README -------------------------------------------

run: packages-run build ## install what is missing, build, open the window (or do the demo where there is none)
	@packaging/run.sh ./$(BINARY)

test: packages-test ## install what is missing, run all tests
	@packaging/test.sh $(HOW) $(TIMED)

# --- making things ------------------------------------------------------------

build: packages-build ## build the program for this computer
	$(GO) build -ldflags '$(LDFLAGS)' -o $(BINARY) .

demo: build ## do one working day without a window; the results are in out/
	./$(BINARY) demo --out out/

windows: packages-windows ## build the program for Windows in dist/windows
	@LDFLAGS='$(LDFLAGS)' packaging/windows/build.sh

windows-vet: ## look at what is Windows' own, without its compiler
	GOOS=windows CGO_ENABLED=0 $(GO) vet ./app/... ./data ./ui/desktop

wine: ## run the Windows program of `make windows` under Wine, where that is installed
	@packaging/wine.sh dist/windows

manual: packages-test build ## take the manual's screenshots from the real window
	@packaging/manual.sh ./$(BINARY)

e2e: packages-test build ## work through a day in the real window, screenshots in out/e2e
	@packaging/e2e.sh ./$(BINARY)

bench: packages-build ## run all benchmarks and print a table
	@packaging/bench.sh

peers: packages-test build ## time the program beside LibreOffice and Chromium, where they are installed
	@packaging/peers.sh ./$(BINARY)

clean: ## remove everything that was made
	rm -rf out dist $(BINARY) $(BINARY).exe

# --- the gate -----------------------------------------------------------------

check race: HOW := race
check: packages-test format scripts vet staticcheck errcheck imports complexity licences vulnerabilities test ## the gate: all checks and all tests
	@echo "== check: passed"

format: $(TOOLS)/gofumpt ## gofumpt has nothing to say
	@echo "== gofumpt"
	@bad=$$($(TOOLS)/gofumpt -l .) || exit 1; \
	if [ -n "$$bad" ]; then echo "run gofumpt -w on:"; echo "$$bad"; exit 1; fi

scripts: ## shellcheck has nothing to say
	@echo "== shellcheck"
	@shellcheck -x $(SCRIPTS) packaging/windows/build.sh

vet: ## go vet
	@echo "== go vet"
	@$(GO) vet ./...

staticcheck: $(TOOLS)/staticcheck ## staticcheck with the comment and naming checks
	@echo "== staticcheck"
	@$(TOOLS)/staticcheck -checks 'all,-ST1023,-SA9003' ./...

errcheck: $(TOOLS)/errcheck ## no error is dropped
	@echo "== errcheck"
	@$(TOOLS)/errcheck ./...

imports: ## the import directions of docs/architecture.md
	@echo "== import directions"
	@$(GO) test -count=1 -run 'TestImport' .

complexity: $(TOOLS)/gocyclo ## no function is more complex than 15; a test may ask one question after another
	@echo "== gocyclo"
	@$(TOOLS)/gocyclo -over 15 -ignore '_test\.go$$' .

licences: ## every module has a licence we may ship
	@echo "== licences"
	@$(GO) run ./packaging/licences

vulnerabilities: $(TOOLS)/govulncheck ## no known vulnerability is reachable
	@echo "== govulncheck"
	@packaging/vulnerabilities.sh $(TOOLS)/govulncheck

race: test ## all tests with the race detector, pictures without it

# The tools' versions are pinned in packaging/tools/go.mod.
$(TOOLS)/%: packaging/tools/go.mod packaging/tools/go.sum
	@mkdir -p $(TOOLS)
	$(GO) build -C packaging/tools -ldflags '-s -w' -o $(CURDIR)/$(TOOLS)/ tool
	@touch $(TOOLS)/*

# --- system packages ----------------------------------------------------------

packages-build packages-run packages-test packages-windows: packages-%:
	@packaging/install-packages.sh $*
