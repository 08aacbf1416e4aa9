"""What is shipped names no machine and no registry."""

import re
import subprocess
from shutil import which

import pytest

from .conftest import ROOT

MACHINE = re.compile(r"(?<![\w.\-}:/])/(?:work|tmp|root|home)/")
REGISTRY = re.compile("pypi" + r"\.org|python" + r"hosted\.org|npm" + r"js\.(?:org|com)|index" + r"-url", re.IGNORECASE)


def tracked() -> list[str]:
    if not which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_tracked_file_names_a_machine_path_or_a_registry() -> None:
    wrong = []
    for name in tracked():
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for pattern in (MACHINE, REGISTRY):
            if found := pattern.search(text):
                line = text.count("\n", 0, found.start()) + 1
                wrong.append(f"{name}:{line} {found.group()}")
    assert wrong == []


def test_nothing_made_at_run_time_is_tracked() -> None:
    wrong = [name for name in tracked() if re.search(r"\.(sqlite3|pyc|pem)$|^var/|__pycache__", name)]
    assert wrong == []
