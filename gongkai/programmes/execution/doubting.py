"""请核对的：what reports say beside what their tasks ask for; told in a dry run and a proposal, refusing nothing."""

from collections.abc import Mapping
from datetime import date

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.ports import Doubting
from gongkai.engines.registers.rules import Values
from gongkai.programmes.execution.programme import PROGRESS, TASKS
from gongkai.programmes.execution.rules.progress import doubts_about


def of_progress(lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
    """进展报告请核对的：beside the targets of their tasks. One SQL query for every 500 tasks."""
    tasks = registers.versions(TASKS, {str(one.get("task", "")) for one in lines.values()}, on, seen_on=None)
    return {
        key: doubts
        for key, values in lines.items()
        if (task := tasks.get(str(values.get("task", "")))) and (doubts := doubts_about(values, task.values))
    }


DOUBTING: Mapping[str, Doubting] = {PROGRESS: of_progress}
"""register → what looks at its lines together."""
