"""Measures reading, without a database, and prints the rows as JSON. ``formats.py`` runs it."""

import gc
import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.debating import debated
from benchmarks.report import Row, compared
from debates.formats import kialo
from debates.formats.errors import FormatError
from debates.formats.limits import USUAL
from debates.formats.reception import received
from debates.formats.registry import FORMATS

ROOT = Path(__file__).resolve().parent.parent
JUDGES = ROOT / "var/judges"
CLAIMS, STATEMENTS = 10_000, 5_000
ROUNDS = 7
MOST_MEGABYTES = 200
READERS = [name for name, format in FORMATS.items() if format.loads and format.dumps]
FILLINGS = {"brackets": "{},", "lines": "- a\n", "tags": "<a/>"}


def main(*, quick: bool) -> None:
    part = 10 if quick else 1
    rows = [*_against_arguebuf(CLAIMS // part), *_against_argdown(STATEMENTS // part)]
    for name in READERS:
        rows += _linear(name, CLAIMS // part)
        rows += _memory(name, CLAIMS // part)
    print(json.dumps([row._asdict() for row in rows]))


def _against_arguebuf(size: int) -> list[Row]:
    import arguebuf

    text = kialo.dumps_older(debated(size))
    ours, theirs = _by_turns(
        lambda: kialo.loads(text), lambda: arguebuf.load.kialo(io.StringIO(text))
    )
    row = compared("read Kialo", size, "", ours=ours, peer=theirs, peer_name="arguebuf", goal=0.05)
    return [row]


def _against_argdown(size: int) -> list[Row]:
    """None where its parser is not installed."""
    if "argdown" not in FORMATS or not (JUDGES / "node_modules").is_dir():
        print("The official parser of Argdown was left out.", file=sys.stderr)
        return []
    text = FORMATS["argdown"].dumps(debated(size))
    judge = ["node", ROOT / "benchmarks/peers/argdown.cjs", str(ROUNDS)]
    environment = {"NODE_PATH": str(JUDGES / "node_modules")}
    done = subprocess.run(
        judge, input=text, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    theirs = min(json.loads(done.stdout))
    ours = min(_times(lambda: FORMATS["argdown"].loads(text), ROUNDS))
    name = "official parser"
    return [compared("read Argdown", size, "", ours=ours, peer=theirs, peer_name=name, goal=1)]


def _linear(name: str, size: int) -> list[Row]:
    format = FORMATS[name]
    texts = [format.dumps(debated(part)) for part in (size // 4, size // 2, size)]
    few, half, whole = _by_turns(*((lambda text=text: format.loads(text)) for text in texts))
    return [
        compared(f"read {name}", large, "", ours=ours, peer=peer, peer_name="half of it", goal=2.5)
        for large, ours, peer in ((size // 2, half, few), (size, whole, half))
    ]


def _memory(name: str, size: int) -> list[Row]:
    """In a process for each file, as the peak of a process never falls."""
    rows = []
    for what in ("debate", *FILLINGS):
        command = [sys.executable, "-m", "benchmarks.formats_reading", "--memory", name, what]
        done = subprocess.run(
            [*command, str(size)], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        used = float(done.stdout)
        peer = {"peer": MOST_MEGABYTES, "peer_name": "most", "goal": 1.0}
        rows.append(compared(f"{name}: {what}", size, "", ours=used, **peer)._replace(unit="MB"))
    return rows


def memory(name: str, what: str, size: int) -> None:
    """Prints how many megabytes more were needed at the peak than before the file was there."""
    content = _largest(name, size) if what == "debate" else _filled(name, FILLINGS[what])
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak from here on
    before = _peak()
    try:
        received(content, format=name)
    except FormatError:
        if what == "debate":
            raise
    print(_peak() - before)


def _largest(name: str, size: int) -> bytes:
    """A debate with as many claims, and nearly as many bytes, as are taken."""
    argument = debated(size)
    text = FORMATS[name].dumps(argument)
    room = min(450, (USUAL.bytes - len(text.encode())) // size - 40)
    nodes = {
        key: node._replace(text=f"{node.text} {'word ' * (max(0, room - len(node.text)) // 5)}")
        for key, node in argument.nodes.items()
    }

    return FORMATS[name].dumps(replace(argument, nodes=nodes)).encode()


def _filled(name: str, filling: str) -> bytes:
    """A small file, and within it as much of the same as is not refused unread."""
    text = FORMATS[name].dumps(debated(2))
    pieces = sum(map(filling.count, "\n\r{[<"))
    times = min((USUAL.pieces - 100) // pieces, (USUAL.bytes - len(text.encode())) // len(filling))
    if text.startswith("{"):
        return f'{{"filling": [{"{}," * times}{{}}],{text[1:]}'.encode()
    start, end, rest = text.rpartition("</graph>")
    return (
        f"{start}{filling * times}{end}{rest}".encode()
        if end
        else f"{text}{filling * times}".encode()
    )


def _peak() -> float:
    """getrusage would tell that of the process this one was started by, if it was higher."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmHWM:\s*(\d+) kB", status)[0]) / 1024


def _by_turns(*acts: Callable[[], object]) -> list[float]:
    """The least that each took: what disturbs a measurement only ever adds to it."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(ROUNDS):
        for act, taken in zip(acts, times, strict=True):
            taken += _times(act, 1)
    return [min(taken) for taken in times]


def _times(act: Callable[[], object], rounds: int) -> list[float]:
    taken = []
    for _ in range(rounds):
        gc.collect()
        begun = time.process_time()
        act()
        taken.append((time.process_time() - begun) * 1000)
    return taken


if __name__ == "__main__":
    if "--memory" in sys.argv:
        memory(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        main(quick="--quick" in sys.argv)
