#!/bin/sh
# Makes deploy/secrets/, what the compose files read; leaves alone what is there.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")"

random() { head -c "$1" /dev/urandom | od -An -tx1 | tr -d ' \n'; }

# keep NAME: from standard input, unless there is one. Only the owner gets into the directory;
# the container's user, who is somebody else, has to read the file itself.
keep() {
    if [ -e "secrets/$1" ]; then
        cat >/dev/null
        echo "secrets/$1 is there already."
        return
    fi
    cat >"secrets/$1"
    chmod 444 "secrets/$1"
    echo "secrets/$1 is made."
}

mkdir -p secrets
chmod 700 secrets
random 40 | keep secret_key
random 24 | keep postgres_password
printf 'postgres://rejoinder:%s@database/rejoinder' "$(cat secrets/postgres_password)" |
    keep database_url
