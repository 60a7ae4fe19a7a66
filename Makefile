# Every target first sets up what it needs with .ci/setup, which is quick once that is done.
# Paths are relative, because the folder's own path may hold a space.

PORT ?= 8000
py := .venv/bin/python
# Material's notice about its end of life would stand above every message of ours.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help setup serve test deploy-check audit soak bench bench-readers pictures kept-pictures check changes build preview publish browse schemas licences lock venv

help:     ## List these targets
	@sed -n 's/^\([a-z-]*\): .*## /make \1\t/p' Makefile | expand -t 19

setup: venv  ## Set up .venv with the pinned packages, and a browser (PYTHON=, CHROMIUM= to choose)
	@sh .ci/setup browser >/dev/null || echo 'Only "make test" needs that; all else works.' >&2

serve: setup ## Serve the site at http://127.0.0.1:8000 and show each edit (PORT= to choose)
	@$(py) .ci/serve.py '$(PORT)'

test: venv   ## Run every test
	@CHROMIUM="$$(sh .ci/setup browser)" && export CHROMIUM && set -x && \
	$(py) -m ruff check . && \
	$(py) -m mypy && \
	$(py) -m pytest -n 3 --dist worksteal

soak: venv   ## Run the slow tests: each letter in LibreOffice, each view, kills, races, 500 damaged trees
	@CHROMIUM="$$(sh .ci/setup browser)" && SOFFICE="$$(sh .ci/setup office)" && export CHROMIUM SOFFICE && set -x && \
	$(py) -m pytest tests/soak && \
	HOSTILE=300 $(py) -m pytest -n 2 --dist worksteal tests/browser/test_hostile.py && \
	EVERY_VIEW=1 $(py) -m pytest -n 2 --dist worksteal tests/browser -k "fault or covered" && \
	MUTATIONS=500 $(py) -m pytest -n 2 --dist worksteal tests/test_mutations.py

bench: venv  ## Measure the build and the search on made-up notes (NOTES='50 500', WRITE=yes to keep it)
	@CHROMIUM="$$(sh .ci/setup browser)" && export CHROMIUM && \
	PYTHONPATH=tests $(py) -m bench.measure $(NOTES) $(if $(WRITE),--write)

pictures: venv ## Draw every page and state, both schemes and widths, into build/pictures (STATES="'home' 'letter'")
	@CHROMIUM="$$(sh .ci/setup browser)" && export CHROMIUM && PYTHONPATH=tests $(py) -m browser.pictures $(STATES)

kept-pictures: venv ## Draw the pictures of README.md, CONTRIBUTING.md and help anew
	@CHROMIUM="$$(sh .ci/setup browser)" && export CHROMIUM && PYTHONPATH=tests $(py) -m browser.kept_pictures

bench-readers: venv ## Measure a thousand readers at once, beside gzip at each request
	@sh .ci/setup server && PYTHONPATH=tests $(py) -m bench.readers

deploy-check: venv ## Start the web server of deploy/ on loopback, with a real login provider, test it, validate the HTML
	@CHROMIUM="$$(sh .ci/setup browser)" && export CHROMIUM && sh .ci/setup server && \
	$(py) -m pytest -n 2 --dist loadfile tests/deploy

audit:       ## Ask whether a pinned package has a known weakness; fails where it cannot ask
	@sh .ci/audit

check: venv  ## Say what is wrong in docs/, with file and line (SINCE= a commit, FORMAT=github)
	@$(py) -m macros check $(if $(FORMAT),--format '$(FORMAT)') $(if $(SINCE),--since '$(SINCE)')

changes: venv ## Print what changed for a reader from the commit OLD= to the commit NEW=
	@$(py) -m macros changes '$(OLD)' '$(NEW)'

build: venv  ## Build the site into build/site
	$(py) -m mkdocs build --strict --clean --site-dir build/site

preview: venv ## Build the site into build/preview, to be opened from a folder
	$(py) -m mkdocs build --strict --clean --site-dir build/preview
	@$(py) .ci/preview.py build/preview

publish: venv ## Publish the commit that is checked out, as VERSION= its day (DRY_RUN=1 to try it)
	@$(py) -m macros publish '$(VERSION)' $(if $(DRY_RUN),--dry-run)

browse: venv ## Serve every published version at http://127.0.0.1:8000 (PORT= to choose)
	@$(py) .ci/browse.py '$(PORT)'

schemas: venv ## Write the JSON Schemas that an editor uses anew, after a change of a model
	@$(py) -m macros.schemas

licences: venv ## Write THIRD-PARTY.md anew, after a change of a vendored library
	@$(py) -m macros.licences

lock:        ## Compile requirements.txt from pyproject.toml (LOCK=--upgrade for newer versions)
	@sh .ci/lock $(LOCK)

venv:
	@sh .ci/setup venv
