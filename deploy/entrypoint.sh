#!/bin/sh
# What a container or a unit of systemd runs: "serve", or "manage" and what manage.py is to do.
set -eu
umask 077
CDPATH='' cd -- "$(dirname -- "$0")/.."

is_on() {
    case $1 in
    1 | [Tt]rue | TRUE | [Oo]n | ON | [Oo]k | OK | [Yy]* ) return 0 ;;
    esac
    return 1
}

prepare() {
    # With several machines, one of them migrates, and the others have this off.
    if is_on "${MIGRATE_ON_START:-1}"; then
        python manage.py prepare
    else
        python manage.py prepare --check-only
    fi
    if [ -n "${PROMETHEUS_MULTIPROC_DIR:-}" ]; then
        mkdir -p "$PROMETHEUS_MULTIPROC_DIR"
        rm -f "$PROMETHEUS_MULTIPROC_DIR"/*.db
    fi
}

case ${1:-serve} in
serve)
    # A migration that has begun is finished before the signal counts.
    trap 'exit 143' TERM INT
    prepare
    exec gunicorn --config deploy/gunicorn.conf.py
    ;;
manage)
    shift
    exec python manage.py "$@"
    ;;
*)
    echo "serve, or manage and what manage.py is to do; not $1" >&2
    exit 64
    ;;
esac
