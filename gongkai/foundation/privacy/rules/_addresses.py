"""个人住址：down to the door, behind words of a home or beside a person; an office's own address is none."""

import re
from collections.abc import Iterator

from gongkai.foundation.privacy.rules import _words as words
from gongkai.foundation.privacy.rules._numbers import Hit

_HAN = r"[\u4e00-\u9fff]"
_AREA = (
    "省|自治区|市|自治州|盟|区|县|旗|镇|乡|街道|路|街|道|巷|弄|胡同|村|屯|社区|小区|新村|花园|家园|公寓|苑|园|里|城|庄|"
    "府|湾|坊|家属院"
)
_DIGITS = "[0-9一二三四五六七八九十甲乙丙丁]"
_DOOR = (
    rf"{_DIGITS}{{1,6}}(?:-[0-9]{{1,5}}){{0,3}}[a-z]?"
    "(?:号楼|号院|栋|幢|座|单元|层|楼|室|户|号|组|队|社|房)?"
)
_SIGN = rf"(?![的于与被因从向至年月日等及和或有为])(?:{_HAN}|[0-9a-z#-])"
_HOME = re.compile(
    "(?:(?:家庭|户籍|常住|居住|身份证|业主|本人|现|暂住)(?:所在)?(?:住址|地址|居住地址|居住地|地)|住址|现住址?|家住|居住[在于]|暂住[在于]|"
    "住所地?(?=[::])|户口所在地|(?<![居入内原现家暂宿])住(?![宅房建院所户校宿址])(?="
    + _HAN
    + "{2,5}(?:"
    + _AREA
    + ")))"
    "[ ]*(?:为|是|在)?[ ]*[::]?[ ]*"
)
_HERE = re.compile(rf"(?:{_SIGN}){{2,50}}{_DOOR}")
_ANYWHERE = re.compile(
    rf"(?:(?:(?![的于与被因从向在住址]){_HAN}){{1,8}}?(?:{_AREA})){{1,6}}{_HAN}{{0,6}}(?:{_DOOR}){{0,5}}"
    rf"{_DIGITS}{{1,5}}(?:-[0-9]{{1,5}}){{0,3}}(?:室|户|号楼|单元|号|组){_DIGITS}{{0,5}}(?:室|户|号)?"
)
_HAS_AREA = re.compile(_AREA)
_ORGAN_PLACE = re.compile(
    "办公|受理|单位|机关|邮寄|寄送|公司|经营|注册|会议|报到|现场|集中|政务服务|窗口|中心|地点|营业|项目|建设|改造|施工|噪音|公交"
)
_AROUND = 30  # 字


def addresses(text: str, *, personal: bool) -> Iterator[Hit]:
    """个人住址：behind words of a home; or anywhere, where the sentence or the row is about a person."""
    taken = []
    for label in _HOME.finditer(text):
        match = _HERE.match(text, label.end())
        if match and _HAS_AREA.search(match[0]):
            taken.append(match.span())
            yield *match.span(), "address", "高"
    for match in _ANYWHERE.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        near = words.before(text, match.start(), _AROUND)
        if (personal or words.PERSONAL.search(near)) and not _ORGAN_PLACE.search(near + match[0]):
            yield *match.span(), "address", "中"
