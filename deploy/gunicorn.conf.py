"""How the web server runs, in the image and under systemd alike; docs/settings.md has the names."""

import os
from pathlib import Path
from typing import Any


def _number(name: str, default: int) -> int:
    return int(os.environ.get(name) or default)


wsgi_app = "core.wsgi"
bind = os.environ.get("WEB_BIND") or "127.0.0.1:8000"
worker_class = "gthread"
workers = _number("WEB_WORKERS", 2)
threads = _number("WEB_THREADS", 8)
# A worker that says nothing for so long hangs, and is replaced; a request has its own deadlines.
timeout = 60
graceful_timeout = _number("WEB_GRACE", 30)
# Longer than a proxy keeps its connections: otherwise one is closed just when it sends a form.
keepalive = 75
# A worker that has served so many makes room for a new one, not all of them at once.
max_requests = _number("WEB_REQUESTS", 20_000)
max_requests_jitter = max_requests // 10
# The file by which a worker says that it lives: on a disk, it would wait for the disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
# Whom to believe about addresses and https is said in one place: TRUSTED_PROXY_COUNT.
forwarded_allow_ips = ""
accesslog = None
errorlog = "-"
loglevel = "warning"


def child_exit(server: Any, worker: Any) -> None:
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)
