"""What a site has acknowledged, and what was sent and never answered."""

import json
import threading
from collections import Counter
from pathlib import Path
from typing import NamedTuple


class Entry(NamedTuple):
    """One acknowledged verb: ``posted`` and ``edited`` with the text, ``moved`` with the parent."""

    verb: str
    claim: int
    text: str = ""
    parent: int = 0


class Ledger:
    """Kept by many threads; ``verifying`` compares it with the database."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.entries: list[Entry] = []
        # Texts of posts and edits whose answer was lost for good: each is there once, or not.
        self.unanswered: list[str] = []
        self.seconds: list[float] = []
        self.answers: Counter[str] = Counter()
        # Of those that were told to try again: how long they waited for it.
        self.put_off: list[float] = []

    def acknowledged(self, entry: Entry) -> None:
        with self._lock:
            self.entries.append(entry)

    def was_lost(self, text: str) -> None:
        with self._lock:
            self.unanswered.append(text)

    def took(self, seconds: float, answer: str) -> None:
        """One request, or one call of a verb, and how it ended."""
        with self._lock:
            self.seconds.append(seconds)
            self.answers[answer] += 1
            if answer.startswith("503"):
                self.put_off.append(seconds)

    def by_verb(self) -> dict[str, int]:
        with self._lock:
            return dict(Counter(entry.verb for entry in self.entries))

    def save(self, path: Path) -> None:
        with self._lock:
            told = {"entries": self.entries, "unanswered": self.unanswered}
            path.write_text(json.dumps(told))

    @classmethod
    def saved(cls, path: Path) -> "Ledger":
        ledger = cls()
        told = json.loads(path.read_text())
        ledger.entries = [Entry(*entry) for entry in told["entries"]]
        ledger.unanswered = told["unanswered"]
        return ledger
