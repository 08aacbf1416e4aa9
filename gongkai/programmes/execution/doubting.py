"""请核对的：what reports say beside what their tasks and findings ask for, as a dry run and a proposal tell it."""

from collections.abc import Mapping
from datetime import date

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.ports import Doubting, Objecting
from gongkai.engines.registers.rules import Values
from gongkai.programmes.execution.programme import FINDINGS, PROGRESS, RECTIFICATIONS, TASKS
from gongkai.programmes.execution.rules.oversight import problems_beside_finding
from gongkai.programmes.execution.rules.progress import doubts_about


def of_progress(lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
    """进展报告请核对的：beside the targets of their tasks. One SQL query for every 500 tasks."""
    tasks = registers.versions(TASKS, {str(one.get("task", "")) for one in lines.values()}, on, seen_on=None)
    return {
        key: doubts
        for key, values in lines.items()
        if (task := tasks.get(str(values.get("task", "")))) and (doubts := doubts_about(values, task.values))
    }


def of_rectifications(lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
    """整改情况不能成立的：before what it is about was found. One SQL query for every 500 findings."""
    findings = registers.versions(FINDINGS, {str(one.get("finding", "")) for one in lines.values()}, on, seen_on=None)
    return {
        key: said
        for key, values in lines.items()
        if (finding := findings.get(str(values.get("finding", ""))))
        and (said := problems_beside_finding(values, finding.values))
    }


DOUBTING: Mapping[str, Doubting] = {PROGRESS: of_progress}
"""register → what looks at its lines together."""
OBJECTING: Mapping[str, Objecting] = {RECTIFICATIONS: of_rectifications}
"""register → what refuses its lines beside others."""
