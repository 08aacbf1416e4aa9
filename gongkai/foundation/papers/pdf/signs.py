"""字符种类：which characters are written apart by spaces, and which are Chinese."""

import re

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇]")


def is_word(sign: str) -> bool:
    """西文字符：letters, digits and signs that are parted by spaces, not Chinese ones."""
    return (sign.isascii() and not sign.isspace()) or (sign.isalnum() and not HAN.match(sign))


def is_rare(sign: str) -> bool:
    """生僻字：a Chinese character outside GB 2312, of which official writing has few."""
    if not HAN.match(sign):
        return False
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
