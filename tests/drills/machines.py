"""Several machines on this one: a primary with its replicas, and nginx before some servers."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg

from tests.drills.databases import Server, running
from tests.drills.programs import Program, wait_until
from tests.drills.servers import HOST, free_port, status_of
from tests.with_postgres import Cluster, cluster, server_binaries

NAMES = ("one", "two", "three")
# A commit is acknowledged once one of the others has it on its disk.
_SYNCHRONOUS = f"ANY 1 ({', '.join(NAMES)})"
_OPTIONS = (
    *("wal_keep_size=512MB", "hot_standby_feedback=on", "wal_retrieve_retry_interval=200ms"),
    *("wal_receiver_timeout=5s", "wal_sender_timeout=5s", "max_connections=200"),
)


class Group(NamedTuple):
    """Three servers with the same rows; the first is the primary until another one is made it."""

    servers: tuple[Server, ...]

    @property
    def url(self) -> str:
        """Of whichever is the primary."""
        places = ",".join(f"{HOST}:{server.port}" for server in self.servers)
        return f"postgres://postgres@{places}/postgres?target_session_attrs=read-write"

    @property
    def replica_urls(self) -> str:
        return " ".join(server.url for server in self.servers[1:])

    def newest_replica(self) -> Server:
        """The one that has received most: whatever was acknowledged is there."""
        asked = "SELECT pg_last_wal_receive_lsn() - '0/0'::pg_lsn"
        return max(self.servers[1:], key=lambda server: told_by(server, asked))


def told_by(server: Server, sql: str) -> int:
    where = f"host={HOST} port={server.port} user=postgres dbname=postgres connect_timeout=5"
    with psycopg.connect(where, autocommit=True) as connection:
        row = connection.execute(sql).fetchone()
    assert row
    return int(row[0])


@contextmanager
def group() -> Iterator[Group]:
    binaries = server_binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL's server is not installed.")
    ports = [free_port() for _ in NAMES]
    with ExitStack() as until_the_end:
        made = until_the_end.enter_context(cluster(binaries))
        primary = until_the_end.enter_context(running(made, _options(ports, NAMES[0]), ports[0]))
        servers = [primary]
        for name, port in zip(NAMES[1:], ports[1:], strict=True):
            copy = until_the_end.enter_context(_copied(primary))
            options = [*_options(ports, name), f"synchronous_standby_names={_SYNCHRONOUS}"]
            servers.append(until_the_end.enter_context(running(copy, options, port)))
        wait_until(lambda: _following(primary) == 2, 30, "both replicas follow the primary")
        primary.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{_SYNCHRONOUS}'")
        primary.sql("SELECT pg_reload_conf()")
        yield Group(tuple(servers))


def _options(ports: Sequence[int], name: str) -> list[str]:
    """Each finds the primary by itself, whichever of the others that is."""
    hosts = ",".join(HOST for _ in ports)
    primary = (
        f"host={hosts} port={','.join(map(str, ports))} user=postgres application_name={name}"
        " target_session_attrs=read-write connect_timeout=2"
    )
    return [*_OPTIONS, f"primary_conninfo={primary}"]


@contextmanager
def _copied(primary: Server) -> Iterator[Cluster]:
    place = Path(tempfile.mkdtemp(prefix="rejoinder-", dir="/tmp"))
    try:
        made = primary.cluster._replace(place=place)
        if made.owner:
            os.chown(place, *made.owner)
        source = ("-h", HOST, "-p", str(primary.port), "-U", "postgres")
        options = ("-D", f"{place}/data", "-X", "stream", "-c", "fast", "-R")
        made.run("pg_basebackup", *source, *options)
        yield made
    finally:
        shutil.rmtree(place)


def _following(primary: Server) -> int:
    return told_by(primary, "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")


# ---- nginx


def has_nginx() -> bool:
    return _nginx() is not None


def _nginx() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def balanced(folder: Path, ports: Sequence[int]) -> Iterator[int]:
    """nginx before servers of the site; the port that people come to."""
    port = free_port()
    place = folder / "nginx"
    place.mkdir()
    servers = " ".join(f"server {HOST}:{each} max_fails=1 fail_timeout=1s;" for each in ports)
    (place / "nginx.conf").write_text(
        _CONFIGURATION.format(
            place=place,
            servers=servers,
            listen=f"{HOST}:{port}",
            user="user root;" if os.geteuid() == 0 else "",
        )
    )
    command = [str(_nginx()), "-p", str(place), "-c", str(place / "nginx.conf")]
    with Program([*command, "-e", str(place / "log")], log=place / "said"):
        wait_until(lambda: status_of(port, "/healthz") == 200, 30, "nginx answers")
        yield port


# As deploy/nginx.conf has it, without TLS. A form that was sent is not sent twice by nginx; whoever
# sent it does so, and the site knows it again.
_CONFIGURATION = """
{user}
daemon off;
worker_processes 1;
pid {place}/pid;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    upstream rejoinder {{ {servers} keepalive 32; }}
    server {{
        listen {listen};
        client_max_body_size 2m;
        location / {{
            proxy_pass http://rejoinder;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Request-ID $request_id;
            proxy_connect_timeout 2s;
            proxy_next_upstream error timeout;
            proxy_next_upstream_tries 2;
        }}
    }}
}}
"""
