"""Texts of the length and vocabulary of real ones, made of the sentences of the demonstration's papers."""

from functools import cache
from importlib.resources import files
from random import Random

COMMON = "养老"
RARE = "龙舟"
VARIETY = 500
_EVERY_RARE = 997
_SUBJECTS = (
    "推进养老服务高质量发展",
    "加强农村饮水安全保障",
    "做好稳岗扩岗工作",
    "规范院前医疗急救服务",
    "开展职业技能培训",
    "调整最低生活保障标准",
    "加强秸秆综合利用",
    "完善重污染天气应对",
    "公布民生实事项目",
    "深化基层政务公开标准化规范化",
)
_FORMS = ("通知", "意见", "实施方案", "办法", "批复", "公告")


@cache
def sentences() -> tuple[str, ...]:
    """Every sentence of the demonstration's papers."""
    folder = files("gongkai.assembly.demo") / "data" / "texts"
    texts = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".txt")), key=lambda entry: entry.name)
    whole = "".join(entry.read_text(encoding="utf-8") for entry in texts)
    return tuple(f"{one.strip()}。" for one in whole.replace("\n", "。").split("。") if len(one.strip()) > 8)


@cache
def paragraphs(number: int) -> tuple[str, ...]:
    """Eight paragraphs, about 900 characters; there are `VARIETY` different ones."""
    chance = Random(number)
    return tuple("".join(chance.choices(sentences(), k=3)) for _ in range(8))


def body(number: int) -> str:
    """The body of record `number`, as HTML."""
    said = [*paragraphs(number % VARIETY), *rare(number)]
    return "".join(f"<p>{one}</p>" for one in said)


def rare(number: int) -> tuple[str, ...]:
    """One record in a thousand has a word no other has."""
    return (f"举办{RARE}邀请赛。",) if number % _EVERY_RARE == 5 else ()


def title(number: int, organ: str) -> str:
    return f"{organ}关于{_SUBJECTS[number // 3 % len(_SUBJECTS)]}的{_FORMS[number % len(_FORMS)]}（{number}）"


def document_number(number: int) -> str:
    """The 文号 of record `number`: no two alike."""
    return f"东{'民教财交环农卫市水文'[number % 10]}发〔{2016 + number % 10}〕{number + 1}号"
