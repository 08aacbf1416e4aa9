"""Of every journalled act of requests and reports it is said who is told, or why nobody; docs/notices.md shows it."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import gongkai
from gongkai.assembly import telling, wiring
from gongkai.foundation.notices.rules import Telling
from gongkai.foundation.people.actors import ROLES
from gongkai.programmes.concerns.programme import CONCERNS
from gongkai.programmes.decisions.programme import DECISIONS
from gongkai.programmes.hotline.programme import HOTLINE
from gongkai.programmes.petitions.programme import PETITIONS
from gongkai.programmes.requests.programme import REQUESTS
from gongkai.programmes.requests.rectifications import RECTIFICATIONS

HOME = Path(gongkai.__file__).parent
PAGE = HOME.parent / "docs/notices.md"
BEGIN, END = "<!-- 由告知表生成：REWRITE=1 pytest tests/assembly/test_telling.py -->", "<!-- 生成到此 -->"
SAYS = {"_note", "note", "_back", "record"}
# Acts of the hotline beside its procedure.
BESIDE = {"entered": "登记诉求", "profile_set": "设定办理期限方案", "words_handed": "填写承办内容",
          "revealed": "查看诉求人", "resealed": "重新密封诉求",
          "knowledge_proposed": "提出知识"}  # fmt: skip
NAMES = {**ROLES, **telling.NAMES}


def journalled(package: str) -> Iterator[str]:
    """Every act the operations of a programme put into the journal, read from their code."""
    home = HOME / "programmes" / package
    for path in (*(home / "operations").glob("*.py"), *home.glob("operations.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in SAYS:
                yield from _named(package, node)
            if isinstance(node, ast.Constant) and re.fullmatch(rf"{package}\.[a-z_]+", str(node.value)):
                yield str(node.value)


def _named(package: str, call: ast.Call) -> Iterator[str]:
    said = [*call.args[:2], *(one.value for one in call.keywords if one.arg == "act")]
    for value in (one.value for one in said if isinstance(one, ast.Constant)):
        if isinstance(value, str) and re.fullmatch(r"[a-z_]+", value):
            yield f"{package}.{value}"


def all_acts() -> set[str]:
    table = {f"requests.{act.key}" for act in REQUESTS.acts} | {"requests.entered", "casework.recomputed"}
    table |= {f"rectifications.{act.key}" for act in RECTIFICATIONS.acts} | {"rectifications.entered"}
    table |= {f"hotline.{act.key}" for act in HOTLINE.acts} | {f"hotline.{act}" for act in BESIDE}
    table |= {
        "mail.lying",
        "mail.sent",
        "mail.refused",
        "mail.received",
        "mail.bounced",
        "mail.filed",
        "mail.handed_on",
    }
    table |= {"mail.opened", "mail.set_aside", "mail.resealed"}
    table |= {f"concerns.{act.key}" for act in CONCERNS.acts} | {"concerns.entered"}
    table |= {f"petitions.{act.key}" for act in PETITIONS.acts} | {"petitions.entered"}
    table |= {f"decisions.{act.key}" for act in DECISIONS.acts} | {"decisions.entered"}
    return table.union(*map(journalled, ("concerns", "decisions", "requests", "reports", "petitions")))


def test_of_every_journalled_act_it_is_said_who_is_told_or_why_nobody_is() -> None:
    told, untold = set(telling.TOLD), set(telling.UNTOLD)
    assert len(all_acts()) > 50  # the code was read
    assert all_acts() - told - untold == set()
    assert (told | untold) - all_acts() == set()
    assert told & untold == set()


def test_each_reason_is_a_sentence() -> None:
    assert [act for act, why in telling.UNTOLD.items() if not why.endswith("。")] == []


def test_words_name_a_matter_by_its_number_alone() -> None:
    for one in (*telling.TOLD.values(), *telling.REMINDED.values()):
        assert set(re.findall(r"{(\w*)}", one.subject + one.body)) <= {"number", "year"}
        assert "{" not in one.subject
        assert set(one.to) <= set(NAMES)


def test_what_is_told_is_wired() -> None:
    for event in telling.TOLD:
        assert set(telling.handlers()[event]) <= set(wiring.HANDLERS[event])
        assert set(wiring.HANDLERS[event]) <= set(wiring.OPERATIONS)
    assert {"requests.remind", "notices.plan_digests"} <= set(wiring.PERIODIC)


def _row(name: str, one: Telling) -> str:
    to = "、".join(NAMES[key] for key in one.to)
    return f"| {name} | {to} | {one.subject} | {'当即' if one.at_once else '每日汇总'} |"


def _act(event: str) -> str:
    from gongkai.faces.office.words import ACTS

    tables = (REQUESTS, RECTIFICATIONS, HOTLINE, CONCERNS, PETITIONS, DECISIONS)
    names = {f"{one.key}.{act.key}": act.name for one in tables for act in one.acts}
    own = {
        **{f"hotline.{act}": name for act, name in BESIDE.items()},
        "requests.entered": "登记申请",
        "rectifications.entered": "登记更正申请", "casework.recomputed": "重新核算期限", "requests.complained": "投诉",
        "requests.rated": "评价", "requests.revealed": "查看证件号码", "requests.split": "拆分申请",
        "requests.copy_attached": "附上副本", "requests.copy_blackened": "遮盖副本",
        "requests.copy_detached": "移除副本", "requests.copy_given": "提供副本",
        "mail.lying": "来信没有对应的办件", "mail.sent": "寄出公函", "mail.refused": "对方拒收",
        "mail.received": "收到来信", "mail.bounced": "退信", "mail.filed": "来信归入办件", "mail.handed_on": "转交来信",
        "mail.opened": "启封原信", "mail.set_aside": "来信另行处理", "mail.resealed": "重新密封来信",
        "requests.resealed": "重新密封", "requests.answer_submitted": "答复同时送审公开",
        "requests.copy_added": "补交证件副本", "requests.billed": "开具缴费单", "requests.paid": "收到网上缴费",
        "concerns.entered": "舆情主题建立",
        "decisions.entered": "提出决策事项",
        "petitions.entered": "登记信访事项", "petitions.handed": "填写承办内容", "petitions.revealed": "查看信访人",
        "petitions.turned_in": "由热线诉求转来", "petitions.turned_out": "转给热线",
        "petitions.resealed": "重新密封信访事项",
        "petitions.file_attached": "提交信访材料", "petitions.file_opened": "查看信访材料",
        "requests.overpaid": "收到不必再缴的费用", "requests.copies_erased": "删除证件副本",
    }  # fmt: skip
    return f"{names.get(event) or own.get(event) or ACTS[event]} `{event}`"


def generated() -> str:
    head = "| 行为 | 告知谁 | 标题 | 邮件 |\n|---|---|---|---|"
    told = "\n".join(_row(_act(event), one) for event, one in telling.TOLD.items())
    days = "\n".join(_row(f"`{key}`", one) for key, one in telling.REMINDED.items())
    nobody = "\n".join(f"| {_act(event)} | {why} |" for event, why in telling.UNTOLD.items())
    return (
        f"{BEGIN}\n\n{head}\n{told}\n\n### 每日提醒\n\n{head}\n{days}\n\n"
        f"### 不告知\n\n| 行为 | 为什么 |\n|---|---|\n{nobody}\n\n{END}"
    )


def test_the_page_shows_the_table_as_it_is() -> None:
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    if os.environ.get("REWRITE"):
        PAGE.write_text(before + generated() + after, "utf-8")
    assert PAGE.read_text("utf-8") == before + generated() + after
