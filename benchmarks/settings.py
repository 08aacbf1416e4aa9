"""The product's settings, and the bare table it is compared with, in a database made for this run."""

import os

from gongkai.assembly.environment import VAR
from gongkai.assembly.settings import *  # noqa: F403
from gongkai.assembly.settings import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.bare"]
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    TEST = {"NAME": f"benchmark_{DATABASES['default']['NAME']}_{os.environ.get('GONGKAI_BENCHMARK_KEPT', os.getpid())}"}
else:
    TEST = {"NAME": str(VAR / "benchmark.sqlite3")}
DATABASES = {"default": {**DATABASES["default"], "TEST": TEST}}
