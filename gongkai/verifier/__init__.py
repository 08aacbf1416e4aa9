"""核验：check from outside that a page shows what the public ledger says was released.

Stands alone: the standard library and `cryptography`, no settings, no database, no code shared with the log it checks.
Copy this folder anywhere and run `python -m gongkai.verifier URL`.
"""

from gongkai.verifier.cli import main
from gongkai.verifier.fetching import Fetch, Fetched, Unavailable
from gongkai.verifier.report import Check, Report
from gongkai.verifier.steps import verify
from gongkai.verifier.witnessing import main as witness

__all__ = ["Check", "Fetch", "Fetched", "Report", "Unavailable", "main", "verify", "witness"]
