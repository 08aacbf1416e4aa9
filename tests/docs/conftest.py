"""The pages of docs/, and the script that makes the reference."""

import re
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(scope="session")
def maker() -> Any:
    """`scripts/reference` as a module."""
    loader = SourceFileLoader("reference", str(ROOT / "scripts/reference"))
    spec = spec_from_loader("reference", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def written() -> dict[Path, str]:
    """Every page for people, the front page included."""
    return {path: path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]}


@pytest.fixture(scope="session")
def by_hand(written: dict[Path, str]) -> dict[Path, str]:
    """Those that nobody generates."""
    return {path: text for path, text in written.items() if "reference" not in path.parts}


def code(text: str) -> list[str]:
    """What a page shows as code: spans, and the lines of blocks."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    without = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    indented = re.findall(r"^    (\S.*)$", without, re.MULTILINE)
    spans = re.findall(r"`([^`\n]+)`", without)
    return [*spans, *indented, *(line for block in blocks for line in block.splitlines())]
