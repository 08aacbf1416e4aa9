"""适用范围：to whose decisions the regulation applies directly, and who follows it by reference; pure."""

from datetime import date
from enum import StrEnum

from gongkai.law import Citation, deciding


class Scope(StrEnum):
    """决策机关的类别：government 县级以上地方人民政府, department 其部门, township 乡级人民政府.

    The regulation applies to governments (第二条); departments and townships follow it by reference (第四十二条). The
    provincial rules reach governments and their departments, not townships.
    """

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    TOWNSHIP = "township"

    @property
    def by_reference(self) -> bool:
        """Whether the regulation is followed by reference."""
        return self is not Scope.GOVERNMENT

    @property
    def provincial(self) -> bool:
        """Whether the provincial rules reach it."""
        return self is not Scope.TOWNSHIP


def scope_of(kind: str) -> Scope:
    """按机关类别：an office of a government acts for it; what is neither department nor township is taken as one."""
    return Scope(kind) if kind in {Scope.DEPARTMENT, Scope.TOWNSHIP} else Scope.GOVERNMENT


def reference_of(scope: Scope, *, on: date) -> Citation | None:
    """参照执行的依据：of departments and townships; None for a government, to which the regulation applies itself."""
    return deciding.DECISION_BY_REFERENCE.at(received_on=on) if scope.by_reference else None
