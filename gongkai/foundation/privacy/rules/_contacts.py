"""联系方式：mobile and fixed telephones, plates, e-mail; the words beside tell an office's own from a person's."""

import re
from collections.abc import Iterator

from gongkai.foundation.privacy.rules import _words as words
from gongkai.foundation.privacy.rules._numbers import Hit

_SEP = r"[ \-.·]?"
_MOBILE = re.compile(
    rf"(?<![0-9a-z_=])(?:(?:\+|00)?86{_SEP})?(1[3-9][0-9]{_SEP}[0-9]{{4}}{_SEP}[0-9]{{4}})(?![0-9a-z@])"
    rf"|(?<![0-9a-z_=])(1[3-9][0-9](?:{_SEP}[0-9]){{8}})(?![0-9a-z@])"
)
_LANDLINE = re.compile(
    r"(?<![0-9a-z.])\(?(0(?:10|2[0-9]|[3-9][0-9]{2}))[)\- ]{1,3}([2-8][0-9]{2,3}[ -]?[0-9]{4})(?![0-9a-z])"
    r"|(?<![0-9a-z.])(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-8][0-9]{6,7})(?![0-9a-z])"
)
_LOCAL = re.compile(r"(?<![0-9a-z.\-/])[2-8][0-9]{2,3}[ -]?[0-9]{4}(?![0-9a-z号年元万人亩户件.%\-/])")
_AMOUNT = re.compile("(?:总投资|投资|资金|金额|数量|产值|收入|支出|达到?|第|共|约|增长|人口)$")
_UNIT = re.compile("[ ]?(?:元|万|亿|吨|公里|平方|立方|千瓦|号提案|号建议|人次)")
_PHONE_WORDS = re.compile("电话|手机|联系方式|宅电|座机|传真|TEL|tel")
_EMAIL = re.compile(r"(?<![a-z0-9._%+\-])[a-z0-9](?:[a-z0-9._%+\-]*[a-z0-9_])?@(?:[a-z0-9-]+\.)+[a-z]{2,8}(?![a-z0-9])")
_FILE = re.compile(r"\.(?:png|jpe?g|gif|css|js|docx?|xlsx?|pdf)\Z")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    rf"[{_PROVINCES}][a-hj-np-z][ ·.\-]?(?:[0-9]{{5}}[a-hjk]|[a-hjk][a-hj-np-z0-9][0-9]{{4}}|"
    r"(?=[a-hj-np-z]*[0-9])[a-hj-np-z0-9]{4}[a-hj-np-z0-9挂学警港澳])(?![0-9a-z])"
)
_NOT_PLATE = re.compile("(?:编号|证号|批号|型号|代码|标准|备案号|书号|文号|证书|许可)[^0-9。]{0,6}$")
_DUTY = re.compile("咨询|监督|举报(?!人)|投诉(?!人)|热线|值班|办公|服务|窗口|受理|报名|客服|公开电话|传真")
_MAIL_DUTY = re.compile(
    "咨询|监督|举报|投诉|办公|受理|报名|投稿|报送|反馈|发送|发至|意见|报至|联系部门|联系单位|公开|官方|报省|接收"
)
_LABELLED = re.compile("(?:电话|传真|网址|地址|[0-9]{4})[^。]*(?:邮箱|信箱|邮件|e-?mail)[::]?[ ]*$")
_ORGAN = re.compile(
    "(?:局|厅|委|办|处|科|所|院|中心|政府|街道|大队|支队|公司|学校|大学|医院|协会|集团|部|室)[^。;]{0,24}$"
)
_NAMED = re.compile("(?:联系人|姓名|先生|女士|老师|同志|户主|申请人|本人)")


def mobiles(text: str, *, personal: bool) -> Iterator[Hit]:
    """手机号码：an office's only behind words of duty and no person beside. `personal`: the row names a person."""
    for match in _MOBILE.finditer(text):
        start, end = match.span(1) if match[1] else match.span(2)
        near = words.before(text, start)
        if _AMOUNT.search(near) or _UNIT.match(text, end):
            continue
        duty = words.office(near) and _DUTY.search(near) and not _NAMED.search(near)
        if duty and not personal:
            yield start, end, "office_phone", "中"
        elif not words.OTHER_NUMBER.search(near):
            yield start, end, "mobile", "高"


def landlines(text: str, *, personal: bool) -> Iterator[Hit]:
    """固定电话：the office's unless the words before, or the row it stands in, are a person's."""
    for match in _LANDLINE.finditer(text):
        near = words.before(text, match.start())
        if not words.OTHER_NUMBER.search(near):
            yield *match.span(), _whose(near, personal=personal), "高"
    taken = [match.span() for match in _LANDLINE.finditer(text)]
    for match in _LOCAL.finditer(text):
        near = words.before(text, match.start())
        inside = any(start <= match.start() < end for start, end in taken)
        if not inside and _PHONE_WORDS.search(near) and not words.OTHER_NUMBER.search(near):
            yield *match.span(), _whose(near, personal=personal), "中"


def emails(text: str, *, personal: bool) -> Iterator[Hit]:
    """电子邮箱：a government domain or words of office make it the office's."""
    for match in _EMAIL.finditer(text):
        if _FILE.search(match[0]):
            continue
        near = words.before(text, match.start(), 60, ends="[。\n]")
        said = any(pattern.search(near) for pattern in (_MAIL_DUTY, _ORGAN, _LABELLED))
        ours = match[0].endswith(".gov.cn") or (said and not personal and not words.PERSONAL.search(near))
        yield *match.span(), "office_email" if ours else "email", "高"


def plates(text: str) -> Iterator[Hit]:
    """车牌号码：ordinary (five signs) and new energy (six)."""
    for match in _PLATE.finditer(text):
        if not _NOT_PLATE.search(words.before(text, match.start())):
            yield *match.span(), "plate", "高"


def _whose(near: str, *, personal: bool) -> str:
    """A person's when the row is, or the clause right before the number and no duty stands in that."""
    clause = re.split("[,、(]", near)[-1]
    theirs = words.PERSONAL.search(clause) and not _DUTY.search(clause)
    return "landline" if personal or theirs else "office_phone"
