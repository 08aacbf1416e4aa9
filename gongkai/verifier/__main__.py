"""Run as `python -m gongkai.verifier URL`."""

import sys

from gongkai.verifier.cli import main

sys.exit(main())
