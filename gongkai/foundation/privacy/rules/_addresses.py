"""个人住址：down to the door, behind words of a home or beside a person; an office's own address is none."""

import re
from collections.abc import Iterator, Sequence

from gongkai.foundation.privacy.rules import _words as words
from gongkai.foundation.privacy.rules._numbers import Hit

_HAN = r"[\u4e00-\u9fff]"
_AREA = (
    "省|自治区|市|自治州|盟|区|县|旗|镇|乡|街道|路|街|道|巷|弄|胡同|村|屯|社区|小区|新村|花园|家园|公寓|苑|园|里|城|庄|"
    "府|湾|坊|家属院"
)
_DIGITS = "[0-9一二三四五六七八九十甲乙丙丁]"
_NUMBER = rf"{_DIGITS}{{1,6}}(?:-[0-9]{{1,5}}){{0,3}}[a-z]?"
# 门牌：a number with 号, 室, 户, 房; or a bare one behind a building's. A building or a village group alone is no door.
_DOOR = (
    rf"(?:{_NUMBER}(?:号(?![楼院线栋])|室|户|房)|(?:号楼|号院|栋|幢|座|单元|层|楼)(?:{_NUMBER}(?:单元|层|楼))?[0-9]{{2,5}})"
    rf"(?!{_DIGITS}|[栋幢座层楼组队年月个多余亿万元名人])"
)
_SIGN = rf"(?![的被因])(?:{_HAN}|[0-9a-z#-])"
_HOME = re.compile(
    "(?:(?:家庭|户籍|常住|居住|身份证|业主|本人|现住|暂住)(?:所在)?(?:住址|地址|居住地址|居住地|地(?!区))|住址|现住址?|家住|"
    "居住[在于]|暂住[在于]|住所地?(?=[::])|户口所在地|"
    "(?<![居入内原现家暂宿])住(?![宅房建院所户校宿址])(?=" + _HAN + "{2,5}(?:" + _AREA + ")))"
    "[ ]*(?:为|是|在)?[ ]*[::]?[ ]*"
)
_HERE = re.compile(rf"(?:{_SIGN}){{2,50}}{_DOOR}")
_ANYWHERE = re.compile(rf"(?:(?:(?![的于与被因从向在住址]){_HAN}){{1,8}}?(?:{_AREA})){{1,6}}(?:{_SIGN}){{0,16}}{_DOOR}")
_HAS_AREA = re.compile(_AREA)
_ORGAN_PLACE = re.compile(
    "办公|受理|单位|机关|邮寄|寄送|公司|经营|注册|会议|报到|现场|集中|政务服务|窗口|中心|地点|营业|项目|建设|改造|施工|噪音|公交"
)
_FAR = 40  # 字：between a name and the address that is said to be that person's


def addresses(text: str, *, names: Sequence[int], personal: bool) -> Iterator[Hit]:
    """个人住址：behind words of a home; or anywhere in a person's row, or in a sentence right after a name.

    `names` are the places where names end.
    """
    taken = []
    for label in _HOME.finditer(text):
        match = _HERE.match(text, label.end())
        if match and _HAS_AREA.search(match[0]):
            taken.append(match.span())
            yield *match.span(), "address", "高"
    for match in _ANYWHERE.finditer(text) if personal or names else ():
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        near = words.before(text, match.start(), _FAR)
        theirs = personal or any(match.start() - len(near) <= end <= match.start() for end in names)
        if theirs and not _ORGAN_PLACE.search(near + match[0]):
            yield *match.span(), "address", "中"
