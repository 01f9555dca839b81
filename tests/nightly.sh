#!/bin/sh
# What takes too long for every change: ./run nightly [PART...]
#
#   machine    200,000 steps of the state machine, on SQLite and on PostgreSQL   about 1 hour
#   drills     every drill in full; the soak takes 20 minutes of it              about 1 hour
#   hostile    hostile input at random, wider than ./run test sends              10 minutes
#   coverage   every branch of what decides, and 95 % of everything              10 minutes
#   mutation   what the tests of the verbs, permissions and argument/ notice     about half an hour
#   order      the tests without a browser 50 times, each in another order       about 2 hours
#
# Each part runs whatever became of the one before; the end tells what failed. FIRST and LAST are the
# seeds of the random orders: so they go on where somebody had to break off.
set -u
PYTHON=.venv/bin/python
failed=''

try() {
    what=$1
    shift
    printf '\n== %s: %s\n' "$what" "$*"
    "$@" || failed="$failed
  $what: $*"
}

machine() {
    MACHINE_STEPS=${MACHINE_STEPS:-200000}
    export MACHINE_STEPS
    try machine $PYTHON -m pytest -n auto tests/machine
    try machine $PYTHON tests/with_postgres.py $PYTHON -m pytest -n auto tests/machine
    unset MACHINE_STEPS
}

drills() {
    for drill in $(grep -l 'run drill' tests/drills/*.py); do
        name=$(basename "$drill" .py)
        [ "$name" = __init__ ] || try drills $PYTHON -m "tests.drills.$name"
    done
}

hostile() {
    HOSTILE=all
    export HOSTILE
    try hostile $PYTHON -m pytest -n auto tests/hostile tests/browser/test_hostile_pages.py
    unset HOSTILE
}

coverage() {
    try coverage sh tests/coverage.sh
}

mutation() {
    try mutation $PYTHON -m tests.mutation
}

# Those of the browser are left out: a machine that is busy with itself proves nothing of them. The
# state machine takes few steps: it has a part of its own.
order() {
    MACHINE_STEPS=400
    export MACHINE_STEPS
    run=${FIRST:-1}
    while [ $run -le "${LAST:-50}" ]; do
        try order $PYTHON -m pytest -n auto --dist worksteal -m 'not browser' -p no:cacheprovider \
            --randomly-seed=$run
        run=$((run + 1))
    done
    unset MACHINE_STEPS
}

[ $# -gt 0 ] || set -- machine drills hostile coverage mutation order
for part; do
    case $part in
    machine | drills | hostile | coverage | mutation | order) $part ;;
    *)
        echo "Parts: machine drills hostile coverage mutation order" >&2
        exit 2
        ;;
    esac
done
if [ -n "$failed" ]; then
    printf '\nFailed:%s\n' "$failed"
    exit 1
fi
printf '\nAll of it holds.\n'
