"""行政执法公示的操作：the only code that writes its tables: one transaction and one journal entry an act."""

from gongkai.programmes.enforcement.operations._cases import drop_case, file_case, reach_stage
from gongkai.programmes.enforcement.operations._changes import enter_change, propose_change, refuse_change
from gongkai.programmes.enforcement.operations._reports import count_year, publish_year

__all__ = [
    "count_year",
    "drop_case",
    "enter_change",
    "file_case",
    "propose_change",
    "publish_year",
    "reach_stage",
    "refuse_change",
]
