"""执行公开：what this programme is: seven registers, of which each entry keeps its history.

| register | an entry | refers to |
|---|---|---|
| 执行计划 | a plan of a government or a department: its year, kind, source, supervision | |
| 执行任务 | a task: who leads, who assists, what is to be reached, by when | its plan |
| 措施和节点 | a measure, or a milestone on the way | its task, its measure |
| 进展报告 | what was reached by a day, what follows, with evidence | the task, the milestones reached |
| 督查审计发现问题 | what an inspection or an audit found, who is to put it right, by when | the task |
| 整改情况 | what was done about it, by whom, with proof | the finding |
| 问责典型案例 | a case circulated | the task, the finding |

依据：实施意见二（二）：主动公开执行措施、实施步骤、责任分工、监督方式，根据工作进展公布取得成效、后续举措；做好督查和审计发现问题及整改
落实情况的公开，问责情况以典型案例通报的形式向社会公开。
"""

from gongkai.engines.registers.rules import Register
from gongkai.programmes.execution.programme._oversight import cases, findings, rectifications
from gongkai.programmes.execution.programme._progress import progress
from gongkai.programmes.execution.programme._shared import (
    CASES,
    FINDINGS,
    PLANS,
    PROGRESS,
    RECTIFICATIONS,
    STEPS,
    TASKS,
)
from gongkai.programmes.execution.programme._tasks import plans, steps, tasks

__all__ = [
    "CASES",
    "FINDINGS",
    "PLANS",
    "PROGRESS",
    "RECTIFICATIONS",
    "STEPS",
    "TASKS",
    "registers",
]


def registers() -> tuple[Register, ...]:
    """执行公开的七个名录：with the code lists of the law in force."""
    return (plans(), tasks(), steps(), progress(), findings(), rectifications(), cases())
