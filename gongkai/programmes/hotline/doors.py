"""两扇门：what reads like a request for information, and what like a complaint or a question. Pure; only offers.

依据：热线不受理政府信息公开事项；申请公开的内容实为咨询、信访、投诉、举报的，告知通过相应渠道提出（《政府信息公开条例》第三十九条）。
"""

import re

from gongkai.foundation.text import normalise

_INFORMATION = re.compile(
    r"政府信息公开|信息公开申请|依申请公开|申请公开|申请获取|公开[^。；，]{0,12}(?:文件|批复|方案|预算|决算|档案|资料|材料|信息)"
    r"|(?:要求|请求|请|希望|想要|申请)(?:贵?[^。；，]{0,10})(?:提供|获取|查阅|复制|公布|给我)[^。；，]{0,20}"
    r"(?:文件|批复|会议纪要|批文|合同|公文|审批|方案|台账|档案|通知书|许可证|清单|数据)"
)
_OPINION = re.compile(
    r"投诉|举报|信访|上访|反映|扰民|维权|讨薪|欠薪|拖欠|不作为|乱作为|严肃处理|查处|讨个?说法|请(?:尽快|帮忙|帮我)?(?:解决|处理|协调)"
    r"|咨询|请问|怎么办|如何办理|怎样办理|能不能办|需要什么(?:材料|手续)|什么时候(?:能|可以)|为什么(?:不|没)|建议(?:贵|你|政府|增加|取消|修)"
)
_NAMED = re.compile(r"〔\d{4}〕\d+号|《[^》]{2,60}》")


def asks_for_information(text: str) -> bool:
    """像是申请公开：words that ask for a document rather than for something to be done.

    >>> asks_for_information("申请公开示范路改造工程的批复文件")
    True
    >>> asks_for_information("示范路的路灯坏了三天没人修")
    False
    """
    return bool(_INFORMATION.search(normalise(text)))


def is_for_the_hotline(text: str) -> bool:
    """像是咨询、投诉：words that want something done or explained, and name no document.

    >>> is_for_the_hotline("小区对面工地夜里施工扰民，请尽快处理")
    True
    >>> is_for_the_hotline("申请公开《信访工作办法》")
    False
    """
    plain = normalise(text)
    return bool(_OPINION.search(plain)) and not _NAMED.search(plain) and not asks_for_information(text)
