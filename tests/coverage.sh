#!/bin/sh
# Every branch of permissions, verbs and the pure packages, and 95 % of everything: ./run nightly coverage
set -eu
PYTHON=${PYTHON:-.venv/bin/python}
COVERAGE_FILE=$(mktemp -d)/data
export COVERAGE_FILE
trap 'rm -rf "$(dirname "$COVERAGE_FILE")"' EXIT

$PYTHON -m pytest -n auto -m 'not browser' -p no:cacheprovider \
    --cov=core --cov=debates --cov-branch --cov-report= --cov-fail-under=95
$PYTHON -m coverage report --fail-under=100 --precision=2 \
    --include='debates/permissions.py,debates/errors.py,debates/operations/*,debates/argument/*,debates/formats/*,debates/drawing/*,debates/offline/*,debates/reasoning/*'
