"""Databases of a drill's own: SQLite as it comes, PostgreSQL with all that makes it durable."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from signal import SIGINT
from typing import NamedTuple

from tests.drills.programs import Program, wait_until
from tests.drills.servers import HOST, free_port
from tests.with_postgres import Cluster, cluster, server_binaries

SQLITE, POSTGRES = "SQLite", "PostgreSQL"
# What is acknowledged has reached the disk.
DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "jit=off")


class Server(NamedTuple):
    """A PostgreSQL that is started again whenever it ends."""

    cluster: Cluster
    program: Program
    port: int

    @property
    def url(self) -> str:
        """By TCP on loopback."""
        return f"postgres://postgres@{HOST}:{self.port}/postgres"

    @property
    def socket_url(self) -> str:
        return f"postgres:///postgres?host={self.cluster.place}&port={self.port}&user=postgres"

    def ready(self) -> bool:
        try:
            self.cluster.run("pg_isready", "-q", *self._where)
        except SystemExit:
            return False
        return True

    def wait(self, seconds: float = 60) -> float:
        return wait_until(self.ready, seconds, "PostgreSQL takes connections")

    def sql(self, *statements: str) -> None:
        asked = [part for statement in statements for part in ("-c", statement)]
        self.cluster.run("psql", "-q", "-U", "postgres", *self._where, *asked)

    def check(self) -> None:
        """Every table and index, read whole (amcheck); SystemExit for any fault."""
        options = ("--install-missing", "--heapallindexed", "--parent-check", "-U", "postgres")
        self.cluster.run("pg_amcheck", *options, *self._where, "postgres")

    @property
    def _where(self) -> tuple[str, ...]:
        return "-h", str(self.cluster.place), "-p", str(self.port)


def has_postgres() -> bool:
    return server_binaries() is not None


@contextmanager
def postgres(*options: str) -> Iterator[Server]:
    """A durable server on a socket and on loopback, ready, until the block ends."""
    binaries = server_binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL's server is not installed.")
    with cluster(binaries) as made, running(made, options) as server:
        yield server


@contextmanager
def running(made: Cluster, options: Sequence[str] = (), port: int = 0) -> Iterator[Server]:
    """The server of a cluster that is made already, with its data at ``made.place / "data"``."""
    port = port or free_port()
    given = [*DURABLE, f"port={port}", f"listen_addresses={HOST}", *options]
    command = [str(made.binaries / "postgres"), "-D", f"{made.place}/data", "-k", str(made.place)]
    command += [part for option in given for part in ("-c", option)]
    language = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    log = made.place / "log"
    with Program(command, log=log, environment=language, identity=made.identity) as program:
        server = Server(made, program, port)
        try:
            server.wait()
            yield server
        finally:
            # Fast, not smart: it does not wait for those who are connected.
            program.end(SIGINT)
