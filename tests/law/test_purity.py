import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def imported(statement):
    probe = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_the_law_needs_only_yaml():
    before = imported("pass")
    after = imported("import gongkai.law, gongkai.law.vocabulary as v; gongkai.law.current(); v.terms()")
    foreign = {name.split(".")[0] for name in after - before} - set(sys.stdlib_module_names)
    assert {name for name in foreign if "cython" not in name} == {"gongkai", "yaml"}


def test_the_law_imports_nothing_of_ours_above_it():
    ours = {name for name in imported("import gongkai.law") if name.startswith("gongkai.")}
    assert all(name.startswith("gongkai.law") for name in ours)
