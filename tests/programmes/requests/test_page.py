"""docs/casework.md draws the table as it stands: the diagram, and every act with who does it, clock and basis."""

import os
from pathlib import Path

from gongkai.engines.casework.rules import CaseAct, Procedure
from gongkai.foundation.people.actors import ROLES
from gongkai.programmes.requests.programme import REQUESTS
from gongkai.programmes.requests.rectifications import RECTIFICATIONS

PAGE = Path(__file__).resolve().parents[3] / "docs/casework.md"
BEGIN, END = "<!-- 由程序表生成：REWRITE=1 pytest tests/programmes/requests/test_page.py -->", "<!-- 生成到此 -->"
HEAD = "| 行为 | 谁办 | 状态 | 期限 | 填写 | 依据 |\n|---|---|---|---|---|---|"
CLOCK = {
    "none": "", "start": "起算", "restart": "重新起算", "suspend": "暂停", "received": "对方期限起算", "resume": "恢复",
    "extend": "延长", "replace": "另定期限", "stop": "终止", "reopen": "重新起算",
}  # fmt: skip


def row(table: Procedure, act: CaseAct) -> str:
    to = f"→ {table.state(act.to).name}" if act.to else "不变"
    needs = "、".join(f"{need.name}（选填）" if need.optional else need.name for need in act.needs)
    whose = "、".join(ROLES[role] for role in act.roles)
    return f"| {act.name} `{act.key}` | {whose} | {to} | {CLOCK[act.effect]} | {needs} | {act.basis.name} |"


def generated() -> str:
    claims = f"### 更正与自身相关的记录\n\n{drawn(RECTIFICATIONS)}"
    return f"{BEGIN}\n\n{drawn(REQUESTS)}\n\n{claims}\n\n{END}"


def drawn(table: Procedure) -> str:
    rows = "\n".join(row(table, act) for act in table.acts if act.from_)
    return f"```mermaid\n{table.diagram()}\n```\n\n{HEAD}\n{rows}"


def test_the_page_draws_the_table_as_it_is() -> None:
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    if os.environ.get("REWRITE"):
        PAGE.write_text(before + generated() + after, "utf-8")
    assert PAGE.read_text("utf-8") == before + generated() + after
