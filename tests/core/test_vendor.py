"""What others made and we serve is exactly what its README says it is."""

import hashlib
import re

from django.conf import settings

VENDOR = settings.BASE_DIR / "static" / "vendor"
SUMS = dict(
    re.findall(r"^([0-9a-f]{64})  (\S+)$", (VENDOR / "README.md").read_text(), re.MULTILINE)
)


def test_every_file_has_its_sum_in_the_readme():
    found = {path for path in VENDOR.rglob("*") if path.is_file() and path.name != "README.md"}

    sums = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in found}

    assert {sum_: str(path.relative_to(VENDOR)) for sum_, path in sums.items()} == SUMS


def test_every_package_comes_with_its_licence():
    packages = [path for path in (VENDOR / "fonts").iterdir() if path.is_dir()]

    assert packages
    assert all((package / "LICENSE").is_file() for package in packages)
