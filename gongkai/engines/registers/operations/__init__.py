"""名录的办理：the only code that writes registers' tables: one transaction and one journal entry an act."""

from gongkai.engines.registers.operations._adopting import adopt, undo_adoption
from gongkai.engines.registers.operations._files import keep_file
from gongkai.engines.registers.operations._proposing import (
    OF_ENTRY,
    approve,
    propose,
    recall_adjustment,
    return_adjustment,
)

__all__ = [
    "OF_ENTRY",
    "adopt",
    "approve",
    "keep_file",
    "propose",
    "recall_adjustment",
    "return_adjustment",
    "undo_adoption",
]
