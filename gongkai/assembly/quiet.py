"""安静：a command's own progress is shown, not a log line for each file it stores."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quietly() -> Iterator[None]:
    """Let only warnings and worse of ours reach the log inside the block."""
    ours = logging.getLogger("gongkai")
    before = ours.level
    ours.setLevel(logging.WARNING)
    try:
        yield
    finally:
        ours.setLevel(before)
