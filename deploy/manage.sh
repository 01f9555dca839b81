#!/bin/sh
# manage.py as the service runs it, for whoever is root on a server with systemd:
#   /opt/rejoinder/deploy/manage.sh doctor --url https://debates.example.org
set -eu

ends=--pipe
[ ! -t 0 ] || ends=--pty
# shellcheck disable=SC2016 # the directory of credentials is known in there
exec systemd-run --quiet --wait --collect "$ends" --uid=rejoinder --gid=rejoinder \
    --property=WorkingDirectory=/opt/rejoinder \
    --property=EnvironmentFile=/etc/rejoinder/rejoinder.env \
    --property=LoadCredential=secret_key:/etc/rejoinder/secret_key \
    --property=UMask=0077 \
    --setenv=PATH=/opt/rejoinder/.venv/bin:/usr/local/bin:/usr/bin:/bin \
    --setenv=PRODUCTION=1 \
    --setenv=DATA_DIR=/var/lib/rejoinder \
    --setenv=STATIC_ROOT=/opt/rejoinder/collected \
    sh -c 'SECRET_KEY_FILE=$CREDENTIALS_DIRECTORY/secret_key exec deploy/entrypoint.sh manage "$@"' \
    manage "$@"
