"""机构代码校验：check characters of GB 11714 organisation codes and GB 32100 unified social credit codes.

Real registers contain codes that fail; an import warns with the sentence of `problem_with_…`, it does not reject.
"""

import re

_ORG_FORM = re.compile(r"[0-9A-Z]{8}[0-9X]")
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_FORM = re.compile(f"[{_CREDIT_ALPHABET}]{{18}}")
_CREDIT_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))


def org_code_check_character(body: str) -> str:
    """组织机构代码校验码：the check character for the first eight characters. 依据 GB 11714."""
    if not re.fullmatch("[0-9A-Z]{8}", body):
        raise ValueError(f"eight digits or capital letters are expected: {body!r}")
    total = sum(int(char, 36) * weight for char, weight in zip(body, _ORG_WEIGHTS, strict=True))
    check = 11 - total % 11
    return {10: "X", 11: "0"}.get(check, str(check))


def is_valid_org_code(code: str) -> bool:
    """组织机构代码是否有效：nine characters without a hyphen, check character right."""
    return bool(_ORG_FORM.fullmatch(code)) and org_code_check_character(code[:8]) == code[8]


def credit_code_check_character(body: str) -> str:
    """统一社会信用代码校验码：the check character for the first seventeen characters. 依据 GB 32100-2015."""
    if not re.fullmatch(f"[{_CREDIT_ALPHABET}]{{17}}", body):
        raise ValueError(f"seventeen characters of the GB 32100 alphabet are expected: {body!r}")
    total = sum(_CREDIT_ALPHABET.index(char) * weight for char, weight in zip(body, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[-total % 31]


def is_valid_credit_code(code: str) -> bool:
    """统一社会信用代码是否有效：eighteen characters, check character right."""
    return bool(_CREDIT_FORM.fullmatch(code)) and credit_code_check_character(code[:17]) == code[17]


def org_code_of(credit_code: str) -> str:
    """主体标识码：the organisation code inside a credit code (characters 9 to 17)."""
    if not _CREDIT_FORM.fullmatch(credit_code):
        raise ValueError(f"a credit code of eighteen characters is expected: {credit_code!r}")
    return credit_code[8:17]


def problem_with_org_code(code: str) -> str:
    """Say in Chinese what is wrong with an organisation code; empty when nothing is."""
    if not _ORG_FORM.fullmatch(code):
        return f"组织机构代码“{code}”应为9位数字或大写字母（不含连字符），请核对。"
    if not is_valid_org_code(code):
        return f"组织机构代码“{code}”的校验码应为“{org_code_check_character(code[:8])}”，请核对是否录错。"
    return ""


def problem_with_credit_code(code: str) -> str:
    """Say in Chinese what is wrong with a credit code; empty when nothing is."""
    if not _CREDIT_FORM.fullmatch(code):
        return f"统一社会信用代码“{code}”应为18位数字或大写字母（不含I、O、S、V、Z），请核对。"
    if not is_valid_credit_code(code):
        return f"统一社会信用代码“{code}”的校验码应为“{credit_code_check_character(code[:17])}”，请核对是否录错。"
    return ""
