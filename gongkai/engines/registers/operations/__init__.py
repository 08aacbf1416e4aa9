"""名录的办理：the only code that writes registers' tables: one transaction and one journal entry an act."""

from gongkai.engines.registers.operations._adopting import adopt, adopt_ordered, order_adoption
from gongkai.engines.registers.operations._files import keep_file
from gongkai.engines.registers.operations._hiding import hide_late
from gongkai.engines.registers.operations._importing import (
    PROPOSE,
    TRY,
    order_proposal,
    order_trial,
    propose_import,
    try_import,
)
from gongkai.engines.registers.operations._keeping import forget_imports, keep_import
from gongkai.engines.registers.operations._proposing import (
    OF_ENTRY,
    approve,
    propose,
    recall_adjustment,
    return_adjustment,
)
from gongkai.engines.registers.operations._undoing import undo_adoption

__all__ = [
    "OF_ENTRY",
    "PROPOSE",
    "TRY",
    "adopt",
    "adopt_ordered",
    "approve",
    "forget_imports",
    "hide_late",
    "keep_file",
    "keep_import",
    "order_adoption",
    "order_proposal",
    "order_trial",
    "propose",
    "propose_import",
    "recall_adjustment",
    "return_adjustment",
    "try_import",
    "undo_adoption",
]
