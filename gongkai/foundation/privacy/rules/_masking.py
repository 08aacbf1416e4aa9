"""遮盖：what stays of a value when it is covered; the rest is gone, not hidden."""

HIDDEN = "＊"
# 保留几位：characters kept at the beginning and at the end, by kind.
_KEPT = {
    "id_number": (3, 1),
    "mobile": (3, 4),
    "landline": (0, 2),
    "office_phone": (0, 2),
    "bank_card": (0, 4),
    "office_account": (0, 4),
    "plate": (2, 1),
    "travel_document": (1, 2),
    "name": (1, 0),
    "office_name": (1, 0),
}
_SHORT = 4
_DOMAIN = "@"


def mask(kind: str, value: str) -> str:
    """遮盖后的文字：the same number of characters, with `HIDDEN` for each one covered.

    Of an address nothing from the first digit on stays; of an e-mail only its domain.
    """
    if kind in {"email", "office_email"}:
        head, sign, domain = value.partition(_DOMAIN)
        return HIDDEN * len(head) + sign + domain
    if kind == "address":
        kept = next((place for place, sign in enumerate(value) if sign.isdigit() or sign in "一二三四五六七八九十"), 0)
        return value[:kept] + HIDDEN * (len(value) - kept)
    first, last = _KEPT.get(kind, (0, 0))
    if first + last >= len(value) or (kind not in {"name", "office_name", "plate"} and len(value) <= _SHORT):
        return HIDDEN * len(value)
    return value[:first] + HIDDEN * (len(value) - first - last) + (value[-last:] if last else "")
