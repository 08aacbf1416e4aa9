"""效力位阶：what sort of statute a text is, the highest first.

依据：《立法法》；司法解释由最高人民法院、最高人民检察院作出。
"""

from collections.abc import Mapping

CATEGORIES: Mapping[str, str] = {
    "constitution": "宪法",
    "law": "法律",
    "administrative_regulation": "行政法规",
    "supervision_regulation": "监察法规",
    "judicial_interpretation": "司法解释",
    "local_regulation": "地方性法规",
    "departmental_rule": "部门规章",
    "local_rule": "地方政府规章",
    "other": "其他",
}
NATIONAL = frozenset(
    {
        "constitution", "law", "administrative_regulation", "supervision_regulation", "judicial_interpretation",
        "departmental_rule",
    }
)  # fmt: skip
"""国家的：no local organ makes them."""
# 各家清单的写法：branches of law are laws.
_ALSO = {
    "地方法规": "local_regulation",
    "自治条例和单行条例": "local_regulation",
    "经济特区法规": "local_regulation",
    "政府规章": "local_rule",
    "宪法相关法": "law",
    "民法典": "law",
    "民法商法": "law",
    "民商法": "law",
    "行政法": "law",
    "经济法": "law",
    "社会法": "law",
    "生态环境法": "law",
    "刑法": "law",
    "诉讼与非诉讼程序法": "law",
}
_KNOWN = {**{name: code for code, name in CATEGORIES.items()}, **{code: code for code in CATEGORIES}, **_ALSO}


def category_of(written: str) -> str:
    """效力位阶的代码：of a name or code as lists write it; "" where it is none."""
    return _KNOWN.get(written.strip(), "")
