"""The sources, parsed once."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STRATA = ("law", "foundation", "engines", "programmes", "faces", "assembly")


@dataclass(frozen=True)
class Source:
    """One file of the package."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Where it stands below the package: ("engines", "publishing", "operations", "_drafting")."""
        parts = self.path.relative_to(ROOT / "gongkai").with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def stratum(self) -> str:
        return self.parts[0] if self.parts else ""

    @property
    def package(self) -> str:
        return ".".join(self.parts[:2])

    @property
    def is_migration(self) -> bool:
        return "migrations" in self.parts

    def is_in(self, *rooms: str) -> bool:
        """Whether it is one of these rooms of a package, or a private module of one."""
        return len(self.parts) > 2 and self.parts[2] in rooms

    def at(self, node: ast.AST) -> str:
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Every import as (statement, full dotted name)."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


@pytest.fixture(scope="session")
def sources() -> list[Source]:
    files = sorted((ROOT / "gongkai").rglob("*.py"))
    return [Source(path) for path in files]


@pytest.fixture(scope="session")
def code(sources: list[Source]) -> list[Source]:
    """Without migrations."""
    return [source for source in sources if not source.is_migration]
