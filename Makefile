# The front door. `make` alone says what there is.
.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

export PORT ORIGIN_PORT STATE_DIR TARGET STAGE APP API ORIGIN ENGINE JSON REQUIRE_DOCKER YES ADOPT REPLACE DELETE_DATA U F DEBUG_PORT WAIT MEMORY SAMPLES LAMBDA_CPU LAMBDA_SANDBOX LAMBDA_LANGUAGE ALLOWED_HOSTS ALLOWED_ORIGINS LOCALSTACK_ENDPOINT DURABILITY RECOVER UPSTREAM UPSTREAM_PORT PYTHON REQUIRE_LOCALSTACK
# The SDK's note on future Node.js versions, in the tests and the benchmark, says nothing that the README does not.
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED := true

SOURCES := $(shell find emulator lambdas mock-origin provision environment -name '*.ts' -o -name '*.mjs' -o -name '*.json' 2>/dev/null)
SOURCES += $(shell find console -type f 2>/dev/null)
# Node.js 22 and newer keep what they compile, and start the programs in less time; older ones do not read this.
COMPILED := NODE_COMPILE_CACHE='$(CURDIR)/build/compile-cache'
ENVIRONMENT := $(COMPILED) node --enable-source-maps build/environment.mjs
JEST := node --experimental-vm-modules --disable-warning=ExperimentalWarning node_modules/jest/bin/jest.js

help: ## What there is
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: build/.built ## Start engine and origin, provision everything, say what to try next
	@$(ENVIRONMENT) up

engine: build/.built ## The local AWS alone, in the foreground, without this stack; state is kept where STATE_DIR says, else in memory
	@$(COMPILED) node --enable-source-maps build/engine.mjs

dev: build/.built ## Up, then swap code in as it is saved, with all logs in one stream; Ctrl-C leaves everything up
	@$(ENVIRONMENT) dev

e2e: build/.built ## The flow from end to end, as a client sees it, against what is up
	@$(ENVIRONMENT) e2e

demo: build/.built ## A random person signs up and calls the API, told as a story
	@$(ENVIRONMENT) demo

status: build/.built ## What is up, and where
	@$(ENVIRONMENT) status

logs: build/.built ## What the functions log, F=authorizer one of them; on a terminal it follows
	@$(ENVIRONMENT) logs

debug: build/.built ## One function under the inspector: F=authorizer; DEBUG_PORT (9229); WAIT=1 holds its init
	@$(ENVIRONMENT) debug

doctor: build/.built ## Look at this machine and environment, change nothing, say what to do; JSON=1 for JSON
	@$(ENVIRONMENT) doctor

.PHONY: console
console: build/.built ## The page that shows all of it, in your browser; prints its address where there is none
	@$(ENVIRONMENT) console

outputs: build/.built ## What was provisioned, as JSON
	@$(ENVIRONMENT) outputs

plan: build/.built ## What deploy would change; TARGET=aws STAGE=… for an account
	@$(ENVIRONMENT) plan

deploy: build/.built ## Provision: TARGET=aws STAGE=… for an account, else what is up; YES=1 asks nothing
	@$(ENVIRONMENT) deploy

destroy: build/.built ## Remove what was provisioned; DELETE_DATA=1 for the people of an account
	@$(ENVIRONMENT) destroy

policy: build/.built ## The least IAM policy that a deployer needs
	@$(ENVIRONMENT) policy

policy-report: build/.built ## What each role used, was refused, and may do but never did; JSON=1 for JSON
	@$(ENVIRONMENT) policy-report

repair: build/.built ## Find people without a credential, or with one stored in another way than the stack looks; YES=1 puts it right
	@$(ENVIRONMENT) repair

activate: build/.built ## Let the credential of U=<user name> count again
	@$(ENVIRONMENT) activate

deactivate: build/.built ## Let the credential of U=<user name> count no longer
	@$(ENVIRONMENT) deactivate

rotate: build/.built ## A new credential for U=<user name>, printed this once; the older one ends
	@$(ENVIRONMENT) rotate

tune: build/.built ## Response time and cost of F=authorizer over MEMORY=128,512,…; SAMPLES=30 each
	@$(ENVIRONMENT) tune

down: build/.built ## Stop what `make up` started; state stays
	@$(ENVIRONMENT) down

reset: build/.built ## Empty the state
	@$(ENVIRONMENT) reset

test: build/.built ## Everything: types, lint, import rules, dead code, unit tests, then up, e2e and down on spare ports
	@npx --no-install tsc --noEmit
	@npx --no-install tsc --noEmit -p console
	@npx --no-install biome check --error-on-warnings .
	@node environment/check-imports.mjs
	@npx --no-install knip
	@$(JEST)
	@$(ENVIRONMENT) rehearse

proof: build/.built ## The long proofs: rights taken away one by one, calls spoilt in turn, chaos, saves under load, CPU shares
	@$(JEST) --config jest.proof.config.mjs

compose-test: build/.built ## The environment in containers, for real: up, e2e, restarts, kills, down; needs Docker
	@$(ENVIRONMENT) rehearse-containers

terraform-test: node_modules/.installed ## Terraform makes examples/terraform, changes it and destroys it; TF_PLUGIN_MIRROR names a folder with the AWS provider
	@$(JEST) --config jest.proof.config.mjs examples/terraform

localstack-test: build/.built ## A real LocalStack 4.14.0 as the upstream: AWS CLI, boto3, SDKs; installs it where there is Python 3.12 or 3.13
	@$(JEST) --config jest.localstack.config.mjs

bench: build/.built ## Measure, and print a table and JSON
	@node --import tsx bench/run.ts

fuzz: node_modules/.installed ## Hostile requests against the gate; COUNT=100000, SEED of an earlier run, KIND=REST, HTTP or both
	@node --import tsx emulator/services/apigateway/testing/fuzz.ts "$(COUNT)" "$(SEED)" "$(KIND)"

package: node_modules/.installed ## The engine as an npm package: build/gatehouse-<version>.tgz
	@node package/build.mjs

convergence: build/.built ## Every API call of apply and destroy spoilt in turn, in a difficult account; 15 min
	@node --import tsx bench/convergence.ts

format: node_modules/.installed ## Format the sources
	@npx --no-install biome check --write .

clean: ## Remove packages and bundles (not the state: that is `make reset`)
	@rm -rf node_modules build

.PHONY: help up engine dev e2e demo status logs debug doctor outputs plan deploy destroy policy policy-report repair activate deactivate rotate tune down reset test proof compose-test terraform-test localstack-test bench fuzz package convergence format clean

# Node.js is looked at before anything needs it; npm brings what the lock file names, and runs no package's scripts.
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
