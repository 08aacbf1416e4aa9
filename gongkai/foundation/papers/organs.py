"""机关名称：what looks like the name of an organ, and whether several are run together."""

import re

_ENDS = (
    "人民政府|政府|办公厅|办公室|厅|局|委员会|委|部|署|总署|院|会|行|社|中心|处|站|所|队|法院|检察院|领导小组|指挥部|小组"
    "|联合会|总工会|大学|学院|公司|管委会|秘书局|联席会议|税务总局|科学院"
)
_NAME = re.compile(rf"[\u4e00-\u9fff（）()·]{{2,60}}?(?:{_ENDS})(?:（[^（）]{{1,8}}）)?\Z")
_NEVER = re.compile(
    r"[的于自与]|关于|印发|根据|按照|依据|截至|通知|通报|公布|发布|施行|负责|联系|组织|请|须|应当|全面|推进|加强|做好|名单|清单|目录"
    r"|(?<!代)表|方案|办法|规定|标准(?!化)|联系人|电话|^[年月日号]"
)
_START = (
    "国家|中国|中共|中央|最高|全国|国务院|财政部|教育部|科技部|科学技术部|公安部|民政部|司法部|农业|工业和|人力资源|自然资源"
    "|生态环境|住房|交通运输|水利部|商务部|文化|卫生|应急|审计|海关|市场监|省|市|县"
)
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    "|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_BEGINS = re.compile(rf"(?:{_PROVINCES}|中共|中国|中华|国家|国务院|全国|最高|{_START})")
_INNER_END = re.compile(r"(?:部|厅|局|署|院|(?<!社)会(?![议计展])|委(?![员托])|政府|处|司|中共中央)")
_WITHIN = re.compile(
    r"(?:办公[厅室]|秘书[局处]|研究室|常务委员会|国有资产|外事|机关|直属|驻|[\u4e00-\u9fff]{2,10}(?:处|科|司|中心|所|站)$)"
)
_PARTY = re.compile(r"[省市县区党]委$")


def is_organ(text: str) -> bool:
    """像机关名称：short, ends as organs' names end, without words that make it a sentence."""
    names = [name for name in re.split(r"[\s、]+", text.strip()) if name]
    return bool(names) and all(_NAME.match(name) and not _NEVER.search(name) for name in names)


def begins_like_organ(text: str) -> bool:
    """像机关名称的开头：with a province, 中共, 国家 and the like."""
    return _BEGINS.match(text) is not None


def is_run_together(text: str) -> bool:
    """联合署名未分隔：several organs' names without anything between them; in doubt, yes."""
    return any(_is_glued(name) for name in re.split(r"[\s、]+", text))


def _is_glued(name: str) -> bool:
    if re.search(r"(?<=.)(?:国务院$|中共)", name):
        return True
    for found in _INNER_END.finditer(name):
        first, second = name[: found.end()], name[found.end() :]
        if len(first) >= 3 and len(second) >= 2 and _NAME.match(second) and not _belongs(first, second):
            return True
    return False


def _belongs(first: str, second: str) -> bool:
    """Whether the second is an office within the first, not an organ beside it."""
    if _WITHIN.match(second):
        return not begins_like_organ(second)
    own = first in {"国务院", "国家税务总局"} or _PARTY.search(first) is not None
    return own and not re.match(rf"(?:{_PROVINCES})?(?:省|市|县)?人民政府", second)


def is_institution(text: str) -> bool:
    """像学校、企业、协会：a name that stands in lists above a signature rather than in it."""
    return re.search(r"(?:大学|学院|学校|公司|医院|协会|学会|银行)\Z", text.strip()) is not None


def joined(names: list[str]) -> str:
    """联合机关：names with 、 between."""
    return "、".join(name for text in names for name in re.split(r"[\s、]+", text.strip()) if name)
