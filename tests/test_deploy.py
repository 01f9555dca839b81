"""What deploy/ says of the code, of the settings and of itself."""

import os
import re
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
COMPOSE = sorted(DEPLOY.glob("compose.*.yaml"))
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
EXAMPLE = (DEPLOY / ".env.example").read_text()
# For those who develop, and for ./run.
NOT_ON_A_SERVER = {"HOST", "PORT", "PYTHON", "CHROMIUM", "REQUIRE_ALL"}
# Read by deploy/gunicorn.conf.py and deploy/entrypoint.sh, which the rest has to agree with.
OF_THE_SERVER = {
    "MIGRATE_ON_START",
    "PROMETHEUS_MULTIPROC_DIR",
    "WEB_BIND",
    "WEB_GRACE",
    "WEB_REQUESTS",
    "WEB_THREADS",
    "WEB_WORKERS",
}
OF_COMPOSE = {"SITE_HOST"}
KEY = "0123456789abcdef" * 5


def names_in(text: str) -> set[str]:
    return set(re.findall(r"^(?:# )?([A-Z_]+)=", text, re.MULTILINE))


# ---- settings -------------------------------------------------------------------------------


def test_the_example_has_every_setting_and_no_other() -> None:
    sources = [path.read_text() for path in (ROOT / "core").rglob("*.py")]
    read = {
        name
        for text in sources
        for name in re.findall(r"\b(?:env|Environment\(\))\.\w+\(\s*\"([A-Z_]+)\"", text)
    }
    named = {name.removesuffix("_FILE") for name in names_in(EXAMPLE)}

    assert named - OF_COMPOSE - OF_THE_SERVER == read - NOT_ON_A_SERVER
    assert named >= OF_THE_SERVER


def test_what_the_server_reads_is_what_the_example_names() -> None:
    texts = [(DEPLOY / name).read_text() for name in ("gunicorn.conf.py", "entrypoint.sh")]
    read = set(re.findall(r"\b((?:WEB|MIGRATE|PROMETHEUS)_[A-Z_]+)", "".join(texts)))

    assert read == OF_THE_SERVER


def test_the_example_passes_the_checks_of_a_public_site() -> None:
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": KEY, "DATA_DIR": "/nowhere", **given}
    check = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    done = subprocess.run(check, cwd=ROOT, env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_in_it_is_a_secret() -> None:
    for path in (path for path in DEPLOY.rglob("*") if path.is_file()):
        if path.name == ".env" or path.parent.name in {"secrets", "__pycache__"}:
            continue  # somebody's own, which git ignores
        given = re.findall(r"(?:KEY|PASSWORD|TOKEN)=(\S+)", path.read_text())
        assert set(given) <= {"thrown-away-after-this-step"}, path.name
    ignored = (DEPLOY / ".gitignore").read_text()
    assert {"/.env", "/secrets/"} <= set(ignored.split())


# ---- files that name each other -------------------------------------------------------------


def test_the_image_is_made_of_files_that_are_there_and_reach_the_builder() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    reaching = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))

    assert all((ROOT / name).exists() for name in names)
    assert names == reaching
    assert (ROOT / ".dockerignore").read_text().splitlines()[1] == "*"


def test_the_image_runs_as_nobody_of_importance_from_the_lock() -> None:
    assert "--require-hashes" in DOCKERFILE
    assert re.search(r"^USER 10001", DOCKERFILE, re.MULTILINE)
    assert DOCKERFILE.count("VOLUME") == 1
    assert "HEALTHCHECK" in DOCKERFILE
    assert not re.search(r"^FROM \S+:latest|^FROM [^:$\s]+( |$)", DOCKERFILE, re.MULTILINE)
    for path in re.findall(r"deploy/[\w./]+", DOCKERFILE):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_names_files_that_are_there(unit: Path) -> None:
    for path in re.findall(r"/opt/rejoinder/((?:deploy|docs)/[\w./-]+)", unit.read_text()):
        assert (ROOT / path).exists(), path
    assert "LoadCredential=secret_key:" in unit.read_text()
    assert "\nUser=rejoinder\n" in unit.read_text()


def test_every_timer_has_its_unit() -> None:
    assert {path.stem for path in TIMERS} == {path.stem for path in UNITS} - {"rejoinder"}


def test_there_is_one_command_that_serves() -> None:
    command = "exec gunicorn --config deploy/gunicorn.conf.py"
    assert command in (DEPLOY / "entrypoint.sh").read_text()
    texts = [DOCKERFILE, *(path.read_text() for path in [*UNITS, *COMPOSE])]
    assert not any("gunicorn " in text for text in texts)
    assert "entrypoint.sh" in DOCKERFILE
    assert all("deploy/entrypoint.sh" in unit.read_text() for unit in UNITS)


@pytest.mark.parametrize("file", COMPOSE, ids=lambda file: file.name)
def test_a_compose_file_gives_little_away(file: Path) -> None:
    services = dict(
        re.findall(r"^  (\w+):\n((?:    .*\n|\n|  #.*\n)+)", file.read_text(), re.MULTILINE)
    )
    services = {name: text for name, text in services.items() if "restart:" in text}
    assert set(services) in ({"web", "tls"}, {"web", "tls", "database"})
    for name, text in services.items():
        for line in ("read_only: true", "- ALL", "no-new-privileges:true", "memory:", "restart:"):
            assert line in text, (name, line)
    assert "ports:" not in services.get("database", "")
    assert '"127.0.0.1:8000:8000"' in services["web"]
    made = (DEPLOY / "make-secrets.sh").read_text()
    for secret in re.findall(r"file: secrets/(\w+)", file.read_text()):
        assert f"keep {secret}" in made


def test_nginx_believes_no_reader_and_keeps_no_address() -> None:
    text = (DEPLOY / "nginx.conf").read_text()

    assert "X-Forwarded-For $remote_addr;" in text
    assert "X-Forwarded-Proto $scheme;" in text
    assert "proxy_add_x_forwarded_for" not in text
    assert set(re.findall(r"access_log (\S+);", text)) == {"off"}
    assert re.findall(r"error_log \S+ (\w+);", text) == ["crit"]
    assert "Strict-Transport-Security" not in text


# ---- with the programs themselves, where they are there -----------------------------------------


@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda path: path.name)
def test_scripts_are_plain_shell(script: Path) -> None:
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", script]).returncode == 0
    if shellcheck := shutil.which("shellcheck"):
        assert subprocess.run([shellcheck, script], capture_output=True, text=True).stdout == ""


def test_systemd_understands_the_units() -> None:
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("no systemd here")
    done = subprocess.run([analyze, "verify", *UNITS, *TIMERS], capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "rejoinder" in line]
    # Nothing is installed in /opt here.
    assert [line for line in ours if "is not executable" not in line] == []


def test_nginx_understands_its_sample(tmp_path: Path) -> None:
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if not nginx or not openssl:
        pytest.skip("no nginx here")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    making = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    making += ["-nodes", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate]
    subprocess.run(making, check=True, capture_output=True)
    site = (DEPLOY / "nginx.conf").read_text()
    site = re.sub(r"/etc/letsencrypt/\S+fullchain.pem", str(certificate), site)
    site = re.sub(r"/etc/letsencrypt/\S+privkey.pem", str(key), site)
    site = re.sub(r"/var/log/nginx", str(tmp_path), site)
    (tmp_path / "site.conf").write_text(site)
    whole = f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole)

    done = subprocess.run(
        [nginx, "-t", "-c", tmp_path / "nginx.conf", "-p", tmp_path, "-e", "stderr"],
        capture_output=True,
        text=True,
    )

    assert "test is successful" in done.stderr, done.stderr
    assert "[warn]" not in done.stderr.replace('the "user" directive', "")


def test_secrets_are_made_once(tmp_path: Path) -> None:
    script = shutil.copy(DEPLOY / "make-secrets.sh", tmp_path)
    subprocess.run([script], check=True, capture_output=True)
    made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}

    again = subprocess.run([script], check=True, capture_output=True, text=True)

    assert again.stdout.count("is there already") == 3
    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == made
    assert len(made["secret_key"]) == 80
    assert made["postgres_password"] in made["database_url"]
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700


# ---- the server itself --------------------------------------------------------------------------


@pytest.fixture
def settings_of_gunicorn(monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in OF_THE_SERVER:
        monkeypatch.delenv(name, raising=False)
    return lambda: runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))


def test_the_server_takes_its_numbers_from_the_environment(
    settings_of_gunicorn: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = settings_of_gunicorn()
    assert (before["workers"], before["threads"], before["bind"]) == (2, 8, "127.0.0.1:8000")
    monkeypatch.setenv("WEB_WORKERS", "5")
    monkeypatch.setenv("WEB_REQUESTS", "")

    after = settings_of_gunicorn()

    assert (after["workers"], after["max_requests"]) == (5, 20_000)
    assert after["max_requests_jitter"] == 2_000
    assert after["control_socket_disable"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """As a container runs it, but on a free port."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    (tmp_path / "key").write_text(f"{KEY}\n")
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PRODUCTION": "1",
        "ALLOWED_HOSTS": "debates.example.org",
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY_FILE": str(tmp_path / "key"),
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "metrics"),
        "WEB_BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [DEPLOY / "entrypoint.sh", "serve"]
    with (tmp_path / "log").open("w") as log:
        running = subprocess.Popen(
            command, cwd="/", env=environment, stdout=log, stderr=log, text=True
        )
    running.environment = environment  # type: ignore[attr-defined]
    yield running
    running.kill()
    running.wait()


def healthy(environment: dict[str, str]) -> bool:
    check = [sys.executable, DEPLOY / "healthcheck.py"]
    return subprocess.run(check, env=environment).returncode == 0


def test_the_entrypoint_prepares_serves_and_ends_when_told_to(server: Any, tmp_path: Path) -> None:
    assert not healthy(server.environment)
    started = time.monotonic()
    while not healthy(server.environment):
        assert server.poll() is None, (tmp_path / "log").read_text()
        assert time.monotonic() < started + 60
        time.sleep(0.2)
    assert (tmp_path / "rejoinder.sqlite3").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "metrics").is_dir()

    server.send_signal(signal.SIGTERM)

    assert server.wait(timeout=30) == 0
    assert not healthy(server.environment)


def test_the_entrypoint_knows_two_words() -> None:
    done = subprocess.run([DEPLOY / "entrypoint.sh", "fly"], capture_output=True, text=True)

    assert done.returncode == 64
    assert "serve, or manage" in done.stderr
