"""The site's own settings, with the tables of the peers beside its own."""

from core.settings import *  # noqa: F403
from core.settings import DATABASES
from core.settings import INSTALLED_APPS as _OURS

INSTALLED_APPS = [*_OURS, "treebeard", "tree_queries", "benchmarks.peers"]

# The four tables together are larger than what a site maps of its file: whoever was loaded last
# would read by other means than the rest.
_options = DATABASES["default"].get("OPTIONS", {})
if "init_command" in _options:
    _options["init_command"] += "; PRAGMA mmap_size=1073741824"
