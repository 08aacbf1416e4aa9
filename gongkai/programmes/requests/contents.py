"""申请的内容：what an application must say, and what is wrong with one. Pure.

依据：《政府信息公开条例》第二十九条第二款。
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from gongkai.foundation.privacy.rules import checks
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.programmes.requests.choices import (
    CREDIT_CODE,
    FORMS,
    LANGUAGES,
    PERSON,
    PROOFS,
    PROOFS_OF_ORGANISATION,
    RESIDENT_ID,
    WAYS,
)

ARTICLE = "《政府信息公开条例》第二十九条第二款"
LONGEST = {"name": 100, "title": 200, "number": 80, "features": 4000, "address": 300, "contact": 60, "proof": 40}
SENTENCES = {
    "kind": "请选择申请人是公民，还是哪一类法人或者其他组织。",
    "name": f"请填写申请人的姓名或者名称（{ARTICLE}第（一）项）。",
    "proof_kind": "请选择与申请人类别相符的身份证明：公民用身份证件，法人或者其他组织用统一社会信用代码。",
    "proof_number": f"请填写身份证明的号码（{ARTICLE}第（一）项）。",
    "resident_id": "居民身份证号码应为18位，且与校验码相符。请对照证件核对。",
    "credit_code": "统一社会信用代码应为18位数字或者大写字母（不含I、O、S、V、Z）。请对照证照核对。",
    "contact": f"请至少填写一种联系方式：电话、电子邮箱或者通信地址（{ARTICLE}第（一）项）。",
    "phone": "电话号码只含数字、空格、括号和连字符。请核对。",
    "mail": "邮箱写法不对。请按 name@example.cn 的样子填写。",
    "title": f"请写明要什么政府信息：名称、文号或者便于查询的其他特征，至少填一项（{ARTICLE}第（二）项）。",
    "form": f"请选择需要哪种形式的政府信息（{ARTICLE}第（三）项）。",
    "way": f"请选择获取信息的途径（{ARTICLE}第（三）项）。",
    "post": "您选择邮寄，请填写通信地址。",
    "by_mail": "您选择电子邮件，请填写电子邮箱。",
    "too_long": "这一项太长了。请缩短；多项内容可以分成几件申请。",
}
Problem = tuple[str, str]
"""缺漏：the field and the sentence."""
_RESIDENT_ID = re.compile(r"[1-8][0-9]{16}[0-9X]")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RT-UW-Y]{18}")
_PHONE = re.compile(r"\+?[0-9()\- ]{5,24}")
# 改变书写方向的控制符：a title must not read otherwise than it is written.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Applicant:
    """申请人：who asks, what proves it and how to reach them; all but name and kind is sealed where it is kept."""

    kind: str
    name: str
    proof_kind: str
    proof_number: str
    phone: str = ""
    mail: str = ""
    address: str = ""
    contact: str = ""
    """联系人：whom to speak to in an organisation."""

    @property
    def identity(self) -> str:
        """证件标识：kind and number in one spelling: the same person gives the same text."""
        return f"{self.proof_kind}:{self.proof_number}"


@dataclass(frozen=True)
class Wanted:
    """所申请的政府信息：title, document number or other features; in which form and by which way."""

    title: str = ""
    number: str = ""
    features: str = ""
    form: str = "electronic"
    way: str = "online"

    @property
    def heading(self) -> str:
        """标题：one line that says what is asked for."""
        return (self.title or self.number or self.features.split("\n")[0])[:120]


def tidy_applicant(given: Applicant) -> Applicant:
    """整理：one spelling of what was typed; a number without spaces and hyphens, in capital letters."""
    tidied = {key: _one_line(value) for key, value in asdict(given).items()}
    number = re.sub(r"[\s\-－—]", "", tidied["proof_number"]).upper()
    return replace(Applicant(**tidied), proof_number=_narrow(number), phone=_narrow(tidied["phone"]))


def tidy_wanted(given: Wanted) -> Wanted:
    """整理所申请的内容。"""
    features = _plain(given.features).strip()
    rest = {key: _one_line(value) for key, value in asdict(given).items() if key != "features"}
    return Wanted(features=features, **rest)


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    return storable(text).translate(_TURNING)


def _narrow(text: str) -> str:
    """Digits and letters as typed on a Chinese keyboard, in half width."""
    return "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in text)


def problems_with_applicant(given: Applicant) -> tuple[Problem, ...]:
    """申请人部分的缺漏：all at once, each a sentence."""
    return tuple(_applicant(given))


def problems_with_wanted(given: Wanted) -> tuple[Problem, ...]:
    """内容描述和形式要求的缺漏。"""
    return tuple(_wanted(given))


def _applicant(given: Applicant) -> Iterator[Problem]:
    if given.kind not in codes.applicant_kinds:
        yield "kind", SENTENCES["kind"]
    if not given.name:
        yield "name", SENTENCES["name"]
    yield from _too_long(given, "name", "address", "contact")
    yield from _proof(given)
    if not (given.phone or given.mail or given.address):
        yield "phone", SENTENCES["contact"]
    if given.phone and not _PHONE.fullmatch(given.phone):
        yield "phone", SENTENCES["phone"]
    if given.mail and not _MAIL.fullmatch(given.mail):
        yield "mail", SENTENCES["mail"]


def proofs_for(kind: str) -> tuple[str, ...]:
    """可用的身份证明：of a person, or of an organisation."""
    return tuple(proof for proof in PROOFS if proof != CREDIT_CODE) if kind == PERSON else PROOFS_OF_ORGANISATION


def _proof(given: Applicant) -> Iterator[Problem]:
    if given.proof_kind not in proofs_for(given.kind):
        yield "proof_kind", SENTENCES["proof_kind"]
    if not given.proof_number:
        yield "proof_number", SENTENCES["proof_number"]
    elif len(given.proof_number) > LONGEST["proof"]:
        yield "proof_number", SENTENCES["too_long"]
    elif given.proof_kind == RESIDENT_ID and not is_resident_id(given.proof_number):
        yield "proof_number", SENTENCES["resident_id"]
    elif given.proof_kind == CREDIT_CODE and not _CREDIT_CODE.fullmatch(given.proof_number):
        yield "proof_number", SENTENCES["credit_code"]


def is_resident_id(number: str) -> bool:
    """是否居民身份证号码：eighteen characters whose last follows from the others."""
    return bool(_RESIDENT_ID.fullmatch(number)) and checks(number.lower())


def _too_long(given: Applicant | Wanted, *keys: str) -> Iterator[Problem]:
    for key in keys:
        if len(getattr(given, key)) > LONGEST[key]:
            yield key, SENTENCES["too_long"]


def _wanted(given: Wanted) -> Iterator[Problem]:
    if not (given.title or given.number or given.features):
        yield "title", SENTENCES["title"]
    yield from _too_long(given, "title", "number", "features")
    if given.form not in FORMS:
        yield "form", SENTENCES["form"]
    if given.way not in WAYS:
        yield "way", SENTENCES["way"]


def problems_between(applicant: Applicant, wanted: Wanted) -> tuple[Problem, ...]:
    """途径与联系方式不相符：the answer must be able to reach the applicant the way it is wanted."""
    if wanted.way == "post" and not applicant.address:
        return (("address", SENTENCES["post"]),)
    if wanted.way == "mail" and not applicant.mail:
        return (("mail", SENTENCES["by_mail"]),)
    return ()


def is_language(code: str) -> bool:
    """是否可用的语言。"""
    return code in LANGUAGES
