"""机关名称：what looks like the name of an organ, and whether several are run together."""

import re

_ENDS = (
    "人民政府|政府|办公厅|办公室|厅|局|委员会|委|部|署|总署|院|会|行|社|中心|处|站|所|队|法院|检察院|领导小组|指挥部|小组"
    "|联合会|总工会|大学|学院|公司|管委会|秘书局|联席会议|税务总局|科学院"
)
_NAME = re.compile(rf"[\u4e00-\u9fff（）()·]{{2,60}}?(?:{_ENDS})(?:（[^（）]{{1,8}}）)?\Z")
_NEVER = re.compile(
    r"[的于自与]|关于|印发|根据|按照|依据|截至|通知|通报|公布|发布|施行|负责|联系|组织|请|须|应当|全面|推进|加强|做好"
)
_START = (
    "国家|中国|中共|中央|最高|全国|国务院|财政部|教育部|科技部|科学技术部|公安部|民政部|司法部|农业|工业和|人力资源|自然资源"
    "|生态环境|住房|交通运输|水利部|商务部|文化|卫生|应急|审计|海关|市场监|省|市|县"
)
_GLUE = re.compile(rf"(?:部|委|委员会|局|厅|总署|署|院|会|政府|办公室|办公厅|银行)(?=(?:{_START}))")
_REPEATED = re.compile(r"^([\u4e00-\u9fff]{2,3}[省市县区]).{2,}\1")


def is_organ(text: str) -> bool:
    """像机关名称：short, ends as organs' names end, without words that make it a sentence."""
    names = [name for name in re.split(r"[\s、]+", text.strip()) if name]
    return bool(names) and all(_NAME.match(name) and not _NEVER.search(name) for name in names)


def is_run_together(text: str) -> bool:
    """联合署名未分隔：several organs' names without anything between them."""
    return any(_GLUE.search(name[2:-1]) or _REPEATED.match(name) for name in re.split(r"[\s、]+", text))


def joined(names: list[str]) -> str:
    """联合机关：names with 、 between."""
    return "、".join(name for text in names for name in re.split(r"[\s、]+", text.strip()) if name)
