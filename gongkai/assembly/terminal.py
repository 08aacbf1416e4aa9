"""终端：what commands say and how they show how far they are; Django only when asked for.

Exit codes: see `cli`.
"""

import sys
import time

OK, FOUND, REFUSED, ENVIRONMENT = 0, 1, 2, 3
CLEAR = "\r\x1b[K"


def say(sentence: str) -> None:
    """Print a line at once, also into a pipe."""
    print(sentence, flush=True)


class Progress:
    """进度：one line rewritten on a terminal, a line every few seconds elsewhere; silent under a second.

    Called as `progress(sentence, done, total)`; a total of 0 is unknown.
    """

    def __init__(self) -> None:
        self.shown = time.monotonic()
        self.open = False

    def __call__(self, sentence: str, done: int = 0, total: int = 0) -> None:
        """Show how far the work is."""
        terminal = sys.stderr.isatty()
        now = time.monotonic()
        if now - self.shown < (0.2 if terminal and self.open else 1.0 if terminal else 5.0):
            return
        self.shown, self.open = now, True
        count = f" {done}/{total}" if total else f" {done}" if done else ""
        start, end = (CLEAR, "") if terminal else ("", "\n")
        print(f"{start}{sentence}{count}", end=end, file=sys.stderr, flush=True)

    def close(self) -> None:
        """Leave the line clean for what follows."""
        if self.open and sys.stderr.isatty():
            print(CLEAR, end="", file=sys.stderr, flush=True)
        self.open = False


def setup() -> None:
    """Load Django with our settings."""
    import django

    django.setup()
