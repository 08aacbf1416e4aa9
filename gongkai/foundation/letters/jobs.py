"""What time does to letters: their files are made after the act that numbered them."""

from datetime import datetime

from gongkai.foundation.letters import operations
from gongkai.foundation.people.actors import SYSTEM


def make(*, letter: str, at: datetime) -> None:
    """制成公函文件：for a letter just numbered; running twice makes nothing twice."""
    operations.make_files(letter=letter, by=SYSTEM, at=at)
