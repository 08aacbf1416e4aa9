"""号码：identity numbers, bank cards, travel documents: shape first, then the check digit, then the words beside."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.foundation.privacy.rules import _words as words

Hit = tuple[int, int, str, str]  # start, end, kind, confidence

_SEP = r"[ .\-·_]?"
_ID_18 = re.compile(rf"(?<![0-9a-z])[1-8](?:{_SEP}[0-9]){{16}}{_SEP}[0-9x](?![0-9a-z])")
_ID_15 = re.compile(rf"(?<![0-9a-z])[1-8](?:{_SEP}[0-9]){{14}}(?![0-9a-z])")
_LONG = re.compile(r"(?<![0-9a-z.])[0-9](?:[ \-]?[0-9]){13,18}(?![0-9a-z])")
_ID_WORDS = re.compile("身份证|身份号码|公民身份|证件号|身分证|证号[::]?$|身份信息|居民证")
_CARD_WORDS = re.compile("卡号|银行|账号|帐号|账户|帐户|储蓄|信用卡|借记|一卡通|社保卡|存折|打入|转账|汇款|开户")
_ORGAN_ACCOUNT = re.compile(
    "(?:单位|对公|户名|收款人|账户名称|开户单位|全称)[^0-9]{0,30}(?:局|厅|委|中心|公司|财政|院|学校|会|厂|社|部|办|所)|"
    "财政专户|代收|缴款|保证金|国库|罚没"
)
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10x98765432"
_EARLIEST = 1880
_TRAVEL = (
    (re.compile(r"(?<![0-9a-z])(?:[egdsp][0-9]{8}|p[0-9]{7}|e[a-hj-np-z][0-9]{7}|1[45][0-9]{7})(?![0-9a-z])"),
     re.compile("护照")),
    (re.compile(r"(?<![0-9a-z])(?:[cwhm][0-9]{8}|c[a-hj-np-z][0-9]{7}|[hm][0-9]{10})(?![0-9a-z])"),
     re.compile("通行证|回乡证")),
    (re.compile(r"(?<![0-9a-z])[0-9]{8}(?![0-9a-z])"), re.compile("台湾居民来往|台胞证|来往大陆通行证")),
)  # fmt: skip


def identity_numbers(text: str, today: date) -> Iterator[Hit]:
    """居民身份证号码：18 digits with a right check digit and a possible birthday; else only behind words for it."""
    for match in _ID_18.finditer(text):
        digits = _plain(match[0])
        if not _possible(digits[:2], digits[6:14], today):
            continue
        said = _ID_WORDS.search(words.before(text, match.start()))
        if checks(digits):
            yield *match.span(), "id_number", "高"
        elif said:
            yield *match.span(), "id_number", "中"
    for match in _ID_15.finditer(text):
        digits = _plain(match[0])
        said = _ID_WORDS.search(words.before(text, match.start()))
        if said and _possible(digits[:2], f"19{digits[6:12]}", today):
            yield *match.span(), "id_number", "中"


def checks(digits: str) -> bool:
    """校验码：the last of 18 follows from the 17 before (ISO 7064, MOD 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == digits[17]


def luhn(digits: str) -> bool:
    """Luhn 校验：of a bank card's digits."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def bank_cards(text: str) -> Iterator[Hit]:
    """银行卡号：14 to 19 digits with Luhn's check that begin as China's cards do, or behind words of an account."""
    for match in _LONG.finditer(text):
        digits = _plain(match[0])
        near = words.before(text, match.start(), 40)
        if words.OTHER_NUMBER.search(near) or len(set(digits)) < 3:
            continue
        valid, said = luhn(digits), _CARD_WORDS.search(near)
        if not said and not (valid and digits.startswith("62") and len(digits) >= 16):
            continue
        if said and _ORGAN_ACCOUNT.search(near):
            yield *match.span(), "office_account", "中"
        elif digits.startswith("0"):
            continue
        elif valid and len(digits) >= 16:
            yield *match.span(), "bank_card", "高" if said else "中"
        elif said and len(digits) >= 15:
            yield *match.span(), "bank_card", "低"


def travel_documents(text: str) -> Iterator[Hit]:
    """护照、通行证号码：only behind the word for it."""
    for shape, said in _TRAVEL:
        for match in shape.finditer(text):
            if said.search(words.before(text, match.start())):
                yield *match.span(), "travel_document", "高"


def _plain(written: str) -> str:
    return re.sub(r"[ .\-·_]", "", written)


def _possible(province: str, born: str, today: date) -> bool:
    if not _PROVINCE.fullmatch(province):
        return False
    try:
        day = date(int(born[:4]), int(born[4:6]), int(born[6:8]))
    except ValueError:
        return False
    return day.year >= _EARLIEST and day <= today
