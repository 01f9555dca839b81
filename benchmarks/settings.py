"""The site as it runs, with one address more: the empty view that pages are measured against."""

from core.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
