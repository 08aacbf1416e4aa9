"""The benchmarks run, at a tiny size: what they measure is for a quiet machine and `docs/performance.md`."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_benchmarks_measure_everything_at_a_tiny_size() -> None:
    command = [sys.executable, "-m", "benchmarks", "--sizes", "30,60", "--times", "2"]
    ran = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    rows = [line for line in ran.stdout.splitlines() if line.startswith("| ")]
    for name in ("bare Django", "release", "organ's list", "library", "document", "search", "office queue", "page:"):
        assert [row for row in rows if row.startswith(f"| {name}")], name
    assert all(size in ran.stdout for size in ("| 30 |", "| 60 |"))


def test_casework_is_measured_at_a_tiny_size() -> None:
    command = [sys.executable, "-m", "benchmarks.casework", "--sizes", "40", "--times", "1"]
    ran = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    rows = [line for line in ran.stdout.splitlines() if line.startswith("| ")]
    for name in ("queue", "overdue", "workload", "table 三", "tables 三 and 四", "roll-up", "public statistics"):
        assert [row for row in rows if row.startswith(f"| {name}")], name


def test_registers_are_measured_at_a_tiny_size() -> None:
    sizes = ["--size", "60", "--versions", "2", "--rows", "5", "--times", "1"]
    command = [sys.executable, "-m", "benchmarks.registers", *sizes]
    ran = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    for name in ("| one entry", "| a page", "| the same", "| an entry's history", "| two days", "5 rows brought in"):
        assert name in ran.stdout, name


def test_the_hotline_is_measured_at_a_tiny_size() -> None:
    command = [sys.executable, "-m", "benchmarks.hotline", "--sizes", "40", "--times", "1"]
    ran = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    for name in (
        "learned and counted",
        "派单参考",
        "疑似重复",
        "热点",
        "承办单位排行",
        "来件情况",
        "a message comes in",
    ):
        assert f"| {name}" in ran.stdout, name


def test_consultations_are_measured_at_a_tiny_size() -> None:
    command = [sys.executable, "-m", "benchmarks.consultations", "--sizes", "40", "--times", "1"]
    ran = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    for name in (
        "first page",
        "far down",
        "one paragraph",
        "totals",
        "500 put into a group",
        "the report",
        "the whole",
    ):
        assert name in ran.stdout, name


def test_execution_is_measured_at_a_tiny_size() -> None:
    command = [sys.executable, "-m", "benchmarks.execution", "--tasks", "20", "--reports", "2", "--times", "1"]
    ran = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    for name in ("the late", "a plan", "one task", "owes", "the findings", "a year of results", "news of a plan"):
        assert name in ran.stdout, name
