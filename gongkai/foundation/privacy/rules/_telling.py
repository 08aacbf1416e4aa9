"""点名：whether words tell of somebody who is known: by name, by surname and a title, by how they are reached."""

import re

from gongkai.foundation.privacy.rules._names import DOUBLE_SURNAMES, is_name
from gongkai.foundation.text import compact

_TITLES = (
    "女士|先生|小姐|太太|同志|师傅|老师|同学|医生|大夫|律师|老板|经理|"
    "大爷|大伯|大叔|大哥|大妈|大姐|大娘|阿姨|叔叔|奶奶|爷爷|老汉|某|氏"
)
_PLACES = "庄村家店铺府集镇街路沟桥营屯寨湾巷坡岭山河坝塘圩堡"
_BETWEEN = r"[\s\-—–_.·,，、()（）/\\]*"
_NUMERALS = str.maketrans("零〇一二三四五六七八九幺两", "0012345678912")
FEWEST_DIGITS, FEWEST_SIGNS = 5, 2
"""数字少于、字少于这么多的，不足以认出人。"""


def tells_of(text: str, *, name: str = "", contact: str = "") -> bool:
    """是否点名：whether the words hold the name, the surname with a title (王女士, 老王), or the contact however typed.

    >>> tells_of("请联系 １３９-0000 0000", contact="13900000000")
    True
    >>> tells_of("王女士反映的情况", name="王小明")
    True
    >>> tells_of("王府路的路灯不亮", name="王小明")
    False
    """
    plain = compact(text)
    return _names(plain, compact(name)) or any(_reaches(plain, one) for one in _parts(contact))


def _names(plain: str, name: str) -> bool:
    if len(name) < FEWEST_SIGNS:
        return False
    if name in plain:
        return True
    if not is_name(name):
        return False
    surname = name[:2] if name[:2] in DOUBLE_SURNAMES else name[0]
    return bool(re.search(f"{surname}(?:{_TITLES})|姓{surname}|[老小]{surname}(?![{_PLACES}])", plain))


def _parts(contact: str) -> list[str]:
    """A contact may be several: a telephone and an address of mail."""
    parts = re.split(r"[;；,，、/]", contact)
    return [each for one in parts for each in (one.split() if "@" in one else [one]) if each.strip()]


def _reaches(plain: str, contact: str) -> bool:
    said = compact(contact)
    digits = re.sub(r"\D", "", re.sub(r"^\+?86(?=1\d{10}$)", "", re.sub(r"[\s\-]", "", said)))
    if len(digits) >= FEWEST_DIGITS and re.fullmatch(r"[\d+\-()（）\s.转]+", said):
        spaced = re.compile(_BETWEEN.join(digits))
        return bool(spaced.search(plain) or spaced.search(plain.translate(_NUMERALS)))
    return len(said) > FEWEST_SIGNS and re.sub(_BETWEEN, "", said) in re.sub(_BETWEEN, "", plain)
