"""诉求事项的层级：the arithmetic of the three-level list of what people ask, complain of and report; no Django."""

SEPARATOR = "-"


def level_of(code: str) -> int:
    """层级：1 to 3, from the parts of the code.

    >>> level_of("01-02")
    2
    """
    return code.count(SEPARATOR) + 1


def broader(code: str) -> tuple[str, ...]:
    """本级和上级事项：the first level first, itself last; empty for no code.

    >>> broader("01-02-03")
    ('01', '01-02', '01-02-03')
    """
    parts = code.split(SEPARATOR) if code else []
    return tuple(SEPARATOR.join(parts[:many]) for many in range(1, len(parts) + 1))
