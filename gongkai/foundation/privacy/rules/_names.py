"""姓名：behind a label, beside a number, or under a heading."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from gongkai.foundation.privacy.rules._numbers import Hit

_WORDS = yaml.safe_load(Path(__file__).with_name("names.yaml").read_text(encoding="utf-8"))
_SURNAMES = "".join(_WORDS["surnames"].split())
# 常用词：two and three signs that begin like a surname and are no name.
_NO_NAME = frozenset(_WORDS["common_words"].split())
_DOUBLE = (
    "欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|司徒|令狐|宇文|长孙|端木|东方|南宫|独孤|申屠|轩辕|百里|呼延|司空"
)
DOUBLE_SURNAMES = frozenset(_DOUBLE.split("|"))
_HAN = r"[\u4e00-\u9fff]"
_NAME = rf"(?:{_HAN}{{1,6}}·{_HAN}{{1,8}}(?:·{_HAN}{{1,8}})?|(?:{_DOUBLE}){_HAN}{{1,2}}|[{_SURNAMES}]{_HAN}{{1,2}})"
_WHOLE = re.compile(rf"{_NAME}\Z")
_GAPPED = re.compile(rf"([{_SURNAMES}])[ \u3000]+({_HAN})\Z")
_MASKED = re.compile("[某*×xX○〇＊■]")
_ROLE = (
    "姓名|户主|户主姓名|申请人|申请人姓名|当事人|被申请人|被处罚人|被征收人|被执行人|受助人|受益人|救助对象|保障对象|持证人|领取人|"
    "死者|伤者|患者|学生姓名|考生姓名|监护人|家长姓名|产权人|权利人|所有权人|车主|驾驶员|村民|承包人|承租人|中签人|补贴对象|负伤职工|"
    "职工姓名|残疾人姓名|老人姓名|本人姓名|举报人|投诉人|信访人|反映人|报案人|借款人|抵押人|投保人|被保险人|农户姓名|贫困户|户主名"
)
_OFFICE_ROLE = (
    "联系人|负责人|法定代表人|法人代表|经办人|责任人|主要负责人|项目负责人|河长|包保责任人|签发人|拟稿人|审核人"
)
_LABELLED = re.compile(
    rf"(?<!{_HAN})((?:{_ROLE})|(?:{_OFFICE_ROLE}))(?:\(签[名字章]\))?[ ]*[::][ ]*({_NAME})(?!{_HAN})"
)
_PARTY = re.compile(
    rf"(?:{_ROLE.replace('姓名|', '', 1)}|原告|被告|上诉人|被上诉人)[::]?[ ]*({_NAME})(?=[,、(。;][ ]*(?:男|女|身份证|"
    r"公民身份|[12][0-9]{3}年|汉族|住|系|出生|性别|联系电话|电话))"
)
_BESIDE_NUMBER = re.compile(
    rf"(?<!{_HAN})({_NAME})[ ]*[(,、::]?[ ]*(?:男|女)?[,、]?[ ]*(?:公民|居民)?身份(?:证号|号码|证[::]?[ ]*[0-9*])"
)
_HEADING = re.compile(rf"(?:序号)?(?:{_ROLE})(?:\(.*\))?\Z|.{{0,6}}姓名\Z|.{{0,4}}名单\Z")
_OFFICE_HEADING = re.compile(rf"(?:{_OFFICE_ROLE})(?:姓名)?(?:\(.*\))?\Z")


def labelled_names(text: str) -> Iterator[Hit]:
    """姓名：behind a label, before the particulars of a party, or beside an identity number."""
    for match in _LABELLED.finditer(text):
        if is_name(match[2]):
            kind = "office_name" if re.fullmatch(_OFFICE_ROLE, match[1]) else "name"
            yield *match.span(2), kind, "中"
    for pattern in (_PARTY, _BESIDE_NUMBER):
        for match in pattern.finditer(text):
            if is_name(match[1]):
                yield *match.span(1), "name", "高"


def is_name(text: str) -> bool:
    """像姓名：a surname and one or two signs, or parts joined by a dot; neither masked nor a common word."""
    plain = _GAPPED.sub(r"\1\2", text.strip())
    return bool(_WHOLE.match(plain)) and plain not in _NO_NAME and not _MASKED.search(plain)


def heading_of_names(heading: str) -> str:
    """姓名栏：the kind of names a heading or a label promises: "name", "office_name" or ""."""
    plain = re.sub(r"\s", "", heading).rstrip(":*")
    if _OFFICE_HEADING.match(plain):
        return "office_name"
    return "name" if _HEADING.match(plain) else ""
