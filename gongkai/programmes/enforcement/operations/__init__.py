"""行政执法公示的操作：the only code that writes its tables: one transaction and one journal entry an act."""

from gongkai.programmes.enforcement.operations._cases import drop_case, file_case, reach_stage
from gongkai.programmes.enforcement.operations._changes import enter_change, propose_change, refuse_change
from gongkai.programmes.enforcement.operations._keeping import erase_repairs, reseal_repairs
from gongkai.programmes.enforcement.operations._repairs import (
    RepairReceipt,
    ask_for_repair,
    confirm_refusal,
    open_evidence,
    propose_refusal,
    propose_repair,
    return_refusal,
)
from gongkai.programmes.enforcement.operations._reports import count_year, publish_year

__all__ = [
    "RepairReceipt",
    "ask_for_repair",
    "confirm_refusal",
    "count_year",
    "drop_case",
    "enter_change",
    "erase_repairs",
    "file_case",
    "open_evidence",
    "propose_change",
    "propose_refusal",
    "propose_repair",
    "publish_year",
    "reach_stage",
    "refuse_change",
    "reseal_repairs",
    "return_refusal",
]
