# The commands. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

export PORT ORIGIN_PORT STATE_DIR TARGET STAGE APP API ORIGIN ENGINE JSON REQUIRE_DOCKER YES ADOPT REPLACE DELETE_DATA U F FILE TABLE DEBUG_PORT WAIT MEMORY SAMPLES LAMBDA_CPU LAMBDA_SANDBOX LAMBDA_LANGUAGE ALLOWED_HOSTS ALLOWED_ORIGINS LOCALSTACK_ENDPOINT DURABILITY RECOVER UPSTREAM UPSTREAM_PORT PYTHON REQUIRE_LOCALSTACK REQUIRE_CONFORMANCE CONFORMANCE_SOURCE
# The README says which Node.js versions work; the SDK need not repeat it in tests and benchmarks.
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED := true

SOURCES := $(shell find emulator lambdas mock-origin provision environment -name '*.ts' -o -name '*.mjs' -o -name '*.json' 2>/dev/null)
SOURCES += $(shell find console -type f 2>/dev/null)
# Node.js 22 and newer cache compiled code, so programs start faster. Older ones ignore this.
COMPILED := NODE_COMPILE_CACHE='$(CURDIR)/build/compile-cache'
ENVIRONMENT := $(COMPILED) node --enable-source-maps build/environment.mjs
JEST := node --experimental-vm-modules --disable-warning=ExperimentalWarning node_modules/jest/bin/jest.js

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: build/.built ## Start the local AWS and the origin, provision everything
	@$(ENVIRONMENT) up

engine: build/.built ## Run the local AWS alone, without this stack; keeps its state in STATE_DIR, else in memory
	@$(COMPILED) node --enable-source-maps build/engine.mjs

dev: build/.built ## Start everything, then deploy code as you save it; Ctrl-C leaves it running
	@$(ENVIRONMENT) dev

e2e: build/.built ## Test the whole flow against what is up
	@$(ENVIRONMENT) e2e

demo: build/.built ## Follow a random person: sign up, call the API, rotate the credential
	@$(ENVIRONMENT) demo

status: build/.built ## Show what is up, and where
	@$(ENVIRONMENT) status

logs: build/.built ## Show what the functions log; F=authorizer for one; follows on a terminal
	@$(ENVIRONMENT) logs

debug: build/.built ## Run one function under the inspector: F=authorizer; DEBUG_PORT (9229); WAIT=1 stops before its init
	@$(ENVIRONMENT) debug

doctor: build/.built ## Check this machine and environment, change nothing, suggest fixes; JSON=1 for JSON
	@$(ENVIRONMENT) doctor

.PHONY: console
console: build/.built ## Open the page that shows all of it; prints its address if there is no browser
	@$(ENVIRONMENT) console

outputs: build/.built ## Print what was provisioned, as JSON
	@$(ENVIRONMENT) outputs

plan: build/.built ## Show what deploy would change; TARGET=aws STAGE=… for an account
	@$(ENVIRONMENT) plan

deploy: build/.built ## Provision what is up; TARGET=aws STAGE=… for an account; YES=1 skips the question
	@$(ENVIRONMENT) deploy

destroy: build/.built ## Remove what was provisioned; DELETE_DATA=1 also removes the people of an account
	@$(ENVIRONMENT) destroy

policy: build/.built ## Print the smallest IAM policy that a deployer needs
	@$(ENVIRONMENT) policy

policy-report: build/.built ## Show what each role used, was denied, and never used; JSON=1 for JSON
	@$(ENVIRONMENT) policy-report

repair: build/.built ## Find people without a credential, or with one stored the old way; YES=1 fixes them
	@$(ENVIRONMENT) repair

activate: build/.built ## Accept the credential of U=<user name> again
	@$(ENVIRONMENT) activate

deactivate: build/.built ## Reject the credential of U=<user name> from now on
	@$(ENVIRONMENT) deactivate

rotate: build/.built ## Make a new credential for U=<user name>, print it once, end the old one
	@$(ENVIRONMENT) rotate

seed: build/.built ## Put the items of FILE into TABLE, by default the people's; YES=1 skips the question
	@$(ENVIRONMENT) seed

export: build/.built ## Write the items of TABLE, by default the people's, to FILE
	@$(ENVIRONMENT) export

tune: build/.built ## Measure response time and cost of F=authorizer over MEMORY=128,512,…; SAMPLES=30 each
	@$(ENVIRONMENT) tune

down: build/.built ## Stop what `make up` started; keeps the state
	@$(ENVIRONMENT) down

reset: build/.built ## Delete the state
	@$(ENVIRONMENT) reset

test: build/.built ## Run everything: types, lint, import rules, dead code, unit tests, then up, e2e and down on spare ports
	@npx --no-install tsc --noEmit
	@npx --no-install tsc --noEmit -p console
	@npx --no-install biome check --error-on-warnings .
	@node environment/check-imports.mjs
	@npx --no-install knip
	@$(JEST)
	@$(ENVIRONMENT) rehearse

proof: build/.built ## Run the long tests: failed calls, removed rights, chaos, kills under load
	@$(JEST) --config jest.proof.config.mjs

compose-test: build/.built ## Test the environment in containers: up, e2e, restarts, kills, down; needs Docker
	@$(ENVIRONMENT) rehearse-containers

terraform-test: node_modules/.installed ## Apply, change and destroy examples/terraform; TF_PLUGIN_MIRROR names a folder with the AWS provider
	@$(JEST) --config jest.proof.config.mjs examples/terraform

localstack-test: build/.built ## Test a real LocalStack 4.14.0 as the upstream; installs it if there is Python 3.12 or 3.13
	@$(JEST) --config jest.localstack.config.mjs

dynamodb-conformance: node_modules/.installed ## Run 601 cases that pass on DynamoDB against the engine; fetches them with git and npm
	@node --import tsx emulator/services/dynamodb/testing/conformance.ts

bench: build/.built ## Measure, and print a table and JSON
	@node --import tsx bench/run.ts

fuzz: node_modules/.installed ## Send hostile requests to the gate; COUNT=100000, SEED of an earlier run, KIND=REST, HTTP, both, or doors
	@node --import tsx emulator/services/apigateway/testing/fuzz.ts "$(COUNT)" "$(SEED)" "$(KIND)"

soak: build/.built ## Send COUNT (1,000,000) mixed requests; prints rate, memory and state as it goes
	@node --import tsx emulator/testing/soak/main.ts "$(COUNT)"

package: node_modules/.installed ## Pack the engine as an npm package: build/gatehouse-<version>.tgz
	@node package/build.mjs

convergence: build/.built ## Fail every API call of apply and destroy in turn; 15 min
	@node --import tsx bench/convergence.ts

format: node_modules/.installed ## Format the sources
	@npx --no-install biome check --write .

clean: ## Remove packages and bundles (for the state use `make reset`)
	@rm -rf node_modules build

.PHONY: help up engine dev e2e demo status logs debug doctor outputs plan deploy destroy policy policy-report repair activate deactivate rotate seed export tune down reset test proof compose-test terraform-test localstack-test dynamodb-conformance bench fuzz soak package convergence format clean

# Check Node.js before anything needs it. npm installs what the lock file names, and runs no package's scripts.
node_modules/.installed: package.json package-lock.json
	@command -v node >/dev/null || { echo 'Node.js is not installed: get its current version from https://nodejs.org.' >&2; exit 1; }
	@node environment/preflight.cjs
	@command -v npm >/dev/null || { echo 'npm is not installed: it comes with Node.js from https://nodejs.org.' >&2; exit 1; }
	@echo 'Installing the packages (once) …'
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

build/.built: node_modules/.installed $(SOURCES)
	@node environment/preflight.cjs
	@node environment/build.mjs
